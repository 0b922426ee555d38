/** The season: is the message's window open, is this a time to be quiet, was something said in time. */

import { holds } from 'kbgen/core/across-history.js';

/** @param {object} row @param {object} history */
export function calendar(row, history) {
  const { today, rules, scenario } = row;
  if (!today) return;
  const days = (id) => row.days(id);
  openWindow(row, days);
  for (const quiet of rules.across.quiet) {
    const isDuring = quiet.windows.map(days).some((at) => at && at.opens <= today && today <= at.closes);
    if (isDuring && holds(quiet, scenario)) row.tell('quiet', quiet);
  }
  for (const statement of rules.across.statements) {
    const { min, after, state, unless } = statement;
    if (min == null || !history.known) continue;
    const isOver = after == null || days(after)?.closes < today;
    const said = history.stated(statement, row.target, row.states.includes(state));
    if (isOver && said < min && !(unless && row.holds(unless))) row.tell('statement', statement);
  }
}

/** The template's own window, or those of the scenario, of which one has to be open. */
function openWindow(row, days) {
  const { template, today, rules } = row;
  const scenario = rules.scenarios.find(({ id }) => id === row.scenario);
  const ids = template ? [template.window] : (scenario?.windows ?? []);
  let nearest;
  for (const at of ids.map(days)) {
    if (!at) continue;
    const { opens, closes, window } = at;
    let next;
    if (today < opens) next = { side: 'early', day: opens, window };
    else if (closes < today) next = { side: 'late', day: closes, window };
    else return;
    // The one that is nearest in time, one that is still to open before one that is over.
    const isSame = nearest?.side === next.side;
    const isNearer = isSame && (next.side === 'early' ? next.day < nearest.day : next.day > nearest.day);
    if (!nearest || isNearer || (!isSame && nearest.side === 'late')) nearest = next;
  }
  if (!nearest) return;
  const { side, day, window } = nearest;
  const text = `\`${window.title}\` ${side === 'early' ? 'opens' : 'closed'} on ${day}`;
  const own = rules.across.timings.filter(({ when, windows }) => when === side && windows.includes(window.id));
  for (const timing of own) row.tell('timing', timing, ` (${text})`);
  if (own.length === 0) row.tellBuiltIn('closed-window', text);
}
