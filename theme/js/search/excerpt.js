/** The part of a text that shows best why it was found. */

import { Text } from 'kbgen/core/text.js';

/** Words of an excerpt, and those before the first that was looked for. */
const WORDS = 32;
const BEFORE = 7;

/**
 * @typedef {{ text: string, isMatch: boolean }} Piece
 */

/** @param {string} text @param {Map<string, number>} rarity by word @returns {Piece[]} cut at what was looked for */
export function marked(text, rarity) {
  return cut(text, new Text(text).words.filter(({ folded }) => rarity.has(folded)), 0, text.length);
}

function cut(text, found, start, end) {
  const pieces = [];
  let at = start;
  const add = (to, isMatch) => {
    if (to > at) pieces.push({ text: text.slice(at, to), isMatch });
    at = Math.max(at, to);
  };
  for (const word of found) {
    if (word.start < start || word.end > end) continue;
    add(word.start, false);
    add(word.end, true);
  }
  add(end, false);
  return pieces;
}

/** @param {string} text @param {Map<string, number>} rarity by word @returns {Piece[]} `…` where it is cut */
export function excerpt(text, rarity) {
  const { words } = new Text(text);
  if (words.length === 0) return [];
  const found = words.map((word, index) => ({ ...word, index })).filter(({ folded }) => rarity.has(folded));
  let [best, first] = [0, 0];
  found.forEach(({ index }, from) => {
    // The same word again tells nothing more.
    const seen = new Set();
    for (let at = from; at < found.length && found[at].index < index + WORDS - BEFORE; at += 1) {
      seen.add(found[at].folded);
    }
    const sum = Array.from(seen).reduce((total, word) => total + rarity.get(word), 0);
    if (sum > best + 1e-9) [best, first] = [sum, index];
  });
  let from = first <= BEFORE ? 0 : first - BEFORE;
  const to = Math.min(from + WORDS, words.length);
  from = Math.max(0, to - WORDS);
  const start = from === 0 ? 0 : words[from].start;
  const end = to === words.length ? text.length : words[to - 1].end;
  const ellipsis = { text: '…', isMatch: false };
  return [start > 0 && ellipsis, ...cut(text, found, start, end), end < text.length && ellipsis].filter(Boolean);
}
