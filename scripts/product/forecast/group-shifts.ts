/** By how much deals of a stage, and in it of a grade, came out otherwise than their age alone said. */
import { type Chances } from './age-table.ts';
import type { Group, GroupCounts } from './quarter-table.ts';

/** First days of the age bands. */
export const bands = [0, 15, 31, 61, 91, 181, 366] as const;

export const bandAt = (age: number): number => bands.findLastIndex((from) => age >= from);

interface Sum {
  open: number;
  won: number;
  lost: number;
  /** Deals, each quarter counted whole. */
  seen: number;
}

interface Shift {
  readonly won: number;
  readonly lost: number;
}

const none: Shift = { won: 0, lost: 0 };
const plus = (one: Shift, other: Shift): Shift => ({ won: one.won + other.won, lost: one.lost + other.lost });
const noSum = (): Sum => ({ open: 0, won: 0, lost: 0, seen: 0 });

function sumAt<K>(sums: Map<K, Sum>, key: K): Sum {
  const sum = sums.get(key) ?? noSum();
  sums.set(key, sum);
  return sum;
}

const keyOf = (stage: string | null, grade: string, band: number): string => JSON.stringify([stage, grade, band]);
const allGrades = '*';

export class GroupShifts {
  readonly #expected: Chances;
  readonly #pull: number;
  readonly #cells = new Map<string, { readonly group: Group; readonly band: number; readonly sum: Sum }>();
  readonly #stages = new Map<string, Sum>();
  readonly #all = new Map<number, Sum>();
  readonly #shifts = new Map<string, Shift>();

  /** `expected`: the chances by age that the groups are held against; `pull`: deals that no difference is worth. */
  constructor(expected: Chances, pull: number) {
    this.#expected = expected;
    this.#pull = pull;
  }

  /** What became of a group in a quarter that counts as much as `weight` says. */
  add({ stage, grade, counts }: GroupCounts, weight: number): void {
    counts.open.forEach((open, age) => {
      if (open === 0) return;
      const band = bandAt(age);
      const won = (counts.won[age] ?? 0) - open * (this.#expected.won[age] ?? 0);
      const lost = (counts.lost[age] ?? 0) - open * (this.#expected.lost[age] ?? 0);
      const key = keyOf(stage, grade, band);
      const cell = this.#cells.get(key) ?? { group: { stage, grade }, band, sum: noSum() };
      this.#cells.set(key, cell);
      for (const one of [cell.sum, sumAt(this.#stages, keyOf(stage, allGrades, band)), sumAt(this.#all, band)]) {
        one.open += weight * open;
        one.won += weight * won;
        one.lost += weight * lost;
        one.seen += open;
      }
    });
  }

  /** Ends the adding. @returns how many deals of a group were seen in a band. */
  settle(): (group: Group, band: number) => number {
    for (const [key, { group, band, sum }] of this.#cells) {
      // What all stages have in common is the affair of the chances by age.
      const all = this.#shift(sumAt(this.#all, band), none);
      const stageKey = keyOf(group.stage, allGrades, band);
      const ofStage = this.#shift(sumAt(this.#stages, stageKey), all);
      const own = this.#shift(sum, plus(all, ofStage));
      this.#shifts.set(stageKey, ofStage);
      this.#shifts.set(key, plus(ofStage, own));
    }
    return ({ stage, grade }, band) => this.#cells.get(keyOf(stage, grade, band))?.sum.seen ?? 0;
  }

  /** What is added to the chances of a deal. A grade never seen in a stage shifts as the stage does, a stage never seen not at all. */
  of({ stage, grade }: Group, band: number): Shift {
    return this.#shifts.get(keyOf(stage, grade, band)) ?? this.#shifts.get(keyOf(stage, allGrades, band)) ?? none;
  }

  #shift(sum: Sum, already: Shift): Shift {
    const weight = sum.open + this.#pull;
    return { won: (sum.won - sum.open * already.won) / weight, lost: (sum.lost - sum.open * already.lost) / weight };
  }
}
