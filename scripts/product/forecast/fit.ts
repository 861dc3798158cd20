/**
 * The estimator, from counts to chances (docs/forecast.md, "How it is worked out"):
 * 1. Aalen–Johansen by age, from all deals;
 * 2. what became of the deals that were open on the same day of earlier quarters, by age, drawn to 1 by {@link pull} deals;
 * 3. the two are mixed, and set right, as would have been best a quarter ago: half and half where that is not known yet;
 * 4. stage × age band, and in it the grade, shift the chance by what they differed in earlier quarters, drawn to nothing
 *    by {@link pull} deals.
 */
import { AgeTable, ageAt, chancesEver, chancesWithin, maxAge, type Chances, type Hazards } from './age-table.ts';
import { bandAt, GroupShifts } from './group-shifts.ts';
import { quartersBefore } from './day.ts';
import {
  addCounts,
  noCounts,
  QuarterTable,
  smoothedCounts,
  type Counts,
  type Group,
  type PastDeal,
} from './quarter-table.ts';

/** Deals that what is known more widely is worth (k). */
export const pull = 20;
/** Earlier quarters that are looked at. */
export const quarters = 4;
/** A quarter counts this much of the one after it. */
const fading = 0.5;
/** Deals open a quarter ago from which on it is asked what would have been best then. */
const leastToCheck = 50;
/** Wins and losses each, known on the day, from which on anything is foretold. */
export const leastClosed = 50;

/** A forecast for one deal: chances of being won or lost by the day, and of being won at all. */
export interface Chance {
  readonly won: number;
  readonly lost: number;
  readonly ever: number;
}

/** How a quarter ago would have been foretold. */
export interface Checked {
  /** YYYY-MM-DD numbers as in day.ts. */
  readonly from: number;
  readonly until: number;
  readonly deals: number;
  readonly expected: number;
  readonly won: number;
  /** How far the wins were from what was expected, as a share of it, beyond what chance explains. */
  readonly wrong: number;
}

export interface Fit {
  /** Deals won and lost that were known. */
  readonly known: { readonly won: number; readonly lost: number };
  /** The earlier quarters that were looked at, the latest first, with how many deals were open on their day. */
  readonly seen: readonly { readonly from: number; readonly until: number; readonly deals: number }[];
  /** How much the earlier quarters count beside Aalen–Johansen, 0 to 1. */
  readonly share: number;
  /** What the chances of winning and losing were multiplied by, for what was wrong a quarter ago; 1: nothing known. */
  readonly factors: { readonly won: number; readonly lost: number };
  readonly checked: Checked | null;
  readonly chanceOf: (group: Group, age: number) => Chance;
  /** Of being won by the day, by age alone: plain Aalen–Johansen. */
  readonly plain: Float64Array;
  /** Deals of earlier quarters, each quarter counted whole, that stood in this stage, grade and age band. */
  readonly seenIn: (group: Group, band: number) => number;
}

interface Mixture {
  readonly byAge: Chances;
  readonly byQuarter: Chances | null;
}

/** Collects deals one after another; keeps counts alone. */
export class Study {
  readonly cut: number;
  readonly until: number;
  readonly #now: AgeTable;
  readonly #then: AgeTable;
  /** The same day 1, 2, … quarters earlier; one more than are looked at, for the check of a quarter ago. */
  readonly #past: readonly QuarterTable[];
  #firstClosed = Infinity;

  /** What happened before the day `cut` is known; what happens from it until the end of the day `until` is asked. */
  constructor(cut: number, until: number) {
    this.cut = cut;
    this.until = until;
    this.#now = new AgeTable(cut);
    this.#then = new AgeTable(quartersBefore(cut, 1));
    this.#past = Array.from(
      { length: quarters + 1 },
      (_, at) => new QuarterTable(quartersBefore(cut, at + 1), quartersBefore(until, at + 1)),
    );
  }

  add(deal: PastDeal): void {
    this.#now.add(deal);
    this.#then.add(deal);
    for (const table of this.#past) table.add(deal);
    if (deal.closed !== null && deal.closed < this.#firstClosed) this.#firstClosed = deal.closed;
  }

  fit(): Fit {
    const days = this.until - this.cut + 1;
    const hazards = this.#now.hazards();
    const quartersNow = this.#knownOn(this.cut, this.#past.slice(0, quarters));
    const mixture = mixtureOf(hazards, days, quartersNow);
    const check = this.#check();
    const share = mixture.byQuarter === null ? 0 : (check?.share ?? 0.5);
    const factors = check?.factors ?? { won: 1, lost: 1 };
    const base = corrected(mixed(mixture, share), factors);
    const shifts = new GroupShifts(mixture.byQuarter ?? mixture.byAge, pull);
    quartersNow.forEach((table, at) => {
      for (const group of table.groups()) shifts.add(group, fading ** at);
    });
    const seenIn = shifts.settle();
    const later = chancesEver(hazards).won;
    return {
      known: { won: this.#now.wonCount, lost: this.#now.lostCount },
      seen: quartersNow.map((table) => ({ from: table.from, until: table.until, deals: openIn(table) })),
      share,
      factors,
      checked: check?.checked ?? null,
      plain: mixture.byAge.won,
      seenIn,
      chanceOf: (group, age) => {
        const at = ageAt(age);
        const shift = shifts.of(group, bandAt(at));
        const [won, lost] = together((base.won[at] ?? 0) + shift.won, (base.lost[at] ?? 0) + shift.lost);
        return { won, lost, ever: won + Math.max(0, 1 - won - lost) * (later[ageAt(at + days)] ?? 0) };
      },
    };
  }

  /** Quarters whose end was known on a day, and that begin after the first closing that is known of. */
  #knownOn(cut: number, tables: readonly QuarterTable[]): QuarterTable[] {
    return tables.filter(({ from, until }) => until < cut && from > this.#firstClosed);
  }

  /** The share and the factors that would have been best for the same days a quarter ago; undefined: not known yet. */
  #check(): { share: number; factors: Fit['factors']; checked: Checked } | undefined {
    const [last, ...earlier] = this.#past;
    if (last === undefined || last.until >= this.cut) return undefined;
    const known = this.#knownOn(last.from, earlier);
    const happened = totalOf(last);
    const deals = sum(happened.open);
    if (known.length === 0 || deals < leastToCheck) return undefined;
    const mixture = mixtureOf(this.#then.hazards(), last.until - last.from + 1, known);
    const shares = [0, 0.25, 0.5, 0.75, 1].map((share) => {
      const chances = mixed(mixture, share);
      return { share, chances, error: squaredError(chances.won, happened) };
    });
    const best = shares.reduce((one, other) => (other.error < one.error ? other : one));
    const won = surpriseOf(best.chances.won, happened.open, sum(happened.won));
    const lost = surpriseOf(best.chances.lost, happened.open, sum(happened.lost));
    return {
      share: best.share,
      factors: { won: won.factor, lost: lost.factor },
      checked: {
        from: last.from,
        until: last.until,
        deals,
        expected: won.expected,
        won: sum(happened.won),
        wrong: Math.abs(won.factor - 1),
      },
    };
  }
}

function mixtureOf(hazards: Hazards, days: number, tables: readonly QuarterTable[]): Mixture {
  const byAge = chancesWithin(hazards, days);
  if (tables.length === 0) return { byAge, byQuarter: null };
  const total = noCounts();
  tables.forEach((table, at) => addCounts(total, totalOf(table), fading ** at));
  const near = smoothedCounts(total);
  const drawn = (happened: Float64Array, to: Float64Array): Float64Array =>
    Float64Array.from(happened, (count, age) => (count + pull * (to[age] ?? 0)) / ((near.open[age] ?? 0) + pull));
  return { byAge, byQuarter: { won: drawn(near.won, byAge.won), lost: drawn(near.lost, byAge.lost) } };
}

const totalOf = (table: QuarterTable): Counts => {
  const total = noCounts();
  for (const { counts } of table.groups()) addCounts(total, counts, 1);
  return total;
};

const sum = (counts: Float64Array): number => counts.reduce((total, count) => total + count, 0);
const dot = (chances: Float64Array, counts: Float64Array): number =>
  chances.reduce((total, chance, age) => total + chance * (counts[age] ?? 0), 0);
const openIn = (table: QuarterTable): number => sum(totalOf(table).open);

/**
 * What the chances would have to be multiplied by for what came. Only as far as chance does not explain it
 * (James and Stein): the variance of the count is set against the square of the difference.
 */
function surpriseOf(chances: Float64Array, open: Float64Array, real: number): { expected: number; factor: number } {
  const expected = dot(chances, open);
  const variance = dot(
    chances.map((chance) => chance * (1 - chance)),
    open,
  );
  const difference = real - expected;
  const unexplained = difference === 0 ? 0 : Math.max(0, 1 - variance / difference ** 2);
  return { expected, factor: 1 + (unexplained * difference) / (expected + pull) };
}

/** Sum of the squared errors of chances of winning, over the deals that were open. */
const squaredError = (chances: Float64Array, { open, won }: Counts): number =>
  chances.reduce((total, chance, age) => {
    const [deals, wins] = [open[age] ?? 0, won[age] ?? 0];
    return total + wins * (1 - chance) ** 2 + (deals - wins) * chance ** 2;
  }, 0);

const each = (of: (age: number) => number): Float64Array =>
  Float64Array.from({ length: maxAge + 1 }, (_, age) => of(age));

const mixed = ({ byAge, byQuarter }: Mixture, share: number): Chances => {
  if (byQuarter === null) return byAge;
  const mix = (one: Float64Array, other: Float64Array): Float64Array =>
    each((age) => share * (one[age] ?? 0) + (1 - share) * (other[age] ?? 0));
  return { won: mix(byQuarter.won, byAge.won), lost: mix(byQuarter.lost, byAge.lost) };
};

function corrected({ won, lost }: Chances, factors: Fit['factors']): Chances {
  const pairs = Array.from(won, (chance, age) => together(chance * factors.won, (lost[age] ?? 0) * factors.lost));
  return { won: each((age) => pairs[age]?.[0] ?? 0), lost: each((age) => pairs[age]?.[1] ?? 0) };
}

/** Two chances that are no more than 1 together, in the proportion they have. */
function together(won: number, lost: number): [won: number, lost: number] {
  const [one, other] = [Math.min(1, Math.max(0, won)), Math.min(1, Math.max(0, lost))];
  const both = one + other;
  return both > 1 ? [one / both, other / both] : [one, other];
}
