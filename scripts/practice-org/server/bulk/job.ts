import type { Session } from '../access/session.ts';
import { moment } from '../save/coerce.ts';

export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

/** What every Bulk 2.0 job has. */
export interface Job {
  readonly id: string;
  readonly session: Session;
  readonly version: string;
  readonly object: string;
  readonly operation: string;
  readonly lineEnding: string;
  readonly columnDelimiter: string;
  readonly createdAt: string;
  state: JobState;
  modifiedAt: string;
  errorMessage: string | undefined;
  milliseconds: number;
  /** Resolves when there is nothing left to do. */
  done: Promise<void>;
}

export const delimiters: Readonly<Record<string, string>> = {
  COMMA: ',',
  SEMICOLON: ';',
  TAB: '\t',
  PIPE: '|',
  CARET: '^',
  BACKQUOTE: '`',
};

export const finished = (state: JobState): boolean =>
  state === 'JobComplete' || state === 'Failed' || state === 'Aborted';

export function setState(job: Job, state: JobState, now: Date): void {
  job.state = state;
  job.modifiedAt = moment(now.getTime());
}

/** The fields of a job both kinds show. */
export const describeJob = (job: Job): Record<string, unknown> => ({
  id: job.id,
  operation: job.operation,
  object: job.object,
  createdById: job.session.userId,
  createdDate: job.createdAt,
  systemModstamp: job.modifiedAt,
  state: job.state,
  concurrencyMode: 'Parallel',
  contentType: 'CSV',
  apiVersion: Number(job.version),
  lineEnding: job.lineEnding,
  columnDelimiter: job.columnDelimiter,
});

/** Lets other requests be answered between two slices of work. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
