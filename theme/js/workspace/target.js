/** One target: how everything stands with it, and what is known of it. */

import { button, make, setText } from 'kbgen/elements/dom.js';
import { count, say } from 'kbgen/elements/words.js';
import { answers } from 'kbgen/workspace/answers.js';
import { badge, head, place, reasons, when, writing } from 'kbgen/workspace/parts.js';

/** Sections of the list of messages, by what can be done. */
const SECTIONS = [
  ['ws_now', ['due', 'written', 'open']], ['ws_later', ['early']], ['ws_done', ['sent']],
  ['ws_not', ['barred', 'closed']],
];

/**
 * @param {import('kbgen/workspace/desk.js').Desk} desk
 * @param {{ id: string }} where
 * @param {{ told: Function }} ways
 */
export function target(desk, { id }, { told }) {
  const path = ['targets', id];
  const title = make('h2', { tabIndex: -1 });
  const list = make('div', { className: 'ws-messages' });
  const notes = make('textarea', { id: 'ws-notes', rows: 4 });
  notes.addEventListener('input', () => desk.set([...path, 'notes'], notes.value.trim() ? notes.value : undefined));
  const people = new People(desk, id);
  const { node: form, update: updateForm } = answers(desk, 'target', [...path, 'values'],
    (group) => (people.isIn(group) ? people.node : null));
  const remove = button(say('ws_remove', desk.names), 'text-button', () => {
    const name = desk.nameOf(id);
    const undo = desk.remove(id);
    told(say('ws_removed', { name }), undo);
    location.hash = 'targets';
  });
  const node = make('section', { className: 'ws-view ws-target' },
    make('p', {}, make('a', { href: '#targets' }, say('ws_back', desk.names))),
    make('div', { className: 'ws-head' }, title),
    make('div', { className: 'ws-sides' }, list,
      make('div', { className: 'ws-known' }, make('h3', {}, say('ws_known', desk.names)), form,
        make('div', { className: 'ws-group' }, make('label', { htmlFor: 'ws-notes' }, say('ws_notes')), notes),
        remove)));
  const update = () => {
    if (!desk.store.get(...path)) {
      title.textContent = say('ws_gone', desk.names);
      node.replaceChildren(node.firstChild, title.parentElement);
      return;
    }
    setText(title, desk.nameOf(id));
    updateForm();
    people.update();
    if (document.activeElement !== notes) notes.value = desk.store.get(...path, 'notes') ?? '';
    if (!list.contains(document.activeElement)) messages(desk, id, list, told);
  };
  return { node, update };
}

function messages(desk, id, list, told) {
  const standings = desk.outlook.of(id);
  const unfolded = Array.from(list.querySelectorAll('details[open]'), ({ dataset }) => dataset.part);
  list.replaceChildren(...SECTIONS.map(([key, states]) => {
    const some = states.flatMap((state) => standings.filter((standing) => standing.state === state));
    if (some.length === 0) return null;
    const items = make('ul', { className: 'ws-list' }, ...some.map((standing) => message(desk, standing, list, told)));
    const isShut = key === 'ws_later' || key === 'ws_not';
    return isShut
      ? make('details', { className: 'ws-part', 'data-part': key, open: unfolded.includes(key) },
        make('summary', {}, say(key), ' ', make('span', { className: 'soft' }, String(some.length))), items)
      : make('section', { className: 'ws-part' }, make('h3', {}, say(key)), items);
  }).filter(Boolean));
}

function message(desk, standing, list, told) {
  const { template, target: id, why, state, sent } = standing;
  const mark = button(say('ws_mark'), 'button button-quiet', () => {
    // What has the focus stays where it is, and this one has to move to what was sent.
    mark.blur();
    told(say('ws_marked', { title: template.title, name: desk.nameOf(id) }), desk.sent(id, template.id));
    requestAnimationFrame(() => {
      const links = [...list.querySelectorAll('.ws-do a')];
      links.find(({ hash }) => hash === place('write', id, template.id))?.focus({ preventScroll: true });
    });
  });
  const isPossible = state !== 'barred' && state !== 'closed';
  return make('li', { className: 'ws-item' },
    make('div', { className: 'ws-what' }, badge(standing), ' ',
      make('a', { href: desk.href(template.path) }, template.title), ' ',
      make('span', { className: 'soft' },
        [when(desk, standing), sent.length > 1 ? count('ws_times', sent.length) : ''].filter(Boolean).join(' · '))),
    make('div', { className: 'ws-do' }, isPossible ? writing(id, standing) : null, isPossible ? mark : null),
    state === 'sent' ? null : reasons(desk, why));
}

/** Others at a target, of whom one at a time is written to. */
class People {
  constructor(desk, id) {
    Object.assign(this, { desk, id });
    const isTheirs = ({ role, scope }) => scope === 'target' && (role === 'salutation' || role === 'target-address');
    const theirs = desk.data.parameters.filter(isTheirs).map(({ name }) => name);
    this.group = desk.data.groups.find(({ scope, parameters }) =>
      scope === 'target' && parameters.some((name) => theirs.includes(name)));
    this.list = make('ul', { className: 'ws-list' });
    this.add = button(say('ws_person_add'), 'button button-quiet', () => this.#change());
    this.node = make('div', { className: 'ws-people' }, this.list, this.add);
  }

  isIn(group) {
    return group === this.group;
  }

  update() {
    const people = this.desk.store.get('targets', this.id, 'people') ?? {};
    const rows = Object.entries(people).map(([key, person]) => make('li', { className: 'ws-person' },
      make('span', {}, this.#words(person)),
      button(say('ws_person_write'), 'text-button', () => this.#change(key)),
      button(say('ws_person_remove', { name: this.#words(person) }), 'text-button', () => {
        this.add.focus();
        this.desk.set(['targets', this.id, 'people', key], undefined);
      })));
    if (!this.list.contains(document.activeElement)) this.list.replaceChildren(...rows);
  }

  /** Puts another one, or nobody, in the place of whom is written to, who stays in the list. */
  #change(key) {
    const { desk, id } = this;
    this.add.focus();
    const place = ['targets', id, 'values'];
    const values = desk.store.get(...place);
    const known = this.group.parameters.filter((name) => values[name] !== undefined);
    const now = Object.fromEntries(known.map((name) => [name, values[name]]));
    const next = key ? desk.store.get('targets', id, 'people', key) : {};
    const kept = Object.keys(now).length ? [[['targets', id, 'people', desk.newId()], now]] : [];
    desk.swap([...kept, ...(key ? [[['targets', id, 'people', key], undefined]] : []),
      ...this.group.parameters.map((name) => [[...place, name], next[name]])]);
  }

  #words(person) {
    return this.group.parameters.map((name) => {
      const { choices } = this.desk.byName.get(name);
      return choices?.find(({ value }) => value === person[name])?.label ?? person[name];
    }).filter(Boolean).reverse().join(', ');
  }
}
