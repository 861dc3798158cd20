/** What an org gives, as the deals of a forecast: held against the rows themselves. */
import { expect, test } from 'vitest';
import { dayNumber } from '../../scripts/product/forecast/day.ts';
import type { SourceDeal } from '../../scripts/product/forecast/forecast.ts';
import { orgSource, type ForecastOrg, type OrgOptions } from '../../scripts/product/forecast/read-org.ts';
import { OrgError } from '../../scripts/product/org/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { referenceModel as model } from '../reference/index.ts';

type Row = Readonly<Record<string, string>>;

const deal = (id: string, more: Row): Row => ({
  Id: id.padEnd(18, '0'),
  StageName: 'Needs Analysis',
  IsClosed: 'false',
  IsWon: 'false',
  CreatedDate: '2026-01-10T20:00:00.000+0000',
  CloseDate: '2026-12-31',
  ...more,
});

const orgOf = (
  deals: readonly Row[],
  history: readonly Row[] | undefined,
  more: { readonly fields?: readonly string[]; readonly rates?: readonly (readonly string[])[] } = {},
): ForecastOrg & { readonly queries: string[] } => {
  const queries: string[] = [];
  const names = ['StageName', 'Amount', 'CloseDate', 'CreatedDate', 'Begun__c', ...(more.fields ?? [])];
  return {
    queries,
    instanceUrl: 'https://memory.test',
    username: 'ops@memory.test',
    orgId: '00D000000000001EAA',
    describe: async () =>
      await Promise.resolve(new Map(names.map((name) => [name, { name, type: 'string', updateable: false }]))),
    count: async ({ text }) => {
      if (!text.includes('OpportunityHistory')) return await Promise.resolve(deals.length);
      if (history === undefined) throw new OrgError('OrgRefused', { message: 'no', errorCode: 'INVALID_TYPE' });
      return history.length;
    },
    read: async (_api, { text }, columns, onRows) => {
      queries.push(text);
      if (text.includes('FROM CurrencyType')) {
        await onRows((more.rates ?? []).map((row) => [...row]));
        return more.rates?.length ?? 0;
      }
      const rows = text.includes('FROM OpportunityHistory') ? (history ?? []) : deals;
      for (const row of rows) await onRows([columns.map((column) => row[column] ?? '')]);
      return rows.length;
    },
  };
};

const options: OrgOptions = {
  model,
  sinceField: 'CreatedDate',
  api: 'auto',
  // Shanghai, where the evening in London is the next day.
  calendar: {
    today: '2026-06-15',
    dayOf: (moment) => new Date(Date.parse(moment.replace('+0000', 'Z')) + 8 * 3_600_000).toISOString().slice(0, 10),
  },
  progress: silentProgress,
};

async function readDeals(org: ForecastOrg, more: Partial<OrgOptions> = {}): Promise<[SourceDeal[], readonly string[]]> {
  const { deals, notes } = await orgSource(org, { ...options, ...more });
  const read: SourceDeal[] = [];
  for await (const one of deals) read.push(one);
  return [read, notes];
}

const day = (text: string): number => dayNumber(text) ?? NaN;
const graded = ['TAS_Effective_Grade__c', 'TAS_Model_Amount__c', 'Probability'];

test('a deal begins on the day of the user, closes on its close date, and stood where its history says on the morning of a day', async () => {
  const first = { OpportunityId: '0061'.padEnd(18, '0') };
  const org = orgOf(
    [
      deal('0061', { TAS_Effective_Grade__c: 'B', TAS_Model_Amount__c: '7', Amount: '1', Probability: '30' }),
      deal('0062', { IsClosed: 'true', IsWon: 'true', StageName: 'Closed Won', CloseDate: '2026-03-05' }),
    ],
    [
      { ...first, StageName: 'Validate Opportunity', CreatedDate: '2026-01-10T20:00:00.000+0000' },
      { ...first, StageName: 'Needs Analysis', CreatedDate: '2026-03-31T15:00:00.000+0000' },
    ],
    { fields: graded },
  );
  const [[open, won]] = await readDeals(org);
  expect([open?.begun, open?.closed, open?.grade, open?.amount, open?.probability]).toEqual([
    day('2026-01-11'),
    null,
    'B',
    7,
    0.3,
  ]);
  const stages = ['2026-01-11', '2026-01-12', '2026-03-31', '2026-04-01', '2026-06-15'];
  expect(stages.map((text) => open?.stageAt(day(text)))).toEqual([
    null,
    'Validate Opportunity',
    'Validate Opportunity',
    'Needs Analysis',
    'Needs Analysis',
  ]);
  expect([won?.closed, won?.isClosed, won?.won, won?.grade, won?.stageAt(day('2026-02-01'))]).toEqual([
    day('2026-03-05'),
    true,
    true,
    'none',
    null,
  ]);
});

test('another field says when a deal was taken up, as a day; blank is never', async () => {
  const org = orgOf([deal('0061', { Begun__c: '2025-05-01' }), deal('0062', {})], [], { fields: graded });
  const [deals, notes] = await readDeals(org, { sinceField: 'Begun__c' });
  expect(deals.map(({ begun }) => begun)).toEqual([day('2025-05-01'), null]);
  expect(notes).toEqual([expect.stringContaining('OpportunityHistory gives this user no rows')]);
});

test('without the package’s own formulas the grade is that of the model and the amount goes by the rates of the org', async () => {
  const rates = [
    ['CNY', '1', 'true', 'true'],
    ['USD', '0.125', 'true', 'false'],
  ];
  const org = orgOf(
    [
      deal('0061', { Amount: '1400000', CurrencyIsoCode: 'USD', TAS_Led_By__c: 'Us' }),
      deal('0062', { Amount: '1400000', CurrencyIsoCode: 'EUR' }),
      deal('0063', { Amount: '', CurrencyIsoCode: 'CNY' }),
    ],
    undefined,
    { fields: ['CurrencyIsoCode', 'TAS_Led_By__c'], rates },
  );
  const [deals, notes] = await readDeals(org);
  expect(deals.map(({ amount, grade }) => [amount, grade])).toEqual([
    [11_200_000, 'A'],
    [null, 'none'],
    [null, 'none'],
  ]);
  expect(deals[0]?.stageAt(day('2026-06-15'))).toBe(null);
  expect(notes).toHaveLength(2);
});

test('a condition holds for deals and history alike; one that asks for other records reads all history', async () => {
  const org = orgOf([], [{ OpportunityId: '0061'.padEnd(18, '0') }], { fields: graded });
  await readDeals(org, { where: 'Amount > 5' });
  await readDeals(org, { where: 'AccountId IN (SELECT Id FROM Account)' });
  const history = org.queries.filter((text) => text.includes('FROM OpportunityHistory'));
  expect(
    history.map((text) => text.includes('OpportunityId IN (SELECT Id FROM Opportunity WHERE (Amount > 5))')),
  ).toEqual([true, false]);
});
