import { z } from 'zod';
import { OrgError } from './error.ts';
import type { OrgHttp } from './http.ts';
import type { OnRows } from './rows.ts';
import type { Soql } from './soql.ts';
import { dataPath } from './version.ts';

const record = z.record(z.string(), z.unknown());
const page = z.object({
  totalSize: z.int(),
  done: z.boolean(),
  nextRecordsUrl: z.string().optional(),
  records: z.array(record),
});

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
export const countRows = async (http: OrgHttp, query: Soql): Promise<number> => {
  const answer = await http.json(page, {
    method: 'GET',
    path: `${dataPath}/query?q=${encodeURIComponent(query.text)}`,
  });
  return answer.totalSize;
};

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
): Promise<number> => {
  const paths = columns.map((column) => column.split('.'));
  let path: string | undefined = `${dataPath}/query?q=${encodeURIComponent(query.text)}`;
  let rows = 0;
  let announced = 0;
  while (path !== undefined) {
    const answer: z.output<typeof page> = await http.json(page, { method: 'GET', path });
    announced = answer.totalSize;
    rows += answer.records.length;
    if (answer.records.length > 0) await onRows(answer.records.map((row) => paths.map((steps) => at(row, steps))));
    if (!answer.done && answer.nextRecordsUrl === undefined) throw short(rows, announced);
    path = answer.done ? undefined : answer.nextRecordsUrl;
  }
  if (rows !== announced) throw short(rows, announced);
  return rows;
};

const short = (rows: number, announced: number): OrgError =>
  new OrgError('CountsDisagree', {
    message: `The org announced ${announced} rows and gave ${rows}.`,
    actions: ['Run the command again, or use --api bulk.'],
  });
