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
  check(row) {
    const { parameters, values } = row.draft;
    for (const { name, label, specific, scope } of parameters) {
      if (!Object.hasOwn(values, name)) continue;
      const value = values[name];
      if (specific) {
        const key = `${name} ${split(toText(value).toLowerCase()).join(' ')}`;
        const other = this.#specific.get(key);
        if (!other) {
          this.#specific.set(key, row);
        } else if (other.target !== row.target) {
          const text = `\`${label}\` says the same as for \`${other.name}\``;
          row.tellBuiltIn('repeated-value', text, placeOf(row.draft, name));
        }
      }
      if (scope === 'you') {
        if (!this.#facts.has(name)) {
          this.#facts.set(name, value);
        } else if (JSON.stringify(this.#facts.get(name)) !== JSON.stringify(value)) {
          const text = `\`${label}\` was \`${toText(this.#facts.get(name))}\` in an earlier message`;
          row.tellBuiltIn('drifting-fact', text, placeOf(row.draft, name));
        }
      }
    }
    this.#twins(row);
  }

  #twins(row) {
    const own = ownWords(row.draft);
    if (own.length < FEWEST) return;
    const pairs = new Set(own.slice(1).map((word, index) => `${own[index]} ${word}`));
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
    this.#count += 1;
    const seen = { number: this.#count, row, size: pairs.size };
    for (const pair of pairs) {
      if (!this.#rows.has(pair)) this.#rows.set(pair, []);
      this.#rows.get(pair).push(seen);
    }
  }
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
