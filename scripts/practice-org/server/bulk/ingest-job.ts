import { CsvError, CsvScanner } from '../../../product/csv/index.ts';
import { objectNamed, type Org } from '../org.ts';
import { keyField, prepareRow, visibleField, type Column } from '../save/changes.ts';
import {
  deleteById,
  insertPrepared,
  keyText,
  repeatedKey,
  repeatedKeys,
  updatePrepared,
  upsertByKey,
} from '../save/dml.ts';
import type { SaveError, SaveResult } from '../save/error.ts';
import { beginWrite, type Write } from '../save/write.ts';
import type { Field, ObjectType } from '../schema/object.ts';
import { breathe, delimiters, describeJob, finished, setState, type Job } from './job.ts';

export type IngestOperation = 'insert' | 'update' | 'upsert' | 'delete' | 'hardDelete';

interface Outcome {
  readonly row: number;
  readonly id: string;
  readonly created: boolean;
  /** Empty when the row was saved. */
  readonly error: string;
}

export interface IngestJob extends Job {
  type: ObjectType;
  key: Field | undefined;
  uploaded: boolean;
  uploadError: string | undefined;
  header: string[];
  rows: string[][];
  /** In the order rows were processed. */
  outcomes: Outcome[];
  failed: number;
}

/** Takes an upload chunk by chunk. */
export function uploadTo(job: IngestJob): { feed(chunk: Uint8Array): void; end(): void } {
  const delimiter = delimiters[job.columnDelimiter] ?? ',';
  const onRow = (fields: string[]): void => {
    if (job.header.length === 0) job.header = fields;
    else job.rows.push(fields);
  };
  const scanner = new CsvScanner(onRow, { delimiter });
  const guarded = (step: () => void): void => {
    if (job.uploadError !== undefined) return;
    try {
      step();
    } catch (error) {
      if (!(error instanceof CsvError)) throw error;
      job.uploadError = `InvalidBatch : ${error.message}`;
    }
  };
  return { feed: (chunk) => guarded(() => scanner.feed(chunk)), end: () => guarded(() => scanner.end()) };
}

/** Forgets an upload that was cut off, so that it can be sent again. */
export function forgetUpload(job: IngestJob): void {
  job.header = [];
  job.rows = [];
  job.uploadError = undefined;
}

/** `CODE:message:fields --`, the errors of one row behind each other. */
const errorText = (errors: readonly SaveError[]): string =>
  errors.map(({ statusCode, message, fields }) => `${statusCode}:${message}:${fields.join(', ')} --`).join('');

interface Columns {
  readonly columns: readonly (Column | undefined)[];
  readonly idAt: number;
  readonly keyAt: number;
}

const noColumns: Columns = { columns: [], idAt: -1, keyAt: -1 };

/** Resolves the header once. The id and the key are read apart, so they are no columns to write. */
function readHeader(org: Org, job: IngestJob): Columns | string {
  const type = objectNamed(org, job.object);
  if (type === undefined) return `InvalidBatch : Object ${job.object} is not available`;
  if (type !== job.type) {
    // Metadata was deployed since the job was opened.
    job.type = type;
    job.key = job.key === undefined ? undefined : keyField(type, job.key.name, job.session);
  }
  const { session, key } = job;
  const columns: (Column | undefined)[] = [];
  const lower = job.header.map((name) => name.toLowerCase());
  const twice = lower.find((name, at) => lower.indexOf(name) !== at);
  if (twice !== undefined) return `InvalidBatch : Duplicate column ${twice}`;
  const idAt = lower.indexOf('id');
  const keyAt = key === undefined ? -1 : lower.indexOf(key.name.toLowerCase());
  for (const [at, name] of job.header.entries()) {
    const apart = at === keyAt || (at === idAt && job.operation !== 'insert');
    const column = apart ? undefined : columnOf(type, name, job);
    if (column === undefined && !apart) return `InvalidBatch : Field name not found : ${name}`;
    columns.push(column);
  }
  const needsId = job.operation === 'update' || job.operation === 'delete' || job.operation === 'hardDelete';
  if (needsId && idAt < 0) return 'InvalidBatch : Field name not found : Id';
  if (key !== undefined && keyAt < 0) return `InvalidBatch : Field name not found : ${key.name}`;
  if (session.access(type).read) return { columns, idAt, keyAt };
  return `InvalidBatch : Object ${type.name} is not available`;
}

/** A field's name, or `Parent__r.Key__c` for a lookup by the parent's key. */
function columnOf(type: ObjectType, name: string, job: IngestJob): Column | undefined {
  const field = visibleField(type, name, job.session);
  if (field !== undefined) return { kind: 'field', field };
  const [relation = '', keyName, ...more] = name.split('.');
  const lookup = type.byRelationship.get(relation.toLowerCase());
  const [target] = lookup?.targets ?? [];
  if (lookup === undefined || target === undefined || keyName === undefined || more.length > 0) return undefined;
  const key = keyField(target, keyName, job.session);
  return key === undefined ? undefined : { kind: 'parent', field: lookup, key };
}

function saveRow(
  job: IngestJob,
  cells: readonly string[],
  { columns, idAt, keyAt }: Columns,
  write: Write,
): SaveResult {
  const { type, key, session } = job;
  switch (job.operation as IngestOperation) {
    case 'insert':
      return insertPrepared(type, prepareRow(columns, cells, session, 'insert'), write);
    case 'update':
      return updatePrepared(type, cells[idAt] ?? '', prepareRow(columns, cells, session, 'update'), write);
    case 'delete':
    case 'hardDelete':
      return deleteById(type, cells[idAt] ?? '', write);
    case 'upsert': {
      if (key === undefined) throw new Error('an upsert job without a key');
      const keyed = { key, value: cells[keyAt] ?? '' };
      return upsertByKey(type, keyed, (operation) => prepareRow(columns, cells, session, operation), write);
    }
  }
}

const chunk = 200;

/** Refuses the rows of one chunk whose key stands in it twice. */
function repeatsIn(
  { key, rows }: IngestJob,
  keyAt: number,
  from: number,
  end: number,
): (cells: readonly string[]) => SaveResult | undefined {
  if (key === undefined) return () => undefined;
  const repeated = repeatedKeys(
    key,
    rows.slice(from, end).map((cells) => cells[keyAt] ?? ''),
  );
  if (repeated.size === 0) return () => undefined;
  return (cells) => {
    const own = cells[keyAt] ?? '';
    return repeated.has(keyText(key, own) ?? '') ? repeatedKey(key, own) : undefined;
  };
}

/**
 * The order chunks of 200 rows are worked through: two workers, the second a little ahead. Results come in that
 * order, as a live org's do not come in the order sent either.
 */
function* processingOrder(rows: number): Generator<number> {
  const chunks = Math.ceil(rows / chunk);
  for (let pair = 0; pair < chunks; pair += 2) {
    if (pair + 1 < chunks) yield pair + 1;
    yield pair;
  }
}

/** Saves the job's rows, each for itself, giving way to other requests between slices. */
export async function runIngest(org: Org, job: IngestJob): Promise<void> {
  await breathe();
  if (finished(job.state)) return;
  const started = performance.now();
  setState(job, 'InProgress', org.now());
  // An upload of nothing is a job of no rows.
  let header = job.uploadError ?? (job.header.length === 0 ? noColumns : readHeader(org, job));
  if (typeof header === 'string') {
    job.errorMessage = header;
    setState(job, 'Failed', org.now());
    return;
  }
  for (const at of processingOrder(job.rows.length)) {
    if (job.type !== objectNamed(org, job.object)) header = readHeader(org, job);
    if (typeof header === 'string') {
      job.errorMessage = header;
      setState(job, 'Failed', org.now());
      return;
    }
    const write = beginWrite(org, job.session);
    const end = Math.min(job.rows.length, (at + 1) * chunk);
    const refuse = repeatsIn(job, header.keyAt, at * chunk, end);
    for (let row = at * chunk; row < end; row++) {
      const cells = job.rows[row] ?? [];
      const result = refuse(cells) ?? saveRow(job, cells, header, write);
      const error = result.ok ? '' : errorText(result.errors);
      if (!result.ok) job.failed++;
      job.outcomes.push({ row, id: result.id ?? '', created: result.ok && result.created, error });
    }
    write.journal.clear();
    if (at % 5 === 0) await breathe();
    // An abort may have come in between.
    if (finished(job.state)) return;
  }
  job.milliseconds = Math.round(performance.now() - started);
  setState(job, 'JobComplete', org.now());
}

export const describeIngestJob = (job: IngestJob): Record<string, unknown> => ({
  ...describeJob(job),
  jobType: 'V2Ingest',
  contentUrl: `services/data/v${job.version}/jobs/ingest/${job.id}/batches`,
  ...(job.key === undefined ? {} : { externalIdFieldName: job.key.name }),
  numberRecordsProcessed: job.outcomes.length,
  numberRecordsFailed: job.failed,
  retries: 0,
  totalProcessingTime: job.milliseconds,
  apiActiveProcessingTime: job.milliseconds,
  apexProcessingTime: 0,
  ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
});
