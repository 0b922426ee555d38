/** The files of the index: which of them a word stands in, and what is in them. */

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Uint8Array(128);
for (let value = 0; value < DIGITS.length; value += 1) VALUES[DIGITS.charCodeAt(value)] = value;

/** Sections of a page; see `src/render/search/mod.rs`. */
const SECTIONS = 32;
const PAGES = 16;

/** @param {number} number of a section @returns {{ file: number, page: number, section: number }} */
export function place(number) {
  const page = Math.floor(number / SECTIONS);
  return { file: Math.floor(page / PAGES), page: page % PAGES, section: number % SECTIONS };
}

/** @param {number} number of a section @returns {number} that of its page */
export const pageOf = (number) => Math.floor(number / SECTIONS);

/**
 * Tells each section that a word stands in.
 * @param {string} postings
 * @param {(number: number, weight: number) => void} tell the weight is from 0 to 1
 */
export function decode(postings, tell) {
  let number = 0;
  for (let at = 0; at < postings.length;) {
    let factor = 1;
    let digit;
    do {
      digit = VALUES[postings.charCodeAt(at)];
      number += (digit & 31) * factor;
      factor *= 32;
      at += 1;
    } while (digit & 32);
    tell(number, (VALUES[postings.charCodeAt(at)] + .5) / 64);
    at += 1;
  }
}

/**
 * @param {string[]} starts where each file begins @param {string} word
 * @returns {number} the file in which it would stand
 */
function fileOf(starts, word) {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle] <= word) low = middle;
    else high = middle;
  }
  return low;
}

/** Every word with a start comes before this sign behind it. */
const LAST = '\uffff';

/**
 * @typedef {object} Listed
 * @property {string} word
 * @property {number} sections in how many it stands
 * @property {string} postings
 */

/** The index, loaded as it is asked for. */
export class Chunks {
  #head;
  #load;
  #files = new Map();

  /** @param {object} head what `search/head.js` holds @param {(path: string) => Promise<unknown>} load */
  constructor(head, load) {
    this.#head = head;
    this.#load = load;
  }

  #file(name, read) {
    if (!this.#files.has(name)) {
      const file = this.#load(`${this.#head.folder}${name}.js`).then(read);
      // It may be there when it is asked for again.
      file.catch(() => this.#files.delete(name));
      this.#files.set(name, file);
    }
    return this.#files.get(name);
  }

  #range(starts, start, most) {
    if (starts.length === 0) return [];
    const first = fileOf(starts, start);
    const last = Math.min(fileOf(starts, start + LAST), first + most - 1);
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  }

  /**
   * @param {string} word @param {string} start of the words that are wanted too
   * @param {number} most files that are looked at for those
   * @returns {Promise<{ listed: Listed[], also: Object<string, string[][]> }>} `also` are groups of synonyms, by
   *   the first word of one
   */
  async words(word, start, most) {
    const { words: starts } = this.#head;
    if (starts.length === 0) return { listed: [], also: {} };
    const own = fileOf(starts, word);
    const numbers = new Set([own, ...this.#range(starts, start, most)]);
    const files = await Promise.all(Array.from(numbers, (number) => this.#file(`w${number}`, readWords)));
    const isWanted = ({ word: other }) => other === word || other.startsWith(start);
    return {
      listed: files.flatMap(({ listed }) => listed.filter(isWanted)),
      also: Object.assign({}, ...files.map(({ also }) => also)),
    };
  }

  /** @param {string} start @param {number} most files @returns {Promise<string[]>} words, a sign before each */
  async starting(start, most) {
    return (await Promise.all(this.#range(this.#head.starts, start, most)
      .map((number) => this.#file(`f${number}`, readList)))).flat();
  }

  /** The same with the letters of start and words from last to first. */
  async ending(turned, most) {
    return (await Promise.all(this.#range(this.#head.ends, turned, most)
      .map((number) => this.#file(`b${number}`, readList)))).flat();
  }

  /** @param {number} file @returns {Promise<Array>} its pages: kind, title, path and sections each */
  pages(file) {
    return this.#file(`p${file}`, (pages) => pages);
  }
}

function readWords([lines, also]) {
  const listed = lines.split('\n').map((line) => {
    const [word, sections, postings] = line.split(' ');
    return { word, sections: Number(sections), postings };
  });
  return { listed, also };
}

const readList = (list) => list.split(' ');
