/** From a question to pages as they are shown. */

import { words as cut } from 'kbgen/core/text.js';
import { Chunks, place } from 'kbgen/search/chunks.js';
import { slots } from 'kbgen/search/query.js';
import { rank } from 'kbgen/search/rank.js';

/** Sections that are shown of a page. */
const MOST_SECTIONS = 3;
/** Share of the best section's score that another one needs to be shown. */
const LEAST_SHARE = .5;
/** How much it counts that a title has all that was asked, and that all of a title was asked. */
const ASKED_IN_TITLE = .9;
const TITLE_IN_ASKED = .15;

/**
 * @typedef {object} Section
 * @property {string} anchor its place in the page; may be empty
 * @property {string} heading may be empty
 * @property {string} text
 *
 * @typedef {object} Result
 * @property {number} kind
 * @property {string} title
 * @property {string} path from the site's root, without a place in the page
 * @property {Section[]} sections those that answer, the best first; the page's head is the one without a number
 *
 * @typedef {object} Found
 * @property {number} count pages
 * @property {Map<string, number>} words that may be marked, with how rare each is
 * @property {(from: number, to: number) => Promise<Result[]>} results
 */

/** The index of a site. */
export class Index {
  /** @param {object} head what `search/head.js` holds @param {(path: string) => Promise<unknown>} load */
  constructor(head, load) {
    this.head = head;
    this.chunks = new Chunks(head, load);
  }

  /** @param {string} text @returns {Promise<Found>} */
  async find(text) {
    const asked = await slots(this.chunks, this.head, text);
    const ranked = rank(asked);
    const words = new Map();
    // Words that say little are told only where there is nothing else to tell.
    const telling = asked.filter(({ isCommon }) => !isCommon);
    for (const { alternatives, weight } of telling.length > 0 ? telling : asked) {
      for (const { listed: { word } } of alternatives.flatMap(({ parts }) => parts.flat())) {
        words.set(word, Math.max(weight, words.get(word) ?? 0));
      }
    }
    return {
      count: ranked.length,
      words,
      results: async (from, to) => {
        const some = await Promise.all(ranked.slice(from, to).map((page) => this.#result(page)));
        return some.map((result, index) => ({ result, score: ranked[from + index].score * this.#fit(result, asked) }))
          .sort((a, b) => b.score - a.score).map(({ result }) => result);
      },
    };
  }

  /** Returns how much a page's kind and title speak for it. */
  #fit({ kind, title }, asked) {
    const { common, kinds } = this.head;
    const words = cut(title).filter((word) => !common.includes(word));
    const known = asked.map(({ alternatives }) => new Set(alternatives.filter(({ parts }) => parts.length === 1)
      .flatMap(({ parts: [forms] }) => forms.map(({ listed }) => listed.word))));
    let [whole, named] = [0, 0];
    asked.forEach(({ weight }, index) => {
      whole += weight;
      if (words.some((word) => known[index].has(word))) named += weight;
    });
    const share = words.filter((word) => known.some((some) => some.has(word))).length / (words.length || 1);
    return kinds[kind][2] * (1 + ASKED_IN_TITLE * named / (whole || 1) + TITLE_IN_ASKED * share ** 2);
  }

  async #result(ranked) {
    const sections = ranked.sections();
    const { file, page } = place(sections[0].number);
    const [kind, title, path, texts] = (await this.chunks.pages(file))[page];
    const shown = sections.slice(0, MOST_SECTIONS).filter(({ score }) => score >= sections[0].score * LEAST_SHARE)
      .map(({ number }) => {
        const [anchor, heading, text] = texts[place(number).section];
        return { anchor, heading, text };
      });
    return { kind, title, path, sections: shown };
  }
}
