/** The question whether answers may be kept, and the way to forget them. */

import { button, make, setText } from 'kbgen/elements/dom.js';
import { say } from 'kbgen/elements/words.js';

/** The question whether to keep what is typed, and what has come of it. */
export class Keep {
  /**
   * @param {import('kbgen/elements/store.js').Store} store
   * @param {() => void} [onForget] asks before all is forgotten
   */
  constructor(store, onForget) {
    this.store = store;
    this.box = make('input', { type: 'checkbox', id: 'keep' });
    this.box.setAttribute('aria-describedby', 'keep-note');
    this.label = make('label', { htmlFor: 'keep' }, say('keep'));
    this.tick = make('div', { className: 'tick' }, this.box, this.label);
    this.note = make('p', { className: 'hint', id: 'keep-note', role: 'status' });
    this.forget = button(say('forget'), 'text-button', onForget ?? (() => {
      this.#forget();
      this.box.focus();
    }));
    this.node = make('div', { className: 'keep' }, this.tick, this.note, this.forget);
    this.box.addEventListener('change', () => {
      if (this.box.checked) store.keep();
      else this.#forget();
    });
    store.addEventListener('state', () => this.#show());
    this.#show();
  }

  #forget() {
    this.store.forget();
    setText(this.note, say('forgotten'));
  }

  #show() {
    const { state, isKept } = this.store;
    this.box.checked = isKept;
    const isBad = state === 'unavailable' || state === 'foreign';
    this.tick.hidden = isBad;
    this.forget.hidden = !isKept && state !== 'foreign';
    setText(this.note, say(`keep_${state}`));
    this.node.classList.toggle('bad', isBad || state === 'full');
  }
}
