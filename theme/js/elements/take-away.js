/** The ways to take a message along. */

import { html, textBlocks } from 'kbgen/core/blocks.js';
import { LIMITS, compose } from 'kbgen/core/compose.js';
import { joined } from 'kbgen/core/eval.js';
import { eml } from 'kbgen/core/mime.js';
import { safeName } from 'kbgen/core/names.js';
import { button, make, setText } from 'kbgen/elements/dom.js';
import { save } from 'kbgen/elements/save.js';
import { say } from 'kbgen/elements/words.js';

const FILES = ['eml', 'emltpl', 'docx', 'txt'];
const LINKS = ['mailto', 'gmail', 'outlook'];
const TYPES = {
  eml: 'message/rfc822',
  emltpl: 'message/rfc822',
  txt: 'text/plain;charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/**
 * @typedef {object} Message
 * @property {{ subject: object[], body: object[] }} segments
 * @property {string} title  of the template
 * @property {string} target  name of whom it is to
 * @property {{ name?: string, address: string }} from
 * @property {{ name?: string, address: string }} to
 */

/** The ways to take a message along. */
export class TakeAway {
  /** @type {Message} */
  #message;

  constructor() {
    this.status = make('p', { className: 'unseen', role: 'status' });
    this.links = new Map(LINKS.map((kind) => [kind, link(kind)]));
    this.node = make('div', { className: 'take-away' },
      group('take_open', ...Array.from(this.links.values(), ({ node }) => node),
        make('p', { className: 'hint' }, say('take_open_note'))),
      group('take_copy',
        way('copy_subject', (node) => this.#copy('subject', node)),
        way('copy_body', (node) => this.#copy('body', node)),
        way('copy_rich', (node) => this.#copyRich(node))),
      group('take_files', ...FILES.map((format) => way(`file_${format}`, (node) => this.#save(format, node)))),
      this.status);
  }

  /** @param {Message} message */
  update(message) {
    this.#message = message;
    const { subject, body } = this.#texts();
    const found = compose({ to: [message.to.address].filter(Boolean), subject, body });
    for (const [kind, { anchor, refused, reason }] of this.links) {
      const { url, tooLong } = found[kind];
      anchor.hidden = !url;
      if (url) anchor.href = url;
      else anchor.removeAttribute('href');
      refused.hidden = Boolean(url);
      setText(reason, url ? '' : say('link_too_long', { n: number(tooLong), most: number(LIMITS[kind]) }));
    }
  }

  /** Takes back what was said about an earlier message. */
  quiet() {
    if (!this.told) return;
    const { node, note } = this.told;
    node.classList.remove('good', 'bad');
    node.lastChild.textContent = note;
    this.status.textContent = '';
    this.told = null;
  }

  #texts() {
    const { subject, body } = this.#message.segments;
    return { subject: joined(subject), body: joined(body) };
  }

  async #copy(part, way) {
    try {
      await navigator.clipboard.writeText(this.#texts()[part]);
      this.#tell(way, 'good', say(`copied_${part}`));
    } catch {
      this.#tell(way, 'bad', say('copy_failed'));
    }
  }

  async #copyRich(way) {
    const { body } = this.#texts();
    const blob = (text, type) => new Blob([text], { type });
    try {
      await navigator.clipboard.write([new ClipboardItem({
        'text/plain': blob(body, 'text/plain'),
        'text/html': blob(html(textBlocks(body)), 'text/html'),
      })]);
      this.#tell(way, 'good', say('copied_body'));
    } catch {
      this.#tell(way, 'bad', say('copy_failed'));
    }
  }

  async #save(format, way) {
    const name = `${safeName(`${this.#message.target} ${this.#message.title}`)}.${format}`;
    try {
      save(name, [await this.#file(format)], TYPES[format]);
      this.#tell(way, 'good', say(`saved_${format}`, { name }));
    } catch {
      this.#tell(way, 'bad', say('save_failed', { name }));
    }
  }

  async #file(format) {
    const { subject, body } = this.#texts();
    const { from, to, segments } = this.#message;
    if (format === 'txt') return `${say('subject')}: ${subject}\n\n${body}\n`;
    if (format !== 'docx') {
      return eml({ from: from.address ? from : undefined, to: to.address ? [to] : [], subject, body });
    }
    const modules = [import('kbgen/core/docx.js'), import('kbgen/data/docx.js')];
    const [{ docx }, { default: parts }] = await Promise.all(modules);
    return docx(parts, { title: subject, subject: segments.subject, body: segments.body });
  }

  /** Says what came of a way, where it was asked for, and to those who listen. */
  #tell(node, className, text) {
    this.quiet();
    this.told = { node, note: node.lastChild.textContent };
    node.classList.add(className);
    node.lastChild.textContent = text;
    // The same words again are news again.
    requestAnimationFrame(() => { this.status.textContent = text; });
  }
}

const number = (n) => n.toLocaleString(document.documentElement.lang);

function group(title, ...children) {
  return make('div', { className: 'ways' }, make('h4', {}, say(title)), ...children);
}

function way(key, onClick) {
  const node = button('', 'way', () => onClick(node));
  node.append(make('b', {}, say(key)), make('span', {}, say(`${key}_note`)));
  return node;
}

function link(kind) {
  const outside = kind === 'mailto' ? {} : { target: '_blank', rel: 'noopener noreferrer' };
  const anchor = make('a', { className: 'way', ...outside },
    make('b', {}, say(`open_${kind}`)), make('span', {}, say(`open_${kind}_note`)));
  const reason = make('span');
  const refused = make('p', { className: 'way refused', hidden: true }, make('b', {}, say(`open_${kind}`)), reason);
  return { node: make('div', {}, anchor, refused), anchor, refused, reason };
}
