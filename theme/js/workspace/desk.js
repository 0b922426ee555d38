/** What all views of the workspace share: the notebook, how things stand, and the ways to change both. */

import { daysBetween, isDate, write } from 'kbgen/core/dates.js';
import { empty } from 'kbgen/core/notebook.js';
import { newId } from 'kbgen/core/notebook-file.js';
import { merged } from 'kbgen/core/rows.js';
import { Outlook, textOf } from 'kbgen/core/standing.js';
import { fold } from 'kbgen/core/text.js';
import { count, say } from 'kbgen/elements/words.js';

/** Dispatches `change` when anything in the notebook changed. */
export class Desk extends EventTarget {
  #outlook = null;
  /** How targets stand of whom nothing changed since. */
  #known = new Map();

  /**
   * @param {object} data what `kbgen/data/workspace.js` holds
   * @param {object} season what `kbgen/data/season.js` holds
   * @param {import('kbgen/elements/store.js').Store} store
   * @param {string} root what leads to the site's root
   */
  constructor(data, season, store, root) {
    super();
    Object.assign(this, { data, season, store, root });
    this.templates = new Map(data.templates.map((template) => [template.id, template]));
    this.byName = new Map(data.parameters.map((parameter) => [parameter.name, parameter]));
    const ofTarget = data.parameters.filter(({ scope }) => scope === 'target');
    this.name = ofTarget.find(({ role }) => role === 'target-name');
    this.policy = ofTarget.find(({ role, type }) => role === 'policy' && type === 'choice');
    // What most windows count from comes first.
    const uses = ({ anchor }) => data.rules.windows.filter(({ opens, closes }) =>
      [opens, closes].some((end) => end?.anchor?.[0] === anchor)).length;
    this.events = ofTarget.filter((parameter) => parameter.anchor && uses(parameter)).sort((a, b) => uses(b) - uses(a));
    this.collator = new Intl.Collator(document.documentElement.lang, { numeric: true });
    this.names = { target: data.target.one, targets: data.target.many };
    store.addEventListener('change', () => this.#changed());
  }

  /** How everything stands today. */
  get outlook() {
    return this.#outlook ??= new Outlook(this.data, this.store.notebook, this.today, this.#known);
  }

  /** Takes another day for today. @param {string} date */
  turn(date) {
    if (date === this.today) return;
    this.today = date;
    this.#changed();
  }

  /** @param {string[]} path @param {unknown} value undefined for nothing */
  set(path, value) {
    this.store.set(path, value);
    const [member, id] = path;
    // What is known of one target, or written for it, changes nothing for the others; what went to it does.
    const isOwn = (member === 'targets' && (path.length > 2 || value)) || member === 'drafts';
    this.#changed(isOwn ? id : undefined);
  }

  /**
   * Puts something in the place of what is there.
   * @param {[string[], unknown][]} changes paths and values
   * @returns {() => void} takes it back
   */
  swap(changes) {
    const before = changes.map(([path]) => [path, structuredClone(this.store.get(...path))]);
    for (const [path, value] of changes) this.store.set(path, value);
    this.#changed();
    // A target comes back before what is about it.
    return () => this.swap(before);
  }

  /** Adds a target of which nothing is known. @returns {string} its id */
  add() {
    const id = this.newId();
    this.set(['targets', id], { values: {} });
    return id;
  }

  /** Takes everything out, here and on the device. */
  forget() {
    this.store.forget();
    this.store.replace(empty());
  }

  /**
   * Puts rows of a table among the targets; one that is there already gets what it lacks.
   * @param {import('kbgen/elements/take-in.js').Taken[]} rows
   * @returns {() => void} takes it back
   */
  take(rows) {
    const ids = new Map(this.targets().map(({ id, name }) => [fold(name), id]));
    const taken = new Map();
    for (const { twin, how, values, notes } of rows) {
      const id = (how === 'fill' && ids.get(fold(twin))) || this.newId();
      const there = taken.get(id) ?? this.store.get('targets', id) ?? { values: {} };
      taken.set(id, { ...there, ...merged(there, { values, notes }) });
      ids.set(fold(values[this.name.name] ?? ''), id);
    }
    return this.swap([...taken].map(([id, target]) => [['targets', id], target]));
  }

  /** @param {string} id of a target @returns {() => void} brings it back */
  remove(id) {
    const { drafts, log } = this.store.notebook;
    const sent = Object.keys(log).filter((key) => log[key].target === id);
    const written = drafts[id] ? [[['drafts', id]]] : [];
    return this.swap([[['targets', id]], ...written, ...sent.map((key) => [['log', key]])]);
  }

  /** Logs that a message went out. @returns {() => void} takes it back */
  sent(target, template, date = this.today, note) {
    const { you } = this.store.notebook;
    const told = this.outlook.isDrafted(target, template) ? this.templates.get(template).parameters
      .filter((name) => you[name] !== undefined && this.byName.get(name).scope === 'you') : [];
    const said = Object.fromEntries(told.map((name) => [name, you[name]]));
    return this.swap([[['log', this.newId()], { target, template, date, ...(note ? { note } : {}), said }]]);
  }

  newId() {
    return newId(Math.random);
  }

  /** Targets with their names, in the order of the names. */
  targets() {
    return this.outlook.ids.map((id) => ({ id, name: this.nameOf(id) }))
      .sort((a, b) => this.collator.compare(a.name, b.name));
  }

  /** @param {string} id of a target @returns {string} its name, or words for one that has none yet */
  nameOf(id) {
    return textOf(this.store.get('targets', id, 'values', this.name.name)) || say('ws_unnamed', this.names);
  }

  /** Writes a date as the pages do. */
  long(date) {
    return write(date, 'long', this.season.dates);
  }

  /** Writes an answer as people would say it. @param {object} parameter @param {string | string[] | boolean} typed */
  words(parameter, typed) {
    if (parameter.type === 'date' && isDate(typed)) return this.long(typed);
    const choice = parameter.choices?.find(({ value }) => value === typed);
    return choice?.label ?? (Array.isArray(typed) ? typed.join('; ') : String(typed));
  }

  /** Says how far away a day is. */
  away(date) {
    const days = daysBetween(this.today, date);
    if (days === 0) return say('ws_today');
    return days > 0 ? count('today_in', days) : count('ws_ago', -days);
  }

  /** @param {string} path of a page of the site @returns {string} */
  href(path) {
    return this.root + path;
  }

  #changed(id) {
    if (this.#outlook) this.#known = this.#outlook.without(id);
    if (id === undefined) this.#known = new Map();
    else this.#known.delete(id);
    this.#outlook = null;
    this.dispatchEvent(new Event('change'));
  }
}
