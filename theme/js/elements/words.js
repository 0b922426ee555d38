/** The words of the page, filled in. */

import strings from 'kbgen/data/strings.js';

const known = { ...strings };

/** Adds strings of a part of the site. @param {Object<string, string>} more */
export const learn = (more) => Object.assign(known, more);

/** Returns a string of the theme. @param {string} key @param {object} [values] what stands for `{name}` in it */
export function say(key, values = {}) {
  return known[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

/** Returns a string that has a form for one and a form for many. @param {string} key @param {number} n */
export function count(key, n, values = {}) {
  return say(`${key}_${n === 1 ? 'one' : 'many'}`, { n, ...values });
}

/** Turns what a check says, without capital and full stop and with code in backticks, into a sentence. */
export function sentence(text) {
  if (!text) return '';
  const plain = text.replace(/`([^`]*)`/g, '“$1”').trim();
  const capital = plain[0].toUpperCase() + plain.slice(1);
  return /[.!?]["”’)]?$/.test(capital) ? capital : `${capital}.`;
}
