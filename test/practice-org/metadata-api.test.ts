/** Deployments into a running org, through jsforce. */
import type { Connection } from 'jsforce';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deploy, failures, manifest, xml } from './deploy.ts';
import { connect, deal, loaded, startFixture } from './practice.ts';

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
