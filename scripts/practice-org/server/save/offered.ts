import { recordTypeNamedBy, type Org } from '../org.ts';
import type { ObjectType } from '../schema/object.ts';
import { offeredBy } from '../schema/record-types.ts';
import type { Value } from '../store/row.ts';
import type { Changes } from './changes.ts';
import { saveError, type SaveError } from './error.ts';
import { planOf } from './plan.ts';

/**
 * Values of restricted picklists that the row's record type does not offer, as far as the write changes them. Picklists that are
 * not restricted, the stage among them, take through the API what no record type offers.
 */
export function notOffered(
  org: Org,
  object: ObjectType,
  {
    next,
    before,
    changes,
  }: { readonly next: readonly Value[]; readonly before: readonly Value[] | null; readonly changes: Changes },
): SaveError[] {
  if (object.recordTypes.length === 0) return [];
  const id = next[planOf(object).slots.recordType ?? -1];
  const type = typeof id === 'string' ? recordTypeNamedBy(org, object, id) : undefined;
  const errors: SaveError[] = [];
  for (const [field, value] of changes) {
    if (field.restricted !== true || typeof value !== 'string' || value === before?.[field.slot]) continue;
    const offer = offeredBy(object, type, field);
    const parts = field.kind === 'multipicklist' ? value.split(';') : [value];
    const strange = offer === undefined ? undefined : parts.find((part) => !offer.values.has(part.toLowerCase()));
    if (strange === undefined) continue;
    const message = `${field.label}: bad value for restricted picklist field: ${strange}`;
    errors.push(saveError('INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', message, [field.name]));
  }
  return errors;
}
