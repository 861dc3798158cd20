/** Deployments into a running org, through jsforce. */
import type { Connection } from 'jsforce';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadOrg } from '../../scripts/practice-org/server/load-org.ts';
import { isDone, optionsOf } from '../../scripts/practice-org/server/metadata-api/deploy-result.ts';
import { Deployments } from '../../scripts/practice-org/server/metadata-api/deployments.ts';
import { MetadataStore } from '../../scripts/practice-org/server/metadata-api/store.ts';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deploy, failures, finished, manifest, xml, zipOf } from './deploy.ts';
import { call, connect, deal, json, loaded, startFixture } from './practice.ts';

let org: PracticeOrg;
let admin: Connection;
beforeAll(async () => {
  org = await startFixture();
  admin = connect(org, 'admin');
});
afterAll(() => org.stop());

const opportunity = (inner: string): string => xml('CustomObject', inner);

const rule = (name: string, formula: string): string =>
  `<validationRules><fullName>${name}</fullName><active>true</active><errorConditionFormula>${formula}</errorConditionFormula><errorMessage>Refused by ${name}</errorMessage></validationRules>`;

test('a deployed field and rule hold at once, and every row is still there', async () => {
  const id = loaded(org, 'Opportunity', deal({ Name: 'Before', Amount: 5 }));
  const child = loaded(org, 'Check__c', { Opportunity__c: id, Key__c: 'k1' });
  const result = await deploy(admin, {
    'package.xml': manifest({ CustomField: ['Opportunity.Floor__c'], ValidationRule: ['Opportunity.Above_Floor'] }),
    'objects/Opportunity.object': opportunity(
      `<fields><fullName>Floor__c</fullName><label>Floor</label><type>Number</type><precision>10</precision><scale>0</scale></fields>${rule('Above_Floor', 'Amount &lt; Floor__c')}`,
    ),
  });
  expect(failures(result)).toEqual([]);
  expect(result).toMatchObject({ done: true, status: 'Succeeded', success: true, numberComponentsDeployed: 2 });
  const { fields } = await admin.describe('Opportunity');
  expect(fields.find(({ name }) => name === 'Floor__c')).toMatchObject({ label: 'Floor', type: 'double' });
  expect(await admin.sobject('Opportunity').retrieve(id)).toMatchObject({ Name: 'Before', Amount: 5, Floor__c: null });
  expect(await admin.sobject('Check__c').retrieve(child)).toMatchObject({ Opportunity__c: id });
  await expect(admin.sobject('Opportunity').update({ Id: id, Floor__c: 6 })).rejects.toThrow('Refused by Above_Floor');
  expect(await admin.sobject('Opportunity').update({ Id: id, Floor__c: 4 })).toMatchObject({ success: true });
});

test('a deployment that fails says where, and changes nothing', async () => {
  const result = await deploy(admin, {
    'package.xml': manifest({ ValidationRule: ['Opportunity.Broken', 'Opportunity.Sound'] }),
    'objects/Opportunity.object': opportunity(rule('Broken', 'Missing__c = 1') + rule('Sound', 'Amount = 77')),
  });
  expect(result).toMatchObject({ status: 'Failed', success: false, numberComponentErrors: 1 });
  expect(failures(result)).toEqual([
    'ValidationRule Opportunity.Broken: Field Missing__c does not exist. Check spelling.',
  ]);
  expect(await admin.sobject('Opportunity').create(deal({ Amount: 77 }))).toMatchObject({ success: true });
});

const files = (name: string) => ({
  'package.xml': manifest({ CustomField: [`Opportunity.${name}`] }),
  'objects/Opportunity.object': opportunity(
    `<fields><fullName>${name}</fullName><label>${name}</label><type>Text</type><length>10</length></fields>`,
  ),
});

describe('a validation', () => {
  const has = async (name: string): Promise<boolean> =>
    (await admin.describe('Opportunity')).fields.some((field) => field.name === name);

  test.each([false, true])('changes nothing, and is deployed as it was looked at (REST: %s)', async (rest) => {
    const name = rest ? 'Rest__c' : 'Soap__c';
    const validated = await deploy(admin, files(name), { checkOnly: true, testLevel: 'RunLocalTests' });
    expect(validated).toMatchObject({ status: 'Succeeded', checkOnly: true, numberComponentsDeployed: 1 });
    expect(await has(name)).toBe(false);
    const id = await admin.metadata.deployRecentValidation({ id: validated.id, rest });
    expect(id).not.toBe(validated.id);
    expect(await finished(admin, id)).toMatchObject({ status: 'Succeeded', checkOnly: false });
    expect(await has(name)).toBe(true);
  });

  test('without tests is refused, as is what was no validation or has failed', async () => {
    const quick = (id: string, rest = false): Promise<unknown> => admin.metadata.deployRecentValidation({ id, rest });
    const untested = await deploy(admin, files('Untested__c'), { checkOnly: true });
    await expect(quick(untested.id)).rejects.toMatchObject({ errorCode: 'sf:INVALID_ID_FIELD' });
    await expect(quick(untested.id, true)).rejects.toMatchObject({ errorCode: 'INVALID_ID_FIELD' });
    await expect(quick(untested.id)).rejects.toThrow('ran no tests');
    const deployed = await deploy(admin, files('Deployed__c'), { testLevel: 'RunLocalTests' });
    await expect(quick(deployed.id)).rejects.toThrow('was no validation');
    const failed = await deploy(admin, { 'package.xml': manifest({ Layout: ['X'] }) }, { checkOnly: true });
    await expect(quick(failed.id)).rejects.toThrow('has not succeeded');
    await expect(quick('0Af000000000000AAA')).rejects.toThrow('not the id of a deployment');
    expect(await has('Untested__c')).toBe(false);
  });
});

test('REST deploys a zip and says what became of it', async () => {
  const zip = await zipOf({
    'package.xml': manifest({ ValidationRule: ['Opportunity.By_Rest', 'Opportunity.Broken'] }),
    'objects/Opportunity.object': opportunity(rule('By_Rest', 'Amount = 31') + rule('Broken', 'IF(')),
  });
  const { id } = await admin.metadata.deployRest(zip, { singlePackage: true, rollbackOnError: false });
  const details = async (): Promise<Record<string, unknown>> => {
    const answer = await json(await call(org, `/metadata/deployRequest/${id}?includeDetails=true`, {}, 'admin'));
    const { deployResult } = answer as { deployResult: Record<string, unknown> };
    return deployResult['done'] === true ? deployResult : details();
  };
  expect(await details()).toMatchObject({
    status: 'SucceededPartial',
    numberComponentErrors: 1,
    numberComponentsDeployed: 1,
    details: {
      componentFailures: [{ fullName: 'Opportunity.Broken', problemType: 'Error', lineNumber: 2 }],
    },
  });
  await expect(admin.sobject('Opportunity').create(deal({ Amount: 31 }))).rejects.toThrow('Refused by By_Rest');
});

test('what waits can be canceled, and the next is deployed; what is done cannot', async () => {
  const started = loadOrg({ metadata: new Map(), activateRules: false });
  if (!started.ok) throw new Error('a bare org loads');
  const [by] = started.org.sessions;
  if (by === undefined) throw new Error('an org has people');
  const deployments = new Deployments(started.org, new MetadataStore(), {});
  const zip = await zipOf(files('Waits__c'));
  const options = optionsOf({ singlePackage: true, rollbackOnError: true });
  const [first, second] = [deployments.start(zip, options, by), deployments.start(zip, options, by)];
  expect(deployments.cancel(first, by)).toBe(true);
  expect(first.status).toBe('Canceling');
  const settled = async (): Promise<void> => {
    await new Promise(setImmediate);
    if (!isDone(second)) await settled();
  };
  await settled();
  expect([first.status, second.status]).toEqual(['Canceled', 'Succeeded']);
  expect(first.canceledBy).toBe(by);
  expect(deployments.cancel(second, by)).toBe(false);
});

test('REST cancels what is not done, and says so of the rest', async () => {
  const { id } = await admin.metadata.deployRest(await zipOf({ 'package.xml': manifest({}) }), { singlePackage: true });
  await finished(admin, id);
  const cancel = { method: 'PATCH', body: '{"deployResult":{"status":"Canceling"}}' };
  expect((await call(org, `/metadata/deployRequest/${id}`, cancel, 'admin')).status).toBe(400);
  expect((await call(org, '/metadata/deployRequest/0Af000000000000AAA', cancel, 'admin')).status).toBe(404);
});

test('who may not change everything may not deploy or retrieve', async () => {
  const rep = connect(org, 'rep');
  const refused = 'use of the Metadata API requires a user with the ModifyAllData or ModifyMetadata permissions';
  await expect(deploy(rep, { 'package.xml': manifest({}) })).rejects.toThrow(refused);
  await expect(rep.metadata.deployRest(Buffer.from(''), {})).rejects.toThrow(refused);
  await expect(rep.metadata.retrieve({ apiVersion: 62 })).rejects.toThrow(refused);
});
