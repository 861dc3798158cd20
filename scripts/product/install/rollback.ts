/** Takes an install back: the backup is put back, what was added is removed, and the result is held against the backup. */
import { newRunId, OrgRecord, RunJournal, type RunHead } from '../runs/index.ts';
import { refusedError } from './apply.ts';
import { dealStages, readDeals } from './backup.ts';
import { canonical } from './compare.ts';
import { differingMembers, isContainer } from './container.ts';
import { InstallError } from './error.ts';
import { keepData, takePermissionSets } from './leaving.ts';
import type { InstallOrg } from './org.ts';
import { isPending, type RollbackPlan } from './rollback-plan.ts';
import { inFolder, readState, writeSource, type Files } from './state.ts';

export interface RollbackOptions {
  readonly runs: string;
  readonly now: () => Date;
  readonly onProgress: (what: string) => void;
}

export interface RolledBack {
  readonly run: string;
  /** Files that are as they were before the install. */
  readonly equal: number;
  /** Files that are not, and why is not known: empty where the install is taken back. */
  readonly otherwise: readonly string[];
  /** Deals whose stage, probability or forecast category differs from the day of the install. */
  readonly dealsChanged: number;
  readonly deals: number;
  /** Rows of our own fields that were kept before they went. */
  readonly kept: Readonly<Record<string, number>>;
  /** People whose permission set was taken. */
  readonly assignments: number;
}

/**
 * Carries a rollback out, check-only first, and proves it by reading the org again.
 * @throws {InstallError} where deals stand in stages that would be switched off, or the org refuses.
 */
export async function rollBack(org: InstallOrg, plan: RollbackPlan, options: RollbackOptions): Promise<RolledBack> {
  const { runs, now, onProgress } = options;
  if (plan.dealsInStages.length > 0) throw stagesInUse(plan.dealsInStages);
  const started = now();
  const head: RunHead = {
    id: newRunId('rollback', started),
    command: 'rollback',
    org: { id: org.orgId, instanceUrl: org.instanceUrl, username: org.username },
    model: plan.run.head.model,
    started: started.toISOString(),
    of: plan.run.head.id,
    about: `Takes back: ${plan.run.head.about}`,
  };
  const journal = RunJournal.start(runs, head);
  const note = (name: string, said: string): void =>
    journal.append([{ step: { name, at: now().toISOString(), said } }]);
  try {
    onProgress('Keeping what our fields hold');
    const kept = await keepData(org, plan.remove, journal.folder);
    note(
      'data',
      Object.entries(kept)
        .map(([object, rows]) => `${rows} rows of ${object}`)
        .join(', ') || 'none',
    );
    const assignments = await takePermissionSets(org, plan.remove, journal.folder);
    note('permissions', `${assignments} assignments of permission sets taken`);
    const refused = stillThere(assignments, journal.folder);
    if (isPending(plan)) await putBack(org, plan, { note, onProgress, refused });
    onProgress('Holding the org against the backup');
    const after = await readState(org, plan.install.members);
    const otherwise = differing(plan, after);
    const rows = await readDeals(org);
    const dealsChanged = changedDeals(plan.backup.deals, rows);
    note(
      'verified',
      otherwise.length === 0 ? 'the org is as before the install' : `otherwise: ${otherwise.join(', ')}`,
    );
    journal.append([{ ended: now().toISOString() }]);
    const written = plan.remove.length + plan.restore.size;
    await OrgRecord.ended(org, journal, { rows: written, written, refused: otherwise.length, leftAlone: 0 }, now);
    return {
      run: head.id,
      equal: plan.backup.files.size - otherwise.length,
      otherwise,
      dealsChanged,
      deals: rows.length,
      kept,
      assignments,
    };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    journal.append([{ stopped: now().toISOString(), why }]);
    throw error;
  } finally {
    journal.close();
  }
}

interface PutBack {
  readonly note: (name: string, said: string) => void;
  readonly onProgress: (what: string) => void;
  /** What a refusal means. */
  readonly refused: string;
}

/** Tries the deployment, then does it. @throws {InstallError} where the org refuses. */
async function putBack(org: InstallOrg, { restore, remove }: RollbackPlan, told: PutBack): Promise<void> {
  const { note, onProgress, refused } = told;
  await inFolder(async (folder) => {
    writeSource(folder, restore);
    for (const checkOnly of [true, false]) {
      onProgress(checkOnly ? 'Trying the way back (check-only)' : 'Deploying the way back');
      const report = await org.metadata.deploy({ folder, remove, checkOnly, onProgress });
      note(checkOnly ? 'check' : 'deployed', report.success ? report.id : `${report.id} refused`);
      if (!report.success) throw refusedError(report, refused);
    }
  });
}

/** What is not as it was, but for what the platform cannot delete and is switched off. */
function differing({ backup, install, restore, ends }: RollbackPlan, after: Files): string[] {
  const paths = new Set([...Object.keys(install.deploy), ...backup.files.keys()]);
  return [...paths].sort().filter((path) => {
    const wanted = ends.get(path) ?? restore.get(path) ?? backup.files.get(path);
    const there = after.get(path);
    const sent = install.deploy[path];
    if (sent !== undefined && isContainer(path))
      return differingMembers(sent, backup.files.get(path), there).length > 0;
    if (wanted === undefined || there === undefined) return wanted !== there;
    return canonical(path, wanted) !== canonical(path, there);
  });
}

/** Deals of then that stand otherwise now; those that are gone or new are nobody's change of ours. */
function changedDeals(then: readonly (readonly string[])[], now: readonly (readonly string[])[]): number {
  const before = dealStages(then);
  const after = dealStages(now);
  return [...before].filter(([id, values]) => after.has(id) && after.get(id) !== values).length;
}

const stillThere = (assignments: number, folder: string): string =>
  assignments === 0
    ? 'The install is still there.'
    : `The install is still there, but for its permission sets, which were taken from people; who had them stands in ${folder}/data/PermissionSetAssignment.csv.`;

const stagesInUse = (found: RollbackPlan['dealsInStages']): InstallError =>
  new InstallError('StagesInUse', {
    message: `Deals stand in stages that the install brought: ${found.map(({ stage, deals }) => `${deals} in ${stage}`).join(', ')}. Switched off, they would have no stage that anybody can choose. Nothing was changed.`,
    actions: [
      'Take back the migration that moved them there (tas runs lists it; tas undo RUN), or move them to a stage that was there before.',
    ],
    exitCode: 3,
  });
