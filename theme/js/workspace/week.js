/** What is to be done now. */

import { agenda } from 'kbgen/core/agenda.js';
import { make } from 'kbgen/elements/dom.js';
import { count, say } from 'kbgen/elements/words.js';
import { badge, head, place, reasons, when, writing } from 'kbgen/workspace/parts.js';

/** So many are in sight at once. */
const MOST = 12;

/** @param {import('kbgen/workspace/desk.js').Desk} desk */
export function week(desk) {
  const node = make('section', { className: 'ws-view ws-week' });
  const update = () => {
    const { own, closing, written, opening, open } = agenda(desk.outlook);
    const due = own.filter(({ state }) => state === 'due');
    const later = own.filter(({ state }) => state !== 'due');
    const quiet = desk.season.windows.filter((window) => window.quiet && !window.personal
      && window.opens.date <= desk.today && desk.today <= window.closes.date);
    const nothing = !due.length && !closing.length && !written.length;
    node.replaceChildren(...[
      head(say('today_is', { date: desk.long(desk.today) })),
      ...quiet.map((window) => make('div', { className: 'callout callout-warning' },
        make('p', { className: 'callout-title' }, say('today_quiet')),
        make('p', {}, make('a', { href: desk.href(window.path) }, window.title), ' ',
          say('ws_quiet_until', { date: desk.long(window.closes.date) })))),
      nothing && make('p', { className: 'ws-calm' }, say('ws_nothing_due')),
      part('ws_due', items(desk, due)),
      part('ws_written', items(desk, written)),
      part('ws_closing', closing.map((group) => shared(desk, group))),
      part('ws_own_open', items(desk, later)),
      part('ws_opening', opening.map((group) => shared(desk, group))),
      part('ws_open', open.map((group) => shared(desk, group)), 'ws_open_note'),
    ].filter(Boolean));
  };
  return { node, update };
}

function part(key, items, note) {
  if (items.length === 0) return null;
  const rest = items.slice(MOST);
  const list = (some) => make('ul', { className: 'ws-list' }, ...some);
  return make('section', { className: 'ws-part' }, make('h3', {}, say(key)),
    note ? make('p', { className: 'hint' }, say(note)) : null, list(items.slice(0, MOST)),
    rest.length ? make('details', {}, make('summary', {}, count('ws_more', rest.length)), list(rest)) : null);
}

/** One entry for each scenario of each target, whose templates are ways to do the same. */
function items(desk, standings) {
  const groups = new Map();
  for (const standing of standings) {
    const key = `${standing.target} ${standing.template.scenario}`;
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(standing);
  }
  return [...groups.values()].map((group) => item(desk, group));
}

function item(desk, [first, ...others]) {
  const { template, target, why } = first;
  const { title } = others.length ? desk.data.scenarios.find(({ id }) => id === template.scenario) : template;
  const ways = others.length
    ? [first, ...others].map(({ template: { id, title: name } }) =>
      make('a', { className: 'button button-quiet', href: place('write', target, id) }, name))
    : [writing(target, first)];
  return make('li', { className: 'ws-item' },
    make('div', { className: 'ws-what' }, badge(first), ' ',
      make('a', { href: place('target', target) }, desk.nameOf(target)),
      make('p', {}, title, ' ', make('span', { className: 'soft' }, when(desk, first)))),
    make('div', { className: 'ws-do' }, ...ways), reasons(desk, why));
}

/** A template whose window is the same for all, with those that it can go to. */
function shared(desk, { template, from, until, standings }) {
  const free = standings.filter(({ state }) => state === 'due' || state === 'open');
  const states = ['written', 'sent', 'barred'].map((state) =>
    [state, standings.filter((standing) => standing.state === state).length]).filter(([, n]) => n > 0);
  const counts = [...(free.length ? [count('ws_n_free', free.length)] : []),
    ...states.map(([state, n]) => count(`ws_n_${state}`, n))].join(' · ');
  const time = when(desk, { state: from > desk.today ? 'early' : 'open', from, until });
  const links = free.map((standing) => make('li', {},
    make('a', { href: place('write', standing.target, template.id) }, desk.nameOf(standing.target))));
  return make('li', { className: 'ws-item' },
    make('div', { className: 'ws-what' }, make('a', { href: desk.href(template.path) }, template.title), ' ',
      make('span', { className: 'soft' }, [time, counts].filter(Boolean).join(' · '))),
    links.length ? make('details', { className: 'ws-whom' }, make('summary', {}, say('ws_choose', desk.names)),
      make('ul', {}, ...links)) : null);
}
