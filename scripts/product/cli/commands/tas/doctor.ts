import { modelFlag, targetOrgFlag } from '../../flags.ts';
import { InstallCommand } from '../../install-command.ts';
import type { Counts, Finding } from '../../../doctor/index.ts';
import { toHelpSection } from '../../tas-command.ts';

/** Every finding of the examination, section by section. */
export type DoctorResult = {
  org: { id: string; instanceUrl: string; name: string; edition: string; isProduction: boolean };
  counts: Counts;
  sections: { title: string; findings: Finding[] }[];
};

/** `tas doctor`: whether an org is fit for the package. */
export default class Doctor extends InstallCommand<DoctorResult> {
  public static override readonly summary = 'Examine whether an org is fit for TAS+, and TAS+ well in it.';
  public static override readonly description =
    'Reads limits, stages, sales processes, record types, rules, flows, settings, permission sets and pages, and says of each finding why it matters and the exact step that mends it. Nothing is written to the org. Exit codes: 0 in order, with notes at most, 1 error, 2 warnings, 3 blockers.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --target-org my-sandbox',
    'The practice org:\n<%= config.bin %> <%= command.id %> --target-org practice',
  ];
  public static override readonly flags = { 'target-org': targetOrgFlag, model: modelFlag };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'In order, with notes at most.' },
    { 1: 'Error.' },
    { 2: 'Warnings.' },
    { 3: 'Blockers: it cannot be installed as it is.' },
  );

  public async run(): Promise<DoctorResult> {
    const { flags } = await this.parse(Doctor);
    const { connectOrg } = await import('../../../org/index.ts');
    const { countsOf, doctorText, examine, exitCodeOf, readPicture } = await import('../../../doctor/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const { facts, project } = await this.projectFor(org, flags.model ?? org.modelPath ?? 'config/tas-plus.yaml');
      const picture = await readPicture(org, facts, this.said);
      const sections = examine(picture, project);
      this.log(doctorText(facts, org.instanceUrl, sections));
      process.exitCode = exitCodeOf(sections.flatMap(({ findings }) => findings));
      const { name, edition, isProduction } = facts;
      return {
        org: { id: org.orgId, instanceUrl: org.instanceUrl, name, edition, isProduction },
        counts: countsOf(sections),
        sections: sections.map(({ title, findings }) => ({ title, findings: [...findings] })),
      };
    } finally {
      org.close();
    }
  }
}
