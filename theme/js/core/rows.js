/** Rows of people's tables, each with what is sure in it and what is in doubt. */

import { readCell } from 'kbgen/core/cells.js';
import { isBlank, lines } from 'kbgen/core/escape.js';
import { fold } from 'kbgen/core/text.js';
import { trim } from 'kbgen/core/white.js';

/** What a column of the table can hold beside parameters; several can. */
export const NOTES = 'notes';

/**
 * @typedef {object} Row
 * @property {number} line  of the table, from 1
 * @property {Record<string, string|string[]>} values  by parameter, as a person would type them
 * @property {string} notes
 * @property {(import('kbgen/core/cells.js').Doubt & { name: string, cell: string })[]} doubts
 * @property {string|null} twin  the known or earlier one of the same name
 */

/** @param {object[]} parameters  @returns {object|undefined} the one that names targets */
export const naming = (parameters) => parameters.find(({ role }) => role === 'target-name');

/** @param {string} notes  @param {string} more  @returns {string} with what it lacks as a line of its own */
export const withNote = (notes, more) =>
  !more || `\n${notes}\n`.includes(`\n${more}\n`) ? notes : [notes, more].filter(Boolean).join('\n');

/**
 * Fills in what is missing in one that is there; nothing in it changes.
 * @param {{ values: object, notes?: string }} there  @param {{ values: object, notes?: string }} row
 */
export const merged = (there, row) =>
  ({ values: { ...row.values, ...there.values }, notes: withNote(there.notes ?? '', row.notes ?? '') });

/**
 * @param {string[][]} rows
 * @param {(string|null)[]} columns  what each holds
 * @param {object[]} parameters
 * @param {string[]} known  names of targets
 * @param {import('kbgen/core/cells.js').Options & { hasHead: boolean }} options
 * @returns {Row[]}
 */
export function readRows(rows, columns, parameters, known, options) {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const own = naming(parameters).name;
  const isOneNote = columns.filter((column) => column === NOTES).length === 1;
  const first = options.hasHead ? 1 : 0;
  const names = new Map([...known].reverse().map((name) => [fold(name) || name, name]));
  return rows.slice(first).map((cells, index) => {
    const row = { line: first + index + 1, values: {}, notes: '', doubts: [], twin: null };
    const note = (head, cell) => {
      row.notes = withNote(row.notes, head ? `${trim(head)}: ${trim(lines(cell))}` : trim(lines(cell)));
    };
    columns.forEach((column, at) => {
      const cell = cells[at] ?? '';
      const parameter = byName.get(column);
      if (isBlank(cell) || column === null) return;
      if (!parameter) return note(isOneNote || !first ? '' : rows[0][at], cell);
      const { typed, isMore, doubt } = readCell(parameter, cell, options);
      if (doubt) row.doubts.push({ name: column, cell, ...doubt });
      else if (typed !== undefined) row.values[column] = typed;
      if (isMore) note(parameter.label, cell);
    });
    const name = row.values[own];
    if (name === undefined && !row.doubts.some((doubt) => doubt.name === own)) {
      row.doubts.unshift({ name: own, cell: '', why: 'unnamed', suggestions: [] });
    }
    if (name !== undefined) {
      const key = fold(name) || name;
      row.twin = names.get(key) ?? null;
      if (!names.has(key)) names.set(key, name);
    }
    return row;
  });
}
