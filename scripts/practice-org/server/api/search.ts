/** SOSL: records found by the words of their fields. */
import type { ObjectType } from '../schema/object.ts';
import { compileSoql, matchingRows } from '../soql/plan.ts';
import { failure, ok, soqlFailure, wrongMethod, type Reply } from '../http/reply.ts';
import { isRecord, type ApiRequest } from '../http/request.ts';
import { baseOf } from './base.ts';
import { projector } from './project.ts';
import { fieldGroups, matcherOf, readSosl, SoslError, type FieldGroup, type Returning, type Sosl } from './sosl.ts';
import type { Field } from '../schema/object.ts';

/** What comes at most, of all objects together. */
const mostRecords = 2000;

const kinds: Readonly<Record<FieldGroup, (field: Field) => boolean>> = {
  ALL: ({ kind }) => ['string', 'textarea', 'phone', 'email', 'url', 'picklist'].includes(kind),
  NAME: ({ isName }) => isName === true,
  EMAIL: ({ kind }) => kind === 'email',
  PHONE: ({ kind }) => kind === 'phone',
  SIDEBAR: ({ isName, kind }) => isName === true || kind === 'phone' || kind === 'email',
};

const searchable = (object: ObjectType): boolean =>
  !object.readOnly && !['CurrencyType', 'PricebookEntry', 'Pricebook2', 'OpportunityLineItem'].includes(object.name);

const everywhere = ({ org, session }: ApiRequest): Returning[] =>
  [...org.objects.values()]
    .filter((object) => searchable(object) && session.access(object).read)
    .map(({ name }) => ({ object: name, fields: 'Id', clauses: '' }));

function found(request: ApiRequest, { find, group, returning, limit }: Sosl): unknown[] {
  const { org, session } = request;
  const matches = matcherOf(find);
  const records: unknown[] = [];
  for (const { object, fields, clauses } of returning.length === 0 ? everywhere(request) : returning) {
    const plan = compileSoql(org, session, `SELECT ${fields} FROM ${object} ${clauses}`);
    if (plan.kind !== 'rows') throw new SoslError('RETURNING lists fields of the records');
    const { readable } = session.access(plan.scope.object);
    const read = plan.scope.object.fields.filter((field) => readable[field.slot] === true && kinds[group](field));
    const project = projector(plan, { base: baseOf(request), size: 2000, session, cursors: request.cursors });
    const rows = matchingRows({ ...plan, limit: Infinity, offset: 0 }).filter((row) =>
      matches(read.map((field) => String(field.read(row, session) ?? '')).join('\n')),
    );
    records.push(...rows.slice(plan.offset, plan.offset + plan.limit).map(project));
  }
  return records.slice(0, Math.min(limit, mostRecords));
}

function answer(request: ApiRequest, sosl: () => Sosl): Reply {
  try {
    return ok({ searchRecords: found(request, sosl()) });
  } catch (error) {
    if (error instanceof SoslError) return failure(400, 'MALFORMED_SEARCH', error.message);
    return soqlFailure(error);
  }
}

/** `search?q=FIND {…}`. */
export function answerSearch(request: ApiRequest): Reply {
  if (request.method !== 'GET') return wrongMethod(request.method, 'GET, HEAD');
  return answer(request, () => readSosl(request.query.get('q') ?? ''));
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** One object of a parameterized search. */
function returningOf(name: string, fields: string | undefined, where?: string, limit?: unknown): Returning {
  const clauses = [where === undefined ? '' : `WHERE ${where}`, typeof limit === 'number' ? `LIMIT ${limit}` : ''];
  return { object: name, fields: fields ?? 'Id', clauses: clauses.join(' ') };
}

/** `parameterizedSearch`: the same by parameters, or by a body. */
export function answerParameterizedSearch(request: ApiRequest): Reply {
  const { method, query, body } = request;
  if (method !== 'GET' && method !== 'POST') return wrongMethod(method, 'GET, HEAD, POST');
  return answer(request, () => {
    const given = method === 'POST' && isRecord(body) ? body : Object.fromEntries(query);
    const find = textOf(given['q']) ?? '';
    if (find === '') throw new SoslError('q is missing');
    const group = fieldGroups.find((one) => one === textOf(given['in'])?.toUpperCase()) ?? 'ALL';
    const limit = Number(given['overallLimit'] ?? mostRecords);
    const listOf = (value: unknown): string | undefined =>
      Array.isArray(value) ? value.map(String).join(', ') : textOf(value);
    const listed = given['sobjects'];
    const returning = Array.isArray(listed)
      ? (listed as unknown[])
          .filter(isRecord)
          .map((one) =>
            returningOf(
              String(one['name']),
              listOf(one['fields'] ?? given['fields']),
              textOf(one['where']),
              one['limit'],
            ),
          )
      : query
          .getAll('sobject')
          .map((name) =>
            returningOf(
              name,
              query.get(`${name}.fields`) ?? query.get('fields') ?? undefined,
              query.get(`${name}.where`) ?? undefined,
            ),
          );
    return { find, group, returning, limit };
  });
}
