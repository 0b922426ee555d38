import { Checker, written } from 'kbgen/core/checker.js';

/** Gives the median time of a check in milliseconds. */
export default ({ rules, parameters, values, body }) => {
  const checker = new Checker(rules);
  const subject = written('A subject of some words');
  const draft = { subject, body: written(body), parameters, values, recipients: [], attachments: [] };
  const times = Array.from({ length: 200 }, () => {
    const start = performance.now();
    checker.check(draft);
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[100];
};
