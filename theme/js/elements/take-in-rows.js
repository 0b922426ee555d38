/** The rows of a table that is taken in: what is clear, and what is to be looked at. */

import { stems } from 'kbgen/core/choices.js';
import { naming, readRows } from 'kbgen/core/rows.js';
import { fold } from 'kbgen/core/text.js';
import { make, setText } from 'kbgen/elements/dom.js';
import { TakenRow } from 'kbgen/elements/take-in-row.js';
import { count, say } from 'kbgen/elements/words.js';

export class Rows {
  #rows = [];
  #key = '';
  #known = [];
  #likes = new Map();

  /** @param {object} setting  `parameters`, `words`, `names`, `dates`, `known`, `tell` and `onChange` */
  constructor(setting) {
    Object.assign(this, setting);
    this.own = naming(this.parameters).name;
    this.byName = new Map(this.parameters.map((parameter) => [parameter.name, parameter]));
    this.doubtful = make('ol', { className: 'take-in-doubtful' });
    this.sure = make('ul', { className: 'take-in-sure' });
    this.count = make('summary');
    this.title = make('h4', {}, say('take_in_doubtful'));
    this.node = make('div', {}, this.title, this.doubtful, make('details', {}, this.count, this.sure));
    this.node.addEventListener('input', () => this.#changed());
  }

  /** Reads the rows anew, unless nothing has changed since. */
  update(rows, holds, hasHead) {
    const known = this.known();
    const key = JSON.stringify([rows, holds, hasHead, known]);
    if (key === this.#key) return;
    this.#key = key;
    this.#known = known.map((name) => [fold(name) || name, name]);
    this.#rows = readRows(rows, holds, this.parameters, known, { ...this.words, hasHead })
      .map((row) => new TakenRow(row, this));
    const doubtful = this.#rows.filter((row) => row.isDoubtful);
    const sure = this.#rows.filter((row) => !row.isDoubtful);
    this.doubtful.replaceChildren(...doubtful.map((row) => row.node));
    this.sure.replaceChildren(...sure.map((row) => row.node));
    this.title.hidden = this.doubtful.hidden = doubtful.length === 0;
    this.node.querySelector('details').hidden = sure.length === 0;
    this.node.querySelector('details').open = doubtful.length === 0;
    setText(this.count, count('take_in_sure', sure.length, this.names));
    setText(this.title, `${say('take_in_doubtful')} (${doubtful.length})`);
    this.summary = [sure.length && this.count.textContent, doubtful.length && this.title.textContent]
      .filter(Boolean).join('. ');
    this.#changed();
  }

  clear() {
    this.#rows = [];
    this.#key = '';
    this.doubtful.replaceChildren();
    this.sure.replaceChildren();
  }

  /** @returns {TakenRow[]} */
  get taken() {
    return this.#rows.filter((row) => row.isTaken);
  }

  /** How many cells are in doubt of those that are taken. */
  get open() {
    return this.taken.reduce((sum, row) => sum + row.open.length, 0);
  }

  #changed() {
    const names = new Map(this.#known);
    this.#likes = new Map();
    for (const doubt of this.#rows.flatMap((row) => row.open)) {
      this.#likes.set(likeness(doubt), [...this.#likes.get(likeness(doubt)) ?? [], doubt]);
    }
    for (const row of this.#rows) {
      const { name } = row;
      const key = fold(name) || name;
      row.update(names.get(key) ?? null);
      if (row.isTaken && !names.has(key)) names.set(key, name);
    }
    this.onChange();
  }

  /** Doubts that are still open, in other rows, about the same cell. */
  likes(doubt) {
    return doubt.cell ? (this.#likes.get(likeness(doubt)) ?? []).filter((other) => other !== doubt) : [];
  }

  /** Gives doubts the same answer. */
  answer(doubts, typed) {
    for (const doubt of doubts) doubt.field.typed = typed;
    for (const doubt of doubts) doubt.field.fold(false);
    this.#changed();
  }
}

/** The same for cells that mean the same: of choices, in whatever spelling. */
const likeness = ({ name, cell, field }) =>
  `${name}\n${field.parameter.choices ? stems(cell).join(' ') : cell.trim()}`;
