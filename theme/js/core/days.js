/** Days as people write them in tables. */

import { isDate } from 'kbgen/core/dates.js';

const CLOCK = String.raw`\d{1,2}(?::\d\d){1,2}(?:\.\d+)?(?:\s*[AaPp]\.?[Mm]\.?)?|\d{1,2}\s*[AaPp]\.?[Mm]\.?`;
const TIME = new RegExp(String.raw`(?:^|[\s,]+(?:at\s+)?|(?<=\d)T)(?:${CLOCK})(?:\s*\(?[A-Z]{1,4}\)?)?$`);
const MIDNIGHT = /^[\s,T]*(?:0?0:00|12:00(?::00)?\s*[Aa])/;
const PLAIN = /^[\p{L}\p{N}\s,./'’-]*$/u;

const pad = (number) => String(number).padStart(2, '0');

/** The place of the one name that starts so, or -1. */
function placeOf(names, start) {
  const found = names.flatMap((name, place) => name.toLowerCase().startsWith(start) ? place : []);
  return start.length > 2 && found.length === 1 ? found[0] : -1;
}

/** What numbers can mean, beside a month's name or alone: month, day, and the year as written. */
function readings(numbers, month) {
  const [first, second, third] = numbers;
  if (month) {
    if (numbers.length > 2) return [];
    return first?.length === 4 ? [[month, second, first]] : [[month, first, second]];
  }
  if (numbers.length === 3 && first.length === 4) return [[second, third, first]];
  if (numbers.length < 2 || numbers.length > 3) return [];
  return [[first, second, third], [second, first, third]];
}

/**
 * @param {string} text
 * @param {{ months: string[], weekdays?: string[], starts?: string, ends?: string }} options  names from January and
 *   from Sunday; the first and the last day that one without a year can be
 * @returns {{ guesses: string[], isSure: boolean, why: string, hasTime: boolean }} `why`, if it is not sure
 */
export function readDay(text, { months, weekdays = [], starts = '', ends = '' }) {
  if (!/\d/.test(text)) return { guesses: [], isSure: false, why: 'unsure', hasTime: false };
  const [time] = TIME.exec(text) ?? [''];
  const rest = text.slice(0, text.length - time.length).replace(/(\d)(?:st|nd|rd|th)\b/gi, '$1');
  const names = (rest.match(/\p{L}+/gu) ?? []).map((word) => word.toLowerCase());
  const named = names.map((name) => placeOf(months, name) + 1).filter(Boolean);
  const [weekday] = names.map((name) => placeOf(weekdays, name)).filter((place) => place >= 0);
  const isInside = (date) => starts <= date && date <= ends;
  const years = (year) => {
    if (year) return [year.length === 2 ? `20${year}` : year];
    const first = Number(starts.slice(0, 4));
    return first ? Array.from({ length: Number(ends.slice(0, 4)) - first + 1 }, (_, n) => String(first + n)) : [];
  };

  const isPlain = PLAIN.test(rest) && names.length === named.length + (weekday === undefined ? 0 : 1);
  const found = named.length > 1 ? [] : readings(rest.match(/\d+/g) ?? [], named[0]);
  let hasYear = true;
  let guesses = found.flatMap(([month, day, year]) => {
    const dates = years(year).map((full) => `${full}-${pad(month)}-${pad(day)}`).filter(isDate);
    if (year?.length === 4) return dates;
    const inside = dates.filter(isInside);
    hasYear &&= inside.length === 1 || dates.length === 0;
    return inside.length ? inside : dates;
  });
  guesses = [...new Set(guesses)].sort();
  const onDay = guesses.filter((date) => new Date(date).getUTCDay() === weekday);
  const isOnDay = weekday === undefined || onDay.length > 0;
  if (onDay.length) [guesses, hasYear] = [onDay, hasYear || onDay.length === 1];
  const why = !isOnDay ? 'weekday' : !hasYear ? 'year' : guesses.length > 1 ? 'order' : 'unsure';
  const isSure = guesses.length === 1 && isPlain && hasYear && isOnDay;
  return { guesses, isSure, why, hasTime: time !== '' && !MIDNIGHT.test(time) };
}
