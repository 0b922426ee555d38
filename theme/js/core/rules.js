/** The built-in rules: those of one message with their checks, and those across messages. */

import { LETTER } from 'kbgen/core/rules-letter.js';
import { TEXT } from 'kbgen/core/rules-text.js';

const ACROSS = [
  ['closed-window', 'warn', 'guidance', 'see when it belongs, and whether it still does'],
  ['drifting-fact', 'block', 'rule', 'give the same fact everywhere'],
  ['exclusive-scenario', 'block', 'rule', 'send it to one only'],
  ['max-per-target', 'warn', 'guidance', 'wait until there is something new to say'],
  ['near-identical', 'block', 'guidance', 'write what is true of this one only'],
  ['other-target', 'block', 'guidance', 'put in the right name'],
  ['out-of-order', 'note', 'guidance', 'send the earlier one first, or write down in the log that you did'],
  ['repeated-value', 'block', 'guidance', 'say what is true of this one only'],
];

/**
 * Returns the built-in rules that are on, by name.
 * @param {object} rules what the knowledge base makes of them
 * @returns {Map<string, { check?: Function, finding: Function }>} `finding(part, start, end, text, severity?)`
 */
export function builtIn({ levels, pitfalls }) {
  const found = new Map();
  for (const [rule, usual, authority, help, check] of [...LETTER, ...TEXT, ...ACROSS]) {
    const level = Object.hasOwn(levels, rule) ? levels[rule] : usual;
    const pitfall = Object.hasOwn(pitfalls, rule) ? { pitfall: pitfalls[rule] } : {};
    const finding = (part, start, end, text, severity = level) =>
      ({ severity, rule, ...pitfall, authority, source: '', part, range: [start, end], text, help });
    if (level) found.set(rule, { check, finding });
  }
  return found;
}
