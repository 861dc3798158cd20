import type { Journal } from './journal.ts';
import { IdSequence } from './ids.ts';
import type { Row, Value } from './row.ts';

/** The rows of one parent, by the slot of the lookup that points at it. */
class ChildIndex {
  readonly #rows = new Map<string, Set<Row>>();

  add(parent: Value, row: Row): void {
    if (typeof parent !== 'string') return;
    const rows = this.#rows.get(parent);
    if (rows === undefined) this.#rows.set(parent, new Set([row]));
    else rows.add(row);
  }

  remove(parent: Value, row: Row): void {
    if (typeof parent !== 'string') return;
    const rows = this.#rows.get(parent);
    rows?.delete(row);
    if (rows?.size === 0) this.#rows.delete(parent);
  }

  of(parent: string): ReadonlySet<Row> | undefined {
    return this.#rows.get(parent);
  }
}

/** A field whose values find rows: unique ones refuse a second, external ids only find. */
export interface KeyedSlot {
  readonly slot: number;
  readonly caseSensitive: boolean;
}

const keyOf = (value: Value, caseSensitive: boolean): string =>
  caseSensitive ? String(value) : String(value).toLowerCase();

class KeyIndex {
  readonly caseSensitive: boolean;
  readonly #rows = new Map<string, Row[]>();

  constructor(caseSensitive: boolean) {
    this.caseSensitive = caseSensitive;
  }

  add(value: Value, row: Row): void {
    if (value === null) return;
    const key = keyOf(value, this.caseSensitive);
    const rows = this.#rows.get(key);
    if (rows === undefined) this.#rows.set(key, [row]);
    else rows.push(row);
  }

  remove(value: Value, row: Row): void {
    if (value === null) return;
    const key = keyOf(value, this.caseSensitive);
    const rows = this.#rows.get(key);
    if (rows === undefined) return;
    if (rows.length === 1) this.#rows.delete(key);
    else rows.splice(rows.indexOf(row), 1);
  }

  of(value: Value): readonly Row[] {
    return value === null ? [] : (this.#rows.get(keyOf(value, this.caseSensitive)) ?? []);
  }
}

/** Place of the first row whose id passes, of rows in whose order those that pass come last. */
function firstAt(rows: readonly Row[], passes: (id: string) => boolean): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (passes(rows[middle]?.id ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** All rows of one object and what finds them. Every change can be undone through the journal it is given. */
export class Table {
  readonly #live = new Map<string, Row>();
  readonly #bin = new Map<string, Row>();
  #ids: IdSequence;
  /** The last number of each auto-number field, by the field's name. */
  #numbers = new Map<string, number>();
  readonly #children = new Map<number, ChildIndex>();
  readonly #keys = new Map<number, KeyIndex>();
  /** The live rows in the order of ids, made when a stretch of them is asked for; undefined: to be made anew. */
  #ordered: Row[] | undefined;

  constructor(prefix: string, lookups: readonly number[], keyed: readonly KeyedSlot[]) {
    this.#ids = new IdSequence(prefix);
    for (const slot of lookups) this.#children.set(slot, new ChildIndex());
    for (const { slot, caseSensitive } of keyed) this.#keys.set(slot, new KeyIndex(caseSensitive));
  }

  get size(): number {
    return this.#live.size;
  }

  nextId(): string {
    return this.#ids.take();
  }

  nextNumber(field: string): number {
    const number = (this.#numbers.get(field) ?? 0) + 1;
    this.#numbers.set(field, number);
    return number;
  }

  /** Goes on where another table of the same object stopped: no id and no number comes twice. */
  succeed(before: Table): void {
    this.#ids = before.#ids;
    this.#numbers = before.#numbers;
  }

  /** Puts a row in the recycle bin that was in another table's. */
  insertDeleted(row: Row): void {
    this.#bin.set(row.id, row);
    row.deleted = true;
  }

  get(id: string): Row | undefined {
    return this.#live.get(id);
  }

  /** A row in the recycle bin. */
  getDeleted(id: string): Row | undefined {
    return this.#bin.get(id);
  }

  rows(): IterableIterator<Row> {
    return this.#live.values();
  }

  deletedRows(): IterableIterator<Row> {
    return this.#bin.values();
  }

  /** Live rows whose lookup in `slot` points at `parent`. */
  children(slot: number, parent: string): Iterable<Row> {
    return this.#children.get(slot)?.of(parent) ?? [];
  }

  /** Live rows whose ids lie between two, both included, in the order of ids; undefined: from the first, to the last. */
  between(from: string | undefined, to: string | undefined): Row[] {
    this.#ordered ??= [...this.#live.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const rows = this.#ordered;
    const start = from === undefined ? 0 : firstAt(rows, (id) => id >= from);
    const end = to === undefined ? rows.length : firstAt(rows, (id) => id > to);
    return rows.slice(start, end);
  }

  hasKey(slot: number): boolean {
    return this.#keys.has(slot);
  }

  hasLookup(slot: number): boolean {
    return this.#children.has(slot);
  }

  /** Live rows with that value in a unique or external id field. */
  byKey(slot: number, value: Value): readonly Row[] {
    return this.#keys.get(slot)?.of(value) ?? [];
  }

  insert(row: Row, journal: Journal): void {
    this.#live.set(row.id, row);
    this.#index(row);
    // Ids rise, so a new row mostly comes last.
    if (this.#ordered !== undefined && (this.#ordered.at(-1)?.id ?? '') < row.id) this.#ordered.push(row);
    else this.#ordered = undefined;
    journal.add(() => {
      this.#unindex(row);
      this.#live.delete(row.id);
      this.#ordered = undefined;
    });
  }

  update(row: Row, values: readonly Value[], journal: Journal): void {
    const before = row.values;
    this.#replace(row, values);
    journal.add(() => this.#replace(row, before));
  }

  remove(row: Row, journal: Journal): void {
    this.#toBin(row);
    journal.add(() => this.#fromBin(row));
  }

  restore(row: Row, journal: Journal): void {
    this.#fromBin(row);
    journal.add(() => this.#toBin(row));
  }

  #toBin(row: Row): void {
    this.#unindex(row);
    this.#live.delete(row.id);
    this.#ordered = undefined;
    this.#bin.set(row.id, row);
    row.deleted = true;
  }

  #fromBin(row: Row): void {
    this.#bin.delete(row.id);
    this.#live.set(row.id, row);
    this.#ordered = undefined;
    this.#index(row);
    row.deleted = false;
  }

  #replace(row: Row, values: readonly Value[]): void {
    const before = row.values;
    for (const [slot, index] of this.#children) {
      const [old, now] = [before[slot] ?? null, values[slot] ?? null];
      if (old === now) continue;
      index.remove(old, row);
      index.add(now, row);
    }
    for (const [slot, index] of this.#keys) {
      const [old, now] = [before[slot] ?? null, values[slot] ?? null];
      if (old === now) continue;
      index.remove(old, row);
      index.add(now, row);
    }
    row.values = values;
    row.computed = null;
  }

  #index(row: Row): void {
    for (const [slot, index] of this.#children) index.add(row.values[slot] ?? null, row);
    for (const [slot, index] of this.#keys) index.add(row.values[slot] ?? null, row);
  }

  #unindex(row: Row): void {
    for (const [slot, index] of this.#children) index.remove(row.values[slot] ?? null, row);
    for (const [slot, index] of this.#keys) index.remove(row.values[slot] ?? null, row);
  }
}
