/** A text field whose text can be marked. */

import { make } from 'kbgen/elements/dom.js';

/** A text to type into, on top of a copy of it in which places can be marked: a text field itself can't show any. */
export class Paper {
  #copy = document.createTextNode('');

  /** @param {string} id of the field @param {boolean} isLine  whether it is one line, which may wrap */
  constructor(id, isLine) {
    this.isLine = isLine;
    this.area = make('textarea', { id, rows: isLine ? 1 : 12, spellcheck: true, autocomplete: 'off' });
    // A line break at its end would otherwise take no room.
    const copy = make('div', { className: 'paper-copy', ariaHidden: 'true' }, this.#copy, '\u200B');
    this.node = make('div', { className: isLine ? 'paper line' : 'paper' }, copy, this.area);
    this.area.addEventListener('input', () => this.#follow());
  }

  get text() {
    return this.area.value;
  }

  set text(text) {
    this.area.value = text;
    this.#follow();
  }

  /** @param {[number, number]} range @returns {Range|null} the place in the copy; null for no place */
  range([start, end]) {
    if (start >= end || end > this.#copy.length) return null;
    const range = document.createRange();
    range.setStart(this.#copy, start);
    range.setEnd(this.#copy, end);
    return range;
  }

  #follow() {
    if (this.isLine && this.area.value.includes('\n')) this.area.value = this.area.value.replace(/\s*\n\s*/g, ' ');
    if (this.#copy.data !== this.area.value) this.#copy.data = this.area.value;
  }
}
