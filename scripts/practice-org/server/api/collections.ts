import { findById, objectNamed } from '../org.ts';
import { keyField } from '../save/changes.ts';
import {
  deleteJson,
  insertJson,
  keyText,
  repeatedKey,
  repeatedKeys,
  saveAll,
  updateJson,
  upsertJson,
} from '../save/dml.ts';
import { refused, saveError, type SaveResult } from '../save/error.ts';
import { beginWrite, type Write } from '../save/write.ts';
import type { ObjectType } from '../schema/object.ts';
import { compileSoql, matchingRows } from '../soql/plan.ts';
import { projector } from './project.ts';
import { baseOf } from './base.ts';
import { failure, notFound, ok, soqlFailure, wrongMethod, type Reply } from '../http/reply.ts';
import { isRecord, type ApiRequest } from '../http/request.ts';

type Save = (write: Write) => SaveResult;

const limit = 200;
const tooMany = failure(
  400,
  'EXCEEDED_ID_LIMIT',
  `record limit reached. cannot submit more than ${limit} records into this call`,
);

/** `composite/sobjects`: up to 200 records at once, each with its own result. */
export function answerCollections(request: ApiRequest): Reply {
  const [, , name, keyName] = request.parts;
  if (name !== undefined && (request.method === 'GET' || request.method === 'POST')) return retrieve(request, name);
  switch (request.method) {
    case 'POST':
      return saveRecords(request, (object, record) => insertJson(object, record, request.session));
    case 'PATCH':
      if (name !== undefined) return upsertRecords(request, name, keyName ?? 'Id');
      return saveRecords(request, (object, record) => {
        const id = record['id'] ?? record['Id'] ?? record['ID'];
        return updateJson(object, id, record, request.session);
      });
    case 'DELETE':
      return deleteRecords(request);
    default:
      return wrongMethod(request.method, 'POST, PATCH, DELETE');
  }
}

function recordsOf(request: ApiRequest): { records: Readonly<Record<string, unknown>>[]; allOrNone: boolean } | Reply {
  const { body } = request;
  if (!isRecord(body) || !Array.isArray(body['records'])) {
    return failure(400, 'JSON_PARSER_ERROR', 'the request body needs a list named records');
  }
  const records = (body['records'] as unknown[]).filter(isRecord);
  if (records.length !== body['records'].length) return failure(400, 'JSON_PARSER_ERROR', 'every record is an object');
  if (records.length > limit) return tooMany;
  return { records, allOrNone: body['allOrNone'] === true };
}

const typeOf = (record: Readonly<Record<string, unknown>>): string => {
  const attributes = record['attributes'];
  const type = isRecord(attributes) ? attributes['type'] : undefined;
  return typeof type === 'string' ? type : '';
};

const visible = (request: ApiRequest, name: string): ObjectType | undefined => {
  const object = objectNamed(request.org, name);
  return object !== undefined && request.session.access(object).read ? object : undefined;
};

function saveRecords(
  request: ApiRequest,
  save: (object: ObjectType, record: Readonly<Record<string, unknown>>) => Save,
): Reply {
  const read = recordsOf(request);
  if ('status' in read) return read;
  const rows = read.records.map((record): Save => {
    const name = typeOf(record);
    const object = visible(request, name);
    if (object !== undefined) return save(object, record);
    return () => refused([saveError('INVALID_TYPE', `sObject type '${name}' is not supported.`)]);
  });
  return results(request, rows, read.allOrNone, false);
}

function upsertRecords(request: ApiRequest, name: string, keyName: string): Reply {
  const object = visible(request, name);
  const key = object === undefined ? undefined : keyField(object, keyName, request.session);
  if (object === undefined) return notFound();
  if (key === undefined) {
    return failure(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${keyName}`);
  }
  const read = recordsOf(request);
  if ('status' in read) return read;
  const keys = read.records.map((record): unknown => {
    const named = Object.entries(record).find(([field]) => field.toLowerCase() === key.name.toLowerCase());
    return named?.[1] ?? null;
  });
  const repeated = repeatedKeys(key, keys);
  const rows = read.records.map((record, at): Save => {
    const own = keys[at];
    if (repeated.has(keyText(key, own) ?? '')) return () => repeatedKey(key, own);
    return upsertJson(object, { key, value: own, record, session: request.session });
  });
  return results(request, rows, read.allOrNone, true);
}

function deleteRecords(request: ApiRequest): Reply {
  const ids = (request.query.get('ids') ?? '').split(',').filter((id) => id !== '');
  if (ids.length > limit) return tooMany;
  const rows = ids.map((id) => deleteJson(request.org, id));
  return results(request, rows, request.query.get('allOrNone') === 'true', false);
}

function results(request: ApiRequest, rows: readonly Save[], allOrNone: boolean, withCreated: boolean): Reply {
  const write = beginWrite(request.org, request.session, request.journal);
  const savepoint = write.journal.savepoint;
  const saved = saveAll(write, rows, allOrNone);
  // A value of the wrong JSON type spoils the whole request: it is read before anything is saved.
  const unreadable = saved
    .flatMap((result) => (result.ok ? [] : result.errors))
    .find(({ statusCode }) => statusCode === 'JSON_PARSER_ERROR');
  if (unreadable !== undefined) {
    write.journal.rollBackTo(savepoint);
    return failure(400, 'JSON_PARSER_ERROR', unreadable.message);
  }
  return ok(saved.map((result) => rowReply(result, withCreated)));
}

function rowReply(result: SaveResult, withCreated: boolean): unknown {
  const shared = result.id === null ? {} : { id: result.id };
  if (result.ok) return { ...shared, success: true, errors: [], ...(withCreated ? { created: result.created } : {}) };
  return { ...shared, success: false, errors: result.errors, ...(withCreated ? { created: false } : {}) };
}

/** Records by id, in the order asked; null where there is none. */
function retrieve(request: ApiRequest, name: string): Reply {
  const object = visible(request, name);
  if (object === undefined) return notFound();
  const { body, query, method } = request;
  const list = (key: string): string[] => {
    const given = method === 'GET' ? query.get(key)?.split(',') : isRecord(body) ? body[key] : undefined;
    return Array.isArray(given) ? given.map(String) : [];
  };
  const [ids, fields] = [list('ids'), list('fields')];
  if (fields.length === 0) return failure(400, 'MALFORMED_QUERY', 'fields are missing');
  try {
    const plan = compileSoql(request.org, request.session, `SELECT ${fields.join(', ')} FROM ${object.name}`);
    const paging = { base: baseOf(request), size: 2000, session: request.session, cursors: request.cursors };
    const project = projector(plan, paging);
    const records = ids.map((id) => {
      const found = findById(request.org, id);
      if (found === undefined || found.object !== object || found.row.deleted) return null;
      return matchingRows({ ...plan, filter: undefined, limit: 1 }, [found.row]).map(project)[0] ?? null;
    });
    return ok(records);
  } catch (error) {
    return soqlFailure(error);
  }
}
