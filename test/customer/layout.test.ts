import fc from 'fast-check';
import { expect, test } from 'vitest';
import { circlesIn, mapLayout, type Person } from '../../scripts/product/customer/index.ts';

const person = (at: number, boss: number): Person => ({
  contact: `c${at}`,
  name: `Person ${at}`,
  reportsTo: boss < 0 ? null : `c${boss}`,
  answers: [null, null, null],
  influence: null,
  approves: false,
  left: false,
});

/** Whoever reports to whom, to oneself, in circles and to people who are not on the map included. */
const people = fc
  .array(fc.integer({ min: -1, max: 45 }), { maxLength: 40 })
  .map((bosses) => bosses.map((boss, at) => person(at, boss)));

test('nobody stands on anybody, and whoever reports to somebody stands one row below', () => {
  fc.assert(
    fc.property(people, (all) => {
      const { nodes, edges, width, rows } = mapLayout(all);
      expect(nodes.map((node) => node.person)).toEqual(all);
      for (const node of nodes) {
        expect(node.x).toBeGreaterThanOrEqual(0);
        expect(node.x).toBeLessThanOrEqual(Math.max(0, width - 1));
        expect(node.row).toBeLessThan(rows);
      }
      for (const [at, one] of nodes.entries())
        for (const other of nodes.slice(at + 1))
          expect(one.row !== other.row || Math.abs(one.x - other.x) >= 1).toBe(true);
      for (const { from, to } of edges) {
        expect(nodes[to]?.row).toBe((nodes[from]?.row ?? 0) + 1);
        expect(all[to]?.reportsTo).toBe(all[from]?.contact);
      }
    }),
    { numRuns: 500 },
  );
});

test('a line is missing only above one person of each circle, and for bosses who are not on the map', () => {
  fc.assert(
    fc.property(people, (all) => {
      const known = new Set(all.map(({ contact }) => contact));
      const reporting = all.filter(({ contact, reportsTo }) => reportsTo !== contact && known.has(reportsTo ?? ''));
      expect(mapLayout(all).edges).toHaveLength(reporting.length - circlesIn(all).length);
    }),
    { numRuns: 500 },
  );
});

test('circles are named with everybody in them and nobody else', () => {
  fc.assert(
    fc.property(people, (all) => {
      const bosses = new Map(all.map(({ contact, reportsTo }) => [contact, reportsTo]));
      // By going up from everybody, as far as there are people: who comes by again is in a circle.
      const comesBack = all.filter(({ contact }) => {
        let at = bosses.get(contact) ?? null;
        for (let steps = 0; at !== null && at !== contact && steps < all.length; steps += 1)
          at = bosses.get(at) ?? null;
        return at === contact && bosses.get(contact) !== contact;
      });
      const named = circlesIn(all).flat();
      expect(named.toSorted((a, b) => a - b)).toEqual(comesBack.map((one) => all.indexOf(one)));
    }),
    { numRuns: 500 },
  );
});
