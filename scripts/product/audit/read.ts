/** What an audit asks an org: its deals with their items and the history of their answers, as sorted streams. */
import {
  countIfThere,
  dealFields,
  dealReader,
  type FieldTypes,
  type OrgDeal,
  type RowReader,
} from '../explain/index.ts';
import type { Progress } from '../terminal/index.ts';
import type { SalesModel } from '../model/index.ts';
import {
  chooseApi,
  mergeJoin,
  pagesOf,
  type ApiChoice,
  type Joined,
  type Pages,
  soql,
  soqlAll,
  soqlCondition,
  soqlFields,
  soqlIdentifier,
  type OrgApi,
  type OrgConnection,
  type Soql,
} from '../org/index.ts';
import { field, item, itemField, itemFieldsRead, ledBy } from '../vocabulary/index.ts';
import { partnerFields } from './partners.ts';

/** What an audit needs of an org; a test passes its own. */
export type AuditOrg = Pick<
  OrgConnection,
  'instanceUrl' | 'username' | 'orgId' | 'apiVersion' | 'describe' | 'count' | 'read'
>;

export interface ReadOptions {
  readonly model: SalesModel;
  readonly where?: string;
  readonly recordTypes: readonly string[];
  readonly api: ApiChoice;
  readonly progress: Progress;
}

/** What is read: for an audit, or the open deals alone with their items. */
export type Reading = 'audit' | 'open';

const closed = 'IsClosed';
const won = 'IsWon';
export const ownerName = 'Owner.Name';
export const account = 'AccountId';

/** Open deals, and won ones for an audit, of some record types where any are named. */
const condition = ({ where, recordTypes }: ReadOptions, reading: Reading): Soql =>
  soqlAll([
    reading === 'open' ? soql`IsClosed = false` : soql`(IsClosed = false OR IsWon = true)`,
    ...(recordTypes.length === 0 ? [] : [soql`RecordType.DeveloperName IN ${recordTypes}`]),
    ...(where === undefined ? [] : [soqlCondition(where)]),
  ]);

export interface Source {
  /** Deals in the order of their ids, each with its items and the changes of its answers. */
  readonly joined: AsyncIterable<Joined>;
  /** The fields of a deal that this user sees. */
  readonly fields: FieldTypes;
  readonly reader: RowReader<OrgDeal>;
  readonly api: OrgApi;
  readonly multiCurrency: boolean;
  readonly seesItems: boolean;
  readonly seesHistory: boolean;
  /** Partner-led deals sorted by account; undefined: the org has no such field. */
  readonly byAccount: { readonly columns: readonly string[]; readonly pages: Pages } | undefined;
}

/** Columns of a change of an answer. */
export const historyColumns = ['OpportunityId', 'Field', 'OldValue', 'NewValue', 'CreatedDate'] as const;

const partnerColumns = [
  'Id',
  field.name,
  account,
  partnerFields.partner,
  partnerFields.partnerName,
  ownerName,
  field.stage,
  field.amount,
] as const;

export const moreColumns = (multiCurrency: boolean): string[] => [
  ownerName,
  closed,
  won,
  ...(multiCurrency ? [field.currency] : []),
];

/** @throws {OrgError} when the org does not answer. */
export async function openSource(org: AuditOrg, options: ReadOptions, reading: Reading = 'audit'): Promise<Source> {
  const fields = await dealFields(org, options.model);
  const multiCurrency = fields.has(field.currency);
  const reader = dealReader(options.model, fields);
  const columns = [...reader.columns, ...moreColumns(multiCurrency)];
  const which = condition(options, reading);
  const expected = await org.count(soql`SELECT COUNT() FROM Opportunity WHERE ${which}`);
  const api = chooseApi(options.api, expected);
  const [items, changes] = await Promise.all([
    countIfThere(org, soql`SELECT COUNT() FROM ${soqlIdentifier(item)}`),
    reading === 'audit' ? countIfThere(org, soql`SELECT COUNT() FROM OpportunityFieldHistory`) : undefined,
  ]);
  const [seesItems, seesHistory] = [items !== undefined, changes !== undefined];
  options.progress.begin(reading === 'audit' ? 'Auditing deals' : 'Judging open deals', expected);
  const pages = (query: Soql, names: readonly string[], by: OrgApi = api): Pages =>
    pagesOf((onRows) => org.read(by, query, names, onRows));
  const itemColumns = [itemField.deal, 'Id', ...itemFieldsRead];
  // A condition that asks for other records cannot stand inside another query: then all items are read, and most passed over.
  const isNested = options.where !== undefined && /\bselect\b/i.test(options.where);
  const itemsOf =
    options.where === undefined || isNested
      ? reading === 'open'
        ? soql`Opportunity__r.IsClosed = false`
        : soql`(Opportunity__r.IsClosed = false OR Opportunity__r.IsWon = true)`
      : soql`${soqlIdentifier(itemField.deal)} IN (SELECT Id FROM Opportunity WHERE ${which})`;
  const deals = pages(soql`SELECT ${soqlFields(columns)} FROM Opportunity WHERE ${which} ORDER BY Id`, columns);
  const others = [
    ...(seesItems
      ? [
          {
            what: 'gate items',
            key: 0,
            pages: pages(
              soql`SELECT ${soqlFields(itemColumns)} FROM ${soqlIdentifier(item)} WHERE ${itemsOf} ORDER BY ${soqlIdentifier(itemField.deal)}, ${soqlIdentifier(itemField.code)}`,
              itemColumns,
            ),
          },
        ]
      : [{ what: 'gate items', key: 0, pages: nothing() }]),
    {
      what: 'field history',
      key: 0,
      pages: seesHistory
        ? pages(
            soql`SELECT ${soqlFields(historyColumns)} FROM OpportunityFieldHistory WHERE Field IN ${[field.tender, field.ledBy]} ORDER BY OpportunityId, CreatedDate, Id`,
            historyColumns,
          )
        : nothing(),
    },
  ];
  const seesPartner = fields.has(partnerFields.partner) && fields.has(field.ledBy) && fields.has(account);
  const accountColumns = [
    ...partnerColumns,
    ...(reader.columns.includes(field.recordTypeName) ? [field.recordTypeName] : []),
    ...(multiCurrency ? [field.currency] : []),
  ];
  return {
    joined: mergeJoin({ pages: deals, key: columns.indexOf('Id'), what: 'deals' }, others),
    fields,
    reader,
    api,
    multiCurrency,
    seesItems,
    seesHistory,
    byAccount: seesPartner
      ? {
          columns: accountColumns,
          pages: pages(
            soql`SELECT ${soqlFields(accountColumns)} FROM Opportunity WHERE ${which} AND IsClosed = false AND AccountId != null AND ${soqlIdentifier(field.ledBy)} = ${ledBy.partner} AND ${soqlIdentifier(partnerFields.partner)} != null ORDER BY AccountId, Id`,
            accountColumns,
          ),
        }
      : undefined,
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- A stream like the others, and empty.
async function* nothing(): AsyncGenerator<readonly (readonly string[])[]> {
  yield [];
}
