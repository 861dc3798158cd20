/** What `tas undo` and `tas resume` share: they read a run, look at the org, say what they would do, and do it with --apply. */
import { Args } from '@oclif/core';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import type { CarryOut, RowResult, Run, RunCounts, RunOrg, TakeUp } from '../runs/index.ts';
import { apiFlag, runsFlag, targetOrgFlag } from './flags.ts';
import { confirmOrgFlag, WriteCommand } from './write-command.ts';

/** What was found, and what was done of it. */
export type TakeUpResult = {
  /** The run that was asked for. */
  of: string;
  /** The run that holds what was written; null: nothing was. */
  run: string | null;
  applied: boolean;
  toWrite: number;
  already: number;
  left: TakeUp['left'];
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
  readonly write: (
    org: RunOrg,
    run: Run,
    plan: TakeUp,
    options: CarryOut & { readonly runs: string },
  ) => Promise<{ readonly run: string; readonly rows: Run['rows']; readonly results: readonly RowResult[] }>;
}

export abstract class TakeUpCommand extends WriteCommand<TakeUpResult> {
  protected async takeUp({ run: id, flags, label, plan: planIt, write }: TakeUpWork): Promise<TakeUpResult> {
    const { chooseApi, connectOrg } = await import('../org/index.ts');
    const { streamProgress } = await import('../terminal/index.ts');
    const { checkOrg, checkRows, countsOf, countsText, defaultRuns, readRun, refusalsText, takeUpText, undoCommand } =
      await import('../runs/index.ts');
    const runs = flags.runs ?? defaultRuns;
    const run = readRun(runs, id);
    checkRows(run);
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      checkOrg(run, org);
      const plan = await planIt(org, run);
      this.log(`${run.head.about}\n${takeUpText(plan)}`);
      const found = { of: id, toWrite: plan.rows.length, already: plan.already.length, left: plan.left };
      if (!flags.apply || !plan.pending) {
        this.log(plan.pending ? 'Nothing was written. Do it: run the same command with --apply.' : 'Nothing to write.');
        process.exitCode = plan.pending ? 2 : 0;
        return { ...found, run: null, applied: false, counts: null };
      }
      await this.confirmWrite(org, flags['confirm-org'], `${plan.rows.length} records of run ${id}`);
      const progress = streamProgress(process.stderr, () => performance.now());
      progress.begin(label, plan.rows.length);
      const written = await write(org, run, plan, {
        api: chooseApi(flags.api, plan.rows.length),
        runs,
        now: () => new Date(),
        onProgress: (more) => progress.advance(more),
      });
      progress.end();
      const done = { rows: written.rows, results: new Map(written.results.map((one) => [one.n, one])) };
      const counts = countsOf(done);
      const refusals = refusalsText(done);
      this.log(
        [
          ...(refusals.length === 0 ? [] : ['Refused or left alone', ...refusals, refusedAdvice]),
          `Run ${written.run}: ${countsText(counts)}.`,
          `Take it back: ${undoCommand(written.run, runs, org.targetOrg)}`,
        ].join('\n'),
      );
      process.exitCode = counts.refused > 0 ? 1 : 0;
      return { ...found, run: written.run, applied: true, counts };
    } finally {
      org.close();
    }
  }
}
