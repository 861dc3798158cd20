/** The whole way of an admin through one org: doctor, plan, apply, migrate, enforce, and all of it back. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import {
  applyPlan,
  isPending,
  laterRuns,
  planRollback,
  planText,
  readGates,
  rollBack,
  switchGates,
  takeBack,
  type Files,
  type InstallPlan,
} from '../../scripts/product/install/index.ts';
import { canonical } from '../../scripts/product/install/compare.ts';
import type { RollbackPlan } from '../../scripts/product/install/rollback-plan.ts';
import { proposeMapping } from '../../scripts/product/migrate/index.ts';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import type { Member, OrgConnection } from '../../scripts/product/org/index.ts';
import { readRun } from '../../scripts/product/runs/index.ts';
import { readInactiveStages, readOrgStages, readStageCounts } from '../../scripts/product/stages/index.ts';
import { migrate } from '../migrate/org.ts';
import { connect, loaded } from '../practice-org/practice.ts';
import type { MessyOrg } from './messy-orgs.ts';
import { findings, foreignOrg, modelFileOf, planFor, projectWith, readFor, wholeOrg } from './org.ts';

/** Types of which an install may touch something, or an admin has something. */
const types = [
  'BusinessProcess',
  'CustomField',
  'CustomLabel',
  'CustomObject',
  'CustomObjectTranslation',
  'CustomPermission',
  'FlexiPage',
  'Layout',
  'LightningComponentBundle',
  'ListView',
  'PermissionSet',
  'RecordType',
  'Translations',
  'ValidationRule',
];

const stageSet: Member = { type: 'StandardValueSet', name: 'OpportunityStage' };

interface Standing {
  readonly org: OrgConnection;
  readonly practice: PracticeOrg;
  readonly project: string;
  /** Folder of runs. */
  readonly runs: string;
}

const optionsOf = (runs: string) => ({ runs, now: () => new Date(), onProgress: () => undefined });

async function applied({ org, runs }: Standing, plan: InstallPlan): Promise<string> {
  const done = await applyPlan(org, plan, optionsOf(runs));
  if (done.state !== 'done') throw new Error('nothing was applied');
  return done.run;
}

/** Goes the whole way there and back; then everything that can be written is as before. */
export async function thereAndBack(messy: MessyOrg): Promise<void> {
  const standing = await stand(messy);
  const { org, runs, project } = standing;
  const objects = ['Opportunity', ...messy.objects];
  const members = [
    ...new Map((await org.metadata.list(types)).map((one) => [`${one.type} ${one.name}`, one])).values(),
  ];
  const before = await wholeOrg(org, members, objects);
  const stagesBefore = await stagesIn(org);
  const found = await findings(org, project);
  for (const [id, level] of Object.entries(messy.finds))
    expect(found.filter((one) => one.id === id)).toContainEqual(expect.objectContaining({ level }));
  const blockers = found.flatMap(({ id, level }) => (level === 'blocker' ? [id] : []));
  if (messy.refuses !== undefined) {
    expect(blockers).toEqual(Object.keys(messy.finds));
    await expect(planFor(org, project)).rejects.toThrow(messy.refuses);
    expect(await wholeOrg(org, members, objects)).toEqual(before);
    expect(await stagesIn(org)).toEqual(stagesBefore);
    return;
  }
  expect(blockers).toEqual([]);

  const plan = await planFor(org, project);
  for (const sentence of messy.says) expect(planText(plan)).toMatch(sentence);
  const install = await applied(standing, plan);
  expect((await planFor(org, project)).changes).toEqual([]);
  expect(await applyPlan(org, plan, optionsOf(runs))).toEqual({ state: 'nothing' });
  // While the package is there, what was there before still is.
  const during = await wholeOrg(org, members, objects);
  for (const [path, text] of before.files) if (!isChanged(plan, path)) expect(during.files.get(path)).toBe(text);
  expect(during.rows.length).toBe(before.rows.length);
  await migrated(standing, messy);
  await enforced(standing);

  const first = readRun(runs, install);
  const later = laterRuns(runs, first);
  expect(later.map(({ head }) => head.command)).toEqual(['apply', 'migrate']);
  for (const one of later) await takeBack(org, one, { api: 'collections', ...optionsOf(runs) });
  const back = await planRollback(org, first);
  const result = await rollBack(org, back, optionsOf(runs));
  expect([result.otherwise, result.dealsChanged]).toEqual([[], 0]);
  const after = await wholeOrg(org, members, objects);
  // Files are as they were, byte by byte; where values were switched off, all that is said beside them is.
  const said = (files: Files): Map<string, string> =>
    new Map([...files].map(([path, text]) => [path, back.ends.has(path) ? withoutListed(path, text, back) : text]));
  expect({ ...after, files: said(after.files) }).toEqual({ ...before, files: said(before.files) });
  // Once more there is nothing to do.
  expect(isPending(await planRollback(org, first))).toBe(false);
  expect((await rollBack(org, await planRollback(org, first), optionsOf(runs))).otherwise).toEqual([]);
  const known = new Set(members.map(({ type, name }) => `${type} ${name}`));
  const left = (await org.metadata.list(types)).map(({ type, name }) => `${type} ${name}`);
  expect(left.filter((one) => !known.has(one))).toEqual([]);
  const stages = await stagesIn(org);
  for (const [name, value] of stagesBefore) expect(stages.get(name)).toBe(value);
  for (const [name, value] of stages) if (!stagesBefore.has(name)) expect(value).toContain('false</isActive');
}

/** The org with its deals, and an older version of ours where it has one; and the project for it. */
async function stand(messy: MessyOrg): Promise<Standing> {
  const runs = mkdtempSync(join(tmpdir(), 'tas-runs-'));
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
  const { practice, org } = await foreignOrg(messy.metadata, messy.options);
  const typeOf = (at: number): Record<string, unknown> => {
    const name = messy.types[at % (messy.types.length + 1)];
    return name === undefined ? {} : { RecordTypeId: practice.recordTypeNamed('Opportunity', name) };
  };
  const deals = messy.stages.map((StageName, at) =>
    loaded(practice, 'Opportunity', {
      Name: `Deal ${at}`,
      StageName,
      CloseDate: '2030-01-31',
      Amount: 10 * at,
      ...typeOf(at),
    }),
  );
  const project = messy.earlier === undefined ? undefined : projectWith(messy.earlier);
  if (project !== undefined) {
    const standing = { practice, org, runs: join(runs, 'earlier'), project };
    await applied(standing, await planFor(org, project));
  }
  messy.load?.(practice, deals);
  return { practice, org, runs, project: projectWith(messy.model, project) };
}

/** A field without the values that a rollback says it could only switch off. */
const withoutListed = (path: string, text: string, { switchedOff }: RollbackPlan): string => {
  const field = /<CustomField[^]*?<fullName>([^<]*)/.exec(text)?.[1] ?? '';
  const left = text.replace(/<value>[^]*?<\/value>/g, (value) => {
    const name = /<fullName>([^<]*)/.exec(value)?.[1] ?? '';
    const isOff = value.includes('<isActive>false</isActive>');
    return isOff && switchedOff.includes(`value ${name} of ${field}`) ? '' : value;
  });
  return canonical(path, left);
};

/** Whether a file, or one that it is a part of, is deployed by the plan. */
const isChanged = ({ deploy }: InstallPlan, path: string): boolean =>
  path in deploy || path.startsWith('translations/') || path.startsWith('objectTranslations/');

const stagesIn = async (org: OrgConnection): Promise<Map<string, string>> => {
  const { files } = await wholeOrg(org, [stageSet], []);
  const text = [...files.values()].join('');
  return new Map(
    [...text.matchAll(/<standardValue>([^]*?)<\/standardValue>/g)].map(([, value = '']) => [
      /<fullName>([^]*?)<\/fullName>/.exec(value)?.[1] ?? '',
      value.replace(/\s+/g, '').split('>').sort().join('>'),
    ]),
  );
};

/** Every deal is moved to where the proposal says, or to the first stage where it does not know. */
async function migrated({ org, practice, project, runs }: Standing, { refusesMoves }: MessyOrg): Promise<void> {
  const admin = connect(practice, 'admin');
  const { records: sets } = await admin.query("SELECT Id FROM PermissionSet WHERE Name = 'TAS_Ops'");
  const { user_id: AssigneeId } = await admin.identity();
  await admin.sobject('PermissionSetAssignment').create({ AssigneeId, PermissionSetId: sets[0]?.Id });
  const { model } = (await readFor(org, project)).project;
  const file = join(project, 'mapping.json');
  writeFileSync(file, JSON.stringify({ recordTypes: await mappingOf(org, model) }));
  const { summary } = await migrate(org, { file, runs, apply: true, model });
  const { counts, verified } = summary;
  expect(verified.astray).toEqual([]);
  expect(counts.refused > 0).toBe(refusesMoves);
  expect(counts.moved + counts.refused).toBeGreaterThan(0);
  expect(counts.unmapped).toBe(0);
}

async function mappingOf(org: OrgConnection, model: SalesModel): Promise<Record<string, Record<string, string>>> {
  const stages = [...(await readOrgStages(org)), ...(await readInactiveStages(org))];
  const { lines } = proposeMapping({ model, stages, counts: await readStageCounts(org) });
  const mapping: Record<string, Record<string, string>> = {};
  for (const { recordType, from, to } of lines) (mapping[recordType] ??= {})[from] = to ?? model.stages[0]?.name ?? '';
  return mapping;
}

/** Every gate is switched on: in the model, and by a plan of it in the org. */
async function enforced(standing: Standing): Promise<void> {
  const { org, project } = standing;
  const { model } = (await readFor(org, project)).project;
  switchGates(modelFileOf(project), model, [], 'enforce');
  const plan = await planFor(org, project);
  // Rules and panel, and the hash of the model among the labels.
  const parts = new Set(['CustomLabels', 'LightningComponentBundle', 'Translations', 'ValidationRule']);
  expect(plan.changes.filter(({ kind, type }) => kind !== 'change' || !parts.has(type))).toEqual([]);
  await applied(standing, plan);
  const gates = await readGates(org, (await readFor(org, project)).project);
  expect(new Set(gates.map(({ org: state }) => state))).toEqual(new Set(['on']));
}
