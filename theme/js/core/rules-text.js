/** Built-in rules about the words of a message: how they are written, and what was left among them. */

import { characters, lines, runs, words } from 'kbgen/core/text.js';
import { isShouted, links } from 'kbgen/core/view.js';
import { trimEnd, trimStart } from 'kbgen/core/white.js';

const PARTS = ['subject', 'body'];

function attachmentWords({ body, draft, phrases }, tell) {
  // To be attached to a place is something else.
  const others = phrases.not_attachments.flatMap((phrase) => body.find(phrase).map((at) => [at, at + phrase.length]));
  for (const phrase of phrases.attachments) {
    for (const at of body.find(phrase)) {
      const before = body.words.slice(Math.max(at - 3, 0), at).filter(({ block }) => block === body.words[at].block);
      if (before.some(({ folded }) => phrases.negations.includes(folded))) continue;
      if (others.some(([from, to]) => from <= at && at < to)) continue;
      // What somebody asked for may come along.
      const { sentenceEnd } = body.words[at];
      const isAsked = (word) => word.sentenceEnd === sentenceEnd && phrases.requests.includes(word.folded);
      if (body.words.some(isAsked)) continue;
      const [start, end] = body.range(at, at + phrase.length);
      tell('body', start, end, `\`${draft.body.text.slice(start, end)}\` announces an attachment`);
    }
  }
}

/** Whether a word and the same one before it have capitals that no sentence's start gives them. */
function isName({ text }, words, index) {
  const [before, first, second] = [words[index - 2], words[index - 1], words[index]];
  return before?.sentenceEnd === first.sentenceEnd && [first, second].every(({ start, end }) => {
    const word = text.slice(start, end);
    return /^\p{Uppercase}/u.test(word) && !isShouted(word);
  });
}

function doubledWord(view, tell) {
  for (const part of PARTS) {
    const written = view.draft[part];
    const { words } = view[part];
    for (let index = 1; index < words.length; index += 1) {
      const [first, second] = [words[index - 1], words[index]];
      const { folded } = second;
      if (first.folded === folded && first.block === second.block
        && /^\p{White_Space}*$/u.test(written.text.slice(first.end, second.start))
        && /^\p{Alphabetic}{2,}$/u.test(folded) && !view.lexicon.doubles.includes(folded)
        // In the greeting a name is easily put in twice.
        && (!isName(written, words, index) || (part === 'body' && second.end <= (view.firstLine?.[1] ?? 0)))
        // A name of one word above the address that is made of it.
        && written.text[second.end] !== '@' && !view.isInValue(written, [first.start, second.end])) {
        tell(part, first.start, second.end, `\`${folded}\` stands twice in a row`);
      }
    }
  }
}

function emoji({ draft }, tell) {
  for (const part of PARTS) {
    // Several code points can make up one picture.
    for (const { 0: run, index } of draft[part].text.matchAll(/[\u{1F000}-\u{1FAFF}\u2600-\u27BF\uFE0F]+/gu)) {
      tell(part, index, index + run.length, 'an emoji');
    }
  }
}

function exclamationMarks({ draft }, tell) {
  let seen = 0;
  for (const { 0: run, index } of draft.body.text.matchAll(/!+|\?+/g)) {
    const end = index + run.length;
    if (run.length > 1) tell('body', index, end, `\`${run}\` is more than one mark`);
    else if (run === '!' && ++seen > 1) tell('body', index, end, 'this is not the only exclamation mark');
  }
}

// Words in brackets of any kind, on one line; in angle ones several, since `<name@example.org>` is an address.
const INSIDE = '(\\p{Alphabetic}[\\p{Alphabetic}\\p{N} \\-/.,\'\\u2019_:]*)';
const BRACKETS = [['\\[', '\\]'], ['\\{', '\\}'], ['<', '>']]
  .map(([open, close]) => new RegExp(`${open}${INSIDE}${close}`, 'gu'));

function leftoverPlaceholder(view, tell) {
  for (const part of PARTS) {
    const { text, pieces } = view.draft[part];
    const places = [];
    for (const brackets of BRACKETS) {
      for (const { 0: whole, 1: inside, index } of text.matchAll(brackets)) {
        const fits = characters(inside) <= 60 && (whole[0] !== '<' || trimEnd(inside).includes(' '));
        if (fits) places.push([index, index + whole.length]);
      }
    }
    for (const sign of ['{{', '}}', '{%', '%}']) {
      for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 2)) places.push([at, at + 2]);
    }
    for (const { folded, start, end } of view[part].words) if (/^x{3,}$/.test(folded)) places.push([start, end]);
    for (const phrase of view.phrases.placeholders) {
      places.push(...view[part].find(phrase).map((at) => view[part].range(at, at + phrase.length)));
    }
    // A gap is told by itself.
    const isGap = ([start, end]) =>
      pieces.some(({ missing, range }) => missing && range[0] <= start && end <= range[1]);
    let last = 0;
    for (const [start, end] of places.sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
      if (start < last || isGap([start, end])) continue;
      last = end;
      tell(part, start, end, `\`${text.slice(start, end)}\` was left in`);
    }
  }
}

function longParagraph(view, tell) {
  const most = view.limits.paragraph_words;
  for (const [start, end] of view.blocks()) {
    const count = runs(view.draft.body.text.slice(start, end)).length;
    if (count > most) tell('body', start, end, `this paragraph has ${count} words, more than ${most}`);
  }
}

function longSentences(view, tell) {
  const found = sentences(view);
  const all = found.reduce((sum, { count }) => sum + count, 0);
  const most = view.limits.sentence_words;
  if (found.length < 3 || all <= most * found.length) return;
  const longest = found.reduce((best, sentence) => (sentence.count > best.count ? sentence : best));
  const average = Math.ceil(all / found.length);
  tell('body', longest.start, longest.end, `sentences have ${average} words on average, more than ${most}`);
}

/** Returns the sentences between greeting and closing, lists left out. */
function sentences(view) {
  const { text } = view.draft.body;
  const [from, to] = [view.firstLine?.[1] ?? 0, view.closing?.[0] ?? text.length];
  const found = [];
  for (const [start, end] of view.blocks()) {
    const block = text.slice(start, end);
    if (start < from || end > to || block.startsWith('- ')) continue;
    const all = runs(block);
    let first = 0;
    all.forEach((run, index) => {
      const next = all[index + 1];
      if (next && !(endsSentence(run.text, view.lexicon) && !/^\p{Lowercase}/u.test(next.text))) return;
      const sentenceStart = first > 0 ? start + all[first].start : start;
      found.push({ start: sentenceStart, end: start + run.start + run.text.length, count: index + 1 - first });
      first = index + 1;
    });
  }
  return found;
}

function endsSentence(run, { abbreviations }) {
  return /[.!?]$/.test(run) && !(run.endsWith('.') && abbreviations.includes(words(run).at(-1)));
}

function manyLinks({ draft, limits }, tell) {
  for (const [start, end] of links(draft.body.text).slice(limits.links)) {
    tell('body', start, end, `a body has ${limits.links} link at most`);
  }
}

function shouting(view, tell) {
  const { body, draft } = view;
  const isLoud = ({ start, end }) =>
    isShouted(draft.body.text.slice(start, end)) && !view.isKnown(draft.body, [start, end]);
  for (let at = 0, end; at < body.words.length; at = Math.max(end, at + 1)) {
    end = at;
    while (end < body.words[at].blockEnd && isLoud(body.words[end])) end += 1;
    if (end - at >= 3) {
      tell('body', ...body.range(at, end), 'several words in a row are in capitals');
    } else {
      for (const word of body.words.slice(at, end)) {
        const isLong = characters(draft.body.text.slice(word.start, word.end)) >= 6;
        if (isLong) tell('body', word.start, word.end, 'a word is in capitals');
      }
    }
  }
}

function straySpace({ draft }, tell) {
  for (const part of PARTS) {
    const { text } = draft[part];
    const addresses = links(text);
    const isInside = ([at]) => addresses.some(([start, end]) => start <= at && at < end);
    for (const [start, end, what] of [...strays(text).filter((stray) => !isInside(stray)), ...blankLines(text)]) {
      tell(part, start, end, what);
    }
  }
}

const STRAY = / +|[,.;:]{2,}/g;

function strays(text) {
  const found = [];
  for (const { start, text: written } of lines(text)) {
    const line = trimEnd(written);
    STRAY.lastIndex = line.length - trimStart(line).length;
    for (let match = STRAY.exec(line); match; match = STRAY.exec(line)) {
      const [run] = match;
      const end = STRAY.lastIndex;
      const tell = (what) => found.push([start + match.index, start + end, what]);
      if (run[0] !== ' ') {
        if (isDoubled(run)) tell('two signs in a row');
      } else if (/^[,.;:!?]/.test(line.slice(end, end + 1)) && !/^[.:][^ \t\n\f\r]/.test(line.slice(end, end + 2))) {
        // `...` and `.com` may stand after a blank.
        tell('a blank stands before a sign');
        STRAY.lastIndex = end + 1;
      } else if (run.length > 1) {
        tell('several blanks in a row');
      }
    }
  }
  return found;
}

/** Whether signs in a row are too many: not in `...`, and not after the full stop of an abbreviation. */
function isDoubled(signs) {
  const rest = signs.startsWith('...') ? signs.slice(3) : signs;
  return !(rest.length <= 1 || (rest.length === 2 && rest[0] === '.' && rest[1] !== '.'));
}

/** Returns where two or more blank lines stand in a row, between lines that are not. */
function blankLines(text) {
  const found = [];
  let from;
  let blank = 0;
  for (const line of lines(text)) {
    const { length } = trimEnd(line.text);
    if (length === 0) {
      blank += 1;
      continue;
    }
    if (from !== undefined && blank >= 2) found.push([from, line.start, 'several blank lines in a row']);
    from = line.start + length;
    blank = 0;
  }
  return found;
}

/** Each: name, severity unless the knowledge base says otherwise, authority, what to do, and the check. */
export const TEXT = [
  ['attachment-words', 'block', 'guidance', 'offer it, and send it only when you are asked', attachmentWords],
  ['doubled-word', 'warn', 'guidance', 'remove one', doubledWord],
  ['emoji', 'warn', 'guidance', 'say it in words', emoji],
  ['exclamation-marks', 'warn', 'guidance', 'end with a full stop', exclamationMarks],
  ['leftover-placeholder', 'block', 'guidance', 'put in what belongs there', leftoverPlaceholder],
  ['long-paragraph', 'note', 'guidance', 'part it where the thought turns', longParagraph],
  ['long-sentences', 'note', 'guidance', 'make two of the longest', longSentences],
  ['many-links', 'note', 'guidance', 'keep the one that matters', manyLinks],
  ['shouting', 'warn', 'guidance', 'write it in small letters', shouting],
  ['stray-space', 'warn', 'guidance', 'remove what is too much', straySpace],
];
