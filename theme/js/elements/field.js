/** A field: its control, its label, and what is wrong with what was typed. */

import { read, taken } from 'kbgen/core/values.js';
import { runs } from 'kbgen/core/text.js';
import { control } from 'kbgen/elements/control.js';
import { afterPress, button, make, setText } from 'kbgen/elements/dom.js';
import { say, sentence } from 'kbgen/elements/words.js';

/** A field of the form: a label, what helps to fill it in, its control, and what is wrong with it. */
export class Field {
  /** Whether it was left once; before that, nothing is wrong with it. */
  isLeft = false;
  #isNeededShown = false;

  /** @param {object} parameter @param {string} prefix of ids */
  constructor(parameter, prefix) {
    this.parameter = parameter;
    const { name, label, required, type } = parameter;
    this.id = `${prefix}${name}`;
    const described = { 'aria-describedby': `${this.id}-hint ${this.id}-fault` };
    this.control = control(parameter, this.id, described);
    this.fault = make('p', { className: 'fault', id: `${this.id}-fault` });
    this.fault.hidden = true;
    this.words = this.#budget() && make('span', { className: 'count' });
    const { isGroup, nodes } = this.control;
    const tag = !required && type !== 'bool' ? make('span', { className: 'optional' }, say('optional')) : null;
    const head = isGroup ? make('legend', {}, label, ' ', tag) : make('label', { htmlFor: this.id }, label, ' ', tag);
    const isTick = type === 'bool' && !required;
    const parts = isTick
      ? [make('div', { className: 'tick' }, ...nodes, head), this.#hint()]
      : [head, this.#hint(), ...nodes];
    const group = isGroup && { role: type === 'list' ? 'group' : 'radiogroup', ...described };
    this.box = make(isGroup ? 'fieldset' : 'div', { className: 'box', ...group }, ...parts, this.words, this.fault);
    // What may be left out takes a line until it is wanted.
    this.more = required || isTick ? null : button(label, 'more', () => {
      this.fold(false);
      this.focus();
    });
    this.node = make('div', { className: `field field-${type}` }, this.more, this.box);
    this.fold(true);
    this.node.addEventListener('focusout', (event) => {
      if (!this.node.contains(event.relatedTarget)) afterPress(() => this.leave());
    });
  }

  get typed() {
    return this.control.get();
  }

  set typed(typed) {
    this.control.set(typed);
    this.isLeft = typed !== undefined && typed !== '';
    this.#isNeededShown = false;
    this.fold(!this.isLeft);
  }

  /** Shows a line in place of a field that may be left out. @param {boolean} isFolded */
  fold(isFolded) {
    if (!this.more) return;
    this.more.hidden = !isFolded;
    this.box.hidden = isFolded;
  }

  /** Reads what was typed: `value` if it is one, `fault` and `help` if it can't stay so; neither if it is empty. */
  read() {
    const { typed, parameter } = this;
    // Any text that is no value asks for the words that tell so.
    if (typed === undefined) return this.control.isBroken?.() ? read(parameter, '?') : {};
    return taken(parameter, typed);
  }

  /** Shows what is wrong, if anybody should be told already, and clears what is mended. */
  show() {
    const found = this.found = this.read();
    const isNeeded = this.#isNeededShown && found.value === undefined && !found.fault;
    const fault = this.isLeft && found.fault
      ? `${sentence(`${say('fault_start')} ${found.fault}`)} ${sentence(found.help)}`.trim()
      : isNeeded ? say('needed') : '';
    setText(this.fault, fault);
    this.fault.hidden = !fault;
    this.#mark(Boolean(fault));
    this.node.classList.toggle('done', found.value !== undefined && !found.fault);
    if (this.words) setText(this.words, this.#count());
    return found;
  }

  leave() {
    if (this.typed !== undefined || this.control.isBroken?.()) this.isLeft = true;
    this.show();
  }

  /** Says that a message can't do without it, from now on as long as it is empty. */
  ask() {
    this.isLeft = true;
    this.#isNeededShown = Boolean(this.parameter.required);
    this.show();
  }

  focus() {
    this.fold(false);
    const { first } = this.control;
    const checked = this.node.querySelector(':checked');
    const target = checked?.type === 'radio' ? checked : first;
    target.focus({ preventScroll: true });
    this.node.scrollIntoView({ block: 'center' });
  }

  #mark(isWrong) {
    const { isGroup } = this.control;
    const isOne = isGroup && this.parameter.type !== 'list';
    const marked = isOne ? [this.box] : this.node.querySelectorAll('input, textarea, select');
    for (const node of marked) {
      if (isWrong) node.setAttribute('aria-invalid', 'true');
      else node.removeAttribute('aria-invalid');
    }
    this.node.classList.toggle('wrong', isWrong);
  }

  #hint() {
    const { help, example, type, choices } = this.parameter;
    const sample = Array.isArray(example) ? example[0] : example;
    const shown = sample !== undefined && !choices && type !== 'bool' && type !== 'date';
    return make('p', { className: 'hint', id: `${this.id}-hint` }, help || null,
      shown ? make('span', { className: 'sample' }, `${say('example')} `, make('i', {}, String(sample))) : null);
  }

  /** Numbers of words are told where one could miss them. */
  #budget() {
    const { type, min_words: least, max_words: most } = this.parameter;
    return type !== 'list' && (least || most);
  }

  #count() {
    const { min_words: least, max_words: most } = this.parameter;
    const n = runs(String(this.typed ?? '')).length;
    if (n === 0) return '';
    if (least && most) return say('words_between', { n, least, most });
    return most ? say('words_most', { n, most }) : say('words_least', { n, least });
  }
}
