/** Records written through SOAP: its values are text, as in a CSV cell. */
import { findById, objectNamed } from '../../org.ts';
import { keyField, prepareRecord, type Operation as Writing } from '../../save/changes.ts';
import { deleteJson, insertPrepared, saveAll, updatePrepared, upsertByKey } from '../../save/dml.ts';
import { refused, saveError, type SaveResult } from '../../save/error.ts';
import { restoreRow } from '../../save/remove.ts';
import { beginWrite, type Write } from '../../save/write.ts';
import type { Field, ObjectType } from '../../schema/object.ts';
import type { Xml } from '../../schema/xml.ts';
import type { Operation, SoapCall } from './call.ts';
import { resultPart, SoapFault } from './message.ts';

type Fields = Readonly<Record<string, string | null>>;

/** Fields of an sObject by name; those that are to be emptied are null. */
export function fieldsOf(record: Xml): Fields {
  const given = record.names
    .filter((name) => name !== 'type' && name !== 'Id' && name !== 'fieldsToNull')
    .map((name) => [name, record.text(name) ?? ''] as const);
  const emptied = record.all('fieldsToNull').map(({ own }) => [own, null] as const);
  return Object.fromEntries([...given.filter(([, text]) => text !== ''), ...emptied]);
}

/** The object of an sObject, where the user sees it. */
export function objectOf({ org, session }: SoapCall, record: Xml): ObjectType | undefined {
  const object = objectNamed(org, record.text('type') ?? '');
  return object !== undefined && session.access(object).read ? object : undefined;
}

const noType = (record: Xml): SaveResult =>
  refused([saveError('INVALID_TYPE', `sObject type '${record.text('type') ?? ''}' is not supported.`)]);

const mostRecords = 200;

/** Writes every record of a call, or takes all back. @throws SoapFault for more than 200. */
function saved(call: SoapCall, name: string, row: (given: Xml) => (write: Write) => SaveResult): SaveResult[] {
  const given = call.given.all(name);
  if (given.length > mostRecords)
    throw new SoapFault('EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${mostRecords} records`);
  return saveAll(beginWrite(call.org, call.session), given.map(row), call.allOrNone);
}

const written = (call: SoapCall, write: (object: ObjectType, record: Xml) => (write: Write) => SaveResult) =>
  saved(call, 'sObjects', (record) => {
    const object = objectOf(call, record);
    return object === undefined ? () => noType(record) : write(object, record);
  });

const prepared = ({ session }: SoapCall, object: ObjectType, record: Fields, operation: Writing) =>
  prepareRecord(object, { record, session, operation, source: 'csv' });

export const create: Operation = (call) =>
  written(
    call,
    (object, record) => (write) => insertPrepared(object, prepared(call, object, fieldsOf(record), 'insert'), write),
  ).map((result) => resultPart(result));

export const update: Operation = (call) =>
  written(
    call,
    (object, record) => (write) =>
      updatePrepared(object, record.text('Id'), prepared(call, object, fieldsOf(record), 'update'), write),
  ).map((result) => resultPart(result));

const isName = ({ name }: Field, given: string): boolean => given.toLowerCase() === name.toLowerCase();

export const upsert: Operation = (call) => {
  const name = call.given.text('externalIDFieldName') ?? 'Id';
  return written(call, (object, record) => (write) => {
    const key = keyField(object, name, call.session);
    if (key === undefined) {
      const message = `Field name provided, ${name} does not match an External ID, Salesforce Id, or indexed field for ${object.name}`;
      return refused([saveError('INVALID_FIELD', message)]);
    }
    const fields = fieldsOf(record);
    const others = Object.fromEntries(Object.entries(fields).filter(([field]) => !isName(key, field)));
    const keyed = {
      key,
      value: key.kind === 'id' ? record.text('Id') : Object.entries(fields).find(([field]) => isName(key, field))?.[1],
    };
    return upsertByKey(object, keyed, (operation) => prepared(call, object, others, operation), write);
  }).map((result) => resultPart(result, result.ok && result.created));
};

export const remove: Operation = (call) =>
  saved(call, 'ids', ({ own }) => deleteJson(call.org, own)).map((result) => resultPart(result));

export const undelete: Operation = (call) =>
  saved(call, 'ids', ({ own }) => (write) => {
    const found = findById(call.org, own);
    if (found?.row.deleted !== true || !call.session.access(found.object).delete)
      return refused([saveError('UNDELETE_FAILED', 'Entity is not in the recycle bin')], own);
    return restoreRow(found.object, found.row, write);
  }).map((result) => resultPart(result));
