/** The panel that takes in a table of targets: pasted or from a file, step by step, nothing before the last. */

import { hasHead } from 'kbgen/core/columns.js';
import { parse } from 'kbgen/core/csv.js';
import { decoded } from 'kbgen/core/decode.js';
import { button, make, setText } from 'kbgen/elements/dom.js';
import { Announcer } from 'kbgen/elements/findings.js';
import { Columns } from 'kbgen/elements/take-in-columns.js';
import { Rows } from 'kbgen/elements/take-in-rows.js';
import { count, say } from 'kbgen/elements/words.js';

const STEPS = ['table', 'columns', 'rows'];

/**
 * What is taken over; `fill` is to fill in what is missing in its twin, which stays as it is otherwise.
 * @typedef {{ values: Record<string, string|string[]>, notes: string, twin: string|null, how: 'add'|'fill' }} Taken
 */

const list = (key) => say(key).split(',').map((word) => word.trim());

/** Names of the days of the week from Sunday, in the page's language. */
function weekdays() {
  const language = document.documentElement.lang || undefined;
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(Date.UTC(2023, 0, 1 + day)));
}

export class TakeIn {
  #opener = null;
  #before = null;

  /**
   * @param {object} setting
   * @param {object[]} setting.parameters  those of targets
   * @param {{ one: string, many: string }} setting.target  what they are called
   * @param {{ months: string[], long: string }} setting.dates
   * @param {{ starts: string, ends: string }} setting.season  where days without a year lie
   * @param {() => string[]} setting.known  names of the targets that are there
   * @param {(rows: Taken[]) => void} setting.onTake
   */
  constructor({ parameters, target, dates, season, known, onTake }) {
    this.names = { target: target.one, targets: target.many };
    this.parameters = parameters;
    this.words = {
      target, months: dates.months, weekdays: weekdays(), starts: season.starts, ends: season.ends,
      notes: say('take_in_notes'), yes: list('take_in_yes'), no: list('take_in_no'), nothing: list('take_in_nothing'),
      turning: list('take_in_turning'),
      synonyms: say('take_in_synonyms').split(';').map((group) => group.split(',').map((word) => word.trim())),
    };
    this.onTake = onTake;
    this.announcer = new Announcer();
    const tell = (text) => this.announcer.say(text);
    const { words, names } = this;
    this.columns = new Columns(parameters, words, tell);
    this.rows = new Rows({ parameters, words, names, dates, known, tell, onChange: () => this.#count() });
    this.#build();
    this.#show('table', false);
  }

  /** Opens the panel; what has the focus gets it back at the end. */
  open() {
    this.#opener = document.activeElement;
    this.panel.hidden = false;
    this.title.focus();
    this.panel.scrollIntoView({ block: 'nearest' });
  }

  #build() {
    this.area = make('textarea', { id: 'take-in-table', rows: 8, wrap: 'off', spellcheck: false,
      'aria-describedby': 'take-in-table-hint' });
    this.file = make('input', { type: 'file', id: 'take-in-file', accept: '.csv,.tsv,.txt,text/csv,text/plain',
      'aria-describedby': 'take-in-file-hint' });
    this.file.addEventListener('change', () => this.#read());
    this.undo = button(say('undo'), 'text-button', () => this.#bringBack());
    this.undo.hidden = true;
    this.area.addEventListener('input', () => { this.undo.hidden = true; });
    this.fault = make('p', { className: 'fault', role: 'alert' });
    this.take = button('', 'button', () => this.#take());
    this.left = make('p', { className: 'hint' });
    const back = (step) => button(say('take_in_back'), 'button button-quiet', () => this.#show(step));
    const hint = (key) => make('p', { className: 'hint', id: `${key.replaceAll('_', '-')}-hint` }, say(`${key}_hint`));
    const next = (key, action) => button(say(key), 'button', action);
    this.parts = {
      table: this.#part('table', 'take_in_paste',
        make('label', { htmlFor: 'take-in-table' }, say('take_in_paste')),
        make('p', { className: 'hint', id: 'take-in-table-hint' }, say('take_in_paste_hint')), this.area, this.undo,
        make('label', { htmlFor: 'take-in-file' }, say('take_in_file')), hint('take_in_file'), this.file,
        bar(next('take_in_choose', () => this.#match()))),
      columns: this.#part('columns', 'take_in_columns', this.columns.node,
        bar(back('table'), next('take_in_rows', () => this.#look()))),
      rows: this.#part('rows', 'take_in_rows', this.rows.node, this.left, bar(back('columns'), this.take)),
    };
    this.steps = STEPS.map((step) => make('li', {}, say(`take_in_view_${step}`)));
    this.title = make('h2', { id: 'take-in', tabIndex: -1 }, say('take_in_title', this.names));
    this.ask = make('div', { className: 'notice', role: 'group', 'aria-labelledby': 'take-in-ask' },
      make('p', { id: 'take-in-ask' }, say('take_in_ask')),
      button(say('take_in_lose'), 'button button-quiet', () => this.#close()),
      button(say('take_in_stay'), 'button', () => {
        this.ask.hidden = true;
        this.close.focus();
      }));
    this.close = button(say('take_in_close'), 'button button-quiet', () => this.#leave());
    this.panel = make('section', { className: 'take-in-panel', hidden: true, 'aria-labelledby': 'take-in' },
      make('div', { className: 'take-in-head' }, this.title, this.close), this.ask,
      make('ol', { className: 'take-in-steps', 'aria-label': say('take_in_steps') }, ...this.steps),
      ...Object.values(this.parts), this.fault);
    // What is announced outlives the panel.
    this.node = make('div', { className: 'take-in' }, this.panel, this.announcer.node);
  }

  #part(step, key, ...children) {
    const title = make('h3', { tabIndex: -1, id: `take-in-${step}-title` }, say(key));
    return make('div', { className: `take-in-${step}` }, step === 'table' ? null : title, ...children);
  }

  #show(step, isMoved = true) {
    for (const [name, part] of Object.entries(this.parts)) part.hidden = name !== step;
    STEPS.forEach((name, at) => {
      if (name === step) this.steps[at].setAttribute('aria-current', 'step');
      else this.steps[at].removeAttribute('aria-current');
    });
    this.ask.hidden = true;
    setText(this.fault, '');
    if (!isMoved) return;
    (this.parts[step].querySelector('h3') ?? this.area).focus({ preventScroll: true });
    this.panel.scrollIntoView({ block: 'start' });
  }

  async #read() {
    const [file] = this.file.files;
    if (!file) return;
    try {
      const text = decoded(new Uint8Array(await file.arrayBuffer()));
      this.#before = this.area.value;
      this.area.value = text;
      this.undo.hidden = !this.#before.trim();
      this.file.value = '';
      this.#match();
    } catch {
      this.#refuse(say('take_in_file_failed'));
    }
  }

  #bringBack() {
    this.area.value = this.#before;
    this.undo.hidden = true;
    this.area.focus();
  }

  #refuse(text) {
    // The same words again are news again.
    this.fault.textContent = '';
    requestAnimationFrame(() => setText(this.fault, text));
  }

  #match() {
    const text = this.area.value;
    if (text !== this.text) {
      const rows = parse(text);
      if (!rows.length) return this.#refuse(say('take_in_empty'));
      this.text = text;
      this.columns.update(rows, hasHead(rows, this.parameters, this.words));
    }
    this.#show('columns');
  }

  #look() {
    if (!this.columns.isNamed) {
      this.columns.askName();
      return this.#refuse(say('take_in_whose', this.names));
    }
    const { rows, holds, isHeaded } = this.columns;
    this.rows.update(rows, holds, isHeaded);
    this.#show('rows');
    this.#count();
    this.announcer.say(this.rows.summary);
  }

  #count() {
    const { taken, open } = this.rows;
    setText(this.take, taken.length ? count('take_in_take', taken.length, this.names) : say('take_in_take_none'));
    this.take.disabled = taken.length === 0;
    const left = open ? count('take_in_open', open) : say('take_in_open_none');
    if (left !== this.left.textContent) this.announcer.tell(left);
    setText(this.left, left);
  }

  #take() {
    const taken = this.rows.taken.map((row) => row.result());
    this.#close();
    this.onTake(taken);
    this.announcer.say(count('take_in_done', taken.length, this.names));
  }

  #leave() {
    if (!this.area.value.trim()) return this.#close();
    this.ask.hidden = false;
    this.ask.querySelector('.button:last-child').focus();
  }

  #close() {
    this.area.value = '';
    this.text = undefined;
    this.undo.hidden = true;
    this.rows.clear();
    this.#show('table', false);
    this.panel.hidden = true;
    this.#opener?.focus();
  }
}

const bar = (...buttons) => make('div', { className: 'take-in-bar' }, ...buttons);
