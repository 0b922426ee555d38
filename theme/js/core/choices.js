/** Choices as people write them in tables. */

/** Words that may stand beside a choice, such as "please", before its cell says more than the choice. */
const MOST_BESIDE = 3;

/** @param {string} text  @returns {string[]} its words in one number, with `J-1` as one of them */
export function stems(text) {
  const words = text.replace(/['\u2019\u02bc]/g, '').toLowerCase().match(/[\p{Alphabetic}\p{N}#]+/gu) ?? [];
  const joined = words.join(' ').replace(/(?<!\S)(\p{L}) (?=\p{N})/gu, '$1');
  return joined.split(' ').filter(Boolean).map((word) => word.length > 3 ? word.replace(/s$/, '') : word);
}

const cache = new WeakMap();
const namesOf = (choices) => {
  if (!cache.has(choices)) {
    cache.set(choices, choices.map(({ value, label }) => ({ value, names: [stems(value), stems(label)] })));
  }
  return cache.get(choices);
};

const within = (some, all) => some.every((word) => all.includes(word));
const common = (some, all) => some.filter((word) => all.includes(word)).length;

/**
 * @param {{ value: string, label: string }[]} choices
 * @param {string} text
 * @param {{ turning: string[] }} options  words that turn what others say: "no", "or", "maybe"
 * @returns {{ guesses: string[], isSure: boolean, why: string }} values
 */
export function readChoice(choices, text, options) {
  const turning = options.turning.flatMap(stems);
  const said = stems(text);
  const turns = (list) => turning.filter((word) => list.includes(word)).join(' ');
  const known = namesOf(choices);
  const those = (test) => known.filter(({ names }) => names.some((name) => name.length && test(name)));
  const values = (some) => some.map(({ value }) => value);

  const same = those((name) => name.join('') === said.join(''));
  const isAsked = text.includes('?');
  if (same.length === 1) return { guesses: values(same), isSure: !isAsked, why: 'unsure' };
  const alike = (name) => turns(name) === turns(said);
  const isTelling = said.join('').length > 1 && !within(said, turning);
  const fitting = !isTelling ? [] : those((name) => {
    if (name.join(' ').startsWith(said.join(' ')) && said.join('').length > 2) return true;
    if (!alike(name)) return false;
    const isInside = name.length > 1 && within(name, said) && said.length - name.length <= MOST_BESIDE;
    return within(said, name) || isInside;
  });
  // What stands beside it can speak of another one.
  const beside = said.filter((word) => !fitting[0]?.names.some((name) => name.includes(word)));
  const isAlone = !those((name) => common(beside, name) > 1).length;
  if (fitting.length) {
    const isOne = fitting.length === 1;
    const isSure = isOne && isAlone && !isAsked;
    return { guesses: values(fitting), isSure, why: isOne ? 'unsure' : 'choice' };
  }
  const scores = known.map(({ names }) => Math.max(...names.map((name) => common(said, name))));
  const best = Math.max(...scores, 1);
  return { guesses: values(known.filter((_, at) => scores[at] === best)), isSure: false, why: 'other' };
}
