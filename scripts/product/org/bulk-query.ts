import { CsvError, CsvScanner } from '../csv/index.ts';
import { createJob, jobPath, waitForJob } from './bulk-job.ts';
import { OrgError } from './error.ts';
import { PassingFault } from './fault.ts';
import type { OrgAnswer, OrgHttp } from './http.ts';
import type { OnRows, TextRow } from './rows.ts';
import type { Soql } from './soql.ts';

/**
 * Rows and values asked for in a page: small enough to keep until it is proved whole, so that a cut page can be read
 * again. A page of 200,000 values takes some 18 MB; two of each stream are held.
 */
const [mostRows, mostValues] = [50_000, 200_000];
const pageRows = (columns: number): number => Math.min(mostRows, Math.ceil(mostValues / columns));

interface Page {
  /** Null after the last page. Known as soon as the headers are. */
  readonly next: Promise<string | null>;
  readonly rows: Promise<TextRow[]>;
}

const broken = (message: string): PassingFault =>
  new PassingFault(
    new OrgError('BrokenAnswer', {
      message: `A page of bulk query results is not whole: ${message}.`,
      actions: ['Run the command again; if it stays so, use --api collections.'],
    }),
  );

/** Reads the rows of a page; its first row is the header, on every page. */
const readRows = async (answer: OrgAnswer, columns: readonly string[]): Promise<TextRow[]> => {
  const rows: TextRow[] = [];
  let header: string[] | undefined;
  const scanner = new CsvScanner((fields, line) => {
    if (header === undefined) header = fields;
    else if (fields.length === columns.length) rows.push(fields);
    else throw broken(`line ${line} has ${fields.length} values instead of ${columns.length}`);
  });
  try {
    for await (const chunk of answer.body) {
      if (chunk instanceof Uint8Array) scanner.feed(chunk);
    }
    scanner.end();
  } catch (error) {
    if (error instanceof CsvError) throw broken(error.message);
    throw error;
  }
  if (header !== undefined && header.join().toLowerCase() !== columns.join().toLowerCase()) {
    throw broken(`its columns are ${header.join(', ')}`);
  }
  return rows;
};

const announcedRows = (answer: OrgAnswer): number => {
  const text = answer.header('Sforce-NumberOfRecords');
  if (text === undefined || !/^\d+$/.test(text)) throw broken('it has no Sforce-NumberOfRecords header');
  return Number(text);
};

const nextLocator = (answer: OrgAnswer): string | null => {
  const text = answer.header('Sforce-Locator');
  if (text === undefined || text === '') throw broken('it has no Sforce-Locator header');
  return text === 'null' ? null : text;
};

const openPage = (http: OrgHttp, id: string, locator: string, columns: readonly string[]): Page => {
  const next = Promise.withResolvers<string | null>();
  const query = new URLSearchParams({
    maxRecords: String(pageRows(columns.length)),
    ...(locator === '' ? {} : { locator }),
  });
  const path = `${jobPath('query', id)}/results?${query.toString()}`;
  const rows = http.exchange({ method: 'GET', path }, async (answer) => {
    const announced = announcedRows(answer);
    const following = nextLocator(answer);
    if (following !== null && following === locator) throw broken('it points to itself');
    next.resolve(following);
    const read = await readRows(answer, columns);
    if (read.length !== announced) throw broken(`it has ${read.length} rows of ${announced}`);
    return read;
  });
  // The page ahead may fail while the one before it is still being read: its error is thrown when its turn comes.
  rows.catch((error: unknown) => next.reject(error));
  next.promise.catch(() => undefined);
  return { next: next.promise, rows };
};

/**
 * All rows of a query by Bulk API 2.0. While a page is worked on, the next one is on its way; at most two are held.
 * Each page is counted against its header, the whole against the job.
 * @returns how many rows came.
 * @throws {OrgError}
 */
export const bulkQuery = async (
  http: OrgHttp,
  query: Soql,
  columns: readonly string[],
  onRows: OnRows,
): Promise<number> => {
  const { id } = await createJob(http, 'query', { operation: 'query', query: query.text });
  const job = await waitForJob(http, 'query', id);
  if (job.state !== 'JobComplete') {
    throw new OrgError('JobFailed', {
      message: `Bulk query job ${id} ended as ${job.state}: ${job.errorMessage ?? 'no reason given'}.`,
      actions: ['Correct what it names, then run the command again.'],
    });
  }
  let total = 0;
  let page: Page | undefined = openPage(http, id, '', columns);
  while (page !== undefined) {
    const next: string | null = await page.next;
    const following: Page | undefined = next === null ? undefined : openPage(http, id, next, columns);
    const rows = await page.rows;
    total += rows.length;
    if (rows.length > 0) await onRows(rows);
    page = following;
  }
  if (typeof job.numberRecordsProcessed === 'number' && job.numberRecordsProcessed !== total) {
    throw new OrgError('CountsDisagree', {
      message: `Bulk query job ${id} found ${job.numberRecordsProcessed} rows and gave ${total}.`,
      actions: ['Run the command again.'],
    });
  }
  return total;
};
