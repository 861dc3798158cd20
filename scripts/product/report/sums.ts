/** Deals and what they are worth together, in hundredths of the corporate currency. */
export interface Sum {
  readonly deals: number;
  readonly cents: bigint;
}

export const noSum: Sum = { deals: 0, cents: 0n };

/** Sums by a key; memory grows with keys, not with deals. */
export class Sums<K> {
  readonly #sums = new Map<K, { deals: number; cents: bigint }>();

  add(key: K, cents: bigint | null): void {
    const sum = this.#sums.get(key);
    if (sum === undefined) this.#sums.set(key, { deals: 1, cents: cents ?? 0n });
    else {
      sum.deals += 1;
      sum.cents += cents ?? 0n;
    }
  }

  of(key: K): Sum {
    return this.#sums.get(key) ?? noSum;
  }

  keys(): K[] {
    return [...this.#sums.keys()];
  }

  /** The largest amount first, then the most deals, else in the order in which they came. */
  sorted(): (Sum & { readonly key: K })[] {
    return [...this.#sums]
      .map(([key, sum]) => ({ key, ...sum }))
      .sort((a, b) => (a.cents === b.cents ? b.deals - a.deals : a.cents < b.cents ? 1 : -1));
  }

  total(): Sum {
    return [...this.#sums.values()].reduce<Sum>(
      (all, one) => ({ deals: all.deals + one.deals, cents: all.cents + one.cents }),
      noSum,
    );
  }
}
