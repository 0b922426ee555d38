/** What was found in a message, as a list and as spoken word. */

import { make, setText } from 'kbgen/elements/dom.js';
import { say, sentence } from 'kbgen/elements/words.js';

/** So many are shown; who mends these sees the next. */
const MOST = 100;

/** What is wrong with the message, worst first. */
export class Findings {
  #items = new Map();

  /**
   * @param {Object<string, string>} paths  pitfall id -> path of its page
   * @param {string|null} root  what leads from here to the site's root; null where no page can be reached
   * @param {(finding: object) => void} onPick  shows the place of a finding
   */
  constructor(paths, root, onPick) {
    Object.assign(this, { paths, root, onPick });
    this.node = make('ul', { className: 'findings' });
  }

  /** @param {object[]} findings */
  update(findings) {
    const items = new Map();
    const counts = new Map();
    for (const finding of findings.slice(0, MOST)) {
      const same = [finding.severity, finding.rule, finding.id, finding.part, finding.text].join('\n');
      const nth = counts.get(same) ?? 0;
      counts.set(same, nth + 1);
      const key = `${same}\n${nth}`;
      const item = this.#items.get(key) ?? this.#make(finding);
      // The place moves with the text before it.
      item.finding = finding;
      items.set(key, item);
    }
    const nodes = [...items.values()].map(({ node }) => node);
    const { children } = this.node;
    // Moving a node takes the focus from it.
    if (nodes.length !== children.length || nodes.some((node, at) => node !== children[at])) {
      this.node.replaceChildren(...nodes);
    }
    this.#items = items;
  }

  #make({ severity, text, help, pitfall, authority, source }) {
    const item = {};
    const path = pitfall && this.paths[pitfall];
    const go = make('button', { type: 'button', className: 'finding-go' },
      make('span', { className: `badge badge-${severity}` }, say(`severity_${severity}`)), ' ',
      make('span', { className: 'finding-text' }, sentence(text)));
    go.addEventListener('click', () => this.onPick(item.finding));
    // Where there is no site around, only a whole address leads anywhere.
    const href = this.root !== null ? this.root + path : path?.startsWith('http') ? path : null;
    const link = path && href
      ? make('a', { href, target: '_blank', rel: 'noopener' }, say('why'),
        make('span', { className: 'unseen' }, ` ${say('new_tab')}`))
      : null;
    const basis = [say(`authority_${authority}`), source].filter(Boolean).join(': ');
    item.node = make('li', { className: `finding ${severity}` }, go,
      help ? make('p', { className: 'finding-help' }, sentence(help)) : null,
      make('p', { className: 'finding-basis' }, basis, link && ' · ', link));
    return item;
  }
}

/** Tells changes to those who can't see them, once the typing pauses. */
export class Announcer {
  #timer = 0;
  #said = '';

  constructor() {
    this.node = make('p', { className: 'unseen', role: 'status' });
  }

  /** @param {string} text */
  tell(text) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (text !== this.#said) setText(this.node, this.#said = text);
    }, 1200);
  }

  /** Tells it at once. */
  say(text) {
    clearTimeout(this.#timer);
    setText(this.node, this.#said = text);
  }
}
