import { finished } from 'node:stream/promises';
import { createJob, jobPath, readJob, waitForJob } from './bulk-job.ts';
import { OrgError } from './error.ts';
import type { OrgAnswer, OrgHttp } from './http.ts';
import { ingestOutcomes } from './ingest-results.ts';
import { ingestParts, inOrder, orderByParent, type IngestPart } from './ingest-parts.ts';
import { inOwnOrder, writeWithLockRetry } from './locked.ts';
import type { RowOutcome, WriteRequest } from './rows.ts';

export interface IngestRequest extends WriteRequest {
  /** Bytes of one upload; default 90 MB. */
  readonly maxBytes?: number;
}

const upload = async (http: OrgHttp, id: string, part: IngestPart): Promise<void> => {
  let repeats = 0;
  try {
    await http.exchange(
      {
        method: 'PUT',
        path: `${jobPath('ingest', id)}/batches`,
        body: part.body,
        contentType: 'text/csv; charset=UTF-8',
        onRepeat: () => repeats++,
      },
      drain,
    );
  } catch (error) {
    // A job takes one upload: a repeated one is refused when the first arrived after all. The counts will tell.
    const arrived = repeats > 0 && error instanceof OrgError && (error.status === 400 || error.status === 409);
    if (!arrived) throw error;
  }
};

const drain = async (answer: OrgAnswer): Promise<void> => {
  await finished(answer.body.resume());
};

const mayPass = (error: unknown): boolean =>
  error instanceof OrgError && (error.problem === 'OrgUnreachable' || (error.status ?? 0) >= 429);

/** Says that the upload is whole. When the answer is lost, the job itself tells whether it heard. */
const closeUpload = async (http: OrgHttp, id: string): Promise<void> => {
  for (let attempt = 1; ; attempt++) {
    try {
      await http.exchange(
        {
          method: 'PATCH',
          path: jobPath('ingest', id),
          body: JSON.stringify({ state: 'UploadComplete' }),
          contentType: 'application/json',
        },
        drain,
      );
      return;
    } catch (error) {
      if (!mayPass(error) || attempt >= http.tries) throw error;
      if ((await readJob(http, 'ingest', id)).state !== 'Open') return;
      await http.sleep(500 * 2 ** (attempt - 1));
    }
  }
};

const runJob = async (
  http: OrgHttp,
  { object, operation, key, onSent }: WriteRequest,
  part: IngestPart,
  onDone: (more: number) => void,
): Promise<RowOutcome[]> => {
  const job = await createJob(http, 'ingest', {
    object,
    operation,
    ...(operation === 'upsert' ? { externalIdFieldName: key } : {}),
    contentType: 'CSV',
    lineEnding: 'LF',
    columnDelimiter: 'COMMA',
  });
  await upload(http, job.id, part);
  await closeUpload(http, job.id);
  onSent?.();
  let told = 0;
  const tell = (processed: number): void => {
    if (processed > told) onDone(processed - told);
    told = Math.max(told, processed);
  };
  const ended = await waitForJob(http, 'ingest', job.id, (processed) => {
    tell(Math.min(processed, part.ids.length));
  });
  const outcomes = await ingestOutcomes(http, ended, part.ids, key);
  tell(part.ids.length);
  return outcomes;
};

/**
 * Writes records by Bulk API 2.0, a job for each upload, one after the other; rows that were locked are sent again.
 * @returns an outcome for every record, in the order of `updates`.
 * @throws {OrgError} which says how many records have a known outcome; a new run of the command settles the rest.
 */
export const bulkWrite = async (http: OrgHttp, request: IngestRequest): Promise<RowOutcome[]> => {
  let settled = 0;
  try {
    const order = orderByParent(request.updates);
    const sorted = inOrder(request.updates, order);
    const outcomes = await writeWithLockRetry(sorted, http.sleep, async (updates, isAgain) => {
      const round: RowOutcome[] = [];
      for (const part of ingestParts(updates, [request.key, ...request.columns], request.maxBytes)) {
        const onDone = (more: number): void => {
          // Locked rows that are sent again have been told of.
          if (!isAgain) request.onProgress?.(more);
        };
        const outcomes = await runJob(http, request, part, onDone);
        for (const outcome of outcomes) round.push(outcome);
        settled = Math.max(settled, round.length);
      }
      return round;
    });
    return inOwnOrder(outcomes, order);
  } catch (error) {
    throw whileWriting(error, settled, request.updates.length);
  }
};

/** The error with what it means for the records: some may be written, and a new run is safe. */
export const whileWriting = (error: unknown, settled: number, total: number): unknown => {
  if (!(error instanceof OrgError)) return error;
  return new OrgError(error.problem, {
    message: `${error.message} This happened while writing: ${settled} of ${total} records have a known outcome, others may be written too.`,
    actions: [...error.actions, 'Run the command again: it reads the org anew and writes only what is still missing.'],
    ...(error.errorCode === undefined ? {} : { errorCode: error.errorCode }),
    ...(error.status === undefined ? {} : { status: error.status }),
  });
};
