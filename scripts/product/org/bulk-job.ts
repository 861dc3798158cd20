import { z } from 'zod';
import { OrgError } from './error.ts';
import { jittered, type OrgHttp } from './http.ts';
import { dataPath } from './version.ts';

const bulkJob = z.object({
  id: z.string().min(15),
  state: z.enum(['Open', 'UploadComplete', 'InProgress', 'JobComplete', 'Aborted', 'Failed']),
  errorMessage: z.string().nullish(),
  numberRecordsProcessed: z.number().nullish(),
  numberRecordsFailed: z.number().nullish(),
});

/** A Bulk API 2.0 job as the org describes it. */
export type BulkJob = z.output<typeof bulkJob>;
export type BulkKind = 'query' | 'ingest';

export const jobPath = (kind: BulkKind, id?: string): string =>
  `${dataPath}/jobs/${kind}${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;

/**
 * Creates a job. One that writes is never sent twice, since the first try may have made one; a second query job harms
 * nobody. @throws {OrgError}
 */
export const createJob = async (http: OrgHttp, kind: BulkKind, body: unknown): Promise<BulkJob> =>
  await http.json(bulkJob, { method: 'POST', path: jobPath(kind), body, repeatable: kind === 'query' });

export const readJob = async (http: OrgHttp, kind: BulkKind, id: string): Promise<BulkJob> =>
  await http.json(bulkJob, { method: 'GET', path: jobPath(kind, id) });

const firstPollMs = 100;
const longestPollMs = 5_000;
/** 100 ms growing to 5 s: about two hours in all. */
const mostPolls = 1_450;

/**
 * Asks for a job until it has ended, whatever its end; `onPoll` is told how many records it has processed. A job is
 * never deleted from here.
 * @throws {OrgError} when it does not end, naming it.
 */
export const waitForJob = async (
  http: OrgHttp,
  kind: BulkKind,
  id: string,
  onPoll: (processed: number) => void = () => undefined,
): Promise<BulkJob> => {
  let wait = firstPollMs;
  for (let poll = 0; poll < mostPolls; poll++) {
    const job = await readJob(http, kind, id);
    onPoll(job.numberRecordsProcessed ?? 0);
    if (job.state === 'JobComplete' || job.state === 'Aborted' || job.state === 'Failed') return job;
    await http.sleep(jittered(wait));
    wait = Math.min(wait * 1.5, longestPollMs);
  }
  throw new OrgError('JobFailed', {
    message: `Bulk ${kind} job ${id} has not ended in two hours.`,
    actions: ['Look at it under Setup, Bulk Data Load Jobs, then run the command again.'],
  });
};
