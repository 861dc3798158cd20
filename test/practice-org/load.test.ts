import { afterAll, expect, test } from 'vitest';
import { startPracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { connect, fixtureMetadata, startFixture } from './practice.ts';

const stops: (() => Promise<void>)[] = [];
afterAll(async () => {
  await Promise.all(stops.map((stop) => stop()));
});

async function problemsOf(changes: Record<string, string>): Promise<readonly string[]> {
  const started = await startPracticeOrg({
    metadata: new Map([...fixtureMetadata(), ...Object.entries(changes)]),
    activateRules: true,
  });
  if (!started.ok) return started.problems;
  stops.push(() => started.org.stop());
  return [];
}

const field = (name: string, body: string): string =>
  `<CustomField><fullName>${name}</fullName><label>${name}</label>${body}</CustomField>`;
const rule = (name: string, formula: string): string =>
  `<ValidationRule><fullName>${name}</fullName><active>true</active><errorConditionFormula>${formula}</errorConditionFormula><errorMessage>No.</errorMessage></ValidationRule>`;

test('a bare org starts with the standard objects alone', async () => {
  const started = await startPracticeOrg({ metadata: new Map(), activateRules: false });
  if (!started.ok) throw new Error('a bare org must start');
  stops.push(() => started.org.stop());
  const { sobjects } = await connect(started.org, 'admin').describeGlobal();
  expect(sobjects.map(({ name }) => name)).toContain('Opportunity');
  expect(sobjects.some(({ custom }) => custom)).toBe(false);
});

test('metadata that does not load is reported all at once, each with its file', async () => {
  const problems = await problemsOf({
    'objects/Opportunity/validationRules/Bad_Function.validationRule-meta.xml': rule('Bad_Function', 'NOSUCH(Amount)'),
    'objects/Opportunity/validationRules/Bad_Field.validationRule-meta.xml': rule('Bad_Field', 'Missing__c = 1'),
    'objects/Opportunity/fields/Bad_Sum__c.field-meta.xml': field(
      'Bad_Sum__c',
      '<type>Summary</type><summaryForeignKey>Check__c.Opportunity__c</summaryForeignKey><summarizedField>Check__c.Gone__c</summarizedField><summaryOperation>sum</summaryOperation>',
    ),
    'objects/Opportunity/fields/Twin.field-meta.xml': field('CODE__C'.replace('__C', '__c'), '<type>Checkbox</type>'),
    'objects/Opportunity/fields/Broken__c.field-meta.xml': '<CustomField><fullName>Broken__c</CustomField>',
    'permissionsets/Odd.permissionset-meta.xml':
      '<PermissionSet><label>Odd</label><fieldPermissions><editable>true</editable><field>Check__c.Key__c</field><readable>true</readable></fieldPermissions></PermissionSet>',
  });
  expect(problems).toHaveLength(6);
  const all = problems.join('\n');
  expect(all).toMatch(/Bad_Function\.validationRule-meta\.xml: .*NOSUCH/i);
  expect(all).toMatch(/Bad_Field\.validationRule-meta\.xml: .*Missing__c/);
  expect(all).toMatch(/Bad_Sum__c\.field-meta\.xml: .*Check__c\.Gone__c/);
  expect(all).toMatch(/Twin\.field-meta\.xml: Opportunity\.CODE__c is declared twice/);
  expect(all).toMatch(/Broken__c\.field-meta\.xml: line 1/);
  expect(all).toMatch(/Odd\.permissionset-meta\.xml: .*required/);
});

test('a formula field that refers to itself does not load', async () => {
  const formula = (other: string) =>
    `<type>Number</type><precision>18</precision><scale>2</scale><formula>${other} + 1</formula>`;
  const problems = await problemsOf({
    'objects/Opportunity/fields/Ring_A__c.field-meta.xml': field('Ring_A__c', formula('Ring_B__c')),
    'objects/Opportunity/fields/Ring_B__c.field-meta.xml': field('Ring_B__c', formula('Ring_A__c')),
  });
  expect(problems.join('\n')).toMatch(/Ring_A__c refers to itself/);
});

test('broken XML is told with its line, in our words', async () => {
  const path = 'objects/Opportunity/fields/Torn__c.field-meta.xml';
  expect(await problemsOf({ [path]: '<CustomField>\n<fullName>Torn__c</label>' })).toContainEqual(
    `${path}: line 2: the XML is broken here, or a tag is not closed before`,
  );
});

test('stages given at the start join the standard ten and drive the deal', async () => {
  const org = await startFixture({
    metadata: new Map(),
    stages: [{ name: 'Bid', probability: 60, forecastCategory: 'Forecast', isClosed: false, isWon: false }],
  });
  stops.push(() => org.stop());
  const rep = connect(org);
  const { id } = await rep.sobject('Opportunity').create({ Name: 'D', StageName: 'Bid', CloseDate: '2027-01-31' });
  const row = await rep.sobject('Opportunity').retrieve(String(id));
  expect(row).toMatchObject({
    Probability: 60,
    ForecastCategory: 'Forecast',
    ForecastCategoryName: 'Commit',
    IsClosed: false,
  });
  const { totalSize } = await rep.query('SELECT MasterLabel FROM OpportunityStage');
  expect(totalSize).toBe(11);
});

test('every rule is active when the org is told so, else those that say it', async () => {
  for (const activateRules of [true, false]) {
    const org = await startFixture({ activateRules });
    stops.push(() => org.stop());
    const created = await connect(org)
      .sobject('Opportunity')
      .create([{ Name: 'D', StageName: 'Prospecting', CloseDate: '2027-01-31', NextStep: 'call' }]);
    expect(created.map(({ success }) => success)).toEqual([!activateRules]);
  }
});
