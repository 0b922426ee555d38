/** The table of targets. */

import { make, button, setText } from 'kbgen/elements/dom.js';
import { count, say } from 'kbgen/elements/words.js';
import { badge, head, when } from 'kbgen/workspace/parts.js';

/** From so many rows on, one wants to look for a name. */
const MANY = 8;

/** States that say what is to be done next, the most pressing first. */
const NEXT = ['due', 'written'];

/** So many rows are made before the page is shown. */
const AT_ONCE = 40;

/** So many dates of its own have a place in a row; the others are on the target's page. */
const EVENTS = 1;

/** @param {import('kbgen/workspace/desk.js').Desk} desk @param {{ takeIn: () => void }} ways */
export function targets(desk, { takeIn }) {
  const { names, name, policy, events } = desk;
  const rows = new Map();
  const body = make('tbody');
  let timer = 0;
  const summary = make('p', { className: 'ws-count', role: 'status' });
  const filter = make('input', { type: 'search', id: 'ws-filter', autocomplete: 'off' });
  const sieve = make('div', { className: 'ws-sieve' }, make('label', { htmlFor: 'ws-filter' }, say('ws_filter')), filter);
  const columns = [name.label, policy?.label, ...events.slice(0, EVENTS).map(({ label }) => label), say('ws_next'), say('ws_last')];
  const table = make('table', { className: 'ws-table' },
    make('caption', { className: 'unseen' }, say('ws_table', names)),
    make('thead', {}, make('tr', {}, ...columns.filter(Boolean).map((text) => make('th', { scope: 'col' }, text)))), body);
  const empty = make('div', { className: 'ws-empty' }, make('p', {}, say('ws_no_targets', names)));
  const add = button(say('ws_add', names), 'button', () => {
    filter.value = '';
    const row = makeRow(desk, desk.add());
    rows.set(row.id, row);
    row.update();
    body.prepend(row.node);
    row.name.focus();
  });
  const node = make('section', { className: 'ws-view' },
    head(say('ws_targets', names), make('div', { className: 'ws-tools' }, add,
      button(say('ws_take_in'), 'button button-quiet', takeIn))),
    summary, sieve, empty, make('div', { className: 'ws-scroll' }, table));
  filter.addEventListener('input', () => show());

  const show = () => {
    const sought = filter.value.trim().toLowerCase();
    let shown = 0;
    for (const [id, row] of rows) {
      row.node.hidden = sought !== '' && !desk.nameOf(id).toLowerCase().includes(sought);
      if (!row.node.hidden) shown += 1;
    }
    setText(summary, rows.size ? sought ? say('ws_shown', { n: shown, all: rows.size }) : count('ws_count', rows.size, names) : '');
  };
  /** Makes some of the rows that are not there yet, then lets the page be seen, and goes on. */
  const fill = (ids) => {
    const left = ids.filter((id) => !rows.has(id));
    for (const id of left.slice(0, AT_ONCE)) {
      rows.set(id, makeRow(desk, id));
      rows.get(id).update();
    }
    const made = ids.filter((id) => rows.has(id)).map((id) => rows.get(id).node);
    // While somebody types in the table its rows stay where they are.
    if (!body.contains(document.activeElement)) body.append(...made);
    else body.append(...made.filter((row) => !row.isConnected));
    show();
    clearTimeout(timer);
    if (left.length > AT_ONCE) timer = setTimeout(() => node.isConnected && fill(desk.targets().map(({ id }) => id)));
  };
  const update = () => {
    const all = desk.targets();
    const known = new Set(all.map(({ id }) => id));
    for (const [id, row] of rows) {
      if (known.has(id)) continue;
      row.node.remove();
      rows.delete(id);
    }
    for (const row of rows.values()) row.update();
    fill(all.map(({ id }) => id));
    table.hidden = all.length === 0;
    empty.hidden = all.length > 0;
    sieve.hidden = all.length < MANY;
  };
  return { node, update };
}

function makeRow(desk, id) {
  const fields = [desk.name, desk.policy, ...desk.events.slice(0, EVENTS)].filter(Boolean).map((parameter) => cell(desk, id, parameter));
  const next = make('td', { className: 'ws-next' });
  const last = make('td');
  const open = make('a', { className: 'ws-way', href: `#target/${id}` }, say('ws_open_one'), make('span', { className: 'unseen' }));
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
        make('a', { href: `#write/${id}/${first.template.id}` }, first.template.title), ' ',
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
