/** The SOAP APIs, through jsforce: login, records, leads, and what the metadata API tells. */
import { Connection } from 'jsforce';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { connect, deal, fixtureMetadata, loaded, startFixture } from './practice.ts';

const customField = (name: string, inner: string): string =>
  `<CustomField><fullName>${name}</fullName><label>${name}</label>${inner}</CustomField>`;

let org: PracticeOrg;
let admin: Connection;
beforeAll(async () => {
  org = await startFixture({
    now: () => new Date('2026-11-20T08:00:00Z'),
    metadata: new Map([
      ...fixtureMetadata(),
      [
        'objects/Account/fields/Erp__c.field-meta.xml',
        customField('Erp__c', '<type>Text</type><length>40</length><externalId>true</externalId>'),
      ],
      [
        'objects/Check__c/fields/Site__c.field-meta.xml',
        customField('Site__c', '<type>Lookup</type><referenceTo>Account</referenceTo>'),
      ],
    ]),
  });
  admin = connect(org, 'admin');
});
afterAll(() => org.stop());

/** A call of the partner API that jsforce has no method for. */
const raw = async (body: string, path = 'u/62.0'): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${org.instanceUrl}/services/Soap/${path}`, { method: 'POST', body });
  return { status: response.status, text: await response.text() };
};

describe('login', () => {
  const stranger = (version = '62.0'): Connection => new Connection({ loginUrl: org.instanceUrl, version });

  test('gives a session for user name and secret, and a refused token is replaced by logging in again', async () => {
    const conn = stranger();
    const { id, organizationId } = await conn.login('rep@practice.example', org.secret);
    expect(organizationId).toBe(org.orgId);
    expect((await conn.soap.getUserInfo()).userId).toBe(id);
    let tokens = 0;
    conn.on('refresh', () => tokens++);
    conn.accessToken = 'nonsense';
    expect((await conn.query('SELECT Id FROM User')).records.length).toBeGreaterThan(0);
    expect(tokens).toBe(1);
  });

  test('logout ends the session, for every API', async () => {
    const conn = stranger();
    await conn.login('ops@practice.example', org.secret);
    const accessToken = conn.accessToken ?? '';
    await conn.logout();
    const again = new Connection({ instanceUrl: org.instanceUrl, accessToken, version: '62.0' });
    await expect(again.query('SELECT Id FROM User')).rejects.toMatchObject({ errorCode: 'INVALID_SESSION_ID' });
    await expect(again.soap.getUserInfo()).rejects.toMatchObject({ errorCode: 'sf:INVALID_SESSION_ID' });
  });

  test.each([
    ['a wrong password', 'rep@practice.example', 'x'],
    ['nobody', 'nobody@practice.example', undefined],
    ['the data load', 'load@practice.example', undefined],
  ])('%s is refused', async (_what, user, password) => {
    await expect(stranger().login(user, password ?? org.secret)).rejects.toThrow('INVALID_LOGIN');
  });

  test('a version that has no login any more says so', async () => {
    await expect(stranger('65.0').login('rep@practice.example', org.secret)).rejects.toThrow(
      'SOAP API login() is not available in API version 65.0',
    );
  });

  test.each([
    ['rubbish', 'u/62.0', 500, 'INVALID_SOAP'],
    ['<Envelope><Body/></Envelope>', 'u/62.0', 500, 'INVALID_SOAP'],
    ['<Envelope><Body><login/></Body></Envelope>', 'u/99.0', 500, 'UNSUPPORTED_API_VERSION'],
    ['<Envelope><Body><query/></Body></Envelope>', 'u/62.0', 500, 'INVALID_SESSION_ID'],
    ['<Envelope><Body><login/></Body></Envelope>', 'm/62.0', 500, 'INVALID_SESSION_ID'],
    ['<Envelope><Body><login/></Body></Envelope>', 'x/62.0', 404, 'NOT_FOUND'],
  ])('%s to %s is answered %i %s', async (body, path, status, code) => {
    const answer = await raw(body, path);
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(code)]);
  });

  test('an operation that is not there is named', async () => {
    const header = `<Header><SessionHeader><sessionId>${org.tokens.rep}</sessionId></SessionHeader></Header>`;
    const { text } = await raw(`<Envelope>${header}<Body><queryMore/></Body></Envelope>`);
    expect(text).toContain('No operation available for request {urn:partner.soap.sforce.com}queryMore');
  });
});

test('the time, and one app with the tabs of the user', async () => {
  expect((await admin.soap.getServerTimestamp()).timestamp).toBe('2026-11-20T08:00:00.000Z');
  const [app] = await connect(org).soap.describeTabs();
  expect(app).toMatchObject({ label: 'Sales', selected: true });
  expect(app?.tabs.map(({ sobjectName }) => sobjectName)).toEqual(
    expect.arrayContaining(['Account', 'Lead', 'Opportunity']),
  );
});

describe('records', () => {
  test('are created, updated, upserted, deleted and brought back', async () => {
    const created = await admin.soap.create([
      { type: 'Account', Name: 'A & <B>', NumberOfEmployees: 7, Erp__c: 'S-1' },
      { type: 'Account', Phone: '1' },
      { type: 'Nothing', Name: 'x' },
    ]);
    expect(created).toMatchObject([
      { success: true },
      { success: false, errors: [{ statusCode: 'REQUIRED_FIELD_MISSING', fields: ['Name'] }] },
      { success: false, errors: [{ statusCode: 'INVALID_TYPE' }] },
    ]);
    const id = created[0]?.id ?? '';
    expect(await admin.soap.update({ type: 'Account', Id: id, Phone: '2', NumberOfEmployees: null })).toMatchObject({
      success: true,
    });
    expect(await admin.sobject('Account').retrieve(id)).toMatchObject({
      Name: 'A & <B>',
      Phone: '2',
      NumberOfEmployees: null,
    });
    const upserted = await admin.soap.upsert('Erp__c', [
      { type: 'Account', Name: 'Found', Erp__c: 'S-1' },
      { type: 'Account', Name: 'New', Erp__c: 'S-2' },
    ]);
    expect(upserted).toMatchObject([
      { success: true, created: false, id },
      { success: true, created: true },
    ]);
    expect(await admin.soap.upsert('Phone', { type: 'Account', Phone: '2' })).toMatchObject({
      errors: [{ statusCode: 'INVALID_FIELD' }],
    });
    expect(await admin.soap.delete([id, 'x'])).toMatchObject([{ success: true, id }, { success: false }]);
    expect(await admin.sobject('Account').findOne({ Id: id })).toBeNull();
    expect(await admin.soap.undelete([id])).toMatchObject([{ success: true, id }]);
    expect(await admin.sobject('Account').retrieve(id)).toMatchObject({ Name: 'Found' });
    expect(await admin.soap.undelete([id])).toMatchObject([{ errors: [{ statusCode: 'UNDELETE_FAILED' }] }]);
  });

  test('go through rights and rules like those of REST', async () => {
    const [result] = await connect(org).soap.create([{ type: 'Opportunity', ...deal({ Confidential__c: 'x' }) }]);
    expect(result).toMatchObject({ success: false, errors: [{ statusCode: 'INVALID_FIELD' }] });
  });
});

describe('leads', () => {
  const person = (LastName: string, more: object = {}) => ({ LastName, Company: 'Nordwind', ...more });
  const convertedStatus = 'Closed - Converted';
  const one = async (query: string) => (await admin.query(query)).records[0];

  test('begin with the status of the org, of which one says that they were converted', async () => {
    const { id = '' } = await connect(org).sobject('Lead').create(person('Fresh'));
    expect(await admin.sobject('Lead').retrieve(id)).toMatchObject({
      Name: 'Fresh',
      Status: 'Open - Not Contacted',
      IsConverted: false,
    });
    const old = new Connection({ instanceUrl: org.instanceUrl, accessToken: org.tokens.admin, version: '37.0' });
    const field = (await old.metadata.read('CustomField', 'Lead.Status')) as unknown as {
      picklist: { picklistValues: { fullName: string; converted?: unknown }[] };
    };
    expect(field.picklist.picklistValues.filter(({ converted }) => converted !== undefined)).toMatchObject([
      { fullName: convertedStatus },
    ]);
  });

  test('become account, contact and deal, and cannot be changed any more', async () => {
    const leads = connect(org).sobject('Lead');
    const { id: leadId = '' } = await leads.create(
      person('Berg', { FirstName: 'Ann', Email: 'ann@nordwind.example', City: 'Kiel', LeadSource: 'Web' }),
    );
    const made = await connect(org).soap.convertLead({ leadId, convertedStatus });
    expect(made).toMatchObject({ success: true, leadId });
    expect(
      await one(`SELECT Name, BillingCity, AccountSource FROM Account WHERE Id = '${made.accountId ?? ''}'`),
    ).toMatchObject({ Name: 'Nordwind', BillingCity: 'Kiel', AccountSource: 'Web' });
    expect(await one(`SELECT Name, Email, AccountId FROM Contact WHERE Id = '${made.contactId ?? ''}'`)).toMatchObject({
      Name: 'Ann Berg',
      Email: 'ann@nordwind.example',
      AccountId: made.accountId,
    });
    expect(
      await one(
        `SELECT Name, StageName, CloseDate, AccountId, LeadSource FROM Opportunity WHERE Id = '${made.opportunityId ?? ''}'`,
      ),
    ).toMatchObject({
      Name: 'Nordwind-',
      StageName: 'Prospecting',
      CloseDate: '2026-12-31',
      AccountId: made.accountId,
      LeadSource: 'Web',
    });
    expect(
      await one(`SELECT IsConverted, ConvertedDate, ConvertedAccount.Name FROM Lead WHERE Id = '${leadId}'`),
    ).toMatchObject({ IsConverted: true, ConvertedDate: '2026-11-20', ConvertedAccount: { Name: 'Nordwind' } });
    await expect(leads.update({ Id: leadId, Phone: '1' })).rejects.toMatchObject({
      errorCode: 'CANNOT_UPDATE_CONVERTED_LEAD',
    });
    expect(await connect(org).soap.convertLead({ leadId, convertedStatus })).toMatchObject({
      success: false,
      errors: [{ statusCode: 'CANNOT_UPDATE_CONVERTED_LEAD' }],
    });
    await admin.sobject('Account').destroy(made.accountId ?? '');
    expect(await one(`SELECT IsDeleted, ConvertedAccountId FROM Lead WHERE Id = '${leadId}'`)).toMatchObject({
      IsDeleted: false,
      ConvertedAccountId: null,
    });
  });

  test('join what is there already, without a deal where none is wanted', async () => {
    const accountId = loaded(org, 'Account', { Name: 'There already' });
    const leadId = loaded(org, 'Lead', person('Joins'));
    const made = await admin.soap.convertLead({
      leadId,
      accountId,
      convertedStatus,
      doNotCreateOpportunity: true,
    });
    expect(made).toMatchObject({ success: true, accountId });
    expect(made.opportunityId).toBeFalsy();
    const named = loaded(org, 'Lead', person('Named'));
    const { opportunityId } = await admin.soap.convertLead({
      leadId: named,
      convertedStatus,
      opportunityName: 'Turbines',
    });
    expect(await one(`SELECT Name FROM Opportunity WHERE Id = '${opportunityId ?? ''}'`)).toMatchObject({
      Name: 'Turbines',
    });
  });

  test('stay as they are where a step is refused', async () => {
    const leadId = loaded(org, 'Lead', person('Stays', { Company: 'Stays' }));
    const bad = [{ convertedStatus: 'Working - Contacted' }, { convertedStatus, contactId: '003000000000001AAA' }];
    for (const asked of bad)
      expect(await admin.soap.convertLead({ leadId, ...asked })).toMatchObject({ success: false });
    expect((await admin.query("SELECT COUNT() FROM Account WHERE Name = 'Stays'")).totalSize).toBe(0);
    expect(await one(`SELECT IsConverted FROM Lead WHERE Id = '${leadId}'`)).toMatchObject({ IsConverted: false });
  });
});

describe('merge', () => {
  test('makes one of three, which takes over what belonged to the others', async () => {
    const [master = '', second = '', third = ''] = ['M1', 'M2', 'M3'].map((Name) => loaded(org, 'Account', { Name }));
    const contact = loaded(org, 'Contact', { LastName: 'Of the second', AccountId: second });
    const opportunity = loaded(org, 'Opportunity', deal({ AccountId: third }));
    const masterRecord = { type: 'Account', Id: master, Phone: '5' };
    const merged = await admin.soap.merge({
      masterRecord,
      recordToMergeIds: [second, third],
    });
    expect(merged).toMatchObject({ success: true, id: master, mergedRecordIds: [second, third] });
    expect(merged.updatedRelatedIds.toSorted()).toEqual([contact, opportunity].toSorted());
    expect(await admin.sobject('Account').retrieve(master)).toMatchObject({ Phone: '5' });
    expect(await admin.sobject('Contact').retrieve(contact)).toMatchObject({ AccountId: master });
    expect(await admin.sobject('Account').findOne({ Id: second })).toBeNull();
  });

  test('of leads leaves a mark on those that are gone', async () => {
    const [master = '', gone = ''] = ['L1', 'L2'].map((LastName) => loaded(org, 'Lead', { LastName, Company: 'C' }));
    await admin.soap.merge({ masterRecord: { type: 'Lead', Id: master }, recordToMergeIds: [gone] });
    const { records } = await admin
      .query(`SELECT MasterRecordId FROM Lead WHERE Id = '${gone}'`)
      .run({ scanAll: true });
    expect(records).toMatchObject([{ MasterRecordId: master }]);
  });

  test.each([
    ['itself', 'Account', 1],
    ['three others', 'Account', 3],
    ['deals', 'Opportunity', 1],
  ])('%s is refused, and nothing of it stays', async (what, type, many) => {
    const row = type === 'Account' ? { Name: `Kept ${what}` } : deal({ Name: `Kept ${what}` });
    const ids = Array.from({ length: many + 1 }, () => loaded(org, type, row));
    const [Id = '', ...rest] = ids;
    const recordToMergeIds = what === 'itself' ? [Id] : rest;
    const masterRecord = { type, Id, Name: 'Gone' };
    const result = await admin.soap.merge({ masterRecord, recordToMergeIds });
    expect(result).toMatchObject({ success: false, errors: [{}] });
    expect((await admin.query(`SELECT COUNT() FROM ${type} WHERE Name = 'Kept ${what}'`)).totalSize).toBe(ids.length);
  });
});

test('a custom lookup to a deleted account is emptied, its row stays', async () => {
  const account = loaded(org, 'Account', { Name: 'Site' });
  const check = loaded(org, 'Check__c', {
    Opportunity__c: loaded(org, 'Opportunity', deal()),
    Site__c: account,
    Key__c: 'k-site',
  });
  await admin.sobject('Account').destroy(account);
  expect(await admin.sobject('Check__c').retrieve(check)).toMatchObject({ Site__c: null });
});

describe('the metadata API', () => {
  test('lists objects and custom fields, and describes what it knows', async () => {
    const objects = await admin.metadata.list({ type: 'CustomObject' });
    expect(objects.map(({ fullName }) => fullName)).toEqual(expect.arrayContaining(['Account', 'Check__c']));
    const fields = await admin.metadata.list([{ type: 'CustomField' }]);
    const names = fields.map(({ fullName }) => fullName);
    expect(names).toContain('Check__c.Key__c');
    expect(names).not.toContain('Account.Name');
    expect(await admin.metadata.list({ type: 'ApexClass' })).toEqual([]);
    const { metadataObjects } = await admin.metadata.describe();
    expect(metadataObjects.find(({ xmlName }) => xmlName === 'CustomObject')).toMatchObject({
      directoryName: 'objects',
      suffix: 'object',
      childXmlNames: expect.arrayContaining(['CustomField', 'ValidationRule']) as string[],
    });
  });

  test('reads objects and fields, and answers nothing for what is not there', async () => {
    expect(await admin.metadata.read('CustomObject', 'Check__c')).toMatchObject({
      fullName: 'Check__c',
      nameField: { type: 'AutoNumber' },
    });
    expect(await admin.metadata.read('CustomField', ['Account.Erp__c', 'Account.Nothing__c'])).toMatchObject([
      { fullName: 'Account.Erp__c', type: 'Text', length: 40, externalId: true },
      {},
    ]);
    expect(await admin.metadata.read('CustomField', 'Check__c.Status__c')).toMatchObject({
      type: 'Picklist',
      valueSet: { valueSetDefinition: { value: [{ fullName: 'Open' }, {}, {}] } },
    });
  });

  test('shows nobody a field that they may not read', async () => {
    const names = (await connect(org).metadata.list({ type: 'CustomField' })).map(({ fullName }) => fullName);
    expect(names).not.toContain('Opportunity.Confidential__c');
  });

  test('renames nothing, and says so', async () => {
    await expect(admin.metadata.rename('CustomObject', 'Check__c', 'Other__c')).rejects.toThrow(
      'renames no components',
    );
  });

  test('an expired session is refreshed', async () => {
    const again = new Connection({
      instanceUrl: org.instanceUrl,
      accessToken: 'nonsense',
      version: '62.0',
      refreshFn: (_conn, done) => {
        done(null, org.tokens.admin);
      },
    });
    expect((await again.metadata.list({ type: 'CustomObject' })).length).toBeGreaterThan(0);
  });
});
