import { relative } from 'node:path';
import { Flags } from '@oclif/core';
import { apiFlag, leaveFlag, modelFlag, runsFlag, targetOrgFlag } from '../../../flags.ts';
import { loadModel } from '../../../load-model.ts';
import { confirmOrgFlag, WriteCommand } from '../../../write-command.ts';
import type { Normalised } from '../../../../lead-keys/index.ts';
import { toHelpSection } from '../../../tas-command.ts';

/** What came of the keys. */
export type LeadsNormaliseResult = Normalised;

/** `tas leads normalise`: leads and open deals get the keys by which duplicates are found. */
export default class LeadsNormalise extends WriteCommand<LeadsNormaliseResult> {
  public static override readonly summary = 'Store the keys of customers and phones on leads and open opportunities.';
  public static override readonly description =
    'Nothing in Salesforce computes these keys: the Lead panel writes them for whoever opens a lead, this command for leads and deals that came by web, import or API. Two names of a customer have one key whatever their case, width, punctuation and legal form. Nothing is written without --apply; what is written are two runs, which can be resumed and taken back. Records that somebody changes meanwhile are left alone. Exit codes: 0 done or nothing to do, 1 error or refused records, 2 changes pending (dry run), 3 refused for safety.';
  public static override readonly examples = [
    'See how many keys are missing:\n<%= config.bin %> <%= command.id %> --target-org my-sandbox',
    'Store them:\n<%= config.bin %> <%= command.id %> --target-org my-sandbox --apply',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    apply: Flags.boolean({ summary: 'Write the keys.' }),
    'confirm-org': confirmOrgFlag,
    api: apiFlag,
    leave: leaveFlag,
    runs: runsFlag,
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done, or nothing to do.' },
    { 1: 'Error; or the org refused some records.' },
    { 2: 'Dry run: changes are pending.' },
    { 3: 'Refused for safety; nothing was written.' },
  );

  public async run(): Promise<LeadsNormaliseResult> {
    const { flags } = await this.parse(LeadsNormalise);
    const { connectOrg } = await import('../../../../org/index.ts');
    const { normaliseKeys, normalisedText } = await import('../../../../lead-keys/index.ts');
    const { defaultRuns } = await import('../../../../runs/index.ts');
    const { streamProgress } = await import('../../../../terminal/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const modelFile = flags.model ?? org.modelPath ?? 'config/tas-plus.yaml';
      const runs = flags.runs ?? defaultRuns;
      const result = await normaliseKeys(org, {
        model: await loadModel(modelFile),
        modelFile: relative(process.cwd(), modelFile),
        apply: flags.apply,
        confirm: async (records) =>
          await this.confirmWrite(org, flags['confirm-org'], `keys of ${records} leads and open deals`),
        api: flags.api,
        leave: flags.leave,
        progress: streamProgress(process.stderr, () => performance.now()),
        runs,
        now: () => new Date(),
      });
      this.log(normalisedText(result, runs, org.targetOrg));
      process.exitCode = result.exitCode;
      return result;
    } finally {
      org.close();
    }
  }
}
