import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedSpool } from '../../scripts/product/runs/spool.ts';

const letters = fc.string({ unit: fc.constantFrom('0', '9', 'A', 'Z', 'a', 'z'), maxLength: 6 });
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((one) => JSON.stringify(one));

const sorted = (lines: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] =>
  lines.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

test('lines come back by their keys, those of one key in their order, as often as they are asked for', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(letters, text), { maxLength: 60 }),
      fc.integer({ min: 1, max: 300 }),
      (lines, most) => {
        const spool = new SortedSpool(most);
        for (const [key, line] of lines) spool.add(key, line);
        expect(spool.count).toBe(lines.length);
        expect([...spool.read()]).toEqual(sorted(lines));
        expect([...spool.read()]).toEqual(sorted(lines));
        spool.close();
      },
    ),
    { numRuns: 300 },
  );
});

test('lines that are longer than what is read at a time come back whole', () => {
  const spool = new SortedSpool(200_000);
  const lines = Array.from({ length: 12 }, (_, at) => [`k${(at * 7) % 12}`, '商'.repeat(40_000 + at)] as const);
  for (const [key, line] of lines) spool.add(key, line);
  expect([...spool.read()]).toEqual(sorted(lines));
  spool.close();
});
