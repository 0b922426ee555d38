/** Texts as words in blocks and sentences, as every check sees them. Offsets are UTF-16, ends exclusive. */

import { trimEnd } from 'kbgen/core/white.js';

const PART = '[\\p{Alphabetic}\\p{N}#]+';
const WORD = new RegExp(`${PART}(?:'${PART})*`, 'gu');
const RUN = /\P{White_Space}+/gu;
const SENTENCE_END = /[.!?][.!?"'\u2019\u201d\xbb)\]]*\p{White_Space}/u;
const SMALL = /\p{Lowercase}/uy;

/** @param {string} text @returns {{ start: number, text: string }[]} its lines; a carriage return stays at the end */
export function lines(text) {
  const found = [];
  for (let start = 0; start < text.length;) {
    const at = text.indexOf('\n', start);
    const end = at < 0 ? text.length : at;
    found.push({ start, text: text.slice(start, end) });
    start = end + 1;
  }
  return found;
}

/** @param {string} text @returns {{ start: number, text: string }[]} its runs without white space */
export function runs(text) {
  return Array.from(text.matchAll(RUN), (match) => ({ start: match.index, text: match[0] }));
}

/** @param {string} text @param {string} signs @returns {string} without any of these signs at its end */
export function trimSigns(text, signs) {
  let end = text.length;
  while (end > 0 && signs.includes(text[end - 1])) end -= 1;
  return text.slice(0, end);
}

/** @param {string} text @returns {number} its code points */
export const characters = (text) => Array.from(text).length;

/**
 * @typedef {object} Word a run of letters, digits and `#`
 * @property {number} start
 * @property {number} end
 * @property {string} folded in small letters, without apostrophes
 * @property {number} block number of its paragraph or list item
 * @property {number} blockEnd one past the last word of the block
 * @property {number} sentenceEnd one past the last word of the sentence, which may be short of the block's
 * @property {boolean} isQuestion whether the sentence ends with a question mark
 */

/** Most words of a sentence, so that a search in one stays short. */
const LONGEST_SENTENCE = 100;

/** A text cut into words. */
export class Text {
  /**
   * @param {string} text
   * @param {string[]} abbreviations words after which a full stop does not end a sentence
   */
  constructor(text, abbreviations = []) {
    this.words = [];
    let block = 0;
    let blank = false;
    let offset = 0;
    // All apostrophes are of one length.
    for (const line of text.replace(/[\u2019\u02bc]/g, '\'').split('\n')) {
      const empty = trimEnd(line) === '';
      if ((blank && !empty) || line.startsWith('- ')) block += 1;
      blank = empty;
      for (const match of line.matchAll(WORD)) {
        const start = offset + match.index;
        // A sigma is folded as if it stood alone, whatever follows it.
        const folded = match[0].replaceAll('\'', '').replaceAll('Σ', 'σ').toLowerCase();
        const end = start + match[0].length;
        this.words.push({ start, end, folded, block, blockEnd: 0, sentenceEnd: 0, isQuestion: false });
      }
      offset += line.length + 1;
    }
    let first = 0;
    const ends = this.words.map((word, index, { [index + 1]: next }) => {
      const isEnd = next?.block !== word.block || index + 1 - first >= LONGEST_SENTENCE
        || endsSentence(text, word, next, abbreviations);
      if (isEnd) first = index + 1;
      return isEnd;
    });
    let next;
    for (let index = this.words.length; index > 0; index -= 1) {
      const word = this.words[index - 1];
      const isEnd = ends[index - 1];
      word.blockEnd = next?.block === word.block ? next.blockEnd : index;
      word.sentenceEnd = isEnd ? index : next.sentenceEnd;
      word.isQuestion = isEnd ? text.slice(word.end, next?.start).includes('?') : next.isQuestion;
      next = word;
    }
  }

  /** @param {string[]} phrase @param {number} start @returns {boolean} whether it stands there, in one block */
  standsAt(phrase, start) {
    const { words } = this;
    if (start + phrase.length > (words[start]?.blockEnd ?? start)) return false;
    for (let index = 0; index < phrase.length; index += 1) {
      if (words[start + index].folded !== phrase[index]) return false;
    }
    return true;
  }

  /** @param {string[]} phrase @returns {number[]} the words that it starts with wherever it stands */
  find(phrase) {
    const found = [];
    if (phrase.length === 0) return found;
    for (let start = 0; start + phrase.length <= this.words.length; start += 1) {
      if (this.words[start].folded === phrase[0] && this.standsAt(phrase, start)) found.push(start);
    }
    return found;
  }

  /** @param {string} name @returns {boolean} whether it stands there, letter case and punctuation aside */
  holds(name) {
    return this.find(words(name)).length > 0;
  }

  /** @param {number} from @param {number} to @returns {[number, number]} the range of words */
  range(from, to) {
    return [this.words[from].start, this.words[to - 1].end];
  }
}

function endsSentence(text, word, next, abbreviations) {
  if (next.start - word.end < 2 || !SENTENCE_END.test(text.slice(word.end, next.start))) return false;
  SMALL.lastIndex = next.start;
  if (SMALL.test(text)) return false;
  const isShort = /^\p{Alphabetic}$/u.test(word.folded) || abbreviations.includes(word.folded);
  return !(text[word.end] === '.' && isShort);
}

/** @param {string} text @returns {string[]} its folded words */
export function words(text) {
  return new Text(text).words.map((word) => word.folded);
}

/** @param {string} name @returns {string} folded, so that spellings of it compare equal */
export function fold(name) {
  return words(name).join(' ');
}
