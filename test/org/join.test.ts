/** Streams joined, against the same join done in memory. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mergeJoin, type Sorted } from '../../scripts/product/org/join.ts';
import { pagesOf, type Pages } from '../../scripts/product/org/pages.ts';

/** Ids that differ in case alone are different: Salesforce sorts them by the code of their letters. */
const key = fc.string({ unit: fc.constantFrom('0', '9', 'A', 'B', 'Z', 'a', 'b', 'z'), minLength: 1, maxLength: 3 });
const sizes = fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 20 });

/** Rows cut into pages of these sizes, again and again; empty pages among them. */
function paged(rows: readonly (readonly string[])[], cuts: readonly number[]): Pages {
  const some = cuts.some((size) => size > 0) ? cuts : [1];
  return pagesOf(async (onRows) => {
    for (let at = 0, turn = 0; at < rows.length; turn += 1) {
      const size = some[turn % some.length] ?? 1;
      await onRows(rows.slice(at, at + size).map((row) => [...row]));
      at += size;
    }
  });
}

const byKey = ([a = '']: readonly string[], [b = '']: readonly string[]): number => (a < b ? -1 : a > b ? 1 : 0);
const sorted = (pages: Pages, what: string): Sorted => ({ pages, key: 0, what });

async function all(first: Sorted, others: readonly Sorted[]): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { row, others: rows } of mergeJoin(first, others)) found.push([row[0], rows]);
  return found;
}

describe('a merge join of sorted streams', () => {
  test('finds what a join in memory finds, however the rows come in pages', async () => {
    const rows = fc.array(fc.tuple(key, fc.integer().map(String)), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(key, { maxLength: 20 }),
        rows,
        rows,
        fc.tuple(sizes, sizes, sizes),
        async (ids, one, two, [cutLeft, cutOne, cutTwo]) => {
          const left = ids.map((id) => [id]).sort(byKey);
          const rights = [one.toSorted(byKey), two.toSorted(byKey)];
          const naive = left.map(([id]) => [id, rights.map((right) => right.filter(([own]) => own === id))]);
          const joined = await all(sorted(paged(left, cutLeft), 'deals'), [
            sorted(paged(rights[0] ?? [], cutOne), 'items'),
            sorted(paged(rights[1] ?? [], cutTwo), 'history'),
          ]);
          expect(joined).toEqual(naive);
        },
      ),
    );
  });

  test('refuses rows that are not in order, instead of losing some', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(key, { minLength: 2, maxLength: 10 }), sizes, async (ids, cuts) => {
        const rows = ids.map((id) => [id]);
        fc.pre(rows.some((row, at) => at > 0 && byKey(rows[at - 1] ?? [], row) > 0));
        await expect(all(sorted(paged(rows, cuts), 'deals'), [])).rejects.toThrow(/deals out of order/);
        const late = sorted(paged(rows, cuts), 'gate items');
        await expect(all(sorted(paged([['zzzz']], [1]), 'deals'), [late])).rejects.toThrow(/gate items out of order/);
      }),
    );
  });

  test('an id of 15 characters meets its form of 18', async () => {
    const one = sorted(paged([['006000000000001AAA']], [1]), 'deals');
    const other = sorted(paged([['006000000000001', 'x']], [1]), 'items');
    expect(await all(one, [other])).toEqual([['006000000000001AAA', [[['006000000000001', 'x']]]]]);
  });

  test('a sender that fails ends the join, and one that nobody reads on is let go', async () => {
    const failing = sorted(
      pagesOf(async (onRows) => {
        await onRows([['a']]);
        throw new Error('the line is dead');
      }),
      'deals',
    );
    let sent = 0;
    const endless = sorted(
      pagesOf(async (onRows) => {
        for (;;) {
          sent += 1;
          await onRows([['z']]);
        }
      }),
      'items',
    );
    await expect(all(failing, [endless])).rejects.toThrow('the line is dead');
    expect(sent).toBeLessThanOrEqual(2);
  });

  test('a sender waits until its page is read', async () => {
    let sent = 0;
    const pages = pagesOf(async (onRows) => {
      for (; sent < 5; sent += 1) await onRows([[String(sent)]]);
    });
    const seen: [string | undefined, number][] = [];
    for await (const [[first] = []] of pages) seen.push([first, sent]);
    expect(seen).toEqual([0, 1, 2, 3, 4].map((at) => [String(at), at]));
  });
});
