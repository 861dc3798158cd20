import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call, connect, deal, json, loaded, startFixture } from './practice.ts';

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture();
});
afterAll(() => org.stop());

const codeOf = async (response: Response): Promise<unknown> => {
  const body = await json(response);
  return Array.isArray(body) ? (body[0] as { errorCode: unknown }).errorCode : body;
};

test('a record is created, read, updated, deleted and gone', async () => {
  const deals = connect(org, 'admin').sobject('Opportunity');
  const { id, success } = await deals.create(deal({ Name: '  Big one  ', Amount: 12.345, NextStep: '   ' }));
  expect(success).toBe(true);
  const key = String(id);
  expect(await deals.retrieve(key)).toMatchObject({ Name: 'Big one', Amount: 12.35, NextStep: null, Size__c: 'small' });
  await deals.update({ Id: key.slice(0, 15), Amount: 2_000_000 });
  expect(await deals.retrieve(key)).toMatchObject({ Amount: 2_000_000, Size__c: 'big', ExpectedRevenue: 200_000 });
  await deals.destroy(key);
  await expect(deals.retrieve(key)).rejects.toMatchObject({ errorCode: 'ENTITY_IS_DELETED' });
  const again = await call(org, `/sobjects/Opportunity/${key}`, { method: 'DELETE' }, 'admin');
  expect([again.status, await codeOf(again)]).toEqual([404, 'ENTITY_IS_DELETED']);
});

test.each([
  ['an unknown field', { Foo__c: 1 }, 'INVALID_FIELD'],
  ['a field the user may not see', { Confidential__c: 'x' }, 'INVALID_FIELD'],
  ['a field the platform writes', { IsWon: true }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
  ['a formula field', { Size__c: 'x' }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
  ['a roll-up', { Points__c: 5 }, 'INVALID_FIELD_FOR_INSERT_UPDATE'],
  ['too long a text', { Code__c: 'x'.repeat(21) }, 'STRING_TOO_LONG'],
  ['a missing required field', { CloseDate: null }, 'REQUIRED_FIELD_MISSING'],
  ['a date that does not exist', { CloseDate: '2027-02-30' }, 'JSON_PARSER_ERROR'],
  ['a number in a text field', { Name: 5 }, 'JSON_PARSER_ERROR'],
  ['too large a number', { Share__c: 12345 }, 'NUMBER_OUTSIDE_VALID_RANGE'],
  ['a malformed id', { AccountId: 'nonsense' }, 'MALFORMED_ID'],
  ['an id of the wrong object', { AccountId: '003000000000001AAA' }, 'FIELD_INTEGRITY_EXCEPTION'],
  ['an id nobody has', { AccountId: '001000000000001AAA' }, 'INVALID_CROSS_REFERENCE_KEY'],
  [
    'a bad value of a restricted picklist',
    { ForecastCategoryName: 'Dream' },
    'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST',
  ],
])('%s is refused', async (_what, fields, code) => {
  const response = await call(org, '/sobjects/Opportunity', { method: 'POST', body: JSON.stringify(deal(fields)) });
  expect([response.status, await codeOf(response)]).toEqual([400, code]);
});

test('an unrestricted picklist takes any value', async () => {
  const { id } = await connect(org)
    .sobject('Opportunity')
    .create(deal({ Region__c: 'Elsewhere' }));
  expect((await connect(org).sobject('Opportunity').retrieve(String(id)))['Region__c']).toBe('Elsewhere');
});

test('who may read a field without editing it sees it and is refused when writing', async () => {
  const id = loaded(org, 'Opportunity', deal({ Confidential__c: 'secret' }));
  expect((await connect(org, 'manager').sobject('Opportunity').retrieve(id))['Confidential__c']).toBe('secret');
  const response = await call(
    org,
    `/sobjects/Opportunity/${id}`,
    { method: 'PATCH', body: '{"Confidential__c":"x"}' },
    'manager',
  );
  expect(await json(response)).toEqual([
    {
      message:
        'Unable to create/update fields: Confidential__c. Please check the security settings of this field and verify that it is read/write for your profile or permission set.',
      errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE',
      fields: ['Confidential__c'],
    },
  ]);
  expect(await connect(org).sobject('Opportunity').retrieve(id)).not.toHaveProperty('Confidential__c');
});

test('describe shows a user what they may read and write', async () => {
  const rep = await connect(org).describe('Opportunity');
  const named = (name: string) => rep.fields.find((field) => field.name === name);
  expect(named('Confidential__c')).toBeUndefined();
  expect(named('Size__c')).toMatchObject({ calculated: true, createable: false, updateable: false, type: 'string' });
  expect(named('First_Due__c')).toMatchObject({ calculated: true, type: 'date' });
  expect(named('Code__c')).toMatchObject({ createable: true, updateable: true, externalId: true, unique: true });
  expect(rep.childRelationships).toContainEqual(
    expect.objectContaining({
      childSObject: 'Check__c',
      field: 'Opportunity__c',
      relationshipName: 'Checks__r',
      cascadeDelete: true,
    }),
  );
  const check = await connect(org).describe('Check__c');
  const status = check.fields.find(({ name }) => name === 'Status__c');
  expect(status?.picklistValues).toMatchObject([{ value: 'Open' }, { value: 'Done' }, { value: 'Waived' }]);
  expect(check.fields.find(({ name }) => name === 'Opportunity__c')).toMatchObject({
    createable: true,
    updateable: false,
  });
  await expect(connect(org, 'ops').describe('Check__c')).rejects.toMatchObject({ errorCode: 'NOT_FOUND' });
});

test('upsert by key creates with 201, updates with 200, and 204 before version 46', async () => {
  const upsert = (version: string) =>
    fetch(`${org.instanceUrl}/services/data/v${version}/sobjects/Opportunity/Code__c/Up-1`, {
      method: 'PATCH',
      headers: { Authorization: `Bearer ${org.tokens.rep}` },
      body: JSON.stringify(deal()),
    });
  const first = await upsert('62.0');
  const made = (await json(first)) as { id: string };
  expect([first.status, made]).toEqual([201, { id: made.id, success: true, errors: [], created: true }]);
  const second = await upsert('62.0');
  expect([second.status, await json(second)]).toEqual([
    200,
    { id: made.id, success: true, errors: [], created: false },
  ]);
  expect((await upsert('45.0')).status).toBe(204);
  expect((await call(org, '/sobjects/Opportunity/Code__c/up-1')).status).toBe(200);
  const results = await connect(org)
    .sobject('Opportunity')
    .upsert(
      [
        { ...deal(), Code__c: 'UP-1' },
        { ...deal(), Code__c: 'up-2' },
      ],
      'Code__c',
    );
  expect(results.map(({ created }) => created)).toEqual([false, true]);
});

test('a value that must be unique is refused a second time whatever its case', async () => {
  const rep = connect(org).sobject('Opportunity');
  const [first, second] = await rep.create([deal({ Code__c: 'Same' }), deal({ Code__c: 'SAME' })]);
  expect(first?.success).toBe(true);
  expect(second?.errors).toEqual([
    {
      statusCode: 'DUPLICATE_VALUE',
      message: `duplicate value found: Code__c duplicates value on record with id: ${String(first?.id).slice(0, 15)}`,
      fields: [],
    },
  ]);
});

test('a parent may be named by its key', async () => {
  const parent = loaded(org, 'Opportunity', deal({ Code__c: 'parent-key' }));
  const row = { Opportunity__r: { Code__c: 'PARENT-KEY' }, Key__c: 'k-by-key' };
  const { id } = await connect(org).sobject('Check__c').create(row);
  expect((await connect(org).sobject('Check__c').retrieve(String(id)))['Opportunity__c']).toBe(parent);
});

test('a detail cannot be moved to another master', async () => {
  const [parent, other] = [loaded(org, 'Opportunity', deal()), loaded(org, 'Opportunity', deal())];
  const id = loaded(org, 'Check__c', { Opportunity__c: parent, Key__c: 'k-moved' });
  const [moved] = await connect(org)
    .sobject('Check__c')
    .update([{ Id: id, Opportunity__c: other }]);
  expect(moved?.errors).toMatchObject([{ statusCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', fields: ['Opportunity__c'] }]);
});

test('who has no right to delete is refused with 403, setup objects are not written at all', async () => {
  const id = loaded(org, 'Opportunity', deal());
  const response = await call(org, `/sobjects/Opportunity/${id}`, { method: 'DELETE' });
  expect([response.status, await codeOf(response)]).toEqual([403, 'INSUFFICIENT_ACCESS_OR_READONLY']);
  const profile = await call(org, '/sobjects/Profile', { method: 'POST', body: '{"Name":"Mine"}' }, 'admin');
  expect(await codeOf(profile)).toBe('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
});

test('the data-load user writes dates the platform would set, others do not', async () => {
  const id = loaded(org, 'Opportunity', deal({ CreatedDate: '2025-03-01T10:00:00Z' }));
  expect((await connect(org).sobject('Opportunity').retrieve(id))['CreatedDate']).toBe('2025-03-01T10:00:00.000+0000');
  const response = await call(org, '/sobjects/Opportunity', {
    method: 'POST',
    body: JSON.stringify(deal({ CreatedDate: '2025-03-01T10:00:00Z' })),
  });
  expect(await codeOf(response)).toBe('INVALID_FIELD_FOR_INSERT_UPDATE');
});

test('a composite call names earlier results and takes all of it back when one fails', async () => {
  const subrequests = (stage: string) => ({
    allOrNone: true,
    compositeRequest: [
      {
        method: 'POST',
        url: '/services/data/v62.0/sobjects/Account',
        referenceId: 'account',
        body: { Name: `Acme ${stage}` },
      },
      {
        method: 'POST',
        url: '/services/data/v62.0/sobjects/Opportunity',
        referenceId: 'deal',
        body: deal({ AccountId: '@{account.id}', StageName: stage }),
      },
    ],
  });
  const send = async (stage: string) => {
    const answer = await json(
      await call(org, '/composite', { method: 'POST', body: JSON.stringify(subrequests(stage)) }),
    );
    return (answer as { compositeResponse: { httpStatusCode: number; body: unknown }[] }).compositeResponse;
  };
  expect((await send('Prospecting')).map(({ httpStatusCode }) => httpStatusCode)).toEqual([201, 201]);
  const refusedCall = await send('Nowhere');
  expect(refusedCall.map(({ httpStatusCode }) => httpStatusCode)).toEqual([400, 400]);
  expect(refusedCall[0]?.body).toMatchObject([{ errorCode: 'PROCESSING_HALTED' }]);
  const { records } = await connect(org).query<{ Name: string; Opportunities: unknown }>(
    "SELECT Name, (SELECT Id FROM Opportunities) FROM Account WHERE Name LIKE 'Acme%'",
  );
  expect(records).toMatchObject([{ Name: 'Acme Prospecting', Opportunities: { totalSize: 1 } }]);
});

test('an upsert call that names one key twice refuses both rows', async () => {
  const rows = ['twice', 'TWICE', 'once'].map((Code__c) => ({ ...deal(), Code__c }));
  const results = await connect(org).sobject('Opportunity').upsert(rows, 'Code__c');
  expect(results.map(({ success }) => success)).toEqual([false, false, true]);
  expect(results[0]?.errors).toMatchObject([
    { statusCode: 'DUPLICATE_VALUE', message: 'Duplicate external id specified: twice' },
  ]);
});

test('several records are read at once, in the order asked, null where there is none', async () => {
  const [first, second] = [
    loaded(org, 'Opportunity', deal({ Name: 'A' })),
    loaded(org, 'Opportunity', deal({ Name: 'B' })),
  ];
  const rows = await connect(org)
    .sobject('Opportunity')
    .retrieve([second, '006000000000001AAA', first], { fields: ['Name'] });
  expect(rows.map((row) => (row as { Name?: unknown } | null)?.Name)).toEqual(['B', undefined, 'A']);
});

test('children come 200 at a time, each with the address of the rest, and a page of parents keeps them all', async () => {
  const admin = connect(org, 'admin');
  const names = Array.from({ length: 12 }, (_none, at) => `Crowd ${at}`);
  for (const Name of names) {
    const AccountId = loaded(org, 'Account', { Name });
    org.load(
      'Contact',
      Array.from({ length: 201 }, (_none, at) => ({ LastName: `Person ${at}`, AccountId })),
    );
  }
  const query = "SELECT Name, (SELECT LastName FROM Contacts) FROM Account WHERE Name LIKE 'Crowd%' ORDER BY Name";
  interface Crowd {
    readonly Contacts: { readonly totalSize: number; readonly done: boolean; readonly records: unknown[] };
  }
  const first = await admin.query<Crowd & { Name: string }>(query).autoFetch(false).execute();
  expect(first.records.map(({ Contacts }) => [Contacts.totalSize, Contacts.done, Contacts.records.length])).toEqual(
    names.map(() => [201, false, 200]),
  );
  const all = await admin.query<Crowd>(query).autoFetch(true).execute();
  expect(all.records.map(({ Contacts }) => Contacts.records.length)).toEqual(names.map(() => 201));
});
