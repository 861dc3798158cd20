/** Goes on with a run that was interrupted, and takes a run back: both look at the org before they write anything. */
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { carryOut, changedSince, type CarryOut } from './carry-out.ts';
import { currentRows, isAt, whyLeft, type RunOrg } from './current.ts';
import { rollbackCommand, undoCommand } from './commands.ts';
import { RunError } from './error.ts';
import { RunJournal } from './journal.ts';
import { inverse, type LeftRow, type RowResult, type Run, type RunCommand, type RunHead, type RunRow } from './run.ts';

/** Such as 2026-11-26T115704-grade-3fa9: the folder of the run; by name in the order of time. */
export function newRunId(command: RunCommand, now: Date): string {
  const moment = now.toISOString().slice(0, 19).replaceAll(':', '');
  return `${moment}-${command}-${randomBytes(2).toString('hex')}`;
}

/** @throws {RunError} when the run is no run of rows. */
export function checkRows({ head, folder }: Run): void {
  if (head.command === 'apply')
    throw new RunError('AnInstall', {
      message: `Run ${head.id} installed metadata.`,
      actions: [`Take it back: ${rollbackCommand(head.id, dirname(folder))}`],
    });
  if (head.command === 'rollback')
    throw new RunError('AnInstall', {
      message: `Run ${head.id} took an install back.`,
      actions: ['Install again: npx tas plan, then npx tas apply.'],
    });
}

/** @throws {RunError} when the run installed nothing. */
export function checkInstall({ head, folder }: Run): void {
  if (head.command === 'apply') return;
  throw new RunError('AnInstall', {
    message: `Run ${head.id} installed nothing: it is a run of tas ${head.command}.`,
    actions: head.command === 'rollback' ? [] : [`Take it back: ${undoCommand(head.id, dirname(folder))}`],
  });
}

/** @throws {RunError} when the run was made on another org. */
export function checkOrg({ head }: Run, org: RunOrg): void {
  if (head.org.id.slice(0, 15) === org.orgId.slice(0, 15)) return;
  throw new RunError('OtherOrg', {
    message: `Run ${head.id} was made on org ${head.org.id} (${head.org.instanceUrl}), not on ${org.orgId} (${org.instanceUrl}).`,
    actions: ['Name the org of the run with --target-org.'],
    exitCode: 3,
  });
}

/** What going on with a run, or taking it back, would do. */
export interface TakeUp {
  /** To be written. */
  readonly rows: readonly RunRow[];
  /** As they shall be already. */
  readonly already: readonly RunRow[];
  /** Neither as before nor as after the run: somebody else changed them, and they are left alone. */
  readonly left: readonly LeftRow[];
  /** Whether anything is to be done: rows to write, or a run that nobody ended. */
  readonly pending: boolean;
}

/** What is still to be written of a run, where the org stands now. Rows that the org refused are tried again. */
export async function planResume(org: RunOrg, run: Run): Promise<TakeUp> {
  const isOpen = ({ n }: RunRow): boolean => /^(refused|changed)$/.test(run.results.get(n)?.state ?? 'refused');
  const sorted = await sortedBy(org, run.rows.filter(isOpen));
  return { ...sorted, pending: sorted.rows.length > 0 || run.ended === null };
}

/** What takes a run back: its rows in the opposite order, of those that may have been written. */
export async function planUndo(org: RunOrg, run: Run): Promise<TakeUp> {
  const mayBe = ({ n }: RunRow): boolean => /^(written|found)$/.test(run.results.get(n)?.state ?? 'written');
  const { rows, already, left } = await sortedBy(org, run.rows.filter(mayBe).map(inverse).toReversed());
  // What hangs on a record that is left alone stays with it.
  const kept = new Set(left.map(({ n }) => n));
  const hangs = ({ n }: RunRow): boolean => kept.has(run.rows[n]?.needs ?? -1);
  const { staying = [], going = [] } = Object.groupBy(rows, (row) => (hangs(row) ? 'staying' : 'going'));
  const stayed = staying.map(({ n, object, id }) => ({
    n,
    object,
    id,
    why: 'it goes with a record that is left alone',
  }));
  return { rows: going, already, left: [...left, ...stayed], pending: going.length > 0 };
}

async function sortedBy(org: RunOrg, rows: readonly RunRow[]): Promise<Omit<TakeUp, 'pending'>> {
  const current = await currentRows(org, rows);
  const sorted = { rows: [] as RunRow[], already: [] as RunRow[], left: [] as LeftRow[] };
  for (const row of rows) {
    const now = current.get(row.n);
    if (isAt(row.after, now)) sorted.already.push(row);
    else if (isAt(row.before, now)) sorted.rows.push(row);
    else sorted.left.push({ n: row.n, object: row.object, id: row.id, why: whyLeft(row, now) });
  }
  return sorted;
}

/** Writes what is still missing of a run and ends it. */
export async function resumeRun(org: RunOrg, run: Run, plan: TakeUp, options: CarryOut): Promise<RowResult[]> {
  const journal = RunJournal.reopen(run.folder, run.head);
  try {
    const found = plan.already.map(({ n }): RowResult => ({ n, state: 'found', errors: [] }));
    const changed = plan.left.map(({ n, why }) => changedSince(n, why));
    journal.append([{ resumed: options.now().toISOString() }, ...[...found, ...changed].map((result) => ({ result }))]);
    const earlier = [...run.results.values(), ...found, ...changed];
    return [...found, ...changed, ...(await carryOut(org, journal, { rows: plan.rows, earlier }, options))];
  } finally {
    journal.close();
  }
}

/** Takes a run back, as a run of its own, which can itself be taken back. */
export async function undoRun(
  org: RunOrg,
  run: Run,
  plan: TakeUp,
  options: CarryOut & { readonly runs: string },
): Promise<{ readonly head: RunHead; readonly rows: readonly RunRow[]; readonly results: readonly RowResult[] }> {
  const started = options.now();
  const head: RunHead = {
    id: newRunId('undo', started),
    command: 'undo',
    org: { id: org.orgId, instanceUrl: org.instanceUrl, username: org.username },
    model: run.head.model,
    started: started.toISOString(),
    of: run.head.id,
    about: `Takes back: ${run.head.about}`,
  };
  const rows = plan.rows.map((row, n) => ({ ...row, n }));
  return { head, rows, results: await startRun(org, head, { ...options, rows, left: plan.left }) };
}

/** Puts a new run down, rows and all, then writes it. */
export async function startRun(
  org: RunOrg,
  head: RunHead,
  options: CarryOut & { readonly runs: string; readonly rows: readonly RunRow[]; readonly left?: readonly LeftRow[] },
): Promise<RowResult[]> {
  const journal = RunJournal.start(options.runs, head);
  try {
    journal.append(options.rows.map((row) => ({ row })));
    journal.append((options.left ?? []).map((left) => ({ left })));
    return await carryOut(org, journal, { rows: options.rows, earlier: [] }, options);
  } finally {
    journal.close();
  }
}
