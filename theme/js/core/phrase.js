/** Phrases of detectors, and where they stand in a text. A build has checked them: nothing is wrong with one. */

import { words } from 'kbgen/core/text.js';
import { trim } from 'kbgen/core/white.js';

const WIDEST = 5;
const LONGEST = 60;

/**
 * @typedef {{ text: string, isStart: boolean }} Clue a word, or the start of one
 * @typedef {{ clue: Clue } | { choices: Choices } | { least: number, most: number }} Element
 * @typedef {object} Phrase
 * @property {Element[][]} wanted rows that must stand there
 * @property {Element[][]} unwanted rows that must not stand in that sentence
 * @property {boolean} [question] whether it must be a question; absent if that does not matter
 * @property {boolean} isJoined whether it is about one sentence; else it is one row, in one block
 */

// Most tokens need no cutting.
const PLAIN = /^[a-z\d]+$/;

const tokens = (text) => text.match(/\([^)]*\)|[^\p{White_Space}(]+/gu) ?? [];

/** Rows of which one has to stand there, by their first words. Most are never asked for, so they are read only then. */
class Choices {
  constructor(written, lists) {
    this.written = written;
    this.lists = lists;
  }

  read() {
    if (this.byWord) return this;
    this.byWord = new Map();
    this.byStart = [];
    this.isOptional = false;
    for (const row of this.lists.rows(this.written)) {
      const first = row[0];
      if (!first) this.isOptional = true;
      else if (first.isStart) this.byStart.push(row);
      else if (this.byWord.has(first.text)) this.byWord.get(first.text).push(row);
      else this.byWord.set(first.text, [row]);
    }
    return this;
  }
}

/** Word lists by name. What was read once is kept, since phrases have much in common. */
export class Lists {
  #rows = new Map();
  #choices = new Map();

  /** @param {Record<string, string[]>} written */
  constructor(written = {}) {
    this.written = written;
  }

  /** @param {string} text words @returns {Clue[]} `h-1b` is two words, `certif~` all that start so */
  row(text) {
    let row = this.#rows.get(text);
    if (!row) {
      row = tokens(text).flatMap((token) => {
        const isStart = token.endsWith('~');
        const cut = PLAIN.test(token) ? [token] : words(token);
        return cut.map((word, index) => ({ text: word, isStart: isStart && index === cut.length - 1 }));
      });
      this.#rows.set(text, row);
    }
    return row;
  }

  /** @param {string[]} written @returns {Clue[][]} */
  rows(written) {
    return written.flatMap((text) => {
      const name = trim(text);
      return name[0] === '@' ? this.rows(this.written[name.slice(1)]) : [this.row(text)];
    });
  }

  /** @param {string} text rows, parted by `|` @returns {Choices} */
  choices(text) {
    if (!this.#choices.has(text)) this.#choices.set(text, new Choices(text.split('|'), this));
    return this.#choices.get(text);
  }
}

/** @returns {Element[]} */
function elements(token, lists) {
  if (token === '*') return [{ least: 1, most: 1 }];
  if (token === '**') return [{ least: 0, most: WIDEST }];
  if (token[0] === '(') return [{ choices: lists.choices(token.slice(1, -1)) }];
  if (token[0] === '@') return [{ choices: lists.choices(token) }];
  return lists.row(token).map((clue) => ({ clue }));
}

/** @param {string} text @param {Lists} lists @returns {Phrase} */
export function parse(text, lists) {
  const phrase = { wanted: [], unwanted: [] };
  let [rows, row] = [phrase.wanted, []];
  for (const token of [...tokens(text), '&']) {
    if (token !== '&' && token !== '!') {
      row.push(token);
      continue;
    }
    if (row.length === 1 && row[0] === '?') phrase.question = rows === phrase.wanted;
    else rows.push(row.flatMap((part) => elements(part, lists)));
    if (token === '!') rows = phrase.unwanted;
    row = [];
  }
  phrase.isJoined = phrase.wanted.length > 1 || phrase.unwanted.length > 0 || phrase.question !== undefined;
  return phrase;
}

/** @param {Element[]} row @returns {Clue[]} what it can start with */
export function firsts([{ clue, choices }]) {
  return clue ? [clue] : choices.lists.rows(choices.written).map((row) => row[0]);
}

const fits = (clue, word) => (clue.isStart ? word.startsWith(clue.text) : word === clue.text);

// Where the elements so far can lead to, in words after the start, and where with the next one, in order and each once.
// Kept, since a text is searched for hundreds of phrases with every key that is pressed.
let ends = new Uint8Array(LONGEST + 1);
let nexts = new Uint8Array(LONGEST + 1);
let size = 0;

function add(end) {
  let at = size;
  while (at > 0 && nexts[at - 1] > end) at -= 1;
  if (at > 0 && nexts[at - 1] === end) return;
  if (at < size) nexts.copyWithin(at + 1, at, size);
  nexts[at] = end;
  size += 1;
}

/** Adds where the rows that stand from `at` on end. */
function addRows(rows, text, start, at, limit) {
  for (const row of rows) {
    let fit = 0;
    while (fit < row.length && at + fit < limit && fits(row[fit], text[at + fit].folded)) fit += 1;
    if (fit === row.length) add(at + fit - start);
  }
}

/**
 * Returns where a row ends that stands from `start` on, the first of several ends; else -1.
 * @param {Element[]} row @param {object[]} text words @param {number} start @param {number} limit @returns {number}
 */
export function endOf(row, text, start, limit) {
  let plain = 0;
  for (; plain < row.length && row[plain].clue; plain += 1) {
    if (start + plain >= limit || !fits(row[plain].clue, text[start + plain].folded)) return -1;
  }
  if (plain === row.length) return start + plain;
  const most = limit - start;
  let count = 1;
  ends[0] = plain;
  for (let index = plain; index < row.length && count > 0; index += 1) {
    const { clue, choices, least, most: widest } = row[index];
    const some = choices?.read();
    size = 0;
    for (let number = 0; number < count; number += 1) {
      const end = ends[number];
      const at = start + end;
      if (some) {
        if (some.isOptional) add(end);
        const rows = end < most && some.byWord.get(text[at].folded);
        if (rows) addRows(rows, text, start, at, limit);
        if (some.byStart.length > 0) addRows(some.byStart, text, start, at, limit);
      } else if (clue) {
        if (end < most && fits(clue, text[at].folded)) add(end + 1);
      } else {
        for (let to = end + least; to <= end + widest && to <= most; to += 1) add(to);
      }
    }
    count = size;
    [ends, nexts] = [nexts, ends];
  }
  return count > 0 ? start + ends[0] : -1;
}
