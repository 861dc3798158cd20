import type { Session } from '../access/session.ts';
import { findById, type Org } from '../org.ts';
import { mustHave, type Field, type ObjectType } from '../schema/object.ts';
import { teamMembers } from '../schema/team.ts';
import { normaliseId } from '../store/ids.ts';
import type { Row, Value } from '../store/row.ts';
import { prepareRecord, type Changes, type Operation, type Prepared } from './changes.ts';
import { coerce } from './coerce.ts';
import { refused, saveError, type SaveError, type SaveResult } from './error.ts';
import { removeRow } from './remove.ts';
import { insertRow, updateRow } from './save.ts';
import type { Write } from './write.ts';

export type Json = Readonly<Record<string, unknown>>;

const verbs = { create: 'inserted', edit: 'updated', delete: 'deleted' } as const;

/** Why the user may not do that with rows of the object; undefined when they may. */
export function forbidden(object: ObjectType, session: Session, right: keyof typeof verbs): SaveError | undefined {
  if (session.access(object)[right]) return undefined;
  if (object.readOnly) {
    return saveError('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY', `entity type cannot be ${verbs[right]}: ${object.label}`);
  }
  return saveError('INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id');
}

/** The live row of an id a client wrote, or why there is none. */
export function rowOf(object: ObjectType, id: unknown): Row | SaveError {
  if (typeof id !== 'string' || id === '')
    return saveError('MISSING_ARGUMENT', 'Id not specified in an update call', []);
  const full = normaliseId(id);
  if (full === undefined || !full.startsWith(object.prefix)) {
    return saveError('MALFORMED_ID', `${object.label} ID: id value of incorrect type: ${id}`, ['Id']);
  }
  const row = object.table.get(full);
  if (row !== undefined) return row;
  return object.table.getDeleted(full) === undefined
    ? saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [])
    : saveError('ENTITY_IS_DELETED', 'entity is deleted', []);
}

const isError = (found: Row | SaveError): found is SaveError => 'statusCode' in found;

/** Somebody else holds the row, or the one it belongs to. */
const locked = (id: string | null): SaveError =>
  saveError(
    'UNABLE_TO_LOCK_ROW',
    `unable to obtain exclusive access to this record${id === null ? '' : ` or 1 records: ${id}`}`,
  );

export function insertPrepared(object: ObjectType, prepared: Prepared, write: Write): SaveResult {
  const error = forbidden(object, write.session, 'create');
  if (error !== undefined) return refused([error]);
  if (write.org.locks.strikes()) return refused([locked(null)]);
  if (!prepared.ok) return refused(prepared.errors);
  const member = sameMember(object, prepared.changes);
  return member === undefined
    ? insertRow(object, prepared.changes, write)
    : updateRow(object, member, withoutKeys(prepared.changes), write);
}

/** The record of somebody who is on the team of that deal already: making it anew changes it. */
function sameMember(object: ObjectType, changes: Changes): Row | undefined {
  if (object.name !== teamMembers) return undefined;
  const [deal, user] = [mustHave(object, 'OpportunityId'), mustHave(object, 'UserId')];
  const of = changes.get(deal);
  if (typeof of !== 'string') return undefined;
  return [...object.table.children(deal.slot, of)].find(({ values }) => values[user.slot] === changes.get(user));
}

/** What of a write an update may say. */
const withoutKeys = (changes: Changes): Changes => new Map([...changes].filter(([{ canUpdate }]) => canUpdate));

export function updatePrepared(object: ObjectType, id: unknown, prepared: Prepared, write: Write): SaveResult {
  const row = rowOf(object, id);
  const shown = typeof id === 'string' ? id : null;
  if (isError(row)) return refused([row], shown);
  const error = forbidden(object, write.session, 'edit');
  if (error !== undefined) return refused([error], shown);
  if (write.org.locks.strikes()) return refused([locked(row.id)], shown);
  return prepared.ok ? updateRow(object, row, prepared.changes, write) : refused(prepared.errors, shown);
}

export function deleteById(object: ObjectType, id: unknown, write: Write): SaveResult {
  const row = rowOf(object, id);
  if (isError(row)) return refused([row], typeof id === 'string' ? id : null);
  const error = forbidden(object, write.session, 'delete');
  if (error === undefined && write.org.locks.strikes()) return refused([locked(row.id)], row.id);
  return error === undefined ? removeRow(object, row, write) : refused([error], row.id);
}

/** A row named by the value of its key field. */
interface Keyed {
  readonly key: Field;
  readonly value: unknown;
}

/** Inserts or updates by a key field; `prepare` reads the rest once it is known which. */
export function upsertByKey(
  object: ObjectType,
  { key, value }: Keyed,
  prepare: (operation: Operation) => Prepared,
  write: Write,
): SaveResult {
  const wanted = coerce(key, value === '' ? null : value, 'csv');
  if ('error' in wanted) return refused([wanted.error]);
  if (wanted.value === null && key.kind !== 'id') {
    return refused([saveError('MISSING_ARGUMENT', `${key.name} not specified`, [])]);
  }
  const found = findByKey(object, key, wanted.value);
  if (found.length > 1) {
    const ids = found.map(({ id }) => id).join(', ');
    return refused([
      saveError('DUPLICATE_EXTERNAL_ID', `${key.name}: more than one record found for external id field: [${ids}]`, []),
    ]);
  }
  const [row] = found;
  if (row !== undefined) return updatePrepared(object, row.id, prepare('update'), write);
  if (key.kind === 'id' && wanted.value !== null) return updatePrepared(object, wanted.value, prepare('update'), write);
  const prepared = prepare('insert');
  if (!prepared.ok || key.kind === 'id') return insertPrepared(object, prepared, write);
  const changes = new Map(prepared.changes).set(key, wanted.value);
  return insertPrepared(object, { ok: true, changes: changes satisfies Changes }, write);
}

export function findByKey(object: ObjectType, key: Field, value: Value): readonly Row[] {
  if (value === null) return [];
  if (key.kind !== 'id') return object.table.byKey(key.slot, value);
  const row = object.table.get(String(value));
  return row === undefined ? [] : [row];
}

/** Keys that stand more than once in one call: an upsert refuses all their rows, for it cannot tell which comes last. */
export function repeatedKeys(key: Field, values: readonly unknown[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const value of values) {
    const found = keyText(key, value);
    if (found === undefined) continue;
    if (seen.has(found)) repeated.add(found);
    seen.add(found);
  }
  return repeated;
}

/** A key as it is compared: undefined for blank or unreadable ones. */
export function keyText(key: Field, value: unknown): string | undefined {
  const read = coerce(key, value === '' ? null : value, 'csv');
  if ('error' in read || read.value === null) return undefined;
  const text = String(read.value);
  return key.caseSensitive === true ? text : text.toLowerCase();
}

export const repeatedKey = (key: Field, value: unknown): SaveResult =>
  refused([
    saveError('DUPLICATE_VALUE', `Duplicate external id specified: ${String(keyText(key, value))}`, [key.name]),
  ]);

const rolledBack = saveError(
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
  [],
);

/** Runs rows in order; with `allOrNone` one refusal takes all of them back. */
export function saveAll(
  write: Write,
  rows: readonly ((write: Write) => SaveResult)[],
  allOrNone: boolean,
): SaveResult[] {
  const savepoint = write.journal.savepoint;
  const results = rows.map((row) => row(write));
  if (!allOrNone || results.every(({ ok }) => ok)) return results;
  write.journal.rollBackTo(savepoint);
  return results.map((result) => (result.ok ? refused([rolledBack], result.created ? null : result.id) : result));
}

const onlyId = new Set(['id']);

export const insertJson = (object: ObjectType, record: Json, session: Session) => (write: Write) =>
  insertPrepared(object, prepareRecord(object, { record, session, operation: 'insert' }), write);

export const updateJson = (object: ObjectType, id: unknown, record: Json, session: Session) => (write: Write) =>
  updatePrepared(object, id, prepareRecord(object, { record, session, operation: 'update', skip: onlyId }), write);

export const upsertJson = (
  object: ObjectType,
  { key, value, record, session }: Keyed & { readonly record: Json; readonly session: Session },
) => {
  const skip = new Set([key.name.toLowerCase(), 'id']);
  const prepare = (operation: Operation): Prepared => prepareRecord(object, { record, session, operation, skip });
  return (write: Write): SaveResult => upsertByKey(object, { key, value }, prepare, write);
};

export const deleteJson = (org: Org, id: string) => (write: Write) => {
  const found = findById(org, id);
  if (found !== undefined) return deleteById(found.object, id, write);
  const error =
    normaliseId(id) === undefined
      ? saveError('MALFORMED_ID', `malformed id ${id}`, [])
      : saveError('INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', []);
  return refused([error], id);
};
