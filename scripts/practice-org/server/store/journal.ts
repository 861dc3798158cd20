/** What has to be undone, newest last. A savepoint is a length; rolling back runs everything above it backwards. */
export class Journal {
  readonly #undo: (() => void)[] = [];

  get savepoint(): number {
    return this.#undo.length;
  }

  add(undo: () => void): void {
    this.#undo.push(undo);
  }

  rollBackTo(savepoint: number): void {
    while (this.#undo.length > savepoint) this.#undo.pop()?.();
  }

  clear(): void {
    this.#undo.length = 0;
  }
}
