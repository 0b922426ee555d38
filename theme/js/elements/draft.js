/** The check of a message that was written elsewhere. */

import { today } from 'kbgen/elements/clock.js';
import { button, make, setText } from 'kbgen/elements/dom.js';
import { Field } from 'kbgen/elements/field.js';
import { Announcer, Findings } from 'kbgen/elements/findings.js';
import { Paper } from 'kbgen/elements/paper.js';
import { count, say } from 'kbgen/elements/words.js';

const SEVERITIES = ['block', 'warn', 'note'];

/** Checks a message that was written elsewhere, as it is typed or pasted. Nothing of it is kept. */
class Draft extends HTMLElement {
  #isDue = false;
  #undo = null;

  async connectedCallback() {
    if (this.isStarted) return;
    this.isStarted = true;
    const { parameters, budgets } = JSON.parse(this.querySelector('script').textContent);
    Object.assign(this, { parameters, budgets });
    this.replaceChildren(make('p', { className: 'draft-state', role: 'status' }, say('rules_loading')));
    try {
      const [core, across, text, data] = await Promise.all([
        import('kbgen/core/checker.js'), import('kbgen/core/across.js'), import('kbgen/core/text.js'),
        import('kbgen/data/checks.js')]);
      this.core = { written: core.written, checkAll: across.checkAll, runs: text.runs };
      this.rules = data.default;
      this.checker = new core.Checker(this.rules);
    } catch {
      this.replaceChildren(make('div', { className: 'callout callout-caution', role: 'alert' },
        make('p', {}, say('rules_failed'))));
      return;
    }
    this.#build();
    this.#update();
  }

  #build() {
    const id = 'draft-kind';
    this.kind = make('select', { id, 'aria-describedby': `${id}-hint` },
      make('option', { value: '' }, say('draft_kind_any')),
      ...this.rules.scenarios.map((scenario) => make('option', { value: scenario.id }, scenario.title)));
    this.papers = { subject: new Paper('draft-subject', true), body: new Paper('draft-body', false) };
    this.words = make('p', { className: 'draft-words', id: 'draft-words' });
    this.facts = this.parameters.map((parameter) =>
      new Field({ ...parameter, required: false, example: undefined }, 'fact-'));
    this.findings = new Findings(this.rules.paths ?? {}, this.dataset.root, (finding) => this.#show(finding));
    this.state = make('p', { className: 'draft-state' });
    this.note = make('p', { className: 'hint' });
    this.results = make('section', { className: 'draft-results', 'aria-labelledby': 'draft-results' },
      make('h2', { id: 'draft-results' }, say('draft_results')), this.state, this.note, this.findings.node);
    this.announcer = new Announcer();
    this.clear = button(say('draft_clear'), 'button button-quiet', () => this.#clear());
    const { subject, body } = this.papers;
    body.area.setAttribute('aria-describedby', 'draft-body-hint draft-words');

    const write = make('div', { className: 'draft-write' },
      field('draft_kind', id, this.kind, make('p', { className: 'hint', id: `${id}-hint` }, say('draft_kind_hint'))),
      field('draft_subject', 'draft-subject', subject.node),
      field('draft_body', 'draft-body', body.node,
        make('p', { className: 'hint', id: 'draft-body-hint' }, say('draft_body_hint'))),
      make('div', { className: 'draft-below' }, this.words, this.clear));
    const facts = make('details', { className: 'draft-facts' }, make('summary', {}, say('draft_facts')),
      make('p', { className: 'hint' }, say('draft_facts_hint')), ...this.facts.map(({ node }) => node));
    const form = make('form', { className: 'draft', noValidate: true, autocomplete: 'off' }, write, this.results,
      this.facts.length ? facts : null);
    form.addEventListener('input', (event) => this.#typed(event));
    form.addEventListener('submit', (event) => event.preventDefault());
    this.replaceChildren(form, this.announcer.node);
  }

  #typed(event) {
    const { subject, body } = this.papers;
    // A message as mail programs copy it brings its subject along.
    if (event.target === body.area && event.inputType?.startsWith('insertFrom')) {
      const [first, line] = /^\uFEFF?subject:([^\n]*)(?:\n+|$)/i.exec(body.text) ?? [];
      if (first) {
        subject.text = line.trim();
        body.text = body.text.slice(first.length);
      }
    }
    this.#forgetUndo();
    this.#later();
  }

  #later() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.#update();
    });
  }

  #update() {
    const { subject, body } = this.papers;
    const scenario = this.kind.value || undefined;
    const values = {};
    for (const fact of this.facts) {
      const { value, fault } = fact.show();
      if (value !== undefined && !fault) values[fact.parameter.name] = value;
    }
    const isEmpty = !body.text.trim();
    const found = isEmpty ? [] : this.#check(scenario, values);
    const n = this.core.runs(body.text).length;
    const max = this.budgets[scenario]?.max;
    setText(this.words, max ? say('draft_words_max', { n, max }) : count('draft_words', n));
    this.words.classList.toggle('fault', n > max);
    this.findings.update(found);
    this.clear.hidden = isEmpty && !subject.text && !this.#undo;
    this.results.dataset.state = isEmpty ? 'empty' : found.length ? found[0].severity : 'clean';
    const said = isEmpty ? say('draft_empty') : found.length ? count('draft_found', found.length) : say('draft_clean');
    setText(this.state, said);
    this.note.hidden = isEmpty || found.length > 0;
    setText(this.note, say(scenario ? 'draft_clean_what' : 'draft_clean_kind'));
    if (!isEmpty) this.announcer.tell(said);
    this.#mark(found);
  }

  #check(scenario, values) {
    const { written, checkAll } = this.core;
    const { subject, body } = this.papers;
    const draft = {
      subject: written(subject.text.trimEnd()), body: written(body.text), parameters: this.parameters, values, scenario,
      budget: this.budgets[scenario], recipients: [], attachments: [],
    };
    const target = this.parameters.find(({ role }) => role === 'target-name');
    const planned = { draft, target: values[target?.name] ?? '', template: '' };
    return checkAll(this.checker, [planned], [], null, today())[0];
  }

  #mark(findings) {
    if (!CSS.highlights) return;
    CSS.highlights.delete('finding-here');
    for (const severity of SEVERITIES) {
      const ranges = findings.filter((finding) => finding.severity === severity)
        .map(({ part, range }) => this.papers[part].range(range)).filter(Boolean);
      CSS.highlights.set(`finding-${severity}`, new Highlight(...ranges));
    }
  }

  /** Selects the place of a finding; what has none is about the whole message. */
  #show({ part, range: [start, end] }) {
    const paper = start < end ? this.papers[part] : this.papers.body;
    paper.area.focus();
    if (start < end) paper.area.setSelectionRange(start, end);
    const range = paper.range([start, end]);
    const box = (range ?? paper.node).getBoundingClientRect();
    if (range && (box.top < 0 || box.bottom > innerHeight)) scrollBy({ top: box.top - innerHeight / 3 });
  }

  #clear() {
    const { subject, body } = this.papers;
    if (this.#undo) {
      [subject.text, body.text] = this.#undo;
      this.#forgetUndo();
    } else {
      this.#undo = [subject.text, body.text];
      [subject.text, body.text] = ['', ''];
      setText(this.clear, say('draft_undo'));
      this.announcer.say(say('draft_cleared'));
      body.area.focus();
    }
    this.#update();
  }

  #forgetUndo() {
    this.#undo = null;
    setText(this.clear, say('draft_clear'));
  }
}

function field(key, id, node, hint) {
  return make('div', { className: 'draft-field' }, make('label', { htmlFor: id }, say(key)), hint, node);
}

customElements.define('kbgen-draft', Draft);
