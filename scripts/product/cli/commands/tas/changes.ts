import { relative, dirname } from 'node:path';
import { Flags } from '@oclif/core';
import { apiFlag, modelFlag, runsFlag, targetOrgFlag } from '../../flags.ts';
import { loadModel } from '../../load-model.ts';
import { TasCommand, toHelpSection } from '../../tas-command.ts';
import type { ChangesJson } from '../../../changes/index.ts';

/** The report, and the file it wrote. */
export type ChangesResult = ChangesJson & { files: string[] };

/** `tas changes`: what has become of the pipeline since a day. */
export default class Changes extends TasCommand<ChangesResult> {
  public static override readonly summary = 'Tell what has changed in the pipeline of an org since a day.';
  public static override readonly description =
    'Counts the deals that are new, moved forward or back, won, lost, reopened, whose close date was pushed or pulled in, whose amount has grown or shrunk, and that were re-graded, with what they are worth, from the history of the org. What went there and back is no change. What our own runs wrote (grade, migrate, undo) is told apart and in none of the counts. Nothing is written to the org.';
  public static override readonly examples = [
    'Since last Monday:\n<%= config.bin %> <%= command.id %> --target-org practice',
    'Since a day, for each owner, with the deals:\n<%= config.bin %> <%= command.id %> --target-org my-org --since 2026-11-01 --by owner --list',
    'Every change of some deals as a spreadsheet:\n<%= config.bin %> <%= command.id %> --target-org my-org --where "Amount > 1000000" --csv changes.csv',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    since: Flags.string({
      summary: 'The first day whose changes count, YYYY-MM-DD in your time zone. Default: last Monday.',
    }),
    where: Flags.string({ char: 'w', summary: 'Only deals that meet this SOQL condition now.' }),
    by: Flags.option({ options: ['owner', 'stage'] as const, summary: 'Also the sums of each owner or stage.' })(),
    list: Flags.boolean({ summary: 'Also the deals, the largest first.' }),
    csv: Flags.file({ summary: 'File for a line of each change.' }),
    api: apiFlag,
    runs: runsFlag,
  };
  public static override readonly errorCodes = toHelpSection('ERROR CODES', { 0: 'Done.' }, { 1: 'Error.' });

  public async run(): Promise<ChangesResult> {
    const { flags } = await this.parse(Changes);
    const { connectOrg } = await import('../../../org/index.ts');
    const { changesSince, dayAsked, summaryText, tellChanges, toJson } = await import('../../../changes/index.ts');
    const { streamProgress } = await import('../../../terminal/index.ts');
    const { defaultRuns, listRuns } = await import('../../../runs/index.ts');
    const { prepareFolder } = await import('../../../metadata/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      if (flags.csv !== undefined) prepareFolder(dirname(flags.csv));
      const modelFile = flags.model ?? org.modelPath ?? 'config/tas-plus.yaml';
      const calendar = await org.calendar();
      const run = changesSince(org, {
        model: await loadModel(modelFile),
        modelFile: relative(process.cwd(), modelFile),
        since: dayAsked(flags.since, calendar.today),
        calendar,
        ...(flags.where === undefined ? {} : { where: flags.where }),
        ...(flags.by === undefined ? {} : { by: flags.by }),
        api: flags.api,
        runs: listRuns(flags.runs ?? defaultRuns),
        progress: streamProgress(process.stderr, () => performance.now()),
      });
      const { report, list, files } = await tellChanges(run, { csv: flags.csv, list: flags.list });
      this.log(summaryText(report, list, files));
      return { ...toJson(report, flags.list ? list : undefined), files: [...files] };
    } finally {
      org.close();
    }
  }
}
