/** The way in, for whoever has nothing here yet. */

import { make } from 'kbgen/elements/dom.js';
import { say } from 'kbgen/elements/words.js';
import { head } from 'kbgen/workspace/parts.js';

/** @param {import('kbgen/workspace/desk.js').Desk} desk */
export function start(desk) {
  const { names } = desk;
  const step = (key, href) => make('li', {}, make('h3', {}, make('a', { href }, say(`ws_start_${key}`, names))),
    make('p', {}, say(`ws_start_${key}_note`, names)));
  const node = make('section', { className: 'ws-view ws-start' }, head(say('ws_start')),
    make('p', {}, say('ws_start_lead', names)),
    make('ol', { className: 'ws-steps' }, step('targets', '#targets'), step('you', '#you'), step('week', '#week')),
    make('p', {}, make('a', { href: '#files' }, say('ws_start_back'))));
  return { node };
}
