import { relative } from 'node:path';
import { Flags } from '@oclif/core';
import { apiFlag, leaveFlag, modelFlag, runsFlag, targetOrgFlag } from '../../flags.ts';
import { loadModel } from '../../load-model.ts';
import { confirmOrgFlag, WriteCommand } from '../../write-command.ts';
import type { Registrations, Released } from '../../../registrations/index.ts';
import { toHelpSection } from '../../tas-command.ts';

/** What was found; with --release what was let go. */
export type RegistrationsResult = Registrations & Partial<Omit<Released, 'found'>>;

/** `tas registrations`: partner registrations that somebody has to look after. */
export default class TasRegistrations extends WriteCommand<RegistrationsResult> {
  public static override readonly summary =
    'List partner registrations that wait, run out soon, or have run out and still hold their project.';
  public static override readonly description =
    'A registration whose protection has run out keeps its project from others until it lets go of its key. With --release those are found, and with --apply they are set to Expired and their keys cleared, as a run that can be resumed and taken back; registrations that somebody extends meanwhile are left alone. Exit codes: 0 done, listed, or nothing to do, 1 error or refused records, 2 some are to be let go (dry run), 3 refused for safety.';
  public static override readonly examples = [
    '<%= config.bin %> <%= command.id %> --target-org practice',
    'See what could be let go:\n<%= config.bin %> <%= command.id %> --target-org my-sandbox --release',
    'Let it go:\n<%= config.bin %> <%= command.id %> --target-org my-sandbox --release --apply',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    days: Flags.integer({ summary: 'How many days ahead are looked at.', default: 30, min: 0, max: 3650 }),
    release: Flags.boolean({ summary: 'Let go of registrations that have run out; a dry run without --apply.' }),
    apply: Flags.boolean({ summary: 'Write them.', dependsOn: ['release'] }),
    'confirm-org': confirmOrgFlag,
    api: apiFlag,
    leave: leaveFlag,
    runs: runsFlag,
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done, listed, or nothing to do.' },
    { 1: 'Error; or the org refused some records.' },
    { 2: 'Dry run: some are to be let go.' },
    { 3: 'Refused for safety; nothing was written.' },
  );

  public async run(): Promise<RegistrationsResult> {
    const { flags } = await this.parse(TasRegistrations);
    const { connectOrg } = await import('../../../org/index.ts');
    const { readRegistrations, registrationsText, releaseLapsed, releasedText } =
      await import('../../../registrations/index.ts');
    const { defaultRuns } = await import('../../../runs/index.ts');
    const { streamProgress } = await import('../../../terminal/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const modelFile = flags.model ?? org.modelPath ?? 'config/tas-plus.yaml';
      const runs = flags.runs ?? defaultRuns;
      const options = {
        model: await loadModel(modelFile),
        modelFile: relative(process.cwd(), modelFile),
        days: flags.days,
        api: flags.api,
        progress: streamProgress(process.stderr, () => performance.now()),
      };
      if (!flags.release) {
        const found = await readRegistrations(org, options);
        this.log(registrationsText(found));
        return found;
      }
      const { found, ...released } = await releaseLapsed(org, {
        ...options,
        apply: flags.apply,
        confirm: async (records) =>
          await this.confirmWrite(org, flags['confirm-org'], `${records} registrations that have run out`),
        leave: flags.leave,
        runs,
        now: () => new Date(),
      });
      this.log(releasedText({ found, ...released }, runs, org.targetOrg));
      process.exitCode = released.exitCode;
      return { ...found, ...released };
    } finally {
      org.close();
    }
  }
}
