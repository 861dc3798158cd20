import { Flags } from '@oclif/core';
import { apiFlag, languageFlag, modelFlag, targetOrgFlag } from '../../../flags.ts';
import { loadModel } from '../../../load-model.ts';
import type { Workload } from '../../../../team/index.ts';
import { TasCommand } from '../../../tas-command.ts';

/** People and their open deals. */
export type TeamWorkloadResult = Workload;

/** `tas team workload`: how many open deals each person works on. */
export default class TeamWorkload extends TasCommand<TeamWorkloadResult> {
  public static override readonly summary = 'Show how many open deals each person works on.';
  public static override readonly description =
    'A deal counts for its owner and for everybody that it names, once each. Amounts are in the currency of the model. Nothing is written to the org.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --target-org practice',
    `Of one year, as data:\n<%= config.bin %> <%= command.id %> --target-org practice --where "CloseDate = THIS_YEAR" --json`,
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    language: languageFlag,
    api: apiFlag,
    where: Flags.string({ summary: 'SOQL condition: only these opportunities.' }),
  };

  public async run(): Promise<TeamWorkloadResult> {
    const { flags } = await this.parse(TeamWorkload);
    const { connectOrg } = await import('../../../../org/index.ts');
    const { workloadOf, workloadText } = await import('../../../../team/index.ts');
    const { baseLanguage, requirementsOf } = await import('../../../../model/index.ts');
    const { streamProgress } = await import('../../../../terminal/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const model = await loadModel(flags.model ?? org.modelPath ?? 'config/tas-plus.yaml');
      const language = flags.language ?? baseLanguage(model);
      const names = new Map(
        requirementsOf(model).map(({ requirement }) => [requirement.code, requirement.label[language] ?? '']),
      );
      const workload = await workloadOf(org, {
        model,
        ...(flags.where === undefined ? {} : { where: flags.where }),
        api: flags.api,
        calendar: await org.calendar(),
        progress: streamProgress(process.stderr, () => performance.now()),
        nameOf: (code) => names.get(code) ?? code,
      });
      this.log(workloadText(workload));
      return workload;
    } finally {
      org.close();
    }
  }
}
