/** What came of each row of a run, a byte a row. */

/**
 * written: the org took it · found: it stood there already when an interrupted run was taken up · refused: the org
 * refused it · changed: somebody else had changed it since, so it was left alone.
 */
export type RowState = 'written' | 'found' | 'refused' | 'changed';

export interface RunCounts {
  readonly rows: number;
  readonly written: number;
  readonly found: number;
  readonly refused: number;
  readonly changed: number;
  /** Nobody knows yet: the run was interrupted before the org's answer. */
  readonly unknown: number;
}

const states = ['written', 'found', 'refused', 'changed'] as const satisfies readonly RowState[];

export class RowStates {
  /** By place; 0: nobody knows. */
  #codes = new Uint8Array(1_024);

  set(n: number, state: RowState): void {
    if (n >= this.#codes.length) {
      const longer = new Uint8Array(Math.max(n + 1, this.#codes.length * 2));
      longer.set(this.#codes);
      this.#codes = longer;
    }
    this.#codes[n] = states.indexOf(state) + 1;
  }

  /** Undefined: nobody knows, the run was interrupted before the org's answer. */
  get(n: number): RowState | undefined {
    return states[(this.#codes[n] ?? 0) - 1];
  }

  /** Whether the org holds what the run wrote there. */
  isTaken(n: number): boolean {
    const state = this.get(n);
    return state === 'written' || state === 'found';
  }

  /** Every one of the first `rows` rows in exactly one count. */
  counts(rows: number): RunCounts {
    const counts = { rows, written: 0, found: 0, refused: 0, changed: 0, unknown: 0 };
    for (let n = 0; n < rows; n += 1) counts[this.get(n) ?? 'unknown'] += 1;
    return counts;
  }
}
