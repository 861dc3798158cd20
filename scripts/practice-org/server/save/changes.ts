import type { Session } from '../access/session.ts';
import type { Field, ObjectType } from '../schema/object.ts';
import type { Value } from '../store/row.ts';
import { coerce, type Source } from './coerce.ts';
import { notWritable, saveError, type SaveError } from './error.ts';

/** The fields a write names and what they are to hold. */
export type Changes = ReadonlyMap<Field, Value>;

export type Operation = 'insert' | 'update';

export type Prepared =
  { readonly ok: true; readonly changes: Changes } | { readonly ok: false; readonly errors: readonly SaveError[] };

const noSuchColumn = (object: ObjectType, name: string): SaveError =>
  saveError('INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`, []);

/** A column a client writes: the field itself, or a lookup found through a key field of its parent. */
export type Column =
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'parent'; readonly field: Field; readonly key: Field };

/** Who may write a field, given the operation. */
export function mayWrite(field: Field, session: Session, operation: Operation): boolean {
  if (session.setsAuditFields && field.audit === true && operation === 'insert') return true;
  const access = session.access(field.object);
  return operation === 'insert'
    ? field.canCreate && access.creatable[field.slot] === true
    : field.canUpdate && access.editable[field.slot] === true;
}

/** A field the user can see; others are treated as if they did not exist. */
export function visibleField(object: ObjectType, name: string, session: Session): Field | undefined {
  const field = object.byName.get(name.toLowerCase());
  return field !== undefined && session.access(object).readable[field.slot] === true ? field : undefined;
}

/** The parent's field a row is found by: Id, or one that is an external id or unique. */
export function keyField(parent: ObjectType, name: string, session: Session): Field | undefined {
  const field = visibleField(parent, name, session);
  return field !== undefined && (field.kind === 'id' || parent.table.hasKey(field.slot)) ? field : undefined;
}

/** The lookup value of a parent named by its key. */
function parentByKey(column: { field: Field; key: Field }, raw: unknown): { value: Value } | { error: SaveError } {
  const { field, key } = column;
  if (raw === null || raw === '') return { value: null };
  const wanted = coerce(key, raw, 'csv');
  if ('error' in wanted) return wanted;
  const { table } = key.object;
  const found = key.kind === 'id' ? [table.get(String(wanted.value))] : table.byKey(key.slot, wanted.value);
  const [row] = found;
  if (row === undefined) {
    const message = `Foreign key external ID: ${String(wanted.value).toLowerCase()} not found for field ${key.name} in entity ${key.object.name}`;
    return { error: saveError('INVALID_FIELD', message, []) };
  }
  if (found.length > 1) {
    return {
      error: saveError(
        'INVALID_FIELD',
        `More than one record found for external id field: [${found.map((one) => one?.id).join(', ')}]`,
        [field.name],
      ),
    };
  }
  return { value: row.id };
}

/** A record as somebody sent it. */
interface GivenRecord {
  readonly record: Readonly<Record<string, unknown>>;
  readonly session: Session;
  readonly operation: Operation;
  /** Lower-case names of fields that are no values, such as keys. */
  readonly skip?: ReadonlySet<string>;
  readonly source?: Source;
}

const none: ReadonlySet<string> = new Set();

/** Reads a record's values by field name; every field that is wrong is reported. */
export function prepareRecord(object: ObjectType, given: GivenRecord): Prepared {
  const { record, session, operation, skip = none, source = 'json' } = given;
  const changes = new Map<Field, Value>();
  const errors: SaveError[] = [];
  const unwritable: string[] = [];
  for (const [name, raw] of Object.entries(record)) {
    if (name === 'attributes' || skip.has(name.toLowerCase())) continue;
    const field = visibleField(object, name, session);
    if (field === undefined) {
      const parent = parentReference(object, name, raw, session);
      if (parent === undefined) errors.push(noSuchColumn(object, name));
      else if (!mayWrite(parent.field, session, operation)) unwritable.push(parent.field.name);
      else if ('error' in parent.found) errors.push(parent.found.error);
      else changes.set(parent.field, parent.found.value);
      continue;
    }
    if (field.kind === 'id' && (raw === null || raw === '')) continue;
    if (!mayWrite(field, session, operation)) {
      unwritable.push(field.name);
      continue;
    }
    const coerced = coerce(field, raw, source);
    if ('error' in coerced) errors.push(coerced.error);
    else changes.set(field, coerced.value);
  }
  if (unwritable.length > 0) errors.push(notWritable(unwritable));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, changes };
}

/** `"Account": { "Ext__c": "x" }`: the parent is named by its key. */
function parentReference(object: ObjectType, name: string, raw: unknown, session: Session) {
  const lookup = object.byRelationship.get(name.toLowerCase());
  const [target] = lookup?.targets ?? [];
  if (lookup === undefined || target === undefined || typeof raw !== 'object' || raw === null) return undefined;
  const [entry, ...more] = Object.entries(raw).filter(([key]) => key !== 'attributes');
  if (entry === undefined || more.length > 0) return undefined;
  const key = keyField(target, entry[0], session);
  if (key === undefined) return undefined;
  return { field: lookup, found: parentByKey({ field: lookup, key }, entry[1]) };
}

/** Reads one CSV row under resolved columns: empty cells are passed over, `#N/A` empties the field. */
export function prepareRow(
  columns: readonly (Column | undefined)[],
  cells: readonly string[],
  session: Session,
  operation: Operation,
): Prepared {
  const changes = new Map<Field, Value>();
  let errors: SaveError[] | undefined;
  let unwritable: string[] | undefined;
  const source: Source = 'csv';
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at];
    const cell = cells[at] ?? '';
    if (column === undefined || cell === '') continue;
    const { field } = column;
    if (!mayWrite(field, session, operation)) {
      (unwritable ??= []).push(field.name);
      continue;
    }
    const raw = cell === '#N/A' ? null : cell;
    const read = column.kind === 'field' ? coerce(field, raw, source) : parentByKey(column, raw);
    if ('error' in read) (errors ??= []).push(read.error);
    else changes.set(field, read.value);
  }
  if (unwritable !== undefined) (errors ??= []).push(notWritable(unwritable));
  return errors === undefined ? { ok: true, changes } : { ok: false, errors };
}
