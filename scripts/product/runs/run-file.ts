/** A run as its journal on the disk tells it. */
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rowsOf } from './blocks.ts';
import { RunError } from './error.ts';
import { LineReader, linesAgain, type RunLine } from './lines.ts';
import { RowStates, type RunCounts } from './states.ts';
import type { LeftRow, RowResult, Run, RunHead, RunRow, RunStep } from './run.ts';

/** In the folder of the run. */
export const journalFile = 'journal.log';

/** Bytes that are read at a time. */
const pieceSize = 1 << 18;

/** Neighbouring lines of one sort: their bytes. */
interface Stretch {
  readonly from: number;
  to: number;
}

type Sort = 'rows' | 'results' | 'left';

/** Reads a journal from end to end, and keeps where things stand in it. */
export class RunFile implements Run {
  readonly folder: string;
  readonly head: RunHead;
  readonly isWhole: boolean;
  readonly counts: RunCounts;
  readonly objects: ReadonlySet<string>;
  readonly states = new RowStates();
  readonly leftAlone: number;
  readonly steps: readonly RunStep[];
  readonly ended: string | null;
  /** Of its last whole line. */
  readonly sum: string;
  /** Bytes of its whole lines. */
  readonly length: number;
  readonly #stretches: Readonly<Record<Sort, Stretch[]>> = { rows: [], results: [], left: [] };

  /** @throws {RunError} for a journal that was changed. */
  constructor(folder: string) {
    this.folder = folder;
    const reader = new LineReader();
    let head: RunHead | undefined;
    const steps: RunStep[] = [];
    const objects = new Set<string>();
    const seen = { rows: 0, left: 0, isWhole: false };
    let ended: string | null = null;
    for (const piece of piecesOf(join(folder, journalFile)))
      for (const { line, from, to } of reader.feed(piece)) {
        if (seen.isWhole && 'rows' in line) throw damaged(folder, 1);
        this.#place(line, from, to);
        if ('run' in line) head = line.run;
        else if ('rows' in line) {
          seen.rows += line.rows.list.length;
          objects.add(line.rows.object);
        } else if ('row' in line) {
          seen.rows += 1;
          seen.isWhole = true;
          objects.add(line.row.object);
        } else if ('left' in line) seen.left += 1;
        else if ('step' in line) steps.push(line.step);
        else if ('all' in line) seen.isWhole = line.all === seen.rows;
        else if (!('result' in line || 'states' in line)) {
          ended = 'ended' in line ? line.ended : null;
          // A journal of old has no line that says so.
          seen.isWhole ||= ended !== null;
        }
      }
    if (reader.damaged !== undefined) throw damaged(folder, reader.damaged);
    if (reader.length === 0) throw incomplete(basename(folder), undefined);
    if (head === undefined || head.id !== basename(folder)) throw damaged(folder, 1);
    this.head = head;
    this.steps = steps;
    this.objects = objects;
    this.isWhole = seen.isWhole;
    this.ended = ended;
    this.leftAlone = seen.left;
    this.counts = this.states.counts(seen.rows);
    this.sum = reader.sum;
    this.length = reader.length;
  }

  *rows(): Generator<RunRow> {
    for (const lines of this.#read('rows', false)) for (const line of lines) yield* rowsIn(line);
  }

  *rowsBackwards(): Generator<RunRow> {
    for (const lines of this.#read('rows', true))
      for (const line of lines.toReversed()) yield* rowsIn(line).toReversed();
  }

  refusals(): Map<number, RowResult> {
    const results = new Map<number, RowResult>();
    for (const lines of this.#read('results', false))
      for (const line of lines) {
        // One that was tried again may have come to another end.
        if ('result' in line && this.states.get(line.result.n) === line.result.state)
          results.set(line.result.n, line.result);
      }
    for (const [n, { errors }] of results) if (errors.length === 0) results.delete(n);
    return results;
  }

  *left(): Generator<LeftRow> {
    for (const lines of this.#read('left', false)) for (const line of lines) if ('left' in line) yield line.left;
  }

  #place(line: RunLine, from: number, to: number): void {
    if ('result' in line) this.states.set(line.result.n, line.result.state);
    else if ('states' in line)
      for (const [n, rows, state] of line.states) for (let at = n; at < n + rows; at += 1) this.states.set(at, state);
    const sort = 'row' in line || 'rows' in line ? 'rows' : 'result' in line ? 'results' : 'left' in line ? 'left' : '';
    if (sort === '') return;
    const last = this.#stretches[sort].at(-1);
    if (last?.to === from && to - last.from <= pieceSize) last.to = to;
    else this.#stretches[sort].push({ from, to });
  }

  *#read(sort: Sort, backwards: boolean): Generator<RunLine[]> {
    const stretches = this.#stretches[sort];
    const file = openSync(join(this.folder, journalFile), 'r');
    try {
      for (const { from, to } of backwards ? stretches.toReversed() : stretches) {
        const bytes = Buffer.allocUnsafe(to - from);
        for (let at = 0; at < bytes.length;) {
          const read = readSync(file, bytes, at, bytes.length - at, from + at);
          if (read === 0) throw damaged(this.folder, 1);
          at += read;
        }
        yield [...linesAgain(bytes)];
      }
    } finally {
      closeSync(file);
    }
  }
}

export const damaged = (folder: string, line: number): RunError =>
  new RunError('RunDamaged', {
    message: `Line ${line} of ${join(folder, journalFile)} is not as it was written: nothing of this run is trusted.`,
    actions: ['Put the file back as it was, from a backup.'],
  });

/** @param command That of the run; undefined: not even that is known. */
export const incomplete = (id: string, command: string | undefined): RunError =>
  new RunError('RunIncomplete', {
    message: `The journal of run ${id} ends before the list of its records does. A run sends nothing before that list is whole.`,
    actions: [
      command === undefined ? 'Run the command again.' : `Run the command again: npx tas ${command}`,
      'If the file was cut afterwards, put it back from a backup.',
    ],
  });

const rowsIn = (line: RunLine): RunRow[] => ('rows' in line ? rowsOf(line.rows) : 'row' in line ? [line.row] : []);

function* piecesOf(path: string): Generator<Buffer> {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const piece = Buffer.allocUnsafe(Math.min(pieceSize, Math.max(1, size)));
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) yield piece.subarray(0, read);
  } finally {
    closeSync(file);
  }
}
