/**
 * What was typed and not saved, by deal and requirement. It outlives the component, so that whoever leaves the page and
 * comes back finds it again.
 */

/** @type {Map<string, Map<string, Panel.Local>>} */
const byDeal = new Map();

/** @param {string} dealId */
export function draftsOf(dealId) {
  const known = byDeal.get(dealId) ?? new Map();
  byDeal.set(dealId, known);
  return known;
}
