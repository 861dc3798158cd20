/** The journal of a run while it is written: every line is on the disk before what it announces is sent to the org. */
import {
  accessSync,
  closeSync,
  constants,
  fsyncSync,
  ftruncateSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
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
  /** The command that goes on with the run, once something may have been sent. */
  goOn: string | undefined;
  #hasEnded = false;
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
      atWork.add(journal);
      journal.append([{ run: head }]);
      return journal;
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      const code = error instanceof RunError ? error.disk : codeOf(error);
      if (code === '') throw error;
      throw notBegun(runs, code === 'ENOENT' ? whyNotThere(runs) : code);
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
    const journal = new RunJournal(folder, head, openSync(path, 'a'), new LineWriter(sum));
    atWork.add(journal);
    return journal;
  }

  /** Returns once the lines are on the disk. @throws {RunError} where the disk does not take them. */
  append(lines: readonly RunLine[]): void {
    this.#write(lines);
    this.#sync();
    if (lines.some((line) => 'ended' in line)) this.#hasEnded = true;
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
    try {
      for (const one of left) this.#write([{ left: one }]);
      let all = 0;
      for (const block of blocksOf(rows)) {
        this.#write([{ rows: block }]);
        all += block.list.length;
      }
      this.append([{ all }]);
    } catch (error) {
      if (!(error instanceof RunError)) throw error;
      rmSync(this.folder, { recursive: true, force: true });
      throw notBegun(dirname(this.folder), error.disk);
    }
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
      message: `The journal of the run in ${this.folder} cannot be written on (${code}). What the run has sent so far is in the org.`,
      actions: ['Make room on that disk.'],
      disk: code,
    });
  }

  close(): void {
    atWork.delete(this);
    if (this.#hasEnded) done.push(this.head.id);
    closeSync(this.#file);
    rmSync(join(this.folder, lockFile), { force: true });
  }
}

/** Journals that this process is writing. */
const atWork = new Set<RunJournal>();
/** Ids of the runs that it has ended. */
const done: string[] = [];

/** What to do about the runs that this process is at, if it ends now: a line for each. */
export const wordsOnInterruption = (): string[] => [
  ...done.map((id) => `Run ${id} had ended; what came after it is left out. See it: npx tas runs show ${id}`),
  ...[...atWork].map(
    ({ head, goOn }) =>
      `Run ${head.id} is interrupted. ${goOn === undefined ? 'Nothing was written to the org.' : `Go on with it: ${goOn}`}`,
  ),
];

const notBegun = (runs: string, code: string): RunError =>
  new RunError('RunsFolder', {
    message: `Nothing was written to the org: its journal cannot be kept in ${runs} (${code}).`,
    actions: ['Make room there, run the command where you may write, or name another folder with --runs.'],
    disk: code,
  });

/** Making a folder below one that is read-only is told as if something were missing. */
function whyNotThere(runs: string): string {
  try {
    accessSync(runs, constants.W_OK);
    return 'ENOENT';
  } catch (error) {
    return codeOf(error);
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
