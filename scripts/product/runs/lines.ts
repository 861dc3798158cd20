/**
 * The lines of a journal. Each begins with a checksum over the one before it and its own text, so that a line that was
 * changed, dropped, moved or put in is found; a line that a crash cut off has no line end and is no line.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { LeftRow, RowResult, RunHead, RunRow, RunStep } from './run.ts';

export type RunLine =
  | { readonly run: RunHead }
  | { readonly row: RunRow }
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
  command: z.enum(['apply', 'grade', 'migrate', 'rollback', 'undo']),
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
const result = z.strictObject({
  n: place,
  state: z.enum(['written', 'found', 'refused', 'changed']),
  errors: z.array(error),
});
const step = z.strictObject({ name: z.string(), at: z.string(), said: z.string() });
const left = z.strictObject({ n: place, object: z.string(), id: z.string(), why: z.string() });

const line: z.ZodType<RunLine> = z.union([
  z.strictObject({ row }),
  z.strictObject({ result }),
  z.strictObject({ left }),
  z.strictObject({ step }),
  z.strictObject({ run: head }),
  z.strictObject({ resumed: z.string() }),
  z.strictObject({ stopped: z.string(), why: z.string() }),
  z.strictObject({ ended: z.string() }),
]);

const sumLength = 16;

/** The checksum of a line, given that of the line before; of the first one an empty text. */
const sumOf = (before: string, text: string): string =>
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

export interface ReadLines {
  readonly lines: readonly RunLine[];
  /** Checksum of the last line. */
  readonly sum: string;
  /** Bytes of whole lines; what follows was cut off by a crash. */
  readonly length: number;
}

/** Reads a journal. @returns the number of the first line that is not as it was written, where there is one. */
export function readLines(bytes: Buffer): ReadLines | { readonly damaged: number } {
  const lines: RunLine[] = [];
  let sum = '';
  let start = 0;
  for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
    const whole = bytes.toString('utf8', start, end);
    const text = whole.slice(sumLength + 1);
    const parsed =
      whole[sumLength] === ' ' && whole.slice(0, sumLength) === sumOf(sum, text) ? lineIn(text) : undefined;
    if (parsed === undefined) return { damaged: lines.length + 1 };
    sum = whole.slice(0, sumLength);
    lines.push(parsed);
    start = end + 1;
  }
  return { lines, sum, length: start };
}

function lineIn(text: string): RunLine | undefined {
  try {
    return line.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
