/** Runs compiled templates, as whole messages and as drafts with gaps. */

import { write } from 'kbgen/core/dates.js';
import { Writer, joined } from 'kbgen/core/segments.js';
import { toText } from 'kbgen/core/values.js';
import { trim, trimEnd, trimStart } from 'kbgen/core/white.js';

export { joined };

/** Runs compiled templates. Total: every template ends, on any values. */
export class Renderer {
  /** @param {object[]} parameters  @param {object} dates */
  constructor(parameters, dates) {
    this.parameters = new Map(parameters.map((parameter) => [parameter.name, parameter]));
    this.dates = dates;
  }

  /** @param {object[]} code  @param {object} bindings  @param {boolean} [isLine]  @returns {object[]} segments */
  filled(code, bindings, isLine) {
    return new Run(this, bindings, false).written(code, isLine);
  }

  /** As `filled`; what is missing, or can't be decided yet, shows as a label in brackets. */
  partial(code, bindings, isLine) {
    return new Run(this, bindings, true).written(code, isLine);
  }

  /** @param {object} condition  @param {object} bindings  @returns {boolean} */
  holds(condition, bindings) {
    return new Run(this, bindings, false).decide(condition);
  }

  /** @param {string} parameter  @returns {object} a segment */
  gap(parameter) {
    const label = this.parameters.get(parameter)?.label ?? parameter;
    return { kind: 'missing', parameter, text: `[${label}]` };
  }
}

/** Days are written so that their texts have their order. */
const SIGNS = {
  '==': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

class Run {
  /** Variables of the loops around: name, list, and the item, unless the list is missing. */
  items = [];
  writer = new Writer();

  constructor(renderer, bindings, isPartial) {
    Object.assign(this, { renderer, bindings, isPartial });
  }

  written(code, isLine) {
    this.nodes(code);
    return this.writer.finish(isLine);
  }

  nodes(nodes) {
    for (const node of nodes) {
      if (node.print) this.print(node.print);
      else if (node.if) this.branches(node);
      else if (node.for) this.loop(node.for);
      else this.writer.text(node.text);
    }
  }

  print({ name, filters = [] }) {
    const parameter = this.variable(name)?.list ?? name;
    const value = this.value(name) ?? (this.open(parameter) ? undefined : filters[0]?.default);
    if (value === undefined) this.missing(parameter);
    else this.writer.add({ kind: 'value', parameter, text: this.filtered(value, filters) });
  }

  branches(node) {
    for (const { when, then } of node.if) {
      const decision = when ? this.decide(when) : true;
      if (decision.open) {
        this.writer.text(edge(node, false));
        this.missing(decision.open);
        return this.writer.text(edge(node, true));
      }
      if (decision) return this.nodes(then);
    }
  }

  loop({ item: name, list, body }) {
    const items = this.bound(list) ?? (this.isRequired(list) ? undefined : []);
    if (!items && !this.isPartial) return this.missing(list);
    for (const item of items ?? [undefined]) {
      this.items.push({ name, list, item });
      this.nodes(body);
      this.items.pop();
    }
  }

  missing(parameter) {
    const gap = this.renderer.gap(parameter);
    this.writer.add(this.isPartial ? gap : { ...gap, text: '' });
  }

  filtered(value, filters) {
    return filters.reduce((text, filter) => {
      if (filter === 'upper') return text.toUpperCase();
      if (filter === 'lower') return text.toLowerCase();
      if (filter === 'title') return title(text);
      if (filter.date) return write(value, filter.date, this.renderer.dates);
      return filter.join ? join(value, ...filter.join) : text;
    }, toText(value));
  }

  /** Returns whether a condition holds, or `{ open }`: the required parameter that it hangs on. */
  decide(condition) {
    const [[kind, inner]] = Object.entries(condition);
    if (kind === 'filled') {
      const value = this.value(inner) ?? this.open(inner) ?? false;
      return value.open ? value : value !== 0 && value !== false;
    }
    if (kind === 'not') {
      const decision = this.decide(inner);
      return decision.open ? decision : !decision;
    }
    if (kind === 'all' || kind === 'any') {
      const ends = kind === 'any';
      let result = !ends;
      for (const part of inner) {
        const decision = this.decide(part);
        // What comes after it can't matter and is not looked at: a form asks only for what is.
        if (decision === ends) return ends;
        if (result === !ends) result = decision;
      }
      return result;
    }
    const left = this.side(inner[0]);
    if (kind === 'in') return left?.open ? left : inner[1].includes(left);
    const right = this.side(inner[2]);
    // A value that may be missing, and is, decides whatever the other comes to be.
    if (left === undefined || right === undefined) return inner[1] === '!=';
    return [left, right].find(({ open }) => open) ?? SIGNS[inner[1]](left, right);
  }

  /** A bool that is missing is false, unless it leaves something open. */
  side({ name, value }) {
    if (name === undefined) return value;
    const isBool = this.renderer.parameters.get(name)?.type === 'bool';
    return this.value(name) ?? this.open(name) ?? (isBool ? false : undefined);
  }

  variable(name) {
    return this.items.findLast((item) => item.name === name);
  }

  value(name) {
    const variable = this.variable(name);
    return variable ? variable.item : this.bound(name);
  }

  bound(name) {
    return Object.hasOwn(this.bindings, name) ? this.bindings[name] : undefined;
  }

  isRequired(name) {
    return this.renderer.parameters.get(name)?.required;
  }

  open(name) {
    return this.isPartial && this.isRequired(name) ? { open: name } : undefined;
  }
}

/** Words end at white space and ASCII punctuation, but not at an apostrophe. */
function title(text) {
  let isFirst = true;
  return text.replace(/./gsu, (c) => {
    const changed = isFirst ? c.toUpperCase() : c.toLowerCase();
    isFirst = /[!-/:-@[-`{-~\p{White_Space}]/u.test(c) && (isFirst || c !== "'");
    return changed;
  });
}

/** @param {string[]} items  @param {string} separator  @param {string} last  @returns {string} */
export function join(items, separator, last) {
  return items.length > 1 ? items.slice(0, -1).join(separator) + last + items.at(-1) : items.join('');
}

/** @param {object} branch  @returns {boolean} whether it writes more than white space */
export function hasText({ then }) {
  return then.some((node) => (node.if ? node.if.some(hasText) : node.text === undefined || trim(node.text)));
}

/** @param {object} [node]  @param {boolean} isEnd  @returns {string} the white space at its start or end */
export function edge(node, isEnd) {
  if (node?.if) return edge(node.if.find(hasText)?.then.at(isEnd ? -1 : 0), isEnd);
  const text = node?.text ?? '';
  return isEnd ? text.slice(trimEnd(text).length) : text.slice(0, text.length - trimStart(text).length);
}
