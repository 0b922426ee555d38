/** What can be taken along, brought back and forgotten. */

import { calendar } from 'kbgen/core/ics.js';
import { isEmpty, read } from 'kbgen/core/notebook-file.js';
import { events } from 'kbgen/core/personal.js';
import { button, make } from 'kbgen/elements/dom.js';
import { count, say } from 'kbgen/elements/words.js';
import { head } from 'kbgen/workspace/parts.js';
import { save } from 'kbgen/elements/save.js';

const FORMATS = ['eml', 'docx', 'txt'];

/** @param {import('kbgen/workspace/desk.js').Desk} desk @param {object} where @param {{ told: Function }} ways */
export function files(desk, where, { told }) {
  const parts = [drafts(desk, told), dates(desk, told), print(desk), backup(desk, told), forget(desk, told)];
  const node = make('section', { className: 'ws-view ws-files' },
    head(say('ws_files')), ...parts.map((part) => part.node));
  return { node, update: () => parts.forEach((part) => part.update?.()) };
}

function part({ names }, key, ...children) {
  return make('section', { className: 'ws-part' }, make('h3', {}, say(key)),
    make('p', { className: 'hint' }, say(`${key}_note`, names)), ...children);
}

/** All drafts of the chosen targets in one file. */
function drafts(desk, told) {
  const list = make('ul', { className: 'ws-choices' });
  const formats = FORMATS.map((value, index) =>
    make('input', { type: 'radio', name: 'ws-format', value, id: `ws-format-${value}`, checked: index === 0 }));
  const left = new Set();
  const none = make('p', { className: 'soft' }, say('ws_zip_none', desk.names));
  const go = button(say('ws_zip_go'), 'button', async () => {
    go.disabled = true;
    try {
      const { zipOf } = await import('kbgen/workspace/zip.js');
      const format = formats.find(({ checked }) => checked).value;
      const { bytes, n } = await zipOf(desk, format, chosen());
      save(`${say('ws_zip_name')}.zip`, [bytes], 'application/zip');
      told(count('ws_zip_done', n));
    } catch {
      told(say('load_failed'));
    } finally {
      go.disabled = false;
    }
  });
  const isWritten = ({ id }) => desk.data.templates.some((template) => desk.outlook.isDrafted(id, template.id));
  const withDrafts = () => desk.targets().filter(isWritten);
  const chosen = () => withDrafts().map(({ id }) => id).filter((id) => !left.has(id));
  const all = button(say('ws_all'), 'text-button', () => choose(true));
  const nobody = button(say('ws_nobody'), 'text-button', () => choose(false));
  const choose = (isTaken) => {
    left.clear();
    if (!isTaken) for (const { id } of withDrafts()) left.add(id);
    update();
  };
  list.addEventListener('change', ({ target }) => {
    left[target.checked ? 'delete' : 'add'](target.value);
    go.disabled = chosen().length === 0;
  });
  const radios = make('fieldset', { className: 'radios' }, make('legend', {}, say('ws_zip_as')),
    ...formats.map((input) =>
      make('label', { className: 'radio' }, input, make('span', {}, say(`file_${input.value}`)))));
  const ready = make('div', {}, make('div', { className: 'ws-tools' }, all, nobody), list, radios, go);
  const update = () => {
    const some = withDrafts();
    ready.hidden = some.length === 0;
    none.hidden = some.length > 0;
    list.replaceChildren(...some.map(({ id, name }) => make('li', {}, make('label', { className: 'radio' },
      make('input', { type: 'checkbox', value: id, checked: !left.has(id) }), make('span', {}, name)))));
    go.disabled = chosen().length === 0;
  };
  return { node: part(desk, 'ws_zip', none, ready), update };
}

function dates(desk, told) {
  const none = make('p', { className: 'soft' }, say('ws_ics_none', desk.names));
  const own = () => events(desk.outlook, desk.season, (target, what) => say('ws_ics_event', { target, what }));
  const go = button(say('ws_ics_go'), 'button', () => {
    const all = own();
    save(`${say('ws_ics_name')}.ics`, [calendar(all, say('ws_ics'))], 'text/calendar;charset=utf-8');
    told(count('ws_ics_done', all.length));
  });
  const update = () => {
    const isThere = own().length > 0;
    go.hidden = !isThere;
    none.hidden = isThere;
  };
  return { node: part(desk, 'ws_ics', none, go), update };
}

function print(desk) {
  const link = make('a', { className: 'button button-quiet', href: '#overview' }, say('ws_print_go'));
  return { node: part(desk, 'ws_print', link) };
}

/** The notebook as a file, and back. */
function backup(desk, told) {
  const out = button(say('ws_export'), 'button', () => {
    exportNotebook(desk);
    told(say('ws_exported'));
  });
  const file = make('input', { type: 'file', id: 'ws-import', accept: '.json,application/json' });
  const answer = make('div', { className: 'ws-import', role: 'status' });
  file.addEventListener('change', async () => {
    const [one] = file.files;
    if (!one) return;
    const found = read(await one.text());
    file.value = '';
    if (found.fault) {
      const refused = say(`ws_import_${found.fault}`, { place: found.place ?? '' });
      answer.replaceChildren(make('p', { className: 'fault' }, refused));
      return;
    }
    const { notebook } = found;
    const take = () => {
      const before = structuredClone(desk.store.notebook);
      desk.store.replace(notebook);
      answer.replaceChildren();
      told(say('ws_imported'), () => desk.store.replace(before));
    };
    if (isEmpty(desk.store.notebook)) {
      take();
      return;
    }
    const size = (member) => Object.keys(notebook[member]).length;
    const held = { targets: count('ws_count', size('targets'), desk.names), sent: count('ws_n_sent', size('log')) };
    answer.replaceChildren(make('p', {}, say('ws_import_ask', held)),
      button(say('ws_import_go'), 'button', take), ' ',
      button(say('ws_import_not'), 'button button-quiet', () => answer.replaceChildren()));
    answer.querySelector('button').focus();
  });
  return { node: part(desk, 'ws_backup', make('div', { className: 'ws-tools' }, out),
    make('div', { className: 'ws-field' }, make('label', { htmlFor: 'ws-import' }, say('ws_import')), file), answer) };
}

function forget(desk, told) {
  const box = make('div', { className: 'ws-forget', role: 'group', hidden: true },
    make('p', {}, say('ws_forget_ask', desk.names)),
    make('div', { className: 'ws-tools' },
      button(say('ws_forget_export'), 'button', () => {
        exportNotebook(desk);
        gone();
      }),
      button(say('ws_forget_go'), 'button button-quiet', () => gone()),
      button(say('ws_forget_not'), 'button button-quiet', () => {
        box.hidden = true;
        ask.hidden = false;
        ask.focus();
      })));
  const ask = button(say('forget'), 'button button-quiet', () => {
    box.hidden = false;
    ask.hidden = true;
    box.querySelector('button').focus();
  });
  const gone = () => {
    desk.forget();
    told(say('ws_forgotten'));
    location.hash = 'start';
  };
  const update = () => {
    ask.disabled = isEmpty(desk.store.notebook) && desk.store.state !== 'foreign';
  };
  return { node: part(desk, 'ws_forget', ask, box), update };
}

function exportNotebook(desk) {
  const text = JSON.stringify(desk.store.notebook, null, 1);
  save(`${say('ws_export_name')}-${desk.today}.json`, [`${text}\n`], 'application/json');
}
