import { ok, wrongMethod, type Reply } from '../http/reply.ts';
import { isRecord, type ApiRequest } from '../http/request.ts';
import type { ObjectType } from '../schema/object.ts';
import { SoqlError } from '../soql/error.ts';
import { compileSoql, matchingRows } from '../soql/plan.ts';
import type { Row } from '../store/row.ts';
import { readFailure } from './errors.ts';
import { digestOf } from './etag.ts';
import { isVisible } from './objects.ts';
import { represent } from './record.ts';
import { askedFields, findRecord } from './records.ts';

/** Read of list views: 50 records where `pageSize` is missing, 1 to 2,000; assumed of related lists. */
const defaultSize = 50;
const largestSize = 2000;

/** A body means the same as the query parameters of that name. */
function withBody(request: ApiRequest): ApiRequest {
  const { body } = request;
  if (request.method !== 'POST' || !isRecord(body)) return request;
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(body)) {
    if (Array.isArray(value)) query.set(name, value.map(String).join(','));
    else if (typeof value === 'string' || typeof value === 'number') query.set(name, String(value));
  }
  return { ...request, query };
}

/** `-LastModifiedDate` sorts downwards; names of the parent's side are not taken. */
function sorted(request: ApiRequest, child: ObjectType, rows: readonly Row[]): readonly Row[] | Reply {
  const names = (request.query.get('sortBy') ?? '').split(',').filter((name) => name !== '');
  if (names.length === 0) return rows;
  const order = names.map((name) => {
    const [first = '', ...rest] = name.replace(/^-/, '').split('.');
    const path = first.toLowerCase() === child.name.toLowerCase() ? rest.join('.') : [first, ...rest].join('.');
    return `${path} ${name.startsWith('-') ? 'DESC' : 'ASC'}`;
  });
  if (order.some((clause) => !/^[\w.]+ (ASC|DESC)$/.test(clause)))
    return readFailure(400, 'INVALID_FIELD', `sortBy: ${names.join(',')} are no fields`);
  try {
    const plan = compileSoql(request.org, request.session, `SELECT Id FROM ${child.name} ORDER BY ${order.join(', ')}`);
    return matchingRows(plan, rows);
  } catch (error) {
    if (error instanceof SoqlError) return readFailure(400, error.errorCode, error.message.trim());
    throw error;
  }
}

const whole = (text: string | null, otherwise: number): number =>
  text === null ? otherwise : /^\d{1,9}$/.test(text) ? Number(text) : NaN;

/** `related-list-records/{parentId}/{list}`: the children of a record under the name the parent has for them. */
export function answerRelatedList(asked: ApiRequest): Reply {
  if (asked.method !== 'GET' && asked.method !== 'POST') return wrongMethod(asked.method, 'GET, HEAD, POST');
  const request = withBody(asked);
  const { session, query, parts } = request;
  const [, , parentId = '', list = ''] = parts;
  const found = findRecord(request, parentId);
  if ('statusCode' in found) return readFailure(404, found.statusCode, found.message);
  const relation = found.object.children.find(({ name }) => name?.toLowerCase() === list.toLowerCase());
  if (relation?.name === undefined || !isVisible(relation.child, session))
    return readFailure(400, 'INVALID_PARAMETER_VALUE', `${found.object.name} has no related list ${list}`);
  if (query.has('where'))
    return readFailure(400, 'INVALID_PARAMETER_VALUE', 'the practice org filters no related lists');
  const { child, field } = relation;
  const tree = askedFields(request, child);
  if ('status' in tree) return tree;
  const all = sorted(request, child, [...child.table.children(field.slot, found.row.id)]);
  if ('status' in all) return all;
  const [size, start] = [whole(query.get('pageSize'), defaultSize), whole(query.get('pageToken'), 0)];
  if (!(size >= 1 && size <= largestSize) || Number.isNaN(start))
    return readFailure(
      400,
      'INVALID_PARAMETER_VALUE',
      `pageSize is 1 to ${largestSize}, pageToken one that was answered`,
    );
  const records = all.slice(start, start + size).map((row) => represent(request, child, row, tree));
  const token = (at: number): string | null => (at >= 0 && at < all.length ? String(at) : null);
  return ok({
    count: records.length,
    currentPageToken: String(start),
    fields: query.get('fields')?.split(',') ?? [],
    listInfoETag: digestOf([found.object.name, relation.name]),
    listReference: {
      inContextOfRecordId: found.row.id,
      parentObjectApiName: found.object.name,
      parentRecordId: found.row.id,
      relatedListId: relation.name,
      type: 'relatedList',
    },
    nextPageToken: token(start + size),
    optionalFields: query.get('optionalFields')?.split(',') ?? [],
    pageSize: size,
    previousPageToken: start === 0 ? null : String(Math.max(0, start - size)),
    records,
    sortBy: query.get('sortBy')?.split(',') ?? [],
  });
}
