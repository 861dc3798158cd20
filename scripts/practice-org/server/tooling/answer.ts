/** The Tooling API's queries, and the data API's about metadata: rows made for each question from the metadata as it is. */
import { describe, summarise } from '../api/describe.ts';
import { answerQuery } from '../api/query.ts';
import { answerNoTooling } from '../api/switched-off.ts';
import { failure, notFound, ok, wrongMethod, type Reply } from '../http/reply.ts';
import { isRecord, type ApiRequest } from '../http/request.ts';
import type { MetadataService } from '../metadata-api/service.ts';
import type { Org } from '../org.ts';
import { Problems } from '../problem.ts';
import { linkObjects } from '../schema/link.ts';
import type { ObjectType } from '../schema/object.ts';
import { Journal } from '../store/journal.ts';
import { Row } from '../store/row.ts';
import * as kept from './kept-rows.ts';
import { refusedQuestion } from './question.ts';
import * as rights from './rights-rows.ts';
import * as schema from './schema-rows.ts';
import type { SetupRow, SetupSource } from './source.ts';
import { setupDeclarations, setupTables, type Api } from './tables.ts';

const makers: Readonly<Record<string, (source: SetupSource) => Iterable<SetupRow>>> = {
  apextrigger: kept.apexTriggers,
  businessprocess: schema.businessProcesses,
  customfield: schema.customFields,
  customobject: schema.customObjects,
  entitydefinition: schema.entityDefinitions,
  entitylimit: schema.entityLimits,
  fielddefinition: schema.fieldDefinitions,
  fieldpermissions: rights.fieldPermissions,
  flexipage: kept.flexiPages,
  flow: kept.flows,
  flowdefinition: kept.flowDefinitions,
  flowdefinitionview: kept.flowDefinitionViews,
  layout: kept.layouts,
  objectpermissions: rights.objectPermissions,
  pathassistant: kept.pathAssistants,
  processdefinition: kept.processDefinitions,
  recordtype: schema.recordTypes,
  validationrule: schema.validationRules,
  workflowrule: kept.workflowRules,
};

const dataTables = new Set(
  Object.entries(setupTables).flatMap(([name, { apis }]) => (apis.includes('data') ? [name.toLowerCase()] : [])),
);

/** Objects that a query names after FROM. */
const asked = (query: string): string[] => [...query.matchAll(/\bFROM\s+(\w+)/gi)].map(([, name = '']) => name);

/** Whether a query of the data API is about metadata. */
export const asksForSetup = (query: string | null): boolean =>
  asked(query ?? '').some((name) => dataTables.has(name.toLowerCase()));

/** The org with its setup objects, those filled that are asked for and what they lead to. */
function setupOrg(service: MetadataService, api: Api, wanted: readonly string[]): Org {
  const { org, deployments } = service;
  const source: SetupSource = { org, store: deployments.store, log: deployments.log };
  const tables = linkObjects(setupDeclarations(api), new Map(), new Problems());
  const own = [...org.objects].filter(([, { readOnly }]) => api === 'data' || readOnly);
  const objects = new Map<string, ObjectType>([...own, ...tables]);
  for (const table of tables.values())
    for (const field of table.fields)
      field.targets = (field.referenceTo ?? []).flatMap((name) => objects.get(name.toLowerCase()) ?? []);
  const filled = new Set<string>();
  const fill = (key: string): void => {
    const table = tables.get(key);
    if (table === undefined || filled.has(key)) return;
    filled.add(key);
    for (const row of makers[key]?.(source) ?? []) table.table.insert(rowOf(table, row), new Journal());
    for (const { referenceTo = [] } of table.fields) for (const name of referenceTo) fill(name.toLowerCase());
  };
  for (const name of wanted) fill(name.toLowerCase());
  return { ...org, objects };
}

const rowOf = ({ fields }: ObjectType, given: SetupRow): Row =>
  new Row(fields.map(({ name, kind }) => given[name] ?? (kind === 'boolean' ? false : null)));

/** A query about metadata, by either API. */
export function answerSetupQuery(request: ApiRequest, service: MetadataService, api: Api): Reply {
  const query = request.query.get('q') ?? '';
  const wanted = asked(query);
  const hidden = wanted.find((name) => !visibleTo(request, name.toLowerCase()));
  if (hidden !== undefined) return failure(400, 'INVALID_TYPE', `sObject type '${hidden}' is not supported.`);
  const org = setupOrg(service, api, wanted);
  const refused = refusedQuestion(org, request.session, query);
  if (refused !== undefined) return refused;
  const reply = answerQuery({ ...request, org });
  return reply.status === 200 && /\bMetadata\b/i.test(query) ? withMetadata(reply) : reply;
}

/** Objects and fields are everybody's to know of; the rest takes View Setup and Configuration. */
const visibleTo = ({ session }: ApiRequest, key: string): boolean =>
  session.modifiesAll || makers[key] === undefined || key === 'entitydefinition' || key === 'fielddefinition';

/** The rows hold the text of JSON; the answer holds JSON. */
function withMetadata(reply: Reply): Reply {
  if (!isRecord(reply.body) || !Array.isArray(reply.body['records'])) return reply;
  const records = (reply.body['records'] as unknown[]).map((record) =>
    isRecord(record) && typeof record['Metadata'] === 'string'
      ? { ...record, Metadata: JSON.parse(record['Metadata']) as unknown }
      : record,
  );
  return { ...reply, body: { ...reply.body, records } };
}

/** `tooling`: queries, describes, and what of it needs Apex. */
export function answerTooling(request: ApiRequest, service: MetadataService): Reply {
  const [, kind, name, third] = request.parts.map((part) => part.toLowerCase());
  if (kind === 'query') {
    if (request.method !== 'GET') return wrongMethod(request.method, 'GET');
    return answerSetupQuery({ ...request, parts: request.parts.slice(1) }, service, 'tooling');
  }
  if (kind === 'sobjects' && request.method === 'GET') {
    const org = setupOrg(service, 'tooling', []);
    const base = `/services/data/v${request.version}/tooling`;
    const visible = [...org.objects.values()].filter(
      (object) => makers[object.name.toLowerCase()] !== undefined && visibleTo(request, object.name.toLowerCase()),
    );
    if (name === undefined)
      return ok({
        encoding: 'UTF-8',
        maxBatchSize: 200,
        sobjects: visible.map((object) => summarise(object, request.session, base)),
      });
    const object = visible.find((one) => one.name.toLowerCase() === name);
    if (object === undefined) return notFound();
    if (third === 'describe') return ok(describe(org, object, request.session, base));
    if (third === undefined) return ok({ objectDescribe: summarise(object, request.session, base), recentItems: [] });
    return answerRecord({ ...request, parts: request.parts.slice(1) }, service, object.name);
  }
  return answerNoTooling(request);
}

/** One row by its id, with everything there is of it. */
function answerRecord(request: ApiRequest, service: MetadataService, object: string): Reply {
  const id = request.parts[2] ?? '';
  if (!/^\w{15,18}$/.test(id)) return notFound();
  const names = (setupTables[object]?.fields ?? []).map((field) => field.name).join(', ');
  const query = new URLSearchParams({ q: `SELECT ${names} FROM ${object} WHERE Id = '${id}'` });
  const reply = answerSetupQuery({ ...request, parts: ['query'], query }, service, 'tooling');
  if (reply.status !== 200 || !isRecord(reply.body)) return reply.status === 400 ? notFound() : reply;
  const [record] = reply.body['records'] as unknown[];
  return record === undefined ? notFound() : ok(record);
}
