// White space as Unicode has it: `String.prototype.trim` knows other characters.

const WHITE = /\p{White_Space}/u;
const WORD = /\P{White_Space}+/gu;

/** @param {string} text  @returns {string} */
export function trimStart(text) {
  let start = 0;
  while (WHITE.test(text.charAt(start))) start++;
  return text.slice(start);
}

/** @param {string} text  @returns {string} */
export function trimEnd(text) {
  let end = text.length;
  while (WHITE.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** @param {string} text  @returns {string} */
export const trim = (text) => trimStart(trimEnd(text));

/** @param {string} text  @returns {string[]} */
export const split = (text) => text.match(WORD) ?? [];
