/** How texts are made fit for one line, for markup and for bytes. */

const encoder = new TextEncoder();
const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** @param {string} text  @returns {Uint8Array} */
export const utf8 = (text) => encoder.encode(text);

/** @param {string} text  @returns {string} for XML and HTML, without what XML 1.0 cannot hold */
export const escape = (text) =>
  text.replace(/[&<>"'\0-\x08\v\f\x0E-\x1F\x7F-\x9F\uFFFE\uFFFF]/g, (c) => ENTITIES[c] ?? '');

// Bidirectional controls could show a text as another.
const GAPS = /[\p{White_Space}\p{Cc}\u202A-\u202E\u2066-\u2069\uFEFF]+/u;
const CONTROLS = /[^\n\t\P{Cc}]|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu;

/** @param {string} text  @returns {string} with one blank for runs of white space and controls, none at the ends */
export const oneLine = (text) => text.split(GAPS).filter(Boolean).join(' ');

/** @param {string} text  @returns {string} with `\n` for every line break, without other controls than tabs */
export const lines = (text) => text.replace(/\r\n|[\r\v\f\x85\u2028\u2029]/g, '\n').replace(CONTROLS, '');

/** @param {string} text  @returns {boolean} whether it is empty but for white space */
export const isBlank = (text) => !/\P{White_Space}/u.test(text);
