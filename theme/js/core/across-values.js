/** Values that should differ from message to message, and values that should not. */

import { words } from 'kbgen/core/text.js';
import { toText } from 'kbgen/core/values.js';
import { placeOf } from 'kbgen/core/view.js';
import { split } from 'kbgen/core/white.js';

/** Messages that are at least so much alike are near-identical: the Dice coefficient of their pairs of words. */
const ALIKE = 0.85;

/** Fewer words of the writer's own say too little to be compared. */
const FEWEST = 8;

/** What the rows so far said. */
export class Values {
  #specific = new Map();
  #facts = new Map();
  #rows = new Map();
  #count = 0;

  /** @param {object} row */
  look(row) {
    for (const [{ name, label, specific, scope }, value] of given(row.draft)) {
      const other = specific && this.#specific.get(spelling(name, value));
      if (other && other.target !== row.target) {
        const text = `\`${label}\` says the same as for \`${other.name}\``;
        row.tellBuiltIn('repeated-value', text, placeOf(row.draft, name));
      }
      const before = scope === 'you' ? this.#facts.get(name) : undefined;
      if (before !== undefined && JSON.stringify(before) !== JSON.stringify(value)) {
        const text = `\`${label}\` was \`${toText(before)}\` in an earlier message`;
        row.tellBuiltIn('drifting-fact', text, placeOf(row.draft, name));
      }
    }
    const pairs = ownPairs(row.draft);
    const shared = new Map();
    for (const pair of pairs) {
      for (const other of this.#rows.get(pair) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
    }
    const isTwin = ([other, count]) =>
      other.row.target !== row.target && 2 * count >= ALIKE * (pairs.size + other.size);
    const twins = [...shared].filter(isTwin).map(([other]) => other);
    if (twins.length > 0) {
      const first = twins.reduce((a, b) => (b.number < a.number ? b : a));
      row.tellBuiltIn('near-identical', `what you wrote is nearly the same as for \`${first.row.name}\``);
    }
  }

  /** @param {object} row that those after it are held against; of equal values the first counts */
  count(row) {
    for (const [{ name, specific, scope }, value] of given(row.draft)) {
      const key = specific && spelling(name, value);
      if (key && !this.#specific.has(key)) this.#specific.set(key, row);
      if (scope === 'you' && !this.#facts.has(name)) this.#facts.set(name, value);
    }
    const pairs = ownPairs(row.draft);
    this.#count += 1;
    const seen = { number: this.#count, row, size: pairs.size };
    for (const pair of pairs) {
      if (!this.#rows.has(pair)) this.#rows.set(pair, []);
      this.#rows.get(pair).push(seen);
    }
  }
}

const given = ({ parameters, values }) => parameters.filter(({ name }) => Object.hasOwn(values, name))
  .map((parameter) => [parameter, values[parameter.name]]);

const spelling = (name, value) => `${name} ${split(toText(value).toLowerCase()).join(' ')}`;

/** Returns the pairs of words that the writer put in; none of too few words. */
function ownPairs(draft) {
  const own = ownWords(draft);
  return new Set(own.length < FEWEST ? [] : own.slice(1).map((word, index) => `${own[index]} ${word}`));
}

/** Returns the words that the writer put in for this target or message, names and choices left out. */
function ownWords({ parameters, values }) {
  return parameters
    .filter(({ name, scope, type, role }) => {
      const isText = ['text', 'long-text', 'list'].includes(type);
      return scope !== 'you' && isText && (role == null || role === 'target-reason') && Object.hasOwn(values, name);
    })
    .flatMap(({ name }) => words(toText(values[name])));
}
