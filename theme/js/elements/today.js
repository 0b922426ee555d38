/** What is open today, and what comes next. */

import season from 'kbgen/data/season.js';
import { daysBetween, write } from 'kbgen/core/dates.js';
import { today as now } from 'kbgen/elements/clock.js';
import { make } from 'kbgen/elements/dom.js';
import { count, say } from 'kbgen/elements/words.js';

const SVG = 'http://www.w3.org/2000/svg';
/** From this part of the picture on, the name of today stands before its line. */
const TURN = .8;

/**
 * Says what is open today in its `data-summary`, and marks the day in its pictures of the season. `data-root` leads to
 * the site's root; `date` stands for the day of the reader's clock.
 */
class Today extends HTMLElement {
  static observedAttributes = ['date'];

  connectedCallback() {
    this.#show();
    // A page may stay open over midnight.
    document.addEventListener('visibilitychange', () => document.hidden || this.#show());
  }

  attributeChangedCallback() {
    if (this.isConnected) this.#show();
  }

  #show() {
    const today = this.getAttribute('date') ?? now();
    if (today === this.shown) return;
    this.shown = today;
    const summary = this.querySelector('[data-summary]');
    if (summary) this.#tell(summary, today);
    for (const picture of this.querySelectorAll('.season')) mark(picture, today);
  }

  #tell(summary, today) {
    const { open, next, ends, starts } = around(today);
    const quiet = open.filter((window) => window.quiet);
    const rest = open.filter((window) => !window.quiet);
    const said = today < starts ? say('today_before', opening(today, starts))
      : today > ends ? say('today_after', { date: long(ends) })
        : open.length === 0 ? say('today_between') : null;
    summary.hidden = false;
    const parts = [
      make('h2', {}, say('today_is', { date: long(today) })),
      said && make('p', { className: 'today-said' }, said),
      ...quiet.map((window) => this.#silence(window, rest.length > 0)),
      make('div', { className: 'today-parts' },
        part('today-open', say('today_open'), rest.map((window) => this.#item(window, today, false))),
        part('today-next', say('today_next'), next.map((window) => this.#item(window, today, true)))),
    ];
    summary.replaceChildren(...parts.filter(Boolean));
  }

  #silence({ title, path, closes }, isOpenElsewhere) {
    const link = make('a', { href: this.dataset.root + path }, title);
    const [before, after] = say('today_quiet_until', { window: '\n', date: long(closes) }).split('\n');
    return make('div', { className: 'callout callout-warning today-silence' },
      make('p', { className: 'callout-title' }, say(isOpenElsewhere ? 'today_quiet_else' : 'today_quiet')),
      make('p', {}, before, link, after));
  }

  #item({ title, path, opens, closes, quiet, status, scenarios }, today, isNext) {
    const when = isNext ? say('today_opens', opening(today, opens)) : say('today_closes', closing(today, closes));
    const whatOpens = quiet ? 'is-next is-quiet' : 'is-next';
    const links = scenarios.map((scenario) =>
      make('li', {}, make('a', { href: this.dataset.root + scenario.path }, scenario.title)));
    return make('li', { className: isNext ? whatOpens : '' },
      make('a', { className: 'window-title', href: this.dataset.root + path }, title),
      make('span', { className: 'today-when' }, status === 'expected' ? say('today_expected', { when }) : when),
      quiet ? make('span', { className: 'today-when' }, say('today_quiet')) : null,
      isNext || !links.length ? null
        : make('ul', { className: 'today-what', ariaLabel: say('today_belongs') }, ...links));
  }
}

function part(className, title, items) {
  return items.length
    ? make('div', { className }, make('h3', {}, title), make('ul', { className: 'today-list' }, ...items)) : null;
}

/** Returns the windows that are open, what closes first before the others, and those that open next, of two cycles. */
function around(today) {
  const windows = season.windows.flatMap((window) => [
    { ...window, opens: window.opens.date, closes: window.closes.date },
    { ...window, opens: window.next?.[0], closes: window.next?.[1], status: 'expected' },
  ]).filter(({ opens, closes }) => opens && closes);
  const opens = windows.map((window) => window.opens).sort();
  const closes = windows.map((window) => window.closes).sort();
  const next = opens.find((date) => date > today);
  return {
    open: windows.filter((window) => window.opens <= today && today <= window.closes)
      .sort((a, b) => closes.indexOf(a.closes) - closes.indexOf(b.closes)),
    next: windows.filter((window) => window.opens === next),
    starts: opens[0],
    ends: closes.at(-1),
  };
}

/** Draws the line of today, and says at each row how it stands. */
function mark(picture, today) {
  picture.querySelectorAll('.today-line, .today-name, .season-state').forEach((node) => node.remove());
  const { starts, ends } = picture.dataset;
  const rows = [...picture.querySelectorAll('li[data-opens]')];
  const next = rows.map((row) => row.dataset.opens).filter((date) => date > today).sort()[0];
  for (const row of rows) {
    const { opens, closes } = row.dataset;
    const isOpen = opens <= today && today <= closes;
    row.classList.toggle('is-open', isOpen);
    row.classList.toggle('is-over', closes < today);
    const state = isOpen ? say('today_row_open') : closes < today ? say('today_row_over')
      : opens === next ? opening(today, opens).days : null;
    if (state) row.querySelector('.season-name').append(' ', make('span', { className: 'season-state' }, state));
  }
  if (today < starts || today > ends) return;
  // The middle of the day.
  const part = (daysBetween(starts, today) + .5) / (daysBetween(starts, ends) + 1);
  const x = `${(100 * part).toFixed(2)}%`;
  const side = part > TURN ? { dx: -5, 'text-anchor': 'end' } : { dx: 5 };
  const name = svg('text', { class: 'today-name', x, y: 45, ...side });
  name.textContent = say('today');
  const line = svg('line', { class: 'today-line', x1: x, x2: x, y1: 34, y2: '100%' });
  picture.querySelector('.season-scale').append(line, name);
}

function svg(tag, attributes) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

const opening = (today, date) => ({ date: long(date), days: count('today_in', daysBetween(today, date)) });

function closing(today, date) {
  const days = daysBetween(today, date);
  return { date: long(date), days: days === 0 ? say('today_last_day') : count('today_days_left', days) };
}

/** Writes a date as the pages do. */
function long(date) {
  return write(date, 'long', season.dates);
}

customElements.define('kbgen-today', Today);
