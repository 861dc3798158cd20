/** The largest of many, of which few are kept. */

export interface Worth {
  /** Hundredths of a currency; null: not known, which is less than anything. */
  readonly cents: bigint | null;
}

const byWorth = (a: Worth, b: Worth): number => {
  if (a.cents === b.cents) return 0;
  if (a.cents === null || b.cents === null) return a.cents === null ? 1 : -1;
  return a.cents < b.cents ? 1 : -1;
};

export class Largest<T extends Worth> {
  readonly #most: number;
  #kept: T[] = [];

  constructor(most: number) {
    this.#most = most;
  }

  add(one: T): void {
    this.#kept.push(one);
    // Sorted now and then: a page of the largest stays, whatever comes.
    if (this.#kept.length > this.#most * 8) this.#cut();
  }

  /** The largest first; those worth the same in the order in which they came. */
  all(): readonly T[] {
    this.#cut();
    return this.#kept;
  }

  #cut(): void {
    this.#kept = this.#kept.sort(byWorth).slice(0, this.#most);
  }
}
