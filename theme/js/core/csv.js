/** Tables as text: comma-separated, or pasted from a spreadsheet. */

import { isBlank } from 'kbgen/core/escape.js';
import { toText } from 'kbgen/core/values.js';

// Spreadsheets run such a cell, unless an apostrophe says that it is text.
const LIVE = /^'*[=+\-@\t\r\n＝＋－＠]/;
const defused = (cell) => (LIVE.test(cell) ? `'${cell}` : cell);
const undefused = (cell) => (cell[0] === "'" && LIVE.test(cell) ? cell.slice(1) : cell);

/**
 * Source: RFC 4180. What parts cells is a tab if the first line has one, as in what is pasted from a spreadsheet.
 * @param {string} text
 * @returns {string[][]} rows in which something stands
 */
export function parse(text) {
  text = text.replace(/^\uFEFF/, '');
  const head = text.split('\n', 1)[0];
  const count = (sign) => head.split(sign).length - 1;
  const sign = head.includes('\t') ? '\t' : count(';') > count(',') ? ';' : count(',') ? ',' : '\t';
  const cell = new RegExp(`(?:"([^"]*(?:""[^"]*)*)(?:"|$))?([^${sign}\r\n]*)(${sign}|\r\n?|\n|$)`, 'y');
  const rows = [];
  let row = [];
  for (let at = 0; at < text.length || row.length; at = cell.lastIndex) {
    cell.lastIndex = at;
    const [, quoted = '', bare, end] = cell.exec(text);
    row.push(undefused(quoted.replaceAll('""', '"') + bare));
    if (end !== sign) {
      if (!row.every(isBlank)) rows.push(row);
      row = [];
    }
  }
  return rows;
}

const written = (value) => {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.map((item) => item.replaceAll(';', ',')).join('; ') : toText(value ?? '');
};

/** @param {unknown[][]} rows  values of parameters; what is missing is an empty cell  @returns {string} */
export function write(rows) {
  const lines = rows.map((row) => {
    const cells = row.map((value) => {
      const cell = defused(written(value));
      // An empty line would be no row.
      return /[",\r\n]/.test(cell) || (row.length === 1 && !cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    });
    return `${cells.join(',')}\r\n`;
  });
  // Without the mark, spreadsheets on Windows take it for an old encoding.
  return `\uFEFF${lines.join('')}`;
}
