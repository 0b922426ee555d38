/** Links that open a message in a mail program or on a mail site. */

import { lines, oneLine } from 'kbgen/core/escape.js';
import { isEmail } from 'kbgen/core/values.js';

/**
 * Characters of a link that arrive. Of `mailto:`, Outlook on Windows takes 2,046. Gmail has refused 6,410, though by
 * RFC 9110, section 4.1, it should take 8,000. Of Outlook's site 2,048 is told, and less is left before a sign-in.
 */
export const LIMITS = { mailto: 2000, gmail: 6000, outlook: 2000 };

const query = (fields) =>
  Object.entries(fields)
    .filter(([, value]) => value)
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

const measured = (name, url) => (url.length <= LIMITS[name] ? { url } : { tooLong: url.length });

/**
 * @param {{ to?: string[], cc?: string[], subject?: string, body?: string }} message
 * @returns {Record<'mailto'|'gmail'|'outlook', { url: string }|{ tooLong: number }>}
 */
export function compose({ to = [], cc = [], subject = '', body = '' }) {
  // Half an emoji cannot be encoded.
  const encoded = (text) => encodeURIComponent(text.toWellFormed());
  const list = (addresses) =>
    addresses
      .filter(isEmail)
      .map((address) => encoded(address).replace('%40', '@'))
      .join(',');
  const [receivers, copies, title, text] = [list(to), list(cc), encoded(oneLine(subject)), encoded(lines(body))];
  // Source: RFC 6068.
  const fields = query({ cc: copies, subject: title, body: text.replaceAll('%0A', '%0D%0A') });
  const gmail = query({ view: 'cm', fs: 1, to: receivers, cc: copies, su: title, body: text });
  const parted = (list) => list.replaceAll(',', '%3B');
  const outlook = query({ to: parted(receivers), cc: parted(copies), subject: title, body: text });
  return {
    mailto: measured('mailto', `mailto:${receivers}${fields && `?${fields}`}`),
    gmail: measured('gmail', `https://mail.google.com/mail/?${gmail}`),
    outlook: measured('outlook', `https://outlook.office.com/mail/deeplink/compose?${outlook}`),
  };
}
