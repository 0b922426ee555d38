/** The calendar of a reader's own: events with targets, and the windows that count from them. */

import { daysBetween, windowDays } from 'kbgen/core/dates.js';

const EPOCH = '2000-01-01';

/**
 * Returns the events, each with a name that stays the same when its days change.
 * @param {import('kbgen/core/standing.js').Outlook} outlook
 * @param {{ anchors: object[], windows: object[] }} season what `kbgen/data/season.js` holds
 * @param {(target: string, what: string) => string} title
 * @returns {import('kbgen/core/ics.js').Event[]} by target, then by day
 */
export function events(outlook, season, title) {
  const { data, today, ids } = outlook;
  // A calendar takes over what has a higher number.
  const common = { stamp: today, sequence: daysBetween(EPOCH, today), alarm: 1 };
  const anchors = data.parameters.filter(({ anchor, scope }) => anchor && scope === 'target');
  return ids.flatMap((id) => {
    const name = outlook.names.get(id);
    const values = outlook.valuesOf(id);
    const uid = (what) => `${what}-${id}@${data.host}`;
    const own = anchors.filter(({ name: parameter }) => values[parameter]).map(({ anchor, name: parameter, label }) => {
      const date = values[parameter];
      const known = season.anchors.find((one) => one.id === anchor);
      return { ...common, uid: uid(anchor), summary: title(name, known?.label ?? label), start: date, last: date };
    });
    const windows = season.windows.filter(({ personal }) => personal).map((window) => {
      const known = data.rules.windows.find((one) => one.id === window.id) ?? {};
      const { opens, closes } = windowDays(known, data.parameters, values);
      const description = window.scenarios.map((scenario) => scenario.title).join('\n');
      const [start, last] = [opens ?? closes, closes ?? opens];
      return { ...common, uid: uid(window.id), summary: title(name, window.title), description, start, last };
    });
    return [...own, ...windows.filter(({ start }) => start)]
      .sort((a, b) => (a.start < b.start ? -1 : Number(a.start > b.start)));
  });
}
