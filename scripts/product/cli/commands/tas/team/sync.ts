import { relative } from 'node:path';
import { Flags } from '@oclif/core';
import { apiFlag, leaveFlag, modelFlag, runsFlag, targetOrgFlag } from '../../../flags.ts';
import { loadModel } from '../../../load-model.ts';
import { confirmOrgFlag, WriteCommand } from '../../../write-command.ts';
import type { Synced } from '../../../../team/index.ts';
import { toHelpSection } from '../../../tas-command.ts';

/** What is to be written, or was. */
export type TeamSyncResult = Synced;

/** `tas team sync`: people of deals and opportunity teams brought together. */
export default class TeamSync extends WriteCommand<TeamSyncResult> {
  public static override readonly summary = 'Bring the people of deals and opportunity teams together.';
  public static override readonly description =
    'Whom a deal names for a role joins its team; whom the team has for a role is named where the deal asks for one, up to the stage it stands in. Where the two differ nothing is written, and the difference is listed; nobody is removed, and who was taken out of a team is not brought back. Joining a team gives access to the deal: see the dry run first. Nothing is written without --apply; what is written is a run, which can be resumed and taken back. Exit codes: 0 done or nothing to do, 1 error or refused records, 2 changes pending (dry run), 3 refused for safety.';
  public static override readonly examples = [
    'See what it would do:\n<%= config.bin %> <%= command.id %> --target-org my-sandbox',
    'Do it:\n<%= config.bin %> <%= command.id %> --target-org my-sandbox --apply',
    'Answer the gates by the teams, and add nobody to them:\n<%= config.bin %> <%= command.id %> --target-org my-sandbox --only people --apply',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    apply: Flags.boolean({ summary: 'Write it.' }),
    only: Flags.option({
      options: ['team', 'people'] as const,
      summary: 'team: add members alone. people: name people alone. Both when left out.',
    })(),
    where: Flags.string({ summary: 'SOQL condition: only these opportunities.' }),
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
    { 3: 'Refused for safety, or the org has no teams; nothing was written.' },
  );

  public async run(): Promise<TeamSyncResult> {
    const { flags } = await this.parse(TeamSync);
    const { connectOrg } = await import('../../../../org/index.ts');
    const { syncedText, syncTeams } = await import('../../../../team/index.ts');
    const { defaultRuns } = await import('../../../../runs/index.ts');
    const { streamProgress } = await import('../../../../terminal/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const modelFile = flags.model ?? org.modelPath ?? 'config/tas-plus.yaml';
      const runs = flags.runs ?? defaultRuns;
      const synced = await syncTeams(org, {
        model: await loadModel(modelFile),
        modelFile: relative(process.cwd(), modelFile),
        side: flags.only ?? 'both',
        apply: flags.apply,
        ...(flags.where === undefined ? {} : { where: flags.where }),
        confirm: async (what) => await this.confirmWrite(org, flags['confirm-org'], what),
        api: flags.api,
        leave: flags.leave,
        calendar: await org.calendar(),
        progress: streamProgress(process.stderr, () => performance.now()),
        runs,
        now: () => new Date(),
      });
      this.log(syncedText(synced, runs, org.targetOrg));
      process.exitCode = synced.exitCode;
      return synced;
    } finally {
      org.close();
    }
  }
}
