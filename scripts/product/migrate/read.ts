/** What a migration reads: the open deals, closed ones in stages that the model does not have, and the items of all. */
import { dealFields, dealReader, isMissing, itemReader, type FieldTypes, type OrgDeal } from '../explain/index.ts';
import type { Item } from '../gate/index.ts';
import { moneyOf, type Money } from '../grade/index.ts';
import { chooseApi, soql, soqlAll, soqlCondition, soqlFields, soqlIdentifier, type OrgApi } from '../org/index.ts';
import type { StageKind } from '../stages/index.ts';
import { field, item, itemField, itemFieldsRead } from '../vocabulary/index.ts';
import type { MigrateOptions, MigrateOrg } from './options.ts';

/** A deal as it stands. */
export interface PipelineDeal {
  readonly deal: OrgDeal;
  readonly owner: string;
  /** Empty: none. */
  readonly accountId: string;
  readonly kind: StageKind;
  /** In hundredths of the corporate currency; null: blank, or without a rate. */
  readonly cents: bigint | null;
  readonly items: readonly Item[];
}

export interface Pipeline {
  readonly deals: readonly PipelineDeal[];
  readonly fields: FieldTypes;
  readonly money: Money;
  readonly api: OrgApi;
  /** False: this user reads no gate items, or the package is not there. */
  readonly seesItems: boolean;
}

const ownerName = 'Owner.Name';
const account = 'AccountId';

/** @throws {OrgError} when the org does not answer, {GradeError} where it tells no corporate currency. */
export async function readPipeline(org: MigrateOrg, options: MigrateOptions): Promise<Pipeline> {
  const { model, where, progress } = options;
  const fields = await dealFields(org, model);
  const multiCurrency = fields.has(field.currency);
  const money = await moneyOf(org, model.money.currency, multiCurrency);
  const reader = dealReader(model, fields);
  const more = [ownerName, 'IsClosed', 'IsWon', ...(multiCurrency ? [field.currency] : [])];
  // A model may ask for the account itself.
  const columns = [...new Set([...reader.columns, account]), ...more];
  const accountAt = columns.indexOf(account);
  const { won, lost } = model.closed;
  const which = soqlAll([
    soql`(IsClosed = false OR StageName NOT IN ${[won.name, lost.name]})`,
    ...(where === undefined ? [] : [soqlCondition(where)]),
  ]);
  const expected = await org.count(soql`SELECT COUNT() FROM Opportunity WHERE ${which}`);
  const api = chooseApi(options.api, expected);
  const items = await readItems(org, api);
  const deals: PipelineDeal[] = [];
  progress.begin('Reading deals', expected);
  await org.read(api, soql`SELECT ${soqlFields(columns)} FROM Opportunity WHERE ${which}`, columns, (rows) => {
    for (const row of rows) {
      const deal = reader.of(row);
      const [owner = '', isClosed, isWon, currency = ''] = row.slice(-more.length);
      const accountId = row[accountAt] ?? '';
      // Without the package's own formula the amount for grading is what it would say.
      if (!fields.has(field.modelAmount)) deal[field.modelAmount] = money.inModel(deal, currency);
      deals.push({
        deal,
        owner,
        accountId,
        kind: isClosed !== 'true' ? 'open' : isWon === 'true' ? 'won' : 'lost',
        cents: money.centsOf(deal, currency),
        items: items?.get(deal.Id) ?? [],
      });
    }
    progress.advance(rows.length);
  });
  progress.end();
  return { deals, fields, money, api, seesItems: items !== undefined };
}

/** The items of open deals, by deal; undefined where they cannot be read. */
async function readItems(org: MigrateOrg, api: OrgApi): Promise<Map<string, Item[]> | undefined> {
  const items = new Map<string, Item[]>();
  const columns = [itemField.deal, 'Id', ...itemFieldsRead];
  const query = soql`SELECT ${soqlFields(columns)} FROM ${soqlIdentifier(item)} WHERE Opportunity__r.IsClosed = false`;
  try {
    // A bulk job would be made, and fail later.
    await org.count(soql`SELECT COUNT() FROM ${soqlIdentifier(item)}`);
    await org.read(api, query, columns, (rows) => {
      for (const [deal = '', ...texts] of rows) {
        const of = items.get(deal);
        if (of === undefined) items.set(deal, [itemReader.of(texts)]);
        else of.push(itemReader.of(texts));
      }
    });
    return items;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
