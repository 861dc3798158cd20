import { getRecord } from 'lightning/uiRecordApi';
import Chance from 'c/tasChance';
import { chances } from 'c/tasChanceModel';
import { chanceAt } from '../../force-app/main/default/lwc/tasChance/chance.js';
import { all, dealId, now, settle, show, textOf } from './fixture';

jest.mock('c/tasChanceModel', () => {
  const row = (stage, grade, from, to, won) => ({ stage, grade, from, to, won, plusMinus: 0.06, seen: 1234 });
  return {
    __esModule: true,
    ...jest.requireActual('c/tasChanceModel'),
    chances: {
      format: 1,
      day: '2026-06-01',
      until: '2026-06-30',
      since: 'CreatedDate',
      rows: [
        row('Needs Analysis', 'B', 0, 14, 0.305),
        row('Needs Analysis', 'B', 15, null, 0.2),
        row('Needs Analysis', null, 0, null, 0.01),
      ],
    },
  };
});

beforeEach(() => jest.useFakeTimers({ now: new Date(now), doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

async function openChance(values) {
  const chance = await show('c-tas-chance', Chance, { recordId: dealId });
  const given = {
    StageName: 'Needs Analysis',
    TAS_Effective_Grade__c: 'B',
    IsClosed: false,
    CreatedDate: '2026-06-02T08:00:00.000Z',
    ...values,
  };
  getRecord.emit({ fields: Object.fromEntries(Object.entries(given).map(([name, value]) => [name, { value }])) });
  await settle();
  return chance;
}

test('a deal is told how many like it are won by the day, from how many, and what that does not know', async () => {
  const chance = await openChance({});
  expect(textOf(chance)).toBe(
    'Deals like this 31 % ± 6 are won by Jun 30, 2026 Of 1,234 deals of earlier quarters in this stage and grade at this age, as of Jun 1, 2026. It knows nothing of this deal that only you know.',
  );
  jest.useRealTimers();
  await expect(chance).toBeAccessible();
});

test.each([
  ['an older one', { CreatedDate: '2026-05-31T08:00:00.000Z' }, '20 % ± 6'],
  ['one without a grade', { TAS_Effective_Grade__c: null }, '1 % ± 6'],
  ['one of a grade that was hardly seen', { TAS_Effective_Grade__c: 'E' }, 'Too few deals'],
  ['one in a stage that the table does not have', { StageName: 'Prospecting' }, 'Too few deals'],
  ['one that is made tomorrow by another clock', { CreatedDate: '2026-06-16T08:00:00.000Z' }, '31 % ± 6'],
])('%s is looked up by its own stage, grade and age', async (_, values, said) => {
  expect(textOf(await openChance(values))).toContain(said);
});

test.each([
  ['that is closed', { IsClosed: true }],
  ['whose beginning the reader does not see', { CreatedDate: null }],
])('of a deal %s nothing is foretold', async (_, values) => {
  expect(textOf(await openChance(values))).toBe('');
});

test('once the day is over the table says so instead of a number', async () => {
  jest.setSystemTime(new Date('2026-07-02T08:00:00.000Z'));
  expect(textOf(await openChance({}))).toBe(
    'Deals like this The forecast ended on Jun 30, 2026; a new one is made with “tas forecast”.',
  );
});

test('every day of age is in one band of a stage and grade', () => {
  for (let age = 0; age < 1000; age += 1)
    expect(chanceAt(chances, { stage: 'Needs Analysis', grade: 'B', age })?.won).toBe(age < 15 ? 0.305 : 0.2);
});

test('before the deal is read there is no card', async () => {
  const chance = await show('c-tas-chance', Chance, { recordId: dealId });
  expect(all(chance, 'section')).toEqual([]);
});
