/** All that a template can say, with its conditions in words. */

import { write } from 'kbgen/core/dates.js';
import { edge, hasText, join } from 'kbgen/core/eval.js';
import { Writer } from 'kbgen/core/segments.js';
import { toText } from 'kbgen/core/values.js';

/**
 * Writes all that a template can say, with its conditions in words.
 * @param {object} renderer
 * @param {object[]} code
 * @param {object} phrases
 * @param {boolean} [isLine]
 * @returns {object[]} segments
 */
export function outline(renderer, code, phrases, isLine = false) {
  const writer = new Writer();
  new Outline(renderer, phrases).nodes(code, { isInline: isLine, isLast: true }, writer);
  return writer.finish(isLine);
}

/** @param {object} renderer  @param {object} condition  @param {object} phrases  @returns {string} */
export const words = (renderer, condition, phrases) => new Outline(renderer, phrases).words(condition, false);

/** Line breaks between two paragraphs. */
const PARAGRAPH = 2;

/** Phrases, each with its opposite. */
const BOOLS = ['yes', 'no'];
const SIGNS = {
  '==': ['is', 'is_not'],
  '!=': ['is_not', 'is'],
  '<': ['less', 'at_least'],
  '<=': ['at_most', 'more'],
  '>': ['more', 'at_most'],
  '>=': ['at_least', 'less'],
};
const DATE_SIGNS = { '<': ['before', 'from'], '<=': ['by', 'after'], '>': ['after', 'by'], '>=': ['from', 'before'] };

const breaks = (text) => text.split('\n').length - 1;

class Outline {
  /** Variables of the loops around, each with its list. */
  loops = [];

  constructor(renderer, phrases) {
    Object.assign(this, { renderer, phrases });
  }

  /** `around` tells whether the nodes stand inside of a line, and whether at the end of a paragraph. */
  nodes(list, around, writer) {
    list.forEach((node, index) => {
      if (node.print) {
        writer.add(this.renderer.gap(this.parameter(node.print.name)));
      } else if (node.for) {
        this.loops.push(node.for);
        this.nodes(node.for.body, { ...around, isLast: false }, writer);
        this.loops.pop();
      } else if (node.if) {
        const next = list[index + 1];
        const after = next || !around.isLast ? breaks(next?.if ? '' : edge(next, false)) : PARAGRAPH;
        if (!around.isInline && areParagraphs(node.if, after, writer)) {
          this.paragraphs(node.if, PARAGRAPH - after, writer);
        } else {
          this.alternatives(node, writer);
        }
      } else {
        writer.text(node.text);
      }
    });
  }

  branch({ then }, isInline) {
    const inner = new Writer();
    this.nodes(then, { isInline, isLast: !isInline }, inner);
    return inner.finish(false);
  }

  /** Branches that are whole paragraphs, each under a line that says when it is used. */
  paragraphs(branches, end, writer) {
    const { when, otherwise, and } = this.phrases;
    breakLine(writer, PARAGRAPH - writer.lineBreaks());
    branches.filter(hasText).forEach((branch, index, used) => {
      // Where those before `else` say nothing, there is nothing that it would be other than.
      const told = branch.when ? [branch] : branches.filter((other) => !index && other.when);
      const text = told.map((other) => this.words(other.when, !branch.when)).join(and);
      writer.text(`${told.length ? when.replaceAll('{condition}', () => text) : otherwise}\n`);
      this.branch(branch, false).forEach((segment) => writer.add(segment));
      breakLine(writer, index + 1 < used.length ? PARAGRAPH : end);
    });
  }

  /** Branches in the middle of a text: `[one / or another]`. */
  alternatives(node, writer) {
    const written = node.if.map((branch) => this.branch(branch, true)).filter((segments) => segments.length);
    if (!written.length) return;
    writer.text(`${edge(node, false)}[`);
    written.forEach((segments, index) => {
      if (index) writer.text(' / ');
      segments.forEach((segment) => writer.add(segment));
    });
    writer.text(`]${edge(node, true)}`);
  }

  words(condition, isNegated) {
    const { phrases } = this;
    const [[kind, inner]] = Object.entries(condition);
    if (kind === 'not') return this.words(inner, !isNegated);
    if (kind === 'all' || kind === 'any') {
      const isAll = (kind === 'all') !== isNegated;
      const parts = inner.map((part) => {
        const text = this.words(part, isNegated);
        // `or` binds less than `and`.
        return isAll && (isNegated ? part.all : part.any) ? `(${text})` : text;
      });
      return parts.join(isAll ? phrases.and : phrases.or);
    }
    const name = kind === 'filled' ? inner : inner[0].name;
    const { type } = this.definition(name);
    const say = (holds, [yes, no], value = '') => phrases[holds !== isNegated ? yes : no]
      .replaceAll('{label}', () => this.label(name)).replaceAll('{value}', () => value);
    if (kind === 'filled') return say(true, type === 'bool' ? BOOLS : ['given', 'not_given']);
    if (kind === 'in') {
      const values = inner[1].map((value) => this.shown(name, value));
      return say(true, SIGNS['=='], join(values, ', ', phrases.or));
    }
    const [, sign, other] = inner;
    if (type === 'bool' && !other.name) return say((sign === '==') === other.value, BOOLS);
    const value = other.name ? this.label(other.name) : this.shown(name, other.value);
    return say(true, (type === 'date' && DATE_SIGNS[sign]) || SIGNS[sign], value);
  }

  /** Returns the parameter that a name stands for: itself, or the list of a loop's variable. */
  parameter(name) {
    return this.loops.findLast(({ item }) => item === name)?.list ?? name;
  }

  definition(name) {
    return this.renderer.parameters.get(name) ?? {};
  }

  label(name) {
    const parameter = this.parameter(name);
    return this.definition(parameter).label ?? parameter;
  }

  shown(name, value) {
    const { type, choices } = this.definition(name);
    if (type === 'date') return write(value, 'long', this.renderer.dates);
    return choices?.find((choice) => choice.value === value)?.label ?? toText(value);
  }
}

function breakLine(writer, times) {
  writer.text('\n'.repeat(Math.max(times, 0)));
}

/** Whether branches are whole paragraphs, with so many line breaks after them. */
function areParagraphs(branches, after, writer) {
  const used = branches.filter(hasText);
  const fewest = (isEnd) => Math.min(...used.map(({ then }) => breaks(edge(then.at(isEnd ? -1 : 0), isEnd))));
  return used.length && writer.lineBreaks() + fewest(false) >= PARAGRAPH && fewest(true) + after >= PARAGRAPH;
}
