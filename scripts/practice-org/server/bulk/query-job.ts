import type { Org } from '../org.ts';
import type { Column } from '../soql/column.ts';
import { SoqlError } from '../soql/error.ts';
import { arranged, compileSoql, sourceRows, type RowPlan } from '../soql/plan.ts';
import type { Row } from '../store/row.ts';
import { csvLine, rowWriter } from './csv.ts';
import { breathe, delimiters, describeJob, finished, setState, type Job } from './job.ts';

export interface QueryJob extends Job {
  readonly columns: readonly Column[];
  readonly labels: readonly string[];
  rows: Row[];
}

/** Rows of one result page when the client names no maximum. */
export const defaultPage = 50_000;

/** The plan of a bulk query. @throws SoqlError for what bulk queries cannot do. */
export function planBulkQuery(
  org: Org,
  job: Pick<Job, 'session' | 'operation'>,
  source: string,
): { plan: RowPlan; columns: Column[]; labels: string[] } {
  const plan = compileSoql(org, job.session, source, job.operation === 'queryAll');
  const columns = plan.kind === 'rows' ? plan.selected.flatMap((item) => (item.kind === 'column' ? [item] : [])) : [];
  if (plan.kind !== 'rows' || columns.length !== plan.selected.length || plan.offset > 0) {
    throw new SoqlError('API_ERROR', 'Bulk queries know no aggregate functions, GROUP BY, OFFSET or nested queries');
  }
  return { plan, columns: columns.map(({ column }) => column), labels: columns.map(({ label }) => label) };
}

/** Finds the job's rows in slices. */
export async function runQuery(org: Org, job: QueryJob, plan: RowPlan): Promise<void> {
  await breathe();
  if (finished(job.state)) return;
  setState(job, 'InProgress', org.now());
  const started = performance.now();
  const rows: Row[] = [];
  const enough = plan.order === undefined ? plan.limit : Infinity;
  let seen = 0;
  for (const row of sourceRows(plan)) {
    if (rows.length >= enough) break;
    if (plan.filter === undefined || plan.filter.test(row)) rows.push(row);
    if (++seen % 10_000 === 0) {
      await breathe();
      if (finished(job.state)) return;
    }
  }
  job.rows = arranged(plan, rows);
  job.milliseconds = Math.round(performance.now() - started);
  setState(job, 'JobComplete', org.now());
}

export const describeQueryJob = (job: QueryJob): Record<string, unknown> => ({
  ...describeJob(job),
  jobType: 'V2Query',
  ...(job.state === 'JobComplete'
    ? { numberRecordsProcessed: job.rows.length, totalProcessingTime: job.milliseconds, retries: 0 }
    : {}),
  ...(job.errorMessage === undefined ? {} : { errorMessage: job.errorMessage }),
});

/** A locator is the position its page starts at, dressed so that nobody counts on it. */
export const locatorOf = (position: number): string => Buffer.from(`at:${position}`).toString('base64url');

export function positionOf(job: QueryJob, locator: string): number | undefined {
  const [, digits] = /^at:(\d+)$/.exec(Buffer.from(locator, 'base64url').toString()) ?? [];
  const position = Number(digits ?? NaN);
  return position < job.rows.length || position === 0 ? position : undefined;
}

/** The lines of one page, the header first, in chunks of some thousand rows. */
export async function* pageText(job: QueryJob, from: number, count: number): AsyncGenerator<string> {
  const delimiter = delimiters[job.columnDelimiter] ?? ',';
  const end = job.lineEnding === 'CRLF' ? '\r\n' : '\n';
  const write = rowWriter(job.columns, delimiter, end);
  yield csvLine(job.labels, delimiter, end);
  for (let at = from; at < from + count; at += 2000) {
    let text = '';
    for (const row of job.rows.slice(at, Math.min(at + 2000, from + count))) text += write(row);
    yield text;
    await breathe();
  }
}
