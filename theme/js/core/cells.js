/** Cells of people's tables as values of parameters: read generously, and never by a silent guess. */

import { readChoice } from 'kbgen/core/choices.js';
import { readDay } from 'kbgen/core/days.js';
import { lines, oneLine } from 'kbgen/core/escape.js';
import { fits, isEmail, read } from 'kbgen/core/values.js';
import { trim } from 'kbgen/core/white.js';

/**
 * What helps to read cells.
 * @typedef {object} Options
 * @property {string[]} months  names from January
 * @property {string[]} [weekdays]  names from Sunday
 * @property {string} [starts]  the first day that one without a year can be
 * @property {string} [ends]
 * @property {string[]} yes  words
 * @property {string[]} no
 * @property {string[]} turning  words that turn what others say
 * @property {string[]} nothing  what people write where there is nothing
 */

/**
 * Why a cell is not taken as it stands: `why`, or what is wrong with what it holds.
 * @typedef {{ why?: string, fault?: string, help?: string, typed?: string|string[], suggestions: string[] }} Doubt
 */

const sure = (guess) => ({ guesses: [guess], isSure: true });
const unsure = (guesses) => ({ guesses, isSure: false, why: 'unsure' });

/** By type: what a cell that is no value as it stands can mean. */
const READERS = {
  choice: ({ choices }, text, options) => readChoice(choices, text, options),
  date: (_, text, options) => readDay(text, options),
  bool: (_, text, { yes, no }) => {
    const folded = text.toLowerCase();
    return yes.includes(folded) ? sure('yes') : no.includes(folded) ? sure('no') : unsure([]);
  },
  number: (_, text) => {
    const plain = text.replace(/(?<=\d)[, ](?=\d{3}(?!\d))/g, '').replace(/(\d)\.0+(?!\d)/, '$1');
    const numbers = plain.match(/(?<![\d.])[+-]?\d+(?![\d.])/g) ?? [];
    return numbers[0] === plain ? sure(plain) : unsure(numbers);
  },
  email: (_, text) => {
    const plain = text.replace(/^mailto:/i, '');
    const parts = plain.replace(/\s*[([{]\s*at\s*[)\]}]\s*/gi, '@').split(/[\s<>()[\],;:"]+/);
    const found = parts.map((part) => part.replace(/\.+$/, '')).filter(isEmail);
    return found[0] === plain ? sure(plain) : unsure(found);
  },
  url: (_, text) => /^(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#]\S*)?$/u.test(text)
    ? sure(`https://${text}`)
    : unsure(text.match(/https?:\/\/[^\s<>"]*[^\s<>".,;)]/g) ?? []),
  list: (_, text) => sure(text.split(/[;\n]/)
    .map((item) => oneLine(item.replace(/^\s*(?:[-–•*·]|\d{1,2}[.)])\s+/, ''))).filter(Boolean)),
};

/** Types of which a field shows no text that is none of their values. */
const CLOSED = ['choice', 'date', 'bool'];

function misfit(parameter, typed) {
  if (Array.isArray(typed)) return fits(parameter, typed);
  const found = read(parameter, typed);
  return found.fault ? found : fits(parameter, found.value);
}

/** What is a value as it stands, as a field has it. */
function asTyped(parameter, text) {
  if (misfit(parameter, text)) return undefined;
  const { value } = read(parameter, text);
  return { bool: value ? 'yes' : 'no', choice: value }[parameter.type] ?? text;
}

/**
 * @param {object} parameter
 * @param {string} cell
 * @param {Options} options
 * @returns {{ typed?: string|string[], isMore?: boolean, doubt?: Doubt }} what a person would type into its field, if
 *   that is sure, and whether the cell says more than that; nothing for a cell that says nothing
 */
export function readCell(parameter, cell, options) {
  const { type, pattern } = parameter;
  let text = type === 'long-text' || type === 'list' ? trim(lines(cell)) : oneLine(cell);
  if (pattern === 'digits-8' && /^[\d -]+$/.test(text)) text = text.replace(/[ -]/g, '');
  if (!text) return {};
  const known = type === 'list' ? undefined : asTyped(parameter, text);
  const isNothing = options.nothing.includes(text.toLowerCase());
  if (known !== undefined && (type === 'choice' || !isNothing)) return { typed: known };
  if (isNothing) return {};

  const { guesses, isSure, why, hasTime } = READERS[type]?.(parameter, text, options) ?? sure(text);
  const wrong = isSure ? misfit(parameter, guesses[0]) : null;
  if (isSure && !wrong) return { typed: guesses[0], isMore: hasTime };
  const suggestions = isSure ? [] : guesses.filter((guess) => !misfit(parameter, guess));
  const typed = isSure ? guesses[0] : CLOSED.includes(type) ? undefined : text;
  const reason = suggestions.length ? { why } : wrong ?? misfit(parameter, text);
  return { doubt: { ...reason, typed, suggestions } };
}
