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
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { RunError } from './error.ts';
import { LineWriter, readLines, type RunLine } from './lines.ts';
import type { RunHead } from './run.ts';

/** In the folder of the run. */
export const journalFile = 'journal.log';
const lockFile = 'lock';

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

export class RunJournal {
  readonly folder: string;
  readonly head: RunHead;
  readonly #file: number;
  readonly #writer: LineWriter;

  private constructor(folder: string, head: RunHead, file: number, writer: LineWriter) {
    this.folder = folder;
    this.head = head;
    this.#file = file;
    this.#writer = writer;
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
    const path = join(folder, journalFile);
    const read = readLines(readFileSync(path));
    if ('damaged' in read) throw damaged(folder, read.damaged);
    const file = openSync(path, 'r+');
    ftruncateSync(file, read.length);
    closeSync(file);
    return new RunJournal(folder, head, openSync(path, 'a'), new LineWriter(read.sum));
  }

  /** Returns once the lines are on the disk. */
  append(lines: readonly RunLine[]): void {
    const bytes = Buffer.from(this.#writer.write(lines));
    for (let at = 0; at < bytes.length;) at += writeSync(this.#file, bytes, at);
    fsyncSync(this.#file);
  }

  close(): void {
    closeSync(this.#file);
    rmSync(join(this.folder, lockFile), { force: true });
  }
}

export const damaged = (folder: string, line: number): RunError =>
  new RunError('RunDamaged', {
    message: `Line ${line} of ${join(folder, journalFile)} is not as it was written: nothing of this run is trusted.`,
    actions: ['Put the file back as it was, from a backup.'],
  });

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
