/**
 * Competing risks by age: winning and losing are what can happen to a deal, and one that is still open is censored at
 * the age it has. What is kept is a count for each day of age, never a deal.
 */

/** Days of age that are told apart: ten years. What is older counts as this old, and nothing is foretold of it. */
export const maxAge = 3650;

/** A place in a table, from the days between taking up and something else; what ended before it began has age 0. */
export const ageAt = (days: number): number => Math.max(0, Math.min(maxAge, days));

/** What a deal of the past tells. Days are those of day.ts. */
export interface Life {
  readonly begun: number;
  /** The day it was won or lost; null: it is open. */
  readonly closed: number | null;
  readonly won: boolean;
}

/** The chances of a deal on each day of age: of being won or lost on that day, given that it is open. */
export interface Hazards {
  readonly won: Float64Array;
  readonly lost: Float64Array;
}

/** Chances of a deal by its age, each from 0 to 1; won and lost are no more than 1 together. */
export interface Chances {
  readonly won: Float64Array;
  readonly lost: Float64Array;
}

/** Counts of what became of deals, by age, as was known on the morning of a day. */
export class AgeTable {
  readonly #cut: number;
  readonly #won = new Float64Array(maxAge + 1);
  readonly #lost = new Float64Array(maxAge + 1);
  readonly #open = new Float64Array(maxAge + 1);
  wonCount = 0;
  lostCount = 0;

  /** `cut`: only what happened before this day is known. */
  constructor(cut: number) {
    this.#cut = cut;
  }

  add({ begun, closed, won }: Life): void {
    if (begun >= this.#cut) return;
    const isClosed = closed !== null && closed < this.#cut;
    const age = ageAt((isClosed ? closed : this.#cut) - begun);
    const counts = isClosed ? (won ? this.#won : this.#lost) : this.#open;
    counts[age] = (counts[age] ?? 0) + 1;
    if (!isClosed) return;
    if (won) this.wonCount += 1;
    else this.lostCount += 1;
  }

  /** Events of a day of age over the deals that were open on it (Nelson–Aalen); 0 where none was. */
  hazards(): Hazards {
    const won = new Float64Array(maxAge + 1);
    const lost = new Float64Array(maxAge + 1);
    let atRisk = 0;
    for (let age = maxAge; age >= 0; age -= 1) {
      const [wins, losses] = [this.#won[age] ?? 0, this.#lost[age] ?? 0];
      // A deal that is open at this age has not been watched on this day of age yet.
      atRisk += wins + losses;
      if (atRisk > 0 && age < maxAge) {
        won[age] = wins / atRisk;
        lost[age] = losses / atRisk;
      }
      atRisk += this.#open[age] ?? 0;
    }
    return { won, lost };
  }
}

/**
 * Aalen–Johansen, conditional on age: the chances of a deal that is open on the morning of that age of being won, and of
 * being lost, within so many days, that day included. They never fall as `days` grows.
 */
export function chancesWithin({ won, lost }: Hazards, days: number): Chances {
  const chances = { won: new Float64Array(maxAge + 1), lost: new Float64Array(maxAge + 1) };
  for (let from = 0; from <= maxAge; from += 1) {
    let open = 1;
    let [wins, losses] = [0, 0];
    const end = Math.min(maxAge + 1, from + days);
    for (let age = from; age < end && open > 0; age += 1) {
      const [toWin, toLose] = [won[age] ?? 0, lost[age] ?? 0];
      wins += open * toWin;
      losses += open * toLose;
      open *= Math.max(0, 1 - toWin - toLose);
    }
    chances.won[from] = Math.min(1, wins);
    chances.lost[from] = Math.min(1 - (chances.won[from] ?? 0), losses);
  }
  return chances;
}

/** The same without an end: within the ages at which a deal was ever seen to close. */
export const chancesEver = ({ won, lost }: Hazards): Chances => {
  const chances = { won: new Float64Array(maxAge + 1), lost: new Float64Array(maxAge + 1) };
  let [wins, losses] = [0, 0];
  for (let age = maxAge; age >= 0; age -= 1) {
    const [toWin, toLose] = [won[age] ?? 0, lost[age] ?? 0];
    const open = Math.max(0, 1 - toWin - toLose);
    wins = Math.min(1, toWin + open * wins);
    losses = Math.min(1 - wins, toLose + open * losses);
    chances.won[age] = wins;
    chances.lost[age] = losses;
  }
  return chances;
};
