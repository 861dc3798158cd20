/** Whatever people type comes back as they typed it, and is never taken for anything but text. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deal, fixtureMetadata, startFixture } from './practice.ts';
import { graphql, messages, ui } from './ui-api.ts';

const story = `<CustomField><fullName>Story__c</fullName><label>Story</label><type>LongTextArea</type><length>32000</length><visibleLines>3</visibleLines></CustomField>`;
const grant = `<PermissionSet><label>Rep</label><fieldPermissions><editable>true</editable><field>Opportunity.Story__c</field><readable>true</readable></fieldPermissions></PermissionSet>`;

let org: PracticeOrg;
beforeAll(async () => {
  const metadata = new Map([
    ...fixtureMetadata(),
    ['objects/Opportunity/fields/Story__c.field-meta.xml', story],
    ['permissionsets/TAS_Rep.permissionset-meta.xml', grant],
  ]);
  org = await startFixture({ metadata });
});
afterAll(() => org.stop());

test.each([
  ['HTML and script', '<script>alert("x")</script> & <img src=x onerror=alert(1)> &amp; </title>'],
  ['emoji', '👩‍👩‍👧‍👦 🇨🇳 ✅ \u{1F3F4}\u{E0067}\u{E0062}\u{E007F}'],
  ['text from right to left', 'مرحبا بالعالم ‏(12)‏ — שלום'],
  ['quotes and backslashes', `O'Hara \\' \\\\ "x" \\n %_ \${x} {{y}} -- ; DROP`],
  ['lines and tabs', 'one\ntwo\r\nthree\tfour'],
  ['Chinese', '东岭电力集团 · 变电站智能巡检“一期”'],
])('%s survives the way in and out', async (_what, text) => {
  const made = await ui(org, 'POST', '/records', {
    apiName: 'Opportunity',
    fields: deal({ Name: text, Story__c: text }),
  });
  expect(made.status).toBe(201);
  const id = made.body.text('id');
  const read = await ui(org, 'GET', `/records/${id}?fields=Opportunity.Name,Opportunity.Story__c`);
  expect([read.body.at('fields', 'Name', 'value'), read.body.at('fields', 'Story__c', 'value')]).toEqual([text, text]);
  const query = `query Q($name: String) { uiapi { query { Opportunity(where: { Name: { eq: $name } }) {
    edges { node { Id Name { value } Story__c { value displayValue } } } } } } }`;
  const answer = await graphql(org, query, { name: text });
  expect(messages(answer)).toEqual([]);
  expect(answer.at('data', 'uiapi', 'query', 'Opportunity', 'edges')).toEqual([
    { node: { Id: id, Name: { value: text }, Story__c: { value: text, displayValue: null } } },
  ]);
});

test('a text of 10,000 characters is kept whole, one over the field is refused at the field', async () => {
  const text = '长文本 <b>€</b> '.repeat(1000).slice(0, 10_000).trimEnd();
  const made = await ui(org, 'POST', '/records', { apiName: 'Opportunity', fields: deal({ Story__c: text }) });
  const id = made.body.text('id');
  const [edge] = (
    await graphql(
      org,
      `{ uiapi { query { Opportunity(where: { Id: { eq: "${id}" } }) { edges { node { Story__c { value } } } } } } }`,
    )
  ).list('data', 'uiapi', 'query', 'Opportunity', 'edges');
  expect(edge?.at('node', 'Story__c', 'value')).toBe(text);
  const refused = await ui(org, 'PATCH', `/records/${id}`, { fields: { Story__c: 'x'.repeat(32_001) } });
  expect(refused.body.at('output', 'fieldErrors', 'Story__c', 0)).toMatchObject({
    errorCode: 'STRING_TOO_LONG',
    fieldLabel: 'Story',
  });
});

test('a filter text of 10,000 characters is only compared', async () => {
  const query =
    'query Q($name: String) { uiapi { query { Opportunity(where: { Name: { eq: $name } }) { totalCount } } } }';
  const answer = await graphql(org, query, { name: `${"'".repeat(5000)}${'\\'.repeat(5000)}` });
  expect([messages(answer), answer.at('data', 'uiapi', 'query', 'Opportunity', 'totalCount')]).toEqual([[], 0]);
});
