/** What the columns of people's tables hold. */

import { readCell } from 'kbgen/core/cells.js';
import { isBlank } from 'kbgen/core/escape.js';
import { NOTES } from 'kbgen/core/rows.js';
import { isEmail } from 'kbgen/core/values.js';
import { split } from 'kbgen/core/white.js';
import { stems } from 'kbgen/core/choices.js';

/**
 * @typedef {import('kbgen/core/cells.js').Options & {
 *   target: { one: string, many: string }, notes: string, synonyms: string[][]
 * }} Words  `notes` is a label; of synonyms, each group is one word in other words
 */

/** Cells of a column that are looked at. */
const MOST_CELLS = 20;
/** From this on a head or what stands below it tells what a column holds; closer ones than the margin do not. */
const LEAST = 45;
const MARGIN = 8;

/** What a column says by its cells, at the most, where its head says nothing. */
const WEIGHTS = { choice: 60, email: 60, date: 30, url: 30, number: 20, bool: 20 };

const DATA = /@|:\/\/|^\d|^[$€£+]?[\d.,/-]+$/;

/** Scores what heads and cells say of parameters. */
class Matcher {
  constructor(parameters, words) {
    this.words = words;
    this.synonyms = words.synonyms
      .flatMap(([first, ...others]) => others.map((other) => [stems(other).join(' '), stems(first).join(' ')]))
      .sort(([a], [b]) => b.length - a.length);
    const notes = { name: NOTES, label: words.notes, type: 'long-text' };
    const all = [...parameters.filter(({ name }) => name !== NOTES), notes];
    this.known = all.map((parameter) => ({ parameter, names: this.#names(parameter) }));
    // A word that many of them have tells little.
    this.weights = new Map();
    for (const { parameter, names } of this.known) {
      for (const word of new Set([...names.flat(), ...this.#stems(parameter.help ?? '')])) {
        this.weights.set(word, (this.weights.get(word) ?? 0) + 1);
      }
    }
  }

  #stems(text) {
    let joined = ` ${stems(text).join(' ')} `;
    for (const [from, to] of this.synonyms) joined = joined.replaceAll(` ${from} `, ` ${to} `);
    return split(joined);
  }

  #names({ name, label, role }) {
    const { one, many } = this.words.target;
    const own = role === 'target-name' ? [one, many] : [];
    const roles = role ? [role.replace('target-', ''), role.replace('target', one)] : [];
    return [name, label, ...own, ...roles].map((text) => this.#stems(text)).filter((words) => words.length);
  }

  #weight(words) {
    return words.reduce((sum, word) => sum + 1 / (this.weights.get(word) ?? 1), 0);
  }

  /** From 0 to 100: how much a head says that it is one of these names. */
  head(text, names) {
    const said = [...new Set(this.#stems(text))];
    if (!said.length) return 0;
    const has = (words) => (word) => words.includes(word);
    if (names.some((name) => name.every(has(said)) && said.every(has(name)))) return 100;
    const recall = this.#weight(said.filter(has(names.flat()))) / this.#weight(said);
    const precise = Math.max(...names.map((name) => this.#weight(said.filter(has(name))) / this.#weight(name)));
    return 100 * recall * (0.5 + 0.5 * precise);
  }

  /** How much cells speak for a parameter, or against it. */
  cells(cells, parameter) {
    if (!cells.length) return 0;
    const share = (test) => cells.reduce((sum, cell) => sum + Number(test(cell)), 0) / cells.length;
    const weight = WEIGHTS[parameter.type];
    if (weight) {
      const fit = share((cell) => {
        const { typed, doubt } = readCell(parameter, cell, this.words);
        return typed !== undefined ? 1 : !doubt || doubt.suggestions.length && doubt.why !== 'other' ? 0.5 : -0.5;
      });
      return fit < 0.3 ? -80 : weight * fit;
    }
    const { name, role, pattern, min_words: least = 0, help = '', example = '' } = parameter;
    if (name === NOTES) return 0;
    const titles = role === 'salutation' ? `${help} ${example}`.match(/\p{Lu}\p{L}{0,3}\.(?= )/gu) ?? [] : [];
    const titled = share((cell) => titles.some((title) => cell.trim().startsWith(title)));
    const small = (text) => /^\p{Ll}/u.test(text);
    const unlike = example ? share((cell) => small(cell.trim()) !== small(String(example))) : 0;
    const short = share((cell) => split(cell).length < least / 2);
    const isData = (text) => isEmail(text) || (DATA.test(text) && !/\s/.test(text));
    const other = pattern ? 0 : share((cell) => isData(cell.trim()));
    return 60 * titled - 40 * (short + unlike) - 60 * other;
  }
}

const below = (rows, at) => rows.map((row) => row[at] ?? '').filter((cell) => !isBlank(cell)).slice(0, MOST_CELLS);

/**
 * @param {string[][]} rows
 * @param {object[]} parameters
 * @param {Words} words
 * @returns {boolean} whether the first row names the columns
 */
export function hasHead(rows, parameters, words) {
  const [head = [], ...rest] = rows;
  const matcher = new Matcher(parameters, words);
  if (head.some((cell) => DATA.test(cell.trim()))) return false;
  if (head.some((cell) => matcher.known.some(({ names }) => matcher.head(cell, names) >= LEAST))) return true;
  return head.some((cell, at) => {
    const cells = below(rest, at);
    return !isBlank(cell) && cells.filter((other) => DATA.test(other.trim())).length * 2 > cells.length;
  });
}

/**
 * @param {string[][]} rows
 * @param {object[]} parameters
 * @param {Words} words
 * @param {boolean} [isHeaded]  whether the first row names the columns
 * @returns {(string|null)[]} what each column holds: a parameter, {@link NOTES} or nothing that could be told
 */
export function matchColumns(rows, parameters, words, isHeaded = hasHead(rows, parameters, words)) {
  const matcher = new Matcher(parameters, words);
  const width = Math.max(0, ...rows.map((row) => row.length));
  const scores = Array.from({ length: width }, (_, at) => {
    const cells = below(isHeaded ? rows.slice(1) : rows, at);
    return matcher.known.map(({ parameter, names }) => ({
      at,
      name: parameter.name,
      score: (isHeaded ? matcher.head(rows[0][at] ?? '', names) : 0) + matcher.cells(cells, parameter),
    }));
  });
  const columns = Array(width).fill(null);
  // What could as well be something else, or is another column already, is for the person to say.
  const best = scores.map((row) => row.sort((a, b) => b.score - a.score)[0]);
  const isClear = ({ at, score }) => score >= LEAST && score - scores[at][1].score >= MARGIN;
  for (const { at, name } of best.filter(isClear).sort((a, b) => b.score - a.score)) {
    if (!columns.includes(name)) columns[at] = name;
  }
  return columns;
}
