/** What the panel kept of a customer map is told to the map: no wire hears of a child that was made. */

/** @type {Set<(dealId: string) => void>} */
const listeners = new Set();

/** @param {(dealId: string) => void} listener @returns {() => void} which ends it */
export function whenKept(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** @param {string} dealId */
export const tellKept = (dealId) => listeners.forEach((listener) => listener(dealId));
