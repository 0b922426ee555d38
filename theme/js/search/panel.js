/** The field, what it finds, and the keys that lead through it. */

import { make, setText } from 'kbgen/elements/dom.js';
import { excerpt, marked } from 'kbgen/search/excerpt.js';

/** Results that are shown at once, and those of them that stand before the groups. */
const SHOWN = 12;
const BEST = 3;
/** Milliseconds after the last key until what was found is told to those who listen. */
const CALM_MS = 500;

/** Search in a dialog or a page. */
export class Panel {
  #options;
  #strings;
  #input;
  #status;
  #results;
  #asked = '';
  #done = Promise.resolve();
  #telling = 0;

  /**
   * @param {{ index: import('kbgen/search/find.js').Index, root: string, isDisk: boolean, isPage?: boolean,
   *   close?: Element, onLeave?: () => void }} options
   */
  constructor(options) {
    this.#options = options;
    this.#strings = options.index.head.strings;
    const { ask, hint, keys } = this.#strings;
    this.#input = make('input', {
      type: 'search', id: 'search-input', autocomplete: 'off', autocapitalize: 'none', enterKeyHint: 'search',
      // Some browsers send what they check the spelling of.
      'aria-describedby': 'search-hint',
    });
    this.#input.spellcheck = false;
    this.#status = make('p', { className: 'unseen', role: 'status' });
    this.#results = make('div', { className: 'search-results' });
    this.element = make('div', { className: 'search-panel', role: 'search' },
      make('div', { className: 'search-field' },
        make('label', { htmlFor: 'search-input', className: 'unseen' }, ask), this.#input, options.close),
      make('p', { className: 'search-hint', id: 'search-hint' }, hint),
      this.#status, this.#results,
      make('p', { className: 'search-keys' }, keys));
    this.#input.placeholder = ask;
    this.#input.addEventListener('input', () => this.#ask());
    this.element.addEventListener('keydown', (event) => this.#key(event));
    this.#results.addEventListener('click', (event) => {
      if (event.target.closest('a')) options.onLeave?.();
    });
    this.#start();
  }

  /** Puts the focus into the field, its text marked, so that typing replaces it. */
  focus() {
    this.#input.focus();
    this.#input.select();
  }

  /** Looks for a text. @param {string} text */
  ask(text) {
    this.#input.value = text;
    this.#ask();
  }

  #ask() {
    const text = this.#input.value.trim() === '' ? '' : this.#input.value;
    if (text === this.#asked) return;
    this.#asked = text;
    if (this.#options.isPage) {
      const query = text && `#${new URLSearchParams({ q: text })}`;
      history.replaceState(history.state, '', location.pathname + location.search + query);
    }
    this.#results.setAttribute('aria-busy', text !== '');
    this.#done = text === '' ? Promise.resolve(this.#start()) : this.#find(text);
  }

  async #find(text) {
    const isNow = () => text === this.#asked;
    try {
      const found = await this.#options.index.find(text);
      if (!isNow()) return;
      const results = await found.results(0, SHOWN);
      if (isNow()) this.#show(text, found, results);
      if (isNow()) this.#results.removeAttribute('aria-busy');
    } catch {
      if (!isNow()) return;
      this.#asked = '';
      this.#results.removeAttribute('aria-busy');
      this.#results.replaceChildren(make('p', { className: 'search-none' }, this.#strings.failed));
      this.#tell(this.#strings.failed);
    }
  }

  #say(key, values) {
    return this.#strings[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  }

  /** Tells what was found, once nobody types any more. */
  #tell(text) {
    clearTimeout(this.#telling);
    this.#telling = setTimeout(() => setText(this.#status, text), CALM_MS);
  }

  #address(path, anchor) {
    const { root, isDisk } = this.#options;
    const page = isDisk && (path === '' || path.endsWith('/')) ? `${path}index.html` : path;
    return root + page + (anchor && `#${encodeURIComponent(anchor)}`);
  }

  #start() {
    clearTimeout(this.#telling);
    setText(this.#status, '');
    const { isPage } = this.#options;
    this.#results.replaceChildren(...isPage ? [] : [this.#shelves(this.#strings.start)]);
  }

  #shelves(title) {
    const links = this.#options.index.head.shelves.map(([name, path]) =>
      make('li', {}, make('a', { href: this.#address(path, '') }, name)));
    return make('section', { className: 'search-start' }, make('h2', {}, title),
      make('ul', { className: 'search-shelves' }, ...links));
  }

  #show(text, found, results) {
    if (results.length === 0) {
      const none = this.#say('none', { query: text.trim() });
      this.#results.replaceChildren(make('p', { className: 'search-none' }, none),
        this.#shelves(this.#strings.none_hint));
      this.#tell(none);
      return;
    }
    const { kinds } = this.#options.index.head;
    const list = (title, some, hasKind) => make('section', { className: 'search-group' }, make('h2', {}, title),
      make('ul', { className: 'search-list' }, ...some.map((result) => this.#item(result, found.words, hasKind))));
    const rest = results.slice(BEST);
    const groups = kinds.map(([, group], kind) => [group, rest.filter((result) => result.kind === kind)])
      .filter(([, some]) => some.length > 0).map(([group, some]) => list(group, some, false));
    const isMore = found.count > results.length;
    const more = isMore && make('button', { type: 'button', className: 'button button-quiet search-more' },
      this.#strings.more);
    if (more) more.addEventListener('click', () => this.#more(text, found, results));
    const best = list(this.#strings.best, results.slice(0, BEST), true);
    this.#results.replaceChildren(best, ...groups, ...more ? [more] : []);
    this.#results.scrollTop = 0;
    this.#tell(found.count === 1 ? this.#strings.found_one : this.#say('found_many', { n: found.count }));
  }

  async #more(text, found, results) {
    const shown = new Set(this.#links().map((link) => link.href));
    const more = await found.results(results.length, results.length + SHOWN);
    if (text !== this.#asked) return;
    this.#show(text, found, [...results, ...more]);
    this.#links().find((link) => !shown.has(link.href))?.focus();
  }

  #item({ kind, title, path, sections: [best, ...others] }, words, hasKind) {
    const kinds = this.#options.index.head.kinds;
    const pieces = (list) => list.map(({ text, isMatch }) => (isMatch ? make('mark', {}, text) : text));
    const { anchor, heading, text } = best;
    const link = make('a', { className: 'hit', href: this.#address(path, anchor) },
      make('span', { className: 'hit-title' }, ...pieces(marked(title, words))),
      hasKind && make('span', { className: 'hit-kind' }, kinds[kind][0]),
      heading && make('span', { className: 'hit-heading' }, ...pieces(marked(heading, words))),
      text && make('span', { className: 'hit-text' }, ...pieces(excerpt(text, words))));
    const more = others.filter((other) => other.heading).map((other) => make('li', {},
      make('a', {
        href: this.#address(path, other.anchor),
        'aria-label': this.#say('place', { title, heading: other.heading }),
      }, ...pieces(marked(other.heading, words)))));
    return make('li', {}, link, more.length > 0 && make('ul', { className: 'hit-more' }, ...more));
  }

  #links() {
    return Array.from(this.#results.querySelectorAll('a, button'));
  }

  #key(event) {
    const { key, target } = event;
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (key === 'Escape') {
      // In a field, a browser would take it for clearing the text.
      if (!this.#options.onLeave) return;
      event.preventDefault();
      this.#options.onLeave();
    } else if (key === 'ArrowDown' || key === 'ArrowUp') {
      const stops = [this.#input, ...this.#links()];
      const at = stops.indexOf(target);
      if (at < 0) return;
      event.preventDefault();
      stops[Math.min(Math.max(at + (key === 'ArrowDown' ? 1 : -1), 0), stops.length - 1)].focus();
    } else if (key === 'Enter' && target === this.#input) {
      event.preventDefault();
      const asked = this.#asked;
      this.#done.then(() => {
        if (asked !== '' && asked === this.#asked) this.#results.querySelector('.hit')?.click();
      });
    }
  }
}
