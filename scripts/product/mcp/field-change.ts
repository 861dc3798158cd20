/** What is written of a deal: fields that requirements of the model ask for, each with a value of its type. */
import { requirementsOf, type SalesModel } from '../model/index.ts';
import { field, isGradeField } from '../vocabulary/index.ts';
import type { Look } from './look.ts';
import { shownText } from './shown.ts';
import { ToolError } from './tool.ts';
import type { Change } from './write.ts';

export type FieldValue = string | number | boolean | null;

/** Fields that may be filled: what requirements ask for, grades excepted, which are decided and not filled in. */
const fillable = (model: SalesModel): ReadonlySet<string> =>
  new Set(
    requirementsOf(model)
      .flatMap(({ requirement: { fields = [] } }) => fields.map(({ name }) => name))
      .filter((name) => name !== field.hasProducts && !isGradeField(name)),
  );

/** The write of some fields. @throws {ToolError} that names everything that is wrong with them. */
export function fieldChange(
  { model, read: { deal, fields } }: Look,
  given: Readonly<Record<string, FieldValue>>,
): Change {
  const allowed = fillable(model);
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const described = fields.get(name);
    if (!allowed.has(name)) return [`${shownText(name, 80)}: no requirement that may be filled in asks for it`];
    if (described === undefined) return [`${name}: the user does not see it`];
    if (!described.updateable) return [`${name}: the user may not change it`];
    const problem = problemOf(described, value);
    return problem === undefined ? [] : [`${name} ${problem}`];
  });
  if (wrong.length > 0)
    throw new ToolError(`Nothing was written. ${wrong.join('; ')}.`, [
      `Fields that may be filled: ${[...allowed].filter((name) => fields.get(name)?.updateable).join(', ')}.`,
    ]);
  const values = Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? value.trim() || null : value]),
  );
  return { object: 'Opportunity', operation: 'update', key: 'Id', id: deal.Id, values };
}

interface Described {
  readonly type: string;
  readonly picklistValues?: readonly { readonly value: string; readonly active: boolean }[] | undefined;
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);

const isMoment = (text: string): boolean => /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(text) && !Number.isNaN(Date.parse(text));

/** What is wrong with a value; undefined: nothing. Null empties any field. */
function problemOf({ type, picklistValues = [] }: Described, value: FieldValue): string | undefined {
  if (value === null) return undefined;
  const must = (isRight: boolean, what: string): string | undefined => (isRight ? undefined : `must be ${what}`);
  switch (type) {
    case 'currency':
    case 'double':
    case 'percent':
    case 'int':
    case 'long':
      return must(typeof value === 'number', 'a number');
    case 'boolean':
      return must(typeof value === 'boolean', 'true or false');
    case 'date':
      return must(typeof value === 'string' && isDay(value), 'a day such as 2026-12-31');
    case 'datetime':
      return must(typeof value === 'string' && isMoment(value), 'a moment such as 2026-12-31T08:00:00Z');
    case 'reference':
      return must(typeof value === 'string' && /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(value), 'an id');
    case 'picklist': {
      const active = picklistValues.filter((one) => one.active).map((one) => one.value);
      return must(typeof value === 'string' && active.includes(value), `one of ${active.join(', ')}`);
    }
    default:
      return must(typeof value === 'string', 'a text');
  }
}
