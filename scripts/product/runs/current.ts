/** What stands in the org now where a run wrote, and whether it is what the run left there. */
import { soql, soqlFields, soqlIdentifier, type OrgConnection, type Soql } from '../org/index.ts';
import type { RunRow, RunValue, RunValues } from './run.ts';

export type RunOrg = Pick<
  OrgConnection,
  'instanceUrl' | 'username' | 'orgId' | 'targetOrg' | 'describe' | 'count' | 'read' | 'write' | 'orgTime'
>;

export interface CurrentRow {
  readonly recordId: string;
  /** As text, by field; an empty text is null. */
  readonly values: Readonly<Record<string, string>>;
  /** The types of the fields, by name. */
  readonly types: ReadonlyMap<string, string>;
}

/** Rows asked for by their ids in one query: a key of 40 letters each stays below the 100,000 that SOQL may have. */
export const idsInQuery = 1_500;

/**
 * A row may say that it changed some time before anybody could see that: its transaction took so long, in milliseconds.
 */
const longestTransaction = 600_000;

/** Records of an org by the rows of a run; what the objects are like is asked once. */
export class OrgRows {
  readonly org: RunOrg;
  readonly #types = new Map<string, ReadonlyMap<string, string>>();

  constructor(org: RunOrg) {
    this.org = org;
  }

  /** What stands there now, by the place of the row; a row whose record is gone has none. */
  async current(rows: readonly RunRow[]): Promise<Map<number, CurrentRow>> {
    const found = new Map<number, CurrentRow>();
    for (const group of Object.values(Object.groupBy(rows, ({ object, key }) => `${object} ${key}`))) {
      const [first] = group ?? [];
      if (group === undefined || first === undefined) continue;
      const { object, key } = first;
      const columns = columnsOf(group);
      const select = selectOf(object, columns);
      for (const part of parts(group, idsInQuery)) {
        const byKey = new Map(part.map((row) => [keyOf(key, row.id), row]));
        const query = soql`${select} WHERE ${soqlIdentifier(partsOf(key)[0])} IN ${[...new Set(part.map(({ id }) => partsOf(id)[0]))]}`;
        await this.#read({ object, columns, query }, (now) => {
          const row = byKey.get(keyOf(key, keyIn(key, now.values)));
          if (row !== undefined) found.set(row.n, now);
        });
      }
    }
    return found;
  }

  /**
   * Of rows that update records and come by their ids, in either direction, those whose records may have changed since a
   * moment by the org's clock, with what stands there now and in the columns of `watched`. One call where few have:
   * what it asks for is a stretch of ids. Undefined where that cannot be asked of such rows.
   */
  async changedSince(
    rows: readonly RunRow[],
    since: Date,
    watched: readonly string[],
  ): Promise<Map<number, CurrentRow> | undefined> {
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) return new Map();
    const { object } = first;
    const types = await this.types(object);
    if (!types.has(modstamp) || !comeById(rows)) return undefined;
    const [least, most] = first.id < last.id ? [first.id, last.id] : [last.id, first.id];
    const columns = [...new Set([...columnsOf(rows), ...watched])];
    const moment = new Date(since.getTime() - longestTransaction);
    const query = soql`${selectOf(object, columns)} WHERE Id >= ${least} AND Id <= ${most} AND ${soqlIdentifier(modstamp)} >= ${moment}`;
    const byKey = new Map<string, CurrentRow>();
    await this.#read({ object, columns, query }, (now) => byKey.set(keyOf('Id', now.recordId), now));
    const found = new Map<number, CurrentRow>();
    if (byKey.size === 0) return found;
    for (const { n, id } of rows) {
      const now = byKey.get(keyOf('Id', id));
      if (now !== undefined) found.set(n, now);
    }
    return found;
  }

  /** The types of the fields of an object, by name. */
  async types(object: string): Promise<ReadonlyMap<string, string>> {
    const known = this.#types.get(object);
    if (known !== undefined) return known;
    const types = new Map([...(await this.org.describe(object))].map(([name, { type }]) => [name, type]));
    this.#types.set(object, types);
    return types;
  }

  async #read(
    { object, columns, query }: { readonly object: string; readonly columns: readonly string[]; readonly query: Soql },
    take: (now: CurrentRow) => void,
  ): Promise<void> {
    const types = await this.types(object);
    await this.org.read('collections', query, columns, (page) => {
      for (const texts of page) take(currentRow(columns, texts, types));
    });
  }
}

/** When any of a record was last written, by anybody; indexed. */
const modstamp = 'SystemModstamp';

/** Whether all rows update records of one object by id, and come by it. */
function comeById(rows: readonly RunRow[]): boolean {
  const [first] = rows;
  const isUpdate = ({ object, key, before, after }: RunRow): boolean =>
    object === first?.object && key === 'Id' && before !== null && after !== null;
  if (!rows.every(isUpdate)) return false;
  const rises = rows.every(({ id }, at) => at === 0 || (rows[at - 1]?.id ?? '') < id);
  return rises || rows.every(({ id }, at) => at === 0 || (rows[at - 1]?.id ?? '') > id);
}

/** Id, key and the fields of rows of one object. */
export const columnsOf = (rows: readonly RunRow[]): string[] => [
  ...new Set([
    'Id',
    ...rows.flatMap(({ key, before, after }) => [...partsOf(key), ...Object.keys(before ?? after ?? {})]),
  ]),
];

export const selectOf = (object: string, columns: readonly string[]): Soql =>
  soql`SELECT ${soqlFields(columns)} FROM ${soqlIdentifier(object)}`;

export function currentRow(
  columns: readonly string[],
  texts: readonly string[],
  types: CurrentRow['types'],
): CurrentRow {
  const values = Object.fromEntries(columns.map((column, at) => [column, texts[at] ?? '']));
  return { recordId: values['Id'] ?? '', values, types };
}

/** Whether the record stands so; null: it is not there. */
export const isAt = (values: RunValues | null, now: CurrentRow | undefined): boolean =>
  values === null ? now === undefined : now !== undefined && differing(values, now).length === 0;

/** Why a record that does not stand as it did is left alone. */
export function whyLeft({ before }: RunRow, now: CurrentRow | undefined): string {
  if (now === undefined) return 'the record is gone';
  if (before === null) return 'somebody made such a record since';
  const changed = differing(before, now).map(([field, value]) => `${field} is ${JSON.stringify(value)} now`);
  return `changed since: ${changed.join(', ')}`;
}

const plus = '+';

/** The fields of a key, or their values: one, or two lookups. */
export const partsOf = (key: string): [string, ...string[]] => key.split(plus) as [string, ...string[]];

/** Whether records are known by two lookups, of which the org keeps one record. */
export const isTwofold = (key: string): boolean => key.includes(plus);

/** The value of a key in a record. */
export const keyIn = (key: string, values: Readonly<Record<string, string>>): string =>
  partsOf(key)
    .map((name) => values[name] ?? '')
    .join(plus);

/** Ids in 15 and 18 characters are the same record. */
export const keyOf = (key: string, id: string): string => {
  if (key === 'Id') return id.slice(0, 15);
  return isTwofold(key)
    ? partsOf(id)
        .map((part) => part.slice(0, 15))
        .join(plus)
    : id;
};

/** The fields that are not as given, with what stands there. */
const differing = (wanted: RunValues, { values, types }: CurrentRow): [field: string, now: string][] =>
  Object.entries(wanted).flatMap(([field, value]) => {
    const now = values[field] ?? '';
    return isSame(types.get(field) ?? 'string', value, now) ? [] : [[field, now]];
  });

/** Whether a text that the org gave is a value that was written, by the type of the field. */
export function isSame(type: string, value: RunValue, text: string): boolean {
  const wanted = value === null ? '' : String(value).trim();
  const now = text.trim();
  if (wanted === '' || now === '') return wanted === now || (type === 'boolean' && !isTrue(wanted) && !isTrue(now));
  switch (type) {
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
    case 'long':
      return Number(wanted) === Number(now);
    case 'boolean':
      return isTrue(wanted) === isTrue(now);
    case 'datetime':
      return momentOf(wanted) === momentOf(now);
    case 'id':
    case 'reference':
      return wanted.slice(0, 15) === now.slice(0, 15);
    default:
      // Line ends come back as LF.
      return wanted.replaceAll('\r\n', '\n') === now.replaceAll('\r\n', '\n');
  }
}

const isTrue = (text: string): boolean => text.toLowerCase() === 'true';
const momentOf = (text: string): number => Date.parse(text.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));

/** The items in parts of at most `size`. */
export function parts<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, at) => items.slice(at * size, (at + 1) * size));
}
