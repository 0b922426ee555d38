/** Values of parameters: how they are read, and what they must keep to. */

import { isDate } from 'kbgen/core/dates.js';
import { split, trim } from 'kbgen/core/white.js';

/** @typedef {{ fault: string, help: string }} Misfit */

const unless = (isRight, fault, help) => (isRight ? null : { fault, help });

const NAMES = { 'long-text': 'long text', bool: 'yes or no', email: 'email address', url: 'web address' };

const FORMS = {
  number: 'write digits without quotes, such as `3`',
  date: 'write it without quotes, such as `2026-11-22`',
  bool: 'write `true` or `false`, without quotes',
  list: 'write texts in brackets, such as `["one", "two"]`',
};

const PATTERNS = {
  'digits-8': [/^[0-9]{8}$/, 'eight digits'],
  year: [/^[0-9]{4}$/, 'a year of four digits'],
  phone: [/^\+?(?=.*[0-9])[0-9 ()\-./]+$/, 'a phone number'],
};

/** @param {unknown} value  @returns {string} */
export const toText = (value) => (Array.isArray(value) ? value.join('; ') : String(value));

/** @param {object} parameter  @param {string} text  @returns {{ value?: unknown }|Misfit} */
export function read(parameter, text) {
  text = trim(text).replace(/\r\n?/g, '\n');
  if (!text) return {};
  const folded = text.toLowerCase();
  switch (parameter.type) {
    case 'number': {
      const value = /^[+-]?\d+$/.test(text) ? Number(text) : NaN;
      return unless(Number.isSafeInteger(value), 'is not a whole number', 'write digits only, such as `3`')
        ?? { value };
    }
    case 'date':
      return unless(isDate(text), 'is not a date', 'write year, month and day, such as `2026-11-22`')
        ?? { value: text };
    case 'bool': {
      const value = ['yes', 'true', '1', 'x'].includes(folded);
      const isBool = value || ['no', 'false', '0'].includes(folded);
      return unless(isBool, 'is neither yes nor no', 'write `yes` or `no`') ?? { value };
    }
    case 'list': {
      const value = text.split(/[;\n]/).map(trim).filter(Boolean);
      return value.length ? { value } : {};
    }
    case 'choice': {
      const { choices = [] } = parameter;
      const choice = choices.find(({ value }) => value === text)
        ?? choices.find(({ label }) => label.toLowerCase() === folded);
      return choice ? { value: choice.value } : oneOf(choices, text);
    }
    default:
      return { value: text };
  }
}

/**
 * Takes what stands in a field.
 * @param {object} parameter
 * @param {string|string[]} typed
 * @returns {{ value?: unknown }|Misfit}
 */
export function taken(parameter, typed) {
  const found = Array.isArray(typed)
    ? { value: typed.map((item) => item.trim()).filter(Boolean) }
    : read(parameter, typed);
  return found.value === undefined ? found : { ...found, ...fits(parameter, found.value) };
}

/** @param {object} parameter  @param {unknown} value  @returns {Misfit|null} */
export function fits(parameter, value) {
  const { type } = parameter;
  if (!hasType(type, value)) {
    return unless(false, `is not of the type ${NAMES[type] ?? type}`, FORMS[type] ?? 'write a text in quotes');
  }
  switch (type) {
    case 'number':
      return unless(Number.isSafeInteger(value), 'is too large a number', 'write a smaller one')
        ?? inRange(value, parameter, 'is less than', 'is more than');
    case 'date':
    case 'bool':
      return null;
    case 'list':
      return value.reduce(
        (fault, item) => fault ?? printable(item) ?? inWords(item, parameter),
        inRange(value.length, parameter, 'has fewer items than', 'has more items than'),
      );
    case 'choice':
      return oneOf(parameter.choices, value);
    case 'long-text':
      return printable(value, true) ?? inWords(value, parameter);
    default: {
      const [pattern, name] = PATTERNS[parameter.pattern] ?? [/^/];
      return printable(value) ?? inWords(value, parameter)
        ?? unless(type !== 'email' || isEmail(value), 'is not an email address', 'write it like `name@example.org`')
        ?? unless(type !== 'url' || isUrl(value), 'is not a web address', 'write it like `https://example.org/page`')
        ?? unless(pattern.test(value), `is not ${name}`, 'check it for a slip');
    }
  }
}

function hasType(type, value) {
  if (type === 'number') return Number.isInteger(value);
  if (type === 'bool') return typeof value === 'boolean';
  if (type === 'list') return Array.isArray(value);
  return typeof value === 'string' && (type !== 'date' || isDate(value));
}

function oneOf(choices = [], text) {
  const values = choices.map(({ value }) => value);
  const help = `write one of ${values.map((value) => `\`${value}\``).join(', ')}`;
  return unless(values.includes(text), 'is none of the choices', help);
}

function inRange(number, { min, max }, less, more) {
  const help = max === undefined ? `${min} is the least`
    : min === undefined ? `${max} is the most` : `from ${min} to ${max} is right`;
  return unless(!(number < min), `${less} ${min}`, help) ?? unless(!(number > max), `${more} ${max}`, help);
}

function inWords(text, { min_words: least, max_words: most }) {
  const count = split(text).length;
  const fault = `has ${count} ${count === 1 ? 'word' : 'words'},`;
  return unless(!(count < least), `${fault} fewer than ${least}`, 'say it more exactly')
    ?? unless(!(count > most), `${fault} more than ${most}`, 'say it in fewer words');
}

/** Control characters could end a line, a header or a cell; bidirectional ones could show a text as another. */
function printable(text, hasLines) {
  const hidden = /[\p{Cc}\u2028-\u202E\u2066-\u2069\uFEFF]/u.exec(hasLines ? text.replaceAll('\n', '') : text)?.[0];
  if (hidden === '\n') return unless(false, 'has more than one line', 'write it in one line');
  const code = hidden?.codePointAt(0).toString(16).toUpperCase().padStart(4, '0');
  return unless(!hidden, `holds the hidden character U+${code}`, 'type it anew');
}

const bytes = (text) => new TextEncoder().encode(text).length;

/** @param {string} text  @returns {boolean} */
export function isEmail(text) {
  const at = Math.max(text.lastIndexOf('@'), 0);
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  const isLabel = (label) => /^(?!-)[\p{Alphabetic}\p{N}-]+(?<!-)$/u.test(label) && bytes(label) <= 63;
  return local.split('.').every((part) => /^[\p{Alphabetic}\p{N}!#$%&'*+\-/=?^_`{|}~]+$/u.test(part))
    && bytes(local) <= 64
    && bytes(domain) <= 253
    && domain.includes('.')
    && domain.split('.').every(isLabel);
}

const isUrl = (text) => /^https?:\/\/[^/?#]/.test(text) && !/[<>"\p{White_Space}]/u.test(text);
