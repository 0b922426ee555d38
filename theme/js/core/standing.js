/** How things stand with each target: what can be written to it, from when, until when, and what must not be. */

import { Across } from 'kbgen/core/across.js';
import { holds } from 'kbgen/core/across-history.js';
import { Checker } from 'kbgen/core/checker.js';
import { addDays } from 'kbgen/core/dates.js';
import { hasAny } from 'kbgen/core/notebook-file.js';
import { taken } from 'kbgen/core/values.js';

/** What closes within so many days is due. */
export const SOON_DAYS = 7;

/** The window says these on its own. */
const OF_WINDOW = ['timing', 'closed-window'];

/**
 * How an email template stands for a target.
 * @typedef {object} Standing
 * @property {object} template
 * @property {string} target id
 * @property {'early'|'open'|'due'|'written'|'sent'|'closed'|'barred'} state
 * @property {string} [from] first day
 * @property {string} [until] last day
 * @property {string} [anchor] the own event that it waits for
 * @property {boolean} isDrafted whether something is typed for it
 * @property {string[]} sent days on which it went, the last one last
 * @property {import('kbgen/core/checker.js').Finding[]} why what speaks against it, the worst first
 */

/** A notebook on a day. */
export class Outlook {
  #standings;

  /**
   * @param {object} data what `kbgen/data/workspace.js` holds
   * @param {import('kbgen/core/notebook.js').Notebook} notebook
   * @param {string} today
   * @param {Map<string, Standing[]>} [known] what still holds of an earlier outlook, by target
   */
  constructor(data, notebook, today, known = new Map()) {
    Object.assign(this, { data, notebook, today });
    this.#standings = new Map(known);
    this.byName = new Map(data.parameters.map((parameter) => [parameter.name, parameter]));
    this.nameParameter = data.parameters.find(({ role }) => role === 'target-name').name;
    this.checker = new Checker({ ...data.rules, detectors: [], lists: {} });
    this.ids = Object.keys(notebook.targets);
    this.names = new Map(this.ids.map((id) => [id, textOf(notebook.targets[id].values[this.nameParameter]) || id]));
    this.sent = Object.entries(notebook.log).filter(([, { target }]) => this.names.has(target))
      .map(([id, sent]) => ({ id, ...sent })).sort((a, b) => (a.date < b.date ? -1 : Number(a.date > b.date)));
    this.log = this.sent.map(({ target, template, date }) => ({ target: this.names.get(target), template, date }));
    this.across = new Across(this.checker, [...this.names.values()], this.log, today);
    this.sentOf = new Map(this.ids.map((id) => [id, []]));
    // What went out in an earlier season has nothing to do with this one.
    const { since } = data.rules;
    for (const sent of this.sent) if (since == null || sent.date >= since) this.sentOf.get(sent.target).push(sent);
  }

  /** @param {string} id of a target @param {object} [own] typed for one message @returns {object} values by name */
  valuesOf(id, own = {}) {
    const values = {};
    const typed = { ...this.notebook.you, ...this.notebook.targets[id]?.values, ...own };
    for (const [name, answer] of Object.entries(typed)) {
      const parameter = this.byName.get(name);
      if (!parameter || !hasAny(answer)) continue;
      const { value, fault } = taken(parameter, Array.isArray(answer) ? answer : String(answer));
      if (value !== undefined && !fault) values[name] = value;
    }
    return values;
  }

  /** @param {string} id of a target @returns {Standing[]} one for each template, in the order in which windows open */
  of(id) {
    if (!this.#standings.has(id)) this.#standings.set(id, this.#stand(id));
    return this.#standings.get(id);
  }

  /** @param {string} id of a target @returns {string} its address; empty if there is none */
  addressOf(id) {
    const values = this.valuesOf(id);
    const isAddress = ({ name, scope, role }) => scope === 'target' && role === 'target-address' && values[name];
    return values[this.data.parameters.find(isAddress)?.name] ?? '';
  }

  /** @param {string} id of a target that changed alone @returns {Map<string, Standing[]>} how the others stand */
  without(id) {
    const known = new Map(this.#standings);
    known.delete(id);
    return known;
  }

  /**
   * Tells what a target heard about the reader that is not so any more, the last time of each.
   * @param {string} id of a target
   * @param {string} template id of the template of the next message
   * @returns {{ parameter: object, before: unknown, now: unknown, date: string }[]}
   */
  drifted(id, template) {
    const { parameters } = this.data.templates.find((one) => one.id === template);
    const heard = new Map();
    for (const { said = {}, date } of this.sentOf.get(id)) {
      for (const [name, before] of Object.entries(said)) heard.set(name, { before, date });
    }
    const { you } = this.notebook;
    return [...heard].filter(([name]) => parameters.includes(name) && this.byName.has(name))
      .map(([name, { before, date }]) => ({ parameter: this.byName.get(name), before, now: you[name], date }))
      .filter(({ before, now }) => now !== undefined && JSON.stringify(before) !== JSON.stringify(now));
  }

  /** @param {string} id of a target @param {string} template id @returns {boolean} whether something is typed for it */
  isDrafted(id, template) {
    return hasAny(this.notebook.drafts[id]?.[template]);
  }

  /**
   * Counts what is written for others, so that `look` holds a message against it.
   * @param {string} target id of the message's own @param {string} template id of its template
   * @returns {Across}
   */
  beside(target, template) {
    const { parameters } = this.data;
    const across = new Across(this.checker, [...this.names.values()], this.log, this.today);
    const nothing = { text: '', pieces: [] };
    for (const [id, drafts] of Object.entries(this.notebook.drafts)) {
      if (id === target || !this.names.has(id)) continue;
      for (const { id: other, scenario, parameters: own } of this.data.templates) {
        if (!hasAny(drafts[other])) continue;
        const values = this.valuesOf(id, drafts[other]);
        const draft = { subject: nothing, body: nothing, values, scenario,
          parameters: parameters.filter(({ name }) => own.includes(name)) };
        const isSent = this.sentOf.get(id).some((sent) => sent.template === other);
        across.count({ draft, target: this.names.get(id), template: other }, { isSent });
      }
    }
    return across;
  }

  #stand(id) {
    const { parameters, templates } = this.data;
    const draft = { parameters, values: this.valuesOf(id) };
    const known = new Map();
    const standings = templates.map((template) => {
      const one = { draft, target: this.names.get(id), template: template.id };
      const { found, rested } = this.across.outlook(one, known);
      const at = known.get(template.window) ?? {};
      const sent = this.sentOf.get(id).filter((sent) => sent.template === template.id).map(({ date }) => date);
      // A gap that ends before anything could go out speaks against nothing.
      const start = at.opens > this.today ? at.opens : this.today;
      const isPast = ({ rule }) => OF_WINDOW.includes(rule) || (rule === 'gap' && rested <= start);
      const standing = { template, target: id, sent, isDrafted: this.isDrafted(id, template.id),
        why: [...found.filter((finding) => !isPast(finding)), ...this.#clashes(id, template)] };
      return Object.assign(standing, this.#state(standing, at, rested));
    });
    const opening = ({ from, until }) => from ?? until ?? '~';
    return standings.sort((a, b) => (opening(a) < opening(b) ? -1 : Number(opening(a) > opening(b))));
  }

  /** Tells what waits to be sent to the same target, and too close to this one. */
  #clashes(id, { id: own, scenario }) {
    const { rules, templates } = this.data;
    const waits = (other) => other.id !== own && this.isDrafted(id, other.id)
      && !this.sentOf.get(id).some((sent) => sent.template === other.id);
    return rules.across.gaps.filter((gap) => holds(gap, scenario)).flatMap((gap) =>
      templates.filter((other) => holds(gap, other.scenario) && waits(other)).map((other) => ({
        ...gap, severity: 'note', rule: 'gap', part: 'subject', range: [0, 0],
        text: `${gap.label} (\`${other.title}\` is written and not sent)`,
      })));
  }

  #state({ sent, isDrafted, why }, { window, opens, closes }, rested) {
    const { today } = this;
    const anchor = !opens && !closes ? (window?.opens ?? window?.closes)?.anchor?.[0] : undefined;
    const days = { from: opens, until: closes, anchor };
    const rest = rested > today ? { from: rested } : {};
    if (sent.length > 0) return { ...days, state: 'sent' };
    if (why.some(({ severity }) => severity === 'block')) return { ...days, state: 'barred' };
    if (closes < today) return { ...days, state: 'closed' };
    if (isDrafted) return { ...days, ...rest, state: 'written' };
    if (anchor || opens > today) return { ...days, state: 'early' };
    if (rest.from) return { ...days, ...rest, state: rest.from > closes ? 'closed' : 'early' };
    if (why.some(({ rule }) => rule === 'out-of-order')) return { ...days, state: 'early' };
    return { ...days, state: closes <= addDays(today, SOON_DAYS) ? 'due' : 'open' };
  }
}

/** @param {unknown} typed what a file from elsewhere may hold @returns {string} without blanks around it */
export const textOf = (typed) => (typeof typed === 'string' ? typed.trim() : '');
