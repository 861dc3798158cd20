import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AgeTable, chancesEver, chancesWithin, maxAge, type Life } from '../../scripts/product/forecast/age-table.ts';

const cut = 1_000;

const tableOf = (lives: readonly Life[]): AgeTable => {
  const table = new AgeTable(cut);
  for (const life of lives) table.add(life);
  return table;
};

const life = (age: number, end: 'won' | 'lost' | 'open'): Life =>
  end === 'open'
    ? { begun: cut - age, closed: null, won: false }
    : { begun: cut - 500, closed: cut - 500 + age, won: end === 'won' };

test('Aalen–Johansen agrees with a table worked by hand', () => {
  // Age:      1     1      2      3     3      4      5
  const ends = ['won', 'open', 'lost', 'won', 'lost', 'open', 'won'] as const;
  const ages = [1, 1, 2, 3, 3, 4, 5];
  const hazards = tableOf(ends.map((end, at) => life(ages[at] ?? 0, end))).hazards();
  // A deal that is open at age 1 was watched on the day of age 0 alone: 6 are at risk at 1, 5 at 2, 4 at 3, 1 at 5.
  expect([1, 2, 3, 4, 5].map((age) => hazards.won[age])).toEqual([1 / 6, 0, 1 / 4, 0, 1]);
  expect([1, 2, 3, 4, 5].map((age) => hazards.lost[age])).toEqual([0, 1 / 5, 1 / 4, 0, 0]);
  const { won, lost } = chancesWithin(hazards, 4);
  // From age 0, four days: open after 1 is 5/6, after 2 is 2/3; won 1/6 + 2/3 × 1/4, lost 5/6 × 1/5 + 2/3 × 1/4.
  expect(won[0]).toBeCloseTo(1 / 6 + 1 / 6, 12);
  expect(lost[0]).toBeCloseTo(1 / 6 + 1 / 6, 12);
  // From age 2: open after 2 is 4/5, after 3 is 2/5, and then all are won at 5.
  expect(won[2]).toBeCloseTo(1 / 5 + 2 / 5, 12);
  expect(chancesEver(hazards).won[0]).toBeCloseTo(1 / 3 + 1 / 3, 12);
  expect([won[6], lost[6]]).toEqual([0, 0]);
});

const lives = fc.array(
  fc.record({
    begun: fc.integer({ min: cut - 40, max: cut + 3 }),
    closed: fc.option(fc.integer({ min: cut - 45, max: cut + 5 })),
    won: fc.boolean(),
  }),
  { maxLength: 40 },
);

/** Straight from the definition, deal by deal and day by day. */
function plainChances(known: readonly Life[], age: number, days: number): { won: number; lost: number } {
  const watched = known
    .filter(({ begun }) => begun < cut)
    .map(({ begun, closed, won }) =>
      closed !== null && closed < cut
        ? { end: Math.max(0, closed - begun), what: won ? 'won' : 'lost' }
        : { end: cut - begun - 1, what: 'open' },
    );
  let [open, won, lost] = [1, 0, 0];
  for (let at = age; at < age + days; at += 1) {
    const risk = watched.filter(({ end }) => end >= at).length;
    if (risk === 0) continue;
    const ended = (what: string): number => watched.filter((one) => one.end === at && one.what === what).length / risk;
    const [toWin, toLose] = [ended('won'), ended('lost')];
    won += open * toWin;
    lost += open * toLose;
    open *= 1 - toWin - toLose;
  }
  return { won, lost };
}

test('chances by counts equal those worked out deal by deal, in any order of the deals', () => {
  fc.assert(
    fc.property(lives, fc.integer({ min: 0, max: 45 }), fc.integer({ min: 1, max: 60 }), (known, age, days) => {
      const { won, lost } = chancesWithin(tableOf(known).hazards(), days);
      const plain = plainChances(known, age, days);
      expect(won[age]).toBeCloseTo(plain.won, 10);
      expect(lost[age]).toBeCloseTo(plain.lost, 10);
      expect(chancesWithin(tableOf(known.toReversed()).hazards(), days)).toEqual({ won, lost });
    }),
  );
});

test('chances lie in 0 to 1, won and lost are at most 1 together, and neither falls as the day moves on', () => {
  fc.assert(
    fc.property(lives, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 }), (known, days, more) => {
      const hazards = tableOf(known).hazards();
      const [now, later, ever] = [
        chancesWithin(hazards, days),
        chancesWithin(hazards, days + more),
        chancesEver(hazards),
      ];
      for (let age = 0; age < 60; age += 1) {
        const [won, lost] = [now.won[age] ?? NaN, now.lost[age] ?? NaN];
        expect(won >= 0 && lost >= 0 && won + lost <= 1 + 1e-12).toBe(true);
        expect(
          (later.won[age] ?? NaN) >= won - 1e-12 && (ever.won[age] ?? NaN) >= (later.won[age] ?? NaN) - 1e-12,
        ).toBe(true);
        expect((later.lost[age] ?? NaN) >= lost - 1e-12).toBe(true);
      }
    }),
  );
});

test('nothing is foretold of a deal that is older than the table', () => {
  const old: Life = { begun: cut - maxAge - 500, closed: cut - 3, won: true };
  const { won } = chancesWithin(tableOf([old, { ...old, closed: cut - maxAge }]).hazards(), 90);
  expect([won[maxAge], won[500]]).toEqual([0, 1 / 2]);
});
