/** Looks at the org once for every row of a run, however many they are. */
import {
  currentRow,
  isAt,
  isTwofold,
  keyOf,
  OrgRows,
  partsOf,
  selectOf,
  whyLeft,
  idsInQuery,
  type CurrentRow,
  type RunOrg,
} from './current.ts';
import { soql, soqlIdentifier } from '../org/index.ts';
import type { LeftRow, RunRow } from './run.ts';
import { SortedSpool } from './spool.ts';

/** More rows than these may be cheaper to find by reading all there are. */
const fewRows = 15_000;
/** Rows that are looked up together by their keys: whole queries of them. */
const blockSize = 2 * idsInQuery;
/** Rows of one page of a bulk query. */
const pageSize = 10_000;

/** Told a row and what stands there now; undefined: there is no such record. */
type Visit = (row: RunRow, now: CurrentRow | undefined) => void;

/** The rows of one object and key, as far as reading them is concerned. */
interface Kind {
  readonly object: string;
  readonly key: string;
  readonly fields: Set<string>;
  rows: number;
}

/**
 * Tells of every row what stands there now. Few rows are looked up by their keys, in their order; of many the whole
 * object is read, sorted on the disk and laid beside the rows, by their keys.
 * @throws {OrgError} where the org cannot be read.
 */
export async function lookAt(org: RunOrg, rows: () => Iterable<RunRow>, visit: Visit): Promise<void> {
  const kinds = new Map<string, Kind>();
  for (const { object, key, before, after } of rows()) {
    const name = `${object} ${key}`;
    const kind = kinds.get(name) ?? { object, key, fields: new Set(['Id', ...partsOf(key)]), rows: 0 };
    kinds.set(name, kind);
    kind.rows += 1;
    for (const field of Object.keys(before ?? after ?? {})) kind.fields.add(field);
  }
  const there = new OrgRows(org);
  const whole = new Set<string>();
  for (const [name, kind] of kinds) if (await isReadWhole(org, kind)) whole.add(name);
  let block: RunRow[] = [];
  const lookUp = async (): Promise<void> => {
    const current = await there.current(block);
    for (const row of block) visit(row, current.get(row.n));
    block = [];
  };
  for (const row of rows()) {
    if (whole.has(`${row.object} ${row.key}`)) continue;
    block.push(row);
    if (block.length >= blockSize) await lookUp();
  }
  if (block.length > 0) await lookUp();
  for (const name of whole) {
    const kind = kinds.get(name);
    if (kind !== undefined) await besideWhole(there, kind, rows, visit);
  }
}

/** The whole object takes fewer calls than its rows by their keys; pages, and a few for the job. */
async function isReadWhole(org: RunOrg, { object, rows }: Kind): Promise<boolean> {
  if (rows <= fewRows) return false;
  const all = await org.count(soql`SELECT COUNT() FROM ${soqlIdentifier(object)}`);
  return all / pageSize + 4 < rows / idsInQuery;
}

/** A key that fits into a line. */
const lineKey = (key: string, id: string): string =>
  key === 'Id' || isTwofold(key) ? keyOf(key, id) : JSON.stringify(id);

async function besideWhole(
  there: OrgRows,
  { object, key, fields }: Kind,
  rows: () => Iterable<RunRow>,
  visit: Visit,
): Promise<void> {
  const columns = [...fields];
  const keysAt = partsOf(key).map((name) => columns.indexOf(name));
  const types = await there.types(object);
  const [wanted, found] = [new SortedSpool(), new SortedSpool()];
  try {
    for (const row of rows())
      if (row.object === object && row.key === key) wanted.add(lineKey(key, row.id), JSON.stringify(row));
    await there.org.read('bulk', selectOf(object, columns), columns, (page) => {
      for (const texts of page)
        found.add(lineKey(key, keysAt.map((at) => texts[at] ?? '').join('+')), JSON.stringify(texts));
    });
    const records: Iterator<readonly [string, string], void> = found.read();
    let record = records.next();
    for (const [id, text] of wanted.read()) {
      while (record.done !== true && record.value[0] < id) record = records.next();
      const texts =
        record.done !== true && record.value[0] === id ? (JSON.parse(record.value[1]) as string[]) : undefined;
      visit(JSON.parse(text) as RunRow, texts === undefined ? undefined : currentRow(columns, texts, types));
    }
  } finally {
    wanted.close();
    found.close();
  }
}

/** Tells of every row that does not stand as its run was to leave it. @throws {OrgError} where the org cannot be read. */
export async function rowsAstray(
  org: RunOrg,
  rows: () => Iterable<RunRow>,
  tell: (left: LeftRow) => void,
): Promise<void> {
  await lookAt(org, rows, (row, now) => {
    if (isAt(row.after, now)) return;
    tell({ n: row.n, object: row.object, id: row.id, why: whyLeft({ ...row, before: row.after }, now) });
  });
}
