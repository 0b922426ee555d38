/** The fields of a form, by whose they are. */

import { make, setText } from 'kbgen/elements/dom.js';
import { Field } from 'kbgen/elements/field.js';
import { count, say } from 'kbgen/elements/words.js';

const SCOPES = ['you', 'target', 'message'];

/** The fields of a template by scope. */
export class Fields {
  /** @param {object[]} parameters @param {string} target  what one is called */
  constructor(parameters, target) {
    this.list = parameters.map((parameter) => new Field(parameter, 'f-'));
    this.byName = new Map(this.list.map((field) => [field.parameter.name, field]));
    this.scopes = SCOPES.map((scope) => this.#scope(scope, target)).filter(Boolean);
    this.node = make('div', { className: 'scopes' }, ...this.scopes.map(({ node }) => node));
    this.node.addEventListener('keydown', (event) => this.#next(event));
  }

  #scope(scope, target) {
    const fields = this.list.filter((field) => field.parameter.scope === scope);
    if (fields.length === 0) return null;
    const title = say(`scope_${scope}`, { target });
    const state = make('span', { className: 'scope-state' });
    const summary = make('summary', {}, make('span', { className: 'scope-title' }, title), state);
    const note = make('p', { className: 'scope-note' }, say(`scope_${scope}_note`, { target }));
    const legend = make('legend', { className: 'unseen' }, title);
    const set = make('fieldset', {}, legend, note, ...fields.map(({ node }) => node));
    const node = make('details', { className: `scope ${scope}`, open: true }, summary, set);
    return { scope, fields, node, state };
  }

  /** Values by name, of those fields that hold one. */
  bindings() {
    const bindings = {};
    for (const field of this.list) {
      const { value } = field.show();
      if (value !== undefined) bindings[field.parameter.name] = value;
    }
    return bindings;
  }

  /** Folds away what the message does not ask for. @param {Set<string>} used names */
  fold(used) {
    for (const field of this.list) field.node.hidden = !used.has(field.parameter.name);
    for (const { fields, node, state } of this.scopes) {
      const shown = fields.filter((field) => !field.node.hidden);
      for (const field of shown) field.isOpen = field.parameter.required && field.found.value === undefined;
      const open = shown.filter((field) => field.isOpen).length;
      node.hidden = shown.length === 0;
      node.classList.toggle('done', open === 0);
      setText(state, open === 0 ? say('scope_done') : count('scope_open', open));
    }
  }

  /** What is needed and not there, in the order of the form. */
  open() {
    return this.scopes.flatMap(({ fields }) => fields).filter((field) => !field.node.hidden && field.isOpen);
  }

  /** What is wrong as it stands. */
  wrong() {
    return this.list.filter((field) => !field.node.hidden && field.found.fault);
  }

  /** Closes what is filled in already, so that what is left comes first. */
  closeDone() {
    const done = this.scopes.filter(({ node }) => node.classList.contains('done'));
    if (done.length < this.scopes.length) done.forEach(({ node, scope }) => { node.open = scope !== 'you'; });
  }

  /** @param {string} name */
  go(name) {
    const field = this.byName.get(name);
    if (!field) return;
    field.node.closest('details').open = true;
    field.focus();
  }

  /** Enter goes on to the next field, as on a phone's keyboard. */
  #next(event) {
    const { target } = event;
    if (event.key !== 'Enter' || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!target.matches('input:not([type=checkbox]), textarea') || target.closest('.field-long-text')) return;
    event.preventDefault();
    const shown = [...this.node.querySelectorAll('input, textarea, select')].filter((node) => node.offsetParent);
    const group = target.type === 'radio' ? target.name : null;
    shown.slice(shown.indexOf(target) + 1).find((node) => !group || node.name !== group)?.focus();
  }
}
