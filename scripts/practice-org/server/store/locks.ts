/** Rows that somebody else holds: the next so many that are written. */
export class RowLocks {
  #left = 0;

  hold(rows: number): void {
    this.#left += rows;
  }

  /** Whether the row that is about to be written is held; each that is counts once. */
  strikes(): boolean {
    if (this.#left === 0) return false;
    this.#left -= 1;
    return true;
  }
}
