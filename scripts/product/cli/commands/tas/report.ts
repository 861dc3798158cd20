import { basename, dirname, join, relative } from 'node:path';
import { Flags } from '@oclif/core';
import { apiFlag, languageFlag, modelFlag, runsFlag, targetOrgFlag } from '../../flags.ts';
import { loadModel } from '../../load-model.ts';
import { TasCommand, toHelpSection } from '../../tas-command.ts';
import { languages, messagesIn } from '../../../messages/index.ts';
import type { ReportJson } from '../../../report/index.ts';

/** The report, and the files it wrote. */
export type ReportResult = ReportJson & { files: string[] };

/** `tas report`: one page for the weekly meeting. */
export default class Report extends TasCommand<ReportResult> {
  public static override readonly summary = 'Write the weekly report of a pipeline: one page to show, print and send.';
  public static override readonly description =
    'Reads the open deals with their gate items, what has changed since a day and all deals of the past, and writes one HTML file that needs nothing else: stages and grades as a heat map, the funnel, what has changed, what is expected with its range beside the configured probability, what blocks which deals, and who waits for whom. Each run leaves a small file of sums; later reports draw lines from them. Nothing is written to the org.';
  public static override readonly examples = [
    'The practice org:\n<%= config.bin %> <%= command.id %> --target-org practice',
    'In Chinese, into a file of the week:\n<%= config.bin %> <%= command.id %> --target-org my-org --language zh_CN --output 2026-w48.html',
    'Some deals, since a day, to the end of the year:\n<%= config.bin %> <%= command.id %> --target-org my-org --where "Amount > 1000000" --since 2026-11-01 --until 2026-12-31',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    since: Flags.string({
      summary: 'The first day whose changes count, YYYY-MM-DD in your time zone. Default: last Monday.',
    }),
    until: Flags.string({
      summary: 'Last day that the forecast asks of, YYYY-MM-DD. Default: the end of the calendar quarter.',
    }),
    where: Flags.string({ char: 'w', summary: 'Only deals that meet this SOQL condition.' }),
    language: languageFlag,
    output: Flags.file({ summary: 'File of the report.', default: 'report.html' }),
    snapshots: Flags.directory({
      summary: 'Folder of snapshots, sums of earlier reports and of this one. Default: snapshots, beside the runs.',
    }),
    api: apiFlag,
    runs: runsFlag,
  };
  public static override readonly errorCodes = toHelpSection('ERROR CODES', { 0: 'Done.' }, { 1: 'Error.' });

  public async run(): Promise<ReportResult> {
    const { flags } = await this.parse(Report);
    const { connectOrg } = await import('../../../org/index.ts');
    const { dayAsked } = await import('../../../changes/index.ts');
    const { periodOf } = await import('../../../forecast/index.ts');
    const { reportOn, reportPage, snapshotName, snapshotText, summaryText, toJson } =
      await import('../../../report/index.ts');
    const { localeOf } = await import('../../../explain/index.ts');
    const { streamProgress } = await import('../../../terminal/index.ts');
    const { defaultRuns, listRuns } = await import('../../../runs/index.ts');
    const { publishFiles } = await import('../../../csv/index.ts');
    const { prepareFolder } = await import('../../../metadata/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      prepareFolder(dirname(flags.output));
      const runs = flags.runs ?? defaultRuns;
      const snapshots = flags.snapshots ?? join(dirname(runs), 'snapshots');
      prepareFolder(snapshots);
      const modelFile = flags.model ?? org.modelPath ?? 'config/tas-plus.yaml';
      const model = await loadModel(modelFile);
      const language = flags.language ?? model.languages[0] ?? languages[0];
      const [messages, locale] = [messagesIn(language), localeOf(model, language)];
      const calendar = await org.calendar();
      const report = await reportOn(org, {
        model,
        modelFile: relative(process.cwd(), modelFile),
        since: dayAsked(flags.since, calendar.today),
        period: periodOf({ until: flags.until }, calendar.today),
        ...(flags.where === undefined ? {} : { where: flags.where }),
        api: flags.api,
        calendar,
        runs: listRuns(runs),
        snapshots,
        progress: streamProgress(process.stderr, () => performance.now()),
        messages,
        locale,
      });
      const files = [
        ...(await publishFiles(
          dirname(flags.output),
          new Map([[basename(flags.output), [reportPage(report, { messages, locale })]]]),
        )),
        ...(await publishFiles(snapshots, new Map([[snapshotName(report.snapshot), [snapshotText(report.snapshot)]]]))),
      ];
      this.log(summaryText(report, files));
      return { ...toJson(report), files };
    } finally {
      org.close();
    }
  }
}
