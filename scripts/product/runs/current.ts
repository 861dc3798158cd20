/** What stands in the org now where a run wrote, and whether it is what the run left there. */
import { soql, soqlFields, soqlIdentifier, type OrgConnection, type Soql } from '../org/index.ts';
import type { LeftRow, RunRow, RunValue, RunValues } from './run.ts';

export type RunOrg = Pick<
  OrgConnection,
  'instanceUrl' | 'username' | 'orgId' | 'targetOrg' | 'describe' | 'read' | 'write'
>;

export interface CurrentRow {
  readonly recordId: string;
  /** As text, by field; an empty text is null. */
  readonly values: Readonly<Record<string, string>>;
  /** The types of the fields, by name. */
  readonly types: ReadonlyMap<string, string>;
}

/** Rows asked for by their ids in one query: a key of 40 letters each stays below the 100,000 that SOQL may have. */
const idsInQuery = 1_500;
/** From so many on all records of the object are read at once. */
const readAllFrom = 20_000;

/**
 * What stands there now, by the place of the row; a row whose record is gone has none. `isPart`: the rows are one part of
 * many, for which the whole object is not read again and again.
 */
export async function currentRows(
  org: RunOrg,
  rows: readonly RunRow[],
  { isPart }: { readonly isPart: boolean } = { isPart: false },
): Promise<Map<number, CurrentRow>> {
  const found = new Map<number, CurrentRow>();
  for (const group of Object.values(Object.groupBy(rows, ({ object, key }) => `${object} ${key}`))) {
    const [first] = group ?? [];
    if (group === undefined || first === undefined) continue;
    const { object, key } = first;
    const described = await org.describe(object);
    const types = new Map([...described].map(([name, { type }]) => [name, type]));
    const fields = group.flatMap(({ before, after }) => Object.keys(before ?? after ?? {}));
    const columns = [...new Set(['Id', key, ...fields])];
    const byKey = new Map(group.map((row) => [keyOf(key, row.id), row]));
    const select = soql`SELECT ${soqlFields(columns)} FROM ${soqlIdentifier(object)}`;
    const take = (texts: readonly string[]): void => {
      const values = Object.fromEntries(columns.map((column, at) => [column, texts[at] ?? '']));
      const row = byKey.get(keyOf(key, values[key] ?? ''));
      if (row !== undefined) found.set(row.n, { recordId: values['Id'] ?? '', values, types });
    };
    const read = async (api: 'bulk' | 'collections', query: Soql): Promise<void> => {
      await org.read(api, query, columns, (page) => page.forEach(take));
    };
    if (group.length >= readAllFrom && !isPart) await read('bulk', select);
    else
      for (const part of parts(group, idsInQuery))
        await read('collections', soql`${select} WHERE ${soqlIdentifier(key)} IN ${part.map(({ id }) => id)}`);
  }
  return found;
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

/** Rows that do not stand as the run was to leave them, each with why. @throws {OrgError} where the org cannot be read. */
export async function rowsAstray(org: RunOrg, rows: readonly RunRow[]): Promise<LeftRow[]> {
  const current = await currentRows(org, rows);
  return rows.flatMap((row) => {
    const now = current.get(row.n);
    if (isAt(row.after, now)) return [];
    return [{ n: row.n, object: row.object, id: row.id, why: whyLeft({ ...row, before: row.after }, now) }];
  });
}

/** Ids in 15 and 18 characters are the same record. */
const keyOf = (key: string, id: string): string => (key === 'Id' ? id.slice(0, 15) : id);

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
