/** Messages as files for mail programs. */

import { html, textBlocks } from 'kbgen/core/blocks.js';
import { lines, oneLine, utf8 } from 'kbgen/core/escape.js';
import { isEmail } from 'kbgen/core/values.js';

/** @typedef {{ name?: string, address: string }} Mailbox */

const TOKEN = 64;
// Quoted-printable text cannot hold `=_`. Source: RFC 2045, section 6.7.
const BOUNDARY = '=_kbgen';
const STYLE = 'font-family: Calibri, Helvetica, Arial, sans-serif; font-size: 11pt';

const hex = (c) => Array.from(utf8(c), (byte) => `=${(byte + 256).toString(16).slice(1).toUpperCase()}`).join('');

const header = (name, tokens) => {
  let field = `${name}:`;
  let column = field.length;
  tokens.forEach((token, index) => {
    if (index && column + token.length > 75) {
      field += '\r\n';
      column = 0;
    }
    field += ` ${token}`;
    column += 1 + token.length;
  });
  return `${field}\r\n`;
};

const isPlain = (text) =>
  /^[ -~]*$/.test(text) && !text.includes('=?') && text.split(' ').every((word) => word.length <= TOKEN);

const quoted = (text) => text.replace(/[^\w!*+/ -]|_/gu, hex).replaceAll(' ', '_');

// Source: RFC 2047, for the shorter of its encodings.
const encodedWords = (text) => {
  const isQuoted = quoted(text).length <= Math.ceil(utf8(text).length / 3) * 4;
  const words = [''];
  for (const c of text) {
    const longer = words.at(-1) + c;
    if (isQuoted ? quoted(longer).length > 52 : utf8(longer).length > 39) words.push(c);
    else words[words.length - 1] = longer;
  }
  return words.map((word) =>
    isQuoted ? `=?UTF-8?Q?${quoted(word)}?=` : `=?UTF-8?B?${btoa(String.fromCharCode(...utf8(word)))}?=`);
};

const unstructured = (text) => (isPlain(text) ? text.split(' ') : encodedWords(text));

const phrase = (text) => {
  if (!isPlain(text)) return encodedWords(text);
  if (/^[\w!#$%&'*+/=?^`{|}~ -]*$/.test(text)) return text.split(' ').filter(Boolean);
  const string = `"${text.replace(/["\\]/g, '\\$&')}"`;
  return string.length <= TOKEN ? [string] : encodedWords(text);
};

const mailboxes = (field, list) => {
  const tokens = [];
  for (const { name = '', address } of list) {
    // Other characters need the consent of every server on the way.
    if (!/^[!-~]{1,254}$/.test(address) || !isEmail(address)) continue;
    if (tokens.length) tokens[tokens.length - 1] += ',';
    const words = phrase(oneLine(name));
    tokens.push(...words, words.length ? `<${address}>` : address);
  }
  return tokens.length ? header(field, tokens) : '';
};

const quotedPrintable = (text) =>
  text
    .replace(/[^\n\t -<>-~]|[\t ]$/gmu, hex)
    .replace(/(?=.{77}).{73,75}(?<!=.?)/g, '$&=\n')
    .replaceAll('\n', '\r\n');

/**
 * Writes a message as a draft, for `.eml` and `.emltpl`. A mailbox that has no ASCII address is left out.
 * @param {{ from?: Mailbox, to?: Mailbox[], cc?: Mailbox[], subject: string, body: string }} mail
 * @returns {string}
 */
export function eml({ from, to = [], cc = [], subject, body }) {
  const text = lines(body);
  const page = `<!DOCTYPE html>\n<html><head><meta charset="utf-8"></head><body style="${STYLE}">\n`
    + `${html(textBlocks(text))}</body></html>\n`;
  const part = (kind, content) => `\r\n--${BOUNDARY}\r\nContent-Type: text/${kind}; charset=utf-8\r\n`
    + `Content-Transfer-Encoding: quoted-printable\r\n\r\n${quotedPrintable(content)}`;
  // With `X-Unsent`, Outlook opens the file as a draft.
  return `MIME-Version: 1.0\r\nX-Unsent: 1\r\n${mailboxes('From', from ? [from] : [])}${mailboxes('To', to)}`
    + `${mailboxes('Cc', cc)}${header('Subject', unstructured(oneLine(subject)))}`
    + `Content-Type: multipart/alternative;\r\n boundary="${BOUNDARY}"\r\n`
    + `${part('plain', text)}${part('html', page)}\r\n--${BOUNDARY}--\r\n`;
}
