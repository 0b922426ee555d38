/** What was sent, as the reader wrote it down. */

import { button, make } from 'kbgen/elements/dom.js';
import { count, say } from 'kbgen/elements/words.js';
import { head, place } from 'kbgen/workspace/parts.js';

/** So many are in sight; more are shown when they are asked for. */
const PAGE = 50;

/** @param {import('kbgen/workspace/desk.js').Desk} desk @param {object} where @param {{ told: Function }} ways */
export function sent(desk, where, { told }) {
  const body = make('tbody');
  const more = button('', 'button button-quiet', () => {
    shown += PAGE;
    update();
  });
  let shown = PAGE;
  const date = make('input', { type: 'date', id: 'ws-sent-date', max: desk.today, value: desk.today, required: true });
  const whom = make('select', { id: 'ws-sent-target', required: true });
  const what = make('select', { id: 'ws-sent-template', required: true }, make('option', { value: '' }, say('choose')),
    ...desk.data.templates.map(({ id, title }) => make('option', { value: id }, title)));
  const note = make('input', { type: 'text', id: 'ws-sent-note', autocomplete: 'off' });
  const fault = make('p', { className: 'fault', role: 'alert', hidden: true });
  const field = (key, input) => make('div', { className: 'ws-field' },
    make('label', { htmlFor: input.id }, say(key, desk.names)), input);
  const form = make('form', { className: 'ws-log-add', noValidate: true },
    field('ws_sent_date', date), field('ws_sent_target', whom), field('ws_sent_template', what),
    field('ws_sent_note', note),
    make('button', { type: 'submit', className: 'button' }, say('ws_sent_add')), fault);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const gap = [date, whom, what].find((input) => !input.value);
    fault.hidden = !gap;
    if (gap) {
      fault.textContent = say('ws_sent_gap');
      gap.focus();
      return;
    }
    const undo = desk.sent(whom.value, what.value, date.value, note.value.trim());
    told(say('ws_marked', { title: desk.templates.get(what.value).title, name: desk.nameOf(whom.value) }), undo);
    note.value = '';
  });
  const table = make('table', { className: 'ws-table' }, make('caption', { className: 'unseen' }, say('ws_sent')),
    make('thead', {}, make('tr', {}, ...['ws_sent_date', 'ws_sent_target', 'ws_sent_template', 'ws_sent_note']
      .map((key) => make('th', { scope: 'col' }, say(key, desk.names))), make('td'))), body);
  const summary = make('p', { className: 'ws-count' });
  const node = make('section', { className: 'ws-view' }, head(say('ws_sent')),
    make('p', { className: 'hint' }, say('ws_sent_lead', desk.names)), form, summary,
    make('div', { className: 'ws-scroll' }, table), more);

  const update = () => {
    const { outlook } = desk;
    const chosen = whom.value;
    whom.replaceChildren(make('option', { value: '' }, say('choose')),
      ...desk.targets().map(({ id, name }) => make('option', { value: id }, name)));
    whom.value = chosen;
    const all = [...outlook.sent].reverse();
    summary.textContent = all.length ? count('ws_n_sent', all.length) : say('ws_sent_none');
    table.hidden = all.length === 0;
    more.hidden = all.length <= shown;
    more.textContent = count('ws_more', all.length - shown);
    if (body.contains(document.activeElement)) return;
    body.replaceChildren(...all.slice(0, shown).map((entry) => row(desk, entry, told)));
  };
  return { node, update };
}

function row(desk, { id, target, template, date, note }, told) {
  const name = desk.nameOf(target);
  const title = desk.templates.get(template)?.title ?? template;
  const ariaLabel = (key) => `${say(key)}: ${title}, ${name}`;
  const day = make('input', { type: 'date', value: date, max: desk.today, ariaLabel: ariaLabel('ws_sent_date') });
  day.addEventListener('change', () => {
    if (day.value) desk.set(['log', id, 'date'], day.value);
    else day.value = date;
  });
  const words = make('input',
    { type: 'text', value: note ?? '', autocomplete: 'off', ariaLabel: ariaLabel('ws_sent_note') });
  words.addEventListener('change', () => desk.set(['log', id, 'note'], words.value.trim() || undefined));
  const remove = button('×', 'remove', () => {
    remove.blur();
    told(say('ws_unmarked', { title, name }), desk.swap([[['log', id], undefined]]));
  });
  remove.ariaLabel = say('ws_sent_remove', { title, name });
  const cells = [['ws_sent_date', day], ['ws_sent_target', make('a', { href: place('target', target) }, name)],
    ['ws_sent_template', title], ['ws_sent_note', words]];
  return make('tr', {}, ...cells.map(([key, content]) => {
    const cell = make('td', {}, content);
    cell.dataset.label = say(key, desk.names);
    return cell;
  }), make('td', {}, remove));
}
