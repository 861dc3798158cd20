/** Orgs with metadata of their own, into which the package is installed. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { parseDocument } from 'yaml';
import {
  escaped,
  startPracticeOrg,
  type PracticeOrg,
  type PracticeOrgOptions,
} from '../../scripts/practice-org/server/index.ts';
import { compileProject } from '../../scripts/product/compile/project.ts';
import { makePlan, readFacts, readProject, type InstallPlan } from '../../scripts/product/install/index.ts';
import { readState, type Files } from '../../scripts/product/install/state.ts';
import { openOrg, soql, soqlFields, type Member, type OrgConnection } from '../../scripts/product/org/index.ts';
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
    { sleep: () => Promise.resolve() },
  );

/** A copy of the reference project with another model; removed with the test. */
export function projectWith(edits: Readonly<Record<string, unknown>> = {}): string {
  const project = mkdtempSync(join(tmpdir(), 'tas-install-project-'));
  onTestFinished(() => rmSync(project, { recursive: true, force: true }));
  cpSync(referenceProject, project, { recursive: true });
  const file = join(project, 'config', 'tas-plus.yaml');
  const model = parseDocument(readFileSync(file, 'utf8'));
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

export async function planFor(org: OrgConnection, project: string, allowRemove = false): Promise<InstallPlan> {
  const facts = await readFacts(org);
  const read = readProject(project, join(project, 'config', 'tas-plus.yaml'), facts.corporateCurrency);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return await makePlan(org, read.project, facts, {
    allowRemove,
    now: () => new Date(),
    onProgress: () => undefined,
  });
}

/** Everything that can be written of an org: its deals, the fields they have, and the metadata it began with. */
export async function wholeOrg(
  org: OrgConnection,
  members: readonly Member[],
): Promise<{ deals: string[]; fields: string[]; files: Files }> {
  const described = [...(await org.describe('Opportunity')).values()];
  const columns = ['Id', ...described.filter(({ updateable }) => updateable).map(({ name }) => name)];
  const deals: string[] = [];
  await org.read('collections', soql`SELECT ${soqlFields(columns)} FROM Opportunity`, columns, (rows) => {
    deals.push(...rows.map((row) => JSON.stringify(row)));
  });
  return {
    deals: deals.toSorted(),
    fields: described.map(({ name, type }) => `${name} ${type}`).toSorted(),
    files: await readState(org, members),
  };
}
