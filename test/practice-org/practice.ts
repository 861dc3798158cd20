import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from 'jsforce';
import {
  startPracticeOrg,
  type PracticeOrg,
  type PracticeOrgOptions,
} from '../../scripts/practice-org/server/index.ts';

export const version = '62.0';

/** The fixture package: Check__c under Opportunity, with roll-ups, rules, formulas and permission sets. */
export function fixtureMetadata(): Map<string, string> {
  const root = join(import.meta.dirname, 'fixtures');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('-meta.xml'));
  return new Map(files.map((file) => [file, readFileSync(join(root, file), 'utf8')]));
}

export async function startFixture(options: Partial<PracticeOrgOptions> = {}): Promise<PracticeOrg> {
  const started = await startPracticeOrg({ metadata: fixtureMetadata(), activateRules: false, ...options });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  return started.org;
}

export const connect = (org: PracticeOrg, persona: keyof PracticeOrg['tokens'] = 'rep'): Connection =>
  new Connection({ instanceUrl: org.instanceUrl, accessToken: org.tokens[persona], version });

/** A raw call of the REST API as `persona`; `path` follows `/services/data/v62.0`. */
export function call(
  org: PracticeOrg,
  path: string,
  init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string> } = {},
  persona: keyof PracticeOrg['tokens'] = 'rep',
): Promise<Response> {
  const headers = {
    Authorization: `Bearer ${org.tokens[persona]}`,
    'Content-Type': 'application/json',
    ...init.headers,
  };
  return fetch(`${org.instanceUrl}/services/data/v${version}${path}`, { ...init, headers });
}

export const json = async (response: Response): Promise<unknown> => (await response.json()) as unknown;

export const deal = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  Name: 'Deal',
  StageName: 'Prospecting',
  CloseDate: '2027-01-31',
  ...fields,
});

/** Inserts a row as the data-load user and answers its id. */
export function loaded(org: PracticeOrg, object: string, row: Record<string, unknown>): string {
  const [result] = org.load(object, [row]);
  if (result?.ok === true) return result.id;
  throw new Error(JSON.stringify(result));
}

/** Runs a whole ingest job over raw HTTP and answers the job and its files. */
export async function ingest(
  org: PracticeOrg,
  job: Record<string, unknown>,
  csv: string,
  persona: keyof PracticeOrg['tokens'] = 'rep',
): Promise<{ job: Record<string, unknown>; good: string; bad: string }> {
  const post = (path: string, method: string, body: string, type = 'application/json') =>
    call(org, path, { method, body, headers: { 'Content-Type': type } }, persona);
  const { id } = (await json(await post('/jobs/ingest', 'POST', JSON.stringify(job)))) as { id: string };
  await post(`/jobs/ingest/${id}/batches`, 'PUT', csv, 'text/csv');
  await post(`/jobs/ingest/${id}`, 'PATCH', '{"state":"UploadComplete"}');
  const done = (await json(await call(org, `/jobs/ingest/${id}`, {}, persona))) as Record<string, unknown>;
  const text = async (kind: string) => (await call(org, `/jobs/ingest/${id}/${kind}`, {}, persona)).text();
  return { job: done, good: await text('successfulResults'), bad: await text('failedResults') };
}
