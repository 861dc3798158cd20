/**
 * Merge join of streams that are sorted by the same key: every row of the first, with the rows of the others that have
 * its key. Memory holds a page of each stream and the rows of one key.
 */
import { OrgError } from './error.ts';
import type { Pages } from './pages.ts';
import { keepHeapSmall } from './small-heap.ts';

type Row = readonly string[];

/** A stream and the column of its key: an id of 15 or 18 characters, sorted as Salesforce does, by the code of letters. */
export interface Sorted {
  readonly pages: Pages;
  readonly key: number;
  /** What the rows are, for the reader of an error. */
  readonly what: string;
}

const keyLength = 15;

class Cursor {
  readonly #pages: AsyncIterator<readonly Row[]>;
  readonly #source: Sorted;
  #page: readonly Row[] = [];
  #at = 0;
  /** Null: the stream has ended. */
  key: string | null = '';

  constructor(source: Sorted) {
    this.#source = source;
    this.#pages = source.pages[Symbol.asyncIterator]();
  }

  get row(): Row {
    return this.#page[this.#at] ?? [];
  }

  /** Goes one row on; true: a page has to be read first. */
  step(): boolean {
    this.#at += 1;
    return this.#at >= this.#page.length ? true : this.#look();
  }

  async readOn(): Promise<void> {
    keepHeapSmall();
    do {
      const next = await this.#pages.next();
      if (next.done === true) {
        this.key = null;
        return;
      }
      this.#page = next.value;
      this.#at = 0;
    } while (this.#page.length === 0);
    this.#look();
  }

  async close(): Promise<void> {
    await this.#pages.return?.();
  }

  #look(): false {
    const key = (this.row[this.#source.key] ?? '').slice(0, keyLength);
    if (this.key !== null && key < this.key)
      throw new OrgError('RowsOutOfOrder', {
        message: `The org gave ${this.#source.what} out of order: ${key} after ${this.key}.`,
        actions: ['Run the command again with the other --api.'],
      });
    this.key = key;
    return false;
  }
}

/** A row of the first stream and, for each of the other streams, its rows. */
export interface Joined {
  readonly row: Row;
  readonly others: readonly (readonly Row[])[];
}

/**
 * Rows of the others without one in the first are passed over.
 * @throws {OrgError} RowsOutOfOrder, and whatever a stream throws.
 */
export async function* mergeJoin(first: Sorted, others: readonly Sorted[]): AsyncGenerator<Joined> {
  const left = new Cursor(first);
  const rights = others.map((other) => new Cursor(other));
  try {
    await Promise.all([left, ...rights].map((cursor) => cursor.readOn()));
    while (left.key !== null) {
      const found: (readonly Row[])[] = [];
      for (const right of rights) {
        const rows: Row[] = [];
        while (right.key !== null && right.key <= left.key) {
          if (right.key === left.key) rows.push(right.row);
          if (right.step()) await right.readOn();
        }
        found.push(rows);
      }
      yield { row: left.row, others: found };
      if (left.step()) await left.readOn();
    }
  } finally {
    await Promise.all([left, ...rights].map((cursor) => cursor.close()));
  }
}
