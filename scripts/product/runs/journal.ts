/** The journal of a run while it is written: every line is on the disk before what it announces is sent to the org. */
import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { TextWriter } from '../csv/index.ts';
import { blocksOf } from './blocks.ts';
import { RunError } from './error.ts';
import { LineWriter, type RunLine, type StateSpan } from './lines.ts';
import { journalFile, RunFile } from './run-file.ts';
import type { LeftRow, RowResult, RunHead, RunRow } from './run.ts';

const lockFile = 'lock';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

export class RunJournal {
  readonly folder: string;
  readonly head: RunHead;
  readonly #file: number;
  readonly #lines: LineWriter;
  readonly #writer = new TextWriter();
  /** The disk has refused a line; nothing can follow half a line. */
  #isBroken = false;

  private constructor(folder: string, head: RunHead, file: number, lines: LineWriter) {
    this.folder = folder;
    this.head = head;
    this.#file = file;
    this.#lines = lines;
  }

  /** Begins a run in a new folder of `runs`. @throws {RunError} where it cannot be written. */
  static start(runs: string, head: RunHead): RunJournal {
    const folder = join(runs, head.id);
    try {
      mkdirSync(folder, { recursive: true });
      const file = openSync(join(folder, journalFile), 'wx', 0o600);
      lock(folder);
      const journal = new RunJournal(folder, head, file, new LineWriter());
      journal.append([{ run: head }]);
      return journal;
    } catch (error) {
      const code = codeOf(error);
      if (code === '') throw error;
      throw new RunError('RunsFolder', {
        message: `Nothing was written to the org: its journal cannot be kept in ${runs} (${code}).`,
        actions: ['Run the command where you may write, or name another folder with --runs.'],
      });
    }
  }

  /** Goes on with a run that was interrupted; a line that was cut off goes. @throws {RunError} when somebody is at it. */
  static reopen(folder: string, head: RunHead): RunJournal {
    lock(folder);
    const { length, sum } = new RunFile(folder);
    const path = join(folder, journalFile);
    const file = openSync(path, 'r+');
    ftruncateSync(file, length);
    closeSync(file);
    return new RunJournal(folder, head, openSync(path, 'a'), new LineWriter(sum));
  }

  /** Returns once the lines are on the disk. @throws {RunError} where the disk does not take them. */
  append(lines: readonly RunLine[]): void {
    this.#write(lines);
    this.#sync();
  }

  /** The same for what the run can do without: left out once the disk has refused a line. */
  note(lines: readonly RunLine[]): void {
    if (this.#isBroken) return;
    try {
      this.append(lines);
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
    }
  }

  /** Puts all rows of the run down; returns once they are on the disk. @throws {RunError} where it does not take them. */
  appendRows(rows: Iterable<RunRow>, left: Iterable<LeftRow>): void {
    for (const one of left) this.#write([{ left: one }]);
    let all = 0;
    for (const block of blocksOf(rows)) {
      this.#write([{ rows: block }]);
      all += block.list.length;
    }
    this.append([{ all }]);
  }

  /** Puts down what came of rows; returns once it is on the disk. @throws {RunError} where it does not take them. */
  appendResults(results: readonly RowResult[]): void {
    const spans: [number, number, StateSpan[2]][] = [];
    const lines: RunLine[] = [];
    for (const result of results.toSorted((a, b) => a.n - b.n)) {
      const last = spans.at(-1);
      if (result.errors.length > 0) lines.push({ result });
      else if (last !== undefined && last[0] + last[1] === result.n && last[2] === result.state) last[1] += 1;
      else spans.push([result.n, 1, result.state]);
    }
    this.append([...(spans.length === 0 ? [] : [{ states: spans }]), ...lines]);
  }

  #write(lines: readonly RunLine[]): void {
    try {
      this.#writer.write(this.#file, this.#lines.write(lines));
    } catch (error) {
      throw this.#notKept(error);
    }
  }

  #sync(): void {
    try {
      fsyncSync(this.#file);
    } catch (error) {
      throw this.#notKept(error);
    }
  }

  #notKept(error: unknown): unknown {
    const code = codeOf(error);
    if (code === '') return error;
    this.#isBroken = true;
    return new RunError('RunsFolder', {
      message: `The journal of the run in ${this.folder} cannot be written on (${code}).`,
      actions: ['Make room on that disk. What the run has sent so far is in the org.'],
    });
  }

  close(): void {
    closeSync(this.#file);
    rmSync(join(this.folder, lockFile), { force: true });
  }
}

/** One process at a time: the lock names it, and one that is gone holds nothing. */
function lock(folder: string): void {
  const path = join(folder, lockFile);
  const holder = lockHolder(folder);
  if (holder !== undefined)
    throw new RunError('RunBusy', {
      message: `Process ${holder} is at work on ${folder}.`,
      actions: ['Wait until it has ended.'],
    });
  rmSync(path, { force: true });
  writeFileSync(path, String(process.pid), { flag: 'wx' });
}

/** The process that works on a run, while it lives. */
export function lockHolder(folder: string): number | undefined {
  const path = join(folder, lockFile);
  if (!existsSync(path)) return undefined;
  const pid = Number(readFileSync(path, 'utf8'));
  return Number.isSafeInteger(pid) && pid > 0 && isAlive(pid) ? pid : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is there as well.
    return codeOf(error) === 'EPERM';
  }
}
