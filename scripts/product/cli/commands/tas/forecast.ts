import { basename, dirname } from 'node:path';
import { Flags } from '@oclif/core';
import { apiFlag, languageFlag, modelFlag, targetOrgFlag } from '../../flags.ts';
import { loadModel } from '../../load-model.ts';
import { TasCommand, toHelpSection } from '../../tas-command.ts';
import { fill, languages, messagesIn } from '../../../messages/index.ts';
import type { Chances, SalesModel } from '../../../model/index.ts';
import type { OrgConnection } from '../../../org/index.ts';
import type { ForecastReport } from '../../../forecast/index.ts';

/** The forecast, and the files it wrote. */
export type ForecastResult = ForecastReport & { files: string[] };

/** `tas forecast`: what the open pipeline will bring, by the org's own closed and open deals. */
export default class Forecast extends TasCommand<ForecastResult> {
  public static override readonly summary = 'Foretell wins and money of the open pipeline from its own past.';
  public static override readonly description =
    'Reads all deals, closed and open ones, and says for each stage, grade and age how likely a deal is won by a day and at all, and what the open pipeline should bring by that day, with a range; the configured probability stands beside it. Where too few deals are known it says so instead of a number. --backtest makes the forecast of a day of the past from what was known then, and holds it against what came. Nothing is written to the org.';
  public static override readonly examples = [
    'To the end of the quarter:\n<%= config.bin %> <%= command.id %> --target-org my-org',
    'How good would it have been?\n<%= config.bin %> <%= command.id %> --target-org my-org --backtest 2026-01-01 --until 2026-03-31',
    'As a page for the meeting:\n<%= config.bin %> <%= command.id %> --target-org my-org --html forecast.html',
    'Of files, without an org:\n<%= config.bin %> <%= command.id %> --data opportunities.csv --since engaged.csv --won Won --lost Lost --backtest 2017-10-01',
  ];
  public static override readonly flags = {
    'target-org': Flags.string({
      char: 'o',
      exactlyOne: ['target-org', 'data'],
      summary: targetOrgFlag.summary ?? '',
      description: targetOrgFlag.description ?? '',
    }),
    data: Flags.file({
      exists: true,
      summary:
        'CSV file of deals instead of an org: columns StageName, CloseDate, Amount and the day of --since-field.',
    }),
    since: Flags.file({
      exists: true,
      dependsOn: ['data'],
      summary: 'CSV file of two columns: one that --data has too, and the day on which each deal was taken up.',
    }),
    'since-field': Flags.string({
      default: 'CreatedDate',
      summary: 'Field, or column of --data, that says when a deal was taken up.',
    }),
    won: Flags.string({
      dependsOn: ['data'],
      summary: 'StageName of won deals in --data. Default: the one of the model.',
    }),
    lost: Flags.string({
      dependsOn: ['data'],
      summary: 'StageName of lost deals in --data. Default: the one of the model.',
    }),
    model: modelFlag,
    where: Flags.string({ char: 'w', exclusive: ['data'], summary: 'Only deals that meet this SOQL condition.' }),
    until: Flags.string({
      summary: 'Last day that is asked of, YYYY-MM-DD. Default: the end of the calendar quarter.',
    }),
    backtest: Flags.string({
      summary: 'A day of the past, YYYY-MM-DD: forecast from what was known then, and compare with what came.',
    }),
    csv: Flags.file({ summary: 'File for the rows: stage, grade, age, chances, wins, money.' }),
    html: Flags.file({ summary: 'File for the page: one that needs nothing else, to show, print and send.' }),
    language: { ...languageFlag, dependsOn: ['html'] },
    into: Flags.file({
      exists: true,
      exclusive: ['data', 'backtest', 'where'],
      summary: 'Sales model beside which the chances are written, for the record page; then run tas compile.',
    }),
    api: apiFlag,
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done, also where too few deals are known.' },
    { 1: 'Error.' },
  );

  public async run(): Promise<ForecastResult> {
    const { flags } = await this.parse(Forecast);
    const { chancesOf, csvSource, forecast, forecastCsv, forecastText, orgSource, periodOf } =
      await import('../../../forecast/index.ts');
    const { connectOrg } = await import('../../../org/index.ts');
    const { streamProgress } = await import('../../../terminal/index.ts');
    const target = flags['target-org'];
    const org = target === undefined ? undefined : await connectOrg(target, { projectDir: process.cwd() });
    try {
      const model = await loadModel(flags.model ?? org?.modelPath ?? 'config/tas-plus.yaml');
      const probabilities = new Map(model.stages.map(({ name, probability }) => [name, probability / 100]));
      const probabilityOf = (stage: string): number | null => probabilities.get(stage) ?? null;
      const calendar = await org?.calendar();
      const today = calendar?.today ?? new Date().toISOString().slice(0, 10);
      const period = periodOf(flags, today);
      const sinceField = flags['since-field'];
      const source =
        org === undefined || calendar === undefined
          ? await csvSource({
              data: flags.data ?? '',
              ...(flags.since === undefined ? {} : { since: flags.since }),
              sinceField,
              won: flags.won ?? model.closed.won.name,
              lost: flags.lost ?? model.closed.lost.name,
              probabilityOf,
            })
          : await orgSource(org, {
              model,
              ...(flags.where === undefined ? {} : { where: flags.where }),
              sinceField,
              api: flags.api,
              calendar,
              progress: streamProgress(process.stderr, () => performance.now()),
              readsAnswers: !period.isBacktest,
            });
      const report = await forecast(source, { ...period, probabilityOf });
      const chances = flags.into === undefined ? null : chancesOf(report, sinceField);
      const files = [
        ...(flags.into === undefined || chances === null ? [] : await this.#keep(flags.into, chances)),
        ...(flags.csv === undefined ? [] : await this.#publish(flags.csv, forecastCsv(report))),
        ...(flags.html === undefined
          ? []
          : await this.#publish(flags.html, [await this.#page(report, org, model, flags.language)])),
      ];
      this.log(forecastText(report, files));
      if (flags.into !== undefined)
        this.log(
          chances === null
            ? 'Too few deals are known of every stage, grade and age: no table was written.'
            : `On the record page once it is compiled and deployed: npx tas compile --model ${flags.into}, then npx tas plan.`,
        );
      return { ...report, files };
    } finally {
      org?.close();
    }
  }

  async #page(
    report: ForecastReport,
    org: Pick<OrgConnection, 'orgId' | 'instanceUrl' | 'username'> | undefined,
    model: SalesModel,
    language = model.languages[0] ?? languages[0],
  ): Promise<string> {
    const { forecastPage } = await import('../../../report/index.ts');
    const { localeOf } = await import('../../../explain/index.ts');
    const messages = messagesIn(language);
    const from =
      org === undefined ? report.source : fill(messages.audit.org, `${org.orgId} (${org.instanceUrl})`, org.username);
    return forecastPage(report, { messages, locale: localeOf(model, language) }, from);
  }

  /** The table that the record page looks a deal up in. */
  async #keep(modelFile: string, chances: Chances): Promise<string[]> {
    const { chancesFileOf } = await import('../../../model/index.ts');
    return await this.#publish(chancesFileOf(modelFile), [`${JSON.stringify(chances, null, 2)}\n`]);
  }

  async #publish(file: string, text: Iterable<string>): Promise<string[]> {
    const { publishFiles } = await import('../../../csv/index.ts');
    return await publishFiles(dirname(file), new Map([[basename(file), text]]));
  }
}
