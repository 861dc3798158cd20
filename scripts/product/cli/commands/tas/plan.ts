import { Flags } from '@oclif/core';
import { targetOrgFlag } from '../../flags.ts';
import { InstallCommand, planFlags } from '../../install-command.ts';
import type { InstallPlan, PlanCounts } from '../../../install/index.ts';
import { toHelpSection } from '../../tas-command.ts';

/** What an apply would change, and where the plan was saved. */
export type PlanResult = Pick<InstallPlan, 'org' | 'model' | 'changes' | 'asks' | 'notes'> & {
  counts: PlanCounts;
  file: string | null;
};

/** `tas plan`: what an install would change. */
export default class Plan extends InstallCommand<PlanResult> {
  public static override readonly summary = 'Show what installing TAS+ would change in an org.';
  public static override readonly description =
    'Compares the sales model and the package of this project with what the org has: stages, sales processes and record types that the model names, fields, rules, components, permission sets, translations. Values and components of your own stay as they are. Nothing is written to the org. Exit codes: 0 no changes, 1 error, 2 changes pending, 3 it cannot be installed as it is.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --target-org my-sandbox',
    'Save the plan, and carry exactly that out:\n<%= config.bin %> <%= command.id %> --target-org my-sandbox --out tas.plan.json\n<%= config.bin %> tas apply tas.plan.json --target-org my-sandbox',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    ...planFlags,
    out: Flags.string({ summary: 'File to save the plan in, for tas apply.' }),
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'No changes.' },
    { 1: 'Error.' },
    { 2: 'Changes are pending.' },
    { 3: 'It cannot be installed as it is.' },
  );

  public async run(): Promise<PlanResult> {
    const { flags } = await this.parse(Plan);
    const { connectOrg } = await import('../../../org/index.ts');
    const { planCounts, planText, savePlan } = await import('../../../install/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const plan = await this.planned(org, await this.projectFor(org, flags.model), flags);
      this.log(planText(plan));
      if (flags.out !== undefined) {
        savePlan(flags.out, plan);
        this.log(
          `Saved in ${flags.out}. Carry it out: npx tas apply ${flags.out} --target-org ${org.targetOrg ?? 'ORG'}`,
        );
      }
      process.exitCode = plan.changes.length === 0 ? 0 : 2;
      const { org: of, model, changes, asks, notes } = plan;
      return { org: of, model, changes, asks, notes, counts: planCounts(plan), file: flags.out ?? null };
    } finally {
      org.close();
    }
  }
}
