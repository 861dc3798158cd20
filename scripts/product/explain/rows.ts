/** Rows of an org as the engine takes them: which columns to ask for, and a deal or an item of their texts. */
import { fieldsRead, type Item, type Value } from '../gate/index.ts';
import type { SalesModel } from '../model/index.ts';
import { field, itemField, itemFieldsRead, itemStatuses, relationOf } from '../vocabulary/index.ts';

/** A kind of row: its columns, and what is made of the texts of one row in their order. */
export interface RowReader<T> {
  readonly columns: readonly string[];
  of(texts: readonly string[]): T;
}

/** A deal of an org, with its id of 18 characters. */
export type OrgDeal = Record<string, Value> & { Id: string };

/** What an org says of its fields, by API name. */
export type FieldTypes = ReadonlyMap<string, { readonly type: string }>;

const numeric: ReadonlySet<string> = new Set(['currency', 'double', 'percent', 'int', 'long']);

/** Before the fields of the contract of a deal: it has some of the package, and not everybody may read it. */
export const ofContract = `${relationOf(field.contract)}.`;

/** The deals of a model in an org whose Opportunity has these fields; what a user does not see is not asked for. */
export function dealReader(model: SalesModel, fields: FieldTypes): RowReader<OrgDeal> {
  const read = fieldsRead(model);
  const relations = new Set([...fields.keys()].map(relationOf));
  const related = read.related.filter((path) =>
    path.startsWith(ofContract) ? fields.has(path) : relations.has(path.split('.')[0] ?? ''),
  );
  const columns = [...new Set(['Id', field.name, ...read.deal.filter((name) => fields.has(name)), ...related])];
  const types = columns.map((name) => fields.get(name)?.type ?? 'string');
  const valueOf = (type: string, text: string): Value =>
    text === '' ? null : numeric.has(type) ? Number(text) : type === 'boolean' ? text === 'true' : text;
  // V8 keeps the shape of an object that JSON made; one that grows by computed names becomes a table, three times as slow.
  const empty = JSON.parse(JSON.stringify(Object.fromEntries(columns.map((name) => [name, null])))) as OrgDeal;
  return {
    columns,
    of: (texts) => {
      const deal: OrgDeal = { ...empty };
      for (const [index, name] of columns.entries()) deal[name] = valueOf(types[index] ?? '', texts[index] ?? '');
      return deal;
    },
  };
}

/** Gate items: the first column is the id, the others are {@link itemFieldsRead}. */
export const itemReader: RowReader<Item> = {
  columns: ['Id', ...itemFieldsRead],
  of: (texts) => {
    const text = (column: string): string => texts[places.get(column) ?? -1] ?? '';
    const orNull = (column: string): string | null => text(column) || null;
    return {
      id: text('Id'),
      code: text(itemField.code),
      status: itemStatuses.find((status) => status === text(itemField.status)) ?? 'Open',
      key: text(itemField.key),
      evidence: orNull(itemField.evidence),
      person: orNull(itemField.person),
      reason: orNull(itemField.reason),
      note: orNull(itemField.note),
      settledBy: orNull(itemField.settledBy),
      settledOn: orNull(itemField.settledOn),
      settledAmount: text(itemField.settledAmount) === '' ? null : Number(text(itemField.settledAmount)),
      declinedBy: orNull(itemField.declinedBy),
      declinedOn: orNull(itemField.declinedOn),
    };
  },
};

const places: ReadonlyMap<string, number> = new Map(itemReader.columns.map((column, index) => [column, index]));
