/** The jobs of Bulk API 1.0: each holds batches, and each batch is worked through like a job of version 2.0. */
import type { Session } from '../access/session.ts';
import type { Reply } from '../http/reply.ts';
import { isRecord } from '../http/request.ts';
import type { Org } from '../org.ts';
import { moment } from '../save/coerce.ts';
import { IdSequence } from '../store/ids.ts';
import { forgetUpload, runIngest, uploadTo, type IngestJob } from './ingest-job.ts';
import { Jobs, settle } from './jobs.ts';
import type { QueryJob } from './query-job.ts';

/** Why a call is refused, in the codes of this API. */
export class BulkRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Work =
  | { readonly kind: 'ingest'; readonly job: IngestJob }
  | { readonly kind: 'query'; readonly job: QueryJob; readonly resultId: string }
  | { readonly kind: 'refused'; readonly message: string };

export interface V1Batch {
  readonly id: string;
  readonly createdAt: string;
  readonly work: Work;
}

/** What a job is opened with. */
interface Opening {
  readonly operation: string;
  readonly object: string;
  readonly externalIdFieldName: string | undefined;
  readonly concurrencyMode: string | undefined;
}

export interface V1Job extends Opening {
  readonly id: string;
  readonly session: Session;
  readonly version: string;
  readonly createdAt: string;
  modifiedAt: string;
  state: 'Open' | 'Closed' | 'Aborted';
  readonly batches: V1Batch[];
}

const isQuery = (operation: string): boolean => operation === 'query' || operation === 'queryAll';

const messageOf = ({ body }: Reply): string => {
  const [first] = Array.isArray(body) ? (body as unknown[]) : [];
  return isRecord(first) ? String(first['message']) : 'refused';
};

const nothingSent = (): BulkRefusal => new BulkRefusal('ClientInputError', 'Unable to find any data to create batch');

export class V1Jobs {
  readonly #jobs = new Map<string, V1Job>();
  readonly #ids = new IdSequence('750');
  readonly #batchIds = new IdSequence('751');
  readonly #resultIds = new IdSequence('752');
  readonly #org: Org;
  /** Their work is theirs alone: lists of version 2.0 do not show it. */
  readonly #work: Jobs;

  constructor(org: Org) {
    this.#org = org;
    this.#work = new Jobs(org);
  }

  get #now(): string {
    return moment(this.#org.now().getTime());
  }

  /** @throws BulkRefusal when there is none of that id. */
  job(id: string): V1Job {
    const job = [...this.#jobs.values()].find((one) => one.id === id || one.id.slice(0, 15) === id);
    if (job === undefined) throw new BulkRefusal('InvalidJob', `Unable to find job with id: ${id}`);
    return job;
  }

  /** @throws BulkRefusal for a job that could never work. */
  open(session: Session, version: string, opening: Opening): V1Job {
    const { operation, object, externalIdFieldName } = opening;
    if (!isQuery(operation)) {
      const asked = { operation, object, ...(externalIdFieldName === undefined ? {} : { externalIdFieldName }) };
      const tried = this.#work.createIngest(session, version, asked);
      if ('status' in tried) throw new BulkRefusal('InvalidJob', messageOf(tried));
      this.#work.ingest.delete(tried.id);
    }
    const createdAt = this.#now;
    const job: V1Job = {
      ...opening,
      id: this.#ids.take(),
      session,
      version,
      createdAt,
      modifiedAt: createdAt,
      state: 'Open',
      batches: [],
    };
    this.#jobs.set(job.id, job);
    return job;
  }

  /** @throws BulkRefusal for a state that it cannot get. */
  change(job: V1Job, state: string): void {
    if (state !== 'Closed' && state !== 'Aborted') throw new BulkRefusal('InvalidJobState', `unknown state ${state}`);
    if (job.state === 'Aborted' && state === 'Closed')
      throw new BulkRefusal('InvalidJobState', 'Aborted job cannot be closed');
    job.state = state;
    job.modifiedAt = this.#now;
  }

  /** Takes a batch and begins with it. @throws BulkRefusal when the job is open no more. */
  async add(job: V1Job, chunks: AsyncIterable<Buffer>): Promise<V1Batch> {
    if (job.state !== 'Open')
      throw new BulkRefusal('InvalidJobState', `Job is in state ${job.state} and takes no batches`);
    const work = isQuery(job.operation) ? await this.#query(job, chunks) : await this.#ingest(job, chunks);
    const batch = { id: this.#batchIds.take(), createdAt: this.#now, work };
    job.batches.push(batch);
    return batch;
  }

  async #query({ session, version, operation }: V1Job, chunks: AsyncIterable<Buffer>): Promise<Work> {
    const parts: Buffer[] = [];
    for await (const chunk of chunks) parts.push(chunk);
    const query = Buffer.concat(parts).toString('utf8');
    if (query.trim() === '') throw nothingSent();
    const job = this.#work.createQuery(session, version, { query, operation });
    if ('status' in job) return { kind: 'refused', message: `InvalidBatch : ${messageOf(job)}` };
    return { kind: 'query', job, resultId: this.#resultIds.take() };
  }

  async #ingest(v1: V1Job, chunks: AsyncIterable<Buffer>): Promise<Work> {
    const { session, version, operation, object, externalIdFieldName } = v1;
    const job = this.#work.createIngest(session, version, {
      operation,
      object,
      ...(externalIdFieldName === undefined ? {} : { externalIdFieldName }),
    });
    if ('status' in job) return { kind: 'refused', message: messageOf(job) };
    const target = uploadTo(job);
    try {
      for await (const chunk of chunks) target.feed(chunk);
      target.end();
    } catch (error) {
      forgetUpload(job);
      throw error;
    }
    if (job.uploadError === undefined) {
      if (job.header.length === 0) {
        this.#work.ingest.delete(job.id);
        throw nothingSent();
      }
      if (job.rows.length === 0) job.uploadError = 'InvalidBatch : Records not found';
    }
    job.state = 'UploadComplete';
    job.done = settle(job, runIngest(this.#org, job));
    return { kind: 'ingest', job };
  }
}
