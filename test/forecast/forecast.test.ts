import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber, dayText, quarterEnd, quartersBefore } from '../../scripts/product/forecast/day.ts';
import { forecastCsv } from '../../scripts/product/forecast/files.ts';
import { leastClosed, Study } from '../../scripts/product/forecast/fit.ts';
import { forecast, type ForecastOptions, type SourceDeal } from '../../scripts/product/forecast/forecast.ts';
import type { ForecastReport } from '../../scripts/product/forecast/report.ts';
import { forecastText } from '../../scripts/product/forecast/text.ts';
import { dealOf, lived, randomOf, sourceOf, trueChance, type Hazard } from './deals.ts';

const numberOf = (text: string): number => dayNumber(text) ?? NaN;
const day = numberOf('2026-10-01');
const until = numberOf('2026-12-31');
const options: ForecastOptions = { day, until, isBacktest: false, probabilityOf: () => 0.4 };
const run = async (deals: readonly SourceDeal[], more: Partial<ForecastOptions> = {}): Promise<ForecastReport> =>
  await forecast(sourceOf(deals), { ...options, ...more });

describe('days', () => {
  test('are what the calendar says, and a day that it does not have is none', () => {
    expect([dayNumber('1970-01-02'), dayNumber('2026-02-29'), dayNumber('2026-13-01'), dayNumber('soon')]).toEqual([
      1,
      undefined,
      undefined,
      undefined,
    ]);
    fc.assert(
      fc.property(fc.integer({ min: -20_000, max: 90_000 }), (one) => {
        expect(dayNumber(dayText(one))).toBe(one);
      }),
    );
  });

  test('a quarter earlier is the same day three months earlier, and an end of month stays one', () => {
    const before = (text: string, quarters: number): string => dayText(quartersBefore(numberOf(text), quarters));
    expect(before('2026-10-01', 1)).toBe('2026-07-01');
    expect(before('2026-12-31', 1)).toBe('2026-09-30');
    expect(before('2026-06-30', 1)).toBe('2026-03-31');
    expect(before('2026-05-30', 1)).toBe('2026-02-28');
    expect(before('2026-02-15', 5)).toBe('2024-11-15');
    expect(['2026-10-01', '2026-02-28', '2024-12-31'].map((text) => dayText(quarterEnd(numberOf(text))))).toEqual([
      '2026-12-31',
      '2026-03-31',
      '2024-12-31',
    ]);
  });
});

/** Two grades that live by hazards of their own; a third of the deals never ends. */
const hazards: Readonly<Record<string, Hazard>> = {
  A: (age) => ({ won: age < 20 ? 0.001 : 0.012, lost: 0.004 }),
  C: (age) => ({ won: 0.003, lost: age < 30 ? 0.012 : 0.006 }),
};
const nothing: Hazard = () => ({ won: 0, lost: 0 });

const simulated = (seed: number, deals: number, last: number): { deal: SourceDeal; hazard: Hazard }[] => {
  const random = randomOf(seed);
  return Array.from({ length: deals }, (_, at) => {
    const grade = at % 2 === 0 ? 'A' : 'C';
    const hazard = hazards[grade] ?? nothing;
    const begun = day - 900 + Math.floor(random() * 900);
    return { deal: { ...lived(begun, last, hazard, random), grade }, hazard };
  });
};

describe('deals that live by known hazards', () => {
  test('chances are right to two points, of all deals and of each grade', () => {
    const study = new Study(day, until);
    const made = simulated(7, 60_000, day - 1);
    for (const { deal } of made) study.add({ ...deal, begun: deal.begun ?? 0 });
    const fit = study.fit();
    for (const grades of [['A'], ['C'], ['A', 'C']]) {
      const open = made.filter(({ deal }) => !deal.isClosed && grades.includes(deal.grade));
      const mean = (of: (one: (typeof open)[number]) => number): number =>
        open.reduce((sum, one) => sum + of(one), 0) / open.length;
      const age = (one: (typeof open)[number]): number => day - (one.deal.begun ?? 0);
      const real = mean((one) => trueChance(age(one), until - day + 1, one.hazard));
      const foretold = mean((one) => fit.chanceOf({ stage: 'Needs Analysis', grade: one.deal.grade }, age(one)).won);
      expect(open.length).toBeGreaterThan(500);
      expect(Math.abs(foretold - real)).toBeLessThan(0.02);
    }
  });

  test('the range of the wins holds what comes about four times of five', async () => {
    let held = 0;
    const runs = 60;
    for (let seed = 0; seed < runs; seed += 1) {
      const deals = simulated(seed, 1_500, until).map(({ deal }) => deal);
      const report = await run(deals, { isBacktest: true });
      const { wins } = report.expectation ?? { wins: { low: NaN, high: NaN } };
      const won = report.backtest?.won ?? NaN;
      if (wins.low <= won && won <= wins.high) held += 1;
    }
    expect(held / runs).toBeGreaterThan(0.65);
  });

  test('a backtest knows nothing of what came later: only its comparison changes with it', async () => {
    const deals = simulated(3, 4_000, until).map(({ deal }) => deal);
    const changed = deals.map((deal) =>
      deal.closed !== null && deal.closed >= day
        ? { ...deal, won: !deal.won, closed: deal.closed + 400, amount: 1 }
        : deal,
    );
    const [one, other] = [await run(deals, { isBacktest: true }), await run(changed, { isBacktest: true })];
    const chances = ({ expectation }: ForecastReport): unknown => [
      expectation?.wins,
      expectation?.money,
      expectation?.checked,
      expectation?.rows.map(({ chance, deals: count }) => [chance, count]),
    ];
    expect(chances(one)).toEqual(chances(other));
    expect(one.backtest?.won).not.toBe(other.backtest?.won);
  });

  test('the backtest counts wins, errors and bins as they are counted by hand', async () => {
    const report = await run(
      simulated(5, 3_000, until).map(({ deal }) => deal),
      { isBacktest: true },
    );
    const { backtest, deals } = report;
    if (backtest === null) throw new Error('no backtest');
    const base = backtest.won / deals.open;
    const byName = new Map(backtest.methods.map((method) => [method.name, method]));
    expect(byName.get('baseRate')?.brier).toBeCloseTo(base * (1 - base), 10);
    const rate = deals.won / (deals.won + deals.lost);
    expect(byName.get('winRate')?.brier).toBeCloseTo(base * (1 - rate) ** 2 + (1 - base) * rate ** 2, 10);
    expect(byName.get('stageProbability')?.wins).toBeCloseTo(0.4 * deals.open, 8);
    expect(backtest.reliability.reduce((sum, bin) => sum + bin.deals, 0)).toBe(deals.open);
    expect(backtest.reliability.reduce((sum, bin) => sum + bin.won, 0)).toBe(backtest.won);
    expect(byName.get('forecast')?.wins).toBeCloseTo(report.expectation?.wins.expected ?? NaN, 6);
  });
});

test('wins that come in the last month of a quarter are foretold by earlier quarters, not by age alone', async () => {
  const random = randomOf(11);
  const rush =
    (begun: number): Hazard =>
    (age) => {
      const isRush = new Date((begun + age) * 86_400_000).getUTCMonth() % 3 === 2;
      return { won: isRush ? 0.02 : 0.001, lost: 0.003 };
    };
  const deals = Array.from({ length: 20_000 }, () => {
    const begun = day - 900 + Math.floor(random() * 900);
    return lived(begun, until, rush(begun), random);
  });
  const first = numberOf('2026-09-01');
  const report = await run(deals, { day: first, until: numberOf('2026-09-30'), isBacktest: true });
  const { won = NaN, methods = [] } = report.backtest ?? {};
  const [own, byAge] = ['forecast', 'aalenJohansen'].map(
    (name) => methods.find((method) => method.name === name)?.wins ?? NaN,
  );
  expect(Math.abs((own ?? NaN) / won - 1)).toBeLessThan(0.1);
  expect((byAge ?? NaN) / won).toBeLessThan(0.6);
});

test('the stage a deal stood in earlier tells stages apart, and an unknown stage goes by age', () => {
  const random = randomOf(2);
  const study = new Study(day, until);
  for (let at = 0; at < 20_000; at += 1) {
    const begun = day - 900 + Math.floor(random() * 900);
    const stage = at % 2 === 0 ? 'early' : 'late';
    const won = stage === 'late' ? 0.01 : 0.002;
    const deal = lived(begun, day - 1, () => ({ won, lost: 0.005 }), random);
    study.add({ ...deal, begun, stageAt: () => stage });
  }
  const fit = study.fit();
  const chance = (stage: string | null): number => fit.chanceOf({ stage, grade: 'A' }, 100).won;
  const real = (won: number): number => trueChance(100, until - day + 1, () => ({ won, lost: 0.005 }));
  expect(Math.abs(chance('late') - real(0.01))).toBeLessThan(0.06);
  expect(Math.abs(chance('early') - real(0.002))).toBeLessThan(0.06);
  expect(chance('early')).toBeLessThan(chance(null));
  expect(chance(null)).toBeLessThan(chance('late'));
});

const anyDeal = fc.record({
  begun: fc.option(fc.integer({ min: day - 500, max: day + 5 })),
  closed: fc.option(fc.integer({ min: day - 600, max: day + 200 })),
  isClosed: fc.boolean(),
  won: fc.boolean(),
  grade: fc.constantFrom('A', 'C', 'none'),
  stage: fc.constantFrom('early', 'late', ''),
  amount: fc.option(fc.constantFrom(0, -5, 1, 1e12)),
  probability: fc.option(fc.constantFrom(0, 0.5, 1)),
});

/** Every number in a report. */
const numbersIn = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(numbersIn)
      : [];

test('any deals at all give a report without a number that is none, the same in any order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyDeal, { maxLength: 400, size: 'max' }), fc.boolean(), async (some, isBacktest) => {
      const deals = some.map(({ closed, isClosed, ...deal }) =>
        dealOf({ ...deal, closed: isClosed ? closed : null, isClosed, stageAt: () => deal.stage || null }),
      );
      const report = await run(deals, { isBacktest });
      expect(numbersIn(report).every(Number.isFinite)).toBe(true);
      expect(forecastText(report, [])).not.toMatch(/NaN|Infinity|undefined/);
      expect([...forecastCsv(report)].join('')).not.toMatch(/NaN|Infinity|undefined/);
      for (const { chance } of report.expectation?.rows ?? [])
        expect(
          chance === null || (chance.byDay >= 0 && chance.byDay <= chance.ever + 1e-9 && chance.ever <= 1 + 1e-9),
        ).toBe(true);
      const counts = report.deals;
      const started = deals.length - counts.notBegun - counts.closedWithoutDay;
      expect(counts.won + counts.lost + counts.open).toBe(started);
      const again = await run(deals.toReversed(), { isBacktest });
      expect(again.deals).toEqual(counts);
      expect(again.expectation?.wins.expected ?? 0).toBeCloseTo(report.expectation?.wins.expected ?? 0, 6);
    }),
    { numRuns: 40 },
  );
});

test('fewer wins or losses than the least are told in words, with what is configured beside', async () => {
  const closed = (count: number, won: boolean): SourceDeal[] =>
    Array.from({ length: count }, () => dealOf({ begun: day - 60, closed: day - 10, won }));
  const few = await run([...closed(leastClosed - 1, true), ...closed(500, false), dealOf({ begun: day - 5 })]);
  expect([few.expectation, few.deals.open, few.configured?.wins]).toEqual([null, 1, 0.3]);
  expect(forecastText(few, [])).toContain(`Too few deals: ${leastClosed - 1} won and 500 lost are known`);
  const enough = await run([...closed(leastClosed, true), ...closed(500, false), dealOf({ begun: day - 5 })]);
  expect(enough.expectation?.rows).toHaveLength(1);
  const empty = await run([]);
  expect(forecastText(empty, [])).toContain('Too few deals: 0 won and 0 lost are known');
});

test('a row that earlier quarters hardly saw has words in the place of its chance, and counts in the sums', async () => {
  const deals = [...simulated(9, 6_000, day - 1).map(({ deal }) => deal), dealOf({ begun: day - 40, grade: 'B' })];
  const { expectation } = await run(deals);
  const row = expectation?.rows.find(({ grade }) => grade === 'B');
  expect([row?.chance, row?.seen, row?.deals]).toEqual([null, 0, 1]);
  expect(row?.wins).toBeGreaterThan(0);
  const report = await run(deals);
  expect([...forecastCsv(report)].find((line) => line.includes(',B,'))).toContain('too few deals');
  const sum = expectation?.rows.reduce((wins, one) => wins + one.wins, 0);
  expect(sum).toBeCloseTo(expectation?.wins.expected ?? NaN, 6);
});

test('a deal that is closed now was closed by now, whatever day it names', async () => {
  const deals = simulated(4, 3_000, day - 1).map(({ deal }) => deal);
  const later = dealOf({ begun: day - 30, closed: day + 300, won: true });
  const [one, other] = [await run(deals), await run([...deals, later])];
  expect([other.deals.won, other.deals.open]).toEqual([one.deals.won + 1, one.deals.open]);
});
