/** Rules across messages: what was sent before, what else is in the batch, and the season. */

import { calendar } from 'kbgen/core/across-calendar.js';
import { History } from 'kbgen/core/across-history.js';
import { Names } from 'kbgen/core/across-names.js';
import { Values } from 'kbgen/core/across-values.js';
import { order } from 'kbgen/core/checker.js';
import { Renderer } from 'kbgen/core/eval.js';
import { windowDays } from 'kbgen/core/dates.js';
import { fold } from 'kbgen/core/text.js';

/**
 * @typedef {import('kbgen/core/checker.js').Finding} Finding
 * @typedef {{ draft: object, target: string, template: string }} Planned a message; names are empty if not known
 */

/** What is looked at for one message. */
class Row {
  found = [];

  /** @param {Map} known what was found out about its values: days of windows by id, and which conditions hold */
  constructor(rules, builtIn, { draft, target, template }, today, folded, known) {
    this.known = known;
    this.rules = rules;
    this.builtIn = builtIn;
    this.draft = draft;
    this.name = target;
    this.target = folded;
    this.today = today;
    this.template = rules.templates.find(({ id }) => id === template);
    this.scenario = draft.scenario ?? this.template?.scenario ?? '';
    this.states = this.template?.states ?? [];
  }

  holds(condition) {
    if (!this.known.has(condition)) {
      const renderer = this.known.get(Renderer) ?? new Renderer(this.draft.parameters, this.rules.dates);
      this.known.set(Renderer, renderer).set(condition, renderer.holds(condition, this.draft.values));
    }
    return this.known.get(condition);
  }

  /** @param {string} id of a window @returns {object|undefined} the window and its days for this message */
  days(id) {
    if (!this.known.has(id)) {
      const window = this.rules.windows.find((window) => window.id === id);
      const { parameters, values } = this.draft;
      this.known.set(id, window && { window, ...windowDays(window, parameters, values) });
    }
    return this.known.get(id);
  }

  /** Tells of a rule of the knowledge base. */
  tell(kind, { severity, id, pitfall, authority, source = '', label, help = '' }, more = '') {
    const place = { part: 'subject', range: [0, 0] };
    const named = pitfall == null ? { id } : { id, pitfall };
    this.found.push({ severity, rule: kind, ...named, authority, source, ...place, text: label + more, help });
  }

  /** Tells of a built-in rule, unless it is off. */
  tellBuiltIn(name, text, [part, start, end] = ['subject', 0, 0]) {
    const rule = this.builtIn.get(name);
    if (rule) this.found.push(rule.finding(part, start, end, text));
  }
}

/** Messages against the log, the season and those that were counted before them. */
export class Across {
  /**
   * @param {import('kbgen/core/checker.js').Checker} checker
   * @param {string[]} names of all targets, of whom none may be named in a message to another
   * @param {{ target: string, template: string, date: string }[]} [log] what asks for one needs it
   * @param {string} [today] what asks for a day needs it
   */
  constructor({ rules, builtIn }, names, log, today) {
    const counted = (log ?? []).filter(({ date }) => rules.since == null || date >= rules.since);
    this.names = new Names(names.concat((log ?? []).map(({ target }) => target)));
    this.history = new History(rules, counted, log != null);
    this.values = new Values();
    // The same names come again and again.
    const folds = new Map();
    const folded = (name) => folds.get(name) ?? folds.set(name, fold(name)).get(name);
    this.row = (one, known = new Map()) => new Row(rules, builtIn, one, today, folded(one.target), known);
  }

  /** @param {Planned} one @returns {Finding[]} what is wrong with it, but for what it says by itself */
  look(one) {
    return this.#look(this.row(one));
  }

  /** @param {Planned} one that those after it are held against; if it is in the log, only for what it says */
  count(one, { isSent = false } = {}) {
    this.#count(this.row(one), isSent);
  }

  /** @param {Planned} one @returns {Finding[]} as `look`; then it counts */
  check(one) {
    const row = this.row(one);
    const found = this.#look(row);
    this.#count(row);
    return found;
  }

  /**
   * Looks at what is not written yet.
   * @param {Planned} one
   * @param {Map} known what was found out about its values before
   * @returns {{ found: Finding[], rested?: string }} what speaks against it, and the first day without any gap
   */
  outlook(one, known) {
    const row = this.row(one, known);
    calendar(row, this.history);
    this.history.look(row);
    return { found: row.found.sort(order), rested: this.history.rested(row) };
  }

  #look(row) {
    // Of what is for an unknown purpose only the words can be looked at.
    if (row.scenario) {
      calendar(row, this.history);
      this.history.look(row);
    }
    this.names.check(row);
    if (row.scenario) this.values.look(row);
    return row.found;
  }

  #count(row, isSent = false) {
    if (!row.scenario) return;
    if (!isSent) this.history.count(row);
    this.values.count(row);
  }
}

/**
 * Checks messages by themselves and against the log and those before. What asks for a log or a day needs one.
 * @param {import('kbgen/core/checker.js').Checker} checker
 * @param {Planned[]} planned
 * @param {string[]} others names of targets that no message is to
 * @param {{ target: string, template: string, date: string }[]} [log]
 * @param {string} [today]
 * @returns {Finding[][]} of each message
 */
export function checkAll(checker, planned, others, log, today) {
  const across = new Across(checker, planned.map(({ target }) => target).concat(others), log, today);
  return planned.map((one) => checker.check(one.draft).concat(across.check(one)).sort(order));
}
