import { dealColumns } from '../../scripts/product/grade/deal.ts';
import type { GradeOrg, OrgApi } from '../../scripts/product/grade/org.ts';
import { OrgError, type RowOutcome } from '../../scripts/product/org/index.ts';
import type { DealRow } from './deals.ts';

/** An org in memory, with just enough of everything for a grading run. */
export class MemoryOrg implements GradeOrg {
  readonly instanceUrl = 'https://memory.test';
  readonly username = 'ops@memory.test';
  readonly orgId = '00D000000000001EAA';
  readonly apiVersion = '66.0';
  readonly deals: DealRow[];
  readonly queries: string[] = [];
  readonly calls: string[] = [];
  /** Fields the user does not see. */
  hidden: string[] = [];
  readOnly: string[] = [];
  rates: string[][] | undefined;
  /** Rows of DatedConversionRate; undefined: the org has no such object. */
  datedRates: string[][] | undefined;
  recordTypes: string[] = [];
  remainingCalls = 15_000;
  refuse: (id: string) => RowOutcome['errors'] = () => [];

  constructor(deals: DealRow[]) {
    this.deals = deals;
  }

  describe: GradeOrg['describe'] = async () => {
    const names = [...dealColumns(this.rates !== undefined), 'SystemModstamp'].filter(
      (name) => !this.hidden.includes(name),
    );
    const fields = names.map((name) => ({ name, type: 'string', updateable: !this.readOnly.includes(name) }));
    return await Promise.resolve(new Map(fields.map((field) => [field.name, field])));
  };

  limits: GradeOrg['limits'] = async () =>
    await Promise.resolve({ DailyApiRequests: { Max: 15_000, Remaining: this.remainingCalls } });

  orgTime: GradeOrg['orgTime'] = async () => await Promise.resolve(new Date());

  count: GradeOrg['count'] = async (query) => {
    this.queries.push(query.text);
    return await Promise.resolve(this.deals.length);
  };

  read: GradeOrg['read'] = async (api, query, columns, onRows) => {
    this.queries.push(query.text);
    if (query.text.includes('FROM DatedConversionRate')) {
      if (this.datedRates === undefined)
        throw new OrgError('OrgRefused', { message: 'no such type', errorCode: 'INVALID_TYPE' });
      await onRows(this.datedRates);
      return this.datedRates.length;
    }
    const rows = query.text.includes('FROM CurrencyType')
      ? (this.rates ?? []).map((row) => row.slice(0, columns.length))
      : query.text.includes('FROM RecordType')
        ? this.recordTypes.map((name) => [name])
        : this.deals.map((deal) => columns.map((column) => textAt(deal, column)));
    this.calls.push(`read ${api}`);
    await onRows(rows);
    return rows.length;
  };

  write: GradeOrg['write'] = async (api: OrgApi, { columns, updates }) => {
    this.calls.push(`update ${api} ${updates.length} ${columns.join()}`);
    return await Promise.resolve(
      updates.map(({ id, values }) => {
        const errors = this.refuse(id);
        const deal = this.deals.find((one) => one.id === id);
        if (errors.length === 0 && deal !== undefined) deal.decided = String(values['TAS_Grade__c'] ?? '');
        return { id, errors };
      }),
    );
  };
}

/** Which column holds what. */
const facts: Readonly<Record<string, keyof DealRow>> = {
  Id: 'id',
  Name: 'name',
  StageName: 'stage',
  AccountId: 'accountId',
  Amount: 'amount',
  CurrencyIsoCode: 'currency',
  TAS_Model_Amount__c: 'modelAmount',
  TAS_Led_By__c: 'ledBy',
  TAS_Grade__c: 'decided',
  TAS_Manual_Grade__c: 'manual',
  TAS_Manual_Grade_Valid_Until__c: 'manualUntil',
  TAS_Suggested_Grade__c: 'suggestedInOrg',
  HasOpportunityLineItem: 'hasProducts',
};

function textAt(deal: DealRow, column: string): string {
  if (column === 'IsClosed') return String(deal.isClosed === true);
  const fact = facts[column];
  if (fact === undefined) throw new Error(`nobody knows ${column}`);
  return String(deal[fact] ?? '');
}
