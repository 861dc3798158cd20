import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Session } from '../access/session.ts';
import { failure, noContent, notFound, ok, wrongMethod, type Reply } from '../http/reply.ts';
import { isRecord } from '../http/request.ts';
import type { Org } from '../org.ts';
import { bodyChunks, sendText } from '../http/body.ts';
import { describeIngestJob, forgetUpload, runIngest, uploadTo, type IngestJob } from './ingest-job.ts';
import { resultText, type ResultKind } from './ingest-results.ts';
import { finished, setState, type Job } from './job.ts';
import { settle, type Jobs } from './jobs.ts';
import { defaultPage, describeQueryJob, locatorOf, pageText, positionOf, type QueryJob } from './query-job.ts';

/** One call under `/services/data/vNN.0/jobs/`. */
export interface BulkCall {
  readonly org: Org;
  readonly jobs: Jobs;
  readonly session: Session;
  readonly version: string;
  readonly method: string;
  /** After `jobs`: `ingest` or `query`, an id, a part of the job. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: () => Promise<unknown>;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Undefined when the answer was streamed already. */
export type BulkReply = Reply | undefined;

/** How long a GET waits for its job, so that clients with long polls seldom need a second one. */
const patience = 10_000;

async function waitFor(job: Job): Promise<void> {
  if (finished(job.state) || job.state === 'Open') return;
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patience).unref();
  });
  await Promise.race([job.done, enough]);
  clearTimeout(timer);
}

/** Bulk API 2.0, both kinds of job. */
export async function answerBulk(call: BulkCall): Promise<BulkReply> {
  const [kind, id, part] = call.parts;
  if (kind === 'query') return id === undefined ? queryJobs(call) : queryJob(call, id, part);
  if (kind === 'ingest') return id === undefined ? ingestJobs(call) : ingestJob(call, id, part);
  return notFound();
}

const list = (records: unknown[]): Reply => ok({ done: true, records, nextRecordsUrl: null });

async function queryJobs({ method, jobs, session, version, body }: BulkCall): Promise<Reply> {
  if (method === 'GET') return list([...jobs.query.values()].map(describeQueryJob));
  if (method !== 'POST') return wrongMethod(method, 'GET, POST');
  const job = jobs.createQuery(session, version, await body());
  return 'status' in job ? job : ok(describeQueryJob(job));
}

async function queryJob(call: BulkCall, id: string, part: string | undefined): Promise<BulkReply> {
  const job = call.jobs.query.get(id);
  if (job === undefined) return notFound();
  if (part === 'results' || part === 'resultPages') {
    if (call.method !== 'GET') return wrongMethod(call.method, 'GET');
    const refusal = await readyForResults(call, job);
    if (refusal !== undefined) return refusal;
    return part === 'results' ? sendPage(call, job) : resultPages(call, job);
  }
  if (part !== undefined) return notFound();
  switch (call.method) {
    case 'GET':
      await waitFor(job);
      return ok(describeQueryJob(job));
    case 'PATCH':
      return changeState(call, job, describeQueryJob, {});
    case 'DELETE':
      return removeJob(call.jobs.query, job);
    default:
      return wrongMethod(call.method, 'GET, PATCH, DELETE');
  }
}

const versionMismatch = (job: Job): Reply =>
  failure(
    409,
    'VERSION_MISMATCH',
    `The job was created with API version ${job.version}; its results must be read with the same version`,
  );

async function readyForResults({ version }: BulkCall, job: Job): Promise<Reply | undefined> {
  if (version !== job.version) return versionMismatch(job);
  await waitFor(job);
  if (job.state === 'JobComplete') return undefined;
  return failure(400, 'INVALIDJOBSTATE', `The job is in state ${job.state}; results exist once it is JobComplete`);
}

/** Rows to a page as the client asked, at least one. */
function pageRows(query: URLSearchParams): number {
  const asked = Number(query.get('maxRecords') ?? defaultPage);
  return Number.isInteger(asked) && asked > 0 ? asked : defaultPage;
}

async function sendPage({ query, request, response }: BulkCall, job: QueryJob): Promise<BulkReply> {
  const locator = query.get('locator');
  const from = locator === null || locator === '' ? 0 : positionOf(job, locator);
  if (from === undefined) return failure(400, 'INVALID_QUERY_LOCATOR', 'invalid locator');
  const count = Math.min(pageRows(query), job.rows.length - from);
  const next = from + count < job.rows.length ? locatorOf(from + count) : 'null';
  const headers = { 'Sforce-Locator': next, 'Sforce-NumberOfRecords': String(count) };
  await sendText(request, response, headers, pageText(job, from, count));
  return undefined;
}

/** Up to five pages a client may read side by side. */
function resultPages({ query, version }: BulkCall, job: QueryJob): Reply {
  const size = pageRows(query);
  const path = `/services/data/v${version}/jobs/query/${job.id}`;
  const first = positionOf(job, query.get('locator') ?? locatorOf(0)) ?? 0;
  const starts = Array.from({ length: 5 }, (_none, at) => first + at * size).filter(
    (at) => at < job.rows.length || at === 0,
  );
  const next = first + 5 * size;
  const done = next >= job.rows.length;
  return ok({
    resultPages: starts.map((at) => ({ resultUrl: `${path}/results?maxRecords=${size}&locator=${locatorOf(at)}` })),
    ...(done ? {} : { nextRecordsUrl: `${path}/resultPages?maxRecords=${size}&locator=${locatorOf(next)}` }),
    done,
  });
}

async function ingestJobs({ method, jobs, session, version, body }: BulkCall): Promise<Reply> {
  if (method === 'GET') return list([...jobs.ingest.values()].map(describeIngestJob));
  if (method !== 'POST') return wrongMethod(method, 'GET, POST');
  const job = jobs.createIngest(session, version, await body());
  return 'status' in job ? job : ok(describeIngestJob(job));
}

const resultKinds: readonly string[] = [
  'successfulResults',
  'failedResults',
  'unprocessedrecords',
] satisfies ResultKind[];
const isResultKind = (part: string): part is ResultKind => resultKinds.includes(part);

async function ingestJob(call: BulkCall, id: string, part: string | undefined): Promise<BulkReply> {
  const { method, jobs, org } = call;
  const job = jobs.ingest.get(id);
  if (job === undefined) return notFound();
  if (part === 'batches') return method === 'PUT' ? upload(call, job) : wrongMethod(method, 'PUT');
  if (part !== undefined && isResultKind(part))
    return method === 'GET' ? sendResults(call, job, part) : wrongMethod(method, 'GET');
  if (part !== undefined) return notFound();
  switch (method) {
    case 'GET':
      await waitFor(job);
      return ok(describeIngestJob(job));
    case 'PATCH':
      return changeState(call, job, describeIngestJob, {
        UploadComplete: () => {
          setState(job, 'UploadComplete', org.now());
          job.done = settle(job, runIngest(org, job));
        },
      });
    case 'DELETE':
      return removeJob(jobs.ingest, job);
    default:
      return wrongMethod(method, 'GET, PATCH, DELETE');
  }
}

async function upload({ request, version }: BulkCall, job: IngestJob): Promise<Reply> {
  if (version !== job.version) return versionMismatch(job);
  if (job.state !== 'Open')
    return failure(400, 'INVALIDJOBSTATE', `The job is in state ${job.state}; data is taken while it is Open`);
  if (job.uploaded) {
    return failure(
      400,
      'INVALIDJOBSTATE',
      `Found multiple contents for job: <${job.id}>, please 'Close' / 'Abort' / 'Delete' the current Job then create a new Job and make sure you only do 'PUT' once on a given Job.`,
    );
  }
  job.uploaded = true;
  const target = uploadTo(job);
  try {
    for await (const chunk of bodyChunks(request)) target.feed(chunk);
    target.end();
    return { status: 201 };
  } catch (error) {
    // What came of a cut upload counts as nothing; the client may send it again.
    forgetUpload(job);
    job.uploaded = false;
    throw error;
  }
}

async function sendResults(call: BulkCall, job: IngestJob, kind: ResultKind): Promise<BulkReply> {
  if (call.version !== job.version) return versionMismatch(job);
  await waitFor(job);
  if (!finished(job.state)) {
    return failure(400, 'INVALIDJOBSTATE', `The job is in state ${job.state}; results exist once it has ended`);
  }
  await sendText(call.request, call.response, {}, resultText(job, kind));
  return undefined;
}

/** `PATCH {"state": …}`: aborting is always offered, anything else as `more` allows while the job is open. */
async function changeState<J extends Job>(
  { body, org }: BulkCall,
  job: J,
  show: (job: J) => unknown,
  more: Readonly<Record<string, () => void>>,
): Promise<Reply> {
  const read = await body();
  const state = isRecord(read) ? read['state'] : undefined;
  if (typeof state !== 'string') return failure(400, 'INVALIDJOB', 'state is missing');
  if (state === 'Aborted') {
    if (finished(job.state) && job.state !== 'Aborted') return badChange(job, state);
    setState(job, 'Aborted', org.now());
    return ok(show(job));
  }
  const change = more[state];
  if (change === undefined || job.state !== 'Open') return badChange(job, state);
  change();
  return ok(show(job));
}

const badChange = (job: Job, state: string): Reply =>
  failure(400, 'INVALIDJOBSTATE', `The job is in state ${job.state} and cannot become ${state}`);

function removeJob<J extends Job>(jobs: Map<string, J>, job: J): Reply {
  if (job.state === 'Open' || job.state === 'InProgress') {
    return failure(400, 'INVALIDJOBSTATE', `The job is in state ${job.state}; abort it before it is deleted`);
  }
  jobs.delete(job.id);
  return noContent;
}
