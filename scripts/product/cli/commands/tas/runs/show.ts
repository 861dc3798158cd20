import { Args, Flags } from '@oclif/core';
import { runsFlag } from '../../../flags.ts';
import { TasCommand } from '../../../tas-command.ts';
import type { RowResult, Run, RunCounts, RunHead, RunRow, RunState } from '../../../../runs/index.ts';

/** A run with its rows. */
export type RunsShowResult = RunHead & {
  state: RunState;
  ended: string | null;
  counts: RunCounts;
  /** The first ten thousand; --out has them all. */
  rows: (RunRow & Partial<RowResult>)[];
  files: string[];
};

const mostRows = 10_000;

function firstRows(run: Run): RunsShowResult['rows'] {
  const refusals = run.refusals();
  const rows: RunsShowResult['rows'] = [];
  for (const row of run.rows()) {
    if (rows.length >= mostRows) break;
    const state = run.states.get(row.n);
    rows.push({ ...row, ...(state === undefined ? {} : { state, errors: refusals.get(row.n)?.errors ?? [] }) });
  }
  return rows;
}

/** `tas runs show`: one run, row by row. */
export default class RunsShow extends TasCommand<RunsShowResult> {
  public static override readonly summary = 'Show one run: what it wrote, and what came of every row.';
  public static override readonly examples = [
    'Show it:\n<%= config.bin %> <%= command.id %> 2026-11-26T115704-grade-3fa9',
    'With every row in a file for a spreadsheet:\n<%= config.bin %> <%= command.id %> 2026-11-26T115704-grade-3fa9 --out rows',
  ];
  public static override readonly args = {
    run: Args.string({ required: true, description: 'The run, as tas runs names it.' }),
  };
  public static override readonly flags = {
    runs: runsFlag,
    out: Flags.directory({ summary: 'Folder for rows.csv: before, after and result of every row.' }),
  };

  public async run(): Promise<RunsShowResult> {
    const { args, flags } = await this.parse(RunsShow);
    const { defaultRuns, readRun, runCsv, runText, stateOf } = await import('../../../../runs/index.ts');
    const { publishFiles } = await import('../../../../csv/index.ts');
    const run = readRun(flags.runs ?? defaultRuns, args.run);
    const files = flags.out === undefined ? [] : await publishFiles(flags.out, new Map([['rows.csv', runCsv(run)]]));
    this.log([runText(run), ...files.map((file) => `Wrote ${file}`)].join('\n'));
    const rows = this.jsonEnabled() ? firstRows(run) : [];
    return { ...run.head, state: stateOf(run), ended: run.ended, counts: run.counts, rows, files };
  }
}
