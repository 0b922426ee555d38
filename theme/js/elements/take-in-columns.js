/** The columns of a table that is taken in, and what each of them holds. */

import { matchColumns } from 'kbgen/core/columns.js';
import { oneLine } from 'kbgen/core/escape.js';
import { NOTES, naming } from 'kbgen/core/rows.js';
import { make, setText } from 'kbgen/elements/dom.js';
import { count, say } from 'kbgen/elements/words.js';

const SAMPLES = 2;

export class Columns {
  /**
   * @param {object[]} parameters
   * @param {import('kbgen/core/columns.js').Words} words
   * @param {(text: string) => void} tell
   */
  constructor(parameters, words, tell) {
    Object.assign(this, { parameters, words, tell });
    this.first = make('input', { type: 'checkbox', id: 'take-in-first' });
    this.first.addEventListener('change', () => this.#fill());
    this.body = make('tbody', { role: 'rowgroup' });
    this.left = make('p', { className: 'hint' });
    const heads = ['head', 'sample', 'holds'].map((key) =>
      make('th', { scope: 'col', role: 'columnheader' }, say(`take_in_columns_${key}`)));
    this.node = make('div', {},
      make('div', { className: 'tick' }, this.first, make('label', { htmlFor: 'take-in-first' }, say('take_in_first'))),
      make('table', { className: 'take-in-match', role: 'table', 'aria-labelledby': 'take-in-columns-title' },
        make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...heads)), this.body),
      this.left);
  }

  /** @param {string[][]} rows @param {boolean} isHeaded */
  update(rows, isHeaded) {
    this.rows = rows;
    this.first.checked = isHeaded;
    this.#fill();
  }

  get isHeaded() {
    return this.first.checked;
  }

  /** What each column holds. */
  get holds() {
    return this.selects.map((select) => select.value || null);
  }

  /** Whether one of them holds names. */
  get isNamed() {
    return this.holds.includes(naming(this.parameters).name);
  }

  askName() {
    this.selects[0].focus();
  }

  #fill() {
    const holds = matchColumns(this.rows, this.parameters, this.words, this.isHeaded);
    const cells = this.isHeaded ? this.rows.slice(1) : this.rows;
    const head = (at) => (this.isHeaded && oneLine(this.rows[0][at] ?? '')) || say('take_in_column', { n: at + 1 });
    this.heads = holds.map((_, at) => head(at));
    this.selects = holds.map((name, at) => this.#select(name, this.heads[at]));
    this.body.replaceChildren(...this.selects.map((select, at) => {
      const samples = cells.map((row) => oneLine(row[at] ?? '')).filter(Boolean).slice(0, SAMPLES);
      return make('tr', { role: 'row' }, make('th', { scope: 'row', role: 'rowheader' }, this.heads[at]),
        make('td', { role: 'cell' }, ...samples.map((sample) => make('span', { className: 'sample' }, sample))),
        make('td', { role: 'cell' }, select));
    }));
    this.#count();
  }

  #select(name, head) {
    const kinds = [...this.parameters, { name: NOTES, label: this.words.notes }];
    const select = make('select', { ariaLabel: say('take_in_what', { column: head }) },
      make('option', { value: '' }, say('leave_out')),
      ...kinds.map((kind) => make('option', { value: kind.name }, kind.label)));
    select.value = name ?? '';
    select.addEventListener('change', () => this.#changed(select));
    return select;
  }

  /** Several columns can be notes; what else one holds, no other does. */
  #changed(select) {
    const at = this.selects.findIndex((other) =>
      other !== select && other.value && other.value === select.value && other.value !== NOTES);
    if (at >= 0) {
      this.selects[at].value = '';
      this.tell(say('take_in_moved', { column: this.heads[at] }));
    }
    this.#count();
  }

  #count() {
    const n = this.holds.filter((name) => name === null).length;
    for (const select of this.selects) select.closest('tr').classList.toggle('left', !select.value);
    setText(this.left, n ? count('take_in_left', n) : say('take_in_left_none'));
  }
}
