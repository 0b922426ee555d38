/** What was sent before: caps, gaps, statements, policies and the order of scenarios. */

import { addDays, daysBetween } from 'kbgen/core/dates.js';
import { fold } from 'kbgen/core/text.js';

/** @param {object} rule @param {string} scenario @returns {boolean} whether it is about that */
export const holds = ({ only, except }, scenario) => (!only || only.includes(scenario)) && !except?.includes(scenario);

/** Messages of one kind that were counted. */
class Count {
  all = 0;
  byTarget = new Map();

  add(target) {
    this.all += 1;
    this.byTarget.set(target, this.to(target) + 1);
  }

  to(target) {
    return this.byTarget.get(target) ?? 0;
  }

  /** Returns the messages to a target, those of the season, or its targets. */
  of(per, target) {
    if (per === 'target') return this.to(target);
    return per === 'season' ? this.all : this.byTarget.size;
  }

  /** Returns how many there are with one more to `target`. */
  with(per, target) {
    return this.of(per, target) + Number(per !== 'targets' || !this.byTarget.has(target));
  }
}

const NONE = new Count();

const times = (count) => ['', 'once', 'twice'][count] || `${count} times`;

/** What was sent so far, as the rules count it. */
export class History {
  #scenarios = new Map();

  /** @param {object} rules @param {object[]} log @param {boolean} known whether there is one: nothing else happened */
  constructor(rules, log, known) {
    this.rules = rules;
    this.known = known;
    const { caps, statements, gaps } = rules.across;
    this.counts = new Map([...caps, ...statements].map((rule) => [rule, new Count()]));
    // The days of each gap's messages to each target.
    this.days = new Map(gaps.map((gap) => [gap, new Map()]));
    for (const { target, template, date } of log) {
      const sent = rules.templates.find(({ id }) => id === template);
      if (sent) this.#add(fold(target), sent.scenario, sent.states ?? [], date);
    }
  }

  /**
   * @param {object} statement
   * @param {string} target
   * @param {boolean} again  once more by the message that is looked at
   * @returns {number} how often it was made to a target, or at all
   */
  stated(statement, target, again) {
    return this.counts.get(statement)[again ? 'with' : 'of'](statement.per, target);
  }

  /** @param {object} row */
  look(row) {
    // What is counted for each target needs to know whose it is.
    if (row.target) {
      this.#caps(row);
      this.#scenario(row);
      this.#gaps(row);
      this.#statements(row);
    }
    for (const policy of this.rules.across.policies) {
      if (holds(policy, row.scenario) && row.holds(policy.when)) row.tell('policy', policy);
    }
  }

  /** @param {object} row that those after it are held against */
  count(row) {
    this.#add(row.target, row.scenario, row.states, row.today);
  }

  /** @param {object} row of a day @returns {string} that day, or the next that no gap forbids */
  rested({ target, scenario, today }) {
    const gaps = this.rules.across.gaps.filter((gap) => holds(gap, scenario));
    const near = gaps.flatMap((gap) => (this.days.get(gap).get(target) ?? []).map((day) => ({ day, days: gap.days })))
      .sort((a, b) => (a.day < b.day ? -1 : Number(a.day > b.day)));
    let first = today;
    for (const { day, days } of near) {
      if (first && Math.abs(daysBetween(day, first)) < days) first = addDays(day, days);
    }
    return first;
  }

  #add(target, scenario, states, date) {
    const { caps, statements, gaps } = this.rules.across;
    for (const cap of caps) if (holds(cap, scenario)) this.counts.get(cap).add(target);
    for (const statement of statements) if (states.includes(statement.state)) this.counts.get(statement).add(target);
    for (const gap of gaps) {
      const days = this.days.get(gap);
      if (!date || !holds(gap, scenario)) continue;
      if (!days.has(target)) days.set(target, []);
      days.get(target).push(date);
    }
    if (!this.#scenarios.has(scenario)) this.#scenarios.set(scenario, new Count());
    this.#scenarios.get(scenario).add(target);
  }

  #caps(row) {
    for (const cap of this.rules.across.caps) {
      const number = this.counts.get(cap).with(cap.per, row.target);
      if (number <= cap.max || !holds(cap, row.scenario) || (cap.unless && row.holds(cap.unless))) continue;
      row.tell('cap', cap, ` (this would be number ${number}, and ${cap.max} is the most)`);
    }
  }

  /** What the scenario's own front matter says. */
  #scenario(row) {
    const scenario = this.rules.scenarios.find(({ id }) => id === row.scenario);
    if (!scenario) return;
    const { title, exclusive, max_per_target: max, after = [] } = scenario;
    const count = this.#scenarios.get(row.scenario) ?? NONE;
    if (exclusive && count.with('targets', row.target) > 1) {
      row.tellBuiltIn('exclusive-scenario', `\`${title}\` went to another one before`);
    }
    if (max != null && count.with('target', row.target) > max) {
      const before = times(count.to(row.target));
      row.tellBuiltIn('max-per-target', `\`${title}\` went here ${before} before, and ${max} is the most`);
    }
    if (this.known && after.length > 0 && !after.some((id) => this.#scenarios.get(id)?.to(row.target))) {
      row.tellBuiltIn('out-of-order', `nothing went here that \`${title}\` could follow`);
    }
  }

  #gaps(row) {
    for (const gap of this.rules.across.gaps) {
      const days = this.days.get(gap).get(row.target);
      if (!days || !row.today || !holds(gap, row.scenario)) continue;
      const apart = (day) => Math.abs(daysBetween(day, row.today));
      // A log may hold what is only to be sent.
      const isNearer = (day, one) => apart(day) < apart(one) || (apart(day) === apart(one) && day < one);
      const nearest = days.reduce((one, day) => (isNearer(day, one) ? day : one));
      const when = nearest > row.today ? 'another one is to go' : 'the last one went';
      if (apart(nearest) < gap.days) row.tell('gap', gap, ` (${when} on ${nearest})`);
    }
  }

  #statements(row) {
    for (const statement of this.rules.across.statements) {
      const { max, state, per, unless } = statement;
      if (max == null || !row.states.includes(state)) continue;
      if (this.counts.get(statement).with(per, row.target) > max && !(unless && row.holds(unless))) {
        row.tell('statement', statement);
      }
    }
  }
}
