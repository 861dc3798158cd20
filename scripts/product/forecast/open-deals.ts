/** The deals that are open on the day, each as a few numbers: a million of them take 16 MB. */
import type { Group } from './quarter-table.ts';

export interface OpenDeal {
  /** For the reader; empty: not known. */
  readonly stage: string;
  /** What its chances go by. */
  readonly group: Group;
  /** Days. */
  readonly age: number;
  /** In the currency of the forecast; null: none, or no rate. */
  readonly amount: number | null;
  /** What is configured for its stage, 0 to 1; null: not known. */
  readonly configured: number | null;
  /** Won by the end of the day that is asked of; what only a backtest knows. */
  readonly isWon: boolean;
}

const firstRoom = 1024;

type Room = Float64Array | Int32Array;

/** Numbers in a row, in room that doubles. */
class Column<T extends Room> {
  readonly #make: (length: number) => T;
  #values: T;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#values = make(firstRoom);
  }

  set(at: number, value: number): void {
    if (at >= this.#values.length) {
      const more = this.#make(2 * this.#values.length);
      more.set(this.#values);
      this.#values = more;
    }
    this.#values[at] = value;
  }

  get(at: number): number {
    return this.#values[at] ?? NaN;
  }
}

const whole = (): Column<Int32Array> => new Column((length) => new Int32Array(length));

type Place = Pick<OpenDeal, 'stage' | 'group' | 'configured'> & { readonly number: number };

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);

export class OpenDeals implements Iterable<OpenDeal> {
  count = 0;
  readonly #places = new Map<string, Place>();
  readonly #byNumber: Place[] = [];
  readonly #place = whole();
  /** Its age, and below zero, less one, where it was won. */
  readonly #age = whole();
  readonly #amount = new Column((length) => new Float64Array(length));

  add({ stage, group, age, amount, configured, isWon }: OpenDeal): void {
    const key = `${stage}\u0000${group.stage ?? '\u0000'}\u0000${group.grade}\u0000${configured ?? ''}`;
    let place = this.#places.get(key);
    if (place === undefined) {
      place = { stage, group, configured, number: this.#byNumber.length };
      this.#places.set(key, place);
      this.#byNumber.push(place);
    }
    this.#place.set(this.count, place.number);
    this.#age.set(this.count, isWon ? -1 - age : age);
    this.#amount.set(this.count, amount ?? NaN);
    this.count += 1;
  }

  *[Symbol.iterator](): Generator<OpenDeal> {
    for (let at = 0; at < this.count; at += 1) {
      const place = this.#byNumber[this.#place.get(at)];
      if (place === undefined) throw new Error(`open deal ${at} has no place`);
      const { stage, group, configured } = place;
      const age = this.#age.get(at);
      const isWon = age < 0;
      yield { stage, group, configured, age: isWon ? -1 - age : age, amount: orNull(this.#amount.get(at)), isWon };
    }
  }
}
