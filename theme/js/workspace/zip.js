/** All drafts in one file, with a table of what is in it. */

import checks from 'kbgen/data/checks.js';
import parts from 'kbgen/data/docx.js';
import { Checker } from 'kbgen/core/checker.js';
import { write as csv } from 'kbgen/core/csv.js';
import { docx } from 'kbgen/core/docx.js';
import { letters } from 'kbgen/core/letters.js';
import { eml } from 'kbgen/core/mime.js';
import { uniqueNames } from 'kbgen/core/names.js';
import { zip } from 'kbgen/core/zip.js';
import { say, sentence } from 'kbgen/elements/words.js';

/**
 * @param {import('kbgen/workspace/desk.js').Desk} desk
 * @param {'eml'|'docx'|'txt'} format
 * @param {string[]} ids of targets
 * @returns {Promise<{ bytes: Uint8Array, n: number }>} the file, and how many drafts are in it
 */
export async function zipOf(desk, format, ids) {
  const modules = new Map();
  const isWritten = (template) => ids.some((id) => desk.outlook.isDrafted(id, template.id));
  for (const { id } of desk.data.templates.filter(isWritten)) {
    modules.set(id, (await import(`kbgen/data/templates/${id}.js`)).default);
  }
  const drafts = ids.flatMap((id) => [...modules.values()].filter((template) => desk.outlook.isDrafted(id, template.id))
    .map((template) => ({ id, template })));
  const all = letters(desk.outlook, new Checker(checks), drafts);
  const names = uniqueNames(all.map(({ target, template }) => `${target} ${template.title}`))
    .map((name) => `${name}.${format}`);
  const files = await Promise.all(all.map(async (letter, at) => [names[at], await file(letter, format)]));
  const columns = ['ws_zip_file', 'ws_zip_target', 'ws_zip_template', 'to', 'subject', 'ws_zip_missing',
    'ws_zip_found'];
  const told = ({ severity, text }) => `${say(`severity_${severity}`)}: ${sentence(text)}`;
  const rows = all.map(({ target, template, to, subject, missing, findings }, at) =>
    [names[at], target, template.title, to, subject, missing.join('; '), findings.map(told).join(' ')]);
  const table = csv([columns.map((key) => say(key)), ...rows]);
  return { bytes: await zip([[`${say('ws_zip_contents')}.csv`, table], ...files]), n: all.length };
}

function file({ template, segments, subject, body, from, to }, format) {
  if (format === 'txt') return `${say('subject')}: ${subject}\n\n${body}\n`;
  if (format === 'docx') return docx(parts, { title: template.title, subject: segments.subject, body: segments.body });
  return eml({ from: from.address ? from : undefined, to: to ? [{ address: to }] : [], subject, body });
}
