import { runsFlag } from '../../../flags.ts';
import { TasCommand } from '../../../tas-command.ts';
import type { RunCounts, RunHead, RunState } from '../../../../runs/index.ts';

/** The runs of a folder, the newest first. */
export type RunsResult = { runs: (RunHead & { state: RunState; counts: RunCounts })[] };

/** `tas runs`: what was written to orgs from here. */
export default class Runs extends TasCommand<RunsResult> {
  public static override readonly summary = 'List the runs: what commands wrote to orgs from this folder.';
  public static override readonly description =
    'A command that writes to an org keeps a journal of it: per record what stood there, what was written, and what the org said. An interrupted run can be taken up (tas resume), any run can be taken back (tas undo).';
  public static override readonly examples = ['List them:\n<%= config.bin %> <%= command.id %>'];
  public static override readonly flags = { runs: runsFlag };

  public async run(): Promise<RunsResult> {
    const { flags } = await this.parse(Runs);
    const { defaultRuns, listRuns, runsText, stateOf } = await import('../../../../runs/index.ts');
    const folder = flags.runs ?? defaultRuns;
    const runs = listRuns(folder);
    this.log(runsText(runs, folder));
    return { runs: runs.map((run) => ({ ...run.head, state: stateOf(run), counts: run.counts })) };
  }
}
