/** What a run leaves of itself in the org: one record that says how it stands, and never stops the run. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { runGrade } from '../../scripts/product/grade/index.ts';
import { openOrg, OrgError, type OrgConnection } from '../../scripts/product/org/index.ts';
import { listRuns, planResume, planUndo, readRun, resumeRun, undoRun } from '../../scripts/product/runs/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { Gateway } from '../org/gateway.ts';
import { referenceFile, referenceModel as model, referencePackage } from '../reference/index.ts';
import { runsFolder } from './folder.ts';

const runs = runsFolder();
const now = (): Date => new Date();
const columns = [
  'Run_Key__c', 'Command__c', 'State__c', 'Rows__c', 'Written__c', 'Refused__c', 'Left_Alone__c', 'Of_Run__c',
] as const; // prettier-ignore

let practice: PracticeOrg;
const orgs: OrgConnection[] = [];

beforeAll(async () => {
  const { metadata, stages } = referencePackage();
  const started = await startPracticeOrg({ metadata, stages, activateRules: true });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  practice = started.org;
  const rows = Array.from({ length: 30 }, (_, at) => ({
    Name: `Deal ${at}`,
    StageName: model.stages[0]?.name,
    CloseDate: '2030-01-31',
    Amount: 1_000 * (at + 1),
    TAS_Led_By__c: 'Us',
  }));
  expect(practice.load('Opportunity', rows).filter(({ ok }) => !ok)).toEqual([]);
});
afterAll(async () => {
  for (const org of orgs) org.close();
  await practice.stop();
});

const asOps = (): OrgConnection => {
  const org = openOrg({ ...practice, accessToken: practice.tokens.ops });
  orgs.push(org);
  return org;
};

const grade = async (org: OrgConnection): Promise<string> => {
  const { summary } = await runGrade(org, {
    model,
    modelFile: referenceFile,
    apply: true,
    allowLower: true,
    api: 'collections',
    today: '2026-11-26',
    progress: silentProgress,
    runs,
    now,
  });
  return summary.run ?? '';
};

const options = { api: 'collections' as const, runs, now, onProgress: () => undefined };

/** Every record of a run, as the org tells ops. */
async function records(): Promise<Record<string, unknown>[]> {
  const url = `${practice.instanceUrl}/services/data/v66.0/query?q=${encodeURIComponent(`SELECT ${columns.join(', ')}, About__c, Started__c, Ended__c, Model_Hash__c FROM TAS_Run__c ORDER BY Started__c, Run_Key__c`)}`;
  const answer = await fetch(url, { headers: { Authorization: `Bearer ${practice.tokens.ops}` } });
  return ((await answer.json()) as { records: Record<string, unknown>[] }).records;
}
const ofRun = async (id: string): Promise<Record<string, unknown> | undefined> =>
  (await records()).find((one) => one['Run_Key__c'] === id);

test('a grading run and its undo each stand in the org with the counts of their journals', async () => {
  const org = asOps();
  const id = await grade(org);
  const run = readRun(runs, id);
  const counts = run.counts;
  expect(counts.written).toBe(30);
  expect(await ofRun(id)).toMatchObject({
    Command__c: 'grade',
    State__c: 'Done',
    Rows__c: counts.rows,
    Written__c: counts.written,
    Refused__c: 0,
    Left_Alone__c: 0,
    Of_Run__c: null,
    About__c: run.head.about,
    Model_Hash__c: run.head.model?.hash,
  });
  const undone = await undoRun(org, run, await planUndo(org, run), options);
  expect(await ofRun(undone.head.id)).toMatchObject({
    Command__c: 'undo',
    State__c: 'Done',
    Of_Run__c: id,
    Written__c: 30,
  });
  expect(readRun(runs, id).steps).toEqual([]);
});

/** The org, with other answers where a test says so. */
const answering = (org: OrgConnection, other: Partial<OrgConnection>): OrgConnection => ({ ...org, ...other });

const newRun = async (work: () => Promise<unknown>): Promise<string> => {
  const before = new Set(listRuns(runs).map(({ head }) => head.id));
  await work().catch((error: unknown) => {
    if (!(error instanceof OrgError)) throw error;
  });
  const made = listRuns(runs).filter(({ head }) => !before.has(head.id));
  expect(made).toHaveLength(1);
  return made[0]?.head.id ?? '';
};

test('a run that the org stops says so, and is done once it was resumed', async () => {
  const org = asOps();
  const failing = answering(org, {
    write: async (api, request) => {
      if (request.object === 'Opportunity') throw new OrgError('JobFailed', { message: 'The job failed.' });
      return await org.write(api, request);
    },
  });
  const id = await newRun(async () => await grade(failing));
  expect(await ofRun(id)).toMatchObject({ State__c: 'Stopped', Rows__c: 30, Written__c: 0 });
  const broken = readRun(runs, id);
  await resumeRun(org, broken, await planResume(org, broken), options);
  expect(await ofRun(id)).toMatchObject({ State__c: 'Done', Rows__c: 30, Written__c: 30 });
  expect((await records()).filter((one) => one['Run_Key__c'] === id)).toHaveLength(1);
  await undoRun(org, readRun(runs, id), await planUndo(org, readRun(runs, id)), options);
});

test('a run whose connection breaks stands there as running, without an end', async () => {
  const gateway = new Gateway(practice.instanceUrl);
  const instanceUrl = await gateway.open();
  const org = openOrg(
    { ...practice, accessToken: practice.tokens.ops, instanceUrl },
    { sleep: async () => await Promise.resolve(), idleMs: 500 },
  );
  const cut = answering(org, {
    write: async (api, request) => {
      if (request.object === 'Opportunity') gateway.breaksAt = gateway.requests;
      return await org.write(api, request);
    },
  });
  const id = await newRun(async () => await grade(cut));
  expect(await ofRun(id)).toMatchObject({ State__c: 'Running', Rows__c: 30, Ended__c: null });
  org.close();
  gateway.close();
});

test.each([
  [
    'has no such object',
    { describe: async () => await Promise.reject(new OrgError('OrgRefused', { message: 'no', status: 404 })) },
    [],
  ],
  [
    'lets it not be described',
    { describe: async () => await Promise.reject(new OrgError('OrgRefused', { message: 'not today', status: 500 })) },
    ['not kept: not today'],
  ],
] as const)('where the org %s, the run goes on without a record', async (_, other, said) => {
  const org = asOps();
  const picky = answering(org, {
    describe: async (object) => await (object === 'TAS_Run__c' ? other.describe() : org.describe(object)),
  });
  const before = (await records()).length;
  const id = await newRun(async () => await grade(picky));
  const run = readRun(runs, id);
  expect(run.counts.written).toBe(30);
  expect(run.steps.map((step) => step.said)).toEqual(said);
  expect(await records()).toHaveLength(before);
  await undoRun(org, run, await planUndo(org, run), options);
});

test('where the org refuses the record, the run goes on, and its journal says why', async () => {
  const org = asOps();
  const picky = answering(org, {
    write: async (api, request) =>
      request.object === 'TAS_Run__c'
        ? request.updates.map(({ id }) => ({
            id,
            errors: [{ code: 'INVALID_FIELD', message: 'No such column', fields: [] }],
          }))
        : await org.write(api, request),
  });
  const id = await newRun(async () => await grade(picky));
  expect(readRun(runs, id).counts.written).toBe(30);
  // Asked once: what was refused is not said again at the end.
  expect(readRun(runs, id).steps.map(({ said }) => said)).toEqual(['not kept: No such column']);
});
