/** Takes an install back: the backup is put back, what was added is removed, and the result is held against the backup. */
import { join } from 'node:path';
import { soql, sourceFiles, type Member } from '../org/index.ts';
import { newRunId, RunJournal, type Run, type RunHead } from '../runs/index.ts';
import { refusedError } from './apply.ts';
import { dealStages, planOf, readBackup, readDeals, type Backup } from './backup.ts';
import { canonical, differences } from './compare.ts';
import { differingMembers, isContainer, labelsPath, membersIn } from './container.ts';
import { InstallError } from './error.ts';
import { isFileOf } from './left-behind.ts';
import { keepData, takePermissionSets } from './leaving.ts';
import type { InstallOrg } from './org.ts';
import { readPlan } from './plan-file.ts';
import type { InstallPlan } from './plan-types.ts';
import { settled } from './settled.ts';
import { inFolder, readState, writeSource, type Files } from './state.ts';
import { stagesPath } from './plan.ts';
import { withoutPlanned } from './stage-set.ts';
import { leaf, parseXml, printXml, textOf, withChildren } from './xml.ts';

export interface RollbackPlan {
  readonly run: Run;
  readonly install: InstallPlan;
  readonly backup: Backup;
  /** Path → text to put back. */
  readonly restore: Files;
  readonly remove: readonly Member[];
  /** Stages, record types and sales processes that the platform cannot delete. */
  readonly switchedOff: readonly string[];
  /** What somebody changed after the install, and is put back to what it was before it. */
  readonly changedSince: readonly string[];
  /** Deals in stages that are switched off, by stage. */
  readonly dealsInStages: readonly { readonly stage: string; readonly deals: number }[];
}

/** Works out what takes an install back, where the org stands now. */
export async function planRollback(org: InstallOrg, run: Run): Promise<RollbackPlan> {
  const install = readPlan(planOf(run.folder));
  const backup = readBackup(run.folder);
  await settled(org, run);
  const now = await readState(org, install.members);
  const restore = new Map<string, string>();
  const switchedOff: string[] = [];
  const changedSince: string[] = [];
  const added: string[] = [];
  const labels: Member[] = [];
  for (const [path, sent] of Object.entries(install.deploy)) {
    const [before, there] = [backup.files.get(path), now.get(path)];
    if (there === undefined) {
      if (before !== undefined) restore.set(path, before);
      continue;
    }
    if (isContainer(path)) {
      const known = membersIn(before);
      // A label that goes takes its translations with it.
      if (path === labelsPath)
        for (const name of membersIn(sent).keys())
          if (!known.has(name) && membersIn(there).has(name)) labels.push({ type: 'CustomLabel', name });
      if (before !== undefined && differingMembers(sent, before, there).some((name) => known.has(name)))
        restore.set(path, before);
      continue;
    }
    if (path === stagesPath) {
      const { text, inactive } = withoutPlanned(parseXml(before ?? there), parseXml(there), install.changes);
      switchedOff.push(...inactive.map((name) => `stage ${name}`));
      if (canonical(path, text) !== canonical(path, there)) restore.set(path, text);
      continue;
    }
    if (before === undefined) {
      const off = offOf(path, there, goingFields(install, backup.files));
      if (off === undefined) added.push(path);
      else {
        switchedOff.push(off.what);
        if (canonical(path, off.text) !== canonical(path, there)) restore.set(path, off.text);
      }
      continue;
    }
    if (canonical(path, there) === canonical(path, before)) continue;
    if (differences(path, sent, there).length > 0) changedSince.push(path);
    restore.set(path, before);
  }
  for (const { name } of install.remove)
    for (const [path, text] of backup.files) if (!now.has(path) && isFileOf(path, name)) restore.set(path, text);
  return {
    run,
    install,
    backup,
    restore: await wholeBundles(restore, backup.files),
    remove: [...(await membersOf(added, now)), ...labels],
    switchedOff,
    changedSince,
    dealsInStages: await dealsIn(org, install),
  };
}

/** Code is put back whole. */
async function wholeBundles(restore: ReadonlyMap<string, string>, backup: Files): Promise<Files> {
  const folders = new Set(
    [...restore.keys()].flatMap((path) => /^(?:lwc|objectTranslations)\/[^/]+\//.exec(path)?.[0] ?? []),
  );
  return await Promise.resolve(
    new Map([...restore, ...[...backup].filter(([path]) => [...folders].some((folder) => path.startsWith(folder)))]),
  );
}

/** The components that files are, whole ones only: a part of a bundle that was there before is no component. */
async function membersOf(paths: readonly string[], now: Files): Promise<Member[]> {
  if (paths.length === 0) return [];
  return await inFolder(async (folder) => {
    writeSource(folder, now);
    const found = (await sourceFiles(join(folder, 'main'))).map((one) => ({
      ...one,
      path: one.path.replace(/^default\//, ''),
    }));
    const wanted = new Set(paths);
    const byComponent = Map.groupBy(found, ({ type, name }) => `${type}:${name}`);
    const whole = [...byComponent.values()].filter((files) => files.every(({ path }) => wanted.has(path)));
    const members = whole.flatMap(([first]) => (first === undefined ? [] : [{ type: first.type, name: first.name }]));
    const objects = members.filter(({ type }) => type === 'CustomObject').map(({ name }) => name);
    // What goes with its object is not named: the org would not find it any more.
    return members.filter(
      ({ type, name }) =>
        type === 'CustomObject' ||
        !objects.some((object) => name.startsWith(`${object}.`) || name.startsWith(`${object}-`)),
    );
  });
}

/** Fields of Opportunity that the install added. */
const goingFields = ({ deploy }: InstallPlan, before: Files): ReadonlySet<string> =>
  new Set(
    Object.keys(deploy).flatMap((path) =>
      before.has(path) ? [] : (/^objects\/Opportunity\/fields\/(\w+)\./.exec(path)?.[1] ?? []),
    ),
  );

/** Of what the platform cannot delete, the file that switches it off. */
function offOf(path: string, text: string, going: ReadonlySet<string>): { text: string; what: string } | undefined {
  if (path.startsWith('standardValueSetTranslations/')) return { text, what: 'translations of the stages' };
  if (!/\.(?:recordType|businessProcess)-meta\.xml$/.test(path)) return undefined;
  const root = parseXml(text);
  const name = textOf(root, 'fullName') ?? path.split('/').at(-1)?.split('.')[0] ?? path;
  if (path.endsWith('.recordType-meta.xml')) {
    // A field that goes leaves the record types with it.
    const children = root.children.filter(
      (child) => child.tag !== 'picklistValues' || !going.has(textOf(child, 'picklist') ?? ''),
    );
    return {
      text: printXml(withChildren({ ...root, children }, [leaf('active', false)])),
      what: `record type ${name}`,
    };
  }
  return { text: printXml(withChildren(root, [leaf('isActive', false)])), what: `sales process ${name}` };
}

async function dealsIn(org: InstallOrg, { changes }: InstallPlan): Promise<RollbackPlan['dealsInStages']> {
  const stages = changes.filter(({ type, kind }) => type === 'Stage' && kind === 'add').map(({ name }) => name);
  const counts: { stage: string; deals: number }[] = [];
  for (const stage of stages) {
    const deals = await org.count(soql`SELECT COUNT() FROM Opportunity WHERE StageName = ${stage}`);
    if (deals > 0) counts.push({ stage, deals });
  }
  return counts;
}

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
    await inFolder(async (folder) => {
      writeSource(folder, plan.restore);
      for (const checkOnly of [true, false]) {
        onProgress(checkOnly ? 'Trying the way back (check-only)' : 'Deploying the way back');
        const report = await org.metadata.deploy({
          folder: join(folder, 'main'),
          remove: plan.remove,
          checkOnly,
          onProgress: () => undefined,
        });
        note(checkOnly ? 'check' : 'deployed', report.success ? report.id : `${report.id} refused`);
        if (!report.success) throw refusedError(report, 'The install is still there.');
      }
    });
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

/** What is not as it was, but for what the platform cannot delete and is switched off. */
function differing({ backup, install, restore }: RollbackPlan, after: Files): string[] {
  const paths = new Set([...Object.keys(install.deploy), ...backup.files.keys()]);
  return [...paths].sort().filter((path) => {
    const wanted = restore.get(path) ?? backup.files.get(path);
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

const stagesInUse = (found: RollbackPlan['dealsInStages']): InstallError =>
  new InstallError('StagesInUse', {
    message: `Deals stand in stages that the install brought: ${found.map(({ stage, deals }) => `${deals} in ${stage}`).join(', ')}. Switched off, they would have no stage that anybody can choose. Nothing was changed.`,
    actions: [
      'Take back the migration that moved them there (tas runs lists it; tas undo RUN), or move them to a stage that was there before.',
    ],
    exitCode: 3,
  });
