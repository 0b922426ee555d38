/** The reader's workspace: answers, targets, what is due, what was sent. */

import data from 'kbgen/data/workspace.js';
import season from 'kbgen/data/season.js';
import strings from 'kbgen/data/workspace-strings.js';
import { damage, isEmpty } from 'kbgen/core/notebook-file.js';
import { today as now } from 'kbgen/elements/clock.js';
import { button, make } from 'kbgen/elements/dom.js';
import { Keep } from 'kbgen/elements/keep.js';
import { Store } from 'kbgen/elements/store.js';
import { count, learn, say } from 'kbgen/elements/words.js';
import { Desk } from 'kbgen/workspace/desk.js';

learn(strings);

/** Views by name, each loaded when it is first asked for, with those that the reader can choose. */
const VIEWS = {
  start: async () => (await import('kbgen/workspace/start.js')).start,
  week: async () => (await import('kbgen/workspace/week.js')).week,
  targets: async () => (await import('kbgen/workspace/targets.js')).targets,
  target: async () => (await import('kbgen/workspace/target.js')).target,
  write: async () => (await import('kbgen/workspace/write.js')).write,
  you: async () => (await import('kbgen/workspace/answers.js')).facts,
  sent: async () => (await import('kbgen/workspace/sent.js')).sent,
  files: async () => (await import('kbgen/workspace/files.js')).files,
  overview: async () => (await import('kbgen/workspace/overview.js')).overview,
};
const TABS = ['week', 'targets', 'you', 'sent', 'files'];
/** Which tab a view belongs to, where it has none. */
const TAB_OF = { target: 'targets', write: 'targets', overview: 'files', start: 'week' };

/**
 * The workspace; `data-root` leads to the site's root, and `date` stands for the day of the reader's clock. Its views
 * have names in the address, after `#`, which is never sent to anybody.
 */
class Workspace extends HTMLElement {
  static observedAttributes = ['date'];
  #isDue = false;

  connectedCallback() {
    if (this.desk) return;
    const store = this.store = new Store((notebook) => !damage(notebook));
    this.desk = new Desk(data, season, store, this.dataset.root);
    this.#turn();
    this.#build();
    this.desk.addEventListener('change', () => this.#later());
    addEventListener('hashchange', () => this.#go(true));
    // A page may stay open over midnight.
    document.addEventListener('visibilitychange', () => document.hidden || this.#turn());
    addEventListener('beforeunload', (event) => {
      if (store.state !== 'on' && !isEmpty(store.notebook)) event.preventDefault();
    });
    this.#go(false);
  }

  attributeChangedCallback() {
    if (this.desk) this.#turn();
  }

  #turn() {
    this.desk.turn(this.getAttribute('date') ?? now());
  }

  #build() {
    const { names } = this.desk;
    this.tabs = new Map(TABS.map((name) => [name, make('a', { href: `#${name}` }, say(`ws_tab_${name}`, names))]));
    this.keep = new Keep(this.store, () => { location.hash = 'files'; });
    this.view = make('div', { className: 'ws-body' });
    this.news = make('p', { className: 'ws-news', role: 'status' });
    this.undo = button(say('ws_undo'), 'button button-quiet', () => {
      this.#undo?.();
      this.#tell(say('ws_undone'));
    });
    this.told = make('div', { className: 'ws-told', hidden: true }, this.undo);
    this.told.prepend(make('p', {}));
    this.taking = make('div', { className: 'ws-taking' });
    this.replaceChildren(
      make('nav', { className: 'ws-tabs', ariaLabel: say('ws_views') }, make('ul', {},
        ...Array.from(this.tabs.values(), (tab) => make('li', {}, tab)))),
      this.keep.node, this.taking, this.view, this.told, make('div', { className: 'unseen' }, this.news));
  }

  #undo = null;

  /** Says what was done, and offers to take it back. */
  #tell(text, undo = null) {
    this.#undo = undo;
    this.told.hidden = false;
    this.told.firstChild.textContent = text;
    this.undo.hidden = !undo;
    this.news.textContent = '';
    requestAnimationFrame(() => { this.news.textContent = text; });
    clearTimeout(this.timer);
    if (!undo) this.timer = setTimeout(() => { this.told.hidden = true; }, 8000);
  }

  #where() {
    const [name, id, template] = location.hash.slice(1).split('/').map(decoded);
    const { store, desk } = this;
    const isThere = (name !== 'write' && name !== 'target') || store.get('targets', id);
    const isKnown = name !== 'write' || desk.templates.has(template);
    if (Object.hasOwn(VIEWS, name)) return isThere && isKnown ? { name, id, template } : { name: 'targets' };
    // Any other place on the page is none of ours.
    if (name && this.shown) return null;
    return { name: Object.keys(store.notebook.targets).length ? 'week' : 'start' };
  }

  async #go(isAsked) {
    const where = this.#where();
    if (!where) return;
    const key = this.going = JSON.stringify(where);
    const view = await VIEWS[where.name]().catch(() => null);
    if (this.going !== key) return;
    if (!view) {
      this.#tell(say('load_failed'));
      return;
    }
    const ways = { told: (text, undo) => this.#tell(text, undo), takeIn: () => this.#takeIn() };
    const { desk } = this;
    this.taking.replaceChildren();
    this.shown = where.name === 'targets' ? view(desk, ways) : view(desk, where, ways);
    const current = TAB_OF[where.name] ?? where.name;
    for (const [name, tab] of this.tabs) {
      if (name === current) tab.setAttribute('aria-current', name === where.name ? 'page' : 'true');
      else tab.removeAttribute('aria-current');
    }
    this.dataset.view = where.name;
    this.view.replaceChildren(this.shown.node);
    this.shown.update?.();
    this.toggleAttribute('ready', true);
    if (!isAsked) return;
    this.view.querySelector('h2')?.focus({ preventScroll: true });
    this.scrollIntoView({ block: 'start', behavior: 'instant' });
  }

  #later() {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      this.shown?.update?.();
    });
  }

  async #takeIn() {
    const { TakeIn } = await import('kbgen/elements/take-in.js');
    const { desk } = this;
    this.take ??= new TakeIn({
      parameters: data.parameters.filter(({ scope }) => scope === 'target'),
      target: data.target,
      dates: data.dates,
      season: season.cycle,
      known: () => desk.targets().map(({ name }) => name),
      onTake: (rows) => this.#tell(count('ws_took', rows.length, desk.names), desk.take(rows)),
    });
    this.taking.replaceChildren(this.take.node);
    this.take.open();
  }
}

/** Anything can stand in an address. */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

customElements.define('kbgen-workspace', Workspace);
