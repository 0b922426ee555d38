/** Pieces that several views show: states, reasons, ways on. */

import { make } from 'kbgen/elements/dom.js';
import { say, sentence } from 'kbgen/elements/words.js';

/** @param {import('kbgen/core/standing.js').Standing} standing @returns {HTMLElement} */
export function badge({ state }) {
  return make('span', { className: `ws-state ws-${state}` }, say(`ws_state_${state}`));
}

/** The address of a view. @param {...string} parts its name, then ids, which in a file from elsewhere are any texts */
export const place = (...parts) => `#${parts.map(encodeURIComponent).join('/')}`;

/**
 * Says when something can be sent, or could.
 * @param {object} desk
 * @param {import('kbgen/core/standing.js').Standing} standing
 */
export function when(desk, { state, from, until, anchor, sent }) {
  if (state === 'sent') return say('ws_sent_on', { date: desk.long(sent.at(-1)) });
  if (anchor) {
    const { label } = desk.season.anchors.find(({ id }) => id === anchor) ?? { label: anchor };
    return say('ws_waits', { event: label });
  }
  if (from > desk.today) return say('ws_from', { date: desk.long(from), days: desk.away(from) });
  if (!until) return '';
  return until < desk.today ? say('ws_closed_on', { date: desk.long(until) })
    : say('ws_until', { date: desk.long(until), days: desk.away(until) });
}

/** What speaks against a message, each with the page that explains it. @param {object} desk @param {object[]} why */
export function reasons(desk, why) {
  if (why.length === 0) return null;
  return make('ul', { className: 'ws-why' }, ...why.map(({ severity, text, help, pitfall }) => {
    const path = pitfall && desk.data.paths[pitfall];
    return make('li', { className: severity },
      make('span', { className: `badge badge-${severity}` }, say(`severity_${severity}`)), ' ',
      sentence(text), ' ', help ? make('span', { className: 'soft' }, sentence(help), ' ') : null,
      path ? make('a', { href: desk.href(path) }, say('why')) : null);
  }));
}

/**
 * The link to where a message is written.
 * @param {string} target
 * @param {import('kbgen/core/standing.js').Standing} standing
 */
export function writing(target, { template, isDrafted, state }) {
  const key = isDrafted ? 'ws_continue' : state === 'sent' ? 'ws_again' : 'ws_write';
  const isFirst = state === 'due' || state === 'open' || state === 'written';
  const className = isFirst ? 'button' : 'button button-quiet';
  return make('a', { className, href: place('write', target, template.id) }, say(key),
    make('span', { className: 'unseen' }, ` ${template.title}`));
}

/** A view's head. @param {string} title @param {...(Node|string|null)} more @returns {HTMLElement} */
export function head(title, ...more) {
  return make('div', { className: 'ws-head' }, make('h2', { tabIndex: -1 }, title), ...more);
}
