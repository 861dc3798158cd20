/** What lives in the heap of a process while rows go through it, looked at some ten times with the garbage collected. */
export class LiveHeap {
  /** The most that lived, in bytes. */
  bytes = 0;
  /** Milliseconds that looking has taken, to be taken off the time of the work. */
  looking = 0;
  readonly #rows: number;
  #lookedAt = 0;

  /** `rows`: how many go through. */
  constructor(rows: number) {
    this.#rows = rows;
  }

  look(done: number): void {
    if (done - this.#lookedAt < this.#rows / 10) return;
    this.#lookedAt = done;
    const begun = performance.now();
    globalThis.gc?.();
    this.bytes = Math.max(this.bytes, process.memoryUsage().heapUsed);
    this.looking += performance.now() - begun;
  }
}
