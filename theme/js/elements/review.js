/** The last look before a message is taken along. */

import { button, make, setText } from 'kbgen/elements/dom.js';
import { Findings } from 'kbgen/elements/findings.js';
import { TakeAway } from 'kbgen/elements/take-away.js';
import { count, say } from 'kbgen/elements/words.js';

/** The last look before a message is taken along: what is missing, what is wrong, what only its writer can check. */
export class Review {
  isOpen = false;
  /** The problems that the writer has said yes to. */
  #agreed = [];
  #problems = [];
  #message;

  /**
   * @param {string[]} checklist
   * @param {Findings} findings  for the same message, of its own nodes
   * @param {(name: string) => void} onPick  goes to a field
   * @param {() => void} onBack  goes to all of them
   */
  constructor(checklist, findings, onPick, onBack) {
    this.onPick = onPick;
    this.findings = findings;
    this.take = new TakeAway();
    this.title = make('h2', { tabIndex: -1, id: 'review' }, say('review'));
    this.verdict = make('p', { className: 'verdict' });
    this.gaps = make('ul', { className: 'open-fields' });
    this.gapsPart = part('review_gaps', this.gaps);
    this.findingsPart = part('review_findings', findings.node);
    this.listPart = checklist.length ? part('review_checklist', this.#checklist(checklist)) : null;
    this.box = make('input', { type: 'checkbox', id: 'agree' });
    this.go = button(say('agree_go'), 'button button-quiet', () => this.#agree());
    this.refusal = make('p', { className: 'fault', id: 'agree-fault', role: 'alert' });
    this.box.setAttribute('aria-describedby', 'agree-fault');
    this.question = make('label', { htmlFor: 'agree' });
    this.consent = make('div', { className: 'consent' },
      make('div', { className: 'tick' }, this.box, this.question), this.refusal, this.go);
    this.takePart = part('take', this.take.node);
    this.node = make('section', { className: 'review', hidden: true, 'aria-labelledby': 'review' },
      button(say('back'), 'text-button back', onBack), this.title, this.verdict,
      this.gapsPart, this.findingsPart, this.listPart, this.consent, this.takePart);
  }

  open() {
    this.isOpen = true;
    this.node.hidden = false;
  }

  close() {
    this.isOpen = false;
    this.node.hidden = true;
    this.#agreed = [];
  }

  /**
   * @param {object} state
   * @param {import('kbgen/elements/field.js').Field[]} state.open  fields that are needed and empty
   * @param {object[]} state.findings
   * @param {boolean} state.isExample
   * @param {import('kbgen/elements/take-away.js').Message} state.message
   */
  update({ open, findings, isExample, message }) {
    const blocks = findings.filter(({ severity }) => severity === 'block');
    const warnings = findings.filter(({ severity }) => severity === 'warn');
    const level = isExample ? 'example' : blocks.length ? 'blocked' : open.length ? 'gaps'
      : warnings.length ? 'doubts' : 'ready';
    this.verdict.className = `verdict ${level}`;
    setText(this.verdict, level === 'blocked' ? count('verdict_blocked', blocks.length)
      : level === 'gaps' ? count('verdict_gaps', open.length) : say(`verdict_${level}`));

    this.gapsPart.hidden = open.length === 0;
    const labels = open.map(({ parameter }) => parameter.name).join();
    if (labels !== this.labels) {
      this.labels = labels;
      this.gaps.replaceChildren(...open.map(({ parameter }) =>
        make('li', {}, button(parameter.label, 'button button-quiet', () => this.onPick(parameter.name)))));
    }
    this.findingsPart.hidden = findings.length === 0;
    this.findings.update(findings);

    // A yes holds for the problems that were there, and for fewer, but not for another one.
    const problems = [
      ...open.map(({ parameter }) => parameter.name),
      ...blocks.map(({ rule, text }) => `${rule} ${text}`),
      ...isExample ? ['example'] : [],
    ];
    this.#problems = problems;
    const isAgreed = problems.every((problem) => this.#agreed.includes(problem));
    this.consent.hidden = isAgreed;
    if (!isAgreed && !this.takePart.hidden) {
      this.box.checked = false;
      setText(this.refusal, '');
    }
    this.takePart.hidden = !isAgreed;
    setText(this.question, isExample ? say('agree_example') : blocks.length && open.length ? say('agree_both')
      : blocks.length ? say('agree_blocks') : say('agree_gaps'));
    this.#message = message;
    if (isAgreed) this.take.update(message);
  }

  #agree() {
    setText(this.refusal, this.box.checked ? '' : say('agree_first'));
    if (!this.box.checked) {
      this.box.focus();
      return;
    }
    this.#agreed = this.#problems;
    this.consent.hidden = true;
    this.take.update(this.#message);
    this.takePart.hidden = false;
    this.takePart.querySelector('h3').focus();
  }

  #checklist(items) {
    return make('ul', { className: 'by-hand' }, ...items.map((item, index) => make('li', { className: 'tick' },
      make('input', { type: 'checkbox', id: `hand-${index}` }), make('label', { htmlFor: `hand-${index}` }, item))));
  }
}

function part(title, ...children) {
  return make('section', {}, make('h3', { tabIndex: -1 }, say(title)), ...children);
}
