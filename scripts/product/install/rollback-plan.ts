/** What takes an install back, where the org stands now. Nothing is written. */
import { soql, type Member } from '../org/index.ts';
import type { Run } from '../runs/index.ts';
import { planOf, readBackup, type Backup } from './backup.ts';
import { canonical, differences } from './compare.ts';
import { differingMembers, isContainer, labelsPath, membersIn } from './container.ts';
import { mergeField, otherValues } from './fields.ts';
import { isFileOf } from './left-behind.ts';
import type { InstallOrg } from './org.ts';
import { stagesPath } from './plan.ts';
import { readPlan } from './plan-file.ts';
import type { InstallPlan } from './plan-types.ts';
import { settled } from './settled.ts';
import { withoutPlanned } from './stage-set.ts';
import { readState, sourcesOf, type Files } from './state.ts';
import { leaf, parseXml, printXml, textOf, withChildren } from './xml.ts';

export interface RollbackPlan {
  readonly run: Run;
  readonly install: InstallPlan;
  readonly backup: Backup;
  /** Path → text to put back. */
  readonly restore: Files;
  /** Files that end up otherwise than in the backup: with what the platform cannot delete, switched off. */
  readonly ends: Files;
  readonly remove: readonly Member[];
  /** Stages, values of picklists, record types and sales processes that the platform cannot delete. */
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
  const ends = new Map<string, string>();
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
      ends.set(path, text);
      if (canonical(path, text) !== canonical(path, there)) restore.set(path, text);
      continue;
    }
    if (before === undefined) {
      const off = offOf(path, there, goingFields(install, backup.files));
      if (off === undefined) added.push(path);
      else {
        switchedOff.push(off.what);
        ends.set(path, off.text);
        if (canonical(path, off.text) !== canonical(path, there)) restore.set(path, off.text);
      }
      continue;
    }
    const end = path.endsWith('.field-meta.xml') ? mergeField(before, there, true) : before;
    if (end !== before) {
      ends.set(path, end);
      const field = path.split('/').at(-1)?.split('.')[0] ?? path;
      switchedOff.push(...otherValues(before, there).map((value) => `value ${value} of ${field}`));
    }
    if (canonical(path, there) === canonical(path, end)) continue;
    if (differences(path, sent, there).length > 0) changedSince.push(path);
    restore.set(path, end);
  }
  for (const { name } of install.remove)
    for (const [path, text] of backup.files) if (!now.has(path) && isFileOf(path, name)) restore.set(path, text);
  for (const [path, text] of backup.files)
    if (!(path in install.deploy) && install.remove.some(({ name }) => lost(name, path, text, now.get(path))))
      restore.set(path, text);
  return {
    run,
    install,
    backup,
    restore: wholeBundles(restore, backup.files),
    ends,
    remove: [...(await membersOf(added, now)), ...labels],
    switchedOff,
    changedSince,
    dealsInStages: await dealsIn(org, install),
  };
}

/** Whether a file lost what it said of a component that the install removed: rights to it, its translations. */
function lost(name: string, path: string, before: string, there: string | undefined): boolean {
  const [object, part] = name.split('.');
  if (part !== undefined && path.startsWith(`objectTranslations/${object ?? ''}-`))
    return there === undefined && path.endsWith(`/${part}.fieldTranslation-meta.xml`);
  return path.startsWith('permissionsets/') && before.includes(name) && there?.includes(name) === false;
}

/** Code is put back whole. */
function wholeBundles(restore: ReadonlyMap<string, string>, backup: Files): Files {
  const folders = new Set(
    [...restore.keys()].flatMap((path) => /^(?:lwc|objectTranslations)\/[^/]+\//.exec(path)?.[0] ?? []),
  );
  const whole = [...backup].filter(([path]) => [...folders].some((folder) => path.startsWith(folder)));
  return new Map([...restore, ...whole]);
}

/** The components that files are, whole ones only: a part of a bundle that was there before is no component. */
async function membersOf(paths: readonly string[], now: Files): Promise<Member[]> {
  if (paths.length === 0) return [];
  const wanted = new Set(paths);
  const byComponent = Map.groupBy(await sourcesOf(now), ({ type, name }) => `${type}:${name}`);
  const whole = [...byComponent.values()].filter((files) => files.every(({ path }) => wanted.has(path)));
  const members = whole.flatMap(([first]) => (first === undefined ? [] : [{ type: first.type, name: first.name }]));
  const objects = members.filter(({ type }) => type === 'CustomObject').map(({ name }) => name);
  // What goes with its object is not named: the org would not find it any more.
  return members.filter(
    ({ type, name }) =>
      type === 'CustomObject' ||
      !objects.some((object) => name.startsWith(`${object}.`) || name.startsWith(`${object}-`)),
  );
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

export const isPending = ({ restore, remove }: RollbackPlan): boolean => restore.size + remove.length > 0;
