import { objectNamed } from '../org.ts';
import { keyField, visibleField } from '../save/changes.ts';
import { deleteById, findByKey, forbidden, insertJson, rowOf, updateJson, upsertJson, saveAll } from '../save/dml.ts';
import type { SaveResult } from '../save/error.ts';
import { beginWrite } from '../save/write.ts';
import { coerce } from '../save/coerce.ts';
import type { Field, ObjectType } from '../schema/object.ts';
import { normaliseId } from '../store/ids.ts';
import type { Row } from '../store/row.ts';
import { describe, summarise } from './describe.ts';
import { baseOf } from './base.ts';
import { answerLayouts } from './layouts.ts';
import { answerListViews } from './list-views.ts';
import { recentItems } from './recent.ts';
import { answerReplication } from './replication.ts';
import { created, failure, noContent, notFound, ok, refusal, wrongMethod, type Reply } from '../http/reply.ts';
import { isRecord, type ApiRequest } from '../http/request.ts';

/** `sobjects` and everything under it. */
export function answerSobjects(request: ApiRequest): Reply {
  const [, name, third, fourth] = request.parts;
  if (name === undefined) return describeGlobal(request);
  const object = objectNamed(request.org, name);
  if (object === undefined || !request.session.access(object).read) return notFound();
  if (third === undefined) return answerObject(request, object);
  const part = third.toLowerCase();
  if (part === 'describe') {
    if (fourth !== undefined) return answerLayouts(request, object, fourth.toLowerCase(), request.parts[4]);
    if (request.method !== 'GET') return wrongMethod(request.method, 'GET, HEAD');
    return ok(describe(request.org, object, request.session, baseOf(request)));
  }
  if (part === 'listviews') return answerListViews(request, object);
  if (part === 'quickactions' && fourth === undefined) return ok([]);
  if ((part === 'updated' || part === 'deleted') && fourth === undefined)
    return answerReplication(request, object, part);
  return fourth === undefined ? answerRecord(request, object, third) : answerByKey(request, object, third, fourth);
}

function describeGlobal({ org, session, method, ...request }: ApiRequest): Reply {
  if (method !== 'GET') return wrongMethod(method, 'GET, HEAD');
  const visible = [...org.objects.values()].filter((object) => session.access(object).read);
  const sobjects = visible.map((object) => summarise(object, session, baseOf(request)));
  return ok({ encoding: 'UTF-8', maxBatchSize: 200, sobjects });
}

const noBody = failure(
  400,
  'JSON_PARSER_ERROR',
  'The HTTP entity body is required, but this request has no entity body.',
);

const run = (request: ApiRequest, row: Parameters<typeof saveAll>[1][number]): SaveResult => {
  const [result] = saveAll(beginWrite(request.org, request.session, request.journal), [row], false);
  if (result === undefined) throw new Error('a save without a result');
  return result;
};

function answerObject(request: ApiRequest, object: ObjectType): Reply {
  const { method, session, body } = request;
  if (method === 'GET')
    return ok({
      objectDescribe: summarise(object, session, baseOf(request)),
      recentItems: recentItems(request, object),
    });
  if (method !== 'POST') return wrongMethod(method, 'GET, HEAD, POST');
  if (!isRecord(body)) return noBody;
  const result = run(request, insertJson(object, body, session));
  return result.ok ? created({ id: result.id, success: true, errors: [] }) : refusal(result.errors);
}

/** A record as GET answers it: all readable fields, or those asked for. */
function recordReply(request: ApiRequest, object: ObjectType, row: Row): Reply {
  const { session, query } = request;
  const names = query
    .get('fields')
    ?.split(',')
    .map((name) => name.trim());
  const access = session.access(object);
  const fields: Field[] = [];
  for (const name of names ?? []) {
    const field = visibleField(object, name, session);
    if (field === undefined)
      return failure(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object.name}`);
    fields.push(field);
  }
  const shown = names === undefined ? object.fields.filter(({ slot }) => access.readable[slot] === true) : fields;
  const attributes = { type: object.name, url: `${baseOf(request)}/sobjects/${object.name}/${row.id}` };
  return ok({
    attributes,
    ...Object.fromEntries(shown.map((field) => [field.name, field.read(row, session)])),
    ...(names === undefined ? {} : { Id: row.id }),
  });
}

/** The row of an id in the path; a deleted one is gone, a foreign one was never there. */
function pathRow(object: ObjectType, id: string): Row | Reply {
  const found = rowOf(object, id);
  if (!('statusCode' in found)) return found;
  if (found.statusCode === 'ENTITY_IS_DELETED') return failure(404, 'ENTITY_IS_DELETED', 'entity is deleted', []);
  return normaliseId(id) === undefined
    ? failure(404, 'NOT_FOUND', 'Provided external ID field does not exist or is not accessible: ' + id)
    : notFound();
}

function answerRecord(request: ApiRequest, object: ObjectType, id: string): Reply {
  const { session, body } = request;
  const method = request.method === 'POST' ? (request.query.get('_HttpMethod') ?? 'POST') : request.method;
  if (!['GET', 'PATCH', 'DELETE'].includes(method)) return wrongMethod(method, 'GET, HEAD, PATCH, DELETE');
  const row = pathRow(object, id);
  if ('status' in row) return row;
  if (method === 'GET') return recordReply(request, object, row);
  if (method === 'DELETE') {
    const result = run(request, (write) => deleteById(object, row.id, write));
    return result.ok ? noContent : refusal(result.errors);
  }
  if (!isRecord(body)) return noBody;
  if (Object.keys(body).some((key) => key.toLowerCase() === 'id')) {
    return failure(400, 'INVALID_FIELD', 'The Id field should not be specified in the sobject data.');
  }
  const result = run(request, updateJson(object, row.id, body, session));
  return result.ok ? noContent : refusal(result.errors);
}

/** `sobjects/X/Key__c/value`: the row whose key has that value. */
function answerByKey(request: ApiRequest, object: ObjectType, keyName: string, value: string): Reply {
  const { session, method } = request;
  const key = keyField(object, keyName, session);
  if (key === undefined) {
    return failure(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${keyName}`);
  }
  if (method === 'PATCH') return upsert(request, object, key, value);
  if (method !== 'GET' && method !== 'DELETE') return wrongMethod(method, 'GET, HEAD, PATCH, DELETE');
  const wanted = coerce(key, value, 'csv');
  const found = 'error' in wanted ? [] : findByKey(object, key, wanted.value);
  const [row] = found;
  if (row === undefined) return notFound();
  if (found.length > 1) return several(request, object, found);
  if (method === 'GET') return recordReply(request, object, row);
  const error = forbidden(object, session, 'delete');
  if (error !== undefined) return refusal([error]);
  const result = run(request, (write) => deleteById(object, row.id, write));
  return result.ok ? noContent : refusal(result.errors);
}

const several = (request: ApiRequest, object: ObjectType, rows: readonly Row[]): Reply => ({
  status: 300,
  body: rows.map(({ id }) => `${baseOf(request)}/sobjects/${object.name}/${id}`),
});

function upsert(request: ApiRequest, object: ObjectType, key: Field, value: string): Reply {
  const { body, session } = request;
  if (!isRecord(body)) return noBody;
  const twice = Object.keys(body).some((name) => name.toLowerCase() === key.name.toLowerCase());
  if (twice && key.kind !== 'id') {
    return failure(400, 'INVALID_FIELD', `The ${key.name} field should not be specified in the sobject data.`);
  }
  const wanted = coerce(key, value, 'csv');
  const found = 'error' in wanted ? [] : findByKey(object, key, wanted.value);
  if (found.length > 1) return several(request, object, found);
  const result = run(request, upsertJson(object, { key, value, record: body, session }));
  if (!result.ok) return refusal(result.errors);
  const answer = { id: result.id, success: true, errors: [], created: result.created };
  // Since version 46.0 an update answers with a body too.
  if (result.created) return created(answer);
  return Number(request.version) >= 46 ? ok(answer) : noContent;
}
