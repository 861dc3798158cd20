/** Whether a requirement is met, by fields or by its item. */
import { field as dealField } from '../vocabulary/index.ts';
import { isBlank, isChanged } from './blank.ts';
import type { Plan, PlannedField, PlannedRequirement } from './plan.ts';
import type { Deal, Item } from './types.ts';

/** `today` is YYYY-MM-DD. */
export function isFieldMet(
  { name, positive, notPast, accept, reach }: PlannedField,
  deal: Deal,
  today: string,
): boolean {
  const value = deal[name];
  if (isBlank(value)) return false;
  if (positive) return typeof value === 'number' && value > 0;
  if (notPast) return typeof value === 'string' && value >= today;
  if (accept !== undefined) return typeof value === 'string' && accept.has(value);
  return reach === undefined || reach.some((field) => !isBlank(deal[field]));
}

export function areFieldsMet(fields: readonly PlannedField[], deal: Deal, today: string): boolean {
  for (const field of fields) if (!isFieldMet(field, deal, today)) return false;
  return true;
}

/**
 * Whether fields that are not met after were met before. What a lookup named before cannot be seen, in Salesforce
 * neither: one that changed counts as having been met, one that did not change is as good as it is now. So is whether
 * the deal has products.
 */
export const wereFieldsMet = (fields: readonly PlannedField[], before: Deal, after: Deal, today: string): boolean =>
  fields.every((field) =>
    field.reach === undefined
      ? isFieldMet(field, field.name === dealField.hasProducts ? after : before, today)
      : isChanged(before[field.name], after[field.name]) || isFieldMet(field, after, today),
  );

/** Whether an item counts for its own requirement: done where there are no fields, or settled otherwise in a slot. */
export const doesCount = ({ fields, slotted }: PlannedRequirement, { status }: Item): boolean =>
  status === 'Done' ? fields === undefined : slotted && (status === 'NotApplicable' || status === 'Waived');

/** The items of a write by requirement, at its index. */
export interface ReadItems {
  /** How many count; more than one reads as not done, as its digit does in Salesforce. */
  readonly counts: readonly number[];
  /** The item to show: of two, which the platform refuses, one that counts. */
  readonly shown: readonly (Item | undefined)[];
  /** Those of codes that the model does not have. */
  readonly unknown: readonly Item[];
}

export function readItems({ byCode, requirements }: Plan, items: readonly Item[]): ReadItems {
  // Plain arrays: one of bytes this long lies outside the heap, and is dear to make for every write.
  const counts = new Array<number>(requirements.length).fill(0);
  const shown = new Array<Item | undefined>(requirements.length).fill(undefined);
  const unknown: Item[] = [];
  for (const item of items) {
    const requirement = byCode.get(item.code);
    if (requirement === undefined) {
      unknown.push(item);
      continue;
    }
    const { index } = requirement;
    const counted = doesCount(requirement, item);
    if (counted) counts[index] = (counts[index] ?? 0) + 1;
    if (counted || shown[index] === undefined) shown[index] = item;
  }
  return { counts, shown, unknown };
}
