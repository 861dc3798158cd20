import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call, connect, deal, ingest, json, loaded, startFixture } from './practice.ts';

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture();
});
afterAll(() => org.stop());

const refusal = 'Winning needs 10 points of done checks.';

test('REST, collections and Bulk refuse with the same code, message and field', async () => {
  const id = loaded(org, 'Opportunity', deal());
  const rest = await call(org, `/sobjects/Opportunity/${id}`, { method: 'PATCH', body: '{"StageName":"Closed Won"}' });
  expect(rest.status).toBe(400);
  expect(await json(rest)).toEqual([
    { message: refusal, errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: ['StageName'] },
  ]);
  const collection = await connect(org)
    .sobject('Opportunity')
    .update([{ Id: id, StageName: 'Closed Won' }]);
  expect(collection).toEqual([
    {
      id,
      success: false,
      errors: [{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: refusal, fields: ['StageName'] }],
    },
  ]);
  const bulk = await ingest(org, { object: 'Opportunity', operation: 'update' }, `Id,StageName\n${id},Closed Won\n`);
  expect(bulk.job).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 1, numberRecordsFailed: 1 });
  expect(bulk.bad).toBe(
    `"sf__Id","sf__Error","Id","StageName"\n"${id}","FIELD_CUSTOM_VALIDATION_EXCEPTION:${refusal}:StageName --","${id}","Closed Won"\n`,
  );
});

test('all failing rules come back at once, in the order of their names', async () => {
  const response = await call(org, '/sobjects/Opportunity', {
    method: 'POST',
    body: JSON.stringify(deal({ Amount: -1, StageName: 'Daydream' })),
  });
  expect(await json(response)).toEqual([
    { message: 'The amount cannot be negative.', errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', fields: ['Amount'] },
    {
      message: 'That stage is not part of the process.',
      errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
      fields: ['StageName'],
    },
  ]);
});

test('a bypass permission counts for who holds it only', () => {
  const [won] = org.load('Opportunity', [deal({ StageName: 'Closed Won' })]);
  expect(won?.ok).toBe(true);
});

test('a stage nobody defined is taken as open where no rule minds', async () => {
  const bare = await startFixture({ metadata: new Map() });
  try {
    const rep = connect(bare);
    const { id } = await rep.sobject('Opportunity').create(deal({ Probability: 35, StageName: 'Whatever' }));
    const row = await rep.sobject('Opportunity').retrieve(String(id));
    expect(row).toMatchObject({ StageName: 'Whatever', IsClosed: false, IsWon: false, Probability: 35 });
  } finally {
    await bare.stop();
  }
});

test('writing a new stage resets probability and forecast category unless the same write gives them', async () => {
  const rep = connect(org);
  const id = loaded(org, 'Opportunity', deal({ Probability: 42 }));
  const read = () => rep.sobject('Opportunity').retrieve(id);
  expect(await read()).toMatchObject({ Probability: 42, LastStageChangeDate: null });
  await rep.sobject('Opportunity').update({ Id: id, StageName: 'Qualification', Probability: 33 });
  expect(await read()).toMatchObject({ Probability: 33, ForecastCategoryName: 'Pipeline' });
  await rep.sobject('Opportunity').update({ Id: id, StageName: 'Closed Lost' });
  const lost = await read();
  expect(lost).toMatchObject({ Probability: 0, ForecastCategory: 'Omitted', IsClosed: true, IsWon: false });
  expect(lost['LastStageChangeDate']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000\+0000$/);
});

test('a rule sees the value before the change', async () => {
  const rep = connect(org);
  const parent = loaded(org, 'Opportunity', deal());
  const id = loaded(org, 'Check__c', { Opportunity__c: parent, Key__c: 'k-prior', Status__c: 'Done' });
  const [undone] = await rep.sobject('Check__c').update([{ Id: id, Status__c: 'Open' }]);
  expect(undone?.errors).toMatchObject([{ message: 'What is done stays done.', fields: ['Status__c'] }]);
  const [other] = await rep.sobject('Check__c').update([{ Id: id, Weight__c: 3 }]);
  expect(other?.success).toBe(true);
});
