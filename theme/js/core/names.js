/** Names of files that every system takes. */

import { utf8 } from 'kbgen/core/escape.js';

const LONGEST = 96;
// Source: Microsoft, "Naming Files, Paths, and Namespaces".
const DEVICE = /^(?:CON|PRN|AUX|NUL|(?:COM|LPT)[0-9¹²³])$/;

// A character that is cut becomes U+FFFD, which is in no name.
const shortened = (stem, bytes) =>
  new TextDecoder().decode(utf8(stem).subarray(0, bytes)).replace(/\uFFFD*-*$/, '');

/** @param {string} name  @returns {string} a file's name without suffix, safe on every system */
export function safeName(name) {
  // Pieces of Korean syllables are joined by some systems and not by others.
  const parts = name.split(/[^\p{Alphabetic}\p{N}_]+|[\u1100-\u11FF]/u).filter(Boolean);
  const stem = shortened(parts.join('-'), LONGEST) || 'unnamed';
  return DEVICE.test(stem.toUpperCase()) ? `${stem}_` : stem;
}

/** @param {string[]} names  @returns {string[]} safe ones that differ even where letter case makes no difference */
export function uniqueNames(names) {
  const taken = new Set();
  return names.map((name) => {
    const stem = safeName(name);
    for (let number = 1; ; number++) {
      const suffix = `-${number}`;
      const unique = number === 1 ? stem : shortened(stem, LONGEST - suffix.length) + suffix;
      const folded = unique.toUpperCase().toLowerCase();
      if (!taken.has(folded)) return taken.add(folded) && unique;
    }
  });
}
