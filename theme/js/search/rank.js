/** Which sections and pages answer a question best. */

import { decode, pageOf } from 'kbgen/search/chunks.js';

/** Share of a page's score that comes from all of its sections together; the rest comes from the best one. */
const TOGETHER = .4;
/** How much a page without any of the words would be left, as one with all of them counts whole. */
const FEW = .4;

/**
 * @typedef {object} Ranked
 * @property {number} page
 * @property {number} score
 * @property {() => { number: number, score: number }[]} sections best first
 */

/** Returns how much an alternative counts in each section: what is in all of several words counts as the least does. */
function weights({ parts, factor }) {
  let found = null;
  for (const forms of parts) {
    const next = new Map();
    for (const { listed, factor: share } of forms) {
      decode(listed.postings, (number, weight) => {
        const least = Math.min(weight * share, found ? found.get(number) ?? 0 : 1);
        if (least > (next.get(number) ?? 0)) next.set(number, least);
      });
    }
    found = next;
  }
  return { found, factor };
}

/** @param {import('kbgen/search/query.js').Slot[]} slots @returns {Ranked[]} best first */
export function rank(slots) {
  const pages = new Map();
  const whole = slots.reduce((sum, { weight }) => sum + weight, 0);
  const none = () => slots.map(() => 0);
  slots.forEach(({ alternatives }, index) => {
    const best = new Map();
    for (const { found, factor } of alternatives.map(weights)) {
      for (const [number, weight] of found) {
        if (weight * factor > (best.get(number) ?? 0)) best.set(number, weight * factor);
      }
    }
    for (const [number, weight] of best) {
      const key = pageOf(number);
      if (!pages.has(key)) pages.set(key, { most: none(), sections: new Map() });
      const page = pages.get(key);
      page.most[index] = Math.max(page.most[index], weight);
      if (!page.sections.has(number)) page.sections.set(number, none());
      page.sections.get(number)[index] = weight;
    }
  });
  const score = (found) => {
    let [sum, covered] = [0, 0];
    found.forEach((weight, index) => {
      sum += weight * slots[index].weight;
      if (weight > 0) covered += slots[index].weight;
    });
    return sum * (FEW + (1 - FEW) * covered / (whole || 1));
  };
  return Array.from(pages, ([page, { most, sections }]) => {
    const scored = Array.from(sections, ([number, found]) => ({ number, score: score(found) }));
    const best = scored.reduce((most, section) => Math.max(most, section.score), 0);
    // Of most pages nobody ever sees more than that they are not the best.
    const ranked = () => scored.sort((a, b) => b.score - a.score || a.number - b.number);
    return { page, score: score(most) * TOGETHER + best * (1 - TOGETHER), sections: ranked };
  }).sort((a, b) => b.score - a.score || a.page - b.page);
}
