/** Puts the sample pipeline of a model into a practice org: deals, their contacts and what is settled on them. */
import type { SalesModel } from '../../product/model/index.ts';
import type { PracticeOrg } from '../server/index.ts';
import { priced, type Currencies } from './currencies.ts';
import { DealLoader, only, type LoadReport } from './load-rows.ts';
import { contactMark, samplePipeline, type SampleDeal } from './sample.ts';

export interface SampleLoad {
  readonly deals: number;
  /** YYYY-MM-DD. */
  readonly today: string;
  /** Of an org with several; empty for one. */
  readonly currencies: Currencies;
}

export function loadSample(org: PracticeOrg, model: SalesModel, { deals, today, currencies }: SampleLoad): LoadReport {
  const pipeline = samplePipeline(model, { deals, today }).map((deal, index) =>
    currencies.length === 0 ? deal : inCurrency(deal, index, currencies, model.money.currency),
  );
  const ids = new Map<number, string>();
  const loader = new DealLoader(org, ({ line }, id) => ids.set(line, id));
  const contacts = new Map<string, string>();
  for (const [index, deal] of pipeline.entries())
    loader.add({ line: index + 1, values: resolved(org, loader, contacts, deal) });
  const report = loader.finish();
  const people = new Set(model.stages.flatMap((stage) => stage.people.map(({ code }) => code)));
  const items = pipeline.flatMap((deal, index) => {
    const id = ids.get(index + 1);
    if (id === undefined || deal.done.length === 0) return [];
    const owner = loader.owner(deal.row['Owner.Name'] ?? '');
    return deal.done.map((code) => itemOf({ id, code, owner, person: people.has(code), today }));
  });
  const refused = org.load('TAS_Gate_Item__c', items).filter(({ ok }) => !ok);
  if (refused.length > 0) throw new Error(`${refused.length} sample items were refused`);
  return report;
}

const inCurrency = (deal: SampleDeal, index: number, currencies: Currencies, ofModel: string): SampleDeal => ({
  ...deal,
  row: { ...deal.row, ...priced(deal.row['Amount'] ?? '', index, currencies, ofModel) },
});

function resolved(
  org: PracticeOrg,
  loader: DealLoader,
  contacts: Map<string, string>,
  { row, contact }: SampleDeal,
): Record<string, string> {
  const values: Record<string, string> = { ...row };
  for (const [field, value] of Object.entries(row)) {
    const [kind, name = ''] = value.split(/:(.*)/s);
    if (value === contactMark) {
      const account = loader.account(row['Account.Name'] ?? '');
      const known = contacts.get(account);
      const id = known ?? only(org.load('Contact', [{ ...contact, AccountId: account }]));
      contacts.set(account, id);
      values[field] = id;
    } else if (kind === 'Account') values[field] = loader.account(name);
    else if (kind === 'User') values[field] = loader.owner(name);
  }
  return values;
}

interface DoneItem {
  /** Id of its deal. */
  readonly id: string;
  readonly code: string;
  /** Id of the user who settled it. */
  readonly owner: string;
  /** Whether it asks for a person. */
  readonly person: boolean;
  readonly today: string;
}

function itemOf({ id, code, owner, person, today }: DoneItem): Record<string, string> {
  return {
    Opportunity__c: id,
    Code__c: code,
    Item_Key__c: `${id}:${code}`,
    Status__c: 'Done',
    Settled_By__c: owner,
    Settled_On__c: `${today}T08:00:00.000Z`,
    Evidence_Url__c: `https://files.example/${id}/${code}`,
    ...(person ? { Person__c: owner } : {}),
  };
}
