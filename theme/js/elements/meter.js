/** How long a message is, against what it should be. */

import { make, setText } from 'kbgen/elements/dom.js';
import { say } from 'kbgen/elements/words.js';

/** How long the message is, against what is best. */
export class Meter {
  /** @param {{ least: number, most: number, max: number }} [budget] */
  constructor(budget) {
    this.budget = budget;
    this.text = make('span', { id: 'word-meter' });
    this.bar = budget && make('meter', {
      min: 0,
      max: Math.round(budget.max * 1.15),
      low: budget.least,
      high: budget.most,
      optimum: (budget.least + budget.most) / 2,
      'aria-labelledby': 'word-meter',
    });
    this.node = make('p', { className: 'word-meter' }, this.bar, this.text);
  }

  /** @param {number} n words @returns {boolean} whether they are too many to send */
  update(n) {
    if (!this.budget) {
      setText(this.text, say('length', { n }));
      return;
    }
    const { least, most, max } = this.budget;
    const state = n < least ? 'short' : n <= most ? 'right' : n <= max ? 'long' : 'too_long';
    this.bar.value = n;
    this.node.dataset.state = state;
    setText(this.text, say(`length_${state}`, { n, least, most, max }));
  }
}
