/** The table for the record page says of every deal what the forecast says of its row, and nothing of the others. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { chancesOf, type ForecastReport } from '../../scripts/product/forecast/index.ts';
import { chancesFileOf, readChances, type Chances } from '../../scripts/product/model/index.ts';

/** What the component looks a deal up by; types of it are checked elsewhere. */
const component: string = '../../force-app/main/default/lwc/tasChance/chance.js';
const { chanceAt } = (await import(component)) as {
  chanceAt: (
    chances: Chances,
    deal: { readonly stage: string; readonly grade: string | null; readonly age: number },
  ) => Chances['rows'][number] | null;
};

type Row = NonNullable<ForecastReport['expectation']>['rows'][number];

const bands = [0, 15, 31, 61, 91, 181, 366];
const share = fc.double({ min: 0, max: 1, noNaN: true });
const row: fc.Arbitrary<Row> = fc.record({
  stage: fc.constantFrom('Validate Opportunity', 'Needs Analysis', '验证商机', '__proto__'),
  grade: fc.constantFrom('A', 'B', 'none'),
  age: fc.nat(bands.length - 1).map((at) => ({ from: bands[at] ?? 0, to: (bands[at + 1] ?? 0) - 1 || null })),
  deals: fc.nat(100),
  amount: fc.constant(0),
  seen: fc.nat(100),
  chance: fc.option(fc.record({ byDay: share, plusMinus: share, ever: share })),
  configured: fc.constant(null),
  wins: fc.constant(0),
  money: fc.constant(0),
}).map((one) => (one.age.from === 366 ? { ...one, age: { from: 366, to: null } } : one)); // prettier-ignore

const rows = fc.uniqueArray(row, { selector: (one) => JSON.stringify([one.stage, one.grade, one.age.from]) });

const reportOf = (some: readonly Row[]): ForecastReport =>
  ({ day: '2026-11-27', until: '2026-12-31', expectation: { rows: some } }) as unknown as ForecastReport;

test('what is written is read back, and each deal finds its row, whatever its age', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tas-chances-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'model.yaml');
  fc.assert(
    fc.property(rows, fc.nat(800), (some, age) => {
      const chances = chancesOf(reportOf(some), 'CreatedDate');
      const told = some.filter(({ chance, seen }) => chance !== null && seen > 0);
      if (chances === null) {
        expect(told).toEqual([]);
        return;
      }
      writeFileSync(chancesFileOf(file), JSON.stringify(chances));
      expect(readChances(file)).toEqual({ chances });
      expect(chances.rows).toHaveLength(told.length);
      for (const { stage, grade } of some) {
        const own = told.find(
          (one) => one.stage === stage && one.grade === grade && one.age.from <= age && age <= (one.age.to ?? Infinity),
        );
        const found = chanceAt(chances, { stage, grade: grade === 'none' ? null : grade, age });
        if (own === undefined) expect(found).toBeNull();
        else expect(found?.won).toBeCloseTo(own.chance?.byDay ?? NaN, 3);
      }
    }),
    { numRuns: 200 },
  );
});

test('the order of the rows of a forecast is nothing to the file', () => {
  fc.assert(
    fc.property(rows, (some) => {
      expect(chancesOf(reportOf(some.toReversed()), 'CreatedDate')).toEqual(chancesOf(reportOf(some), 'CreatedDate'));
    }),
  );
});

test('a forecast without chances leaves no table', () => {
  expect(chancesOf({ ...reportOf([]), expectation: null }, 'CreatedDate')).toBeNull();
});
