/** Lines that are sorted on the disk, so that memory holds some megabytes of them, however many they are. */
import { closeSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TextWriter } from '../csv/index.ts';

/** Letters of a stretch that is sorted in memory, unless somebody says otherwise. */
const mostLetters = 2_000_000;
/** Bytes of all stretches that are held while they are read side by side. */
const mostHeld = 4_000_000;

const linesAtOnce = 500;

interface Sorted {
  readonly from: number;
  readonly to: number;
  /** Among the stretches. */
  readonly place: number;
}

/** Lines by a key, both without a tab or a line end. They come back by their keys, by the code of letters; of one key in their order. */
export class SortedSpool {
  readonly #most: number;
  readonly #folder: string;
  readonly #file: number;
  readonly #writer = new TextWriter();
  readonly #sorted: Sorted[] = [];
  #lines: string[] = [];
  #letters = 0;
  #written = 0;
  #last = '';
  #isInOrder = true;
  /** Lines in all. */
  count = 0;

  constructor(most = mostLetters) {
    this.#most = most;
    this.#folder = mkdtempSync(join(tmpdir(), 'tas-sort-'));
    this.#file = openSync(join(this.#folder, 'lines'), 'w+', 0o600);
    // A file without a name goes with its process, however that ends. Windows does not know that.
    if (process.platform !== 'win32') rmSync(this.#folder, { recursive: true, force: true });
  }

  add(key: string, text: string): void {
    const line = `${key}\t${text}`;
    this.#lines.push(line);
    this.#letters += line.length;
    this.count += 1;
    if (key < this.#last) this.#isInOrder = false;
    this.#last = key;
    if (this.#letters >= this.#most) this.#flush();
  }

  /** May be called again, once all lines are there. */
  *read(): Generator<readonly [key: string, text: string]> {
    this.#flush();
    const held = Math.max(16_384, Math.min(131_072, Math.floor(mostHeld / Math.max(1, this.#sorted.length))));
    const cursors = this.#isInOrder
      ? [new Cursor(this.#file, { from: 0, to: this.#written, place: 0 }, held)]
      : this.#sorted.map((one) => new Cursor(this.#file, one, held));
    const heap = cursors.filter((cursor) => cursor.next());
    for (let at = Math.floor(heap.length / 2) - 1; at >= 0; at -= 1) sink(heap, at);
    for (let [least] = heap; least !== undefined; [least] = heap) {
      yield [least.key, least.text];
      if (!least.next()) {
        const last = heap.pop();
        if (last === undefined || heap.length === 0) return;
        heap[0] = last;
      }
      sink(heap, 0);
    }
  }

  /** Lets go of the disk. */
  close(): void {
    closeSync(this.#file);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #flush(): void {
    if (this.#lines.length === 0) return;
    // Sorting is stable, and the tab comes before any letter of a key.
    const sorted = this.#isInOrder ? this.#lines : this.#lines.map(splitLine).sort(byKey).map(joinLine);
    let to = this.#written;
    for (let at = 0; at < sorted.length; at += linesAtOnce)
      to += this.#writer.write(this.#file, `${sorted.slice(at, at + linesAtOnce).join('\n')}\n`, to);
    this.#sorted.push({ from: this.#written, to, place: this.#sorted.length });
    this.#written = to;
    this.#lines = [];
    this.#letters = 0;
  }
}

/** Puts the cursor at a place of a heap where it belongs below it. */
function sink(heap: Cursor[], from: number): void {
  for (let at = from; ;) {
    const [own, left, right] = [heap[at], heap[2 * at + 1], heap[2 * at + 2]];
    if (own === undefined || left === undefined) return;
    const child = right === undefined || left.isBefore(right) ? 2 * at + 1 : 2 * at + 2;
    const less = heap[child];
    if (less === undefined || own.isBefore(less)) return;
    heap[at] = less;
    heap[child] = own;
    at = child;
  }
}

type Split = readonly [key: string, line: string];

const splitLine = (line: string): Split => [line.slice(0, line.indexOf('\t')), line];
const joinLine = ([, line]: Split): string => line;
const byKey = ([a]: Split, [b]: Split): number => (a < b ? -1 : a > b ? 1 : 0);

/** Reads one stretch, line by line. */
class Cursor {
  key = '';
  text = '';
  readonly #file: number;
  readonly #to: number;
  readonly #place: number;
  #from: number;
  /** What is held; the beginning of a line whose end is still to come stands in front. */
  #bytes: Buffer;
  #rest = 0;
  #lines: string[] = [];
  #at = 0;

  constructor(file: number, { from, to, place }: Sorted, held: number) {
    this.#file = file;
    this.#place = place;
    this.#from = from;
    this.#to = to;
    this.#bytes = Buffer.allocUnsafe(held);
  }

  isBefore(other: Cursor): boolean {
    return this.key < other.key || (this.key === other.key && this.#place < other.#place);
  }

  /** False: there is no line any more. */
  next(): boolean {
    while (this.#at >= this.#lines.length) if (!this.#readOn()) return false;
    const line = this.#lines[this.#at] ?? '';
    this.#at += 1;
    const tab = line.indexOf('\t');
    this.key = line.slice(0, tab);
    this.text = line.slice(tab + 1);
    return true;
  }

  #readOn(): boolean {
    if (this.#from >= this.#to) return false;
    // A line that is longer than what is held.
    if (this.#rest === this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes, Buffer.allocUnsafe(this.#rest)]);
    const room = Math.min(this.#bytes.length - this.#rest, this.#to - this.#from);
    const read = readSync(this.#file, this.#bytes, this.#rest, room, this.#from);
    if (read === 0) throw new Error('A sorted file became shorter while it was read.');
    this.#from += read;
    const length = this.#rest + read;
    const end = this.#bytes.subarray(0, length).lastIndexOf(10);
    this.#lines = end < 0 ? [] : this.#bytes.toString('utf8', 0, end).split('\n');
    this.#bytes.copyWithin(0, end + 1, length);
    this.#rest = length - end - 1;
    this.#at = 0;
    return true;
  }
}
