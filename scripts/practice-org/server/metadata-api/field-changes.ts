import type { Org } from '../org.ts';
import type { MetadataProblem } from '../problem.ts';
import type { Field } from '../schema/object.ts';

const isFormula = ({ formula }: Field): boolean => formula !== undefined;

const isSummary = ({ summary }: Field): boolean => summary !== undefined;

/** Values of one kind that a field of the other can hold. */
const numbers = new Set(['double', 'currency', 'percent', 'int']);
const texts = new Set(['string', 'textarea', 'picklist', 'multipicklist', 'url', 'email', 'phone']);
const family = ({ kind }: Field): string => (numbers.has(kind) ? 'number' : texts.has(kind) ? 'text' : kind);

const hasData = ({ object, slot, kind }: Field): boolean => {
  for (const { values } of object.table.rows()) if ((values[slot] ?? null) !== null || kind === 'boolean') return true;
  return false;
};

function refusal(before: Field, now: Field): string | undefined {
  if (isFormula(before) !== isFormula(now))
    return isFormula(before)
      ? 'Cannot update a field from a Formula to something else'
      : 'Cannot update a field to a Formula from something else';
  if (isFormula(now) || isSummary(now)) return undefined;
  return family(before) !== family(now) && hasData(before) ? 'Cannot change type due to existing data' : undefined;
}

/** Custom fields that a deployment would make something else than they are, which the platform refuses. */
export function refusedChanges(running: Org['objects'], next: Org['objects']): MetadataProblem[] {
  return [...next].flatMap(([key, object]) => {
    const before = running.get(key);
    if (before === undefined) return [];
    return object.fields.flatMap((field): MetadataProblem[] => {
      const old = field.custom ? before.byName.get(field.name.toLowerCase()) : undefined;
      const message = old === undefined ? undefined : refusal(old, field);
      return message === undefined || field.path === undefined
        ? []
        : [{ path: field.path, message, platform: message }];
    });
  });
}
