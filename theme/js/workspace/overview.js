/** Everything on paper. */

import { button, make } from 'kbgen/elements/dom.js';
import { say } from 'kbgen/elements/words.js';
import { head, when } from 'kbgen/workspace/parts.js';

/** States of messages that are worth paper. */
const SHOWN = ['due', 'written', 'open'];

/** @param {import('kbgen/workspace/desk.js').Desk} desk */
export function overview(desk) {
  const body = make('div', { className: 'ws-paper' });
  const node = make('section', { className: 'ws-view' },
    head(say('ws_overview', desk.names),
      make('div', { className: 'ws-tools' }, button(say('ws_print_now'), 'button', () => print()))),
    make('p', { className: 'soft' }, say('ws_overview_date', { date: desk.long(desk.today) })), body);
  const update = () => {
    const all = desk.targets();
    body.replaceChildren(...all.map(({ id, name }) => page(desk, id, name)));
    if (all.length === 0) body.append(make('p', {}, say('ws_no_targets', desk.names)));
  };
  return { node, update };
}

function page(desk, id, name) {
  const { values, notes } = desk.store.get('targets', id);
  const facts = desk.data.parameters.filter((parameter) =>
    parameter.scope === 'target' && parameter !== desk.name && values[parameter.name] !== undefined);
  const sent = desk.outlook.sentOf.get(id).map(({ template, date }) =>
    make('li', {}, `${desk.long(date)}: ${desk.templates.get(template)?.title ?? template}`));
  const next = desk.outlook.of(id).filter(({ state }) => SHOWN.includes(state)).map((standing) =>
    make('li', {}, [standing.template.title, when(desk, standing)].filter(Boolean).join(': ')));
  const list = (key, items) => (items.length ? [make('h4', {}, say(key)), make('ul', {}, ...items)] : []);
  return make('section', {}, make('h3', {}, name),
    facts.length ? make('dl', {}, ...facts.map((parameter) => make('div', {}, make('dt', {}, parameter.label),
      make('dd', {}, desk.words(parameter, values[parameter.name]))))) : null,
    notes ? make('p', { className: 'ws-notes' }, notes) : null,
    ...list('ws_overview_sent', sent), ...list('ws_overview_next', next));
}
