import { relative } from 'node:path';
import { Flags, toHelpSection } from '@salesforce/sf-plugins-core';
import { apiFlag, leaveFlag, modelFlag, runsFlag, targetOrgFlag } from '../../flags.ts';
import { loadModel } from '../../load-model.ts';
import { confirmOrgFlag, WriteCommand } from '../../write-command.ts';
import type { GradeSummary } from '../../../grade/index.ts';

/** The summary of the run, and the files it wrote. */
export type GradeResult = GradeSummary & { files: string[] };

/** `tas grade`: the open deals of an org get their grades. */
export default class Grade extends WriteCommand<GradeResult> {
  public static override readonly summary = 'Grade the open opportunities of an org.';
  public static override readonly description =
    'Reads the open opportunities, grades them by the sales model and shows stage × grade, what would change and why. Nothing is written without --apply. A grade is raised freely, lowered or cleared only with --allow-lower; a manual grade is never touched. Exit codes: 0 done or nothing to do, 1 error or refused records, 2 changes pending (dry run), 3 refused for safety.';
  public static override readonly examples = [
    'See what would change in the practice org:\n<%= config.bin %> <%= command.id %> --target-org practice',
    'Write the grades:\n<%= config.bin %> <%= command.id %> --target-org practice --apply',
    'Only some deals, with files to look at:\n<%= config.bin %> <%= command.id %> --target-org my-org --where "Owner.Name = \'Li Wei\'" --out grades',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    where: Flags.string({ char: 'w', summary: 'Only deals that meet this SOQL condition.' }),
    apply: Flags.boolean({ summary: 'Write the grades that changed.' }),
    'allow-lower': Flags.boolean({ summary: 'Also lower and clear decided grades.' }),
    verify: Flags.option({
      options: ['sample', 'all'] as const,
      default: 'sample',
      summary: 'How many written grades to read back: one of a hundred and 2,000 at the least, or all.',
    })(),
    'confirm-org': confirmOrgFlag,
    api: apiFlag,
    leave: leaveFlag,
    runs: runsFlag,
    out: Flags.directory({
      summary: 'Folder for grades.csv, failed.csv (what the org refused, ready to be sent again) and summary.json.',
      default: 'grades',
    }),
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done, or nothing to do.' },
    { 1: 'Error; or the org refused some records.' },
    { 2: 'Dry run: changes are pending.' },
    { 3: 'Refused for safety; nothing was written.' },
  );

  public async run(): Promise<GradeResult> {
    const { flags } = await this.parse(Grade);
    const { connectOrg } = await import('../../../org/index.ts');
    const { GradesFile, runGrade, summaryText } = await import('../../../grade/index.ts');
    const { streamProgress } = await import('../../../terminal/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    let sheet: InstanceType<typeof GradesFile> | undefined;
    try {
      const { defaultRuns } = await import('../../../runs/index.ts');
      const { publishFiles } = await import('../../../csv/index.ts');
      const { prepareFolder } = await import('../../../metadata/index.ts');
      prepareFolder(flags.out);
      sheet = new GradesFile(flags.out);
      const modelFile = flags.model ?? org.modelPath ?? 'config/tas-plus.yaml';
      const { summary } = await runGrade(org, {
        sheet,
        model: await loadModel(modelFile),
        modelFile: relative(process.cwd(), modelFile),
        ...(flags.where === undefined ? {} : { where: flags.where }),
        apply: flags.apply,
        allowLower: flags['allow-lower'],
        verify: flags.verify,
        confirm: async (grades) =>
          await this.confirmWrite(
            org,
            flags['confirm-org'],
            `grades of ${grades === 1 ? '1 deal' : `${grades} deals`}`,
          ),
        api: flags.api,
        leave: flags.leave,
        runs: flags.runs ?? defaultRuns,
        now: () => new Date(),
        today: (await org.calendar()).today,
        progress: streamProgress(process.stderr, () => performance.now()),
      });
      const files = await publishFiles(flags.out, sheet.files(summary));
      this.log(summaryText(summary, files));
      process.exitCode = summary.exitCode;
      return { ...summary, files };
    } finally {
      sheet?.close();
      org.close();
    }
  }
}
