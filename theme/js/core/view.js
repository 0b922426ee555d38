/** A message as its rules look at it: cut into words and lines once. */

import { lines, runs, Text, trimSigns, words } from 'kbgen/core/text.js';
import { toText } from 'kbgen/core/values.js';
import { trim, trimEnd } from 'kbgen/core/white.js';

/**
 * @typedef {[number, number]} Range
 * @typedef {{ text: string, pieces: { range: Range, parameter: string, missing: boolean }[] }} Written
 * @typedef {object} Draft subject, body, parameters, values, recipients and attachments; scenario and budget if known
 */

/** @param {string | object[]} from segments of a template, or a text that was written elsewhere @returns {Written} */
export function written(from) {
  if (typeof from === 'string') return { text: from, pieces: [] };
  let text = '';
  const pieces = [];
  for (const segment of from) {
    const start = text.length;
    text += segment.text;
    const { kind, parameter } = segment;
    if (parameter != null) pieces.push({ range: [start, text.length], parameter, missing: kind === 'missing' });
  }
  return { text, pieces };
}

/** @param {Written} text @param {Range} range @returns {boolean} whether it lies in one value */
export function inValue({ pieces }, [start, end]) {
  return pieces.some((piece) => !piece.missing && piece.range[0] <= start && end <= piece.range[1]);
}

/** @param {Draft} draft @param {string} name @returns {[string, number, number] | undefined} its value's first place */
export function placeOf(draft, name) {
  for (const part of ['subject', 'body']) {
    const piece = draft[part].pieces.find(({ parameter }) => parameter === name);
    if (piece) return [part, ...piece.range];
  }
  return undefined;
}

// Scheme or `www.`; the letters are ASCII, so that nothing else folds into them.
const ADDRESS = /https?:\/\/|www\./i;

/** @param {string} text @returns {Range[]} its web addresses, signs after them left out */
export function links(text) {
  const found = [];
  for (const run of runs(text)) {
    const at = run.text.search(ADDRESS);
    if (at >= 0) found.push([run.start + at, run.start + at + trimSigns(run.text.slice(at), '.,;:!?)]>"\'').length]);
  }
  return found;
}

/** @param {string} word @returns {boolean} whether it has capitals only, two at least */
export function isShouted(word) {
  return /^(?:\P{Alphabetic}*\p{Uppercase}){2}(?:\p{Uppercase}|\P{Alphabetic})*$/u.test(word);
}

const trimmed = ({ start, text }) => [start, start + trimEnd(text).length];

/** Most words of a line that closes a letter in words of its own. */
const LONGEST_CLOSING = 6;

/** A message with its words, its first and its closing line. */
export class View {
  #values;

  /** @param {Draft} draft @param {object} rules @param {Record<string, string[][]>} phrases the lexicon's, as words */
  constructor(draft, { lexicon, limits }, phrases) {
    const { abbreviations, closings } = lexicon;
    this.draft = draft;
    this.lexicon = lexicon;
    this.limits = limits;
    this.phrases = phrases;
    this.subject = new Text(draft.subject.text, abbreviations);
    this.body = new Text(draft.body.text, abbreviations);
    this.lines = lines(draft.body.text);
    this.runs = runs(draft.body.text);
    const filled = (line) => trimEnd(line.text) !== '';
    const range = (line) => line && trimmed(line);
    this.firstLine = range(this.lines.find(filled));
    const bodyStart = this.firstLine?.[1] ?? 0;
    const closes = ({ start, text }) => {
      const line = trim(text);
      if (closings.includes(trimSigns(line, ',').toLowerCase())) return true;
      const own = start >= bodyStart && line.endsWith(',') ? words(line) : [];
      return own.length <= LONGEST_CLOSING && own.some((word) => phrases.closings.includes(word));
    };
    this.closing = range(this.lines.findLast(closes));
    // The last line, for what is not there.
    this.end = range(this.lines.findLast(filled)) ?? [0, 0];
  }

  /** @param {string} role @returns {string | undefined} the text that fills it, if that is known and not empty */
  role(role) {
    const { parameters, values } = this.draft;
    const isFilled = ({ name, type }) => typeof values[name] === 'string' && values[name] !== '' && type !== 'date';
    const parameter = parameters.find((parameter) => parameter.role === role && isFilled(parameter));
    return parameter && values[parameter.name];
  }

  /** @returns {number} where the part after the closing line starts; without one, the last six lines */
  signature() {
    return this.closing ? this.closing[1] : (this.lines.at(-6)?.start ?? 0);
  }

  /** @returns {Range[]} the paragraphs and list items of the body */
  blocks() {
    const blocks = [];
    let isInside = false;
    for (const line of this.lines) {
      const [start, end] = trimmed(line);
      if (start === end) {
        isInside = false;
      } else if (isInside && !line.text.startsWith('- ')) {
        blocks.at(-1)[1] = end;
      } else {
        blocks.push([start, end]);
        isInside = true;
      }
    }
    return blocks;
  }

  /**
   * @param {Written} text
   * @param {Range} range
   * @returns {boolean} whether it is part of a value: of one that stands there, or, in a message from elsewhere, of any
   */
  isInValue(text, range) {
    if (text.pieces.length > 0) return inValue(text, range);
    const phrase = words(text.text.slice(...range));
    this.#values ??= Object.values(this.draft.values).map((value) => new Text(toText(value)));
    return this.#values.some((value) => value.find(phrase).length > 0);
  }

  /** @param {Written} text @param {Range} range @returns {boolean} whether a word is an acronym, or part of a value */
  isKnown(text, range) {
    const isAcronym = words(text.text.slice(...range)).every((word) => this.lexicon.acronyms.includes(word));
    return isAcronym || this.isInValue(text, range);
  }
}
