/** Rendered text in pieces that each know where they come from. */

import { trimEnd, trimStart } from 'kbgen/core/white.js';

/** @typedef {{ kind: 'text'|'value'|'missing', parameter?: string, text: string }} Segment */

/** @param {Segment[]} segments  @returns {string} */
export const joined = (segments) => segments.map(({ text }) => text).join('');

/** Pieces while they are written; neighbouring words of the template become one piece. */
export class Writer {
  segments = [];

  text(text) {
    this.add({ kind: 'text', text });
  }

  add(segment) {
    const last = this.segments.at(-1);
    if (segment.kind === 'text' && last?.kind === 'text') last.text += segment.text;
    else if (segment.kind !== 'text' || segment.text) this.segments.push(segment);
  }

  /** Returns the line breaks at the end: no end of them if there is nothing but white space. */
  lineBreaks() {
    const text = joined(this.segments);
    let count = 0;
    for (let at = text.length - 1; at >= 0; at--) {
      if (text[at] === '\n') count++;
      else if (text[at] !== ' ' && text[at] !== '\t') return count;
    }
    return Infinity;
  }

  finish(isLine) {
    let isBlank = false;
    for (const segment of isLine ? this.segments : []) {
      const text = segment.text.replace(/\p{White_Space}+/gu, ' ');
      segment.text = isBlank ? text.replace(/^ /, '') : text;
      if (text) isBlank = text.endsWith(' ');
    }
    for (const segment of this.segments) if ((segment.text = trimStart(segment.text))) break;
    for (const segment of [...this.segments].reverse()) if ((segment.text = trimEnd(segment.text))) break;
    return this.segments.filter(({ kind, text }) => kind !== 'text' || text);
  }
}
