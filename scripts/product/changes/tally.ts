/** Counts and money of changes; memory grows with owners or stages, not with deals. */
import { changeKinds, type ChangeKind } from './change.ts';

/** Deals and what they are worth together, in hundredths of the corporate currency. */
export interface Sum {
  readonly deals: number;
  readonly cents: bigint;
}

export interface KindSum extends Sum {
  readonly kind: ChangeKind;
}

/** The sums of one owner or stage, every kind that occurs. */
export interface GroupSums {
  readonly name: string;
  readonly kinds: readonly KindSum[];
}

/** A change and what it is worth: a change of the amount itself, else the deal; null: no amount, or no rate. */
interface Counted {
  readonly kind: ChangeKind;
  readonly cents: bigint | null;
}

export class Tally {
  readonly #sums = new Map<ChangeKind, { deals: number; cents: bigint }>();
  readonly #groups = new Map<string, Tally>();

  /** The changes of one deal; `group`: its owner or stage, where sums of each are wanted. */
  add(changes: readonly Counted[], group?: string): void {
    for (const { kind, cents } of changes) {
      const sum = this.#sums.get(kind) ?? { deals: 0, cents: 0n };
      sum.deals += 1;
      sum.cents += cents ?? 0n;
      this.#sums.set(kind, sum);
    }
    if (group === undefined || changes.length === 0) return;
    const own = this.#groups.get(group) ?? new Tally();
    own.add(changes);
    this.#groups.set(group, own);
  }

  /** Every kind, zero included. */
  kinds(): KindSum[] {
    return changeKinds.map((kind) => ({ kind, ...(this.#sums.get(kind) ?? { deals: 0, cents: 0n }) }));
  }

  /** In the order of their names. */
  groups(): GroupSums[] {
    return [...this.#groups]
      .map(([name, tally]) => ({ name, kinds: tally.kinds().filter(({ deals }) => deals > 0) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }
}
