import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deal, fixtureMetadata, loaded, startFixture } from './practice.ts';
import { graphql, messages, ui } from './ui-api.ts';

const recordType = `<RecordType><fullName>Renewal</fullName><active>true</active><label>Renewal</label></RecordType>`;

let org: PracticeOrg;
let renewal: string;
beforeAll(async () => {
  const path = 'objects/Opportunity/recordTypes/Renewal.recordType-meta.xml';
  org = await startFixture({ metadata: new Map([...fixtureMetadata(), [path, recordType]]) });
  renewal = [...(org.org.objects.get('recordtype')?.table.rows() ?? [])][0]?.id ?? '';
});
afterAll(() => org.stop());

const master = '012000000000000AAA';

test('object info shows an object as the user may read and write it', async () => {
  const { body, status } = await ui(org, 'GET', '/object-info/opportunity');
  expect(status).toBe(200);
  expect(body.value).toMatchObject({
    apiName: 'Opportunity',
    label: 'Opportunity',
    labelPlural: 'Opportunities',
    keyPrefix: '006',
    createable: true,
    deletable: false,
    defaultRecordTypeId: renewal,
    nameFields: ['Name'],
    recordTypeInfos: { [renewal]: { name: 'Renewal', master: false }, [master]: { master: true } },
  });
  expect(body.at('fields', 'Code__c')).toMatchObject({
    dataType: 'String',
    length: 20,
    unique: true,
    updateable: true,
  });
  expect(body.at('fields', 'Size__c')).toMatchObject({ calculated: true, createable: false, updateable: false });
  expect(body.at('fields', 'Amount')).toMatchObject({ dataType: 'Currency', precision: 18, scale: 2, required: false });
  expect(body.at('fields', 'StageName')).toMatchObject({ dataType: 'Picklist', required: true });
  expect(body.at('fields', 'OwnerId')).toMatchObject({
    dataType: 'Reference',
    relationshipName: 'Owner',
    referenceToInfos: [{ apiName: 'User', nameFields: ['Name'] }],
  });
  expect(body.at('fields', 'Confidential__c')).toBeUndefined();
  expect(body.list('childRelationships').map((one) => one.at('relationshipName'))).toEqual([
    'OpportunityLineItems',
    'Checks__r',
  ]);
  const manager = await ui(org, 'GET', '/object-info/Opportunity', undefined, { as: 'manager' });
  expect(manager.body.at('fields', 'Confidential__c', 'updateable')).toBe(false);
  expect(manager.body.at('eTag')).not.toBe(body.at('eTag'));
  const ops = await ui(org, 'GET', '/object-info/Opportunity', undefined, { as: 'ops' });
  expect(ops.body.list('childRelationships').map((one) => one.at('relationshipName'))).toEqual([
    'OpportunityLineItems',
  ]);
});

test('a batch says of each object whether it is there', async () => {
  const { body } = await ui(org, 'GET', '/object-info/batch/Account,Check__c,Nobody', undefined, { as: 'ops' });
  expect(body.list('results').map((one) => one.at('statusCode'))).toEqual([200, 400, 400]);
  expect(body.at('results', 0, 'result', 'apiName')).toBe('Account');
  expect(body.at('results', 1, 'result', 0, 'message')).toBe('Object Check__c is not supported in UI API');
});

test('picklist values come with label, default and a tag, for every record type of the object', async () => {
  for (const type of [master, master.slice(0, 15)]) {
    const { body } = await ui(org, 'GET', `/object-info/Check__c/picklist-values/${type}/Status__c`);
    const value = (name: string) => ({ attributes: null, label: name, validFor: [], value: name });
    expect(body.value).toMatchObject({
      controllerValues: {},
      defaultValue: value('Open'),
      values: ['Open', 'Done', 'Waived'].map(value),
      eTag: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
    });
  }
  const all = await ui(org, 'GET', `/object-info/Opportunity/picklist-values/${renewal}`);
  const fields = all.body.at('picklistFieldValues') as object;
  expect(Object.keys(fields)).toEqual(expect.arrayContaining(['StageName', 'Region__c']));
});

test.each([
  ['/object-info/Nobody', 400, 'INVALID_TYPE'],
  ['/object-info/OpportunityStage', 400, 'INVALID_TYPE'],
  ['/object-info', 404, 'NOT_FOUND'],
  ['/object-info/Account/layouts', 404, 'NOT_FOUND'],
  [`/object-info/Check__c/picklist-values/012TA0000000001`, 400, 'INVALID_PARAMETER_VALUE'],
  [`/object-info/Check__c/picklist-values/${master}/Due__c`, 400, 'INVALID_FIELD'],
  ['/layout/Account', 404, 'NOT_FOUND'],
])('GET %s is refused with %i', async (path, status, code) => {
  const answer = await ui(org, 'GET', path);
  expect([answer.status, answer.body.at(0, 'errorCode')]).toEqual([status, code]);
});

test('objectInfos tells labels, rights and picklist values of the fields asked for', async () => {
  const query = `query Names($inputs: [ObjectInfoInput!]) { uiapi { objectInfos(objectInfoInputs: $inputs) {
    ApiName label keyPrefix updateable fields { ApiName label dataType length updateable required
      ... on PicklistField { picklistValuesByRecordTypeIDs { recordTypeID defaultValue { value } picklistValues { label value } } } } } } }`;
  const inputs = [
    { apiName: 'Check__c', fieldNames: ['Status__c', 'Key__c'], recordTypeIDs: [master] },
    { apiName: 'Nobody' },
    { apiName: 'Opportunity', recordTypeIDs: [org.orgId] },
    { apiName: 'Opportunity', fieldNames: ['Confidential__c'] },
  ];
  const answer = await graphql(org, query, { inputs });
  const [check, ...others] = answer.list('data', 'uiapi', 'objectInfos');
  expect(check?.value).toMatchObject({ ApiName: 'Check__c', label: 'Check', updateable: true });
  const [key, status, ...more] = check?.list('fields') ?? [];
  expect(more).toEqual([]);
  expect(key?.value).toEqual({
    ApiName: 'Key__c',
    label: 'Key',
    dataType: 'String',
    length: 40,
    updateable: true,
    required: true,
  });
  expect(status?.at('picklistValuesByRecordTypeIDs')).toEqual([
    {
      recordTypeID: master,
      defaultValue: { value: 'Open' },
      picklistValues: ['Open', 'Done', 'Waived'].map((value) => ({ label: value, value })),
    },
  ]);
  expect(others.map(({ value }) => value)).toEqual([null, null, null]);
  expect(answer.list('errors').map((error) => error.at('path', 2))).toEqual([1, 2, 3]);
});

test('objectInfos takes names or inputs, not both and not neither', async () => {
  const infos = (given: string) => graphql(org, `{ uiapi { objectInfos${given} { ApiName } } }`);
  expect((await infos('(apiNames: ["account", "User"])')).at('data', 'uiapi', 'objectInfos')).toEqual([
    { ApiName: 'Account' },
    { ApiName: 'User' },
  ]);
  for (const given of ['', '(apiNames: ["Account"], objectInfoInputs: [{ apiName: "Account" }])'])
    expect(messages(await infos(given))).toEqual(['objectInfos takes either apiNames or objectInfoInputs']);
});

test('a related list pages through the children of a record', async () => {
  const id = loaded(org, 'Opportunity', deal());
  for (let at = 0; at < 5; at++) loaded(org, 'Check__c', { Opportunity__c: id, Key__c: `k-r${at}`, Weight__c: at });
  const path = `/related-list-records/${id}/Checks__r`;
  const asked = { fields: ['Check__c.Key__c'], optionalFields: ['Check__c.Nope__c'], sortBy: ['-Check__c.Weight__c'] };
  const keys = ({ body }: Awaited<ReturnType<typeof ui>>) =>
    body.list('records').map((one) => one.at('fields', 'Key__c', 'value'));
  const first = await ui(org, 'POST', path, { ...asked, pageSize: 3 });
  expect([keys(first), first.body.at('count'), first.body.at('nextPageToken')]).toEqual([
    ['k-r4', 'k-r3', 'k-r2'],
    3,
    '3',
  ]);
  const token = first.body.text('nextPageToken');
  const second = await ui(org, 'GET', `${path}?fields=Check__c.Key__c&sortBy=-Weight__c&pageSize=3&pageToken=${token}`);
  expect([keys(second), second.body.at('nextPageToken'), second.body.at('previousPageToken')]).toEqual([
    ['k-r1', 'k-r0'],
    null,
    '0',
  ]);
  const codeOf = async (bad: string, as: 'rep' | 'ops' = 'rep') =>
    (await ui(org, 'GET', bad, undefined, { as })).body.at(0, 'errorCode');
  expect(await codeOf(`${path}?fields=Check__c.Key__c`, 'ops')).toBe('INVALID_PARAMETER_VALUE');
  expect(await codeOf(`${path}?fields=Check__c.Key__c&pageSize=2001`)).toBe('INVALID_PARAMETER_VALUE');
  expect(await codeOf(`${path}?fields=Check__c.Key__c&sortBy=Nope__c`)).toBe('INVALID_FIELD');
  expect(await codeOf(`${path}?fields=Check__c.Key__c&sortBy=Key__c)--`)).toBe('INVALID_FIELD');
  expect(await codeOf(`${path}?fields=Check__c.Key__c&where={}`)).toBe('INVALID_PARAMETER_VALUE');
  expect(await codeOf(`/related-list-records/${id}/Friends__r?fields=A.B`)).toBe('INVALID_PARAMETER_VALUE');
  expect(await codeOf(`/related-list-records/006000000000001AAA/Checks__r?fields=A.B`)).toBe('NOT_FOUND');
});
