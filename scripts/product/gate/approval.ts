/**
 * What an approval of the org leaves on an item. Its field updates run no rule and write no lookup, so who approved stands
 * at the end of the reason, as an id behind a dot (docs/approvals.md).
 */
import type { Item } from './types.ts';

const atTheEnd = / · (005\w{12}(?:\w{3})?)$/;

/** Who settled or declined it, or null. What a person writes as a reason counts for nothing beside their own name. */
export function settlerOf(item: Item): string | null {
  const named = item.status === 'Declined' ? item.declinedBy : item.settledBy;
  return named || (atTheEnd.exec(item.reason ?? '')?.[1] ?? null);
}
