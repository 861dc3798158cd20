/** What is tried in an org, what becomes of the org, and that an experiment can come out otherwise. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFacts, readProject, type InstallProject } from '../../scripts/product/install/index.ts';
import { OrgError, soql, type OrgConnection, type OrgReply } from '../../scripts/product/org/index.ts';
import { Lab } from '../../scripts/product/verify/lab.ts';
import {
  experiments,
  verify,
  verifyExitCode,
  verifyText,
  whyNotHere,
  type Verdict,
} from '../../scripts/product/verify/index.ts';
import { closedStages, connectionOf, foreignOrg, stageSet } from '../install/org.ts';
import { referencePackage, referenceProject } from '../reference/index.ts';

const said = (): void => undefined;
const stages = stageSet([{ name: 'Prospecting' }, { name: 'Engaging' }, ...closedStages]);

async function projectFor(org: OrgConnection): Promise<InstallProject> {
  const { corporateCurrency } = await readFacts(org);
  const read = readProject(referenceProject, join(referenceProject, 'config', 'tas-plus.yaml'), corporateCurrency);
  if (!read.ok) throw new Error(read.problems.join('\n'));
  return read.project;
}

const outcomes = (verdicts: readonly Verdict[]): Record<string, string> =>
  Object.fromEntries(verdicts.map(({ id, outcome }) => [id, outcome]));

/** Everything that a sweep has to bring back, and the stages that are on. */
async function traces(org: OrgConnection): Promise<unknown> {
  const types = ['CustomField', 'ValidationRule', 'CustomLabel', 'PermissionSet', 'CustomObject'];
  const rows: string[] = [];
  const add = (found: (readonly string[])[]): void => void rows.push(...found.map((row) => row.join()));
  await org.read('collections', soql`SELECT Name, StageName, LastModifiedDate FROM Opportunity`, ['Name', 'StageName', 'LastModifiedDate'], add); // prettier-ignore
  await org.read('collections', soql`SELECT Name FROM Product2`, ['Name'], add);
  await org.read('collections', soql`SELECT ApiName FROM OpportunityStage WHERE IsActive = true`, ['ApiName'], add);
  await org.read('collections', soql`SELECT AssigneeId, PermissionSetId FROM PermissionSetAssignment`, ['AssigneeId', 'PermissionSetId'], add); // prettier-ignore
  const members = (await org.metadata.list(types)).map(({ type, name }) => `${type} ${name}`);
  return { rows: rows.toSorted(), members: members.toSorted() };
}

test('in the practice org nothing is otherwise, nothing fails, and the org is as before', async () => {
  const { org, practice } = await foreignOrg([stages]);
  practice.load('Opportunity', [{ Name: 'Theirs', StageName: 'Engaging', CloseDate: '2030-01-31', Amount: 5 }]);
  const before = await traces(org);
  const verified = await verify(org, await projectFor(org), { said });
  expect(verified.verdicts.filter(({ outcome }) => outcome === 'otherwise' || outcome === 'failed')).toEqual([]);
  expect(verified.verdicts.map(({ id }) => id)).toEqual(experiments.map(({ id }) => id));
  expect(outcomes(verified.verdicts)).toMatchObject({ 'stage-left-out': 'assumed', 'currency-text': 'untold' });
  expect(await traces(org)).toEqual(before);
  expect(verified.left).toEqual([
    'stage "TASV Stage", switched off',
    'record type TASV_Type, switched off, and its sales process TASV_Process',
  ]);
  expect(verifyExitCode(verified)).toBe(0);
  // What stayed is no hindrance the next time.
  const again = await verify(org, await projectFor(org), { said, asked: ['stage-left-out', 'stage-outside-process'] });
  expect(outcomes(again.verdicts)).toEqual({ 'stage-left-out': 'assumed', 'stage-outside-process': 'assumed' });
  expect(await traces(org)).toEqual(before);
});

test('an org of several currencies is asked about them', async () => {
  const { currencies } = referencePackage('USD');
  const off = currencies.map((one) => (one.isoCode === 'CNY' ? { ...one, isActive: false } : one));
  const { org } = await foreignOrg([stages], { currencies: off });
  const asked = ['currency-text', 'currency-before', 'currency-off'];
  const { verdicts } = await verify(org, await projectFor(org), { said, asked });
  expect(outcomes(verdicts)).toEqual({
    'currency-text': 'assumed',
    'currency-before': 'assumed',
    'currency-off': 'assumed',
  });
});

test('an org that keeps stages which a set does not name is told apart, and the stage is switched off all the same', async () => {
  const { org } = await foreignOrg([stages], { unlistedValues: 'keep' });
  const verified = await verify(org, await projectFor(org), { said, asked: ['stage-left-out'] });
  expect(verified.verdicts).toMatchObject([
    { id: 'stage-left-out', outcome: 'otherwise', saw: 'a stage that the deployed set did not name stayed active' },
  ]);
  expect(verifyExitCode(verified)).toBe(2);
  const active = await org.count(soql`SELECT COUNT() FROM OpportunityStage WHERE IsActive = true AND ApiName = 'TASV Stage'`); // prettier-ignore
  expect(active).toBe(0);
  const text = verifyText(await readFacts(org), { instanceUrl: org.instanceUrl, isPractice: false }, verified);
  expect(text).toContain('→ Nothing: tas plan sends the full set in either case.');
});

/** An org whose API answers some requests otherwise. */
const lying = (
  org: OrgConnection,
  lie: (request: Parameters<OrgConnection['ask']>[0]) => Partial<OrgReply> | undefined,
): OrgConnection => ({
  ...org,
  ask: async (request) => ({ ...(await org.ask(request)), ...lie(request) }),
});

test.each<[string, Parameters<typeof lying>[1]]>([
  ['ui-stale', ({ path }) => (path.includes('/ui-api/') ? { status: 200 } : undefined)],
  ['ui-second', ({ path }) => (path.includes('/ui-api/') ? { status: 412 } : undefined)],
  ['long-query', ({ path }) => (path.includes('/query?q=') ? { status: 200 } : undefined)],
  ['long-query', ({ path }) => (path.endsWith('/composite/batch') ? { body: { hasErrors: true } } : undefined)],
  ['id-order', ({ path }) => (path.includes('/query?q=') ? { body: { records: [] } } : undefined)],
  [
    'own-clock',
    ({ method, path }) =>
      isRead(method, path, 'SystemModstamp') ? { body: { SystemModstamp: '2026-01-01T00:00:00.000+0000' } } : undefined,
  ],
  ['bad-token', ({ path }) => (path === '/oauth2/userinfo' ? { status: 401 } : undefined)],
  ['quick-deploy', ({ path }) => (path.endsWith('/deployRequest') ? { status: 201 } : undefined)],
  [
    'bulk-next-link',
    ({ path }) => (path.includes('/resultPages') ? { body: { resultPages: [], more: 'x' } } : undefined),
  ],
  ['rule-order', ({ body }) => (asksRefusal(body) ? { body: [{ errorCode: 'X', message: 'TASV B' }] } : undefined)],
  [
    'mutation-words',
    ({ body }) => (asksRefusal(body) ? { body: { errors: [{ message: 'TASV A, TASV B' }] } } : undefined),
  ],
  [
    'mutation-lock',
    ({ headers }) => (headers === undefined ? undefined : { body: { data: null, errors: [{ message: 'stale' }] } }),
  ],
  ['date-range', ({ method, body }) => (method === 'PATCH' && has(body, '1699') ? { status: 204 } : undefined)],
  [
    'probability-kept',
    ({ method, path }) => (isRead(method, path, 'Probability') ? { body: { Probability: 10 } } : undefined),
  ],
  [
    'probability-empty',
    ({ method, path }) => (isRead(method, path, 'Probability') ? { body: { Probability: 10 } } : undefined),
  ],
  ['derived-amount', ({ method, path }) => (isRead(method, path, 'Amount') ? { body: { Amount: 999 } } : undefined)],
  [
    'hard-space-kept',
    ({ method, path }) => (isRead(method, path, 'TASV_Text__c') ? { body: { TASV_Text__c: null } } : undefined),
  ],
  [
    'spaces-trimmed',
    ({ method, path }) => (isRead(method, path, 'TASV_Text__c') ? { body: { TASV_Text__c: '   ' } } : undefined),
  ],
  [
    'rollup-stamp',
    ({ method, path }) =>
      isRead(method, path, 'LastModifiedDate') ? { body: { LastModifiedDate: '2026' } } : undefined,
  ],
  [
    'mutation-all-or-none',
    ({ method, path }) => (isRead(method, path, 'TASV_Text__c') ? { body: { TASV_Text__c: 'good' } } : undefined),
  ],
  [
    'mutation-bad-value',
    ({ method, path }) => (isRead(method, path, 'TASV_Text__c') ? { body: { TASV_Text__c: 'good' } } : undefined),
  ],
])('%s tells an org that does otherwise', async (id, lie) => {
  const { org } = await foreignOrg([stages]);
  const { verdicts } = await verify(lying(org, lie), await projectFor(org), { said, asked: [id] });
  expect(outcomes(verdicts)).toEqual({ [id]: 'otherwise' });
});

const has = (body: unknown, text: string): boolean => JSON.stringify(body ?? null).includes(text);
const asksRefusal = (body: unknown): boolean => has(body, 'refuse me');
const isRead = (method: string, path: string, field: string): boolean =>
  method === 'GET' && path.includes('/sobjects/Opportunity/') && path.includes(field);

test('rules that an org does not compile are named, and a model that it does not take', async () => {
  const { org } = await foreignOrg([stages]);
  const refusing: OrgConnection = {
    ...org,
    metadata: {
      ...org.metadata,
      deploy: async (options) => {
        const report = await org.metadata.deploy(options);
        const own = options.checkOnly || report.components === 1;
        const failures = [{ type: 'ValidationRule', name: 'Some.Rule', problem: 'compiled formula is too big' }];
        return own && options.remove.length === 0 ? { ...report, success: false, failures } : report;
      },
    },
  };
  const asked = ['rules-of-the-model', 'reports-of-the-model', 'casesafeid-master', 'rule-parent-formula'];
  const { verdicts } = await verify(refusing, await projectFor(org), { said, asked });
  expect(outcomes(verdicts)).toEqual(Object.fromEntries(asked.map((id) => [id, 'otherwise'])));
  for (const { saw } of verdicts) expect(saw).toContain('compiled formula is too big');
});

test('what the org refuses ends one experiment, and the next one is carried out', async () => {
  const { org } = await foreignOrg([stages]);
  const broken = lying(org, ({ path }) =>
    path.endsWith('/jobs/query')
      ? { status: 403, body: [{ errorCode: 'API_DISABLED_FOR_ORG', message: 'no' }] }
      : undefined,
  );
  const verified = await verify(broken, await projectFor(org), { said, asked: ['bulk-next-link', 'bad-token'] });
  expect(outcomes(verified.verdicts)).toEqual({ 'bulk-next-link': 'failed', 'bad-token': 'assumed' });
  expect(verified.verdicts[0]?.saw).toContain('API_DISABLED_FOR_ORG');
  expect(verifyExitCode(verified)).toBe(1);
});

test('a run that was cut off is cleaned by the next one', async () => {
  const { org } = await foreignOrg([stages]);
  const before = await traces(org);
  await new Lab(org, said).open();
  await new Lab(org, said).deal({ TASV_Text__c: 'left' });
  expect(await traces(org)).not.toEqual(before);
  const { verdicts } = await verify(org, await projectFor(org), { said, asked: ['spaces-trimmed'] });
  expect(outcomes(verdicts)).toEqual({ 'spaces-trimmed': 'assumed' });
  expect(await traces(org)).toEqual(before);
});

test('an org that cannot be reached any more ends the run with its own error', async () => {
  const { org, practice } = await foreignOrg([stages]);
  const project = await projectFor(org);
  await practice.stop();
  await expect(verify(connectionOf(practice), project, { said })).rejects.toBeInstanceOf(OrgError);
});

test('production, and an org with deals of somebody, are refused', async () => {
  const { org } = await foreignOrg([stages], { organization: { edition: 'Enterprise Edition', name: 'Acme' } });
  expect(await whyNotHere(org, await readFacts(org))).toBe('"Acme" is a production org');
  const other = await foreignOrg([stages], { organization: { isSandbox: true, name: 'UAT' } });
  const deals = Array.from({ length: 1_001 }, (_, at) => ({
    Name: `Deal ${at}`,
    StageName: 'Engaging',
    CloseDate: '2030-01-31',
  }));
  other.practice.load('Opportunity', deals.slice(1));
  expect(await whyNotHere(other.org, await readFacts(other.org))).toBeUndefined();
  other.practice.load('Opportunity', deals.slice(0, 1));
  expect(await whyNotHere(other.org, await readFacts(other.org))).toContain('1001 deals, more than 1000');
});

test('docs/verify.md lists every experiment with its question', () => {
  const text = readFileSync(join('docs', 'verify.md'), 'utf8');
  const listed = [...text.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\|/gm)].map(([, id, question]) => [id, question]);
  expect(listed).toEqual(experiments.map(({ id, question }) => [id, question]));
});
