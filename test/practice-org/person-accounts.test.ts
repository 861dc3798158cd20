import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deploy, failures, manifest, xml } from './deploy.ts';
import { connect, deal, fixtureMetadata, startFixture } from './practice.ts';

const recordType = (name: string): string =>
  xml('RecordType', `<fullName>${name}</fullName><active>true</active><label>${name}</label>`);

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture({
    personAccounts: true,
    activateRules: true,
    metadata: new Map([
      ...fixtureMetadata(),
      ['objects/PersonAccount/recordTypes/Private.recordType-meta.xml', recordType('Private')],
      [
        'objects/Opportunity/validationRules/Reach_People.validationRule-meta.xml',
        xml(
          'ValidationRule',
          '<fullName>Reach_People</fullName><active>true</active><errorConditionFormula>AND(Account.IsPersonAccount, ISBLANK(Account.PersonEmail))</errorConditionFormula><errorMessage>No address.</errorMessage>',
        ),
      ],
    ]),
  });
});
afterAll(() => org.stop());

test('an account with a last name is a person, for queries and rules; another is a company', async () => {
  const admin = connect(org, 'admin');
  const create = async (fields: object): Promise<string> => (await admin.sobject('Account').create(fields)).id ?? '';
  const person = await create({ Name: '李 明', LastName: '李', FirstName: '明' });
  const company = await create({ Name: 'Nordwind Energie AG' });
  const { records } = await admin.query<{ Name: string }>('SELECT Name FROM Account WHERE IsPersonAccount = true');
  expect(records.map(({ Name }) => Name)).toEqual(['李 明']);
  await expect(admin.sobject('Opportunity').create(deal({ AccountId: person }))).rejects.toThrow('No address.');
  expect(await admin.sobject('Opportunity').create(deal({ AccountId: company }))).toMatchObject({ success: true });
  expect(await admin.soap.getUserInfo()).toMatchObject({ orgHasPersonAccounts: true });
});

test('after a deployment accounts are people still, and record types of people come back', async () => {
  const admin = connect(org, 'admin');
  const files = {
    'objects/PersonAccount.object': xml(
      'CustomObject',
      '<recordTypes><fullName>Guest</fullName><active>true</active><label>Guest</label></recordTypes>',
    ),
  };
  const done = await deploy(admin, { 'package.xml': manifest({ RecordType: ['PersonAccount.Guest'] }), ...files });
  expect(failures(done)).toEqual([]);
  const listed = [await admin.metadata.list({ type: 'RecordType' })].flat().map(({ fullName }) => fullName);
  expect(listed).toEqual(expect.arrayContaining(['PersonAccount.Private', 'PersonAccount.Guest']));
  expect((await admin.describe('Account')).fields.map(({ name }) => name)).toContain('IsPersonAccount');
});

test('an org without them has no such field', async () => {
  const plain = await startFixture();
  try {
    const fields = (await connect(plain).describe('Account')).fields.map(({ name }) => name);
    expect(fields).not.toContain('IsPersonAccount');
    expect(await connect(plain).soap.getUserInfo()).toMatchObject({ orgHasPersonAccounts: false });
  } finally {
    await plain.stop();
  }
});
