import { checkAll } from 'kbgen/core/across.js';
import { Checker, written } from 'kbgen/core/checker.js';

const draftOf = (draft, parameters) => ({
  ...draft,
  parameters: parameters[draft.parameters],
  subject: written(draft.subject),
  body: written(draft.body),
});

/** Gives the findings of each message of each batch. */
export default ({ rules, parameters, batches }) => {
  const checkers = rules.map((one) => new Checker(one));
  return batches.map(({ rules: number, planned, others, log, today }) => {
    const messages = planned.map((one) => ({ ...one, draft: draftOf(one.draft, parameters) }));
    return checkAll(checkers[number], messages, others, log, today);
  });
};
