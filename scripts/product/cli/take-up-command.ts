/** What `tas undo` and `tas resume` share: they read a run, look at the org, say what they would do, and do it with --apply. */
import { Args, Flags } from '@oclif/core';
import type { CarryOut, Run, RunCounts, RunOrg, TakeUp } from '../runs/index.ts';
import { apiFlag, runsFlag, targetOrgFlag } from './flags.ts';
import { confirmOrgFlag, WriteCommand } from './write-command.ts';
import { toHelpSection } from './tas-command.ts';

/** What was found, and what was done of it. */
export type TakeUpResult = {
  /** The run that was asked for. */
  of: string;
  /** The run that holds what was written; null: nothing was. */
  run: string | null;
  applied: boolean;
  toWrite: number;
  already: number;
  leftAlone: number;
  /** The first thousand of them; all stand in the journal of what is written. */
  left: { n: number; object: string; id: string; why: string }[];
  counts: RunCounts | null;
};

export const takeUpArgs = { run: Args.string({ required: true, description: 'The run, as tas runs names it.' }) };

export const takeUpFlags = {
  'target-org': targetOrgFlag,
  apply: Flags.boolean({ summary: 'Write it. Without, the command shows what it would do.' }),
  'confirm-org': confirmOrgFlag,
  api: apiFlag,
  runs: runsFlag,
};

export const takeUpCodes = toHelpSection(
  'ERROR CODES',
  { 0: 'Done, or nothing to do.' },
  { 1: 'Error; or the org refused some records.' },
  { 2: 'Dry run: something is to be written.' },
  { 3: 'Refused for safety; nothing was written.' },
);

const refusedAdvice =
  'Rules hold for these commands too: correct what they name, or run the command as a user who holds the bypass.';

export interface TakeUpWork {
  readonly run: string;
  readonly flags: {
    readonly 'target-org': string;
    readonly apply: boolean;
    readonly api: 'auto' | 'bulk' | 'collections';
    readonly runs?: string | undefined;
    readonly 'confirm-org'?: string | undefined;
  };
  readonly label: string;
  readonly plan: (org: RunOrg, run: Run) => Promise<TakeUp>;
  readonly isPending: (plan: TakeUp, run: Run) => boolean;
  /** Answers the id of the run that holds what was written. */
  readonly write: (
    org: RunOrg,
    run: Run,
    plan: TakeUp,
    options: CarryOut & { readonly runs: string },
  ) => Promise<string>;
}

const mostLeft = 1_000;

function firstOf<T>(items: Iterable<T>): T[] {
  const first: T[] = [];
  for (const item of items) {
    if (first.length >= mostLeft) break;
    first.push(item);
  }
  return first;
}

export abstract class TakeUpCommand extends WriteCommand<TakeUpResult> {
  protected async takeUp({ run: id, flags, label, plan: planIt, isPending, write }: TakeUpWork): Promise<TakeUpResult> {
    const { chooseApi, connectOrg } = await import('../org/index.ts');
    const { streamProgress } = await import('../terminal/index.ts');
    const { checkOrg, checkRows, countsText, defaultRuns, readRun, refusalsText, takeUpText, undoCommand } =
      await import('../runs/index.ts');
    const runs = flags.runs ?? defaultRuns;
    const run = readRun(runs, id);
    checkRows(run);
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    let plan: TakeUp | undefined;
    try {
      checkOrg(run, org);
      plan = await planIt(org, run);
      const pending = isPending(plan, run);
      const { toWrite, already, left: leftAlone } = plan.counts;
      this.log(`${run.head.about}\n${takeUpText(plan)}`);
      const found = { of: id, toWrite, already, leftAlone, left: firstOf(plan.left()) };
      if (!flags.apply || !pending) {
        this.log(pending ? 'Nothing was written. Do it: run the same command with --apply.' : 'Nothing to write.');
        process.exitCode = pending ? 2 : 0;
        return { ...found, run: null, applied: false, counts: null };
      }
      await this.confirmWrite(org, flags['confirm-org'], `${toWrite} records of run ${id}`);
      const progress = streamProgress(process.stderr, () => performance.now());
      progress.begin(label, toWrite);
      const written = await write(org, run, plan, {
        api: chooseApi(flags.api, toWrite),
        runs,
        now: () => new Date(),
        onProgress: (more) => progress.advance(more),
      });
      progress.end();
      const done = readRun(runs, written);
      const refusals = refusalsText(done);
      this.log(
        [
          ...(refusals.length === 0 ? [] : ['Refused or left alone', ...refusals, refusedAdvice]),
          `Run ${written}: ${countsText(done.counts)}.`,
          `Take it back: ${undoCommand(written, runs, org.targetOrg)}`,
        ].join('\n'),
      );
      process.exitCode = done.counts.refused > 0 ? 1 : 0;
      return { ...found, run: written, applied: true, counts: done.counts };
    } finally {
      plan?.close();
      org.close();
    }
  }
}
