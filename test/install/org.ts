/** Orgs with metadata of their own, into which the package is installed. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseDocument, type Document } from 'yaml';
import {
  escaped,
  startPracticeOrg,
  type PracticeOrg,
  type PracticeOrgOptions,
} from '../../scripts/practice-org/server/index.ts';
import { compileProject } from '../../scripts/product/compile/project.ts';
import { examine, readPicture, type Finding } from '../../scripts/product/doctor/index.ts';
import {
  makePlan,
  readFacts,
  readProject,
  readState,
  type Files,
  type InstallPlan,
  type InstallProject,
  type OrgFacts,
} from '../../scripts/product/install/index.ts';
import {
  openOrg,
  soql,
  soqlFields,
  soqlIdentifier,
  type Member,
  type OrgConnection,
} from '../../scripts/product/org/index.ts';
import { xml } from '../practice-org/deploy.ts';
import { referenceProject } from '../reference/index.ts';

export interface ForeignStage {
  readonly name: string;
  readonly probability?: number;
  readonly closed?: boolean;
  readonly won?: boolean;
  readonly active?: boolean;
}

export const closedStages: readonly ForeignStage[] = [
  { name: 'Closed Won', probability: 100, closed: true, won: true },
  { name: 'Closed Lost', probability: 0, closed: true },
];

export const stageSet = (stages: readonly ForeignStage[]): [string, string] => [
  'standardValueSets/OpportunityStage.standardValueSet-meta.xml',
  xml(
    'StandardValueSet',
    `<sorted>false</sorted>${stages
      .map(
        ({ name, probability = 10, closed = false, won = false, active = true }) =>
          `<standardValue><fullName>${escaped(name)}</fullName><default>false</default>${active ? '' : '<isActive>false</isActive>'}<label>${escaped(name)}</label><closed>${closed}</closed><forecastCategory>${won ? 'Closed' : closed ? 'Omitted' : 'Pipeline'}</forecastCategory><probability>${probability}</probability><won>${won}</won></standardValue>`,
      )
      .join('')}`,
  ),
];

export interface ForeignOrg {
  readonly practice: PracticeOrg;
  readonly org: OrgConnection;
}

/** An org with that metadata and nothing of ours; it stops with the test. */
export async function foreignOrg(
  metadata: Iterable<readonly [string, string]>,
  options: Partial<PracticeOrgOptions> = {},
): Promise<ForeignOrg> {
  const started = await startPracticeOrg({ metadata: new Map(metadata), activateRules: false, ...options });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  const practice = started.org;
  const org = connectionOf(practice);
  onTestFinished(async () => {
    org.close();
    await practice.stop();
  });
  return { practice, org };
}

export const connectionOf = (practice: PracticeOrg, instanceUrl = practice.instanceUrl): OrgConnection =>
  openOrg(
    {
      instanceUrl,
      accessToken: practice.accessToken,
      username: practice.username,
      orgId: practice.orgId,
      targetOrg: 'practice',
    },
    { sleep: () => Promise.resolve(), idleMs: 1000 },
  );

/** What is changed of a model: values by path, or the document itself. */
export type ModelEdits = Readonly<Record<string, unknown>> | ((model: Document) => void);

/** A copy of the reference project with another model, and the lock of `after` if one is named; removed with the test. */
export function projectWith(edits: ModelEdits = {}, after = referenceProject): string {
  const project = mkdtempSync(join(tmpdir(), 'tas-install-project-'));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  cpSync(referenceProject, project, { recursive: true });
  const lockOf = (root: string): string => join(root, 'config', 'tas-plus.lock.json');
  cpSync(lockOf(after), lockOf(project));
  const file = modelFileOf(project);
  const model = parseDocument(readFileSync(file, 'utf8'));
  if (typeof edits === 'function') edits(model);
  else
    for (const [path, value] of Object.entries(edits))
      model.setIn(
        path.split('.').map((key) => (/^\d+$/.test(key) ? Number(key) : key)),
        value,
      );
  writeFileSync(file, model.toString());
  const output = join(project, 'force-app', 'main', 'generated');
  const compiled = compileProject({ root: project, modelFile: file, output, check: false });
  if (!compiled.ok) throw new Error(compiled.problems.join('\n'));
  return project;
}

export const modelFileOf = (project: string): string => join(project, 'config', 'tas-plus.yaml');

/** The project as that org needs it. */
export async function readFor(
  org: OrgConnection,
  project: string,
): Promise<{ facts: OrgFacts; project: InstallProject }> {
  const facts = await readFacts(org);
  const read = readProject(project, modelFileOf(project), facts.corporateCurrency);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return { facts, project: read.project };
}

export async function planFor(org: OrgConnection, project: string, allowRemove = false): Promise<InstallPlan> {
  const read = await readFor(org, project);
  return await makePlan(org, read.project, read.facts, {
    allowRemove,
    now: () => new Date(),
    onProgress: () => undefined,
  });
}

/** What doctor finds. */
export async function findings(org: OrgConnection, project = referenceProject): Promise<Finding[]> {
  const read = await readFor(org, project);
  const picture = await readPicture(org, read.facts, () => undefined);
  return examine(picture, read.project).flatMap((section) => [...section.findings]);
}

/** Everything that can be written of an org: its rows, the fields of deals, and the components named. */
export async function wholeOrg(
  org: OrgConnection,
  members: readonly Member[],
  objects: readonly string[] = ['Opportunity'],
): Promise<{ rows: string[]; fields: string[]; files: Files }> {
  const rows: string[] = [];
  const fields: string[] = [];
  for (const object of objects) {
    const described = [...(await org.describe(object)).values()];
    fields.push(...described.map(({ name, type }) => `${object}.${name} ${type}`));
    const columns = ['Id', ...described.filter(({ updateable }) => updateable).map(({ name }) => name)];
    await org.read(
      'collections',
      soql`SELECT ${soqlFields(columns)} FROM ${soqlIdentifier(object)}`,
      columns,
      (page) => {
        rows.push(...page.map((row) => `${object} ${JSON.stringify(row)}`));
      },
    );
  }
  return { rows: rows.toSorted(), fields: fields.toSorted(), files: await readState(org, members) };
}
