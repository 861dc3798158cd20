import { SfError } from '@salesforce/core/sfError';
import { Flags } from '@oclif/core';
import { modelFlag, targetOrgFlag } from '../../flags.ts';
import { InstallCommand } from '../../install-command.ts';
import type { Verdict, VerdictCounts } from '../../../verify/index.ts';
import { toHelpSection } from '../../tas-command.ts';

/** What every experiment found. */
export type VerifyResult = {
  org: { id: string; instanceUrl: string; name: string; edition: string };
  counts: VerdictCounts;
  verdicts: Verdict[];
  left: string[];
};

/** `tas verify`: what TAS+ takes for granted of Salesforce, tried in a scratch org. */
export default class Verify extends InstallCommand<VerifyResult> {
  public static override readonly summary = 'Try in a scratch org what TAS+ takes for granted of Salesforce.';
  public static override readonly description =
    'Makes throw-away fields, rules, a child object and deals, all called TASV or “TAS+ verify”, carries out small experiments and removes everything again; a run that was cut off is cleaned by the next one. A stage, a record type and a sales process stay, switched off, since no API deletes them. Production orgs and orgs of more than 1,000 deals are refused. Exit codes: 0 as assumed, 1 error or an experiment that failed, 2 something is otherwise, 3 refused.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --target-org my-scratch-org',
    'One experiment alone:\n<%= config.bin %> <%= command.id %> --target-org my-scratch-org --only stage-left-out',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    only: Flags.string({
      multiple: true,
      delimiter: ',',
      summary: 'Ids of the experiments to carry out, as --json and docs/verify.md name them. Default: all.',
    }),
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'As assumed, or not to be seen here.' },
    { 1: 'Error, or an experiment that failed.' },
    { 2: 'Something is otherwise than assumed.' },
    { 3: 'Refused: production, or somebody’s deals.' },
  );

  public async run(): Promise<VerifyResult> {
    const { flags } = await this.parse(Verify);
    const { connectOrg } = await import('../../../org/index.ts');
    const { experiments, verdictCounts, verify, verifyExitCode, verifyText, whyNotHere } =
      await import('../../../verify/index.ts');
    const known = experiments.map(({ id }) => id);
    const unknown = flags.only?.filter((id) => !known.includes(id)) ?? [];
    if (unknown.length > 0)
      throw new SfError(`No experiment is called ${unknown.join(', ')}.`, 'UnknownExperiment', [
        `They are called ${known.join(', ')}.`,
      ]);
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const { facts, project } = await this.projectFor(org, flags.model ?? org.modelPath ?? 'config/tas-plus.yaml');
      const why = await whyNotHere(org, facts);
      if (why !== undefined)
        throw new SfError(`Nothing was tried: ${why}.`, 'NotHere', ['Use a scratch org: docs/verify.md.'], 3);
      const verified = await verify(org, project, { said: this.said, ...(flags.only && { asked: flags.only }) });
      const { instanceUrl } = org;
      this.log(verifyText(facts, { instanceUrl, isPractice: flags['target-org'] === 'practice' }, verified));
      process.exitCode = verifyExitCode(verified);
      const { name, edition } = facts;
      return {
        org: { id: org.orgId, instanceUrl, name, edition },
        counts: verdictCounts(verified.verdicts),
        verdicts: [...verified.verdicts],
        left: [...verified.left],
      };
    } finally {
      org.close();
    }
  }
}
