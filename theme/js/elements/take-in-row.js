/** A row of a table that is taken in. */

import { write } from 'kbgen/core/dates.js';
import { withNote } from 'kbgen/core/rows.js';
import { button, make, setText } from 'kbgen/elements/dom.js';
import { Field } from 'kbgen/elements/field.js';
import { count, say, sentence } from 'kbgen/elements/words.js';

/** Values beside the name that tell which row it is. */
const TELLING = 3;
const HOWS = ['fill', 'add', 'leave'];

export class TakenRow {
  /** @param {import('kbgen/core/rows.js').Row} row @param {import('kbgen/elements/take-in-rows.js').Rows} rows */
  constructor(row, rows) {
    Object.assign(this, { row, rows });
    const { line, twin, doubts } = row;
    this.isDoubtful = doubts.length > 0 || twin !== null;
    const id = `take-in-${line}`;
    this.box = make('input', { type: 'checkbox', id, checked: true });
    const others = Object.entries(row.values).filter(([name]) => name !== rows.own).slice(0, TELLING);
    this.telling = others.map(([name, typed]) => this.#word(name, typed)).join(' · ');
    if (!this.isDoubtful) {
      const label = make('label', { htmlFor: id }, this.name);
      this.node = make('li', { className: 'tick' }, this.box, make('div', {}, label, this.#told()));
      return;
    }
    this.title = make('h5', { id: `${id}-title` });
    const place = say('take_in_row', { n: line });
    this.doubts = doubts.map((doubt) => this.#doubt(doubt, `${id}-`));
    this.tick = make('div', { className: 'tick' }, this.box, make('label', { htmlFor: id }, say('take_in_tick')));
    this.box.setAttribute('aria-describedby', `${id}-title`);
    this.hows = HOWS.map((value, at) =>
      make('input', { type: 'radio', name: `${id}-how`, value, checked: at === 0 }));
    this.said = make('p', { className: 'take-in-why' });
    this.how = make('fieldset', { className: 'take-in-how' },
      make('legend', { className: 'unseen' }, say('take_in_how')), this.said,
      make('div', { className: 'radios' }, ...this.hows.map((input) => make('label', { className: 'radio' }, input,
        make('span', {}, say(`take_in_how_${input.value}`, rows.names))))));
    this.node = make('li', { className: 'take-in-row' },
      make('div', { className: 'take-in-row-head' }, this.title, make('span', { className: 'hint' }, place), this.tick),
      this.#told(), ...this.doubts.map(({ node }) => node), this.how);
  }

  /** What it is called, as far as somebody said. */
  get name() {
    const doubt = this.doubts?.find(({ name }) => name === this.rows.own);
    const found = doubt?.field.read();
    return (doubt ? (found.fault ? '' : found.value) : this.row.values[this.rows.own]) ?? '';
  }

  get isTaken() {
    const isIn = this.isDoubtful && !this.how.hidden ? this.#how !== 'leave' : this.box.checked;
    return isIn && this.name !== '';
  }

  /** Its doubts that nobody has settled. */
  get open() {
    return (this.doubts ?? []).filter(({ field }) => {
      const { value, fault } = field.read();
      return value === undefined || fault;
    });
  }

  get #how() {
    return this.hows.find((input) => input.checked).value;
  }

  /** Shows what has come of it. @param {string|null} twin  the one before it that has its name */
  update(twin) {
    if (!this.isDoubtful) return;
    const { name, open } = this;
    this.twin = twin;
    setText(this.title, name || say('take_in_unnamed'));
    setText(this.said, twin ? say('take_in_twin', { name: twin }) : '');
    this.how.hidden = !twin;
    this.tick.hidden = Boolean(twin);
    this.box.disabled = !name;
    this.node.classList.toggle('done', open.length === 0);
    for (const doubt of this.doubts) {
      doubt.field.show();
      const likes = open.includes(doubt) ? [] : this.rows.likes(doubt);
      doubt.same.hidden = likes.length === 0;
      setText(doubt.same, likes.length ? count('take_in_same', likes.length, { cell: doubt.cell.trim() }) : '');
    }
  }

  /**
   * What is taken over; what is in doubt to the end goes into the notes.
   * @returns {import('kbgen/elements/take-in.js').Taken}
   */
  result() {
    const values = { ...this.row.values };
    let { notes } = this.row;
    const open = this.open;
    for (const doubt of this.doubts ?? []) {
      if (!open.includes(doubt)) values[doubt.name] = doubt.field.typed;
      else if (doubt.cell) notes = withNote(notes, `${doubt.field.parameter.label}: ${doubt.cell.trim()}`);
    }
    const twin = this.twin ?? null;
    return { values, notes, twin, how: twin && this.#how === 'fill' ? 'fill' : 'add' };
  }

  #told() {
    return this.telling ? make('p', { className: 'hint' }, this.telling) : null;
  }

  #word(name, typed) {
    const { type, choices } = this.rows.byName.get(name);
    if (type === 'date') return write(typed, 'long', this.rows.dates);
    return choices?.find(({ value }) => value === typed)?.label ?? [typed].flat().join('; ');
  }

  #doubt({ name, cell, why, fault, help, typed, suggestions }, prefix) {
    const parameter = this.rows.byName.get(name);
    const isOwn = name === this.rows.own;
    const field = new Field({ ...parameter, required: isOwn, help: '', example: undefined }, prefix);
    field.typed = typed;
    field.fold(false);
    // What the field says of what stands in it is not said twice.
    const told = why ? say(`take_in_why_${why}`)
      : typed === undefined ? `${sentence(`${say('fault_start')} ${fault}`)} ${sentence(help)}` : null;
    const offers = suggestions.map((guess) => button(this.#word(name, guess), 'button button-quiet', () => {
      this.rows.answer([{ field }], guess);
    }));
    const doubt = { name, cell, field };
    doubt.same = button('', 'text-button', () => {
      const likes = this.rows.likes(doubt);
      this.rows.answer(likes, field.typed);
      this.rows.tell(count('take_in_samed', likes.length));
      field.focus();
    });
    doubt.node = make('div', { className: 'take-in-doubt' },
      make('div', {},
        cell && make('p', { className: 'take-in-cell' }, `${say('take_in_said')} `, make('q', {}, cell.trim())),
        told && make('p', { className: 'take-in-why' }, told),
        offers.length > 0 && make('div', { className: 'take-in-offers' }, ...offers)),
      make('div', {}, field.node, doubt.same));
    return doubt;
  }
}
