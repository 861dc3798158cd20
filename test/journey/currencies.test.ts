/** Deals in several currencies: created by a rep, graded and explained over the API, guarded by the rules. */
import { Connection } from 'jsforce';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { explain } from '../../scripts/product/explain/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { runGrade, type GradeRun } from '../../scripts/product/grade/run.ts';
import { MemorySheet } from '../grade/sheet.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { referenceFile, referenceModel, referencePackage } from '../reference/index.ts';
import { inGmt } from '../gate/deals.ts';
import { runsFolder } from '../runs/folder.ts';

const runs = runsFolder();

const today = new Date().toISOString().slice(0, 10);
/** As its file has it: for one currency. What was compiled for the org is the org's own business. */
const model = referenceModel;
let practice: PracticeOrg;
let org: OrgConnection;
let rep: Connection;
let admin: Connection;

beforeAll(async () => {
  const { metadata, stages } = referencePackage('USD');
  const currency = (isoCode: string, conversionRate: number) => ({
    isoCode,
    conversionRate,
    isCorporate: isoCode === 'USD',
    isActive: true,
  });
  const currencies = [currency('USD', 1), currency('CNY', 7.1), currency('EUR', 0.93)];
  const started = await startPracticeOrg({ metadata, stages, currencies, activateRules: true });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  practice = started.org;
  org = openOrg({ ...practice });
  const connect = (accessToken: string) =>
    new Connection({ instanceUrl: practice.instanceUrl, accessToken, version: '66.0' });
  rep = connect(practice.tokens.rep);
  admin = connect(practice.tokens.admin);
});

afterAll(() => practice.stop());

async function newDeal(Amount: number, CurrencyIsoCode: string): Promise<string> {
  const { id } = await rep.sobject('Opportunity').create({
    Name: `${CurrencyIsoCode} ${Amount}`,
    StageName: 'Validate Opportunity',
    CloseDate: '2027-06-30',
    TAS_Led_By__c: 'Us',
    Amount,
    CurrencyIsoCode,
  });
  return id ?? '';
}

const grade = async (apply: boolean, sheet = new MemorySheet()): Promise<GradeRun> =>
  await runGrade(org, {
    sheet,
    model,
    modelFile: referenceFile,
    apply,
    allowLower: false,
    api: 'auto',
    today,
    progress: silentProgress,
    runs,
    now: () => new Date(),
  });

const gradesOf = async (ids: readonly string[]): Promise<unknown[]> => {
  const { records } = await rep.query<{ Id: string; TAS_Grade__c: string | null; TAS_Track__c: string }>(
    'SELECT Id, TAS_Grade__c, TAS_Track__c FROM Opportunity',
  );
  const byId = new Map(records.map((record) => [record.Id, record]));
  return ids.map((id) => [byId.get(id)?.TAS_Grade__c, byId.get(id)?.TAS_Track__c]);
};

const switchCurrency = async (isoCode: string, values: Readonly<Record<string, unknown>>): Promise<void> => {
  const { records } = await admin.query<{ Id: string }>(`SELECT Id FROM CurrencyType WHERE IsoCode = '${isoCode}'`);
  await admin.sobject('CurrencyType').update({ Id: records[0]?.Id ?? '', ...values });
};

/** Codes of the rules that refuse an update by the rep, sorted. */
async function refusing(record: { readonly Id: string } & Readonly<Record<string, unknown>>): Promise<string[]> {
  const [result] = await rep.sobject('Opportunity').update([record]);
  const errors = (result?.errors ?? []) as readonly { readonly message: string }[];
  return errors.map(({ message }) => /^\[(TAS-\w+)\]/.exec(message)?.[1] ?? message).toSorted();
}

test('deals in three currencies are graded by what they are worth in the currency of the model, and add up in it', async () => {
  const ids = [
    await newDeal(1_000_000, 'CNY'),
    await newDeal(999_999.99, 'CNY'),
    await newDeal(704_225.36, 'USD'),
    await newDeal(704_225.35, 'USD'),
    await newDeal(130_986, 'EUR'),
    await newDeal(39_295, 'EUR'),
  ];
  const { summary } = await grade(true);
  expect(await gradesOf(ids)).toEqual([
    ['B', 'Full'],
    ['C', 'Fast'],
    ['A', 'Full'],
    ['B', 'Full'],
    ['B', 'Full'],
    ['D', 'Fast'],
  ]);
  expect([summary.amountDiffers.count, summary.formulaDiffers.count, summary.counts.failed]).toEqual([0, 0, 0]);
  const cents = [100_000_000, 99_999_999, 500_000_006, 499_999_999, 100_000_065, 29_999_409];
  expect(summary.matrix.total.amount).toBe(cents.reduce((sum, one) => sum + one, 0) / 100);
});

test('explain goes by the converted amount too, and does not take a deal without a rate for one of no amount', async () => {
  const deal = await newDeal(93_000, 'EUR');
  const { verdict } = await explain(org, model, deal, undefined, inGmt(today));
  expect(verdict.grade.suggested).toMatchObject({ letter: 'C', why: 'band', amount: 710_000 });
  await switchCurrency('EUR', { IsActive: false });
  const without = await explain(org, model, deal, undefined, inGmt(today));
  expect(without.verdict.grade.suggested).toMatchObject({ letter: null, why: 'noRate', amount: null });
  expect(without.verdict.track).toMatchObject({ name: 'Full', why: 'ungraded' });
  await switchCurrency('EUR', { IsActive: true });
});

test('a deal whose currency is switched off opens nothing: it walks the full way, and the run names it', async () => {
  const deal = await newDeal(30_000, 'EUR');
  const leap = { Id: deal, StageName: 'Negotiation & Signing' };
  expect(await refusing(leap)).toEqual(['TAS-G1']);
  await switchCurrency('EUR', { IsActive: false });
  expect(await refusing(leap)).toContain('TAS-M2');
  const sheet = new MemorySheet();
  const { summary } = await grade(false, sheet);
  expect(sheet.plans.find((plan) => plan.deal.id === deal)?.result).toBe('NoRate');
  expect([summary.amountDiffers.count, summary.formulaDiffers.count]).toEqual([0, 0]);
  await switchCurrency('EUR', { IsActive: true });
});

test('the currency decides as the amount does: a won deal does not change it for one that asks more', async () => {
  const [made] = practice.load('Opportunity', [
    {
      Name: 'Won',
      StageName: 'Closed Won',
      CloseDate: today,
      TAS_Led_By__c: 'Us',
      Amount: 400_000,
      CurrencyIsoCode: 'CNY',
    },
  ]);
  const deal = made?.ok === true ? made.id : '';
  expect(await refusing({ Id: deal, CurrencyIsoCode: 'USD' })).toEqual(['TAS-M5']);
  expect(await refusing({ Id: deal, CurrencyIsoCode: 'USD', Amount: 50_000 })).toEqual([]);
});

test('a run refuses while the currency of the model has no rate', async () => {
  await switchCurrency('CNY', { IsActive: false });
  await expect(grade(true)).rejects.toMatchObject({ name: 'CurrencyNotActive', exitCode: 3 });
  await switchCurrency('CNY', { IsActive: true });
});
