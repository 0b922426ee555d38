/** The form on a template's page. */

import { Renderer, joined } from 'kbgen/core/eval.js';
import { runs } from 'kbgen/core/text.js';
import { written } from 'kbgen/core/view.js';
import { afterPress, button, make, setText } from 'kbgen/elements/dom.js';
import { Fields } from 'kbgen/elements/fields.js';
import { Announcer, Findings } from 'kbgen/elements/findings.js';
import { Keep } from 'kbgen/elements/keep.js';
import { Meter } from 'kbgen/elements/meter.js';
import { Preview } from 'kbgen/elements/preview.js';
import { Answers, Store } from 'kbgen/elements/store.js';
import { count, say } from 'kbgen/elements/words.js';

const VIEWS = ['fields', 'letter', 'review'];
/** The rule that has to wait until nothing is missing; the meter tells the same. */
const LENGTH = 'off-target-length';

/**
 * The form of a template: `template` is its id or path, `root` leads to the site's root, `offline` says that there is
 * none. What stands in it is for readers without scripts. Whoever makes one can give it a `store`, the id of a `target`
 * in that, its `address`, and `beside`, which adds to what is wrong with a draft by itself what is wrong against
 * everything else.
 */
class Form extends HTMLElement {
  #isDue = false;
  /** Paths of the pitfalls' pages, once the rules are there. */
  paths = {};
  isWide = matchMedia('(min-width: 60rem)');
  /** Whether the example stands in place of what was typed, which the store still has. */
  #isExample = false;

  async connectedCallback() {
    if (this.template !== undefined) return;
    this.template = null;
    const id = this.getAttribute('template').split('/').findLast(Boolean);
    const { default: template } = await import(`kbgen/data/templates/${id}.js`);
    this.template = template;
    this.renderer = new Renderer(template.parameters, template.dates);
    this.store ??= new Store();
    this.answers = new Answers(this.store, template.id, this.target);
    this.#build();
    this.#fill();
    this.#update();
    this.fields.closeDone();
    // Whatever was refused in the fields from last time is to be seen at once.
    this.toggleAttribute('ready', true);
  }

  #build() {
    const { template } = this;
    const root = this.hasAttribute('offline') ? null : this.getAttribute('root') ?? '';
    this.fields = new Fields(template.parameters, template.target.one);
    this.preview = new Preview(template, this.fields.byName, (name) => this.#goTo(name));
    this.listed = () => new Findings(this.paths, root, (finding) => this.#show(finding));
    this.findings = this.listed();
    this.meter = new Meter(template.words);
    this.announcer = new Announcer();
    this.keep = new Keep(this.store);
    this.notice = make('div', { className: 'notice', hidden: true });
    this.next = button('', 'next', () => {
      const [first] = this.fields.open();
      if (first) this.#goTo(first.parameter.name);
      else this.#view('review', true);
    });
    this.calm = make('p', { className: 'calm' });
    this.state = make('span', { className: 'state' });
    this.tabs = VIEWS.map((view) => button(say(`view_${view}`), 'tab', () => this.#view(view, true)));
    const example = template.parameters.some((parameter) => parameter.example !== undefined);

    const form = make('form', { className: 'fields', noValidate: true, ariaLabel: say('fields') },
      make('div', { className: 'tools' }, this.keep.node,
        this.show = example && button(say('fill_example'), 'button button-quiet', () => this.#example()),
        this.clear = button(say('clear'), 'button button-quiet', () => this.#clear())),
      this.notice, this.fields.node,
      make('div', { className: 'end' }, button(say('check'), 'button', () => this.#view('review', true))));
    form.addEventListener('input', (event) => this.#typed(event));
    form.addEventListener('submit', (event) => event.preventDefault());
    form.addEventListener('focusin', (event) => {
      const field = this.#fieldOf(event.target);
      if (field) this.preview.point(field.parameter.name);
    });
    form.addEventListener('focusout', () => afterPress(() => this.#later()));

    const letter = make('section', { className: 'letter-side', ariaLabel: say('letter') },
      make('div', { className: 'letter-head' }, make('h2', {}, say('letter')), this.next),
      this.preview.letter, this.meter.node,
      make('div', { className: 'found' }, make('h3', {}, say('findings')), this.calm, this.findings.node));
    const bar = make('nav', { className: 'bar', ariaLabel: say('views') }, this.state,
      make('div', { className: 'tabs' }, ...this.tabs));
    this.replaceChildren(make('div', { className: 'sides' }, form, letter), bar, this.announcer.node);
    this.#view('fields', false);

    this.store.addEventListener('change', () => {
      if (this.#isExample) return;
      this.#fill(document.activeElement);
      this.#later();
    });
  }

  /** Takes over what is known already, but for the field that is being typed into. */
  #fill(active) {
    for (const field of this.fields.list) {
      const { scope, name } = field.parameter;
      if (!active || !field.node.contains(active)) field.typed = this.answers.get(scope, name);
    }
  }

  #typed(event) {
    const field = this.#fieldOf(event.target);
    if (!field) return;
    if (!this.#isExample) this.#keep(field);
    if (this.undo) this.#notify();
    this.review?.take.quiet();
    this.#loaded();
    this.#later();
  }

  #fieldOf(node) {
    const around = node.closest('.field');
    return around && this.fields.list.find((field) => field.node === around);
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
    const { template, renderer, fields } = this;
    const bindings = fields.bindings();
    // What writing the message looks at is what it depends on.
    const used = new Set();
    const watched = new Proxy(bindings, {
      getOwnPropertyDescriptor: (target, name) => {
        used.add(name);
        return Reflect.getOwnPropertyDescriptor(target, name);
      },
    });
    const segments = {
      subject: renderer.partial(template.subject, watched, true),
      body: renderer.partial(template.body, watched),
    };
    fields.fold(used);
    if (this.show) this.show.hidden = this.#isExample;
    this.clear.hidden = fields.list.every((field) => field.typed === undefined);
    const { byRole } = this;
    const [subject, body] = [written(segments.subject), written(segments.body)];
    const address = byRole(bindings, 'target-address') || (this.address ?? '');
    this.preview.update(segments, address);
    this.meter.update(runs(body.text).length);

    const values = { ...bindings };
    for (const field of fields.list) if (field.node.hidden && field.found.fault) delete values[field.parameter.name];
    const { scenario, words: budget, parameters } = template;
    const recipients = address ? [address] : [];
    const draft = { subject, body, parameters, values, scenario, budget, recipients, attachments: [] };
    // There is nothing to look at until something is filled in.
    if (!this.checker && !this.hasFailed && Object.keys(bindings).length) this.#loaded();
    const single = this.checker?.check(draft) ?? [];
    // What is found against the rest leads to the same pages, which come with the rules.
    const all = (this.checker && this.beside?.(draft, single)) ?? single;
    const open = fields.open();
    const isGap = ({ part, range: [start, end] }) => (part === 'subject' ? subject : body).pieces
      .some(({ missing, range }) => missing && start < range[1] && end > range[0]);
    const found = all.filter((finding) => finding.rule === LENGTH ? open.length === 0 : !isGap(finding));
    const isBeingTyped = ({ rule, text }) => rule === 'bad-value'
      && fields.wrong().some((field) => !field.isLeft && text.startsWith(`\`${field.parameter.label}\``));
    const shown = found.filter((finding) => !isBeingTyped(finding));
    this.findings.update(shown);
    this.preview.mark(shown);
    this.#tell(open, shown);
    if (this.review?.isOpen) {
      this.review.update({
        open,
        findings: found,
        isExample: this.#isExample,
        message: {
          segments,
          title: template.title,
          target: byRole(bindings, 'target-name'),
          from: { name: byRole(bindings, 'sender-name'), address: byRole(bindings, 'sender-address') },
          to: { name: byRole(bindings, 'salutation'), address },
        },
      });
    }
  }

  byRole = (bindings, role) => {
    const parameter = this.template.parameters.find((parameter) => parameter.role === role && bindings[parameter.name]);
    return parameter ? bindings[parameter.name] : '';
  };

  /** Says how things stand, in sight and to those who listen. */
  #tell(open, found) {
    const next = open[0]?.parameter.label;
    this.next.classList.toggle('done', open.length === 0);
    setText(this.next, open.length ? count('next', open.length, { next }) : say('check'));
    const fill = open.length ? count('state_open', open.length) : say('state_full');
    const mend = found.length ? count('state_found', found.length) : say('state_clean');
    setText(this.state, `${fill} · ${mend}`);
    this.calm.hidden = found.length > 0;
    const loading = this.hasFailed ? 'rules_failed' : this.loading && 'rules_loading';
    setText(this.calm, say((!this.checker && loading) || (open.length ? 'calm_open' : 'calm_full')));
    if (this.hasAttribute('ready')) this.announcer.tell(`${fill}. ${mend}.`);
  }

  /** Shows one of the views; on a wide page, the letter is beside the other two. */
  async #view(view, isAsked) {
    if (view === 'review' && !await this.#loaded()) {
      this.#notify(say('load_failed'), say('check'), () => this.#view(view, true));
      return;
    }
    this.dataset.view = view;
    this.tabs.forEach((tab, index) => {
      if (VIEWS[index] === view) tab.setAttribute('aria-current', 'step');
      else tab.removeAttribute('aria-current');
    });
    if (!isAsked) return;
    if (view !== 'review') {
      this.scrollIntoView({ block: 'start', behavior: 'instant' });
      return;
    }
    this.review.open();
    for (const field of this.fields.list) if (!field.node.hidden) field.ask();
    this.#update();
    this.review.title.focus({ preventScroll: true });
    this.review.node.scrollIntoView({ block: 'start', behavior: 'instant' });
  }

  /** Loads what is needed once something is typed. @returns {Promise<boolean>} whether it is there */
  #loaded() {
    this.loading ??= Promise.all([
      import('kbgen/elements/review.js'), import('kbgen/core/checker.js'), import('kbgen/data/checks.js'),
    ]).then(([{ Review }, { Checker }, { default: checks }]) => {
      this.hasFailed = false;
      this.checker = new Checker(checks);
      Object.assign(this.paths, checks.paths);
      this.review = new Review(this.template.checklist ?? [], this.listed(), (name) => this.#goTo(name),
        () => this.#view('fields', true));
      this.querySelector('.fields').after(this.review.node);
      this.#later();
      return true;
    }, () => {
      this.loading = null;
      this.hasFailed = true;
      this.#later();
    });
    return this.loading;
  }

  #goTo(name) {
    if (!name) return;
    this.#view('fields', false);
    this.fields.go(name);
  }

  #show(finding) {
    const name = this.preview.parameterAt(finding);
    if (name) this.#goTo(name);
    else if (!this.isWide.matches) this.#view('letter', false);
    this.preview.show(finding, !name);
  }

  #keep(field) {
    this.answers.set(field.parameter.scope, field.parameter.name, field.typed);
  }

  #example() {
    this.#isExample = true;
    const { fields, renderer, template } = this;
    const text = () => joined(renderer.partial(template.body, fields.bindings()));
    const isTooLong = () => runs(text()).length > template.words?.most;
    for (const field of fields.list) field.typed = field.parameter.required ? sample(field.parameter) : undefined;
    // All that could be said at once would be too much.
    for (const field of fields.list.filter(({ parameter }) => !parameter.required)) {
      field.typed = sample(field.parameter);
      if (isTooLong()) field.typed = undefined;
    }
    this.fields.scopes.forEach(({ node }) => { node.open = true; });
    this.#notify(say('example_on'), say('example_off'), () => this.#leaveExample());
    this.#later();
  }

  #leaveExample() {
    this.#isExample = false;
    this.#fill();
    this.#notify();
    this.#later();
  }

  #clear() {
    if (this.#isExample) this.#leaveExample();
    const typed = this.fields.list.map((field) => [field, field.typed]);
    const put = (values) => {
      for (const [field, value] of values) {
        field.typed = value;
        this.#keep(field);
      }
      this.#later();
    };
    put(typed.map(([field]) => [field, undefined]));
    this.review?.close();
    if (typed.every(([, value]) => value === undefined)) return;
    this.#notify(say('cleared'), say('undo'), () => {
      put(typed);
      this.#notify();
    });
    this.undo = true;
  }

  /** Shows a line above the fields with a way back, or none. */
  #notify(text, action, onAction) {
    this.undo = false;
    this.notice.hidden = !text;
    this.notice.replaceChildren();
    if (!text) return;
    const back = button(action, 'button button-quiet', onAction);
    this.notice.append(make('p', {}, text), back);
    this.announcer.say(text);
  }
}

/** Returns an example as somebody would type it. */
function sample({ example, type }) {
  if (example === undefined || Array.isArray(example)) return example;
  if (type === 'bool') return example ? 'yes' : 'no';
  return String(example);
}

customElements.define('kbgen-form', Form);
