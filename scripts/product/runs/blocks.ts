/** Rows of a run as blocks of lines, and back. */
import type { RowBlock } from './lines.ts';
import type { RunRow, RunValue, RunValues } from './run.ts';

const mostRows = 1_000;

/** What rows of one block have in common; those of one kind can also be written by one job. */
export const kindOf = ({ object, key, before, after }: RunRow): string =>
  [object, key, before === null, after === null, ...Object.keys(after ?? before ?? {})].join(' ');

/** Neighbours of one kind together, in their order. */
export function* blocksOf(rows: Iterable<RunRow>): Generator<RowBlock> {
  for (const group of alike(rows, mostRows)) {
    const [first] = group;
    if (first === undefined) continue;
    const { n, object, key, before, after } = first;
    const fields = Object.keys(after ?? before ?? {});
    const texts = (values: RunValues | null): RowBlock['list'][number][2] =>
      values === null ? null : fields.map((field) => values[field] ?? null);
    const list = group.map((row): RowBlock['list'][number] => {
      const item = [row.id, row.parent, texts(row.before), texts(row.after)] as const;
      return row.needs === undefined ? item : [...item, row.needs];
    });
    yield { n, object, key, fields, list };
  }
}

/** The rows of a block. */
export function rowsOf({ n, object, key, fields, list }: RowBlock): RunRow[] {
  const valuesOf = sharedValues(fields);
  return list.map(([id, parent, before, after, needs], at): RunRow => {
    const row = { n: n + at, object, key, id, parent, before: valuesOf(before), after: valuesOf(after) };
    return needs === undefined ? row : { ...row, needs };
  });
}

/** Values by field; rows of the same values, such as grades, share them. */
export function sharedValues(fields: readonly string[]): (texts: readonly RunValue[] | null) => RunValues | null {
  const known = new Map<string, RunValues>();
  return (texts) => {
    if (texts === null) return null;
    const name = JSON.stringify(texts);
    const values = known.get(name) ?? Object.fromEntries(fields.map((field, at) => [field, texts[at] ?? null]));
    if (known.size < mostRows) known.set(name, values);
    return values;
  };
}

/** Rows that share their values are of one kind. */
const isAsPlain = (row: RunRow, other: RunRow): boolean =>
  row.before === other.before && row.after === other.after && row.object === other.object && row.key === other.key;

/** Neighbours of one kind, at most so many at a time. */
export function* alike<Row extends RunRow>(rows: Iterable<Row>, most: number): Generator<Row[], undefined> {
  let group: Row[] = [];
  let kind = '';
  let last: RunRow | undefined;
  for (const row of rows) {
    const own = last !== undefined && isAsPlain(row, last) ? kind : kindOf(row);
    last = row;
    if (group.length > 0 && (own !== kind || group.length >= most)) {
      yield group;
      group = [];
    }
    kind = own;
    group.push(row);
  }
  if (group.length > 0) yield group;
  return undefined;
}
