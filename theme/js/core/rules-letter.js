/** Built-in rules about a letter as such: its values, length, subject, greeting, end, addresses and files. */

import { characters, Text } from 'kbgen/core/text.js';
import { fits } from 'kbgen/core/values.js';
import { inValue, isShouted, links, placeOf } from 'kbgen/core/view.js';
import { trim, trimEnd } from 'kbgen/core/white.js';

const asciiLower = (text) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

function attachedFile({ draft }, tell) {
  const names = draft.attachments.map((name) => `\`${name}\``);
  if (names.length > 0) tell('subject', 0, 0, `${names.join(', ')} ${names.length > 1 ? 'are' : 'is'} attached`);
}

function badValue({ draft }, tell) {
  for (const parameter of draft.parameters) {
    const { name, label } = parameter;
    const misfit = Object.hasOwn(draft.values, name) && fits(parameter, draft.values[name]);
    if (misfit) tell(...(placeOf(draft, name) ?? ['subject', 0, 0]), `\`${label}\` ${misfit.fault}; ${misfit.help}`);
  }
}

function closing(view, tell) {
  if (!view.closing && view.firstLine) tell('body', ...view.end, 'no line closes the letter');
}

function manyRecipients(view, tell) {
  const own = asciiLower(view.role('sender-address') ?? '');
  const domains = view.draft.recipients
    .filter((address) => asciiLower(address) !== own && address.includes('@'))
    .map((address) => asciiLower(trim(address.slice(address.lastIndexOf('@') + 1))));
  const { size } = new Set(domains);
  if (size > 1) tell('subject', 0, 0, `the message goes to ${size} domains at once`);
}

function missingId(view, tell) {
  const id = view.role('sender-id');
  // A template knows in which of its messages the number belongs.
  if (id === undefined || view.draft.body.pieces.length > 0 || view.body.holds(id) || view.subject.holds(id)) return;
  tell('body', ...view.end, `your number \`${id}\` does not stand in the message`);
}

function missingValue({ draft }, tell) {
  for (const part of ['subject', 'body']) {
    for (const { parameter: name, range } of draft[part].pieces.filter((piece) => piece.missing)) {
      const parameter = draft.parameters.find((parameter) => parameter.name === name);
      tell(part, ...range, `\`${parameter?.label ?? name}\` is not filled in`);
    }
  }
}

function offTargetLength({ draft: { budget }, runs }, tell) {
  if (!budget) return;
  const { least, most, max } = budget;
  const count = runs.length;
  if (count < least || (count > most && count <= max)) {
    tell('body', 0, 0, `the body has ${count} words; ${least} to ${most} are best`);
  }
}

function salutation({ body, draft, firstLine, phrases }, tell) {
  if (!firstLine) {
    tell('body', 0, 0, 'the body is empty');
    return;
  }
  const [from, to] = firstLine;
  const start = body.words.findIndex((word) => word.start >= from);
  const greets = (phrase) => start >= 0 && body.standsAt(phrase, start) && body.words[start].end <= to;
  if (!phrases.salutations.some(greets)) {
    tell('body', from, to, 'the letter does not start with a formal greeting');
  } else if (!',:'.includes(draft.body.text[to - 1])) {
    tell('body', from, to, 'the greeting does not end with a comma');
  }
}

function senderAddress(view, tell) {
  const address = view.role('sender-address');
  if (address === undefined) return;
  const local = asciiLower(address.split('@')[0]);
  let text = `\`${address}\` holds a long number`;
  if (!/\d{4}/.test(local)) {
    const name = view.role('sender-name');
    if (name === undefined) return;
    const lower = asciiLower(name);
    // A part with other letters can be spelt in more than one way.
    const parts = lower.split(/[^\p{Alphabetic}\p{N}]/u).filter((part) => /^[a-z]{2,}$/.test(part));
    // Of a name with other letters, what is left without them.
    const rest = lower.split(/[^a-z]/).filter((piece) => piece.length >= 3);
    if (parts.length === 0 || [...parts, ...rest].some((part) => local.includes(part))) return;
    text = `\`${address}\` does not show your name`;
  }
  const at = view.draft.body.text.indexOf(address, view.signature());
  if (at < 0) tell('subject', 0, 0, text);
  else tell('body', at, at + address.length, text);
}

function shortLink({ draft, lexicon }, tell) {
  const { text } = draft.body;
  for (const [start, end] of links(text)) {
    const link = text.slice(start, end);
    const rest = link.slice(link.includes('://') ? link.indexOf('://') + 3 : 0).toLowerCase();
    const host = rest.split(/[/?#:]/)[0].replace(/^www\./, '');
    if (lexicon.short_links.includes(host)) tell('body', start, end, `\`${host}\` hides where the link leads`);
  }
}

function subjectContent(view, tell) {
  const { text } = view.draft.subject;
  const names = ['sender-name', 'target-name'].map((role) => view.role(role)).filter((name) => name !== undefined);
  if (names.length === 0 || text === '' || names.some((name) => view.subject.holds(name))) return;
  tell('subject', 0, text.length, 'the subject names neither you nor whom you write to');
}

function subjectLength({ draft, limits }, tell) {
  const { text } = draft.subject;
  const { subject_least: least, subject_most: most } = limits;
  const length = characters(text);
  if (length === 0) tell('subject', 0, 0, 'the subject is empty');
  else if (length < least) tell('subject', 0, text.length, `the subject has ${length} characters, fewer than ${least}`);
  else if (length > most) tell('subject', 0, text.length, `the subject has ${length} characters, more than ${most}`);
}

function subjectShouting(view, tell) {
  const { subject } = view.draft;
  const places = Array.from(subject.text.matchAll(/!/g), ({ index }) => [index, index + 1, 'an exclamation mark']);
  for (const { start, end } of view.subject.words) {
    const word = subject.text.slice(start, end);
    if (isShouted(word) && characters(word) >= 6 && !view.isKnown(subject, [start, end])) {
      places.push([start, end, 'a word in capitals']);
    }
  }
  for (const phrase of view.phrases.urgent) {
    for (const at of view.subject.find(phrase)) {
      const [start, end] = view.subject.range(at, at + phrase.length);
      if (!places.some((place) => place[0] === start && place[1] === end) && !inValue(subject, [start, end])) {
        places.push([start, end, 'a word that presses']);
      }
    }
  }
  for (const [start, end, what] of places) tell('subject', start, end, `the subject has ${what}`);
}

function tooManyWords({ draft, limits, runs }, tell) {
  const max = draft.budget?.max ?? limits.words;
  if (runs.length <= max) return;
  const severity = runs.length * 3 > max * 4 ? 'block' : undefined;
  const text = `the body has ${runs.length} words, and ${max} are the most`;
  tell('body', runs[max].start, trimEnd(draft.body.text).length, text, severity);
}

function unsigned(view, tell) {
  const name = view.role('sender-name');
  if (name === undefined || new Text(view.draft.body.text.slice(view.signature())).holds(name)) return;
  tell('body', ...view.end, `\`${name}\` does not stand under the letter`);
}

/** Each: name, severity unless the knowledge base says otherwise, authority, what to do, and the check. */
export const LETTER = [
  ['attached-file', 'block', 'guidance', 'remove it, unless you were asked for it', attachedFile],
  ['bad-value', 'block', 'rule', '', badValue],
  ['closing', 'warn', 'guidance', "close with a line such as 'Sincerely,'", closing],
  ['many-recipients', 'block', 'guidance', 'write one message to each', manyRecipients],
  ['missing-id', 'warn', 'guidance', 'put it under your name', missingId],
  ['missing-value', 'block', 'rule', 'fill it in', missingValue],
  ['off-target-length', 'note', 'guidance', '', offTargetLength],
  ['salutation', 'warn', 'guidance', 'greet with title and family name, or with the role', salutation],
  ['sender-address', 'warn', 'guidance', 'use an address made of your given and family name', senderAddress],
  ['short-link', 'warn', 'guidance', 'write the whole address', shortLink],
  ['subject-content', 'warn', 'guidance', 'put your name or theirs into it', subjectContent],
  ['subject-length', 'warn', 'guidance', 'say what it is about, who writes, and to whom', subjectLength],
  ['subject-shouting', 'warn', 'guidance', 'say it calmly', subjectShouting],
  ['too-many-words', 'warn', 'guidance', 'keep to one purpose, and cut your own story first', tooManyWords],
  ['unsigned', 'warn', 'guidance', 'sign with your full name', unsigned],
];
