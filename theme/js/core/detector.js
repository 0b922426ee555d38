/** Detectors of pitfalls: phrases, conditions, what a message lacks, or several of these. */

import { Renderer } from 'kbgen/core/eval.js';
import { endOf, firsts, Lists, parse } from 'kbgen/core/phrase.js';

/** Fewest letters that a word is looked up by, if only its start is known. */
const START = 3;

/** Most words from the first to the last row of a joined phrase: what stands further apart seldom belongs together. */
const CLOSE = 16;

/**
 * Returns where in a sentence the rows of a phrase stand together, from the first to the last; of a row that stands
 * there several times the last so far counts.
 */
function together(phrase, words, first, last) {
  const rows = phrase.wanted.map(() => null);
  const places = [];
  for (let start = first; start < last; start += 1) {
    for (let row = 0; row < rows.length; row += 1) {
      const end = endOf(phrase.wanted[row], words, start, last);
      if (end < 0) continue;
      rows[row] = [start, end];
      if (rows.includes(null)) continue;
      const [from, to] = [Math.min(...rows.map((range) => range[0])), Math.max(...rows.map((range) => range[1]))];
      if (to - from <= CLOSE) places.push([from, to]);
    }
  }
  return places.length && !isSpoilt(phrase, words, first, last) ? places : [];
}

/** Whether a sentence is a question or not as asked for, or holds something that it must not. */
function isSpoilt({ unwanted, question }, words, first, last) {
  if (question !== undefined && question !== words[first].isQuestion) return true;
  return unwanted.some((row) => {
    for (let start = first; start < last; start += 1) if (endOf(row, words, start, last) >= 0) return true;
    return false;
  });
}

/** Whether a phrase stands before `end` of a text. */
function stands(phrase, words, end) {
  const isInside = (last) => words[last - 1].end <= end;
  for (let start = 0; start < words.length; start = phrase.isJoined ? words[start].sentenceEnd : start + 1) {
    if (phrase.isJoined) {
      if (together(phrase, words, start, words[start].sentenceEnd).some(([, last]) => isInside(last))) return true;
    } else {
      const last = endOf(phrase.wanted[0], words, start, words[start].blockEnd);
      if (last >= 0 && isInside(last)) return true;
    }
  }
  return false;
}

/** Returns where what a detector looks at ends in a part of a message. */
function regionEnd(region, part, view) {
  if (region === 'first-line') return part === 'body' ? (view.firstLine?.[1] ?? 0) : 0;
  return region === 'anywhere' || region === part ? Infinity : 0;
}

const PARTS = ['subject', 'body'];

/** Detectors, with their phrases by the words that they can start with: of joined ones, those of the telling row. */
export class Detectors {
  #byWord = new Map();
  #byStart = new Map();

  /** @param {object[]} list @param {Record<string, string[]>} [lists] the word lists of their phrases */
  constructor(list, lists) {
    this.list = list;
    const read = new Lists(lists);
    this.lacks = list.map(({ lacks = [] }) => lacks.map((text) => parse(text, read)));
    const phrases = list.map(({ phrases = [] }) => phrases.map((text) => parse(text, read)));
    // A word that many rows start with says little.
    const counts = new Map();
    for (const { text } of phrases.flat().flatMap(({ wanted }) => wanted.flatMap(firsts))) {
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    const commonness = (elements) => firsts(elements).reduce((sum, { text }) => sum + counts.get(text), 0);
    phrases.forEach((own, number) => {
      for (const phrase of own) {
        const sums = phrase.wanted.map(commonness);
        const telling = phrase.wanted[sums.indexOf(Math.min(...sums))];
        for (const { text: word, isStart } of firsts(telling)) {
          const [index, key] = isStart ? [this.#byStart, word.slice(0, START)] : [this.#byWord, word];
          if (!index.has(key)) index.set(key, []);
          const entries = index.get(key);
          // Two alternatives can start alike.
          if (entries.at(-1)?.phrase !== phrase) entries.push({ number, phrase, telling });
        }
      }
    });
  }

  /** @param {object} view @param {object} dates @returns {object[]} findings */
  run(view, dates) {
    const renderer = new Renderer(view.draft.parameters, dates);
    const isActive = this.list.map((detector, number) => this.#counts(detector, number, view, renderer));
    const found = this.list
      .filter(({ phrases }, number) => isActive[number] && !phrases?.length)
      .map((detector) => finding(detector, 'subject', [0, 0]));
    for (const part of PARTS) {
      const text = view[part];
      const places = this.#places(text.words, isActive, (number) => regionEnd(this.list[number].in, part, view));
      for (const { number, from, to } of places) found.push(finding(this.list[number], part, text.range(from, to)));
    }
    return found;
  }

  #counts({ scenarios, except, when, in: region }, number, view, renderer) {
    const { scenario, values } = view.draft;
    if (scenario != null && ((scenarios && !scenarios.includes(scenario)) || except?.includes(scenario))) return false;
    if (when && !renderer.holds(when, values)) return false;
    const lacks = this.lacks[number];
    if (lacks.length === 0) return true;
    // Without a scenario it is not known whether that should stand there.
    if (scenario == null && scenarios) return false;
    return !PARTS.some((part) => {
      const end = regionEnd(region, part, view);
      return end > 0 && lacks.some((phrase) => stands(phrase, view[part].words, end));
    });
  }

  /** Of places of one detector that overlap the first counts, of those that start together the longest. */
  #places(words, isActive, endOfRegion) {
    const places = [];
    // Joined phrases that were looked for in this sentence.
    const done = new Set();
    let [first, last] = [0, 0];
    for (let start = 0; start < words.length; start += 1) {
      const { folded, blockEnd, sentenceEnd } = words[start];
      if (start >= last) {
        [first, last] = [start, sentenceEnd];
        done.clear();
      }
      for (const entries of [this.#byWord.get(folded), this.#byStart.get(folded.slice(0, START))]) {
        for (const { number, phrase, telling } of entries ?? []) {
          if (!isActive[number] || done.has(phrase)) continue;
          const end = endOf(telling, words, start, phrase.isJoined ? last : blockEnd);
          if (end < 0) continue;
          if (phrase.isJoined) done.add(phrase);
          for (const [from, to] of phrase.isJoined ? together(phrase, words, first, last) : [[start, end]]) {
            if (words[to - 1].end <= endOfRegion(number)) places.push({ number, from, to });
          }
        }
      }
    }
    places.sort((a, b) => a.number - b.number || a.from - b.from || b.to - a.to);
    let told = { number: -1 };
    return places.filter((place) => {
      const stays = place.number !== told.number || place.from >= told.to;
      if (stays) told = place;
      return stays;
    });
  }
}

function finding({ severity, pitfall, authority, source = '', title, help = '' }, part, range) {
  return { severity, rule: 'detector', id: pitfall, pitfall, authority, source, part, range, text: title, help };
}
