import { objectNamed } from '../org.ts';
import { insertJson } from '../save/dml.ts';
import { saveError, type SaveError } from '../save/error.ts';
import { beginWrite, type Write } from '../save/write.ts';
import type { ObjectType } from '../schema/object.ts';
import { created, failure, notFound, wrongMethod, type Reply } from '../http/reply.ts';
import { isRecord, type ApiRequest } from '../http/request.ts';

type Json = Readonly<Record<string, unknown>>;

const mostRecords = 200;
const mostLevels = 5;

interface Saved {
  readonly referenceId: string;
  readonly id: string;
}

interface Refused {
  readonly referenceId: string;
  readonly errors: readonly SaveError[];
}

/** A call on its way. */
interface Planting {
  readonly request: ApiRequest;
  readonly write: Write;
  readonly saved: Saved[];
  readonly refused: Refused[];
}

const referenceOf = ({ attributes }: Json): string =>
  isRecord(attributes) && typeof attributes['referenceId'] === 'string' ? attributes['referenceId'] : '';

/** The records of a value that nests children, as `{ "records": [ … ] }`; undefined for what is a plain value. */
function nested(value: unknown): readonly Json[] | undefined {
  const list = isRecord(value) ? value['records'] : undefined;
  return Array.isArray(list) ? (list as unknown[]).filter(isRecord) : undefined;
}

function* allOf(records: readonly Json[], level = 1): Generator<{ readonly record: Json; readonly level: number }> {
  for (const record of records) {
    yield { record, level };
    for (const value of Object.values(record)) yield* allOf(nested(value) ?? [], level + 1);
  }
}

/** Why the trees are not even begun. */
function misshapen(records: readonly Json[]): string | undefined {
  const all = [...allOf(records)];
  if (all.length > mostRecords)
    return `record limit reached. cannot submit more than ${mostRecords} records into this call`;
  if (all.some(({ level }) => level > mostLevels)) return `a tree has at most ${mostLevels} levels`;
  const references = all.map(({ record }) => referenceOf(record));
  if (references.includes('')) return 'Include a reference ID for each record in the request.';
  const twice = references.find((one, at) => references.indexOf(one) !== at);
  return twice === undefined ? undefined : `Duplicate ReferenceId provided in the request: ${twice}`;
}

/** A record, then its children, which are given its id. */
function plant({ request, write, saved, refused }: Planting, object: ObjectType, record: Json, parent: Json): void {
  const { session } = request;
  const referenceId = referenceOf(record);
  const children = Object.entries(record).flatMap(([name, value]) => {
    const records = nested(value);
    return records === undefined ? [] : [{ name, records }];
  });
  const own = Object.fromEntries(Object.entries(record).filter(([, value]) => nested(value) === undefined));
  const result = insertJson(object, { ...own, ...parent }, session)(write);
  if (!result.ok) {
    refused.push({ referenceId, errors: result.errors });
    return;
  }
  saved.push({ referenceId, id: result.id });
  for (const { name, records } of children) {
    const relation = object.children.find((one) => one.name?.toLowerCase() === name.toLowerCase());
    if (relation === undefined || !session.access(relation.child).read) {
      const message = `No such column '${name}' on sobject of type ${object.name}`;
      refused.push({ referenceId, errors: [saveError('INVALID_FIELD', message)] });
      continue;
    }
    const under = { [relation.field.name]: result.id };
    for (const child of records) plant({ request, write, saved, refused }, relation.child, child, under);
  }
}

/** `composite/tree/Object`: records with their children, all of them or none. */
export function answerTree(request: ApiRequest): Reply {
  if (request.method !== 'POST') return wrongMethod(request.method, 'POST');
  const object = objectNamed(request.org, request.parts[2] ?? '');
  if (object === undefined || !request.session.access(object).read) return notFound();
  const records = nested(request.body);
  if (records === undefined) return failure(400, 'JSON_PARSER_ERROR', 'the request body needs a list named records');
  const wrong = misshapen(records);
  if (wrong !== undefined) {
    const errors = [{ statusCode: 'INVALID_INPUT', message: wrong, fields: [] }];
    return { status: 400, body: { hasErrors: true, results: [{ referenceId: null, errors }] } };
  }
  const write = beginWrite(request.org, request.session, request.journal);
  const savepoint = write.journal.savepoint;
  const planting: Planting = { request, write, saved: [], refused: [] };
  for (const record of records) plant(planting, object, record, {});
  if (planting.refused.length === 0) return created({ hasErrors: false, results: planting.saved });
  write.journal.rollBackTo(savepoint);
  return { status: 400, body: { hasErrors: true, results: planting.refused } };
}
