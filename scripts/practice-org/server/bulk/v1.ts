/** Bulk API 1.0 over HTTP, XML about jobs and CSV in batches, as clients that know no other call it. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Session } from '../access/session.ts';
import { bodyChunks, sendText } from '../http/body.ts';
import { knownVersion } from '../http/version.ts';
import { Problems } from '../problem.ts';
import { readXml, type Xml } from '../schema/xml.ts';
import { csvLine } from './csv.ts';
import type { IngestJob } from './ingest-job.ts';
import { pageText } from './query-job.ts';
import { BulkRefusal, type V1Batch, type V1Job, type V1Jobs } from './v1-jobs.ts';
import { escaped } from '../http/escape.ts';

/** One call under `/services/async/NN.0/job`. */
export interface V1Call {
  readonly jobs: V1Jobs;
  /** Undefined for strangers. */
  readonly session: Session | undefined;
  readonly method: string;
  /** After `async`: version, `job`, an id, `batch`, an id, `result`, an id. */
  readonly parts: readonly string[];
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

const namespace = 'http://www.force.com/2009/06/asyncapi/dataload';

type Entry = readonly [name: string, value: string | number];
const element = ([name, value]: Entry): string => `<${name}>${escaped(String(value))}</${name}>`;
const elements = (entries: readonly Entry[]): string => entries.map(element).join('');

function sendXml(response: ServerResponse, status: number, root: string, inner: string): void {
  const text = `<?xml version="1.0" encoding="UTF-8"?><${root} xmlns="${namespace}">${inner}</${root}>`;
  response.writeHead(status, { 'Content-Type': 'application/xml', 'Content-Length': Buffer.byteLength(text) });
  response.end(text);
}

/** Answers every call, refusals included. */
export async function answerV1(call: V1Call): Promise<void> {
  try {
    if (call.session === undefined) throw new BulkRefusal('InvalidSessionId', 'Invalid session id');
    await answer(call, call.session);
  } catch (error) {
    if (!(error instanceof BulkRefusal)) throw error;
    // A body that nobody reads any more must not hold the answer up.
    call.request.resume();
    const inner = elements([
      ['exceptionCode', error.code],
      ['exceptionMessage', error.message],
    ]);
    sendXml(call.response, 400, 'error', inner);
  }
}

const noSuch = (): BulkRefusal => new BulkRefusal('InvalidUrl', 'The requested resource does not exist');

async function answer(call: V1Call, session: Session): Promise<void> {
  const { jobs, method, response, parts } = call;
  const [version = '', word, jobId, below, batchId, result, resultId] = parts;
  if (!knownVersion(version)) throw new BulkRefusal('InvalidVersion', `${version} is no version of the API`);
  if (word !== 'job') throw noSuch();
  if (jobId === undefined) {
    if (method !== 'POST') throw noSuch();
    sendJob(response, 201, jobs.open(session, version, opening(await readInfo(call))));
    return;
  }
  const job = jobs.job(jobId);
  if (below === undefined) {
    if (method === 'POST') jobs.change(job, (await readInfo(call)).text('state') ?? '');
    sendJob(response, 200, job);
    return;
  }
  if (below !== 'batch') throw noSuch();
  if (batchId === undefined) {
    if (method === 'POST')
      sendXml(response, 201, 'batchInfo', batchInfo(job, await jobs.add(job, bodyChunks(call.request))));
    else
      sendXml(
        response,
        200,
        'batchInfoList',
        job.batches.map((one) => `<batchInfo>${batchInfo(job, one)}</batchInfo>`).join(''),
      );
    return;
  }
  const batch = job.batches.find(({ id }) => id === batchId || id.slice(0, 15) === batchId);
  if (batch === undefined) throw new BulkRefusal('InvalidBatch', `Unable to find batch with id: ${batchId}`);
  if (batch.work.kind !== 'refused') await batch.work.job.done;
  if (result === undefined) sendXml(response, 200, 'batchInfo', batchInfo(job, batch));
  else if (result === 'result') await sendResult(call, batch, resultId);
  else throw noSuch();
}

/** The XML of a call about a job. @throws BulkRefusal when it is none. */
async function readInfo({ request }: V1Call): Promise<Xml> {
  const parts: Buffer[] = [];
  for await (const chunk of bodyChunks(request, 1024 * 1024)) parts.push(chunk);
  const problems = new Problems();
  const xml = readXml(Buffer.concat(parts).toString('utf8').trim(), 'jobInfo', 'request', problems);
  if (xml === undefined) throw new BulkRefusal('InvalidXml', problems.all.map(({ message }) => message).join('; '));
  return xml;
}

function opening(info: Xml): Parameters<V1Jobs['open']>[2] {
  const contentType = info.text('contentType') ?? 'CSV';
  if (contentType !== 'CSV')
    throw new BulkRefusal('InvalidJob', `contentType ${contentType} is not supported by the practice org: use CSV`);
  return {
    operation: info.text('operation') ?? '',
    object: info.text('object') ?? '',
    externalIdFieldName: info.text('externalIdFieldName'),
    concurrencyMode: info.text('concurrencyMode'),
  };
}

const processed = ({ work }: V1Batch): number =>
  work.kind === 'ingest' ? work.job.outcomes.length : work.kind === 'query' ? work.job.rows.length : 0;
const failed = ({ work }: V1Batch): number => (work.kind === 'ingest' ? work.job.failed : 0);
const milliseconds = ({ work }: V1Batch): number => (work.kind === 'refused' ? 0 : work.job.milliseconds);

function stateOf(job: V1Job, { work }: V1Batch): 'Queued' | 'InProgress' | 'Completed' | 'Failed' | 'NotProcessed' {
  if (work.kind === 'refused') return 'Failed';
  switch (work.job.state) {
    case 'JobComplete':
      return 'Completed';
    case 'Failed':
      return 'Failed';
    case 'Aborted':
      return 'NotProcessed';
    case 'InProgress':
      return 'InProgress';
    default:
      return job.state === 'Aborted' ? 'NotProcessed' : 'Queued';
  }
}

function batchInfo(job: V1Job, batch: V1Batch): string {
  const { work } = batch;
  const message = work.kind === 'refused' ? work.message : work.job.errorMessage;
  return elements([
    ['id', batch.id],
    ['jobId', job.id],
    ['state', stateOf(job, batch)],
    ...(message === undefined ? [] : [['stateMessage', message] as const]),
    ['createdDate', batch.createdAt],
    ['systemModstamp', work.kind === 'refused' ? batch.createdAt : work.job.modifiedAt],
    ['numberRecordsProcessed', processed(batch)],
    ['numberRecordsFailed', failed(batch)],
    ['totalProcessingTime', milliseconds(batch)],
    ['apiActiveProcessingTime', milliseconds(batch)],
    ['apexProcessingTime', 0],
  ]);
}

function sendJob(response: ServerResponse, status: number, job: V1Job): void {
  const states = job.batches.map((batch) => stateOf(job, batch));
  const count = (state: (typeof states)[number]): number => states.filter((one) => one === state).length;
  const sum = (of: (batch: V1Batch) => number): number => job.batches.reduce((all, batch) => all + of(batch), 0);
  const entries: Entry[] = [
    ['id', job.id],
    ['operation', job.operation],
    ['object', job.object],
    ['createdById', job.session.userId],
    ['createdDate', job.createdAt],
    ['systemModstamp', job.modifiedAt],
    ['state', job.state],
    ...(job.externalIdFieldName === undefined ? [] : [['externalIdFieldName', job.externalIdFieldName] as const]),
    ['concurrencyMode', job.concurrencyMode ?? 'Parallel'],
    ['contentType', 'CSV'],
    ['numberBatchesQueued', count('Queued')],
    ['numberBatchesInProgress', count('InProgress')],
    ['numberBatchesCompleted', count('Completed')],
    ['numberBatchesFailed', count('Failed')],
    ['numberBatchesTotal', states.length],
    ['numberRecordsProcessed', sum(processed)],
    ['numberRetries', 0],
    ['apiVersion', job.version],
    ['numberRecordsFailed', sum(failed)],
    ['totalProcessingTime', sum(milliseconds)],
    ['apiActiveProcessingTime', sum(milliseconds)],
    ['apexProcessingTime', 0],
  ];
  sendXml(response, status, 'jobInfo', elements(entries));
}

async function sendResult(
  { request, response }: V1Call,
  { work }: V1Batch,
  resultId: string | undefined,
): Promise<void> {
  if (work.kind === 'ingest' && resultId === undefined) {
    await sendText(request, response, {}, ingestResult(work.job));
    return;
  }
  if (work.kind === 'query' && resultId === undefined) {
    sendXml(response, 200, 'result-list', element(['result', work.resultId]));
    return;
  }
  if (work.kind === 'query' && resultId === work.resultId) {
    await sendText(request, response, {}, pageText(work.job, 0, work.job.rows.length));
    return;
  }
  throw new BulkRefusal('InvalidBatch', 'Batch has no such result');
}

/** A line for each row, in the order the rows came: unlike version 2.0 there is nothing else to know them by. */
async function* ingestResult({ outcomes }: IngestJob): AsyncGenerator<string> {
  yield csvLine(['Id', 'Success', 'Created', 'Error'], ',', '\n');
  const inOrder = outcomes.toSorted((a, b) => a.row - b.row);
  for (const { id, created, error } of inOrder)
    yield await Promise.resolve(
      csvLine([error === '' ? id : '', String(error === ''), String(created), error], ',', '\n'),
    );
}
