/**
 * What became of the deals that were open on one day of the past until another, by stage, grade and age on that day: the
 * same days an earlier quarter. Wins come in the rhythm of quarters, which hazards by age alone do not have.
 */
import { ageAt, maxAge, type Life } from './age-table.ts';

/** A deal of the past, and where it stood. */
export interface PastDeal extends Life {
  readonly grade: string;
  /** StageName on the morning of a day; null: not known. */
  readonly stageAt: (day: number) => string | null;
}

/** Counts by age. */
export interface Counts {
  readonly open: Float64Array;
  readonly won: Float64Array;
  readonly lost: Float64Array;
}

export const noCounts = (): Counts => ({
  open: new Float64Array(maxAge + 1),
  won: new Float64Array(maxAge + 1),
  lost: new Float64Array(maxAge + 1),
});

/** A stage and a grade, where they are known. */
export interface Group {
  readonly stage: string | null;
  readonly grade: string;
}

export interface GroupCounts extends Group {
  readonly counts: Counts;
}

export class QuarterTable {
  readonly from: number;
  readonly until: number;
  readonly #groups = new Map<string | null, Map<string, Counts>>();

  /** Deals open on the morning of `from`, and what became of them to the end of the day `until`. */
  constructor(from: number, until: number) {
    this.from = from;
    this.until = until;
  }

  add(deal: PastDeal): void {
    const { begun, closed, won } = deal;
    if (begun >= this.from || (closed !== null && closed < this.from)) return;
    const counts = this.#countsOf(deal.stageAt(this.from), deal.grade);
    const age = ageAt(this.from - begun);
    counts.open[age] = (counts.open[age] ?? 0) + 1;
    if (closed === null || closed > this.until) return;
    const ended = won ? counts.won : counts.lost;
    ended[age] = (ended[age] ?? 0) + 1;
  }

  *groups(): Generator<GroupCounts> {
    for (const [stage, grades] of this.#groups) for (const [grade, counts] of grades) yield { stage, grade, counts };
  }

  #countsOf(stage: string | null, grade: string): Counts {
    const grades = this.#groups.get(stage) ?? new Map<string, Counts>();
    this.#groups.set(stage, grades);
    const counts = grades.get(grade) ?? noCounts();
    grades.set(grade, counts);
    return counts;
  }
}

/** Adds counts to a sum, each counting as much as `weight` says. */
export function addCounts(sum: Counts, { open, won, lost }: Counts, weight: number): void {
  for (let age = 0; age <= maxAge; age += 1) {
    sum.open[age] = (sum.open[age] ?? 0) + weight * (open[age] ?? 0);
    sum.won[age] = (sum.won[age] ?? 0) + weight * (won[age] ?? 0);
    sum.lost[age] = (sum.lost[age] ?? 0) + weight * (lost[age] ?? 0);
  }
}

/** Days of age within which deals speak for each other: the standard deviation of a bell curve. */
const spread = 7;
const reach = 4 * spread;
const bell = Float64Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-0.5 * ((at - reach) / spread) ** 2));

const smoothed = (counts: Float64Array): Float64Array => {
  const sums = new Float64Array(maxAge + 1);
  for (let age = 0; age <= maxAge; age += 1) {
    const count = counts[age] ?? 0;
    if (count === 0) continue;
    for (let at = Math.max(0, age - reach); at <= Math.min(maxAge, age + reach); at += 1)
      sums[at] = (sums[at] ?? 0) + count * (bell[at - age + reach] ?? 0);
  }
  return sums;
};

/** Counts in which deals of nearly the same age count with each other. */
export const smoothedCounts = ({ open, won, lost }: Counts): Counts => ({
  open: smoothed(open),
  won: smoothed(won),
  lost: smoothed(lost),
});
