/** What was typed, for the next message and the next page. */

import { empty, get, parse, put } from 'kbgen/core/notebook.js';

// It is kept on the device only after a yes, as JSON under one key. Each write changes only what was typed here, so
// that two tabs never undo each other's.
const KEY = 'kbgen';
const DELAY_MS = 250;

/** Dispatches `change` when another tab typed, and `state` when what can be promised about keeping changes. */
export class Store extends EventTarget {
  /** @type {'off'|'on'|'unavailable'|'foreign'|'full'} */
  state = 'off';
  /** @type {import('kbgen/core/notebook.js').Notebook} */
  notebook = empty();
  /** What is not written yet, by path. */
  #pending = new Map();
  #timer = 0;

  /** @param {(notebook: import('kbgen/core/notebook.js').Notebook) => boolean} [isWhole] looks at what is kept here */
  constructor(isWhole = () => true) {
    super();
    this.isWhole = isWhole;
    try {
      const text = localStorage.getItem(KEY);
      if (text !== null) this.#take(text);
    } catch {
      this.state = 'unavailable';
    }
    addEventListener('storage', (event) => {
      if (event.key === KEY || event.key === null) this.#hear(event.newValue);
    });
    addEventListener('pagehide', () => this.#flush());
    document.addEventListener('visibilitychange', () => document.hidden && this.#flush());
  }

  get isKept() {
    return this.state === 'on' || this.state === 'full';
  }

  /** @param {...string} path */
  get(...path) {
    return get(this.notebook, path);
  }

  /** @param {string[]} path @param {unknown} value undefined for nothing */
  set(path, value) {
    put(this.notebook, path, value);
    const key = JSON.stringify(path);
    // What is set last counts, also against a part of it that was set before.
    this.#pending.delete(key);
    this.#pending.set(key, value);
    if (this.isKept) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#flush(), DELAY_MS);
    }
  }

  /** Puts another notebook in place of this one. @param {import('kbgen/core/notebook.js').Notebook} notebook */
  replace(notebook) {
    this.notebook = notebook;
    this.#pending.clear();
    for (const [name, value] of Object.entries(notebook)) this.set([name], value);
    this.#flush();
    this.dispatchEvent(new Event('change'));
  }

  /** Keeps what was typed, from now on. */
  keep() {
    this.#become('on');
    this.#flush();
  }

  /** Keeps nothing any more; what stands on the page stays. */
  forget() {
    try {
      localStorage.removeItem(KEY);
    } catch {
      // What can't be reached holds nothing of ours.
    }
    this.#become('off');
  }

  #flush() {
    clearTimeout(this.#timer);
    if (!this.isKept || (this.#pending.size === 0 && this.state === 'on' && this.#stored())) return;
    try {
      const stored = this.#stored() ?? structuredClone(this.notebook);
      for (const [path, value] of this.#pending) put(stored, JSON.parse(path), value);
      localStorage.setItem(KEY, JSON.stringify(stored));
      this.#pending.clear();
      this.#become('on');
    } catch (error) {
      this.#become(error.name === 'SecurityError' ? 'unavailable' : 'full');
    }
  }

  #stored() {
    return parse(localStorage.getItem(KEY));
  }

  #take(text) {
    const notebook = parse(text);
    const isOurs = notebook && this.isWhole(notebook);
    // Written by a later version of the page, or by something else: not ours to read or to change.
    this.state = isOurs ? 'on' : 'foreign';
    if (isOurs) this.notebook = notebook;
  }

  #hear(text) {
    if (text === null) {
      this.#become('off');
      return;
    }
    const wasKept = this.isKept;
    this.#take(text);
    for (const [path, value] of this.#pending) {
      // Where nothing was kept so far, what the other tab has is more than a field that was emptied here.
      if (wasKept || value !== undefined) put(this.notebook, JSON.parse(path), value);
    }
    this.dispatchEvent(new Event('change'));
    this.#become(this.state);
    if (this.#pending.size > 0) this.#flush();
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }
}

/** The answers of a message, by whose they are. */
export class Answers {
  /** @param {Store} store @param {string} template id @param {string} [target] id; without one, an unnamed target */
  constructor(store, template, target) {
    this.store = store;
    this.places = {
      you: ['you'],
      target: target ? ['targets', target, 'values'] : ['target'],
      message: target ? ['drafts', target, template] : ['messages', template],
    };
  }

  /** @param {string} scope @param {string} name @returns {string | string[] | boolean | undefined} as typed */
  get(scope, name) {
    return this.store.get(...this.places[scope], name);
  }

  /** @param {string} scope @param {string} name @param {string | string[] | boolean | undefined} typed */
  set(scope, name, typed) {
    this.store.set([...this.places[scope], name], typed);
  }
}
