/** The controls of a form, one kind for each type of parameter. */

import { button, make, setText } from 'kbgen/elements/dom.js';
import { say } from 'kbgen/elements/words.js';

/** More choices than this are a list to open; fewer are all in sight. */
const MOST_RADIOS = 5;
/** Texts that can get longer than this many words, or whose example is longer than a line, get room to wrap. */
const LINE_WORDS = 12;
const LINE_CHARS = 42;

const AUTOCOMPLETE = { 'sender-name': 'name', 'sender-address': 'email' };

/**
 * What a value is typed into.
 * @typedef {object} Control
 * @property {HTMLElement[]} nodes
 * @property {HTMLElement} first  what gets the focus
 * @property {boolean} isGroup  several controls, which need a legend in place of a label
 * @property {() => string | string[] | boolean | undefined} get  as typed; undefined for nothing
 * @property {(typed: unknown) => void} set
 * @property {() => boolean} [isBroken]  the browser holds something typed that it can't make a value of
 */

/** @param {object} parameter @param {string} id @param {object} described  attributes @returns {Control} */
export function control(parameter, id, described) {
  switch (parameter.type) {
    case 'choice':
      return parameter.choices.length > MOST_RADIOS ? select(parameter, id, described) : radios(parameter, id);
    case 'bool': return parameter.required ? radios(parameter, id) : checkbox(parameter, id, described);
    case 'list': return list(parameter, id, described);
    default: return single(parameter, id, described);
  }
}

function single(parameter, id, described) {
  const input = field(parameter, id, described);
  return {
    nodes: [input],
    first: input,
    get: () => input.value.trim() === '' ? undefined : input.value,
    set: (typed) => { input.value = text(typed); },
    isBroken: () => input.validity.badInput,
  };
}

/** Makes an input, or a textarea where a line may be too short. */
function field(parameter, id, described) {
  const { type, required, role, pattern, example } = parameter;
  const sample = Array.isArray(example) ? example.join('').length / example.length : String(example ?? '').length;
  const wraps = ['text', 'list'].includes(type) && (parameter.max_words > LINE_WORDS || sample > LINE_CHARS);
  const properties = { id, required, name: parameter.name, ...described };
  if (type === 'long-text') return make('textarea', { ...properties, rows: 5 });
  if (wraps) {
    const area = make('textarea', { ...properties, rows: 2, enterKeyHint: 'next' });
    // It is one line that wraps; a line break in it would be refused later on.
    area.addEventListener('input', () => {
      if (area.value.includes('\n')) area.value = area.value.replace(/\s*\n\s*/g, ' ');
    });
    return area;
  }
  const isNumber = type === 'number' || pattern === 'digits-8' || pattern === 'year';
  return make('input', {
    ...properties,
    type: { date: 'date', email: 'email', url: 'url' }[type] ?? (pattern === 'phone' ? 'tel' : 'text'),
    className: isNumber || type === 'date' ? 'short' : undefined,
    inputMode: isNumber ? 'numeric' : undefined,
    autocomplete: AUTOCOMPLETE[role] ?? (pattern === 'phone' ? 'tel' : 'off'),
    autocapitalize: type === 'email' || type === 'url' ? 'none' : undefined,
    spellcheck: type === 'text' && !role,
    enterKeyHint: 'next',
  });
}

function select({ choices, required, name }, id, described) {
  const none = make('option', { value: '' }, say(required ? 'choose' : 'leave_out'));
  const options = choices.map(({ value, label }) => make('option', { value }, label));
  const node = make('select', { id, required, name, ...described }, none, ...options);
  return {
    nodes: [node],
    first: node,
    get: () => node.value || undefined,
    set: (typed) => { node.value = text(typed); if (node.selectedIndex < 0) node.value = ''; },
  };
}

function radios({ type, choices, required, name }, id) {
  const rows = type === 'bool' ? [{ value: 'yes', label: say('yes') }, { value: 'no', label: say('no') }] : choices;
  const all = required ? rows : [...rows, { value: '', label: say('leave_out') }];
  const inputs = all.map(({ value }, index) =>
    make('input', { type: 'radio', name: id, value, id: index ? `${id}-${index}` : id, required }));
  const group = make('div', { className: 'radios' }, ...inputs.map((input, index) =>
    make('label', { className: 'radio' }, input, make('span', {}, all[index].label))));
  return {
    nodes: [group],
    first: inputs[0],
    isGroup: true,
    get: () => inputs.find((input) => input.checked)?.value || undefined,
    set: (typed) => inputs.forEach((input) => { input.checked = input.value === text(typed); }),
    name,
  };
}

function checkbox({ name }, id, described) {
  const input = make('input', { type: 'checkbox', id, name, ...described });
  return {
    nodes: [input],
    first: input,
    get: () => input.checked ? 'yes' : undefined,
    set: (typed) => { input.checked = text(typed) === 'yes'; },
  };
}

/** Rows with an item each, which can be added and removed. */
function list(parameter, id, described) {
  const rows = make('div', { className: 'rows' });
  const add = button(say('add'), 'button button-quiet add', () => {
    append('').focus();
    settle();
  });
  const inputs = () => [...rows.querySelectorAll('input, textarea')];
  const append = (value) => {
    const input = field({ ...parameter, required: false }, '', described);
    input.value = value;
    const remove = button('×', 'remove', () => {
      const all = inputs();
      const neighbour = all[all.indexOf(input) + 1] ?? all[all.indexOf(input) - 1];
      row.remove();
      settle();
      (neighbour ?? add).focus();
      rows.dispatchEvent(new Event('input', { bubbles: true }));
    });
    const row = make('div', { className: 'row' }, make('label', { className: 'unseen' }), input, remove);
    // Several lines, as copied from a document, are several items.
    input.addEventListener('paste', (event) => {
      const lines = event.clipboardData.getData('text').split('\n')
        .map((line) => line.replace(/^\s*[-•*]\s+/, '').trim()).filter(Boolean);
      if (lines.length < 2 || input.value.trim()) return;
      event.preventDefault();
      input.value = lines[0];
      for (const line of lines.slice(1)) append(line);
      settle();
      rows.dispatchEvent(new Event('input', { bubbles: true }));
    });
    rows.append(row);
    return input;
  };
  /** Numbers the rows; only what more than one row has can be removed. */
  const settle = () => {
    const all = inputs();
    all.forEach((input, index) => {
      input.id = index ? `${id}-${index}` : id;
      const [label, , remove] = input.parentElement.children;
      label.htmlFor = input.id;
      setText(label, say('item', { label: parameter.label, n: index + 1 }));
      remove.ariaLabel = say('remove', { n: index + 1 });
      remove.hidden = all.length === 1;
    });
    add.hidden = all.length >= (parameter.max ?? Infinity);
  };
  append('');
  settle();
  return {
    nodes: [rows, add],
    get first() { return inputs()[0]; },
    isGroup: true,
    get: () => {
      const items = inputs().map((input) => input.value);
      return items.some((item) => item.trim()) ? items : undefined;
    },
    set: (typed) => {
      const items = Array.isArray(typed) && typed.length > 0 ? typed : [''];
      const now = inputs();
      if (now.length === items.length) now.forEach((input, index) => { input.value = text(items[index]); });
      else {
        rows.replaceChildren();
        items.forEach((item) => append(text(item)));
        settle();
      }
    },
  };
}

/** What is stored may come from elsewhere. */
function text(typed) {
  return typeof typed === 'string' || typeof typed === 'number' ? String(typed) : typed === true ? 'yes' : '';
}
