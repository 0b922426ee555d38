/** The paragraphs and lists that a text is made of. */

import { escape, isBlank, oneLine } from 'kbgen/core/escape.js';

/**
 * @typedef {import('./segments.js').Segment} Segment
 * @typedef {{ kind: 'paragraph' | 'list', lines: Segment[][] }} Block
 */

const split = (segments) => {
  const lines = [[]];
  let afterReturn = false;
  for (const segment of segments) {
    if (segment.kind === 'missing') {
      lines.at(-1).push(segment);
      afterReturn = false;
      continue;
    }
    const text = afterReturn ? segment.text.replace(/^\n/, '') : segment.text;
    afterReturn = text.endsWith('\r');
    text.split(/\r\n?|\n/).forEach((part, number) => {
      if (number) lines.push([]);
      if (part) lines.at(-1).push({ ...segment, text: part });
    });
  }
  return lines;
};

const isEmpty = (line) => line.every(({ kind, text }) => kind !== 'missing' && isBlank(text));

const withoutDash = (line) => {
  let item = line;
  for (const mark of '- ') {
    const [first, ...rest] = item;
    if (!first || first.kind === 'missing' || first.text[0] !== mark) return null;
    item = first.text.length > 1 ? [{ ...first, text: first.text.slice(1) }, ...rest] : rest;
  }
  return isEmpty(item) ? null : item;
};

/** @param {Segment[]} segments  @returns {Block[]} paragraphs, and lists of lines that start with `- ` */
export function blocks(segments) {
  const found = [];
  let open = null;
  for (const line of split(segments)) {
    if (isEmpty(line)) {
      open = null;
      continue;
    }
    const item = withoutDash(line);
    const kind = item ? 'list' : 'paragraph';
    if (open?.kind !== kind) found.push((open = { kind, lines: [] }));
    open.lines.push(item ?? line);
  }
  return found;
}

/** @param {string} text  @returns {Block[]} */
export const textBlocks = (text) => blocks([{ kind: 'text', text }]);

const piece = ({ kind, parameter, text }) =>
  kind === 'missing' && parameter !== undefined
    ? `<span class="gap" data-parameter="${escape(oneLine(parameter))}">${escape(oneLine(text))}</span>`
    : escape(text);

/** @param {Block[]} blocks  @returns {string} */
export const html = (blocks) =>
  blocks
    .map(({ kind, lines }) => {
      const written = lines.map((line) => line.map(piece).join(''));
      return kind === 'list'
        ? `<ul>\n${written.map((item) => `<li>${item}</li>\n`).join('')}</ul>\n`
        : `<p>${written.join('<br>\n')}</p>\n`;
    })
    .join('');
