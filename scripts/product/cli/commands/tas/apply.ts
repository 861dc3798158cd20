import { Args, Flags } from '@oclif/core';
import { runsFlag, targetOrgFlag } from '../../flags.ts';
import { InstallCommand, planFlags, type PlanAsked } from '../../install-command.ts';
import { confirmOrgFlag } from '../../write-command.ts';
import type { PlanCounts } from '../../../install/index.ts';
import type { OrgConnection } from '../../../org/index.ts';
import { toHelpSection } from '../../tas-command.ts';

/** What was carried out, and the run that takes it back; null: there was nothing to do. */
export type ApplyResult = {
  counts: PlanCounts;
  run: string | null;
};

/** `tas apply [PLAN]`: TAS+ is installed. */
export default class Apply extends InstallCommand<ApplyResult> {
  public static override readonly summary = 'Install TAS+ in an org, with a backup that takes it back.';
  public static override readonly description =
    'Carries out a saved plan, or makes one, shows it and asks. First a backup of everything it may touch goes into the folder of runs; then the deployment is tried (check-only), then done, all or nothing; then the org is read again. A plan whose org has changed since is refused, and so is one that was edited. Rules arrive switched off: tas gates switches them. Exit codes: 0 done or nothing to do, 1 error, 3 refused for safety.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %> tas.plan.json --target-org my-sandbox',
    'Plan and carry out at once:\n<%= config.bin %> <%= command.id %> --target-org my-sandbox --yes',
  ];
  public static override readonly args = {
    plan: Args.string({ description: 'A plan that tas plan --out saved. Without: one is made and shown.' }),
  };
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    ...planFlags,
    yes: Flags.boolean({ summary: 'Carry out the plan that is made, without asking.' }),
    'confirm-org': confirmOrgFlag,
    runs: runsFlag,
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done, or nothing to do.' },
    { 1: 'Error; or the org refused the deployment.' },
    { 3: 'Refused for safety; nothing was written.' },
  );

  public async run(): Promise<ApplyResult> {
    const { args, flags } = await this.parse(Apply);
    const { connectOrg } = await import('../../../org/index.ts');
    const { applyPlan, checkPlanOrg, countsText, orgText, planCounts, planText, readFacts, readPlan } =
      await import('../../../install/index.ts');
    const { defaultRuns, rollbackCommand } = await import('../../../runs/index.ts');
    const saved = args.plan === undefined ? undefined : readPlan(args.plan);
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      if (saved !== undefined) checkPlanOrg(org, saved);
      const { plan, facts } =
        saved === undefined ? await this.fresh(org, flags.model, flags) : { plan: saved, facts: await readFacts(org) };
      if (saved === undefined) this.log(planText(plan));
      const counts = planCounts(plan);
      if (plan.changes.length === 0) {
        if (saved !== undefined) this.log('No changes.');
        return { counts, run: null };
      }
      await this.confirmOrg(facts, flags['confirm-org']);
      if (saved === undefined) await this.confirmed(flags.yes);
      this.log(`To ${orgText(facts, org)}: ${countsText(counts)}.`);
      const runs = flags.runs ?? defaultRuns;
      const applied = await applyPlan(org, plan, { runs, now: () => new Date(), onProgress: this.said });
      if (applied.state === 'nothing') {
        this.log('No changes: the org is as the plan says already.');
        return { counts, run: null };
      }
      this.log(
        [
          `Done, and read back: the org is as planned. Run ${applied.run}.`,
          `Take it back: ${rollbackCommand(applied.run, runs, org.targetOrg)}`,
        ].join('\n'),
      );
      return { counts, run: applied.run };
    } finally {
      org.close();
    }
  }

  private async fresh(org: OrgConnection, modelFile: string, asked: PlanAsked) {
    const found = await this.projectFor(org, modelFile);
    return { plan: await this.planned(org, found, asked), facts: found.facts };
  }
}
