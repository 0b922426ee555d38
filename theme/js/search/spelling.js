/** Words that one slip makes of each other: a letter wrong, missing or too much, or two letters swapped. */

/** Words with fewer letters are taken as they are. */
const LEAST_LETTERS = 4;

/** @param {string} text @returns {string} from its last letter to its first */
export const turned = (text) => Array.from(text).reverse().join('');

/**
 * @param {string} a @param {string} b
 * @returns {number} 0 if they are not one slip apart, else how likely it is, up to 1
 */
export function slip(a, b) {
  const [one, two] = [Array.from(a), Array.from(b)];
  const more = one.length - two.length;
  if (Math.abs(more) > 1 || a === b) return 0;
  let start = 0;
  while (start < one.length && one[start] === two[start]) start += 1;
  const same = (from, to) => one.slice(from).join('') === two.slice(to).join('');
  const isFirst = start === 0 ? .8 : 1;
  if (more === 1) return same(start + 1, start) ? isFirst * (one[start] === one[start - 1] ? 1 : .9) : 0;
  if (more === -1) return same(start, start + 1) ? isFirst * (two[start] === two[start - 1] ? 1 : .9) : 0;
  if (one[start] === two[start + 1] && one[start + 1] === two[start] && same(start + 2, start + 2)) return isFirst;
  return same(start + 1, start + 1) ? isFirst * .8 : 0;
}

/** Files that are looked at for a start or an end. */
const MOST_FILES = 3;
const MOST_WORDS = 3;

/**
 * Finds words that one was meant for.
 *
 * The half in which the slip is not tells where in one of the two lists they stand.
 * @param {import('kbgen/search/chunks.js').Chunks} chunks @param {string} word
 * @returns {Promise<{ word: string, factor: number }[]>} the likeliest first
 */
export async function meant(chunks, word) {
  const letters = Array.from(word);
  if (letters.length < LEAST_LETTERS || /[^\p{L}\p{M}]/u.test(word)) return [];
  const half = letters.length >> 1;
  // Two swapped letters may stand on both sides of the middle.
  const [starting, ending] = await Promise.all([
    chunks.starting(letters.slice(0, half - 1).join(''), MOST_FILES),
    chunks.ending(turned(letters.slice(half + 1).join('')), MOST_FILES),
  ]);
  const found = new Map();
  const look = (entry, turn) => {
    const other = turn(entry.slice(1));
    const likely = slip(word, other);
    if (likely > 0) found.set(other, likely * (1 + Math.log2(1 + 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.indexOf(entry[0]))));
  };
  for (const entry of starting) look(entry, (text) => text);
  for (const entry of ending) look(entry, turned);
  const best = Array.from(found).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, MOST_WORDS);
  return best.map(([other, likely]) => ({ word: other, factor: likely / best[0][1] }));
}
