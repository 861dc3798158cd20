import { join, relative } from 'node:path';
import { Flags } from '@oclif/core';
import { apiFlag, leaveFlag, modelFlag, runsFlag, targetOrgFlag } from '../../flags.ts';
import { loadModel } from '../../load-model.ts';
import { WriteCommand } from '../../write-command.ts';
import type { GradedOrg, GradeSummary } from '../../../grade/index.ts';
import { toHelpSection } from '../../tas-command.ts';

/** The summary of the run, and the files it wrote. */
type OneResult = GradeSummary & { files: string[] };

/** Of several orgs: what came of each, the sums of those that were graded, and the worst exit code. */
type ManyResult = { orgs: GradedOrg[]; total: GradeSummary['counts']; exitCode: number };

export type GradeResult = OneResult | ManyResult;

/** `tas grade`: the open deals of an org, or of several, get their grades. */
export default class Grade extends WriteCommand<GradeResult> {
  public static override readonly summary = 'Grade the open opportunities of an org.';
  public static override readonly description =
    'Reads the open opportunities, grades them by the sales model and shows stage × grade, what would change and why. Nothing is written without --apply. A grade is raised freely, lowered or cleared only with --allow-lower; a manual grade is never touched. Deals that somebody changes while the run goes on are left alone and named. Several orgs, with commas between them, are graded one after the other; one that fails does not stop the others. Exit codes: 0 done or nothing to do, 1 error or refused records, 2 changes pending (dry run), 3 refused for safety.';
  public static override readonly examples = [
    'See what would change in the practice org:\n<%= config.bin %> <%= command.id %> --target-org practice',
    'Write the grades:\n<%= config.bin %> <%= command.id %> --target-org practice --apply',
    'Only some deals, with files to look at:\n<%= config.bin %> <%= command.id %> --target-org my-org --where "Owner.Name = \'Li Wei\'" --out grades',
    'Every night, in two orgs, with a line each:\n<%= config.bin %> <%= command.id %> --target-org east,west --apply --confirm-org East --confirm-org West --quiet',
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
    'as-of': Flags.string({
      exclusive: ['apply'],
      summary: 'Day (YYYY-MM-DD) whose dated rates convert the amounts, for a report; nothing is written then.',
      parse: async (text) => await Promise.resolve(dayOf(text)),
    }),
    'confirm-org': Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      summary:
        'Name of the org, as Setup shows it under Company Information. A production org needs it; give it once for each.',
    }),
    api: apiFlag,
    leave: leaveFlag,
    quiet: Flags.boolean({ summary: 'Say one line for each org, and errors.' }),
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
    const names = [...new Set(flags['target-org'].split(',').map((name) => name.trim()))].filter((name) => name !== '');
    const [first = '', ...others] = names;
    if (others.length > 0) return await this.#many(names, flags);
    const { lineOf, summaryText } = await import('../../../grade/index.ts');
    const { files, ...summary } = await this.#one(first, flags, flags.out);
    this.log(flags.quiet ? lineOf(first, summary) : summaryText(summary, files));
    process.exitCode = summary.exitCode;
    return { ...summary, files };
  }

  async #many(names: readonly string[], flags: GradeFlags): Promise<ManyResult> {
    const { lineOf, nameOfTarget, orgsText, totalOf } = await import('../../../grade/index.ts');
    const orgs: GradedOrg[] = [];
    for (const name of names) {
      let graded: GradedOrg;
      try {
        graded = { target: nameOfTarget(name), ...(await this.#one(name, flags, join(flags.out, nameOfTarget(name)))) };
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        const {
          name: what,
          message,
          actions = [],
          exitCode = 1,
        }: Error & { actions?: string[]; exitCode?: number } = error;
        graded = { target: nameOfTarget(name), error: { name: what, message, actions }, exitCode };
      }
      orgs.push(graded);
      this.log(lineOf(name, graded));
    }
    const { total, exitCode } = totalOf(orgs);
    if (!flags.quiet) this.log(`\n${orgsText(orgs)}`);
    process.exitCode = exitCode;
    return { orgs, total, exitCode };
  }

  async #one(name: string, flags: GradeFlags, out: string): Promise<OneResult> {
    const { connectOrg } = await import('../../../org/index.ts');
    const { GradesFile, runGrade } = await import('../../../grade/index.ts');
    const { silentProgress, streamProgress } = await import('../../../terminal/index.ts');
    const { defaultRuns } = await import('../../../runs/index.ts');
    const { publishFiles } = await import('../../../csv/index.ts');
    const { prepareFolder } = await import('../../../metadata/index.ts');
    const org = await connectOrg(name, { projectDir: process.cwd() });
    let sheet: InstanceType<typeof GradesFile> | undefined;
    try {
      prepareFolder(out);
      sheet = new GradesFile(out);
      const modelFile = flags.model ?? org.modelPath ?? 'config/tas-plus.yaml';
      const { summary } = await runGrade(org, {
        sheet,
        model: await loadModel(modelFile),
        modelFile: relative(process.cwd(), modelFile),
        ...(flags.where === undefined ? {} : { where: flags.where }),
        ...(flags['as-of'] === undefined ? {} : { asOf: flags['as-of'] }),
        apply: flags.apply,
        allowLower: flags['allow-lower'],
        verify: flags.verify,
        confirm: async (grades) =>
          await this.confirmWrite(
            org,
            flags['confirm-org'],
            `grades of ${grades === 1 ? '1 deal' : `${grades} deals`}`,
            { isQuiet: flags.quiet },
          ),
        api: flags.api,
        leave: flags.leave,
        runs: flags.runs ?? defaultRuns,
        now: () => new Date(),
        today: (await org.calendar()).today,
        progress: flags.quiet ? silentProgress : streamProgress(process.stderr, () => performance.now()),
      });
      return { ...summary, files: await publishFiles(out, sheet.files(summary)) };
    } finally {
      sheet?.close();
      org.close();
    }
  }
}

/** @throws {Error} for what is no day. */
function dayOf(text: string): string {
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw new Error(`"${text}" is no day; write it as 2026-11-30.`);
}

interface GradeFlags {
  readonly model?: string | undefined;
  readonly where?: string | undefined;
  readonly 'as-of'?: string | undefined;
  readonly apply: boolean;
  readonly 'allow-lower': boolean;
  readonly verify: 'sample' | 'all';
  readonly 'confirm-org'?: readonly string[] | undefined;
  readonly api: 'auto' | 'bulk' | 'collections';
  readonly leave: number;
  readonly quiet: boolean;
  readonly runs?: string | undefined;
  readonly out: string;
}
