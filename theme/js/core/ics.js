/** Calendar files. */

import { addDays } from 'kbgen/core/dates.js';
import { isBlank, lines, oneLine, utf8 } from 'kbgen/core/escape.js';

/**
 * An event of whole days. The alarm is at nine, so many days before; `stamp` is the day of this version.
 * @typedef {{ uid: string, summary: string, description?: string, start: string, last: string, sequence?: number,
 *   stamp: string, alarm?: number, url?: string }} Event
 */

const escaped = (text) => text.replace(/[\\;,]/g, '\\$&').replaceAll('\n', '\\n');
const day = (date) => date.replaceAll('-', '');
const isUri = (text) => /^[!#-;=?-[\]-~]+$/.test(text);

// Counted from midnight of the first day.
const trigger = (days) => (days === 0 ? 'PT9H' : days === 1 ? '-PT15H' : `-P${days - 1}DT15H`);

const fold = (line) => {
  let folded = '';
  let used = 0;
  for (const c of line) {
    const size = utf8(c).length;
    if (used + size > 75) {
      folded += '\r\n ';
      used = 1;
    }
    folded += c;
    used += size;
  }
  return `${folded}\r\n`;
};

const contentLines = ({ description = '', start, last, sequence = 0, stamp, alarm, url, ...words }) => {
  const end = last < start ? start : last;
  const [uid, summary] = [words.uid, words.summary].map((text) => escaped(oneLine(text)));
  return [
    'BEGIN:VEVENT',
    `UID:${uid}`,
    `DTSTAMP:${day(stamp)}T000000Z`,
    `DTSTART;VALUE=DATE:${day(start)}`,
    `DTEND;VALUE=DATE:${day(addDays(end, 1) ?? end)}`,
    `SEQUENCE:${sequence}`,
    `SUMMARY:${summary}`,
    ...(isBlank(description) ? [] : [`DESCRIPTION:${escaped(lines(description).trim())}`]),
    ...(url && isUri(url) ? [`URL:${url}`] : []),
    // An event of days blocks no hours.
    'TRANSP:TRANSPARENT',
    ...(alarm === undefined
      ? []
      : [
          'BEGIN:VALARM',
          `UID:alarm-${alarm}-${uid}`,
          'ACTION:DISPLAY',
          `TRIGGER:${trigger(alarm)}`,
          `DESCRIPTION:${summary}`,
          'END:VALARM',
        ]),
    'END:VEVENT',
  ];
};

/** Source: RFC 5545, 7986, 9074.  @param {Event[]} events  at least one  @param {string} name  @returns {string} */
export function calendar(events, name) {
  const title = escaped(oneLine(name));
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//kbgen//kbgen//EN',
    'CALSCALE:GREGORIAN',
    `NAME:${title}`,
    `X-WR-CALNAME:${title}`,
    ...events.flatMap(contentLines),
    'END:VCALENDAR',
  ]
    .map(fold)
    .join('');
}
