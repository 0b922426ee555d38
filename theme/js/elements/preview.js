/** The message as it will read, values and gaps marked. */

import { make, setText } from 'kbgen/elements/dom.js';
import { say } from 'kbgen/elements/words.js';

const PARTS = ['subject', 'body'];
const SEVERITIES = ['block', 'warn', 'note'];

/** The message as it will read. A value or gap is a link to its field; findings are marked beside the text. */
export class Preview {
  /**
   * @param {object} template
   * @param {Map<string, import('kbgen/elements/field.js').Field>} fields
   * @param {(name: string) => void} onPick  goes to the field of a parameter
   */
  constructor(template, fields, onPick) {
    this.fields = fields;
    this.texts = {
      subject: new Marked(make('dd'), fields),
      body: new Marked(make('div', { className: 'email-body' }), fields),
    };
    this.to = make('dd');
    this.letter = make('div', { className: 'email letter' },
      make('dl', { className: 'email-head' },
        row('', say('to'), this.to),
        template.cc?.length ? row('', say('cc'), make('dd', {}, template.cc.join(', '))) : null,
        row('email-subject', say('subject'), this.texts.subject.node)),
      this.texts.body.node);
    this.letter.addEventListener('click', (event) => {
      const name = event.target.closest('a')?.dataset.parameter;
      if (!name) return;
      event.preventDefault();
      onPick(name);
    });
    this.recipients = template.to.join(', ');
  }

  /** @param {{ subject: object[], body: object[] }} segments @param {string} address  of the recipient, or empty */
  update(segments, address) {
    for (const part of PARTS) this.texts[part].update(segments[part]);
    setText(this.to, address || this.recipients);
  }

  /** Marks the places of a parameter, and brings the first one into sight. @param {string|null} name */
  point(name) {
    let first;
    for (const link of this.letter.querySelectorAll('a')) {
      const isPlace = link.dataset.parameter === name;
      link.classList.toggle('here', isPlace);
      if (isPlace && !first && this.texts.body.node.contains(link)) first = link;
    }
    if (first) this.#scrollTo(first);
  }

  /** @param {object[]} findings */
  mark(findings) {
    if (!CSS.highlights) return;
    const isShown = ({ rule, text }) => rule === this.shown?.rule && text === this.shown.text;
    if (!findings.some(isShown)) CSS.highlights.delete('finding-here');
    for (const severity of SEVERITIES) {
      const found = findings.filter((finding) => finding.severity === severity).map((finding) => this.#range(finding));
      CSS.highlights.set(`finding-${severity}`, new Highlight(...found.filter(Boolean)));
    }
  }

  /** Brings the place of a finding into sight. @param {boolean} isAlone  whether the page may move for it */
  show(finding, isAlone) {
    const range = this.#range(finding);
    this.shown = finding;
    if (CSS.highlights) CSS.highlights.set('finding-here', new Highlight(...(range ? [range] : [])));
    if (!range) return;
    this.#scrollTo(range);
    const { top, bottom } = range.getBoundingClientRect();
    if (isAlone && (top < 0 || bottom > innerHeight * .8)) scrollBy(0, top - innerHeight / 3);
  }

  /** @param {object} finding @returns {string|undefined} the parameter whose value it lies in */
  parameterAt({ part, range: [start, end] }) {
    const found = start < end && this.texts[part].at(start);
    return found && found.segment.parameter && end <= found.end ? found.segment.parameter : undefined;
  }

  #range({ part, range: [start, end] }) {
    if (start >= end) return null;
    const [from, to] = [this.texts[part].at(start), this.texts[part].at(end - 1)];
    if (!from || !to) return null;
    const range = document.createRange();
    range.setStart(from.text, start - from.start);
    range.setEnd(to.text, end - to.start);
    return range;
  }

  /** Scrolls the letter only: the page stays where the reader is, unless the letter is as long as it. */
  #scrollTo(place) {
    const box = this.texts.body.node;
    if (!box.contains(place.commonAncestorContainer ?? place) || box.scrollHeight <= box.clientHeight) return;
    const [inner, outer] = [place.getBoundingClientRect(), box.getBoundingClientRect()];
    if (inner.top < outer.top + 16 || inner.bottom > outer.bottom - 16) {
      box.scrollTop += inner.top - outer.top - outer.height / 3;
    }
  }
}

function row(className, term, definition) {
  return make('div', { className }, make('dt', {}, term), definition);
}

/** A text of which only the segments that differ are written anew. */
class Marked {
  #segments = [];

  constructor(node, fields) {
    Object.assign(this, { node, fields });
  }

  update(next) {
    const old = this.#segments;
    const same = (a, b) => a.kind === b.kind && a.parameter === b.parameter;
    let start = 0;
    while (start < old.length && start < next.length && same(old[start], next[start])) {
      this.#write(start, next[start].text);
      start += 1;
    }
    let end = 0;
    const [left, right] = [old.length - start, next.length - start];
    while (end < left && end < right && same(old.at(-1 - end), next.at(-1 - end))) {
      this.#write(old.length - 1 - end, next.at(-1 - end).text);
      end += 1;
    }
    const nodes = [...this.node.childNodes];
    nodes.slice(start, nodes.length - end).forEach((node) => node.remove());
    const after = this.node.childNodes[start] ?? null;
    for (const segment of next.slice(start, next.length - end)) this.node.insertBefore(this.#make(segment), after);
    this.#segments = next;
  }

  /** Returns the segment at an offset, with its text node and the offsets of both ends. */
  at(offset) {
    let start = 0;
    for (const [index, segment] of this.#segments.entries()) {
      const end = start + segment.text.length;
      if (offset < end) {
        const node = this.node.childNodes[index];
        return { segment, start, end, text: segment.kind === 'text' ? node : node.firstChild };
      }
      start = end;
    }
    return undefined;
  }

  #write(index, text) {
    const node = this.node.childNodes[index];
    setText(node.firstChild ?? node, text);
  }

  #make({ kind, parameter, text }) {
    const words = document.createTextNode(text);
    if (kind === 'text') return words;
    const field = this.fields.get(parameter);
    const link = make('a', {
      className: `${kind === 'missing' ? 'gap' : 'value'} ${field?.parameter.scope ?? ''}`,
      href: `#${field?.id ?? ''}`,
      title: kind === 'missing' ? '' : field?.parameter.label,
    });
    link.dataset.parameter = parameter;
    link.append(words);
    return link;
  }
}
