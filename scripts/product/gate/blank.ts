/** How values are compared: blank as Salesforce stores it, ids with or without their three check letters. */
import type { Value } from './types.ts';

/**
 * Salesforce trims text on saving, so spaces and controls alone are blank. Wider spaces may not be: they are warned of.
 * A checkbox that is not ticked says as little.
 */
export function isBlank(value: Value | undefined): boolean {
  if (typeof value !== 'string') return value === undefined || value === null || value === false;
  // Most texts begin with a plain character, which spares the search for white space.
  const first = value.charCodeAt(0);
  return !(first > 32) && !/[^\0- ]/.test(value);
}

/** Blank is one value, however it is written. */
export const isChanged = (before: Value | undefined, after: Value | undefined): boolean =>
  before !== after && !(isBlank(before) && isBlank(after));

/** An id of 15 characters names the same record as its form with 18. */
export const isSameId = (one: Value | undefined, other: Value | undefined): boolean =>
  typeof one === 'string' &&
  typeof other === 'string' &&
  (one === other || (one.length >= 15 && other.length >= 15 && one.slice(0, 15) === other.slice(0, 15)));
