/** Drafts as they would go out, with what is wrong with them. */

import { order } from 'kbgen/core/checker.js';
import { Renderer } from 'kbgen/core/eval.js';
import { written } from 'kbgen/core/view.js';

/**
 * @typedef {object} Letter
 * @property {string} target name
 * @property {object} template as in `kbgen/data/templates/<id>.js`
 * @property {{ subject: object[], body: object[] }} segments
 * @property {string} subject
 * @property {string} body
 * @property {{ name?: string, address: string }} from
 * @property {string} to address, or nothing
 * @property {string[]} missing labels of what is not filled in
 * @property {import('kbgen/core/checker.js').Finding[]} findings without those about gaps
 */

/**
 * @param {import('kbgen/core/standing.js').Outlook} outlook
 * @param {import('kbgen/core/checker.js').Checker} checker with all rules
 * @param {{ id: string, template: object }[]} drafts ids of targets, and templates with their code
 * @returns {Letter[]}
 */
export function letters(outlook, checker, drafts) {
  return drafts.map(({ id, template }) => {
    const { parameters, dates, scenario, words: budget } = template;
    const values = outlook.valuesOf(id, outlook.notebook.drafts[id][template.id]);
    const renderer = new Renderer(parameters, dates);
    const segments = {
      subject: renderer.partial(template.subject, values, true),
      body: renderer.partial(template.body, values),
    };
    const byRole = (role) => values[parameters.find((one) => one.role === role && values[one.name])?.name] ?? '';
    const missing = new Set([...segments.subject, ...segments.body].filter(({ kind }) => kind === 'missing')
      .map((segment) => parameters.find(({ name }) => name === segment.parameter)?.label ?? segment.parameter));
    const to = outlook.addressOf(id);
    const [subject, body] = [written(segments.subject), written(segments.body)];
    const draft = { subject, body, parameters, values, scenario, budget, recipients: to ? [to] : [], attachments: [] };
    const target = outlook.names.get(id);
    const across = outlook.beside(id, template.id).look({ draft, target, template: template.id });
    const isGap = ({ part, range: [start, end] }) => draft[part].pieces
      .some(({ missing: gap, range }) => gap && start < range[1] && end > range[0]);
    const findings = checker.check(draft).concat(across).filter((finding) => !isGap(finding)).sort(order);
    return { target, template, segments, subject: subject.text, body: body.text,
      from: { name: byRole('sender-name'), address: byRole('sender-address') }, to, missing: [...missing], findings };
  });
}
