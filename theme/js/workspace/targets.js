/** The table of targets. */

import { make, button, setText } from 'kbgen/elements/dom.js';
import { count, say } from 'kbgen/elements/words.js';
import { badge, head, place, when } from 'kbgen/workspace/parts.js';

/** From so many rows on, one wants to look for a name. */
const MANY = 8;

/** States that say what is to be done next, the most pressing first. */
const NEXT = ['due', 'written'];

/** So many rows are in sight; more are shown when they are asked for. */
const PAGE = 50;

/** So many dates of its own have a place in a row; the others are on the target's page. */
const EVENTS = 1;

/** @param {import('kbgen/workspace/desk.js').Desk} desk @param {{ takeIn: () => void }} ways */
export function targets(desk, { takeIn }) {
  const { names, name, policy, events } = desk;
  const rows = new Map();
  /** Those that were added here stay on top, wherever their names belong. */
  const added = [];
  let most = PAGE;
  const body = make('tbody');
  const summary = make('p', { className: 'ws-count', role: 'status' });
  const filter = make('input', { type: 'search', id: 'ws-filter', autocomplete: 'off' });
  const sieve = make('div', { className: 'ws-sieve' },
    make('label', { htmlFor: 'ws-filter' }, say('ws_filter')), filter);
  const columns = [name, policy, ...events.slice(0, EVENTS)].filter(Boolean).map(({ label }) => label)
    .concat(say('ws_next'), say('ws_last'));
  const table = make('table', { className: 'ws-table' },
    make('caption', { className: 'unseen' }, say('ws_table', names)),
    make('thead', {}, make('tr', {}, ...columns.map((text) => make('th', { scope: 'col' }, text)))), body);
  const empty = make('div', { className: 'ws-empty' }, make('p', {}, say('ws_no_targets', names)));
  const add = button(say('ws_add', names), 'button', () => {
    filter.value = '';
    added.unshift(desk.add());
    document.activeElement.blur();
    update();
    rows.get(added[0]).name.focus();
  });
  const more = button('', 'button button-quiet', () => {
    const last = body.lastChild;
    most += PAGE;
    update();
    last?.nextSibling?.querySelector('input').focus();
  });
  const node = make('section', { className: 'ws-view' },
    head(say('ws_targets', names), make('div', { className: 'ws-tools' }, add,
      button(say('ws_take_in'), 'button button-quiet', takeIn))),
    summary, sieve, empty, make('div', { className: 'ws-scroll' }, table), more);
  filter.addEventListener('input', () => {
    most = PAGE;
    update();
  });

  const rowOf = (id) => {
    if (!rows.has(id)) rows.set(id, makeRow(desk, id));
    return rows.get(id);
  };
  const update = () => {
    const all = desk.targets();
    const sought = filter.value.trim().toLowerCase();
    const isNew = ({ id }) => added.includes(id);
    const found = [...all.filter(isNew), ...all.filter((target) => !isNew(target))]
      .filter((target) => target.name.toLowerCase().includes(sought));
    for (const [id, row] of rows) {
      if (desk.outlook.names.has(id)) continue;
      row.node.remove();
      rows.delete(id);
    }
    // While somebody types in the table its rows stay where they are.
    if (!body.contains(document.activeElement)) arrange(body, found.slice(0, most).map(({ id }) => rowOf(id).node));
    for (const row of rows.values()) if (row.node.isConnected) row.update();
    setText(more, found.length > most ? count('ws_more', found.length - most) : '');
    more.hidden = found.length <= most;
    setText(summary, sought ? say('ws_shown', { n: found.length, all: all.length })
      : all.length ? count('ws_count', all.length, names) : '');
    table.hidden = all.length === 0;
    empty.hidden = all.length > 0;
    sieve.hidden = all.length < MANY;
  };
  return { node, update };
}

/** Puts nodes in order, and takes all others out; those in their places stay, since to lay out all again takes long. */
function arrange(around, nodes) {
  let next = around.firstChild;
  for (const node of nodes) {
    if (node === next) next = next.nextSibling;
    else around.insertBefore(node, next);
  }
  while (next) {
    const after = next.nextSibling;
    next.remove();
    next = after;
  }
}

function makeRow(desk, id) {
  const fields = [desk.name, desk.policy, ...desk.events.slice(0, EVENTS)].filter(Boolean)
    .map((parameter) => cell(desk, id, parameter));
  const next = make('td', { className: 'ws-next' });
  const last = make('td');
  const open = make('a', { className: 'ws-way', href: place('target', id) },
    say('ws_open_one'), make('span', { className: 'unseen' }));
  fields[0].node.append(make('div', { className: 'ws-name' }, fields[0].input, open));
  const node = make('tr', {}, ...fields.map((field) => field.node), next, last);
  const update = () => {
    for (const field of fields) field.update();
    setText(open.lastChild, ` ${desk.nameOf(id)}`);
    const standings = desk.outlook.of(id);
    const day = ({ until }) => until ?? '~';
    const first = NEXT.map((state) => standings.filter((standing) => standing.state === state)
      .sort((a, b) => (day(a) < day(b) ? -1 : 1))[0]).find(Boolean);
    const free = standings.filter(({ state }) => state === 'open').length;
    const key = JSON.stringify([first?.state, first?.template.id, first?.until, free]);
    if (next.dataset.key !== key) {
      next.dataset.key = key;
      next.replaceChildren(...(first ? [badge(first), ' ',
        make('a', { href: place('write', id, first.template.id) }, first.template.title), ' ',
        make('span', { className: 'soft' }, when(desk, first))]
        : [make('span', { className: 'soft' }, free ? count('ws_can', free) : say('ws_none'))]));
      next.dataset.label = say('ws_next');
    }
    const sent = desk.outlook.sentOf.get(id);
    last.dataset.label = say('ws_last');
    setText(last, sent.length ? say('ws_last_sent', { date: desk.long(sent.at(-1).date), n: sent.length }) : '–');
  };
  return { id, node, name: fields[0].input, update };
}

/** A cell with an answer about a target. */
function cell(desk, id, parameter) {
  const path = ['targets', id, 'values', parameter.name];
  const typed = () => desk.store.get(...path) ?? '';
  const label = () => `${parameter.label}: ${desk.nameOf(id)}`;
  const input = parameter.type === 'choice'
    ? make('select', {}, make('option', { value: '' }, '–'),
      ...parameter.choices.map(({ value, label: text }) => make('option', { value }, text)))
    : make('input', { type: parameter.type === 'date' ? 'date' : 'text', autocomplete: 'off', spellcheck: false });
  input.addEventListener('input', () => desk.set(path, input.value.trim() === '' ? undefined : input.value));
  const node = make(parameter.role === 'target-name' ? 'th' : 'td', { scope: 'row' }, input);
  if (node.localName === 'td') node.removeAttribute('scope');
  node.dataset.label = parameter.label;
  const update = () => {
    input.ariaLabel = label();
    if (document.activeElement !== input && input.value !== typed()) input.value = typed();
  };
  return { node, input, update };
}
