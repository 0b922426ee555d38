/** Where a message to one target is written: the template's form, with everything that is known filled in. */

import 'kbgen/elements/form.js';
import { order } from 'kbgen/core/checker.js';
import { button, make } from 'kbgen/elements/dom.js';
import { say } from 'kbgen/elements/words.js';
import { badge, place, reasons, when } from 'kbgen/workspace/parts.js';

/**
 * @param {import('kbgen/workspace/desk.js').Desk} desk
 * @param {{ id: string, template: string }} where
 * @param {{ told: Function }} ways
 */
export function write(desk, { id, template: name }, { told }) {
  const template = desk.templates.get(name);
  const across = desk.outlook.beside(id, name);
  const target = desk.outlook.names.get(id);
  const form = make('kbgen-form', { template: name, root: desk.root });
  const beside = (draft, found) => found.concat(across.look({ draft, target, template: name })).sort(order);
  Object.assign(form, { store: desk.store, target: id, address: desk.outlook.addressOf(id), beside });
  const state = make('div', { className: 'ws-standing' });
  const mark = button(say('ws_mark'), 'button', () => {
    told(say('ws_marked', { title: template.title, name: desk.nameOf(id) }), desk.sent(id, name));
    location.hash = place('target', id);
  });
  const node = make('section', { className: 'ws-view ws-write' },
    make('p', {}, make('a', { href: place('target', id) }, desk.nameOf(id))),
    make('div', { className: 'ws-head' }, make('h2', { tabIndex: -1 }, template.title)), state, form,
    make('div', { className: 'ws-after' }, make('p', {}, say('ws_mark_note')), mark));
  const update = () => {
    const standing = desk.outlook.of(id).find((standing) => standing.template.id === name);
    state.replaceChildren(...[make('p', {}, badge(standing), ' ', when(desk, standing), ' · ',
      make('a', { href: desk.href(template.path) }, say('ws_about'))),
    reasons(desk, standing.why), heard(desk, id, name)].filter(Boolean));
  };
  return { node, update };
}

/** What this target was told about the reader before, and is told otherwise now. */
function heard(desk, id, template) {
  const drifted = desk.outlook.drifted(id, template);
  if (drifted.length === 0) return null;
  return make('ul', { className: 'ws-why' }, ...drifted.map(({ parameter, before, now, date }) => {
    const words = (typed) => desk.words(parameter, typed);
    const told = { date: desk.long(date), label: parameter.label, before: words(before), now: words(now) };
    return make('li', { className: 'note' }, make('span', { className: 'badge badge-note' }, say('severity_note')), ' ',
      say('ws_drifted', told));
  }));
}
