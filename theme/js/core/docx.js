/** A message as a Word document, from parts that the build prepared. */

import { blocks } from 'kbgen/core/blocks.js';
import { escape, oneLine } from 'kbgen/core/escape.js';
import { zip } from 'kbgen/core/zip.js';

const paragraph = (style, content) => `<w:p><w:pPr><w:pStyle w:val="${style}"/></w:pPr>${content}</w:p>`;
const words = (text) => `<w:t xml:space="preserve">${escape(text)}</w:t>`;
const run = (text) =>
  `<w:r>${text.split('\n').map((line) => line.split('\t').map(words).join('<w:tab/>')).join('<w:br/>')}</w:r>`;

const piece = ({ kind, text }) =>
  kind === 'missing'
    ? `<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>${words(`[${label(oneLine(text))}]`)}</w:r>`
    : run(text);
const label = (text) => oneLine(/^\[(.*)\]$/.exec(text)?.[1] ?? text);
const line = (segments) => segments.map(piece).join('');

const block = ({ kind, lines }) =>
  kind === 'list'
    ? lines.map((item) => paragraph('ListBullet', line(item))).join('')
    : paragraph('Normal', lines.map(line).join('<w:r><w:br/></w:r>'));

/**
 * @typedef {import('./segments.js').Segment} Segment
 * @param {Record<string, string>} parts  with `{title}`, `{subject}` and `{body}` at their places
 * @param {{ title: string, subject: Segment[], body: Segment[] }} letter
 * @returns {[string, string][]} entries of a zip file
 */
export function documentParts(parts, { title, subject, body }) {
  const places = {
    '{title}': escape(oneLine(title)),
    '{subject}': line(subject),
    '{body}': blocks(body).map(block).join(''),
  };
  const fill = (xml) => xml.replace(/\{(?:title|subject|body)\}/g, (place) => places[place]);
  return Object.keys(parts)
    .sort()
    .map((path) => [path, fill(parts[path])]);
}

/** Takes the same as above.  @returns {Promise<Uint8Array>} */
export const docx = (parts, letter) => zip(documentParts(parts, letter));
