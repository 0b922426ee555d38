/** Names of other targets in a message. */

import { Text, words } from 'kbgen/core/text.js';

export class Names {
  #byWord = new Map();

  /** @param {string[]} names of every target */
  constructor(names) {
    for (const folded of new Set(names.map((name) => words(name).join(' ')))) {
      const name = folded.split(' ');
      if (!this.#byWord.has(name[0])) this.#byWord.set(name[0], []);
      this.#byWord.get(name[0]).push(name);
    }
    // The longest one that stands somewhere counts.
    for (const some of this.#byWord.values()) some.sort((a, b) => b.length - a.length);
  }

  /** @param {object} row */
  check(row) {
    if (row.target === '') return;
    const own = row.target.split(' ');
    for (const part of ['subject', 'body']) {
      const written = row.draft[part].text;
      const text = new Text(written);
      for (let at = 0; at < text.words.length;) {
        // Its own name may hold another's.
        const isOwn = text.standsAt(own, at);
        const fits = (name) => text.standsAt(name, at);
        const other = isOwn ? undefined : this.#byWord.get(text.words[at].folded)?.find(fits);
        const { length } = isOwn ? own : (other ?? [0]);
        if (other) {
          const [start, end] = text.range(at, at + length);
          row.tellBuiltIn('other-target', `\`${written.slice(start, end)}\` is another one's name`, [part, start, end]);
        }
        at += length;
      }
    }
  }
}
