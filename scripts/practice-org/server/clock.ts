/**
 * The org's clock. Every date that the org writes or works out comes from it. It runs with the machine's, or it is set
 * to a moment at which it stands still, so that a start-up can play what happened since; once `run` it cannot be set
 * any more. It is reached in process alone: nothing on the wire names it.
 */
export class OrgClock {
  readonly #machine: () => number;
  /** Milliseconds at which it stands; undefined while it runs. */
  #standing: number | undefined;
  /** Milliseconds by which it is ahead of the machine's while it runs; negative when behind. */
  #ahead = 0;

  /** `machine` tells milliseconds since 1970; `startsAt` makes it stand there until it is set or run. */
  constructor(machine: () => number, startsAt?: Date) {
    this.#machine = machine;
    this.#standing = startsAt?.getTime();
  }

  /** Milliseconds since 1970. */
  readonly time = (): number => this.#standing ?? this.#machine() + this.#ahead;

  readonly now = (): Date => new Date(this.time());

  /**
   * Moves a standing clock forward, where it goes on standing.
   * @throws RangeError for a moment before the one it stands at: nothing may be written before what was written.
   * @throws Error when it runs already.
   */
  set(moment: Date): void {
    if (this.#standing === undefined) throw new Error('the clock runs, and cannot be set any more');
    const time = moment.getTime();
    if (!(time >= this.#standing)) {
      const asked = Number.isNaN(time) ? 'no moment' : moment.toISOString();
      throw new RangeError(`the clock stands at ${this.now().toISOString()}, and cannot be set back to ${asked}`);
    }
    this.#standing = time;
  }

  /** Lets it run at the machine's pace, from where it stands; does nothing when it runs already. */
  run(): void {
    if (this.#standing === undefined) return;
    this.#ahead = this.#standing - this.#machine();
    this.#standing = undefined;
  }
}
