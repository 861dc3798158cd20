/**
 * What the components of a page tell each other. Wires of GraphQL hear of nothing that others write: whoever shows a deal
 * by one reads it again when it is told so.
 * moved: the panel moved the deal, and kept what its map says.
 * changed: what the gates look at was changed elsewhere than in the panel.
 * @type {Record<'moved' | 'changed', Set<(dealId: string) => void>>}
 */
const listeners = { moved: new Set(), changed: new Set() };

/** @param {'moved' | 'changed'} news @param {(dealId: string) => void} listener @returns {() => void} which ends it */
export function hear(news, listener) {
  listeners[news].add(listener);
  return () => listeners[news].delete(listener);
}

/** @param {'moved' | 'changed'} news @param {string} dealId */
export const tell = (news, dealId) => listeners[news].forEach((listener) => listener(dealId));
