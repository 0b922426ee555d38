/** All that a reader keeps: answers, targets, drafts and what was sent. */

/**
 * The notebook. parameters go by their names, templates by their ids.
 * @typedef {object} Notebook
 * @property {2} version
 * @property {Answers} you
 * @property {Answers} target answers about a target that is none of `targets`
 * @property {Object<string, Answers>} messages those of a message to it, by template
 * @property {Object<string, Target>} targets by id
 * @property {Object<string, Object<string, Answers>>} drafts by id of the target, then by template
 * @property {Object<string, Sent>} log by id
 *
 * @typedef {Object<string, string | string[] | boolean>} Answers as typed
 * @typedef {{ values: Answers, notes?: string, people?: Object<string, Answers> }} Target
 * @typedef {{ target: string, template: string, date: string, note?: string, said?: Answers }} Sent
 *   `target` is an id, and `said` is what it said about the reader
 */

export const VERSION = 2;

/** @returns {Notebook} */
export const empty = () =>
  ({ version: VERSION, you: {}, target: {}, messages: {}, targets: {}, drafts: {}, log: {} });

/**
 * Reads a notebook of this or an earlier version, of whose members it only looks whether they are there.
 * @param {string|null} text
 * @returns {Notebook|null}
 */
export function parse(text) {
  try {
    const data = JSON.parse(text);
    // The first version knew of no list of targets.
    return data?.version >= 1 && data.version <= VERSION ? { ...empty(), ...data, version: VERSION } : null;
  } catch {
    return null;
  }
}

/**
 * Sets what lies at a path, or takes it out. What is about a target that is not there any more goes with it.
 * @param {Notebook} notebook
 * @param {string[]} path from one of its members
 * @param {unknown} value undefined for nothing
 */
export function put(notebook, path, value) {
  const [member, id] = path;
  const isGone = value !== undefined && path.length > 1 && !Object.hasOwn(notebook.targets, id);
  if (isGone && (member === 'drafts' || (member === 'targets' && path.length > 2))) return;
  let bin = notebook;
  for (const key of path.slice(0, -1)) {
    if (!Object.hasOwn(bin, key)) {
      if (value === undefined) return;
      bin[key] = {};
    }
    bin = bin[key];
  }
  const last = path.at(-1);
  if (value === undefined) delete bin[last];
  else bin[last] = value;
}

/** @param {Notebook} notebook @param {string[]} path @returns {unknown} */
export const get = (notebook, path) =>
  path.reduce((bin, key) => (bin != null && Object.hasOwn(bin, key) ? bin[key] : undefined), notebook);
