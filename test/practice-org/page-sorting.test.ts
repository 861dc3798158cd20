/** The order of the pipeline list, against an order worked out another way: by counting who comes before whom. */
import fc from 'fast-check';
import { expect, test } from 'vitest';

interface Row {
  readonly id: number;
  readonly keys: Readonly<Record<string, string | number | null>>;
}
const path = '../../scripts/practice-org/page/modules/page/sorting/sorting.js';
const { sorted, turned, directionOf } = (await import(path)) as {
  sorted: (rows: readonly Row[], sort: string, locale: string) => readonly Row[];
  turned: (name: string, sort: string) => string;
  directionOf: (name: string, sort: string) => string;
};

const words = fc.constantFrom('a', 'B', 'b', 'Deal 2', 'Deal 10', '', '张', '李', 'ä');
const listOf = (key: fc.Arbitrary<string | number | null>): fc.Arbitrary<Row[]> =>
  fc.array(key).map((keys) => keys.map((own, id) => ({ id, keys: { own } })));
const lists = fc.oneof(
  listOf(fc.option(words)),
  listOf(fc.option(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(1e12)))),
);
const sorts = fc.constantFrom('own', '-own');
const locales = fc.constantFrom('en-US', 'zh-CN');

/** The place of a row: how many stand before it. */
function placeOf(row: Row, rows: readonly Row[], sort: string, locale: string): number {
  const isBlank = ({ keys: { own } }: Row): boolean => own === null || own === '';
  const less = (a: Row, b: Row): boolean => {
    const [x, y] = sort === 'own' ? [a.keys['own'], b.keys['own']] : [b.keys['own'], a.keys['own']];
    if (typeof x === 'number' && typeof y === 'number') return x < y;
    return String(x).localeCompare(String(y), locale, { numeric: true }) < 0;
  };
  const isBefore = (other: Row): boolean => {
    if (isBlank(other) !== isBlank(row)) return isBlank(row);
    if (isBlank(row)) return other.id < row.id;
    return less(other, row) || (!less(row, other) && other.id < row.id);
  };
  return rows.filter(isBefore).length;
}

test('rows stand by their cells, blank ones last either way, those that are alike as they stood', () => {
  fc.assert(
    fc.property(lists, sorts, locales, (rows, sort, locale) => {
      const expected: Row[] = [];
      for (const row of rows) expected[placeOf(row, rows, sort, locale)] = row;
      expect(sorted(rows, sort, locale)).toEqual(expected);
    }),
  );
});

test('without an order rows stay, and what was handed in stays in any case', () => {
  fc.assert(
    fc.property(lists, sorts, (rows, sort) => {
      expect(sorted(rows, '', 'en-US')).toEqual(rows);
      const before = [...rows];
      sorted(rows, sort, 'en-US');
      expect(rows).toEqual(before);
    }),
  );
});

test('a head turns the order of its own column, and begins with the largest where it counts', () => {
  expect(turned('name', '-amount')).toBe('name');
  expect(turned('name', 'name')).toBe('-name');
  expect(turned('name', '-name')).toBe('name');
  expect(turned('amount', 'name')).toBe('-amount');
  expect(directionOf('amount', '-amount')).toBe('descending');
  expect(directionOf('amount', 'amount')).toBe('ascending');
  expect(directionOf('name', 'amount')).toBe('none');
});
