import { limitsOf, type LimitType, type OrganizationSettings } from '../edition.ts';
import type { Org } from '../org.ts';
import type { MetadataProblem } from '../problem.ts';
import type { ObjectType } from '../schema/object.ts';

/** The files that count against a limit, in the order they came. */
function counted({ fields, declaration }: ObjectType, type: LimitType): string[] {
  if (type === 'ActiveValidationRules') return declaration.rules.filter(({ active }) => active).map(({ path }) => path);
  const custom = fields.filter((field) => field.custom);
  const of = {
    CustomFields: custom,
    CustomRelationship: custom.filter(({ kind }) => kind === 'reference'),
    RollupSummary: custom.filter(({ summary }) => summary !== undefined),
  }[type];
  return of.flatMap(({ path }) => path ?? []);
}

/** What a deployment adds beyond the limits of an object; what an org has too much of already is no obstacle. */
export function exceededLimits(
  running: Org['objects'],
  next: Org['objects'],
  organization: OrganizationSettings,
): MetadataProblem[] {
  return [...next].flatMap(([key, object]) => {
    const before = running.get(key);
    const active = counted(object, 'ActiveValidationRules').length;
    return limitsOf(object, active, organization).flatMap(({ type, max, remaining }) => {
      const known = new Set(before === undefined ? [] : counted(before, type));
      const added = counted(object, type).filter((path) => !known.has(path));
      const over = remaining < 0 ? added.slice(remaining) : [];
      return over.map((path) => ({ path, message: `${object.name} may have ${max} of ${type}, and has them already` }));
    });
  });
}
