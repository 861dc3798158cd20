import { relative } from 'node:path';
import { Flags } from '@oclif/core';
import { apiFlag, modelFlag, runsFlag, targetOrgFlag } from '../../../flags.ts';
import { loadModel } from '../../../load-model.ts';
import { confirmOrgFlag, WriteCommand } from '../../../write-command.ts';
import type { MigrateSummary } from '../../../../migrate/index.ts';
import { toHelpSection } from '../../../tas-command.ts';

/** The summary of the migration, and the files it wrote. */
export type MigrateResult = MigrateSummary & { files: string[] };

/** `tas migrate`: a pipeline in stages of its own goes over to the stages of the model. */
export default class Migrate extends WriteCommand<MigrateResult> {
  public static override readonly summary = 'Move the deals of an org from its own stages to those of the model.';
  public static override readonly description =
    'Reads the open deals, and closed ones in stages that the model does not have, and shows per record type, stage and owner what a mapping file moves, with amounts, and what it does not move and why. With --apply it writes: the new stage with the saved probability and forecast category, the day on which each deal came into its old stage, and the hard requirements of passed stages as waived. Every row is read back. The run can be gone on with after an interruption (tas resume) and taken back (tas undo). Needs the right TAS_Bypass.';
  public static override readonly examples = [
    'Let a mapping be proposed:\n<%= config.bin %> <%= command.id %> propose --target-org my-org --out mapping.yaml',
    'See what it would move:\n<%= config.bin %> <%= command.id %> --target-org my-org --mapping mapping.yaml',
    'Move it:\n<%= config.bin %> <%= command.id %> --target-org my-org --mapping mapping.yaml --apply',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    mapping: Flags.file({ required: true, summary: 'Stages of the org → stages of the model, YAML or JSON.' }),
    where: Flags.string({ char: 'w', summary: 'Only deals that meet this SOQL condition.' }),
    apply: Flags.boolean({ summary: 'Write it. Without, the command shows what it would do.' }),
    'confirm-org': confirmOrgFlag,
    api: apiFlag,
    runs: runsFlag,
    out: Flags.directory({ summary: 'Folder for migration.csv and migration.json.', default: 'migration' }),
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done, or nothing to do.' },
    { 1: 'Error; or the org refused some records.' },
    { 2: 'Preview: changes are pending; or deals changed meanwhile and were left out.' },
    { 3: 'Refused for safety; nothing was written.' },
  );

  public async run(): Promise<MigrateResult> {
    const { flags } = await this.parse(Migrate);
    const { connectOrg } = await import('../../../../org/index.ts');
    const { migrateFiles, runMigrate, summarize, summaryText } = await import('../../../../migrate/index.ts');
    const { readMapping, readStageCounts, readStageNames } = await import('../../../../stages/index.ts');
    const { streamProgress } = await import('../../../../terminal/index.ts');
    const { defaultRuns } = await import('../../../../runs/index.ts');
    const { publishFiles } = await import('../../../../csv/index.ts');
    const { prepareFolder } = await import('../../../../metadata/index.ts');
    const { messagesIn } = await import('../../../../messages/index.ts');
    const { baseLanguage } = await import('../../../../model/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      prepareFolder(flags.out);
      const modelFile = flags.model ?? org.modelPath ?? 'config/tas-plus.yaml';
      const model = await loadModel(modelFile);
      const stages = await readStageNames(org);
      const options = {
        model,
        modelFile: relative(process.cwd(), modelFile),
        mapping: readMapping(flags.mapping, model, stages, await readStageCounts(org)),
        stages,
        ...(flags.where === undefined ? {} : { where: flags.where }),
        apply: flags.apply,
        confirm: async (what: string) => await this.confirmWrite(org, flags['confirm-org'], what),
        api: flags.api,
        runs: flags.runs ?? defaultRuns,
        calendar: await org.calendar(),
        messages: messagesIn(baseLanguage(model)),
        progress: streamProgress(process.stderr, () => performance.now()),
        now: () => new Date(),
      };
      const run = await runMigrate(org, options);
      const [summary, migrated] = summarize(org, options, run);
      const files = await publishFiles(flags.out, migrateFiles(summary, migrated));
      this.log(summaryText(summary, run, files));
      process.exitCode = summary.exitCode;
      return { ...summary, files };
    } finally {
      org.close();
    }
  }
}
