/** What is looked for: the words of a question, and for each of them all that may stand for it. */

import { words as cut } from 'kbgen/core/text.js';
import { meant } from 'kbgen/search/spelling.js';

/** What counts less than the word itself. */
const INFLECTED = .85;
const BEGUN = .7;
const MISSPELT = .75;
const SYNONYM = .8;
const JOINED = .8;

/** What a word counts that says little about what is looked for. */
const COMMON = .3;

/** Words of a question that count; more are left out. */
const MOST_WORDS = 24;
/** Files that are looked at for words with a start. */
const MOST_FILES = 3;
/** Words that stand for one that is still being typed. */
const MOST_BEGUN = 12;
const LEAST_STEM = 3;
/** Words of a name that stands for others. */
const MOST_PARTS = 5;

/**
 * @typedef {{ listed: import('kbgen/search/chunks.js').Listed, factor: number }} Form
 *
 * @typedef {object} Alternative
 * @property {Form[][]} parts forms of words that must all be there
 * @property {number} factor
 *
 * @typedef {object} Slot one word of the question
 * @property {string} word
 * @property {boolean} isCommon whether it says little
 * @property {number} weight how rare it is
 * @property {Alternative[]} alternatives
 */

/** @param {string} text @returns {{ words: string[], isOpen: boolean }} the last one may be half typed */
export function read(text) {
  const words = cut(text).slice(0, MOST_WORDS);
  return { words, isOpen: words.length > 0 && !/[\p{White_Space}?!.,;:]$/u.test(text) };
}

/**
 * What tells forms of one word from other words.
 * @typedef {{ endings: string[], shortEndings: string[] }} Language
 */

/** Returns whether a stem can have an ending. */
function fits(stem, ending, { endings, shortEndings }) {
  const known = stem.length > LEAST_STEM ? endings : stem.length === LEAST_STEM ? shortEndings : [];
  return ending === '' || known.includes(ending);
}

/** @param {string} word @param {Language} language @returns {string[]} what may be its stem, the longest first */
export function stems(word, language) {
  const found = [];
  for (let end = word.length; end >= LEAST_STEM; end -= 1) {
    if (fits(word.slice(0, end), word.slice(end), language)) found.push(word.slice(0, end));
  }
  return found.length > 0 ? found : [word];
}

/**
 * Tells whether words differ in their endings only.
 * @param {string[]} stems of a word @param {string} other @param {Language} language
 */
function isInflected(stems, other, language) {
  return stems.some((stem) => other.startsWith(stem) && fits(stem, other.slice(stem.length), language));
}

/**
 * @param {import('kbgen/search/chunks.js').Chunks} chunks
 * @param {Language & { common: string[], records: number }} head
 * @param {string} text
 * @returns {Promise<Slot[]>}
 */
export async function slots(chunks, head, text) {
  const { words, isOpen } = read(text);
  const found = await Promise.all(words.map((word, index) =>
    meanings(chunks, head, word, isOpen && index === words.length - 1)));
  await addSynonyms(chunks, head, words, found);
  return found.filter(({ word }, index) => words.indexOf(word) === index).map(({ word, sections, alternatives }) => {
    const isCommon = head.common.includes(word);
    // Source: the inverse document frequency of BM25.
    const rarity = Math.log(1 + (head.records - sections + .5) / (sections + .5));
    return { word, isCommon, weight: rarity * (isCommon ? COMMON : 1), alternatives };
  });
}

const sectionsOf = (forms) => Math.max(0, ...forms.map(({ listed }) => listed.sections));

/** Returns the forms of a word, words that begin with it if they are wanted, and all that these stand for. */
async function formsOf(chunks, head, word, isPrefix = false) {
  const all = stems(word, head);
  const hasForms = word.length >= LEAST_STEM;
  const { listed, also } = await chunks.words(word, all.at(-1), isPrefix || hasForms ? MOST_FILES : 1);
  const forms = listed.filter((entry) => entry.word === word || (hasForms && isInflected(all, entry.word, head)))
    .map((entry) => ({ listed: entry, factor: entry.word === word ? 1 : INFLECTED }));
  const begun = !isPrefix ? [] : listed.filter((entry) => entry.word.startsWith(word)
    && !forms.some((form) => form.listed === entry));
  return { forms, begun, also: forms.flatMap(({ listed: entry }) => also[entry.word] ?? []) };
}

async function meanings(chunks, head, word, isOpen) {
  const isBegun = isOpen && word.length > 1 && !head.common.includes(word);
  const { forms, begun, also } = await formsOf(chunks, head, word, isBegun);
  begun.sort((a, b) => b.sections - a.sections);
  const more = begun.slice(0, MOST_BEGUN)
    .map((listed) => ({ listed, factor: BEGUN * (.5 + word.length / listed.word.length / 2) }));
  let sections = sectionsOf(forms) || sectionsOf(more);
  const alternatives = forms.length + more.length === 0 ? [] : [{ parts: [[...forms, ...more]], factor: 1 }];
  if (alternatives.length === 0) {
    alternatives.push(...await joined(chunks, head, word));
    for (const { parts } of alternatives) sections = Math.max(sections, Math.min(...parts.map(sectionsOf)));
  }
  if (alternatives.length === 0) {
    for (const { word: other, factor } of await meant(chunks, word)) {
      const near = await formsOf(chunks, head, other);
      alternatives.push({ parts: [near.forms], factor: MISSPELT * factor });
      also.push(...near.also);
      sections = Math.max(sections, sectionsOf(near.forms));
    }
  }
  return { word, sections, alternatives, also };
}

/** Returns two words that are written as one. */
async function joined(chunks, head, word) {
  const found = [];
  for (let end = LEAST_STEM; end <= word.length - 2; end += 1) {
    const parts = [(await formsOf(chunks, head, word.slice(0, end))).forms];
    if (sectionsOf(parts[0]) === 0) continue;
    parts.push((await formsOf(chunks, head, word.slice(end))).forms);
    if (sectionsOf(parts[1]) > 0) found.push({ parts, factor: JOINED });
  }
  return found;
}

/** Adds to words what else they stand for together. */
async function addSynonyms(chunks, head, words, found) {
  // A misspelt word is the one that it was meant for.
  const known = found.map(({ word, alternatives }) => new Set([word,
    ...alternatives.flatMap(({ parts: [forms] }) => forms.map(({ listed }) => listed.word))]));
  const added = [];
  for (let first = 0; first < words.length; first += 1) {
    for (const names of found[first].also) {
      const own = names.map((name) => name.split(' '))
        .filter((name) => name.every((word, index) => known[first + index]?.has(word)))
        .sort((a, b) => b.length - a.length)[0];
      if (!own) continue;
      for (const name of names.filter((name) => name !== own.join(' '))) {
        const parts = name.split(' ');
        if (parts.length > MOST_PARTS) continue;
        added.push({ first, own, forms: Promise.all(parts.map((word) => formsOf(chunks, head, word))) });
      }
    }
  }
  for (const { first, own, forms } of added) {
    const parts = (await forms).map(({ forms: some }) => some);
    if (parts.some((some) => sectionsOf(some) === 0)) continue;
    for (let index = 0; index < own.length; index += 1) {
      const slot = found[first + index];
      slot.alternatives.push({ parts, factor: SYNONYM });
      slot.sections ||= Math.min(...parts.map(sectionsOf));
    }
  }
}
