import { dealColumns, type Deal } from '../../scripts/product/grade/deal.ts';
import type { GradeOrg, OrgApi, RowOutcome } from '../../scripts/product/grade/org.ts';

/** An org in memory, with just enough of everything for a grading run. */
export class MemoryOrg implements GradeOrg {
  readonly instanceUrl = 'https://memory.test';
  readonly username = 'ops@memory.test';
  readonly orgId = '00D000000000001EAA';
  readonly apiVersion = '66.0';
  readonly deals: Deal[];
  readonly queries: string[] = [];
  readonly calls: string[] = [];
  /** Fields the user does not see. */
  hidden: string[] = [];
  readOnly: string[] = [];
  rates: string[][] | undefined;
  remainingCalls = 15_000;
  refuse: (id: string) => RowOutcome['errors'] = () => [];

  constructor(deals: Deal[]) {
    this.deals = deals;
  }

  describe: GradeOrg['describe'] = async () => {
    const names = dealColumns(this.rates !== undefined).filter((name) => !this.hidden.includes(name));
    const fields = names.map((name) => ({ name, type: 'string', updateable: !this.readOnly.includes(name) }));
    return await Promise.resolve(new Map(fields.map((field) => [field.name, field])));
  };

  limits: GradeOrg['limits'] = async () =>
    await Promise.resolve({ DailyApiRequests: { Max: 15_000, Remaining: this.remainingCalls } });

  count: GradeOrg['count'] = async (query) => {
    this.queries.push(query.text);
    return await Promise.resolve(this.deals.length);
  };

  read: GradeOrg['read'] = async (api, query, columns, onRows) => {
    this.queries.push(query.text);
    const rows = query.text.includes('FROM CurrencyType') ? (this.rates ?? []) : this.deals.map(rowOf);
    this.calls.push(`read ${api}`);
    await onRows(rows.map((row) => row.slice(0, columns.length)));
    return rows.length;
  };

  update: GradeOrg['update'] = async (api: OrgApi, _object, columns, updates) => {
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

const rowOf = (deal: Deal): string[] => [
  deal.id,
  deal.name,
  deal.stage,
  deal.accountId,
  deal.amount === null ? '' : String(deal.amount),
  deal.ledBy,
  deal.decided,
  deal.manual,
  deal.manualUntil,
  deal.suggestedInOrg,
  deal.modelAmount === null ? '' : String(deal.modelAmount),
  deal.currency,
];
