import { relative } from 'node:path';
import { Flags } from '@oclif/core';
import { apiFlag, leaveFlag, modelFlag, runsFlag, targetOrgFlag } from '../../../flags.ts';
import { loadModel } from '../../../load-model.ts';
import { confirmOrgFlag, WriteCommand } from '../../../write-command.ts';
import type { Snapshots } from '../../../../map-snapshots/index.ts';
import { toHelpSection } from '../../../tas-command.ts';

/** What was found, and kept. */
export type MapSnapshotResult = Snapshots;

/** `tas map snapshot`: what customer maps say is kept for deals that were moved elsewhere than in our pages. */
export default class MapSnapshot extends WriteCommand<MapSnapshotResult> {
  public static override readonly summary =
    'Keep what the customer maps say of deals that were moved elsewhere than in the pages of TAS+.';
  public static override readonly description =
    'Panel, board and tas mcp keep what the map of a deal says when they move the deal. Whoever moves it otherwise (an integration, the Path, a list view) keeps nothing: this command finds such deals and keeps what their maps say now. Run it once a day. Nothing is written without --apply; what is written is a run, which can be resumed and taken back. Exit codes: 0 done or nothing to do, 1 error or refused records, 2 some are to be kept (dry run), 3 refused for safety.';
  public static override readonly examples = [
    'See what it would keep:\n<%= config.bin %> <%= command.id %> --target-org my-sandbox',
    'Keep it:\n<%= config.bin %> <%= command.id %> --target-org my-sandbox --apply',
  ];
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    model: modelFlag,
    apply: Flags.boolean({ summary: 'Write it.' }),
    'confirm-org': confirmOrgFlag,
    api: apiFlag,
    leave: leaveFlag,
    runs: runsFlag,
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done, or nothing to do.' },
    { 1: 'Error; or the org refused some records.' },
    { 2: 'Dry run: some are to be kept.' },
    { 3: 'Refused for safety; nothing was written.' },
  );

  public async run(): Promise<MapSnapshotResult> {
    const { flags } = await this.parse(MapSnapshot);
    const { connectOrg } = await import('../../../../org/index.ts');
    const { snapshotsText, takeSnapshots } = await import('../../../../map-snapshots/index.ts');
    const { defaultRuns } = await import('../../../../runs/index.ts');
    const { streamProgress } = await import('../../../../terminal/index.ts');
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      const modelFile = flags.model ?? org.modelPath ?? 'config/tas-plus.yaml';
      const runs = flags.runs ?? defaultRuns;
      const taken = await takeSnapshots(org, {
        model: await loadModel(modelFile),
        modelFile: relative(process.cwd(), modelFile),
        apply: flags.apply,
        confirm: async (records) => await this.confirmWrite(org, flags['confirm-org'], `${records} map snapshots`),
        api: flags.api,
        leave: flags.leave,
        progress: streamProgress(process.stderr, () => performance.now()),
        runs,
        now: () => new Date(),
      });
      this.log(snapshotsText(taken, runs, org.targetOrg));
      process.exitCode = taken.exitCode;
      return taken;
    } finally {
      org.close();
    }
  }
}
