/** Days: how they are written, and how far apart they are. */

const DAY_MS = 86_400_000;

const day = (ms) => (Number.isNaN(ms) ? '' : new Date(ms).toISOString().slice(0, 10));

/** @param {string} text  @returns {boolean} */
export const isDate = (text) => /^\d{4}-\d\d-\d\d$/.test(text) && day(Date.parse(text)) === text;

/** @param {string} date  @param {number} days  @returns {string|undefined} */
export function addDays(date, days) {
  const moved = day(new Date(Date.parse(date) + days * DAY_MS).getTime());
  return isDate(moved) ? moved : undefined;
}

/** @param {string} from  @param {string} to  @returns {number} */
export const daysBetween = (from, to) => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** @param {string} date  @param {'long'|'month'|'iso'} format  @param {object} dates  @returns {string} */
export function write(date, format, dates) {
  if (format === 'iso') return date;
  const [year, month, dayOfMonth] = date.split('-').map(Number);
  return dates[format]
    .replaceAll('{day}', dayOfMonth)
    .replaceAll('{month}', () => dates.months[month - 1] ?? '')
    .replaceAll('{year}', year);
}

/**
 * @param {object} window  each end is `{ day }` or `{ anchor: [id, days] }`
 * @param {object[]} parameters
 * @param {object} bindings
 * @returns {{ opens?: string, closes?: string }} as far as they are known
 */
export function windowDays(window, parameters, bindings) {
  const known = {};
  for (const end of ['opens', 'closes']) {
    const { day: fixed, anchor: [anchor, days] = [] } = window[end] ?? {};
    const own = anchor && parameters.find((parameter) =>
      parameter.anchor === anchor && parameter.type === 'date' && Object.hasOwn(bindings, parameter.name));
    const date = own ? addDays(bindings[own.name], days) : fixed;
    if (date) known[end] = date;
  }
  return known;
}
