import type { Session } from '../access/session.ts';
import { targetRow } from '../schema/scope.ts';
import { isGroupable } from '../schema/groupable.ts';
import type { Field, ObjectType } from '../schema/object.ts';
import type { Row, Value } from '../store/row.ts';
import { pointedError } from './error.ts';

/** A field of the queried object or, through lookups, of a parent. */
export interface Column {
  /** The path with the names' own capitals: `Account.Name`. */
  readonly path: string;
  readonly field: Field;
  readonly steps: readonly Field[];
  read(row: Row): Value;
}

/** What names in one query mean: the object, its alias, the user, the text for messages. */
export interface QueryScope {
  readonly object: ObjectType;
  readonly alias: string | undefined;
  readonly session: Session;
  readonly source: string;
}

const noColumn = (scope: QueryScope, object: ObjectType, name: string, path: string): Error =>
  pointedError(
    'INVALID_FIELD',
    scope.source,
    path,
    `No such column '${name}' on entity '${object.name}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`,
  );

export const parentRow = (row: Row, step: Field): Row | undefined => {
  const id = row.values[step.slot];
  return typeof id === 'string' ? targetRow(step, id) : undefined;
};

/** Resolves a dotted path. @throws SoqlError for names the user cannot see. */
export function resolveColumn(scope: QueryScope, path: string): Column {
  const { session } = scope;
  const parts = path.split('.');
  const [head = ''] = parts;
  const own = [scope.alias, scope.object.name].some((name) => name?.toLowerCase() === head.toLowerCase());
  if (parts.length > 1 && own && !scope.object.byRelationship.has(head.toLowerCase())) parts.shift();
  const last = parts.pop() ?? '';
  let object = scope.object;
  const steps: Field[] = [];
  for (const part of parts) {
    const step = object.byRelationship.get(part.toLowerCase());
    const [target] = step?.targets ?? [];
    const hidden = step === undefined || session.access(object).readable[step.slot] !== true;
    if (hidden || target === undefined || !session.access(target).read) {
      throw pointedError(
        'INVALID_FIELD',
        scope.source,
        path,
        `Didn't understand relationship '${part}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
      );
    }
    steps.push(step);
    object = target;
  }
  const field = object.byName.get(last.toLowerCase());
  if (field === undefined || session.access(object).readable[field.slot] !== true)
    throw noColumn(scope, object, last, path);
  const names = [...steps.map((step) => step.relationshipName ?? step.name), field.name];
  return { path: names.join('.'), field, steps, read: reader(field, steps, session) };
}

function reader(field: Field, steps: readonly Field[], session: Session): Column['read'] {
  const [first, ...rest] = steps;
  if (first === undefined) {
    if (!field.computed) {
      const { slot } = field;
      return (row) => row.values[slot] ?? null;
    }
    return (row) => field.read(row, session);
  }
  return (row) => {
    let at = parentRow(row, first);
    for (const step of rest) at = at === undefined ? undefined : parentRow(at, step);
    return at === undefined ? null : field.read(at, session);
  };
}

/** Long text cannot be filtered or sorted, and a value of a history not filtered. */
export function mustFilter(column: Column, what: 'filtered' | 'sorted'): Column {
  const { field } = column;
  const unfilterable = field.filterable === false && what === 'filtered';
  if (unfilterable || (field.kind === 'textarea' && (field.length ?? 0) > 255))
    throw pointedError('INVALID_FIELD', '', '', `field '${field.name}' can not be ${what} in a query call`);
  return column;
}

/** @throws SoqlError for what the platform does not group by. */
export function mustGroup(column: Column, source: string): Column {
  const { field } = column;
  if (isGroupable(field)) return column;
  throw pointedError('MALFORMED_QUERY', source, field.name, `field '${field.name}' can not be grouped in a query call`);
}
