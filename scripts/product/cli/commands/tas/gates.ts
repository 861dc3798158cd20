import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { Args, Flags } from '@oclif/core';
import { runsFlag, targetOrgFlag } from '../../flags.ts';
import { InstallCommand, planFlags, type ProjectFor } from '../../install-command.ts';
import { confirmOrgFlag } from '../../write-command.ts';
import type { Gate, InstallPlan, OrgFacts } from '../../../install/index.ts';
import type { OrgConnection } from '../../../org/index.ts';
import type { SalesModel } from '../../../model/index.ts';
import { toHelpSection } from '../../tas-command.ts';

/** Every gate, and what a switch of them came to. */
export type GatesResult = {
  gates: (Pick<Gate, 'id' | 'name' | 'model' | 'org'> & {
    blockedDeals: number | null;
    blockedAmount: string | null;
  })[];
  /** What was switched to; null: the gates were only shown. */
  switched: 'observe' | 'enforce' | null;
  applied: boolean;
  run: string | null;
};

/** Deals that a gate would stop today, and what they are worth together, in hundredths. */
interface Blocked {
  readonly deals: number;
  readonly cents: bigint;
  readonly currency: string;
}

/** `tas gates [observe|enforce]`: which gates refuse, and the switch. */
export default class Gates extends InstallCommand<GatesResult> {
  public static override readonly summary = 'Show which gates refuse in an org, and switch them.';
  public static override readonly description =
    'Shows for every stage whether its gate refuses or only watches, in the model and in the org, and how many open deals it would stop today. observe and enforce switch the gates of some stages or of all: in the model file, and in the org, rules and panel together, by the same path as tas apply. Nothing is written without --apply. Exit codes: 0 shown, done or nothing to do, 1 error, 2 a switch is pending (dry run), 3 refused for safety.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --target-org my-sandbox',
    'See what enforcing the gates of two stages comes to:\n<%= config.bin %> <%= command.id %> enforce --stage 1 --stage 2 --target-org my-sandbox',
    'All of them, for good:\n<%= config.bin %> <%= command.id %> enforce --target-org my-sandbox --apply',
  ];
  public static override readonly args = {
    to: Args.string({
      options: ['observe', 'enforce'],
      description: 'What the gates shall do. Without: they are shown.',
    }),
  };
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: planFlags.model,
    stage: Flags.integer({ multiple: true, summary: 'Only the gate of this stage, by its id; may be given again.' }),
    apply: Flags.boolean({ summary: 'Switch them. Without, the command shows what it would do.' }),
    'confirm-org': confirmOrgFlag,
    runs: runsFlag,
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Shown, done, or nothing to do.' },
    { 1: 'Error; or the org refused the deployment.' },
    { 2: 'Dry run: a switch is pending.' },
    { 3: 'Refused for safety; nothing was written.' },
  );

  public async run(): Promise<GatesResult> {
    const { args, flags } = await this.parse(Gates);
    const to = args.to as 'observe' | 'enforce' | undefined;
    const { connectOrg } = await import('../../../org/index.ts');
    const { readGates, switchGates } = await import('../../../install/index.ts');
    const { moneyText } = await import('../../../grade/index.ts');
    const { messagesIn } = await import('../../../messages/index.ts');
    const { baseLanguage } = await import('../../../model/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const found = await this.projectFor(org, flags.model);
      const { model } = found.project;
      this.said('Reading the rules');
      const gates = await readGates(org, found.project);
      const blocked = gates.some(({ org: state }) => state === 'not installed')
        ? undefined
        : await this.blocked(org, model, flags.model);
      const { tag } = messagesIn(baseLanguage(model)).language;
      const shown = gates.map(({ id, name, model: says, org: state }) => {
        const stops = blocked?.get(name);
        return {
          id,
          name,
          model: says,
          org: state,
          blockedDeals: typeof id === 'number' && blocked !== undefined ? (stops?.deals ?? 0) : null,
          blockedAmount: stops === undefined ? null : moneyText(stops.cents, stops.currency, tag),
        };
      });
      await this.show(shown);
      if (to === undefined) return { gates: shown, switched: null, applied: false, run: null };
      const changed = await this.change(org, flags, found, (file) => switchGates(file, model, flags.stage ?? [], to));
      return { gates: shown, switched: to, ...changed };
    } finally {
      org.close();
    }
  }

  /** Plans with a copy of the model that is switched; the model itself is, just before the org is. */
  private async change(
    org: OrgConnection,
    flags: {
      readonly model: string;
      readonly apply: boolean;
      readonly runs?: string | undefined;
      readonly 'confirm-org'?: string | undefined;
    },
    { facts }: ProjectFor,
    switchModel: (file: string) => void,
  ): Promise<Pick<GatesResult, 'applied' | 'run'>> {
    const { applyPlan, orgText, planText } = await import('../../../install/index.ts');
    const { defaultRuns, rollbackCommand } = await import('../../../runs/index.ts');
    const plan = await this.plannedWith(org, facts, flags.model, switchModel);
    this.log(`\n${planText(plan)}`);
    if (!flags.apply) {
      if (plan.changes.length === 0) return { applied: false, run: null };
      this.log('Nothing was written. Do it: run the same command with --apply.');
      process.exitCode = 2;
      return { applied: false, run: null };
    }
    await this.confirmOrg(facts, flags['confirm-org']);
    this.log(`To ${orgText(facts, org)}.`);
    const runs = flags.runs ?? defaultRuns;
    const before = readFileSync(flags.model, 'utf8');
    // What the model says is what shall be: a process that dies leaves a plan that is pending.
    switchModel(flags.model);
    try {
      const applied = await applyPlan(org, plan, { runs, now: () => new Date(), onProgress: this.said });
      await this.compiled(flags.model);
      const run = applied.state === 'done' ? applied.run : null;
      this.log(
        run === null
          ? 'No changes: the org is as the plan says already.'
          : `Done, and read back. ${flags.model} says so too. Run ${run}.\nTake it back: ${rollbackCommand(run, runs, org.targetOrg)}, and tas gates with the other word for the model.`,
      );
      return { applied: true, run };
    } catch (error) {
      const refused = error instanceof Error && /^(?:DeployRefused|PlanStale)$/.test(error.name);
      if (refused) writeFileSync(flags.model, before);
      throw error;
    }
  }

  private async plannedWith(
    org: OrgConnection,
    facts: OrgFacts,
    modelFile: string,
    switchModel: (file: string) => void,
  ): Promise<InstallPlan> {
    const { readProject } = await import('../../../install/index.ts');
    const { lockFileOf } = await import('../../../model/index.ts');
    const folder = mkdtempSync(join(tmpdir(), 'tas-gates-'));
    try {
      const copy = join(folder, basename(modelFile));
      copyFileSync(modelFile, copy);
      if (existsSync(lockFileOf(modelFile))) copyFileSync(lockFileOf(modelFile), lockFileOf(copy));
      switchModel(copy);
      const read = readProject(process.cwd(), copy, facts.corporateCurrency);
      if (!read.ok) throw new Error(`the switched model is broken: ${read.problems.join('; ')}`);
      // The folder of generated files follows once the model itself is switched.
      const project = { ...read.project, modelFile, isStale: false };
      return await this.planned(org, { facts, project }, { 'allow-remove': false, 'without-dashboards': true });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** What is generated follows the model. */
  private async compiled(modelFile: string): Promise<void> {
    const { compileProject } = await import('../../../compile/index.ts');
    const root = process.cwd();
    compileProject({ root, modelFile, output: join(root, 'force-app', 'main', 'generated'), check: false });
  }

  /** Open deals that each gate would stop on their next move, by the audit. */
  private async blocked(org: OrgConnection, model: SalesModel, modelFile: string): Promise<Map<string, Blocked>> {
    const { auditOrg } = await import('../../../audit/index.ts');
    const { localeOf } = await import('../../../explain/index.ts');
    const { messagesIn } = await import('../../../messages/index.ts');
    const { streamProgress } = await import('../../../terminal/index.ts');
    const { baseLanguage } = await import('../../../model/index.ts');
    const language = baseLanguage(model);
    const locale = localeOf(model, language);
    const found = new Map<string, Blocked>();
    const run = auditOrg(org, {
      model,
      modelFile,
      recordTypes: [],
      api: 'auto',
      calendar: await org.calendar(),
      progress: streamProgress(process.stderr, () => performance.now()),
      messages: messagesIn(language),
      locale,
    });
    const nameOf = new Map(model.stages.map(({ name }) => [locale.stage(name), name]));
    for await (const findings of run) {
      const stops = new Map(findings.flatMap((one) => (one.kind === 'blocked' ? [[one.gate, one.deal] as const] : [])));
      for (const [gate, { cents, currency }] of stops) {
        const name = nameOf.get(gate) ?? gate;
        const sum = found.get(name) ?? { deals: 0, cents: 0n, currency };
        found.set(name, { deals: sum.deals + 1, cents: sum.cents + (cents ?? 0n), currency });
      }
    }
    return found;
  }

  private async show(gates: GatesResult['gates']): Promise<void> {
    const { plain, tableLines } = await import('../../../terminal/index.ts');
    const rows = gates.map(({ id, name, model, org, blockedDeals, blockedAmount }) => [
      typeof id === 'number' ? `${id} ${plain(name)}` : plain(name),
      model,
      org,
      blockedDeals === null ? '' : blockedDeals.toLocaleString('en-US'),
      blockedAmount ?? '',
    ]);
    const columns = [
      { head: 'Gate', align: 'left' },
      { head: 'Model', align: 'left' },
      { head: 'Rules in the org', align: 'left' },
      { head: 'Would stop', align: 'right' },
      { head: 'Worth', align: 'right' },
    ] as const;
    this.log(tableLines(columns, rows, { ruled: false }).join('\n'));
  }
}
