/** What is to be done next, over all targets. */

import { addDays } from 'kbgen/core/dates.js';
import { SOON_DAYS } from 'kbgen/core/standing.js';

/** @typedef {import('kbgen/core/standing.js').Standing} Standing */

/**
 * Sorts out how everything stands. What counts from a target's own event is listed by itself; what has a window that
 * all targets share is listed by template, since most of it will never be written.
 * @param {import('kbgen/core/standing.js').Outlook} outlook
 * @returns {{ own: Standing[], closing: Shared[], written: Standing[], opening: Shared[], open: Shared[] }}
 *   `own` and `written` by the day on which they are due
 *
 * @typedef {object} Shared
 * @property {object} template
 * @property {string} [from]
 * @property {string} [until]
 * @property {Standing[]} standings
 */
export function agenda(outlook) {
  const { data, today } = outlook;
  const soon = addDays(today, SOON_DAYS);
  const isOwn = new Map(data.templates.map(({ id, window: name }) => {
    const { opens, closes } = data.rules.windows.find(({ id: window }) => window === name) ?? {};
    return [id, Boolean(opens?.anchor || closes?.anchor)];
  }));
  const shared = new Map(data.templates.map((template) => [template.id, { template, standings: [] }]));
  const own = [];
  const written = [];
  for (const standing of outlook.ids.flatMap((id) => outlook.of(id))) {
    const { template, state, from, until } = standing;
    if (state === 'written') written.push(standing);
    if (!isOwn.get(template.id)) shared.get(template.id).standings.push(standing);
    else if (state === 'due' || state === 'open' || (state === 'early' && from <= soon)) own.push(standing);
  }
  const groups = [...shared.values()].filter(({ standings }) => standings.length > 0).map((group) => {
    const window = data.rules.windows.find(({ id }) => id === group.template.window);
    return { ...group, from: window?.opens?.day, until: window?.closes?.day };
  });
  const toWrite = ({ standings }) => standings.some(({ state }) => state === 'due' || state === 'open');
  const day = ({ until }) => until ?? '~';
  const byDay = (a, b) => (day(a) < day(b) ? -1 : Number(day(a) > day(b)));
  return {
    own: own.sort(byDay),
    written: written.sort(byDay),
    closing: groups.filter((group) => group.until <= soon && toWrite(group)).sort(byDay),
    opening: groups.filter(({ from }) => from > today && from <= soon),
    open: groups.filter((group) => !(group.until <= soon) && toWrite(group)).sort(byDay),
  };
}
