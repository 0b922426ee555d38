/** Detectors of pitfalls: phrases, conditions, what a message lacks, or several of these. */

import { Renderer } from 'kbgen/core/eval.js';
import { endOf, firsts, Lists, parse } from 'kbgen/core/phrase.js';

/** Fewest letters that a word is looked up by, if only its start is known. */
const START = 3;

/** Most words from the first to the last row of a joined phrase: what stands further apart seldom belongs together. */
const WIDEST = 16;

/** Rows of joined phrases that were found in the sentence that is being read. */
class Sentence {
  /**
   * Notes where a row stands; of a row that stands there several times the last counts.
   * @returns {[number, number] | undefined} the words from the first to the last row of its phrase, once all are there, close together
   */
  complete(phrase, row, start, end, words) {
    if (!phrase.isJoined) return [start, end];
    const last = words[start].sentenceEnd;
    if (last !== this.last) {
      this.last = last;
      this.rows = new Map();
    }
    if (!this.rows.has(phrase)) this.rows.set(phrase, new Map());
    const rows = this.rows.get(phrase);
    rows.set(row, [start, end]);
    if (rows.size < phrase.wanted.length) return undefined;
    const ranges = [...rows.values()];
    const [from, to] = [Math.min(...ranges.map((range) => range[0])), Math.max(...ranges.map((range) => range[1]))];
    return to - from > WIDEST || isSpoilt(phrase, words, start, last) ? undefined : [from, to];
  }
}

/** Whether the sentence around `at` is a question or not as asked for, or holds something that it must not. */
function isSpoilt({ unwanted, question }, words, at, last) {
  if (question !== undefined && question !== words[at].isQuestion) return true;
  let first = at;
  while (first > 0 && words[first - 1].sentenceEnd === last) first -= 1;
  return unwanted.some((row) => {
    for (let start = first; start < last; start += 1) if (endOf(row, words, start, last) >= 0) return true;
    return false;
  });
}

/** Returns the end of a row of a phrase that stands from `start` on, or -1. */
function rowEnd(phrase, row, words, start) {
  return endOf(phrase.wanted[row], words, start, phrase.isJoined ? words[start].sentenceEnd : words[start].blockEnd);
}

/** Whether a phrase stands before `end` of a text. */
function stands(phrase, words, end) {
  const sentence = new Sentence();
  for (let start = 0; start < words.length; start += 1) {
    for (let row = 0; row < phrase.wanted.length; row += 1) {
      const last = rowEnd(phrase, row, words, start);
      if (last < 0 || words[last - 1].end > end) continue;
      if (sentence.complete(phrase, row, start, last, words)) return true;
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

/** Detectors, with their phrases by the words that these can start with. */
export class Detectors {
  #byWord = new Map();
  #byStart = new Map();

  /** @param {object[]} list @param {Record<string, string[]>} [lists] the word lists of their phrases */
  constructor(list, lists) {
    this.list = list;
    const read = new Lists(lists);
    this.lacks = list.map(({ lacks = [] }) => lacks.map((text) => parse(text, read)));
    list.forEach(({ phrases = [] }, number) => {
      for (const text of phrases) {
        const phrase = parse(text, read);
        phrase.wanted.forEach((elements, row) => {
          for (const { text: word, isStart } of firsts(elements)) {
            const [index, key] = isStart ? [this.#byStart, word.slice(0, START)] : [this.#byWord, word];
            if (!index.has(key)) index.set(key, []);
            const entries = index.get(key);
            const last = entries.at(-1);
            // Two alternatives can start alike.
            if (last?.phrase !== phrase || last.row !== row) entries.push({ number, phrase, row });
          }
        });
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
    const sentence = new Sentence();
    for (let start = 0; start < words.length; start += 1) {
      const { folded } = words[start];
      for (const entries of [this.#byWord.get(folded), this.#byStart.get(folded.slice(0, START))]) {
        if (!entries) continue;
        for (const { number, phrase, row } of entries) {
          const end = isActive[number] ? rowEnd(phrase, row, words, start) : -1;
          const range = end >= 0 && sentence.complete(phrase, row, start, end, words);
          if (range && words[range[1] - 1].end <= endOfRegion(number)) {
            places.push({ number, from: range[0], to: range[1] });
          }
        }
      }
    }
    places.sort((a, b) => a.number - b.number || a.from - b.from || b.to - a.to);
    let last = { number: -1 };
    return places.filter((place) => {
      const stays = place.number !== last.number || place.from >= last.to;
      if (stays) last = place;
      return stays;
    });
  }
}

function finding({ severity, pitfall, authority, source = '', title, help = '' }, part, range) {
  return { severity, rule: 'detector', id: pitfall, pitfall, authority, source, part, range, text: title, help };
}
