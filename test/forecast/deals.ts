/** Made-up pasts for forecasts. */
import type { DealSource, SourceDeal } from '../../scripts/product/forecast/forecast.ts';

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const sourceOf = (deals: readonly SourceDeal[]): DealSource => ({
  name: 'made up',
  currency: 'CNY',
  notes: [],
  seesStages: true,
  // eslint-disable-next-line @typescript-eslint/require-await -- A stream like that of an org.
  deals: (async function* () {
    yield* deals;
  })(),
});

export const dealOf = (deal: Partial<SourceDeal>): SourceDeal => ({
  begun: 0,
  closed: null,
  isClosed: (deal.closed ?? null) !== null,
  won: false,
  grade: 'A',
  stage: 'Needs Analysis',
  stageAt: () => 'Needs Analysis',
  amount: 100,
  probability: 0.3,
  ...deal,
});

/** Chances a day of being won and lost, at an age. */
export type Hazard = (age: number) => { readonly won: number; readonly lost: number };

/** A deal that lives by its hazards until the day `last`. */
export function lived(begun: number, last: number, hazard: Hazard, random: () => number): SourceDeal {
  for (let day = begun; day <= last; day += 1) {
    const { won, lost } = hazard(day - begun);
    const drawn = random();
    if (drawn < won + lost) return dealOf({ begun, closed: day, won: drawn < won });
  }
  return dealOf({ begun });
}

/** The true chance of a deal of an age of being won within so many days. */
export function trueChance(age: number, days: number, hazard: Hazard): number {
  let [open, chance] = [1, 0];
  for (let at = age; at < age + days; at += 1) {
    const { won, lost } = hazard(at);
    chance += open * won;
    open *= 1 - won - lost;
  }
  return chance;
}
