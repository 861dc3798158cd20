/**
 * The lines of a journal. Each begins with a checksum over the one before it and its own text, so that a line that was
 * changed, dropped, moved or put in is found; a line that a crash cut off has no line end and is no line.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { runCommands } from '../run-record/index.ts';
import type { LeftRow, RowResult, RunHead, RunRow, RunStep, RunValue } from './run.ts';
import type { RowState } from './states.ts';

/** Rows that follow each other and are written alike, so that their names stand once. */
export interface RowBlock {
  /** Place of the first row. */
  readonly n: number;
  readonly object: string;
  readonly key: string;
  /** Fields of `before` and of `after`. */
  readonly fields: readonly string[];
  /** For each row: id, parent, before, after; then the place of the row that it needs, where it needs one. */
  readonly list: readonly (readonly [string, string, BlockValues, BlockValues, number?])[];
}

type BlockValues = readonly RunValue[] | null;

/** Results without errors: from a place on so many rows have this state. */
export type StateSpan = readonly [n: number, rows: number, state: RowState];

export type RunLine =
  | { readonly run: RunHead }
  /** One row: what journals held before there were blocks. */
  | { readonly row: RunRow }
  | { readonly rows: RowBlock }
  /** All rows of the run stand above: so many. Nothing is sent before this line is on the disk. */
  | { readonly all: number }
  | { readonly states: readonly StateSpan[] }
  | { readonly result: RowResult }
  | { readonly left: LeftRow }
  | { readonly step: RunStep }
  | { readonly resumed: string }
  | { readonly stopped: string; readonly why: string }
  | { readonly ended: string };

const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const values = z.record(z.string(), value).nullable();
const error = z.object({ code: z.string(), message: z.string(), fields: z.array(z.string()) });
const place = z.int().nonnegative();

const head = z.strictObject({
  id: z.string(),
  command: z.enum(runCommands),
  org: z.strictObject({ id: z.string(), instanceUrl: z.string(), username: z.string() }),
  model: z.strictObject({ file: z.string(), version: z.number(), hash: z.string() }).nullable(),
  started: z.string(),
  of: z.string().nullable(),
  about: z.string(),
});
const row = z.strictObject({
  n: place,
  object: z.string(),
  key: z.string(),
  id: z.string(),
  parent: z.string(),
  before: values,
  after: values,
  needs: place.optional(),
});
const blockValues = z.array(value).nullable();
const rows = z.strictObject({
  n: place,
  object: z.string(),
  key: z.string(),
  fields: z.array(z.string()),
  list: z.array(
    z.union([
      z.tuple([z.string(), z.string(), blockValues, blockValues]),
      z.tuple([z.string(), z.string(), blockValues, blockValues, place]),
    ]),
  ),
});
const state = z.enum(['written', 'found', 'refused', 'changed']);
const result = z.strictObject({
  n: place,
  state,
  errors: z.array(error),
});
const step = z.strictObject({ name: z.string(), at: z.string(), said: z.string() });
const left = z.strictObject({ n: place, object: z.string(), id: z.string(), why: z.string() });

const line: z.ZodType<RunLine> = z.union([
  z.strictObject({ rows }),
  z.strictObject({ states: z.array(z.tuple([place, place, state])) }),
  z.strictObject({ row }),
  z.strictObject({ result }),
  z.strictObject({ all: place }),
  z.strictObject({ left }),
  z.strictObject({ step }),
  z.strictObject({ run: head }),
  z.strictObject({ resumed: z.string() }),
  z.strictObject({ stopped: z.string(), why: z.string() }),
  z.strictObject({ ended: z.string() }),
]);

const sumLength = 16;

/** The checksum of a line, given that of the line before; of the first one an empty text. */
const sumOf = (before: string, text: string | Uint8Array): string =>
  createHash('sha256').update(before).update(text).digest('hex').slice(0, sumLength);

/** Writes lines one after the other; `sum` is that of the last one. */
export class LineWriter {
  #sum: string;

  constructor(sum = '') {
    this.#sum = sum;
  }

  /** The text of the lines, line ends included. */
  write(lines: readonly RunLine[]): string {
    return lines
      .map((one) => {
        const text = JSON.stringify(one);
        this.#sum = sumOf(this.#sum, text);
        return `${this.#sum} ${text}\n`;
      })
      .join('');
  }
}

/** A line with where its bytes stand. */
export interface PlacedLine {
  readonly line: RunLine;
  readonly from: number;
  /** Behind its line end. */
  readonly to: number;
}

/**
 * Reads a journal that comes in pieces. A line that nothing ends was cut off by a crash, and is none.
 */
export class LineReader {
  /** Checksum of the last line. */
  sum = '';
  /** Bytes of whole lines. */
  length = 0;
  /** Number of the first line that is not as it was written; nothing is read from there on. */
  damaged: number | undefined;
  #lines = 0;
  #rest: Buffer = Buffer.alloc(0);

  /** The lines that end in this piece. */
  *feed(piece: Buffer): Generator<PlacedLine> {
    const bytes = this.#rest.length === 0 ? piece : Buffer.concat([this.#rest, piece]);
    let start = 0;
    for (let end = bytes.indexOf(10); end >= 0 && this.damaged === undefined; end = bytes.indexOf(10, start)) {
      const line = this.#read(bytes.subarray(start, end));
      if (line === undefined) {
        this.damaged = this.#lines + 1;
        return;
      }
      const from = this.length;
      this.length += end + 1 - start;
      this.#lines += 1;
      start = end + 1;
      yield { line, from, to: this.length };
    }
    // A copy: the piece may be used again.
    this.#rest = Buffer.from(bytes.subarray(start));
  }

  #read(whole: Buffer): RunLine | undefined {
    const sum = whole.toString('latin1', 0, sumLength);
    const text = whole.subarray(sumLength + 1);
    if (whole[sumLength] !== 0x20 || sum !== sumOf(this.sum, text)) return undefined;
    const line = lineIn(text.toString());
    if (line !== undefined) this.sum = sum;
    return line;
  }
}

/** The lines of bytes that {@link LineReader} has read before. */
export function* linesAgain(bytes: Buffer): Generator<RunLine> {
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    const line = lineIn(bytes.toString('utf8', start + sumLength + 1, end));
    if (line !== undefined) yield line;
    start = end + 1;
  }
}

function lineIn(text: string): RunLine | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
