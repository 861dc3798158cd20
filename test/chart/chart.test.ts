import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chartScript } from '../../scripts/product/compile/engine.ts';
import * as chart from '../../scripts/product/chart/index.ts';
import { bars, funnel, heatMap, lines, type LinePoint, type Rect } from '../../scripts/product/chart/index.ts';

const number = fc.oneof(
  fc.double(),
  fc.integer({ min: -1000, max: 1000 }),
  fc.constantFrom(null, 0, -0, 1, 1e12, -1e12, 5e-324, Number.MAX_VALUE, -Number.MAX_VALUE, NaN, Infinity),
);
const some = fc.array(number, { maxLength: 12 });
const size = fc.record({ width: fc.integer({ min: 0, max: 2000 }), height: fc.integer({ min: 0, max: 2000 }) });
const room = fc.integer({ min: 0, max: 300 });
const points: fc.Arbitrary<LinePoint[]> = fc.array(
  fc.record({ at: fc.oneof(fc.integer(), fc.double()), value: number, low: number, high: number }),
  { maxLength: 12 },
);

/** Every number of a value, however deep, those in paths included. */
function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string')
    return (value.match(/[^\sMLHZa-z]+/g) ?? []).map(Number).concat(/NaN|Infinity/.test(value) ? [NaN] : []);
  return value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap(numbersIn);
}

test('whatever the numbers and the size are, every number of a chart is finite and none is -0', () => {
  fc.assert(
    fc.property(
      some,
      fc.array(some, { maxLength: 6 }),
      fc.array(points, { maxLength: 3 }),
      size,
      room,
      (list, rows, series, box, px) => {
        const margin = { top: px, right: px, bottom: px, left: px };
        const charts = [
          bars(list, box, { labels: px, values: px }),
          funnel(list, box, px),
          heatMap(rows, box, { labels: px, heads: px }),
          lines(series, box, margin),
        ];
        for (const found of charts.flatMap(numbersIn)) {
          expect(Number.isFinite(found)).toBe(true);
          expect(Object.is(found, -0)).toBe(false);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

const inside = (inner: Rect, outer: Rect): boolean =>
  inner.x >= outer.x - 0.02 &&
  inner.y >= outer.y - 0.02 &&
  inner.x + inner.width <= outer.x + outer.width + 0.02 &&
  inner.y + inner.height <= outer.y + outer.height + 0.02;

const plain = fc.array(
  fc.oneof(
    fc.integer({ min: -1000, max: 1000 }),
    fc.double({ min: -1e12, max: 1e12, noNaN: true }).filter((one) => Math.abs(one) > 1e-9),
  ),
  { minLength: 1, maxLength: 12 },
);
const box = { width: 600, height: 300 };

test('bars lie in the plot, do not overlap, begin at zero and are as long as their numbers', () => {
  fc.assert(
    fc.property(plain, (list) => {
      const drawn = bars(list, box, { labels: 100, values: 60 });
      const [low, high] = [Math.min(0, ...list), Math.max(0, ...list)];
      const unit = drawn.plot.width / ((drawn.ticks.at(-1)?.value ?? 0) - (drawn.ticks[0]?.value ?? 0));
      expect(drawn.ticks[0]?.value).toBeLessThanOrEqual(low + (high - low) * 1e-6);
      expect(drawn.ticks.at(-1)?.value).toBeGreaterThanOrEqual(high - (high - low) * 1e-6);
      for (const [n, { rect }] of drawn.bars.entries()) {
        const value = list[n] ?? 0;
        expect(inside(rect, drawn.plot)).toBe(true);
        expect(rect.width).toBeCloseTo(Math.abs(value) * unit, 0);
        expect(value < 0 ? rect.x + rect.width : rect.x).toBeCloseTo(drawn.zero, 1);
        const next = drawn.bars[n + 1]?.rect;
        if (next !== undefined) expect(rect.y + rect.height).toBeLessThan(next.y);
      }
    }),
  );
});

test('ticks are round numbers at even distances, and not many', () => {
  fc.assert(
    fc.property(plain, (list) => {
      const { ticks } = bars(list, box, { labels: 0, values: 0 });
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(8);
      expect(ticks.some(({ value }) => value === 0)).toBe(true);
      const step = (ticks[1]?.value ?? 0) - (ticks[0]?.value ?? 0);
      expect(Number((step / 10 ** Math.floor(Math.log10(step) + 1e-9)).toFixed(6))).toBeOneOf([1, 2, 5, 10]);
      for (const [n, { value }] of ticks.slice(1).entries())
        expect((value - (ticks[n]?.value ?? 0)) / step).toBeCloseTo(1, 6);
    }),
  );
});

test('a funnel is centred, its bands are as wide as their numbers, and it is tied from band to band', () => {
  fc.assert(
    fc.property(plain, (list) => {
      const { bands, ties, plot } = funnel(list, box, 120);
      const most = Math.max(0, ...list);
      expect(ties.length).toBe(list.length - 1);
      for (const [n, { rect }] of bands.entries()) {
        const share = most === 0 ? 0 : Math.max(0, list[n] ?? 0) / most;
        expect(rect.width).toBeCloseTo(share * plot.width, 1);
        expect(rect.x + rect.width / 2).toBeCloseTo(plot.x + plot.width / 2, 1);
        expect(inside(rect, plot)).toBe(true);
        if (n > 0) expect(ties[n - 1]).toMatch(new RegExp(`H${String(rect.x)}Z$`));
      }
    }),
  );
});

test('a heat map has a cell for each number, the hottest is the greatest, and what is not known has no heat', () => {
  const { cells, columns, rows } = heatMap([[0, 50, null], [100]], box, { labels: 100, heads: 20 });
  expect(cells.map(({ row, column, heat, step }) => [row, column, heat, step])).toEqual([
    [0, 0, 0, 0],
    [0, 1, 0.5, 3],
    [0, 2, null, 0],
    [1, 0, 1, 6],
  ]);
  expect([rows.length, columns.length]).toEqual([2, 3]);
  const heatOf = (most: number) => heatMap([[0.5]], box, { labels: 0, heads: 0, most }).cells[0]?.heat;
  // Of a share one half is half the heat; a number beyond the given most is the most itself.
  expect([heatOf(1), heatOf(0.25)]).toEqual([0.5, 1]);
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 5 }), (list) => {
      const drawn = heatMap(list, box, { labels: 100, heads: 20 });
      const flat = list.flat();
      expect(drawn.cells.every(({ rect }) => inside(rect, drawn.plot))).toBe(true);
      for (const [a, one] of drawn.cells.entries())
        for (const [b, other] of drawn.cells.entries())
          if ((flat[a] ?? 0) > (flat[b] ?? 0)) expect(one.heat ?? 0).toBeGreaterThanOrEqual(other.heat ?? 0);
    }),
    { numRuns: 50 },
  );
});

test('a line is broken where a value is not known, and has a band where its range is', () => {
  const margin = { top: 10, right: 10, bottom: 20, left: 50 };
  const drawn = lines(
    [
      [
        { at: 3, value: 30, low: 20, high: 40 },
        { at: 1, value: 10, low: 5, high: 15 },
        { at: 2, value: 20, low: 10, high: 30 },
        { at: 4, value: null },
        { at: 5, value: 50 },
      ],
    ],
    { width: 160, height: 80 },
    margin,
  );
  // 50 is at the top, 10 px down; 0 at the bottom, 60 px down: a px for each.
  expect(drawn.lines[0]).toEqual({
    path: 'M50 50L75 40L100 30',
    band: 'M50 45L75 30L100 20L100 40L75 50L50 55Z',
    dots: [
      { x: 50, y: 50, point: 1 },
      { x: 75, y: 40, point: 2 },
      { x: 100, y: 30, point: 0 },
      { x: 150, y: 10, point: 4 },
    ],
  });
  expect(drawn.ticks.map(({ value }) => value)).toEqual([0, 10, 20, 30, 40, 50]);
});

test('one point alone stands in the middle, no point at all draws nothing', () => {
  const margin = { top: 0, right: 0, bottom: 0, left: 0 };
  const one = lines([[{ at: 7, value: 3 }]], { width: 100, height: 50 }, margin);
  expect(one.lines[0]?.dots).toHaveLength(1);
  expect(one.lines[0]?.dots[0]?.x).toBe(50);
  expect(one.lines[0]?.path).toBe('');
  expect(lines([[]], { width: 100, height: 50 }, margin)).toMatchObject({
    lines: [{ path: '', band: '', dots: [] }],
    places: [],
  });
});

test('the module of the components draws what the scripts draw', async () => {
  const bundled = (await import(`data:text/javascript,${encodeURIComponent(chartScript())}`)) as typeof chart;
  const list = [3, -1, null, 1e12];
  expect(Object.keys(bundled).sort()).toEqual(Object.keys(chart).sort());
  expect(bundled.bars(list, box, { labels: 90, values: 50 })).toEqual(bars(list, box, { labels: 90, values: 50 }));
  expect(bundled.heatMap([list], box, { labels: 9, heads: 5 })).toEqual(heatMap([list], box, { labels: 9, heads: 5 }));
});
