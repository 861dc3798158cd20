import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deal, fixtureMetadata, loaded, startFixture } from './practice.ts';
import { ui, type Answer } from './ui-api.ts';

let org: PracticeOrg;
let time = Date.parse('2026-11-23T10:00:00.400Z');
beforeAll(async () => {
  const rule = `<ValidationRule><fullName>Z_On_Top</fullName><active>true</active>
    <errorConditionFormula>Amount &lt; -5</errorConditionFormula><errorMessage>Think again.</errorMessage></ValidationRule>`;
  const path = 'objects/Opportunity/validationRules/Z_On_Top.validationRule-meta.xml';
  org = await startFixture({ metadata: new Map([...fixtureMetadata(), [path, rule]]), now: () => new Date(time) });
});
afterAll(() => org.stop());

const tick = (seconds: number): number => (time += seconds * 1000);
const codeOf = ({ status, body }: Answer): unknown[] => [status, body.at(0, 'errorCode') ?? body.at('errorCode')];

test('a record is created, read with its parents, changed and deleted', async () => {
  const made = await ui(org, 'POST', '/records', { apiName: 'Opportunity', fields: deal({ Amount: 12.345 }) });
  expect(made.status).toBe(201);
  const id = made.body.text('id');
  const read = await ui(
    org,
    'GET',
    `/records/${id}?fields=Opportunity.Name,Opportunity.Owner.Name&optionalFields=Opportunity.Amount,Opportunity.Confidential__c`,
  );
  expect(read.body.value).toEqual({
    apiName: 'Opportunity',
    childRelationships: {},
    eTag: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
    fields: {
      Amount: { displayValue: '$12.35', value: 12.35 },
      Name: { displayValue: null, value: 'Deal' },
      Owner: { displayValue: 'Rita Rep', value: expect.objectContaining({ apiName: 'User' }) as unknown },
    },
    id,
    lastModifiedById: made.body.at('lastModifiedById'),
    lastModifiedDate: '2026-11-23T10:00:00.000Z',
    recordTypeId: '012000000000000AAA',
    recordTypeInfo: null,
    systemModstamp: '2026-11-23T10:00:00.000Z',
    weakEtag: Date.parse('2026-11-23T10:00:00Z'),
  });
  expect(read.body.at('fields', 'Owner', 'value', 'fields', 'Name', 'value')).toBe('Rita Rep');
  const changed = await ui(org, 'PATCH', `/records/${id}`, { fields: { Amount: 7 } });
  expect([changed.status, changed.body.at('fields', 'Amount', 'value')]).toEqual([200, 7]);
  expect(codeOf(await ui(org, 'DELETE', `/records/${id}`))).toEqual([403, 'INSUFFICIENT_ACCESS_OR_READONLY']);
  expect((await ui(org, 'DELETE', `/records/${id}`, undefined, { as: 'admin' })).status).toBe(204);
  const gone = `/records/${id}?fields=Opportunity.Name`;
  expect(codeOf(await ui(org, 'GET', gone))).toEqual([404, 'ENTITY_IS_DELETED']);
  expect(codeOf(await ui(org, 'PATCH', `/records/${id}`, { fields: {} }))).toEqual([404, 'ENTITY_IS_DELETED']);
});

test('the tag stays while the answer does, and a client that has it gets no body', async () => {
  const id = loaded(org, 'Opportunity', deal());
  const path = `/records/${id}?fields=Opportunity.NextStep`;
  const first = await ui(org, 'GET', path);
  const tag = first.headers.get('etag') ?? '';
  expect(tag).toBe(`"${first.body.text('eTag')}"`);
  expect((await ui(org, 'GET', path, undefined, { headers: { 'If-None-Match': tag } })).status).toBe(304);
  tick(1);
  const changed = await ui(org, 'PATCH', `/records/${id}`, { fields: { NextStep: 'call' } });
  const second = await ui(org, 'GET', path, undefined, { headers: { 'If-None-Match': tag } });
  expect([second.status, second.body.at('weakEtag')]).toEqual([200, changed.body.at('weakEtag')]);
  expect(second.body.at('eTag')).not.toBe(first.body.at('eTag'));
});

test.each([
  ['an unknown id', '006TA00000zzzzz', 404, 'NOT_FOUND'],
  ['text that is no id', 'nonsense', 404, 'NOT_FOUND'],
  ['a setup record', '01JTA0000000001', 404, 'NOT_FOUND'],
])('%s is not found, to read or to write', async (_what, id, ...expected) => {
  expect(codeOf(await ui(org, 'GET', `/records/${id}?fields=Opportunity.Name`))).toEqual(expected);
  expect(codeOf(await ui(org, 'PATCH', `/records/${id}`, { fields: { Name: 'x' } }))).toEqual(expected);
  expect(codeOf(await ui(org, 'DELETE', `/records/${id}`))).toEqual(expected);
});

test('a person is read by name like any record, and written by nobody', async () => {
  const id = org.org.sessions[0]?.userId ?? '';
  const { body } = await ui(org, 'GET', `/records/${id}?fields=User.Name,User.Email`);
  expect([body.at('apiName'), body.at('fields', 'Name', 'value')]).toEqual(['User', 'Ada Admin']);
  const renamed = await ui(org, 'PATCH', `/records/${id}`, { fields: { LastName: 'Other' } });
  expect(renamed.body.at('errorCode')).toBe('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
});

test('a page of another origin gets no leave to read', async () => {
  const headers = { Origin: 'http://elsewhere.example', 'Access-Control-Request-Method': 'PATCH' };
  const asked = await fetch(`${org.instanceUrl}/services/data/v62.0/ui-api/records`, { method: 'OPTIONS', headers });
  expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([401, null]);
});

test('fields nobody named, nobody has or the user may not see are refused', async () => {
  const id = loaded(org, 'Opportunity', deal());
  const asked = (query: string) => ui(org, 'GET', `/records/${id}${query}`);
  expect(codeOf(await asked(''))).toEqual([400, 'ILLEGAL_QUERY_PARAMETER_VALUE']);
  for (const path of [
    'Opportunity.Nope__c',
    'Opportunity.Confidential__c',
    'Account.Name',
    'Name',
    'Opportunity.Profile.Name',
  ])
    expect(codeOf(await asked(`?fields=${path}`))).toEqual([400, 'INVALID_FIELD']);
  const whole = await asked('?layoutTypes=Full');
  expect(Object.keys(whole.body.at('fields') as object)).toEqual(
    expect.arrayContaining(['Amount', 'Points__c', 'Size__c']),
  );
  expect(whole.body.at('fields', 'Confidential__c')).toBeUndefined();
});

test('every broken rule is told, at its field or on top', async () => {
  const id = loaded(org, 'Opportunity', deal());
  const { status, body } = await ui(org, 'PATCH', `/records/${id}`, { fields: { Amount: -9, StageName: 'Daydream' } });
  const at = (field: string | null, fieldLabel: string | null, message: string) => ({
    constituentField: null,
    duplicateRecordError: null,
    errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    field,
    fieldLabel,
    message,
  });
  expect(status).toBe(400);
  expect(body.value).toEqual({
    message: 'An error occurred while trying to update the record. Please try again.',
    statusCode: 400,
    errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
    enhancedErrorType: 'RecordError',
    output: {
      errors: [at(null, null, 'Think again.')],
      fieldErrors: {
        Amount: [at('Amount', 'Amount', 'The amount cannot be negative.')],
        StageName: [at('StageName', 'Stage', 'That stage is not part of the process.')],
      },
    },
  });
});

test.each([
  [
    'a missing required field',
    { StageName: null, CloseDate: null },
    'REQUIRED_FIELD_MISSING',
    ['StageName', 'CloseDate'],
  ],
  ['a field the user may not see', { Confidential__c: 'x' }, 'INVALID_FIELD', []],
  ['a field the platform writes', { IsWon: true }, 'INVALID_FIELD_FOR_INSERT_UPDATE', ['IsWon']],
  ['too long a text', { Name: 'x'.repeat(121) }, 'STRING_TOO_LONG', ['Name']],
  ['a number as text', { Amount: 'much' }, 'JSON_PARSER_ERROR', ['Amount']],
  ['a lookup to nobody', { AccountId: '001000000000001AAA' }, 'INVALID_CROSS_REFERENCE_KEY', ['AccountId']],
])('%s is refused at its field', async (_what, fields, code, atFields) => {
  const { status, body } = await ui(org, 'POST', '/records', { apiName: 'Opportunity', fields: deal(fields) });
  expect([status, body.at('errorCode')]).toEqual([400, code]);
  expect(Object.keys(body.at('output', 'fieldErrors') as object).toSorted()).toEqual(atFields.toSorted());
  expect(body.list('output', 'errors')).toHaveLength(atFields.length === 0 ? 1 : 0);
});

test('what refuses a record is told of its master too', async () => {
  const id = loaded(org, 'Opportunity', deal());
  const fields = { Opportunity__c: id, Key__c: 'k-many', Status__c: 'Done', Weight__c: 500 };
  const { body } = await ui(org, 'POST', '/records', { apiName: 'Check__c', fields });
  expect(body.list('output', 'errors').map((one) => one.at('message'))).toEqual(['A deal has at most 100 points.']);
  const none = await ui(org, 'POST', '/records', { apiName: 'Check__c', fields }, { as: 'ops' });
  expect(codeOf(none)).toEqual([400, 'INVALID_TYPE']);
});

test('a body without fields or with an unknown object is refused', async () => {
  const id = loaded(org, 'Opportunity', deal());
  for (const body of [undefined, [], {}, { fields: [] }]) {
    expect(codeOf(await ui(org, 'POST', '/records', body))).toEqual([400, 'JSON_PARSER_ERROR']);
    expect(codeOf(await ui(org, 'PATCH', `/records/${id}`, body))).toEqual([400, 'JSON_PARSER_ERROR']);
  }
  expect(codeOf(await ui(org, 'POST', '/records', { apiName: 'Nobody', fields: {} }))).toEqual([400, 'INVALID_TYPE']);
  expect((await ui(org, 'PUT', `/records/${id}`, {})).status).toBe(405);
});
