/** The practice org's sample, with a year of history, read through its API: held against its rows by another road. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dayNumber } from '../../scripts/product/forecast/day.ts';
import { forecast } from '../../scripts/product/forecast/forecast.ts';
import { orgSource } from '../../scripts/product/forecast/read-org.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { referenceModel as model } from '../reference/index.ts';
import { rowsOf, startSample, type Values } from '../start/sample-org.ts';

const today = '2026-11-25';
let practice: StartedPractice;
let org: OrgConnection;

beforeAll(async () => {
  practice = await startSample({ now: new Date(`${today}T02:00:00.000Z`), sampleDeals: 120 });
  const { instanceUrl, accessToken, username, orgId } = practice.org;
  org = openOrg({ instanceUrl, accessToken, username, orgId });
});

afterAll(async () => {
  org.close();
  await practice.org.stop();
});

const text = (row: Values, name: string): string => {
  const value = row[name];
  return typeof value === 'string' ? value : '';
};
const dayOf = (moment: string): string => moment.slice(0, 10);

const sourceFor = async (api: 'bulk' | 'collections', where?: string): ReturnType<typeof orgSource> =>
  await orgSource(org, {
    model,
    sinceField: 'CreatedDate',
    api,
    ...(where === undefined ? {} : { where }),
    calendar: { today, dayOf },
    progress: silentProgress,
  });

test('every deal has the begin, end, grade and earlier stages that its rows tell, by either API', async () => {
  const [deals, history] = [
    await rowsOf(practice.org, 'Opportunity'),
    await rowsOf(practice.org, 'OpportunityHistory'),
  ];
  const asked = '2026-08-01';
  const expected = deals
    .toSorted((a, b) => (text(a, 'Id') < text(b, 'Id') ? -1 : 1))
    .map((row) => {
      const earlier = history
        .filter((one) => one['OpportunityId'] === row['Id'] && dayOf(text(one, 'CreatedDate')) < asked)
        .toSorted((a, b) => text(a, 'CreatedDate').localeCompare(text(b, 'CreatedDate')));
      return {
        begun: dayNumber(dayOf(text(row, 'CreatedDate'))),
        closed: row['IsClosed'] === true ? dayNumber(text(row, 'CloseDate')) : null,
        grade: text(row, 'TAS_Effective_Grade__c') || 'none',
        stage: earlier.at(-1)?.['StageName'] ?? null,
        amount: row['TAS_Model_Amount__c'] ?? null,
      };
    });
  expect(new Set(expected.map(({ stage }) => stage)).size).toBeGreaterThan(3);
  for (const api of ['bulk', 'collections'] as const) {
    const read: unknown[] = [];
    for await (const { begun, closed, grade, stageAt, amount } of (await sourceFor(api)).deals)
      read.push({ begun, closed, grade, stage: stageAt(dayNumber(asked) ?? NaN), amount });
    expect(read).toEqual(expected);
  }
});

test('a condition keeps to its deals, and what is open adds up to what the org counts', async () => {
  const where = 'Amount > 1000000';
  const day = dayNumber(today) ?? NaN;
  const source = await sourceFor('collections', where);
  const report = await forecast(source, { day, until: day + 36, isBacktest: false, probabilityOf: () => null });
  const rows = (await rowsOf(practice.org, 'Opportunity')).filter((row) => Number(row['Amount']) > 1_000_000);
  const open = rows.filter((row) => row['IsClosed'] !== true);
  expect(open.length).toBeGreaterThan(5);
  expect([report.deals.read, report.deals.open]).toEqual([rows.length, open.length]);
  expect(report.amount).toBeCloseTo(
    open.reduce((sum, row) => sum + Number(row['TAS_Model_Amount__c']), 0),
    2,
  );
  expect(report.configured?.wins).toBeCloseTo(
    open.reduce((sum, row) => sum + Number(row['Probability']) / 100, 0),
    8,
  );
});

test('what the coach was answered is what the rows say, by either API', async () => {
  const answers = (await rowsOf(practice.org, 'TAS_Coaching_Answer__c')).toSorted((a, b) =>
    `${text(a, 'CreatedDate')} ${text(a, 'Id')}` < `${text(b, 'CreatedDate')} ${text(b, 'Id')}` ? -1 : 1,
  );
  const deals = await rowsOf(practice.org, 'Opportunity');
  const lastOf = (deal: Values, question: string, before = '9'): Values | undefined =>
    answers.findLast(
      (one) =>
        one['Opportunity__c'] === deal['Id'] &&
        one['Question__c'] === question &&
        dayOf(text(one, 'CreatedDate')) < before,
    );
  const closed = deals.filter((deal) => deal['IsClosed'] === true);
  const yes = closed.filter((deal) => lastOf(deal, 'WIN', text(deal, 'CloseDate'))?.['Choice__c'] === 'Yes');
  const price = closed.filter((deal) => lastOf(deal, 'DECIDED')?.['Reason__c'] === 'Price');
  const day = dayNumber(today) ?? NaN;
  for (const api of ['bulk', 'collections'] as const) {
    const { learned } = await forecast(await sourceFor(api), {
      day,
      until: day + 36,
      isBacktest: false,
      probabilityOf: () => null,
    });
    const row = learned?.choices[0]?.rows[0];
    expect(row?.closed).toBeGreaterThan(0);
    expect([row?.closed, row?.won]).toEqual([yes.length, yes.filter((deal) => deal['IsWon'] === true).length]);
    const ofPrice = learned?.reasons?.rows.find(({ reason }) => reason === 'Price');
    expect((ofPrice?.won.deals ?? 0) + (ofPrice?.lost.deals ?? 0)).toBe(price.length);
    const { won = NaN, lost = NaN } = learned?.reasons?.without ?? {};
    expect(won + lost).toBe(closed.filter((deal) => lastOf(deal, 'DECIDED') === undefined).length);
  }
  // The reviews of the sample agree with their deals.
  for (const deal of closed.filter((one) => one['IsWon'] === false)) {
    const reason = lastOf(deal, 'DECIDED')?.['Reason__c'];
    expect(reason ?? deal['TAS_Loss_Reason__c']).toBe(deal['TAS_Loss_Reason__c']);
  }
});

test('who does not see the answers has the forecast without them, and is told so', async () => {
  const { accessToken } = practice.org.addPerson({ lastName: 'Outsider', permissionSets: [] });
  const outsider = openOrg({ ...practice.org, accessToken });
  try {
    const source = await orgSource(outsider, {
      model,
      sinceField: 'CreatedDate',
      api: 'auto',
      calendar: { today, dayOf },
      progress: silentProgress,
    });
    const day = dayNumber(today) ?? NaN;
    const report = await forecast(source, { day, until: day + 36, isBacktest: false, probabilityOf: () => null });
    expect(report.deals.read).toBe(120);
    expect(report.learned).toMatchObject({ unseen: ['TAS_Coaching_Answer__c'], choices: [], reasons: null });
  } finally {
    outsider.close();
  }
});
