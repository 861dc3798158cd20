import type { Session } from '../access/session.ts';
import { objectNamed, type Org } from '../org.ts';
import { keyField } from '../save/changes.ts';
import { moment } from '../save/coerce.ts';
import { failure, soqlFailure, type Reply } from '../http/reply.ts';
import { isRecord } from '../http/request.ts';
import { IdSequence } from '../store/ids.ts';
import type { IngestJob, IngestOperation } from './ingest-job.ts';
import { delimiters, type Job } from './job.ts';
import { planBulkQuery, runQuery, type QueryJob } from './query-job.ts';

const operations = new Set<IngestOperation>(['insert', 'update', 'upsert', 'delete', 'hardDelete']);
const isOperation = (text: unknown): text is IngestOperation => operations.has(text as IngestOperation);

const invalid = (message: string): Reply => failure(400, 'INVALIDJOB', message);

/** Why `done` of a job that never started would hang: it has nothing to wait for. */
const nothing = Promise.resolve();

/** The jobs of one org, newest last. */
export class Jobs {
  readonly query = new Map<string, QueryJob>();
  readonly ingest = new Map<string, IngestJob>();
  readonly #ids = new IdSequence('750');
  readonly #org: Org;

  constructor(org: Org) {
    this.#org = org;
  }

  /** `POST jobs/query`: the query is checked here and run behind it. */
  createQuery(session: Session, version: string, body: unknown): QueryJob | Reply {
    if (!isRecord(body) || typeof body['query'] !== 'string') return invalid('query is missing');
    const operation = body['operation'] ?? 'query';
    if (operation !== 'query' && operation !== 'queryAll')
      return invalid(`unknown operation ${JSON.stringify(operation)}`);
    const base = this.#job(session, version, operation, body);
    if ('status' in base) return base;
    try {
      const { plan, columns, labels } = planBulkQuery(this.#org, base, body['query']);
      const job: QueryJob = {
        ...base,
        object: plan.scope.object.name,
        state: 'UploadComplete',
        columns,
        labels,
        rows: [],
      };
      job.done = settle(job, runQuery(this.#org, job, plan));
      this.query.set(job.id, job);
      return job;
    } catch (error) {
      return soqlFailure(error);
    }
  }

  /** `POST jobs/ingest`: an open job that waits for its one upload. */
  createIngest(session: Session, version: string, body: unknown): IngestJob | Reply {
    if (!isRecord(body) || typeof body['object'] !== 'string') return invalid('object is missing');
    const { operation } = body;
    if (!isOperation(operation)) return invalid(`unknown operation ${JSON.stringify(operation)}`);
    if (body['contentType'] !== undefined && body['contentType'] !== 'CSV') return invalid('contentType must be CSV');
    const type = objectNamed(this.#org, body['object']);
    if (type === undefined || !session.access(type).read) {
      return failure(400, 'INVALIDENTITY', `Unable to find object: ${body['object']}`);
    }
    const keyName = body['externalIdFieldName'];
    if (operation === 'upsert' && typeof keyName !== 'string') {
      return invalid('externalIdFieldName is required for upsert');
    }
    const key = operation === 'upsert' && typeof keyName === 'string' ? keyField(type, keyName, session) : undefined;
    if (operation === 'upsert' && key === undefined) {
      return invalid(
        `Field name provided, ${String(keyName)} does not match an External ID, Salesforce Id, or indexed field for ${type.name}`,
      );
    }
    const base = this.#job(session, version, operation, body);
    if ('status' in base) return base;
    const job: IngestJob = {
      ...base,
      object: type.name,
      type,
      key,
      uploaded: false,
      uploadError: undefined,
      header: [],
      rows: [],
      outcomes: [],
      failed: 0,
    };
    this.ingest.set(job.id, job);
    return job;
  }

  #job(
    session: Session,
    version: string,
    operation: string,
    body: Readonly<Record<string, unknown>>,
  ): Omit<Job, 'object'> | Reply {
    const lineEnding = body['lineEnding'] ?? 'LF';
    const columnDelimiter = body['columnDelimiter'] ?? 'COMMA';
    if (lineEnding !== 'LF' && lineEnding !== 'CRLF') return invalid('lineEnding must be LF or CRLF');
    if (typeof columnDelimiter !== 'string' || delimiters[columnDelimiter] === undefined) {
      return invalid(`columnDelimiter must be one of ${Object.keys(delimiters).join(', ')}`);
    }
    const createdAt = moment(this.#org.now().getTime());
    return {
      id: this.#ids.take(),
      session,
      version,
      operation,
      lineEnding,
      columnDelimiter,
      createdAt,
      state: 'Open',
      modifiedAt: createdAt,
      errorMessage: undefined,
      milliseconds: 0,
      done: nothing,
    };
  }
}

/** A job that breaks says so instead of taking the server with it. */
export function settle(job: Job, work: Promise<void>): Promise<void> {
  return work.catch((error: unknown) => {
    job.errorMessage = error instanceof Error ? error.message : String(error);
    job.state = 'Failed';
  });
}
