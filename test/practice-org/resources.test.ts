/** What clients and the CLI call beside records and queries, through jsforce. */
import type { Connection } from 'jsforce';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call, connect, deal, fixtureMetadata, json, loaded, startFixture } from './practice.ts';

const externalId = (name: string): string =>
  `<CustomField><fullName>${name}</fullName><label>${name}</label><type>Text</type><length>40</length><externalId>true</externalId><unique>false</unique></CustomField>`;

let org: PracticeOrg;
let machine = Date.parse('2026-11-20T08:00:00Z');
let admin: Connection;
beforeAll(async () => {
  org = await startFixture({
    now: () => new Date(machine),
    metadata: new Map([
      ...fixtureMetadata(),
      ['objects/Account/fields/Erp__c.field-meta.xml', externalId('Erp__c')],
      ['objects/Contact/fields/Erp__c.field-meta.xml', externalId('Erp__c')],
      [
        'objects/Opportunity/recordTypes/Renewal.recordType-meta.xml',
        '<RecordType><fullName>Renewal</fullName><active>true</active><label>Renewal</label></RecordType>',
      ],
    ]),
  });
  admin = connect(org, 'admin');
});
afterAll(() => org.stop());

const post = async (path: string, body: unknown): Promise<{ status: number; body: unknown }> => {
  const response = await call(org, path, { method: 'POST', body: JSON.stringify(body) }, 'admin');
  return { status: response.status, body: await json(response) };
};

describe('composite/tree', () => {
  const node = (type: string, referenceId: string, fields: object) => ({
    attributes: { type, referenceId },
    ...fields,
  });

  test('saves records with their children and children of those, and answers ids by reference', async () => {
    const { status, body } = await post('/composite/tree/Account', {
      records: [
        node('Account', 'a1', {
          Name: 'Tree',
          Contacts: { records: [node('Contact', 'c1', { LastName: 'Leaf' })] },
          ChildAccounts: {
            records: [
              node('Account', 'k1', {
                Name: 'Branch',
                Opportunities: { records: [node('Opportunity', 'o1', deal())] },
              }),
            ],
          },
        }),
        node('Account', 'a2', { Name: 'Bush' }),
      ],
    });
    const { results } = body as { results: { referenceId: string; id: string }[] };
    expect([status, results.map(({ referenceId }) => referenceId)]).toEqual([201, ['a1', 'c1', 'k1', 'o1', 'a2']]);
    const [account, contact, branch, opportunity] = results.map(({ id }) => id);
    expect(await admin.sobject('Contact').retrieve(String(contact))).toMatchObject({ AccountId: account });
    expect(await admin.sobject('Opportunity').retrieve(String(opportunity))).toMatchObject({ AccountId: branch });
    expect(await admin.sobject('Account').retrieve(String(branch))).toMatchObject({ ParentId: account });
  });

  test('saves nothing when one record is refused, and says which', async () => {
    const before = (await admin.query('SELECT COUNT() FROM Account')).totalSize;
    const { status, body } = await post('/composite/tree/Account', {
      records: [node('Account', 'good', { Name: 'Good' }), node('Account', 'bad', { Phone: '1' })],
    });
    expect([status, body]).toEqual([
      400,
      {
        hasErrors: true,
        results: [
          { referenceId: 'bad', errors: [expect.objectContaining({ statusCode: 'REQUIRED_FIELD_MISSING' }) as object] },
        ],
      },
    ]);
    expect((await admin.query('SELECT COUNT() FROM Account')).totalSize).toBe(before);
  });

  test.each([
    ['no reference id', [{ attributes: { type: 'Account' }, Name: 'x' }], 'reference ID'],
    ['one reference id twice', [node('Account', 'r', { Name: 'x' }), node('Account', 'r', { Name: 'y' })], 'Duplicate'],
    ['201 records', Array.from({ length: 201 }, (_none, at) => node('Account', `r${at}`, { Name: 'x' })), '200'],
  ])('is refused with %s', async (_what, records, message) => {
    const { status, body } = await post('/composite/tree/Account', { records });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(message);
  });
});

describe('replication', () => {
  test('updated and deleted name the rows that changed in the time asked for, and no others', async () => {
    const start = new Date(machine);
    const { id = '' } = await admin.sobject('Account').create({ Name: 'Replica' });
    const { id: doomed = '' } = await admin.sobject('Account').create({ Name: 'Doomed' });
    machine += 3_600_000;
    await admin.sobject('Account').destroy(doomed);
    const end = new Date(machine);
    machine += 3_600_000;
    const later = new Date(machine);
    expect((await admin.sobject('Account').updated(start, later)).ids).toContain(id);
    expect((await admin.sobject('Account').updated(start, later)).ids).not.toContain(doomed);
    expect((await admin.sobject('Account').updated(end, later)).ids).toEqual([]);
    const { deletedRecords, latestDateCovered } = await admin
      .sobject('Account')
      .deleted(start.toString(), later.toString());
    expect(deletedRecords).toEqual([{ id: doomed, deletedDate: end.toISOString().replace('Z', '+0000') }]);
    expect(latestDateCovered).toBe(later.toISOString().replace('Z', '+0000'));
    const before = new Date(end.getTime() - 60_000);
    expect((await admin.sobject('Account').deleted(start, before)).deletedRecords).toEqual([]);
  });

  test.each([
    ['backwards', '2026-11-20T10:00:00Z', '2026-11-20T09:00:00Z', 'INVALID_REPLICATION_DATE'],
    ['too long ago', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 'INVALID_REPLICATION_DATE'],
    ['no dates', 'x', 'y', 'INVALID_FIELD'],
  ])('a time that is %s is refused', async (_what, start, end, code) => {
    const response = await call(org, `/sobjects/Account/updated?start=${start}&end=${end}`, {}, 'admin');
    expect([response.status, await json(response)]).toEqual([400, [expect.objectContaining({ errorCode: code })]]);
  });
});

describe('layouts', () => {
  test('hold the fields that the user sees, with every record type mapped to one', async () => {
    interface Layouts {
      layouts: { id: string }[];
      recordTypeMappings: { name: string; recordTypeId: string }[];
      recordTypeSelectorRequired: boolean[];
    }
    const { layouts, recordTypeMappings, recordTypeSelectorRequired } = (await connect(org)
      .sobject('Opportunity')
      .layouts()) as Layouts;
    const text = JSON.stringify(layouts);
    expect(text).toContain('"value":"StageName"');
    expect(text).not.toContain('Confidential__c');
    expect(layouts).toMatchObject([
      {
        buttonLayoutSection: {},
        editLayoutSections: [{}],
        quickActionList: { quickActionListItems: [] },
        relatedLists: [{}, { name: 'OpportunityHistories' }, {}],
      },
    ]);
    expect(recordTypeMappings.map(({ name }) => name)).toEqual(['Renewal', 'Master']);
    expect(recordTypeSelectorRequired).toEqual([false]);
    const one = await call(org, `/sobjects/Opportunity/describe/layouts/${recordTypeMappings[0]?.recordTypeId ?? ''}`);
    expect(await json(one)).toMatchObject({ id: layouts[0]?.id });
    expect((await call(org, '/sobjects/Opportunity/describe/layouts/012000000000001AAA')).status).toBe(404);
    expect((await admin.sobject('User').layouts('UserAlt')).layouts).toHaveLength(1);
  });

  test('compact and approval layouts are there', async () => {
    const { compactLayouts, recordTypeCompactLayoutMappings } = await admin.sobject('Account').compactLayouts();
    expect(compactLayouts).toMatchObject([
      { name: 'SYSTEM', objectType: 'Account', fieldItems: [{ label: 'Account Name' }] },
    ]);
    expect(recordTypeCompactLayoutMappings).toHaveLength(1);
    expect(await admin.sobject('Account').approvalLayouts()).toEqual({ approvalLayouts: [] });
  });

  test('list views describe themselves, show their rows and explain their query', async () => {
    const mine = await connect(org)
      .sobject('Opportunity')
      .create(deal({ Name: 'Mine' }));
    const theirs = await admin.sobject('Opportunity').create(deal({ Name: 'Theirs' }));
    const deals = connect(org).sobject('Opportunity');
    const { listviews } = (await deals.listviews()) as { listviews: { id: string; label: string }[] };
    expect(listviews.map(({ label }) => label)).toEqual(['All Opportunities', 'My Opportunities']);
    const [all, my] = listviews.map(({ id }) => id);
    const ids = async (view: unknown): Promise<string> => JSON.stringify(await deals.listview(String(view)).results());
    expect(await ids(all)).toContain(String(theirs.id));
    expect(await ids(my)).toContain(String(mine.id));
    expect(await ids(my)).not.toContain(String(theirs.id));
    const described = (await deals.listview(String(my)).describe()) as { query: string };
    expect(described).toMatchObject({ sobjectType: 'Opportunity', orderBy: [{ fieldNameOrPath: 'Name' }] });
    const { records } = await connect(org).query(described.query);
    expect(records.map(({ Id }) => Id)).toEqual([mine.id]);
    expect(await deals.listview(String(my)).explain()).toMatchObject({
      plans: [{ sobjectType: 'Opportunity', leadingOperationType: 'Index' }],
    });
    expect((await call(org, '/sobjects/Opportunity/listviews/00B000000000000AAA')).status).toBe(404);
  });
});

test('explain tells how a query would be found', async () => {
  const scan = await admin.query("SELECT Id FROM Account WHERE Phone = 'x'").explain();
  expect(scan.plans).toMatchObject([{ leadingOperationType: 'TableScan', cardinality: 0, sobjectType: 'Account' }]);
  await expect(admin.query('SELECT Nothing FROM Account').explain()).rejects.toMatchObject({
    errorCode: 'INVALID_FIELD',
  });
});

test('recent lists what a user looked at, the last first, and what is deleted no more', async () => {
  const { id: one = '' } = await admin.sobject('Account').create({ Name: 'Seen 1' });
  const { id: two = '' } = await admin.sobject('Account').create({ Name: 'Seen 2' });
  const { id: three = '' } = await admin.sobject('Contact').create({ LastName: 'Seen 3' });
  expect(await admin.recent()).toEqual([]);
  await admin.query(`SELECT Id FROM Account WHERE Id = '${one}' FOR VIEW`);
  await admin.query(`SELECT Id FROM Account WHERE Id = '${two}' FOR REFERENCE`);
  await call(org, `/ui-api/records/${three}?fields=Contact.LastName`, {}, 'admin');
  const ids = async (asked: Promise<unknown>): Promise<unknown[]> =>
    ((await asked) as { Id: string }[]).map(({ Id }) => Id);
  expect(await ids(admin.recent())).toEqual([three, two, one]);
  expect(await ids(admin.recent(2))).toEqual([three, two]);
  expect(await admin.sobject('Account').recent()).toMatchObject([{ Id: two, Name: 'Seen 2' }, { Id: one }]);
  expect(await connect(org).recent()).toEqual([]);
  await admin.sobject('Account').destroy(two);
  expect(await ids(admin.recent())).toEqual([three, one]);
});

test('tabs and theme show the objects that the user works with', async () => {
  const tabs = await connect(org).tabs();
  expect(tabs.map(({ label }) => label)).toEqual(expect.arrayContaining(['Accounts', 'Contacts', 'Opportunities']));
  expect(tabs.every(({ url }) => url.startsWith(org.instanceUrl))).toBe(true);
  expect(JSON.stringify(tabs)).not.toContain('OpportunityLineItem');
  const { themeItems } = await connect(org).theme();
  expect(themeItems.find(({ name }) => name === 'Opportunity')).toMatchObject({
    colors: [{ color: 'FF5D2D', context: 'primary', theme: 'theme4' }],
    icons: [{ contentType: 'image/svg+xml', width: 0, height: 0 }],
  });
});

describe('search', () => {
  const names = async (sosl: string): Promise<string[]> => {
    const { searchRecords } = await admin.search(sosl);
    return searchRecords.map((record) => String(record['Name']));
  };
  beforeAll(() => {
    for (const Name of ['Nordwind Energie AG', 'Nordlicht GmbH', '东岭电力', 'Grid 100% Ltd.'])
      loaded(org, 'Account', { Name, ...(Name === 'Nordlicht GmbH' ? { Phone: '040 5550' } : {}) });
    loaded(org, 'Contact', { FirstName: 'Nora', LastName: 'Nordwind', Email: 'nora@wind.example' });
  });
  const inAccounts = (find: string, group = 'NAME'): Promise<string[]> =>
    names(`FIND {${find}} IN ${group} FIELDS RETURNING Account(Id, Name ORDER BY Name)`);

  test.each([
    ['nordwind', ['Nordwind Energie AG']],
    ['Nord*', ['Nordlicht GmbH', 'Nordwind Energie AG']],
    ['Nord', []],
    ['nordwin?', ['Nordwind Energie AG']],
    ['nordwind ag', ['Nordwind Energie AG']],
    ['nordwind gmbh', []],
    ['nordwind OR nordlicht', ['Nordlicht GmbH', 'Nordwind Energie AG']],
    ['Nord* AND NOT gmbh', ['Nordwind Energie AG']],
    ['"energie ag"', ['Nordwind Energie AG']],
    ['"nordwind ag"', []],
    ['电力', ['东岭电力']],
  ])('%s in names finds %j', async (find, expected) => {
    expect(await inAccounts(find)).toEqual(expected);
  });

  test('looks into the fields it is told to, in every object or in those named, with their clauses', async () => {
    expect(await inAccounts('5550', 'PHONE')).toEqual(['Nordlicht GmbH']);
    expect(await inAccounts('5550', 'NAME')).toEqual([]);
    const types = async (sosl: string): Promise<unknown[]> =>
      (await admin.search(sosl)).searchRecords.map(({ attributes }) => attributes?.type);
    expect(await types('FIND {nordwind}')).toEqual(['Account', 'Contact']);
    expect(await types('FIND {nordwind} RETURNING Contact, Account LIMIT 1')).toEqual(['Contact']);
    expect(await names("FIND {Nord*} RETURNING Account(Name WHERE Phone = '040 5550')")).toEqual(['Nordlicht GmbH']);
    expect(await names('FIND {Nord*} RETURNING Account(Name ORDER BY Name DESC LIMIT 1)')).toEqual([
      'Nordwind Energie AG',
    ]);
  });

  test('takes parameters in the place of SOSL', async () => {
    const get = await call(org, '/parameterizedSearch?q=nordwind&sobject=Account&Account.fields=Name', {}, 'admin');
    expect(await json(get)).toMatchObject({ searchRecords: [{ Name: 'Nordwind Energie AG' }] });
    const { body } = await post('/parameterizedSearch', {
      q: 'Nord*',
      in: 'NAME',
      sobjects: [{ name: 'Account', fields: ['Name'], limit: 1 }],
    });
    expect((body as { searchRecords: unknown[] }).searchRecords).toHaveLength(1);
  });

  test.each([
    ['FIND {x}', 'MALFORMED_SEARCH'],
    ['SELECT Id FROM Account', 'MALFORMED_SEARCH'],
    ['FIND {nordwind} RETURNING Account(Id', 'MALFORMED_SEARCH'],
    ['FIND {nordwind} RETURNING Account(Nothing)', 'INVALID_FIELD'],
    ['FIND {nordwind} RETURNING Nothing', 'INVALID_TYPE'],
  ])('%s is refused', async (sosl, errorCode) => {
    await expect(admin.search(sosl)).rejects.toMatchObject({ errorCode });
  });
});

describe('an external id of a standard object', () => {
  test('is upserted on through REST, collections and Bulk, and found when it is nobody’s alone', async () => {
    const accounts = admin.sobject('Account');
    expect(await accounts.upsert({ Name: 'New', Erp__c: 'E-1' }, 'Erp__c')).toMatchObject({
      success: true,
      created: true,
    });
    expect(await accounts.upsert({ Name: 'Renamed', Erp__c: 'E-1' }, 'Erp__c')).toMatchObject({
      success: true,
      created: false,
    });
    const many = await accounts.upsert(
      [
        { Name: 'Second', Erp__c: 'E-2' },
        { Name: 'First', Erp__c: 'E-1' },
      ],
      'Erp__c',
    );
    expect(many).toMatchObject([{ created: true }, { created: false }]);
    const { id = '' } = await admin.sobject('Contact').create({ LastName: 'Of the first', Account: { Erp__c: 'E-1' } });
    expect((await admin.sobject('Contact').retrieve(id))['AccountId']).toBe(many[1]?.id);
    const bulk = await admin.bulk2.loadAndWaitForResults({
      object: 'Contact',
      operation: 'upsert',
      externalIdFieldName: 'Erp__c',
      input: [{ LastName: 'Bulk', Erp__c: 'C-1' }],
    });
    expect(bulk.successfulResults).toMatchObject([{ sf__Created: 'true' }]);
    await accounts.create({ Name: 'Twin', Erp__c: 'E-1' });
    await expect(accounts.upsert({ Name: 'Which', Erp__c: 'E-1' }, 'Erp__c')).rejects.toMatchObject({
      name: 'MULTIPLE_CHOICES',
    });
  });
});

test('accounts and contacts have the standard fields that data loads bring', async () => {
  const account = {
    Sic: '4911',
    SicDesc: 'Electric services',
    TickerSymbol: 'NWE',
    Ownership: 'Public',
    Site: 'HQ',
    NaicsCode: '221121',
    DunsNumber: '123456789',
    YearStarted: '1999',
  };
  const { id = '' } = await admin.sobject('Account').create({ Name: 'Full', ...account });
  expect(await admin.sobject('Account').retrieve(id)).toMatchObject(account);
  const contact = {
    AssistantName: 'Ann',
    AssistantPhone: '1',
    OtherCity: 'Bonn',
    DoNotCall: true,
    HasOptedOutOfEmail: false,
  };
  const { id: person = '' } = await admin.sobject('Contact').create({ LastName: 'Full', ...contact });
  expect(await admin.sobject('Contact').retrieve(person)).toMatchObject(contact);
});

describe('what the org has switched off', () => {
  test.each(['chatter/feeds/news/me', 'connect/organization', 'analytics/reports', 'wave', 'actions/standard'])(
    '%s refuses as an org without the feature',
    async (path) => {
      await expect(admin.request(`/${path}`)).rejects.toMatchObject({ errorCode: 'FUNCTIONALITY_NOT_ENABLED' });
    },
  );

  test('Apex and streaming are not there, quick actions, rules and approvals are none', async () => {
    await expect(admin.apex.get('/Mine')).rejects.toMatchObject({ errorCode: 'NOT_FOUND' });
    await expect(admin.tooling.executeAnonymous('1;')).rejects.toMatchObject({
      errorCode: 'FUNCTIONALITY_NOT_ENABLED',
    });
    expect(
      (await fetch(`${org.instanceUrl}/cometd/62.0`, { headers: { Authorization: `Bearer ${org.tokens.admin}` } }))
        .status,
    ).toBe(404);
    expect(await admin.quickActions()).toEqual([]);
    expect(await admin.sobject('Account').quickActions()).toEqual([]);
    expect(await admin.process.rule.list()).toEqual({});
    expect(await admin.process.approval.list()).toEqual({});
    await expect(admin.process.approval.submit('001TA0000000001AAA', 'Please')).rejects.toMatchObject({
      errorCode: 'NO_APPLICABLE_PROCESS',
    });
  });
});
