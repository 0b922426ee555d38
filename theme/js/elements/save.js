/** Files for the reader's own disk. */

import { make } from 'kbgen/elements/dom.js';

/** @param {string} name @param {BlobPart[]} parts @param {string} type */
export function save(name, parts, type) {
  const url = URL.createObjectURL(new Blob(parts, { type }));
  make('a', { href: url, download: name }).click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
