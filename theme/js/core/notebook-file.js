/** A notebook as a file, which may come from anywhere. */

import { isDate } from 'kbgen/core/dates.js';
import { VERSION, parse } from 'kbgen/core/notebook.js';

/** @typedef {import('kbgen/core/notebook.js').Notebook} Notebook */

/** @param {() => number} random from 0 to below 1 @returns {string} an id that no list puts in order by its number */
export const newId = (random) => `n${Math.floor(random() * 36 ** 9).toString(36).padStart(9, '0')}`;

/**
 * Reads a notebook of this or an earlier version. What it does not know stays in it.
 * @param {string} text
 * @returns {{ notebook: Notebook } | { fault: 'damaged' | 'foreign' | 'newer', place?: string }}
 */
export function read(text) {
  let data;
  try {
    data = JSON.parse(text.replace(/^\uFEFF/, ''), (key, value) => (key === '__proto__' ? undefined : value));
  } catch {
    return { fault: 'damaged' };
  }
  if (!isTable(data) || !Number.isInteger(data.version)) return { fault: 'foreign' };
  if (data.version > VERSION) return { fault: 'newer' };
  const notebook = parse(JSON.stringify(data));
  if (!notebook) return { fault: 'foreign' };
  const place = damage(notebook);
  return place ? { fault: 'damaged', place } : { notebook };
}

/** @param {Notebook} notebook @returns {string|undefined} the first place in it that is not as it should be */
export const damage = (notebook) => SHAPE.map(([name, fits]) => wrong(notebook[name], fits, name)).find(Boolean);

/** @param {Notebook} notebook @returns {boolean} whether nothing stands in it */
export function isEmpty(notebook) {
  return SHAPE.every(([name]) => !hasAny(notebook[name]));
}

/** @param {unknown} value @returns {boolean} whether anything was typed anywhere in it */
export function hasAny(value) {
  if (isTable(value)) return Object.values(value).some(hasAny);
  return Array.isArray(value) ? value.some(hasAny) : typeof value === 'string' ? value.trim() !== '' : value != null;
}

const isTable = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value) => typeof value === 'string';
const isTyped = (value) => isText(value) || typeof value === 'boolean' || (Array.isArray(value) && value.every(isText));

const maybe = (fits) => (value, place) => (value === undefined ? null : wrong(value, fits, place));
const tableOf = (fits) => (value, place) =>
  (isTable(value) ? Object.keys(value).map((key) => wrong(value[key], fits, `${place}.${key}`)).find(Boolean) : place);
const record = (shape) => (value, place) => (isTable(value)
  ? Object.keys(shape).map((key) => wrong(value[key], shape[key], `${place}.${key}`)).find(Boolean) : place);

const answers = tableOf(isTyped);
const SHAPE = Object.entries({
  you: answers,
  target: answers,
  messages: tableOf(answers),
  targets: tableOf(record({ values: answers, notes: maybe(isText), people: maybe(tableOf(answers)) })),
  drafts: tableOf(tableOf(answers)),
  log: tableOf(record({ target: isText, template: isText, date: isDate, note: maybe(isText),
    said: maybe(answers) })),
});

/** Returns the first place in a value that is not right. A test of a plain value tells only whether it fits. */
function wrong(value, fits, place) {
  const found = fits(value, place);
  return found === false ? place : found === true ? null : found ?? null;
}
