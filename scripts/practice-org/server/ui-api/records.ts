import { noContent, wrongMethod, type Reply } from '../http/reply.ts';
import { isRecord, type ApiRequest } from '../http/request.ts';
import { deleteById, forbidden, insertJson, saveAll, updateJson } from '../save/dml.ts';
import { saveError, type SaveError, type SaveResult } from '../save/error.ts';
import { beginWrite, type Write } from '../save/write.ts';
import type { ObjectType } from '../schema/object.ts';
import { normaliseId } from '../store/ids.ts';
import type { Row } from '../store/row.ts';
import { readFailure, recordErrors, writeFailure, type Verb } from './errors.ts';
import { isVisible, uiObject, unsupported } from './objects.ts';
import { addPath, emptyTree, represent, wholeTree, type FieldTree } from './record.ts';
import { staleness } from './unmodified.ts';

interface Found {
  readonly object: ObjectType;
  readonly row: Row;
}

const noRecord = saveError('NOT_FOUND', 'The requested resource does not exist');
const deleted = saveError('ENTITY_IS_DELETED', 'entity is deleted');

/** The record of an id the user may read; a deleted one is said to be deleted, as in the rest of REST. */
export function findRecord({ org, session }: Pick<ApiRequest, 'org' | 'session'>, id: string): Found | SaveError {
  const full = normaliseId(id);
  if (full === undefined) return noRecord;
  for (const object of org.objects.values()) {
    if (!full.startsWith(object.prefix) || !isVisible(object, session)) continue;
    const row = object.table.get(full);
    if (row !== undefined) return { object, row };
    if (object.table.getDeleted(full) !== undefined) return deleted;
  }
  return noRecord;
}

const namesIn = (query: URLSearchParams, key: string): string[] =>
  query
    .getAll(key)
    .flatMap((list) => list.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');

/**
 * The fields a call asks for; or the first of `fields` the user cannot see. `optionalFields` are left out where they
 * cannot be seen. A layout shows everything: the practice org reads none.
 */
export function askedFields(request: ApiRequest, object: ObjectType): FieldTree | Reply {
  const { query, session } = request;
  const tree = query.has('layoutTypes') ? wholeTree(object, session) : emptyTree();
  const required = namesIn(query, 'fields');
  const optional = namesIn(query, 'optionalFields');
  if (required.length + optional.length === 0 && !query.has('layoutTypes')) {
    const message = 'Provide fields, optionalFields or layoutTypes.';
    return readFailure(400, 'ILLEGAL_QUERY_PARAMETER_VALUE', message);
  }
  for (const path of required) {
    if (addPath(tree, path, object, session)) continue;
    return readFailure(400, 'INVALID_FIELD', `No such column '${path}' on entity '${object.name}'.`);
  }
  for (const path of optional) addPath(tree, path, object, session);
  return tree;
}

const refusedRead = ({ statusCode, message }: SaveError): Reply => readFailure(404, statusCode, message);

const tagged = (request: ApiRequest, { object, row }: Found, tree: FieldTree, status: number): Reply => {
  const body = represent(request, object, row, tree);
  return { status, body, headers: { ETag: `"${body.eTag}"` } };
};

function read(request: ApiRequest, id: string): Reply {
  const found = findRecord(request, id);
  if ('statusCode' in found) return refusedRead(found);
  const tree = askedFields(request, found.object);
  if ('status' in tree) return tree;
  request.org.recent.add(request.session.userId, [found.row.id]);
  const reply = tagged(request, found, tree, 200);
  const same = request.headers['if-none-match'] === reply.headers?.['ETag'];
  return same && reply.headers !== undefined ? { status: 304, headers: reply.headers } : reply;
}

function save(request: ApiRequest, row: (write: Write) => SaveResult): SaveResult {
  const [result] = saveAll(beginWrite(request.org, request.session, request.journal), [row], false);
  if (result === undefined) throw new Error('a save without a result');
  return result;
}

const refusedWrite = (request: ApiRequest, object: ObjectType, verb: Verb, errors: readonly SaveError[]): Reply =>
  writeFailure(errors, verb, recordErrors(errors, object, request.session.language));

/** What a write answers: the record as it is now, for whoever may read it. */
function written(request: ApiRequest, object: ObjectType, id: string, status: number): Reply {
  const row = object.table.get(id);
  if (row === undefined) throw new Error('a saved record that is not there');
  return tagged(request, { object, row }, wholeTree(object, request.session), status);
}

const badInput = (message: string, verb: Verb): Reply => writeFailure([saveError('JSON_PARSER_ERROR', message)], verb);

function create(request: ApiRequest): Reply {
  const { body, org, session } = request;
  const name = isRecord(body) ? body['apiName'] : undefined;
  const fields = isRecord(body) ? body['fields'] : undefined;
  if (typeof name !== 'string' || !isRecord(fields)) return badInput('the body needs apiName and fields', 'create');
  const object = uiObject(org, name, session);
  if (object === undefined) return writeFailure([saveError('INVALID_TYPE', unsupported(name))], 'create');
  const result = save(request, insertJson(object, fields, session));
  if (result.ok) return written(request, object, result.id, 201);
  return refusedWrite(request, object, 'create', result.errors);
}

function update(request: ApiRequest, id: string): Reply {
  const { body, session } = request;
  const fields = isRecord(body) ? body['fields'] : undefined;
  if (!isRecord(fields)) return badInput('the body needs fields', 'update');
  const found = findRecord(request, id);
  if ('statusCode' in found) return writeFailure([found], 'update');
  const { object, row } = found;
  const denied = forbidden(object, session, 'edit');
  const stale = denied ?? staleness(object, row, request.headers['if-unmodified-since']);
  if (stale !== undefined) return writeFailure([stale], 'update');
  const result = save(request, updateJson(object, row.id, fields, session));
  if (result.ok) return written(request, object, row.id, 200);
  return refusedWrite(request, object, 'update', result.errors);
}

function remove(request: ApiRequest, id: string): Reply {
  const found = findRecord(request, id);
  if ('statusCode' in found) return writeFailure([found], 'delete');
  const { object, row } = found;
  const result = save(request, (write) => deleteById(object, row.id, write));
  return result.ok ? noContent : refusedWrite(request, object, 'delete', result.errors);
}

/** `ui-api/records` and one record under it. */
export function answerRecords(request: ApiRequest): Reply {
  const id = request.parts[2];
  if (id === undefined) {
    return request.method === 'POST' ? create(request) : wrongMethod(request.method, 'POST');
  }
  switch (request.method) {
    case 'GET':
      return read(request, id);
    case 'PATCH':
      return update(request, id);
    case 'DELETE':
      return remove(request, id);
    default:
      return wrongMethod(request.method, 'GET, HEAD, PATCH, DELETE');
  }
}
