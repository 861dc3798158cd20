import { afterAll, beforeAll, expect, test } from 'vitest';
import { languages, messagesIn } from '../../scripts/product/messages/index.ts';
import { loadOrg } from '../../scripts/practice-org/server/load-org.ts';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call, connect, deal, fixtureMetadata, json, loaded, startFixture } from './practice.ts';
import { graphql, ui } from './ui-api.ts';

const folder = 'objectTranslations/Check__c-zh_CN';
const translations: [string, string][] = [
  [
    `${folder}/Check__c-zh_CN.objectTranslation-meta.xml`,
    `<CustomObjectTranslation><caseValues><plural>false</plural><value>检查</value></caseValues>
     <caseValues><plural>true</plural><value>检查项</value></caseValues><nameFieldLabel>检查编号</nameFieldLabel>
     <validationRules><errorMessage>已完成的不可撤销。</errorMessage><name>No_Undoing</name></validationRules></CustomObjectTranslation>`,
  ],
  [
    `${folder}/Status__c.fieldTranslation-meta.xml`,
    `<CustomFieldTranslation><help>现在怎么样</help><label>状态</label><name>Status__c</name>
     <picklistValues><masterLabel>Done</masterLabel><translation>已完成</translation></picklistValues>
     <picklistValues><masterLabel>Waived</masterLabel><translation></translation></picklistValues></CustomFieldTranslation>`,
  ],
  [
    'objectTranslations/Opportunity-zh_CN.objectTranslation',
    `<CustomObjectTranslation><fields><label>地区</label><name>Region__c</name>
     <picklistValues><masterLabel>North</masterLabel><translation>北方</translation></picklistValues></fields>
     <validationRules><errorMessage>该阶段不在流程内。</errorMessage><name>C_Known_Stage</name></validationRules></CustomObjectTranslation>`,
  ],
  [
    'standardValueSetTranslations/OpportunityStage-zh_CN.standardValueSetTranslation-meta.xml',
    `<StandardValueSetTranslation><valueTranslation><masterLabel>Prospecting</masterLabel><translation>寻找客户</translation></valueTranslation></StandardValueSetTranslation>`,
  ],
];

/** What Salesforce itself says, which the org gets from outside. */
const standardTexts = Object.fromEntries(
  languages.map((language) => [language, messagesIn(language).platform.objects]),
);

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture({ metadata: new Map([...fixtureMetadata(), ...translations]), standardTexts });
});
afterAll(() => org.stop());

const chinese = { headers: { 'Accept-Language': 'zh-CN,zh;q=0.9,en;q=0.8' } };

test('labels, help and picklist labels are in the language asked for, and in the base language where one is missing', async () => {
  const path = '/object-info/Check__c';
  const zh = (await ui(org, 'GET', path, undefined, chinese)).body;
  const en = (await ui(org, 'GET', path)).body;
  const words = [zh, en].map((body) => [
    body.at('label'),
    body.at('labelPlural'),
    body.at('fields', 'Name', 'label'),
    body.at('fields', 'Status__c', 'label'),
    body.at('fields', 'Status__c', 'inlineHelpText'),
    body.at('fields', 'Key__c', 'label'),
  ]);
  expect(words).toEqual([
    ['检查', '检查项', '检查编号', '状态', '现在怎么样', 'Key'],
    ['Check', 'Checks', 'Check Number', 'Status', null, 'Key'],
  ]);
  const values = await ui(org, 'GET', `${path}/picklist-values/012000000000000AAA/Status__c`, undefined, chinese);
  expect(values.body.list('values').map((one) => [one.at('value'), one.at('label')])).toEqual([
    ['Open', 'Open'],
    ['Done', '已完成'],
    ['Waived', 'Waived'],
  ]);
});

test('GraphQL shows values, dates and amounts in the language asked for', async () => {
  const id = loaded(org, 'Opportunity', deal({ Region__c: 'North', Amount: 1_234_567.5 }));
  loaded(org, 'Check__c', { Opportunity__c: id, Key__c: 'k-zh', Status__c: 'Done' });
  const query = `query Q($id: ID) { uiapi { query { Opportunity(where: { Id: { eq: $id } }) { edges { node {
    StageName { value displayValue } Region__c { value label } Amount { displayValue } CloseDate { displayValue }
    Checks__r { edges { node { Status__c { displayValue } } } } } } } } } }`;
  const node = ['data', 'uiapi', 'query', 'Opportunity', 'edges', 0, 'node'] as const;
  expect((await graphql(org, query, { id }, chinese)).at(...node)).toEqual({
    StageName: { value: 'Prospecting', displayValue: '寻找客户' },
    Region__c: { value: 'North', label: '北方' },
    Amount: { displayValue: 'US$1,234,567.50' },
    CloseDate: { displayValue: '2027/1/31' },
    Checks__r: { edges: [{ node: { Status__c: { displayValue: '已完成' } } }] },
  });
  expect((await graphql(org, query, { id })).at(...node, 'Amount', 'displayValue')).toBe('$1,234,567.50');
});

test('objectInfos has a locale of its own, which beats the header', async () => {
  const query = '{ uiapi { objectInfos(apiNames: ["Check__c"], locale: "zh_CN") { label } } }';
  expect((await graphql(org, query)).at('data', 'uiapi', 'objectInfos', 0, 'label')).toBe('检查');
  const english = query.replace('zh_CN', 'en_US');
  expect((await graphql(org, english, {}, chinese)).at('data', 'uiapi', 'objectInfos', 0, 'label')).toBe('Check');
});

test('rules refuse in the language asked for, through every door', async () => {
  const fields = deal({ StageName: 'Daydream', Amount: -1 });
  const refused = await ui(org, 'POST', '/records', { apiName: 'Opportunity', fields }, chinese);
  expect(refused.body.at('output', 'fieldErrors', 'StageName', 0)).toMatchObject({
    fieldLabel: '阶段',
    message: '该阶段不在流程内。',
  });
  expect(refused.body.at('output', 'fieldErrors', 'Amount', 0)).toMatchObject({
    fieldLabel: '金额',
    message: 'The amount cannot be negative.',
  });
  const rest = await call(org, '/sobjects/Opportunity', { method: 'POST', body: JSON.stringify(fields), ...chinese });
  expect(await json(rest)).toMatchObject([{}, { message: '该阶段不在流程内。' }]);
  await expect(connect(org).sobject('Opportunity').create(fields)).rejects.toMatchObject({
    data: [{}, { message: 'That stage is not part of the process.' }],
  });
});

test.each([
  ['zh', '检查'],
  ['zh-Hans-CN', '检查'],
  ['fr, zh-CN', '检查'],
  ['en-GB, zh-CN', 'Check'],
  ['fr', 'Check'],
  ['*', 'Check'],
  ['x'.repeat(500), 'Check'],
])('a page that asks for %s reads %s', async (header, label) => {
  const { body } = await ui(org, 'GET', '/object-info/Check__c', undefined, { headers: { 'Accept-Language': header } });
  expect(body.at('label')).toBe(label);
});

test('a language nothing is translated to is not spoken', async () => {
  const plain = await startFixture();
  try {
    const { body } = await ui(plain, 'GET', '/object-info/Opportunity', undefined, chinese);
    expect([body.at('label'), plain.org.languages]).toEqual(['Opportunity', ['en_US']]);
  } finally {
    await plain.stop();
  }
});

test('custom labels in a language are enough for the platform to speak it', () => {
  const path = 'translations/zh_CN.translation-meta.xml';
  const read = loadOrg({ metadata: new Map([[path, '<Translations></Translations>']]), activateRules: false });
  expect(read).toMatchObject({ ok: true, org: { languages: ['en_US', 'zh_CN'] } });
});

test('a translation of an object that is not there is a problem of the package', () => {
  const path = 'objectTranslations/Ghost__c-zh_CN/Ghost__c-zh_CN.objectTranslation-meta.xml';
  const metadata = new Map([...fixtureMetadata(), [path, '<CustomObjectTranslation></CustomObjectTranslation>']]);
  const read = loadOrg({ metadata, activateRules: false });
  expect(read).toMatchObject({
    ok: false,
    problems: [{ path, message: expect.stringContaining('Ghost__c') as unknown }],
  });
});
