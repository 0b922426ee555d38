/** The way in, for whoever has nothing here yet. */

import { make } from 'kbgen/elements/dom.js';
import { say } from 'kbgen/elements/words.js';
import { head } from 'kbgen/workspace/parts.js';

/** @param {import('kbgen/workspace/desk.js').Desk} desk */
export function start(desk) {
  const { words } = desk;
  const step = (key, href) => make('li', {}, make('h3', {}, make('a', { href }, say(`ws_start_${key}`, words))),
    make('p', {}, say(`ws_start_${key}_note`, words)));
  const node = make('section', { className: 'ws-view ws-start' }, head(say('ws_start')),
    make('p', {}, say('ws_start_lead', words)),
    make('ol', { className: 'ws-steps' }, step('targets', '#targets'), step('you', '#you'), step('week', '#week')),
    make('p', {}, make('a', { href: '#files' }, say('ws_start_back'))));
  return { node };
}
