/** Rules across messages: what was sent before, what else is in the batch, and the season. */

import { calendar } from 'kbgen/core/across-calendar.js';
import { History } from 'kbgen/core/across-history.js';
import { Names } from 'kbgen/core/across-names.js';
import { Values } from 'kbgen/core/across-values.js';
import { order } from 'kbgen/core/checker.js';
import { Renderer } from 'kbgen/core/eval.js';
import { fold } from 'kbgen/core/text.js';

/** What is looked at for one message. */
class Row {
  found = [];

  constructor(rules, builtIn, { draft, target, template }, today) {
    this.rules = rules;
    this.builtIn = builtIn;
    this.draft = draft;
    this.name = target;
    this.target = fold(target);
    this.today = today;
    this.template = rules.templates.find(({ id }) => id === template);
    this.scenario = draft.scenario ?? this.template?.scenario ?? '';
    this.states = this.template?.states ?? [];
  }

  holds(condition) {
    this.renderer ??= new Renderer(this.draft.parameters, this.rules.dates);
    return this.renderer.holds(condition, this.draft.values);
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

/**
 * Checks messages by themselves and against the log and those before. What asks for a log or a day needs one.
 * @param {import('kbgen/core/checker.js').Checker} checker
 * @param {{ draft: object, target: string, template: string }[]} planned names are empty if not known
 * @param {string[]} others names of targets that no message is to
 * @param {{ target: string, template: string, date: string }[]} [log]
 * @param {string} [today]
 * @returns {import('kbgen/core/checker.js').Finding[][]} of each message
 */
export function checkAll(checker, planned, others, log, today) {
  const { rules, builtIn } = checker;
  const known = log ?? [];
  const counted = known.filter(({ date }) => rules.since == null || date >= rules.since);
  const names = new Names([...planned, ...known].map(({ target }) => target).concat(others));
  const history = new History(rules, counted, log != null);
  const values = new Values();
  return planned.map((one) => {
    const row = new Row(rules, builtIn, one, today);
    // Of what is for an unknown purpose only the words can be looked at.
    if (row.scenario) {
      calendar(row, history);
      history.check(row);
    }
    names.check(row);
    if (row.scenario) values.check(row);
    return checker.check(one.draft).concat(row.found).sort(order);
  });
}
