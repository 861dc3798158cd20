/** Reads what waits in an org: requests, deals of one owner, dates that end. The newest state, and how many there are. */
import { dealFields, dealReader, itemReader, rowsOf, type OrgDeal } from '../explain/index.ts';
import type { Item } from '../gate/index.ts';
import { requirementsOf, type SalesModel } from '../model/index.ts';
import { soql, soqlFields, soqlIdentifier, type OrgConnection, type Soql } from '../org/index.ts';
import { field, item, itemField, relationOf } from '../vocabulary/index.ts';

/** Days ahead in which an end is worth a word, as on the home page. */
export const daysAhead = 14;

export interface ListedDeal {
  readonly deal: OrgDeal;
  readonly ownerName: string;
  readonly modified: string;
  readonly items: readonly Item[];
}

export interface Request {
  readonly item: Item;
  readonly deal: ListedDeal;
  /** Who touched it last, and when (ISO 8601). */
  readonly by: string;
  readonly since: string;
}

export interface EndingDate {
  readonly field: string;
  /** YYYY-MM-DD */
  readonly day: string;
  readonly deal: ListedDeal;
}

interface Some<T> {
  readonly total: number;
  readonly rows: readonly T[];
}

const ownerName = 'Owner.Name';
const theItem = soqlIdentifier(item);
const itsDeal = soqlIdentifier(itemField.deal);
const ofDeal = (name: string): Soql => soqlIdentifier(`${relationOf(itemField.deal)}.${name}`);

/** The open deals of an owner, those first that close next. */
export const readOwnDeals = async (
  org: OrgConnection,
  model: SalesModel,
  owner: string,
  most: number,
): Promise<Some<ListedDeal>> => {
  const where = soql`OwnerId = ${owner} AND IsClosed = false`;
  return { total: await countOf(org, where), rows: await readDeals(org, model, where, soql`CloseDate, Id`, most) };
};

const countOf = async (org: OrgConnection, where: Soql): Promise<number> =>
  await org.count(soql`SELECT COUNT() FROM Opportunity WHERE ${where}`);

async function readDeals(
  org: OrgConnection,
  model: SalesModel,
  where: Soql,
  order: Soql,
  most: number,
): Promise<ListedDeal[]> {
  const reader = dealReader(model, await dealFields(org, model));
  const columns = [...reader.columns, ownerName, field.modified];
  const rows = await rowsOf(
    org,
    soql`SELECT ${soqlFields(columns)} FROM Opportunity WHERE ${where} ORDER BY ${order} LIMIT ${most}`,
    columns,
  );
  const deals = rows.map((row) => ({
    deal: reader.of(columns.map((column) => row.get(column) ?? '')),
    ownerName: row.get(ownerName) ?? '',
    modified: row.get(field.modified) ?? '',
  }));
  const ids = deals.map(({ deal }) => deal.Id);
  if (ids.length === 0) return [];
  const itemColumns = [itemField.deal, ...itemReader.columns];
  const items = await rowsOf(
    org,
    soql`SELECT ${soqlFields(itemColumns)} FROM ${theItem} WHERE ${itsDeal} IN ${ids} ORDER BY ${itsDeal}, ${soqlIdentifier(itemField.code)}`,
    itemColumns,
  );
  const byDeal = Map.groupBy(items, (row) => row.get(itemField.deal));
  return deals.map((one) => ({
    ...one,
    items: (byDeal.get(one.deal.Id) ?? []).map((row) =>
      itemReader.of(itemReader.columns.map((column) => row.get(column) ?? '')),
    ),
  }));
}

/** What is asked for on open deals of others than the user, the oldest first. */
export async function readRequests(
  org: OrgConnection,
  model: SalesModel,
  user: string,
  most: number,
): Promise<Some<Request>> {
  const where = soql`${soqlIdentifier(itemField.status)} = 'Requested' AND ${ofDeal('OwnerId')} != ${user} AND ${ofDeal('IsClosed')} = false`;
  const columns = [itemField.deal, ...itemReader.columns, 'LastModifiedBy.Name', field.modified];
  const total = await org.count(soql`SELECT COUNT() FROM ${theItem} WHERE ${where}`);
  const rows = await rowsOf(
    org,
    soql`SELECT ${soqlFields(columns)} FROM ${theItem} WHERE ${where} ORDER BY LastModifiedDate, Id LIMIT ${most}`,
    columns,
  );
  const deals = await dealsById(
    org,
    model,
    rows.map((row) => row.get(itemField.deal) ?? ''),
  );
  return {
    total,
    rows: rows.flatMap((row) => {
      const deal = deals.get(row.get(itemField.deal) ?? '');
      const read = itemReader.of(itemReader.columns.map((column) => row.get(column) ?? ''));
      const [by = '', since = ''] = [row.get('LastModifiedBy.Name'), row.get(field.modified)];
      return deal === undefined ? [] : [{ item: read, deal, by, since }];
    }),
  };
}

async function dealsById(
  org: OrgConnection,
  model: SalesModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, ListedDeal>> {
  const all = [...new Set(ids)];
  if (all.length === 0) return new Map();
  const deals = await readDeals(org, model, soql`Id IN ${all}`, soql`Id`, all.length);
  return new Map(deals.map((one) => [one.deal.Id, one]));
}

/** Dates of open deals that a gate asks not to be over, and ends of manual grades: past, or near. The next to end first. */
export async function readEndingDates(org: OrgConnection, model: SalesModel, most: number): Promise<Some<EndingDate>> {
  const seen = await org.describe('Opportunity');
  const asked = requirementsOf(model).flatMap(({ requirement: { fields = [] } }) =>
    fields.filter(({ notPast }) => notPast).map(({ name }) => name),
  );
  const names = [...new Set([field.manualUntil, ...asked])].filter((name) => seen.has(name));
  let total = 0;
  const found: { id: string; name: string; day: string }[] = [];
  for (const name of names) {
    const by = soqlIdentifier(name);
    const where = soql`IsClosed = false AND ${by} <= NEXT_N_DAYS:${daysAhead}`;
    total += await countOf(org, where);
    const columns = ['Id', name];
    for (const row of await rowsOf(
      org,
      soql`SELECT ${soqlFields(columns)} FROM Opportunity WHERE ${where} ORDER BY ${by}, Id LIMIT ${most}`,
      columns,
    ))
      found.push({ id: row.get('Id') ?? '', name, day: (row.get(name) ?? '').slice(0, 10) });
  }
  const first = found.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)).slice(0, most);
  const deals = await dealsById(
    org,
    model,
    first.map(({ id }) => id),
  );
  return {
    total,
    rows: first.flatMap(({ id, name, day }) => {
      const deal = deals.get(id);
      return deal === undefined ? [] : [{ field: name, day, deal }];
    }),
  };
}
