import { z } from 'zod';
import { refusal } from './answer.ts';
import { OrgError } from './error.ts';
import { PassingFault } from './fault.ts';
import type { OrgHttp } from './http.ts';
import type { OnRows } from './rows.ts';
import type { Soql } from './soql.ts';
import { apiVersion, dataPath } from './version.ts';

const record = z.record(z.string(), z.unknown());
const page = z.object({
  totalSize: z.int(),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(record),
});

type Page = z.output<typeof page>;

/** A page, or the list of what is wrong. */
const batchResult = z.object({ statusCode: z.int(), result: z.union([page, z.array(z.unknown())]) });
const batch = z.object({ results: z.tuple([batchResult]) });

/**
 * Longest path of a request, in characters. Salesforce takes 16,384 bytes of address and headers together (414 and 431),
 * a token may be some 2,000 of them, and what stands on the way may take less.
 */
const longestPath = 8_000;

/** Which API answers a query: that of data, or the Tooling API, which knows what the metadata is. */
export type QueryApi = 'data' | 'tooling';

/** The first page of a query. A long one goes in the body of a batch of one, where SOQL has its 100,000 characters. */
async function firstPage(http: OrgHttp, { text }: Soql, api: QueryApi): Promise<Page> {
  const query = `${api === 'tooling' ? '/tooling' : ''}/query?q=${encodeURIComponent(text)}`;
  if (dataPath.length + query.length <= longestPath)
    return await http.json(page, { method: 'GET', path: dataPath + query });
  const answer = await http.json(batch, {
    method: 'POST',
    path: `${dataPath}/composite/batch`,
    body: { batchRequests: [{ method: 'GET', url: `v${apiVersion}${query}` }] },
    repeatable: true,
  });
  const [{ statusCode, result }] = answer.results;
  if (!Array.isArray(result)) return result;
  const error = refusal(statusCode, {}, JSON.stringify(result), Date.now());
  throw error instanceof PassingFault ? error.final : error;
}

const valueText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return JSON.stringify(value);
};

/** The value at a path such as Account.Name; a parent that is null makes it empty. */
const at = (row: Record<string, unknown>, path: readonly string[]): string => {
  let value: unknown = row;
  for (const step of path) {
    const inner = record.safeParse(value);
    if (!inner.success) return '';
    value = inner.data[step];
  }
  return valueText(value);
};

/** How many rows a query would give: pass `SELECT COUNT() FROM …`. @throws {OrgError} */
export const countRows = async (http: OrgHttp, query: Soql): Promise<number> =>
  (await firstPage(http, query, 'data')).totalSize;

/**
 * Rows of a query, page by page (2,000 rows each); the columns are those the query selects, spelled alike.
 * @returns how many rows came, which equals what the org announced.
 * @throws {OrgError}
 */
export const restQuery = async (
  http: OrgHttp,
  query: Soql,
  columns: readonly string[],
  onRows: OnRows,
  api: QueryApi = 'data',
): Promise<number> => {
  const paths = columns.map((column) => column.split('.'));
  let answer = await firstPage(http, query, api);
  let rows = 0;
  for (;;) {
    rows += answer.records.length;
    if (answer.records.length > 0) await onRows(answer.records.map((row) => paths.map((steps) => at(row, steps))));
    if (answer.done) break;
    if (answer.nextRecordsUrl === undefined) throw short(rows, answer.totalSize);
    answer = await http.json(page, { method: 'GET', path: answer.nextRecordsUrl });
  }
  const announced = answer.totalSize;
  if (rows !== announced) throw short(rows, announced);
  return rows;
};

const short = (rows: number, announced: number): OrgError =>
  new OrgError('CountsDisagree', {
    message: `The org announced ${announced} rows and gave ${rows}.`,
    actions: ['Run the command again, or use --api bulk.'],
  });
