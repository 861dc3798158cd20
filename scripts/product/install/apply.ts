/** Carries a plan out: backup, check-only, deployment, and a look at what stands there afterwards. */
import type { DeployReport } from '../org/index.ts';
import { newRunId, OrgRecord, rollbackCommand, RunJournal, type RunHead } from '../runs/index.ts';
import { named } from '../terminal/index.ts';
import { readDeals, writeBackup } from './backup.ts';
import { differences } from './compare.ts';
import { countsText, planCounts } from './counts.ts';
import { InstallError } from './error.ts';
import { isFileOf } from './left-behind.ts';
import type { InstallOrg } from './org.ts';
import type { InstallPlan } from './plan-types.ts';
import { changedPaths, fingerprint, inFolder, readState, writeSource, type Files } from './state.ts';

export interface ApplyOptions {
  /** Folder of runs. */
  readonly runs: string;
  readonly now: () => Date;
  readonly onProgress: (what: string) => void;
}

/** `nothing`: the org is as the plan says already. */
export type Applied = { readonly state: 'nothing' } | { readonly state: 'done'; readonly run: string };

/**
 * Deploys what the plan says, all or nothing, with a backup in the folder of runs.
 * @throws {InstallError} where the org is not the plan's or not as the plan found it, or the org refuses.
 */
export async function applyPlan(org: InstallOrg, plan: InstallPlan, options: ApplyOptions): Promise<Applied> {
  const { runs, now, onProgress } = options;
  checkPlanOrg(org, plan);
  onProgress('Reading what the org has');
  const before = await readState(org, plan.members);
  const stale = changedPaths(plan.read, fingerprint(before));
  if (stale.length > 0) {
    if (isCarriedOut(plan, before)) return { state: 'nothing' };
    throw staleError(stale);
  }
  if (plan.changes.length === 0) return { state: 'nothing' };
  const started = now();
  const head: RunHead = {
    id: newRunId('apply', started),
    command: 'apply',
    org: { id: org.orgId, instanceUrl: org.instanceUrl, username: org.username },
    model: { ...plan.model },
    started: started.toISOString(),
    of: null,
    about: `Installs TAS+: ${countsText(planCounts(plan))}`,
  };
  const journal = RunJournal.start(runs, head);
  const note = (name: string, said: string): void =>
    journal.append([{ step: { name, at: now().toISOString(), said } }]);
  try {
    onProgress('Keeping a backup');
    const deals = await readDeals(org);
    writeBackup(journal.folder, plan, before, deals);
    note('backup', `${before.size} files and ${deals.length} deals in ${journal.folder}`);
    const { remove } = plan;
    await inFolder(async (folder) => {
      writeSource(folder, Object.entries(plan.deploy));
      onProgress('Trying the deployment (check-only)');
      const checked = await org.metadata.deploy({ folder, remove, checkOnly: true, onProgress });
      note('check', reportText(checked));
      if (!checked.success) throw refusedError(checked, 'Nothing was changed in the org.');
      // Whoever changed the org while the check ran would be written over.
      const changed = changedPaths(plan.read, fingerprint(await readState(org, plan.members)));
      if (changed.length > 0) throw staleError(changed);
      note('deploy', 'begun');
      onProgress('Deploying');
      const report = await org.metadata.deploy({ folder, remove, checkOnly: false, onProgress });
      note('deployed', reportText(report));
      if (!report.success) throw refusedError(report, 'The org took all of it back: nothing was changed.');
    });
    onProgress('Reading it back');
    const after = await readState(org, plan.members);
    const missing = notThere(plan, after);
    note('verified', missing.length === 0 ? 'the org is as planned' : `otherwise: ${missing.join(', ')}`);
    journal.append([{ ended: now().toISOString() }]);
    const rows = plan.changes.length;
    await OrgRecord.ended(
      org,
      journal,
      { rows, written: rows - missing.length, refused: missing.length, leftAlone: 0 },
      now,
    );
    if (missing.length > 0)
      throw new InstallError('NotAsPlanned', {
        message: `The org took the deployment, and ${missing.length} of its components say something else than was sent: ${missing.join(', ')}.`,
        actions: [`Take the install back: ${rollbackCommand(head.id, runs, org.targetOrg)}`],
      });
    return { state: 'done', run: head.id };
  } catch (error) {
    if (error instanceof InstallError) {
      if (error.name !== 'NotAsPlanned') journal.append([{ ended: now().toISOString() }]);
      throw error;
    }
    const why = error instanceof Error ? error.message : String(error);
    journal.append([{ stopped: now().toISOString(), why }]);
    throw unknownError(error, head.id, runs, org.targetOrg);
  } finally {
    journal.close();
  }
}

/** @throws {InstallError} where a plan was made for another org. */
export function checkPlanOrg(org: Pick<InstallOrg, 'orgId' | 'instanceUrl'>, { org: of }: InstallPlan): void {
  if (org.orgId.slice(0, 15) === of.id.slice(0, 15)) return;
  throw new InstallError('OtherOrg', {
    message: `The plan was made for org ${of.id} (${of.instanceUrl}), not for ${org.orgId} (${org.instanceUrl}).`,
    actions: ['Make a plan for this org: npx tas plan'],
    exitCode: 3,
  });
}

/** What of the plan does not stand in the org. */
function notThere(plan: InstallPlan, state: Files): string[] {
  const missing = Object.entries(plan.deploy).filter(([path, text]) => {
    const there = state.get(path);
    return there === undefined || differences(path, text, there).length > 0;
  });
  const left = plan.remove.filter(({ name }) => [...state.keys()].some((path) => isFileOf(path, name)));
  return [...missing.map(([path]) => path), ...left.map(({ name }) => name)];
}

const isCarriedOut = (plan: InstallPlan, state: Files): boolean =>
  plan.changes.length > 0 && notThere(plan, state).length === 0;

const staleError = (paths: readonly string[]): InstallError =>
  new InstallError('PlanStale', {
    message: `The org has changed since the plan was made: ${named(paths)}. Nothing was changed in the org.`,
    actions: ['Make a new plan: npx tas plan'],
    exitCode: 3,
  });

const reportText = ({ id, success, components, failures }: DeployReport): string =>
  success ? `${id}: ${components} components` : `${id} refused: ${failures.length} failures`;

/** Every failure in the org's own words. */
export const refusedError = ({ failures }: DeployReport, consequence: string): InstallError =>
  new InstallError('DeployRefused', {
    message: [
      'The org refused the deployment:',
      ...failures.map(
        ({ type, name, problem }) => `  ${[type, name].filter((word) => word !== '').join(' ')}: ${problem}`,
      ),
      consequence,
    ].join('\n'),
  });

function unknownError(error: unknown, run: string, runs: string, targetOrg: string | undefined): unknown {
  if (!(error instanceof Error) || !('actions' in error)) return error;
  const actions = error.actions as string[];
  return Object.assign(error, {
    actions: [
      ...actions,
      'See how the org stands: npx tas plan. A deployment is all or nothing: either the plan is carried out, or nothing of it.',
      `Or take it back, whatever became of it: ${rollbackCommand(run, runs, targetOrg)}`,
    ],
  });
}
