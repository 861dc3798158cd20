import { Args, Flags } from '@oclif/core';
import { runsFlag, targetOrgFlag } from '../../flags.ts';
import { InstallCommand } from '../../install-command.ts';
import { confirmOrgFlag } from '../../write-command.ts';
import { toHelpSection } from '../../tas-command.ts';

/** What was found, and what was done of it. */
export type RollbackResult = {
  of: string;
  applied: boolean;
  /** The run that took it back; null: nothing was done. */
  run: string | null;
  restore: string[];
  remove: { type: string; name: string }[];
  switchedOff: string[];
  changedSince: string[];
  /** Runs after it that are taken back first. */
  laterRuns: string[];
  /** What is not as before the install; empty where all of it is. */
  otherwise: string[];
  dealsChanged: number;
};

/** `tas rollback RUN`: an install is taken back. */
export default class Rollback extends InstallCommand<RollbackResult> {
  public static override readonly summary = 'Take an install back: put the org as it was before.';
  public static override readonly description =
    'Puts back what the install changed, removes what it added, and switches off the stages, sales processes and record types that the platform cannot delete. Migrations and installs after it are taken back first, the newest first. What our fields and items hold is kept in files before it goes. Then the org is read again and held against the backup. Nothing is written without --apply. Exit codes: 0 done or nothing to do, 1 error, 2 something is to be taken back (dry run), 3 refused for safety.';
  public static override readonly examples = [
    'See what it would do:\n<%= config.bin %> <%= command.id %> 2026-11-26T115704-apply-3fa9 --target-org my-sandbox',
    'Do it:\n<%= config.bin %> <%= command.id %> 2026-11-26T115704-apply-3fa9 --target-org my-sandbox --apply',
  ];
  public static override readonly args = {
    run: Args.string({ required: true, description: 'The run of the install, as tas runs names it.' }),
  };
  public static override readonly flags = {
    'target-org': targetOrgFlag,
    apply: Flags.boolean({ summary: 'Do it. Without, the command shows what it would do.' }),
    'confirm-org': confirmOrgFlag,
    runs: runsFlag,
  };
  public static override readonly errorCodes = toHelpSection(
    'ERROR CODES',
    { 0: 'Done, or nothing to take back.' },
    { 1: 'Error; or the org refused it.' },
    { 2: 'Dry run: something is to be taken back.' },
    { 3: 'Refused for safety; nothing was written.' },
  );

  public async run(): Promise<RollbackResult> {
    const { args, flags } = await this.parse(Rollback);
    const { connectOrg } = await import('../../../org/index.ts');
    const {
      isPending,
      laterRuns,
      orgText,
      planRollback,
      reachedOrg,
      readFacts,
      rollBack,
      rollbackText,
      rolledBackText,
      takeBack,
    } = await import('../../../install/index.ts');
    const { checkInstall, checkOrg, defaultRuns, readRun } = await import('../../../runs/index.ts');
    const runs = flags.runs ?? defaultRuns;
    const run = readRun(runs, args.run);
    checkInstall(run);
    const org = await connectOrg(flags['target-org'], { projectDir: process.cwd() });
    try {
      checkOrg(run, org);
      if (!reachedOrg(run)) {
        this.log(`Nothing to take back: run ${run.head.id} ended before the org was changed.`);
        return nothing(run.head.id);
      }
      const later = laterRuns(runs, run);
      let plan = await planRollback(org, run);
      this.log(
        rollbackText(
          plan,
          later.map(({ head }) => head.id),
        ),
      );
      const found = {
        of: run.head.id,
        restore: [...plan.restore.keys()],
        remove: [...plan.remove],
        switchedOff: [...plan.switchedOff],
        changedSince: [...plan.changedSince],
        laterRuns: later.map(({ head }) => head.id),
      };
      const pending = later.length > 0 || isPending(plan);
      if (!flags.apply || !pending) {
        if (pending) this.log('Nothing was written. Do it: run the same command with --apply.');
        process.exitCode = pending ? 2 : 0;
        return { ...found, applied: false, run: null, otherwise: [], dealsChanged: 0 };
      }
      const facts = await readFacts(org);
      await this.confirmOrg(facts, flags['confirm-org']);
      this.log(`In ${orgText(facts, org)}.`);
      const options = { runs, now: () => new Date(), onProgress: this.said };
      for (const one of later) {
        this.said(`Taking back ${one.head.id}`);
        await takeBack(org, one, { api: 'bulk', ...options });
      }
      if (later.length > 0) plan = await planRollback(org, run);
      const done = await rollBack(org, plan, options);
      this.log(rolledBackText(done));
      process.exitCode = done.otherwise.length > 0 ? 1 : 0;
      return {
        ...found,
        applied: true,
        run: done.run,
        otherwise: [...done.otherwise],
        dealsChanged: done.dealsChanged,
      };
    } finally {
      org.close();
    }
  }
}

const nothing = (of: string): RollbackResult => ({
  of,
  applied: false,
  run: null,
  restore: [],
  remove: [],
  switchedOff: [],
  changedSince: [],
  laterRuns: [],
  otherwise: [],
  dealsChanged: 0,
});
