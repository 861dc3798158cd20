import { createHash } from 'node:crypto';
import { CsvError, CsvScanner, measureCsv } from '../csv/index.ts';
import { createJob, jobPath, waitForJob } from './bulk-job.ts';
import { OrgError } from './error.ts';
import { PassingFault } from './fault.ts';
import type { OrgAnswer, OrgHttp } from './http.ts';
import type { OnRows, TextRow } from './rows.ts';
import { keepHeapSmall } from './small-heap.ts';
import type { Soql } from './soql.ts';

/**
 * Rows asked for in a page. Its bytes are kept until it is proved whole, so that a cut page can be read again; two pages
 * are held.
 */
const mostRows = 10_000;
/** Bytes of a page that are made rows at a time. */
const sliceSize = 1 << 14;

interface Page {
  /** Null after the last page. Known as soon as the headers are. */
  readonly next: Promise<string | null>;
  readonly bytes: Promise<Buffer>;
}

const brokenError = (message: string): OrgError =>
  new OrgError('BrokenAnswer', {
    message: `A page of bulk query results is not whole: ${message}.`,
    actions: ['Run the command again; if it stays so, use --api collections.'],
  });

const broken = (message: string): PassingFault => new PassingFault(brokenError(message));

/** The rows of a page that is whole, some at a time; its first row is the header, on every page. @throws {OrgError} */
function* rowsOf(bytes: Buffer, columns: readonly string[]): Generator<TextRow[]> {
  let rows: TextRow[] = [];
  let header: string[] | undefined;
  const scanner = new CsvScanner((fields, line) => {
    if (header === undefined) {
      header = fields;
      if (header.join().toLowerCase() !== columns.join().toLowerCase())
        throw brokenError(`its columns are ${header.join(', ')}`);
    } else if (fields.length === columns.length) rows.push(fields);
    else throw brokenError(`line ${line} has ${fields.length} values instead of ${columns.length}`);
  });
  try {
    for (let at = 0; at < bytes.length; at += sliceSize) {
      keepHeapSmall();
      scanner.feed(bytes.subarray(at, at + sliceSize));
      if (rows.length > 0) yield rows;
      rows = [];
    }
    scanner.end();
  } catch (error) {
    if (error instanceof CsvError) throw brokenError(error.message);
    throw error;
  }
  if (rows.length > 0) yield rows;
}

/** Keeps the bytes of one page after the other in the same memory. */
class PageMemory {
  #bytes = Buffer.allocUnsafe(1 << 20);

  /** All bytes of an answer, until the next one is read here. */
  async read(answer: OrgAnswer): Promise<Buffer> {
    let length = 0;
    for await (const chunk of answer.body) {
      if (!(chunk instanceof Uint8Array)) continue;
      if (length + chunk.length > this.#bytes.length) {
        const longer = Buffer.allocUnsafe(Math.max(length + chunk.length, this.#bytes.length * 2));
        this.#bytes.copy(longer, 0, 0, length);
        this.#bytes = longer;
      }
      this.#bytes.set(chunk, length);
      length += chunk.length;
    }
    return this.#bytes.subarray(0, length);
  }
}

/** @throws {PassingFault} for a page that is cut, or is no table of these columns. */
function checkWhole(bytes: Buffer, announced: number, columns: readonly string[]): void {
  const { rows, commas, isOpen } = measureCsv(bytes);
  const found = Math.max(0, rows - 1);
  if (isOpen) throw broken('a quote is never closed');
  if (found !== announced) throw broken(`it has ${found} rows of ${announced}`);
  if (commas !== rows * (columns.length - 1)) throw broken(`a row has more or fewer than ${columns.length} values`);
}

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

interface PageRequest {
  readonly id: string;
  readonly locator: string;
  readonly columns: readonly string[];
  /** Pages that came, by what they held: their locators. */
  readonly seen: Map<string, string>;
}

/** Rows with ids are never the same twice. @throws {PassingFault} for a page that came in the place of another. */
function checkNew(bytes: Buffer, locator: string, seen: Map<string, string>): void {
  const held = createHash('sha256').update(bytes).digest('base64');
  const before = seen.get(held);
  if (before !== undefined && before !== locator) throw broken('it came before, in the place of another');
  seen.set(held, locator);
}

const openPage = (http: OrgHttp, { id, locator, columns, seen }: PageRequest, memory: PageMemory): Page => {
  const next = Promise.withResolvers<string | null>();
  const query = new URLSearchParams({
    maxRecords: String(mostRows),
    ...(locator === '' ? {} : { locator }),
  });
  const path = `${jobPath('query', id)}/results?${query.toString()}`;
  const bytes = http.exchange({ method: 'GET', path }, async (answer) => {
    const announced = announcedRows(answer);
    const following = nextLocator(answer);
    if (following !== null && following === locator) throw broken('it points to itself');
    next.resolve(following);
    const read = await memory.read(answer);
    checkWhole(read, announced, columns);
    if (announced > 0 && columns.includes('Id')) checkNew(read, locator, seen);
    return read;
  });
  // The page ahead may fail while the one before it is still being read: its error is thrown when its turn comes.
  bytes.catch((error: unknown) => next.reject(error));
  next.promise.catch(() => undefined);
  return { next: next.promise, bytes };
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
  const seen = new Map<string, string>();
  // While rows of the one are worked on, the other is filled.
  let [memory, other] = [new PageMemory(), new PageMemory()];
  let page: Page | undefined = openPage(http, { id, locator: '', columns, seen }, memory);
  while (page !== undefined) {
    const next: string | null = await page.next;
    const following: Page | undefined =
      next === null ? undefined : openPage(http, { id, locator: next, columns, seen }, other);
    [memory, other] = [other, memory];
    for (const rows of rowsOf(await page.bytes, columns)) {
      total += rows.length;
      await onRows(rows);
    }
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
