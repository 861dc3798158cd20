/** Bulk API 1.0 through jsforce, whose older calls and those of the CLI use it. */
import { once } from 'node:events';
import { Connection } from 'jsforce';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { connect, fixtureMetadata, startFixture } from './practice.ts';

let org: PracticeOrg;
let admin: Connection;
const jobs: ReturnType<Connection['bulk']['createJob']>[] = [];
beforeAll(async () => {
  const erp =
    '<CustomField><fullName>Erp__c</fullName><label>Erp</label><type>Text</type><length>40</length><externalId>true</externalId></CustomField>';
  org = await startFixture({
    metadata: new Map([...fixtureMetadata(), ['objects/Account/fields/Erp__c.field-meta.xml', erp]]),
  });
  admin = connect(org, 'admin');
  admin.bulk.pollInterval = 10;
  const { bulk } = admin;
  const create: typeof bulk.createJob = bulk.createJob.bind(bulk);
  bulk.createJob = ((...asked: Parameters<typeof create>) => {
    const job = create(...asked);
    jobs.push(job);
    return job;
  }) as typeof create;
});
/** jsforce gives the results of a load and closes its job afterwards, unasked; a closed job has no id any more. */
afterAll(async () => {
  expect(jobs.length).toBeGreaterThan(5);
  await vi.waitFor(() => expect(jobs.filter(({ id }) => id !== null)).toEqual([]), 10_000);
  await org.stop();
});

const count = async (where: string): Promise<number> =>
  (await admin.query(`SELECT COUNT() FROM Account WHERE ${where}`)).totalSize;

test('rows are inserted, results come in the order of the rows, and a bad row spoils no other', async () => {
  const records = [
    ...Array.from({ length: 450 }, (_none, at) => ({ Name: `Bulk "${at}", 公司`, NumberOfEmployees: at })),
    { BillingState: 'CA' },
  ];
  const results = await admin.bulk.load('Account', 'insert', records);
  expect(results.slice(0, 450).every(({ success, id }) => success && id !== null)).toBe(true);
  expect(results[450]).toMatchObject({ id: null, success: false });
  expect(String(results[450]?.errors[0])).toContain('REQUIRED_FIELD_MISSING');
  const third = await admin.sobject('Account').retrieve(String(results[3]?.id));
  expect(third).toMatchObject({ Name: 'Bulk "3", 公司', NumberOfEmployees: 3 });
});

test('rows are updated, upserted and deleted', async () => {
  const inserted = await admin.bulk.load('Account', 'insert', [{ Name: 'Old', Phone: '1' }]);
  const id = inserted[0]?.id ?? '';
  await admin.bulk.load('Account', 'update', [{ Id: id, Name: 'Changed', Phone: null }]);
  expect(await admin.sobject('Account').retrieve(id)).toMatchObject({ Name: 'Changed', Phone: null });
  const upsert = (name: string) =>
    admin.bulk.load('Account', 'upsert', { extIdField: 'Erp__c' }, [{ Name: name, Erp__c: 'B-1' }]);
  expect(await upsert('Once')).toMatchObject([{ success: true, created: true }]);
  expect(await upsert('Twice')).toMatchObject([{ success: true, created: false }]);
  expect(await admin.bulk.load('Account', 'delete', [{ Id: id }])).toMatchObject([{ id, success: true }]);
  expect([await count("Name = 'Changed'"), await count("Name = 'Twice'")]).toEqual([0, 1]);
});

/** Why a load is refused; jsforce then closes its job, which is waited for. */
async function refusalOf(operation: 'insert' | 'update' | 'delete', input: string | []): Promise<unknown> {
  const batch = admin.bulk.load('Account', operation, input);
  const closed = once(batch.job, 'close');
  const [settled] = await Promise.allSettled([batch]);
  await closed;
  return settled.status === 'rejected' ? settled.reason : undefined;
}

test.each(['insert', 'update', 'delete'] as const)('%s of nothing is an error of the client', async (operation) => {
  expect(await refusalOf(operation, [])).toMatchObject({
    name: 'ClientInputError',
    message: 'Unable to find any data to create batch',
  });
});

test('a header without rows fails its batch', async () => {
  expect(await refusalOf('insert', 'Name\n')).toMatchObject({ message: 'InvalidBatch : Records not found' });
});

test('a query gives its rows', async () => {
  const stream = await admin.bulk.query("SELECT Id, Name FROM Account WHERE Name LIKE 'Bulk%'");
  const names: string[] = [];
  await new Promise<void>((resolve, reject) => {
    stream.on('record', (record: { Name: string }) => names.push(record.Name));
    stream.on('end', () => resolve());
    stream.on('error', (error: Error) => reject(error));
  });
  expect([names.length, names.includes('Bulk "7", 公司')]).toEqual([450, true]);
});

test('a job lists its batches, tells how far it is, and takes none once it is closed', async () => {
  const job = admin.bulk.createJob('Account', 'insert');
  const batch = job.createBatch();
  const queued = new Promise<void>((resolve) => {
    batch.once('queue', resolve);
  });
  void batch.execute([{ Name: 'Batched' }]);
  await queued;
  expect(await batch.check()).toMatchObject({
    state: 'Completed',
    numberRecordsProcessed: '1',
    numberRecordsFailed: '0',
  });
  expect(await job.list()).toMatchObject([{ id: batch.id, jobId: job.id }]);
  expect(await job.check()).toMatchObject({ state: 'Open', numberBatchesTotal: '1', numberBatchesCompleted: '1' });
  const id = String(job.id);
  expect(await job.close()).toMatchObject({ state: 'Closed' });
  const late = await fetch(`${org.instanceUrl}/services/async/62.0/job/${id}/batch`, {
    method: 'POST',
    headers: { 'X-SFDC-SESSION': org.tokens.admin, 'Content-Type': 'text/csv' },
    body: 'Name\nLate\n',
  });
  expect([late.status, await late.text()]).toEqual([400, expect.stringContaining('<exceptionCode>InvalidJobState<')]);
  expect(await count("Name = 'Late'")).toBe(0);
});

test('rules and rights hold as everywhere', async () => {
  const rep = connect(org);
  rep.bulk.pollInterval = 10;
  const refused = await rep.bulk.load('Opportunity', 'insert', [
    { Name: 'x', StageName: 'Prospecting', CloseDate: '2027-01-31', Amount: -1 },
  ]);
  expect(String(refused[0]?.errors[0])).toContain('FIELD_CUSTOM_VALIDATION_EXCEPTION');
  await expect(rep.bulk.load('Nothing__c', 'insert', [{ Name: 'x' }])).rejects.toMatchObject({ name: 'InvalidJob' });
});

test('an expired session is refreshed, or said to be invalid', async () => {
  const broken = (refresh: boolean): Connection =>
    new Connection({
      instanceUrl: org.instanceUrl,
      accessToken: 'invalid_token',
      version: '62.0',
      ...(refresh
        ? {
            refreshFn: (_conn, done) => {
              done(null, org.tokens.admin);
            },
          }
        : {}),
    });
  const again = broken(true);
  again.bulk.pollInterval = 10;
  expect(await again.bulk.load('Account', 'insert', [{ Name: 'Refreshed' }])).toMatchObject([{ success: true }]);
  await expect(broken(false).bulk.load('Account', 'insert', [{ Name: 'x' }])).rejects.toMatchObject({
    name: 'InvalidSessionId',
  });
});

test('more than 200 rows that a query finds are changed by it', async () => {
  const found = admin.sobject('Account').find({ Name: { $like: 'Bulk%' } });
  const results = await found.update({ Phone: '555' }, { bulkApiVersion: 1 });
  expect([results.length, await count("Phone = '555'")]).toEqual([450, 450]);
  const gone = await admin.sobject('Account').find({ Phone: '555' }).destroy({ bulkApiVersion: 1 });
  expect([gone.length, await count("Phone = '555'")]).toEqual([450, 0]);
});
