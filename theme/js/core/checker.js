/** Checks of one message by itself; what is across messages is in `across.js`. */

import { Detectors } from 'kbgen/core/detector.js';
import { builtIn } from 'kbgen/core/rules.js';
import { characters, words } from 'kbgen/core/text.js';
import { View } from 'kbgen/core/view.js';

export { written } from 'kbgen/core/view.js';

/**
 * What is wrong, with the fields that it has in Rust.
 * @typedef {{ severity: string, rule: string, id?: string, pitfall?: string, authority: string, source: string,
 *   part: 'subject' | 'body', range: [number, number], text: string, help: string }} Finding
 */

const SEVERITIES = ['block', 'warn', 'note'];

const compare = (a, b) => (a < b ? -1 : Number(a > b));

/** The worst first, then by place. */
export function order(a, b) {
  return SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)
    || compare(b.part, a.part)
    || a.range[0] - b.range[0]
    || a.range[1] - b.range[1]
    || compare(a.rule, b.rule)
    || compare(a.id ?? '', b.id ?? '');
}

/** The rules of a knowledge base, ready to be used. */
export class Checker {
  /** @param {object} rules what `checks.json` holds */
  constructor(rules) {
    this.rules = rules;
    this.builtIn = builtIn(rules);
    this.detectors = new Detectors(rules.detectors, rules.lists);
    const cut = (list) => list.map((phrase) => words(phrase));
    const { salutations, closings, urgent, attachments, not_attachments: others, placeholders, negations, requests }
      = rules.lexicon;
    this.phrases = {
      salutations: cut(salutations),
      urgent: cut(urgent),
      attachments: cut(attachments),
      not_attachments: cut(others),
      placeholders: cut(placeholders),
      negations: cut(negations).flat(),
      requests: cut(requests).flat(),
      // Short words say little of a line.
      closings: cut(closings).flat().filter((word) => characters(word) >= 5),
    };
  }

  /** @param {object} draft @returns {Finding[]} what is wrong with it by itself, the worst first */
  check(draft) {
    const view = new View(draft, this.rules, this.phrases);
    const found = [];
    for (const { check, finding } of this.builtIn.values()) {
      check?.(view, (...place) => found.push(finding(...place)));
    }
    return found.concat(this.detectors.run(view, this.rules.dates)).sort(order);
  }
}
