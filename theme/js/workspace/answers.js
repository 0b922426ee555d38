/** Fields for answers that are typed once, in their groups. */

import { make } from 'kbgen/elements/dom.js';
import { Field } from 'kbgen/elements/field.js';
import { count, say } from 'kbgen/elements/words.js';

/**
 * Fields that read from the notebook and write to it.
 * @param {import('kbgen/workspace/desk.js').Desk} desk
 * @param {'you'|'target'} scope
 * @param {string[]} path where the answers are
 * @param {(group: object) => Node|null} [more] what stands at the end of a group
 */
export function answers(desk, scope, path, more = () => null) {
  const fields = [];
  const groups = desk.data.groups.filter((group) => group.scope === scope).map((group) => {
    const own = group.parameters.map((name) => {
      const parameter = desk.byName.get(name);
      // Whether it is needed depends on the message.
      const field = new Field({ ...parameter, required: false }, `ws-${scope}-`);
      field.fold(false);
      if (field.more) field.more.remove();
      field.more = null;
      field.node.querySelector('.optional')?.remove();
      field.box.append(uses(desk, name));
      fields.push(field);
      return field;
    });
    return make('fieldset', { className: 'ws-group' }, make('legend', {}, group.label || say('ws_group_other')),
      ...own.map(({ node }) => node), more(group));
  });
  const node = make('form', { className: 'ws-answers', noValidate: true, autocomplete: 'off' }, ...groups);
  node.addEventListener('submit', (event) => event.preventDefault());
  node.addEventListener('input', (event) => {
    const field = fields.find((field) => field.node.contains(event.target));
    if (!field) return;
    desk.set([...path, field.parameter.name], field.typed);
    field.show();
  });
  const update = () => {
    for (const field of fields) {
      const typed = desk.store.get(...path, field.parameter.name);
      const isSame = JSON.stringify(field.typed ?? null) === JSON.stringify(typed ?? null);
      if (!isSame && !field.node.contains(document.activeElement)) field.typed = typed;
      field.show();
    }
  };
  return { node, update };
}

/** Says which messages ask for an answer. */
function uses(desk, name) {
  const asking = desk.data.templates.filter(({ parameters }) => parameters.includes(name));
  return make('details', { className: 'ws-uses' },
    make('summary', {},
      asking.length === desk.data.templates.length ? say('ws_used_all') : count('ws_used', asking.length)),
    make('p', {}, asking.map(({ title }) => title).join(' · ')));
}

/** The reader's own facts. @param {import('kbgen/workspace/desk.js').Desk} desk */
export function facts(desk) {
  const { node: form, update } = answers(desk, 'you', ['you']);
  const node = make('section', { className: 'ws-view' },
    make('div', { className: 'ws-head' }, make('h2', { tabIndex: -1 }, say('ws_you'))),
    make('p', { className: 'hint' }, say('ws_you_note', desk.names)), form);
  return { node, update };
}
