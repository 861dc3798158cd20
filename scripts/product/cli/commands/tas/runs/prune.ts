import { Flags } from '@oclif/core';
import { runsFlag } from '../../../flags.ts';
import { TasCommand, toHelpSection } from '../../../tas-command.ts';

/** Runs that were, or would be, removed, and old ones that stay. */
export type RunsPruneResult = {
  applied: boolean;
  before: string;
  removed: string[];
  kept: { run: string; why: string }[];
};

/** `tas runs prune`: old runs are removed from the folder. */
export default class RunsPrune extends TasCommand<RunsPruneResult> {
  public static override readonly summary =
    'Remove old runs from the folder; what they wrote cannot be taken back then.';
  public static override readonly description =
    'Runs are kept until somebody removes them. Interrupted runs, installs and what a younger run takes back stay. Nothing in an org changes. Nothing is removed without --apply.';
  public static override readonly examples = [
    'See which would go:\n<%= config.bin %> <%= command.id %> --older-than 90',
    'Remove them:\n<%= config.bin %> <%= command.id %> --older-than 90 --apply',
  ];
  public static override readonly flags = {
    'older-than': Flags.integer({ required: true, min: 1, summary: 'Days since a run began.' }),
    apply: Flags.boolean({ summary: 'Remove them. Without, the command shows which would go.' }),
    runs: runsFlag,
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done, or nothing to do.' },
    { 1: 'Error.' },
    { 2: 'Dry run: runs are to be removed.' },
  );

  public async run(): Promise<RunsPruneResult> {
    const { flags } = await this.parse(RunsPrune);
    const { defaultRuns, listRuns, planPruning, prune } = await import('../../../../runs/index.ts');
    const before = new Date(Date.now() - flags['older-than'] * 86_400_000).toISOString().slice(0, 10);
    const { go, kept } = planPruning(listRuns(flags.runs ?? defaultRuns), before);
    if (flags.apply) prune(go);
    const removed = go.map(({ head }) => head.id);
    const stays = kept.map(({ run, why }) => ({ run: run.head.id, why }));
    this.log(
      [
        `${removed.length} ${removed.length === 1 ? 'run' : 'runs'} from before ${before} ${flags.apply ? 'removed' : 'would be removed'}.`,
        ...removed.map((id) => `  ${id}`),
        ...stays.map(({ run, why }) => `Stays: ${run} (${why})`),
        ...(flags.apply || removed.length === 0
          ? []
          : ['They cannot be taken back then. Remove them: run the same command with --apply.']),
      ].join('\n'),
    );
    process.exitCode = !flags.apply && removed.length > 0 ? 2 : 0;
    return { applied: flags.apply, before, removed, kept: stays };
  }
}
