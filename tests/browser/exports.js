import { blocks, html } from 'kbgen/core/blocks.js';
import { compose } from 'kbgen/core/compose.js';
import { parse, write } from 'kbgen/core/csv.js';
import { documentParts, docx } from 'kbgen/core/docx.js';
import { calendar } from 'kbgen/core/ics.js';
import { eml } from 'kbgen/core/mime.js';
import { uniqueNames } from 'kbgen/core/names.js';
import { zip } from 'kbgen/core/zip.js';

/** JSON holds no bytes. */
const text = (bytes) => {
  const pieces = [];
  for (let at = 0; at < bytes.length; at += 9999) pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + 9999))));
  return pieces.join('');
};

const exports = {
  eml,
  calendar: ({ events, name }) => calendar(events, name),
  parts: ({ parts, letter }) => documentParts(parts, letter),
  docx: async ({ parts, letter }) => text(await docx(parts, letter)),
  html: (segments) => html(blocks(segments)),
  zip: async (entries) => text(await zip(entries)),
  parse,
  write,
  round: (rows) => parse(write(rows)),
  names: uniqueNames,
  compose,
};

/** Takes and gives lists by what is to be made of each item. */
export default async (lists) => {
  const made = {};
  for (const [name, list] of Object.entries(lists)) made[name] = await Promise.all(list.map((item) => exports[name](item)));
  return made;
};
