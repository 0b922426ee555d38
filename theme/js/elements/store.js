/*
 * What was typed, for the next message. It is kept on the device only after a yes, as JSON under one key:
 * `{ version, you: {}, target: {}, messages: { [template]: {} } }`, by parameter name and as typed. Other members are
 * left as they are. Each write changes only what was typed here, so that two tabs never undo each other's.
 */
const KEY = 'kbgen';
const VERSION = 1;
const DELAY_MS = 250;

/** @typedef {string | string[] | boolean} Typed */

/** Dispatches `change` when another tab typed, and `state` when what can be promised about keeping changes. */
export class Store extends EventTarget {
  /** @type {'off'|'on'|'unavailable'|'full'} */
  state = 'off';
  #data = empty();
  /** What is not written yet, by place. */
  #pending = new Map();
  #timer = 0;

  /** @param {string} template id */
  constructor(template) {
    super();
    this.template = template;
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

  /** @param {string} scope @param {string} name @returns {Typed|undefined} */
  get(scope, name) {
    return this.#bin(this.#data, scope)[name];
  }

  /** @param {string} scope @param {string} name @param {Typed|undefined} typed */
  set(scope, name, typed) {
    put(this.#bin(this.#data, scope), name, typed);
    this.#pending.set(`${scope} ${name}`, typed);
    if (this.isKept) {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#flush(), DELAY_MS);
    }
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
      const stored = this.#stored() ?? this.#data;
      for (const [place, typed] of this.#pending) {
        const [scope, name] = place.split(' ');
        put(this.#bin(stored, scope), name, typed);
      }
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
    const data = parse(text);
    // Written by a later version of the page, or by something else: not ours to read or to change.
    if (!data) {
      this.state = 'unavailable';
      return;
    }
    this.#data = data;
    this.state = 'on';
  }

  #hear(text) {
    if (text === null) {
      this.#become('off');
      return;
    }
    const before = this.#pending;
    const wasKept = this.isKept;
    this.#take(text);
    for (const [place, typed] of before) {
      const [scope, name] = place.split(' ');
      // Where nothing was kept so far, what the other tab has is more than a field that was emptied here.
      if (wasKept || typed !== undefined) put(this.#bin(this.#data, scope), name, typed);
    }
    this.dispatchEvent(new Event('change'));
    this.#become(this.state);
    if (before.size > 0) this.#flush();
  }

  #become(state) {
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }

  #bin(data, scope) {
    return scope === 'message' ? (data.messages[this.template] ??= {}) : data[scope];
  }
}

function empty() {
  return { version: VERSION, you: {}, target: {}, messages: {} };
}

function put(bin, name, typed) {
  if (typed === undefined) delete bin[name];
  else bin[name] = typed;
}

function parse(text) {
  try {
    const data = JSON.parse(text);
    return data?.version === VERSION ? { ...empty(), ...data } : null;
  } catch {
    return null;
  }
}
