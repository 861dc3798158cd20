import { roundTo } from '../schema/formulas.ts';
import { mustHave, type ObjectType } from '../schema/object.ts';
import { targetRow } from '../schema/scope.ts';
import type { Row, Value } from '../store/row.ts';
import type { Changes } from './changes.ts';
import { saveError, type SaveError } from './error.ts';

export const lineItems = 'OpportunityLineItem';

const slotOf = (object: ObjectType, name: string): number => mustHave(object, name).slot;
const numberOf = (value: Value | undefined): number => (typeof value === 'number' ? value : 0);

/** A line about to be saved: its product follows from the price book entry, its total from price, quantity and discount. */
export function applyLine(object: ObjectType, next: Value[], changes: Changes): SaveError[] {
  const [unit, total] = [slotOf(object, 'UnitPrice'), slotOf(object, 'TotalPrice')];
  const entries = mustHave(object, 'PricebookEntryId');
  const id = next[entries.slot];
  const entry = typeof id === 'string' ? targetRow(entries, id) : undefined;
  const [target] = entries.targets;
  if (entry !== undefined && target !== undefined)
    next[slotOf(object, 'Product2Id')] = entry.values[slotOf(target, 'Product2Id')] ?? null;
  const given = (name: string): boolean => changes.has(mustHave(object, name));
  const units = numberOf(next[slotOf(object, 'Quantity')]) * (1 - numberOf(next[slotOf(object, 'Discount')]) / 100);
  if (given('TotalPrice') && !given('UnitPrice'))
    next[unit] = units === 0 ? 0 : roundTo(numberOf(next[total]) / units, 2);
  else if ((next[unit] ?? null) === null)
    return [saveError('REQUIRED_FIELD_MISSING', 'Required fields are missing: [UnitPrice]', ['UnitPrice'])];
  else next[total] = roundTo(numberOf(next[unit]) * units, 2);
  return [];
}

const derived = ['Amount', 'TotalOpportunityQuantity'] as const;

/**
 * Of a deal with products amount and quantity are the sums of its lines: what somebody writes there is passed over
 * without a word, and the rest of the write goes on. Read in the object reference, "Opportunity", Amount.
 */
export function keepDerived(deals: ObjectType, next: Value[], prior: Row): void {
  if (prior.values[slotOf(deals, 'HasOpportunityLineItem')] !== true) return;
  for (const name of derived) next[slotOf(deals, name)] = prior.values[slotOf(deals, name)] ?? null;
}

/**
 * Adds the lines of a deal up, and answers whether that changed it. Assumed: once the last line is gone the amount stays
 * as it is and can be written again.
 */
export function addLinesUp(lines: ObjectType, deals: ObjectType, deal: string, next: Value[]): boolean {
  const before = next.slice();
  const found = [...lines.table.children(slotOf(lines, 'OpportunityId'), deal)];
  const sum = (name: string): number =>
    roundTo(
      found.reduce((all, { values }) => all + numberOf(values[slotOf(lines, name)]), 0),
      2,
    );
  const [first] = found;
  next[slotOf(deals, 'HasOpportunityLineItem')] = first !== undefined;
  if (first !== undefined) {
    next[slotOf(deals, 'Amount')] = sum('TotalPrice');
    next[slotOf(deals, 'TotalOpportunityQuantity')] = sum('Quantity');
    next[slotOf(deals, 'Pricebook2Id')] ??= priceBookOf(lines, first);
  }
  return next.some((value, slot) => value !== before[slot]);
}

function priceBookOf(lines: ObjectType, { values }: Row): Value {
  const entries = mustHave(lines, 'PricebookEntryId');
  const id = values[entries.slot];
  const entry = typeof id === 'string' ? targetRow(entries, id) : undefined;
  const [target] = entries.targets;
  return entry === undefined || target === undefined ? null : (entry.values[slotOf(target, 'Pricebook2Id')] ?? null);
}
