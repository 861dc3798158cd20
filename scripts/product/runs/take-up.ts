/** Goes on with a run that was interrupted, and takes a run back: both look at the org before they write anything. */
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { carryOut, changedSince, type Carried, type CarryOut } from './carry-out.ts';
import { isAt, whyLeft, type RunOrg } from './current.ts';
import { rollbackCommand, undoCommand } from './commands.ts';
import { RunError } from './error.ts';
import { RunJournal } from './journal.ts';
import { lookAt } from './look.ts';
import { inverse, type LeftRow, type RowResult, type Run, type RunCommand, type RunHead, type RunRow } from './run.ts';
import { incomplete } from './run-file.ts';
import { SortedSpool } from './spool.ts';
import { RowStates } from './states.ts';

/** Such as 2026-11-26T115704-grade-3fa9: the folder of the run; by name in the order of time. */
export function newRunId(command: RunCommand, now: Date): string {
  const moment = now.toISOString().slice(0, 19).replaceAll(':', '');
  return `${moment}-${command}-${randomBytes(2).toString('hex')}`;
}

/** @throws {RunError} when the run is no run of rows, or never came to write any. */
export function checkRows({ head, folder, isWhole }: Run): void {
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
  if (isWhole) return;
  throw incomplete(head.id, head.command);
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

type Fate = 'toWrite' | 'already' | 'left';
const fates: readonly Fate[] = ['toWrite', 'already', 'left'];

/**
 * What going on with a run, or taking it back, would do: each of its rows that comes into question is to be written, or
 * stands as it shall already, or was changed by somebody else and is left alone.
 */
export class TakeUp {
  readonly counts = { toWrite: 0, already: 0, left: 0 };
  /** When the org was looked at, by its own clock. */
  readonly readAt: Date | undefined;
  readonly #order: () => Iterable<RunRow>;
  /** By place; 0: it does not come into question. */
  readonly #fates = new Uint8Array(0);
  readonly #why = new SortedSpool();

  constructor(rows: number, readAt: Date | undefined, order: () => Iterable<RunRow>) {
    this.#fates = new Uint8Array(rows);
    this.readAt = readAt;
    this.#order = order;
  }

  /** Rows to be written, in their order. */
  *rows(): Generator<RunRow> {
    for (const row of this.#order()) if (this.fate(row.n) === 'toWrite') yield row;
  }

  /** Rows that stand as they shall, by their places. */
  *already(): Generator<number> {
    for (let n = 0; n < this.#fates.length; n += 1) if (this.fate(n) === 'already') yield n;
  }

  /** Rows that are left alone, by their places. */
  *left(): Generator<LeftRow> {
    for (const [, text] of this.#why.read()) yield JSON.parse(text) as LeftRow;
  }

  fate(n: number): Fate | undefined {
    return fates[(this.#fates[n] ?? 0) - 1];
  }

  settle(n: number, fate: Exclude<Fate, 'left'>): void {
    this.#set(n, fate);
  }

  leave(row: LeftRow): void {
    this.#set(row.n, 'left');
    this.#why.add(String(row.n).padStart(12, '0'), JSON.stringify(row));
  }

  /** Lets go of the disk. */
  close(): void {
    this.#why.close();
  }

  #set(n: number, fate: Fate): void {
    const before = this.fate(n);
    if (before !== undefined) this.counts[before] -= 1;
    this.#fates[n] = fates.indexOf(fate) + 1;
    this.counts[fate] += 1;
  }
}

/** What is still to be written of a run, where the org stands now. Rows that the org refused are tried again. */
export async function planResume(org: RunOrg, run: Run): Promise<TakeUp> {
  return await sortedBy(org, run, () => filtered(run.rows(), ({ n }) => !run.states.isTaken(n)));
}

/** What takes a run back: its rows in the opposite order, of those that may have been written. */
export async function planUndo(org: RunOrg, run: Run): Promise<TakeUp> {
  const mayBe = ({ n }: RunRow): boolean => /^(written|found)$/.test(run.states.get(n) ?? 'written');
  const plan = await sortedBy(org, run, function* () {
    for (const row of run.rowsBackwards()) if (mayBe(row)) yield inverse(row);
  });
  // What hangs on a record that is left alone stays with it.
  if (plan.counts.left > 0)
    for (const { n, object, id, needs } of run.rows())
      if (plan.fate(n) === 'toWrite' && needs !== undefined && plan.fate(needs) === 'left')
        plan.leave({ n, object, id, why: 'it goes with a record that is left alone' });
  return plan;
}

/** Whether anything is to be done: rows to write, or a run that nobody ended. */
export const isResumable = ({ counts }: TakeUp, { ended }: Run): boolean => counts.toWrite > 0 || ended === null;

function* filtered(rows: Iterable<RunRow>, test: (row: RunRow) => boolean): Generator<RunRow> {
  for (const row of rows) if (test(row)) yield row;
}

async function sortedBy(org: RunOrg, run: Run, rows: () => Iterable<RunRow>): Promise<TakeUp> {
  const plan = new TakeUp(run.counts.rows, await org.orgTime(), rows);
  await lookAt(org, rows, (row, now) => {
    if (isAt(row.after, now)) plan.settle(row.n, 'already');
    else if (isAt(row.before, now)) plan.settle(row.n, 'toWrite');
    else plan.leave({ n: row.n, object: row.object, id: row.id, why: whyLeft(row, now) });
  });
  return plan;
}

/** Results that are put down at a time. */
const mostResults = 50_000;

/** Writes what is still missing of a run and ends it. */
export async function resumeRun(org: RunOrg, run: Run, plan: TakeUp, options: CarryOut): Promise<Carried> {
  const journal = RunJournal.reopen(run.folder, run.head);
  try {
    journal.append([{ resumed: options.now().toISOString() }]);
    let known: RowResult[] = [];
    const tell = (result: RowResult | undefined): void => {
      if (result !== undefined) {
        run.states.set(result.n, result.state);
        known.push(result);
      }
      if (result !== undefined && known.length < mostResults) return;
      journal.appendResults(known);
      options.onResults?.(known, []);
      known = [];
    };
    for (const n of plan.already()) tell({ n, state: 'found', errors: [] });
    for (const { n, why } of plan.left()) tell(changedSince(n, why));
    tell(undefined);
    const { states, counts } = run;
    const rows = { rows: plan.rows(), total: counts.rows, states };
    return await carryOut(org, journal, rows, { ...options, readAt: plan.readAt });
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
): Promise<Carried & { readonly head: RunHead }> {
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
  const rows = function* (): Generator<RunRow> {
    let n = 0;
    for (const row of plan.rows()) {
      yield { ...row, n };
      n += 1;
    }
  };
  const { toWrite: total } = plan.counts;
  const carried = await startRun(org, head, {
    ...options,
    rows,
    total,
    left: plan.left(),
    readAt: plan.readAt,
  });
  return { ...carried, head };
}

export interface NewRun<Row extends RunRow = RunRow> extends CarryOut<Row> {
  /** Folder of runs. */
  readonly runs: string;
  /** The rows in the order of their places; asked for twice. */
  readonly rows: () => Iterable<Row>;
  readonly total: number;
  readonly left?: Iterable<LeftRow>;
}

/** Puts a new run down, rows and all, then writes it. */
export async function startRun<Row extends RunRow>(org: RunOrg, head: RunHead, options: NewRun<Row>): Promise<Carried> {
  const { runs, rows, total, left = [] } = options;
  const journal = RunJournal.start(runs, head);
  try {
    journal.appendRows(rows(), left);
    return await carryOut(org, journal, { rows: rows(), total, states: new RowStates() }, options);
  } finally {
    journal.close();
  }
}
