import type { Deal, Item, Value } from '../../scripts/product/gate/index.ts';
import { fieldsRead } from '../../scripts/product/gate/index.ts';
import { messagesIn } from '../../scripts/product/messages/index.ts';
import { localeOf } from '../../scripts/product/explain/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import { OrgError } from '../../scripts/product/org/index.ts';
import type { AuditOrg } from '../../scripts/product/audit/read.ts';
import type { AuditReport } from '../../scripts/product/audit/report.ts';
import { auditOrg, type AuditOptions } from '../../scripts/product/audit/run.ts';
import type { Finding } from '../../scripts/product/audit/finding.ts';
import { inGmt, today } from '../gate/deals.ts';

export type StoredDeal = Deal & { readonly Id: string };

const itemNames: Readonly<Record<string, keyof Item>> = {
  Id: 'id',
  Code__c: 'code',
  Status__c: 'status',
  Item_Key__c: 'key',
  Evidence_Url__c: 'evidence',
  Person__c: 'person',
  Reason__c: 'reason',
  Note__c: 'note',
  Settled_By__c: 'settledBy',
  Settled_On__c: 'settledOn',
  Settled_Amount__c: 'settledAmount',
  Declined_By__c: 'declinedBy',
  Declined_On__c: 'declinedOn',
};

const textOf = (value: Value | undefined): string => (value === null || value === undefined ? '' : String(value));

const numbers = new Set(['Amount', 'TAS_Model_Amount__c', 'Probability', 'TAS_Kept_Probability__c']);

/** Deals, items and history in memory, given page by page as an org gives them. */
export class MemoryOrg implements AuditOrg {
  readonly instanceUrl = 'https://memory.test';
  readonly username = 'ops@memory.test';
  readonly orgId = '00D000000000001EAA';
  readonly apiVersion = '66.0';
  readonly queries: string[] = [];
  readonly #model: SalesModel;
  readonly #deals: readonly StoredDeal[];
  readonly #items: readonly (Item & { readonly deal: string })[];
  readonly #pageRows: number;
  /** Undefined: it cannot be read. */
  history: readonly (readonly string[])[] | undefined;
  /** Rates of currencies: code, rate, active, corporate. */
  rates: readonly (readonly string[])[] | undefined;

  constructor(
    model: SalesModel,
    deals: readonly StoredDeal[],
    items: readonly (Item & { readonly deal: string })[],
    pageRows = 3,
  ) {
    this.#model = model;
    this.#deals = deals.toSorted((a, b) => (a.Id < b.Id ? -1 : 1));
    this.#items = items.toSorted((a, b) => (a.deal < b.deal ? -1 : a.deal > b.deal ? 1 : 0));
    this.#pageRows = pageRows;
  }

  describe: AuditOrg['describe'] = async () => {
    const names = [
      ...fieldsRead(this.#model).deal,
      'AccountId',
      ...(this.#deals.some((deal) => 'RecordType.DeveloperName' in deal) ? ['RecordTypeId'] : []),
      ...(this.rates === undefined ? [] : ['CurrencyIsoCode']),
    ];
    const typeOf = (name: string): string => {
      if (numbers.has(name)) return 'currency';
      const sample = this.#deals.find((deal) => typeof deal[name] === 'number' || typeof deal[name] === 'boolean');
      return sample === undefined ? 'string' : typeof sample[name] === 'number' ? 'double' : 'boolean';
    };
    const fields = new Map(names.map((name) => [name, { name, type: typeOf(name), updateable: true }]));
    return await Promise.resolve(fields);
  };

  count: AuditOrg['count'] = async ({ text }) => {
    await Promise.resolve();
    if (text.includes('OpportunityFieldHistory') && this.history === undefined)
      throw new OrgError('OrgRefused', { message: 'not there', errorCode: 'INVALID_TYPE' });
    return this.#deals.length;
  };

  read: AuditOrg['read'] = async (_api, { text }, columns, onRows) => {
    this.queries.push(text);
    const rows = this.#rowsOf(text, columns);
    for (let at = 0; at < rows.length; at += this.#pageRows)
      await onRows(rows.slice(at, at + this.#pageRows).map((row) => [...row]));
    return rows.length;
  };

  #rowsOf(text: string, columns: readonly string[]): readonly (readonly string[])[] {
    if (text.includes('FROM CurrencyType')) return this.rates ?? [];
    if (text.includes('FROM OpportunityFieldHistory')) return this.history ?? [];
    if (text.includes('FROM TAS_Gate_Item__c'))
      return this.#items.map((item) =>
        columns.map((column) =>
          column === 'Opportunity__c' ? item.deal : textOf(item[itemNames[column] ?? 'note'] ?? null),
        ),
      );
    const deals = text.includes('ORDER BY AccountId')
      ? this.#deals
          .filter(
            (deal) =>
              deal['TAS_Led_By__c'] === 'Partner' &&
              textOf(deal['AccountId']) !== '' &&
              textOf(deal['TAS_Partner_Account__c']) !== '' &&
              deal['StageName'] !== this.#model.closed.won.name,
          )
          .toSorted((a, b) => (textOf(a['AccountId']) < textOf(b['AccountId']) ? -1 : 1))
      : this.#deals;
    const { won } = this.#model.closed;
    return deals.map((deal) =>
      columns.map((column) =>
        column === 'IsWon' || column === 'IsClosed'
          ? String(deal['StageName'] === won.name)
          : column === 'Owner.Name'
            ? `Owner ${textOf(deal['OwnerId'])}`
            : textOf(deal[column]),
      ),
    );
  }
}

/** Every finding of an audit, and its report. */
export async function audited(
  org: AuditOrg,
  model: SalesModel,
  more: Partial<AuditOptions> = {},
): Promise<{ findings: Finding[]; report: AuditReport }> {
  const run = auditOrg(org, {
    model,
    modelFile: 'model.yaml',
    recordTypes: [],
    api: 'auto',
    progress: silentProgress,
    calendar: inGmt(today),
    messages: messagesIn('en_US'),
    locale: localeOf(model, 'en_US'),
    ...more,
  });
  const findings: Finding[] = [];
  for (;;) {
    const next = await run.next();
    if (next.done === true) return { findings, report: next.value };
    findings.push(...next.value);
  }
}
