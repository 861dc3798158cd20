/** `tas grade --apply` as a user runs it, and `tas undo` of it. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Asked } from './asked.ts';
import { endOf, figuresOf, maxSeconds, type Bench, type Done, type Figures } from './contender.ts';
import { measureScript, type Measured } from './measured.ts';
import type { BenchOrg } from './org.ts';

interface GradeSaid {
  readonly run: string | null;
  readonly counts: {
    readonly read: number;
    readonly changes: number;
    readonly written: number;
    readonly failed: number;
  };
}

interface UndoSaid {
  readonly counts: { readonly written: number; readonly refused: number } | null;
}

const runCommand = async ({ program }: Bench, org: BenchOrg, args: readonly string[]): Promise<Measured> =>
  await measureScript(
    program,
    [...args, '--target-org', 'practice', '--apply', '--json', '--runs', join(org.folder, 'runs')],
    { cwd: org.folder, env: process.env, maxSeconds },
  );

/** The result of a command; undefined where it printed none. */
function resultOf({ stdout }: Measured): unknown {
  try {
    return (JSON.parse(stdout) as { result?: unknown }).result;
  } catch {
    return undefined;
  }
}

export interface Ours {
  readonly figures: Figures;
  /** Null: nothing was written, or the command broke. */
  readonly run: string | null;
  /** MB of 10^6 bytes that the run takes on the disk. */
  readonly journalMb: number;
}

/** Grades every deal of the org; what was asked is kept in `traffic`. */
export async function grade(bench: Bench, org: BenchOrg, traffic: string): Promise<Ours> {
  let run: string | null = null;
  const work = async (): Promise<Done> => {
    const measured = await runCommand(bench, org, ['grade', '--out', join(org.folder, 'grades')]);
    const said = resultOf(measured) as GradeSaid | undefined;
    run = said?.run ?? null;
    const { read = 0, changes = 0, written = 0, failed = 0 } = said?.counts ?? {};
    const isWhole = measured.code === 0 && read === bench.rows && written === changes && failed === 0;
    return { measured, read, written, problem: isWhole ? null : endOf(measured) };
  };
  const figures = await figuresOf(bench, org, work, traffic);
  return { figures, run, journalMb: bytesIn(join(org.folder, 'runs')) / 1e6 };
}

const bytesIn = (folder: string): number =>
  // Where nothing was written there is no folder.
  (existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : []).reduce((all, name) => {
    const entry = statSync(join(folder, name));
    return entry.isFile() ? all + entry.size : all;
  }, 0);

export interface Undone {
  readonly figures: Figures;
  /** Whether the org's deals are what they were before they were graded, byte by byte. */
  readonly equal: boolean;
  /** SHA-256 of the export before grading, after it, and after taking it back. */
  readonly hashes: { readonly before: string; readonly graded: string; readonly after: string };
}

/** Takes a run back, and compares what the org holds with what it held before. */
export async function undo(bench: Bench, org: BenchOrg, run: string, before: string): Promise<Undone> {
  const asked = new Asked(org.ready);
  const graded = await asked.exportedHash();
  const work = async (): Promise<Done> => {
    const measured = await runCommand(bench, org, ['undo', run]);
    const counts = (resultOf(measured) as UndoSaid | undefined)?.counts;
    const problem = measured.code === 0 && counts?.refused === 0 ? null : endOf(measured);
    return { measured, read: 0, written: counts?.written ?? 0, problem };
  };
  const figures = await figuresOf(bench, org, work);
  const after = await asked.exportedHash();
  return { figures, equal: before === after && before !== graded, hashes: { before, graded, after } };
}
