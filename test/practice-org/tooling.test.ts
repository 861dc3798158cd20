/** What clients ask of an org's metadata: the Tooling API's queries, and the data API's about flows, rights and fields. */
import type { Connection } from 'jsforce';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deploy, failures, manifest, xml } from './deploy.ts';
import { connect, startFixture } from './practice.ts';

let org: PracticeOrg;
let admin: Connection;
beforeAll(async () => {
  org = await startFixture({
    organization: {
      edition: 'Enterprise Edition',
      isSandbox: true,
      language: 'zh_CN',
      limits: { RollupSummary: { max: 25, taken: 20 }, CustomFields: { taken: 480 } },
    },
  });
  admin = connect(org, 'admin');
  const flow = (status: string, start: string): string =>
    xml(
      'Flow',
      `<apiVersion>62.0</apiVersion><label>Move deals</label><processType>AutoLaunchedFlow</processType>${start}<status>${status}</status>`,
    );
  const deployed = await deploy(admin, {
    'package.xml': manifest({
      ApexTrigger: ['DealTrigger'],
      ApprovalProcess: ['Opportunity.Discount'],
      BusinessProcess: ['Opportunity.Partner Sales'],
      FlexiPage: ['Deal_Page'],
      Flow: ['Move_Deals', 'Sleeping'],
      Layout: ['Opportunity-Sales %28old%29'],
      PathAssistant: ['Deal_Path'],
      RecordType: ['Opportunity.Partner'],
      WorkflowRule: ['Opportunity.Big deals'],
    }),
    'objects/Opportunity.object': xml(
      'CustomObject',
      '<businessProcesses><fullName>Partner Sales</fullName><isActive>true</isActive><values><fullName>Prospecting</fullName><default>true</default></values></businessProcesses><recordTypes><fullName>Partner</fullName><active>true</active><label>Partner deal</label><businessProcess>Partner Sales</businessProcess></recordTypes>',
    ),
    'flows/Move_Deals.flow': flow(
      'Active',
      '<recordUpdates><name>Set</name></recordUpdates><start><object>Opportunity</object><recordTriggerType>CreateAndUpdate</recordTriggerType><triggerType>RecordBeforeSave</triggerType></start>',
    ),
    'flows/Sleeping.flow': flow('Draft', '<start><object>Account</object></start>'),
    'workflows/Opportunity.workflow': xml(
      'Workflow',
      '<rules><fullName>Big deals</fullName><active>true</active><formula>Amount &gt; 1</formula></rules>',
    ),
    'approvalProcesses/Opportunity.Discount.approvalProcess': xml(
      'ApprovalProcess',
      '<active>true</active><label>Discount approval</label>',
    ),
    'pathAssistants/Deal_Path.pathAssistant': xml(
      'PathAssistant',
      '<active>true</active><entityName>Opportunity</entityName><fieldName>StageName</fieldName><masterLabel>Deal path</masterLabel><recordTypeName>__MASTER__</recordTypeName>',
    ),
    'layouts/Opportunity-Sales %28old%29.layout': xml('Layout', ''),
    'flexipages/Deal_Page.flexipage': xml(
      'FlexiPage',
      '<masterLabel>Deal page</masterLabel><sobjectType>Opportunity</sobjectType><type>RecordPage</type>',
    ),
    'triggers/DealTrigger.trigger':
      'trigger DealTrigger on Opportunity (before update,\n  after insert) { System.debug(1); }',
    'triggers/DealTrigger.trigger-meta.xml': xml('ApexTrigger', '<status>Inactive</status>'),
  });
  expect(failures(deployed)).toEqual([]);
});
afterAll(() => org.stop());

type Record = Readonly<{ [name: string]: unknown }>;

const withoutType = (record: Record): Record =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'attributes'));

const tooling = async (soql: string): Promise<Record[]> =>
  (await admin.tooling.query<Record>(soql)).records.map(withoutType);

const data = async (soql: string): Promise<Record[]> => (await admin.query<Record>(soql)).records.map(withoutType);

describe('objects and fields', () => {
  test('are defined under the names and keys that the Tooling API gives them', async () => {
    const found = await tooling(
      "SELECT Id, DurableId, QualifiedApiName, Label, KeyPrefix, IsCustomizable FROM EntityDefinition WHERE QualifiedApiName IN ('Opportunity', 'Check__c')",
    );
    expect(found).toMatchObject([
      { DurableId: 'Opportunity', QualifiedApiName: 'Opportunity', IsCustomizable: true, Id: '000000000000000AAA' },
      { QualifiedApiName: 'Check__c', IsCustomizable: true },
    ]);
    expect(found[1]?.['DurableId']).toMatch(/^01I\w{12}$/);
  });

  test('fields of one object come by its name, with what they are', async () => {
    const fields = await tooling(
      "SELECT QualifiedApiName, DataType, IsCalculated, DurableId FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Opportunity'",
    );
    const byName = new Map(fields.map((field) => [field['QualifiedApiName'], field]));
    expect(byName.get('StageName')).toMatchObject({ DataType: 'Picklist', DurableId: 'Opportunity.StageName' });
    expect(byName.get('Checks__c')).toMatchObject({
      DataType: expect.stringMatching(/^Roll-Up Summary \(COUNT/) as string,
      IsCalculated: true,
    });
    expect(byName.get('Account_Phone__c')).toMatchObject({ DataType: 'Formula (Text)', IsCalculated: true });
    expect(byName.get('Points__c')?.['DurableId']).toMatch(/^Opportunity\.00N\w{12}$/);
  });

  test('the data API defines them too', async () => {
    expect(
      await data(
        "SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinitionId = 'Opportunity' AND QualifiedApiName = 'Amount'",
      ),
    ).toEqual([{ QualifiedApiName: 'Amount' }]);
  });

  test.each([
    ['fields of every object', 'SELECT Id FROM FieldDefinition', /a filter on a reified column is required/],
    ['a count', 'SELECT COUNT() FROM EntityDefinition', /not yet supported by this SObject storage type/],
    ['an inequality', "SELECT Id FROM EntityDefinition WHERE QualifiedApiName != 'X'", /Only equals comparisons/],
    [
      'one condition or the other',
      "SELECT Id FROM EntityLimit WHERE Type = 'X' OR Type = 'Y'",
      /Disjunctions not supported/,
    ],
    ['the metadata of several rules', 'SELECT Id, Metadata FROM ValidationRule', /no more than one row.+size: \d/],
    ['a field that is none', 'SELECT Nonsense FROM ValidationRule', /No such column 'Nonsense'/],
    ['deals', 'SELECT Id FROM Opportunity', /sObject type 'Opportunity' is not supported/],
    ['flow views, which the data API has', 'SELECT Id FROM FlowDefinitionView', /is not supported/],
  ])('%s are refused as the platform refuses them', async (_what, soql, message) => {
    await expect(admin.tooling.query(soql)).rejects.toThrow(message);
  });
});

test('rules say what they refuse, and one alone comes with its metadata', async () => {
  const rules = await tooling(
    "SELECT Id, ValidationName, Active, ErrorMessage, EntityDefinition.QualifiedApiName FROM ValidationRule WHERE EntityDefinition.QualifiedApiName = 'Opportunity' AND Active = false",
  );
  expect(rules).toMatchObject([
    { ValidationName: 'E_Sleeping', EntityDefinition: { attributes: { type: 'EntityDefinition' } } },
  ]);
  const [one] = await tooling(`SELECT FullName, Metadata FROM ValidationRule WHERE Id = '${String(rules[0]?.['Id'])}'`);
  expect(one).toMatchObject({ FullName: 'Opportunity.E_Sleeping', Metadata: { active: false } });
  expect(await admin.tooling.sobject('ValidationRule').retrieve(String(rules[0]?.['Id']))).toMatchObject({
    Metadata: { errorConditionFormula: expect.any(String) as string },
  });
});

test('limits of an object are those of the edition, less what the org and its packages use', async () => {
  const limits = await tooling(
    "SELECT Type, Max, Remaining FROM EntityLimit WHERE EntityDefinition.QualifiedApiName = 'Opportunity'",
  );
  const { fields } = await admin.describe('Opportunity');
  const custom = fields.filter((field) => field.custom);
  expect(limits).toContainEqual({ Type: 'CustomFields', Max: 500, Remaining: 500 - 480 - custom.length });
  const rollups = custom.filter(({ name }) => ['Checks__c', 'Checks_Done__c'].includes(name)).length;
  expect(rollups).toBe(2);
  expect(limits.find(({ Type }) => Type === 'RollupSummary')?.['Remaining']).toBeLessThanOrEqual(25 - 20 - rollups);
  expect(limits.find(({ Type }) => Type === 'ActiveValidationRules')?.['Remaining']).toBeLessThan(100);
});

test('the org says its edition, kind and language', async () => {
  expect(
    await data('SELECT OrganizationType, IsSandbox, TrialExpirationDate, LanguageLocaleKey FROM Organization'),
  ).toEqual([
    { OrganizationType: 'Enterprise Edition', IsSandbox: true, TrialExpirationDate: null, LanguageLocaleKey: 'zh_CN' },
  ]);
});

describe('what is kept and not executed', () => {
  test('flows are seen with what starts them, the active ones marked', async () => {
    expect(
      await data(
        'SELECT ApiName, Label, ProcessType, TriggerType, RecordTriggerType, TriggerObjectOrEventLabel, IsActive FROM FlowDefinitionView ORDER BY ApiName',
      ),
    ).toEqual([
      {
        ApiName: 'Move_Deals',
        Label: 'Move deals',
        ProcessType: 'AutoLaunchedFlow',
        TriggerType: 'RecordBeforeSave',
        RecordTriggerType: 'CreateAndUpdate',
        TriggerObjectOrEventLabel: 'Opportunity',
        IsActive: true,
      },
      {
        ApiName: 'Sleeping',
        Label: 'Move deals',
        ProcessType: 'AutoLaunchedFlow',
        TriggerType: null,
        RecordTriggerType: null,
        TriggerObjectOrEventLabel: 'Account',
        IsActive: false,
      },
    ]);
    expect((await admin.query('SELECT COUNT() FROM FlowDefinitionView WHERE IsActive = true')).totalSize).toBe(1);
  });

  test('a flow alone comes with its metadata, its definition with the version that runs', async () => {
    const [flow] = await tooling(
      "SELECT Id, Definition.DeveloperName, Metadata FROM Flow WHERE Status = 'Active' LIMIT 1",
    );
    expect(flow).toMatchObject({
      Definition: { DeveloperName: 'Move_Deals' },
      Metadata: { recordUpdates: [{ name: 'Set' }], start: { object: 'Opportunity' }, apiVersion: 62 },
    });
    expect(
      await tooling(
        "SELECT ActiveVersionId, ActiveVersion.Status FROM FlowDefinition WHERE DeveloperName = 'Move_Deals'",
      ),
    ).toMatchObject([{ ActiveVersionId: flow?.['Id'], ActiveVersion: { Status: 'Active' } }]);
  });

  test('workflow rules, approvals, paths, layouts, pages and triggers name the object they are of', async () => {
    expect(await tooling('SELECT Name, TableEnumOrId FROM WorkflowRule')).toEqual([
      { Name: 'Big deals', TableEnumOrId: 'Opportunity' },
    ]);
    expect(await data('SELECT Name, DeveloperName, State, TableEnumOrId FROM ProcessDefinition')).toEqual([
      { Name: 'Discount approval', DeveloperName: 'Discount', State: 'Active', TableEnumOrId: 'Opportunity' },
    ]);
    expect(await tooling('SELECT DeveloperName, IsActive, SobjectType, RecordTypeId FROM PathAssistant')).toEqual([
      { DeveloperName: 'Deal_Path', IsActive: true, SobjectType: 'Opportunity', RecordTypeId: null },
    ]);
    expect(await tooling("SELECT Name FROM Layout WHERE EntityDefinitionId = 'Opportunity'")).toEqual([
      { Name: 'Sales (old)' },
    ]);
    expect(
      await tooling("SELECT DeveloperName FROM FlexiPage WHERE EntityDefinition.QualifiedApiName = 'Opportunity'"),
    ).toEqual([{ DeveloperName: 'Deal_Page' }]);
    expect(
      await tooling(
        'SELECT Name, TableEnumOrId, Status, UsageBeforeUpdate, UsageAfterInsert, UsageAfterUpdate FROM ApexTrigger',
      ),
    ).toEqual([
      {
        Name: 'DealTrigger',
        TableEnumOrId: 'Opportunity',
        Status: 'Inactive',
        UsageBeforeUpdate: true,
        UsageAfterInsert: true,
        UsageAfterUpdate: false,
      },
    ]);
  });
});

test('record types lead to their sales process, with the id that records carry', async () => {
  const [type] = await tooling(
    "SELECT Id, DeveloperName, IsActive, BusinessProcess.Name FROM RecordType WHERE SobjectType = 'Opportunity'",
  );
  expect(type).toMatchObject({ DeveloperName: 'Partner', IsActive: true, BusinessProcess: { Name: 'Partner Sales' } });
  expect(await data("SELECT Id FROM RecordType WHERE DeveloperName = 'Partner'")).toEqual([{ Id: type?.['Id'] }]);
});

describe('rights', () => {
  test('grants of fields and objects lead to the permission set, and from it to who holds it', async () => {
    const [grant] = await data(
      "SELECT Parent.Name, PermissionsEdit FROM FieldPermissions WHERE SobjectType = 'Check__c' AND Field = 'Check__c.Status__c' AND PermissionsEdit = true LIMIT 1",
    );
    expect(grant).toMatchObject({ PermissionsEdit: true, Parent: { Name: expect.any(String) as string } });
    const holders = await data(
      "SELECT Assignee.Name FROM PermissionSetAssignment WHERE PermissionSetId IN (SELECT ParentId FROM FieldPermissions WHERE Field = 'Check__c.Status__c' AND PermissionsEdit = true)",
    );
    expect(holders.length).toBeGreaterThan(0);
    expect(
      (await data("SELECT PermissionsRead FROM ObjectPermissions WHERE SobjectType = 'Check__c'")).length,
    ).toBeGreaterThan(0);
  });

  test('who may not view the setup sees objects and fields, and no rules or flows', async () => {
    const rep = connect(org, 'rep');
    await expect(rep.tooling.query('SELECT Id FROM ValidationRule')).rejects.toMatchObject({
      errorCode: 'INVALID_TYPE',
    });
    await expect(rep.query('SELECT Id FROM FlowDefinitionView')).rejects.toMatchObject({ errorCode: 'INVALID_TYPE' });
    expect(
      (await rep.tooling.query("SELECT Label FROM EntityDefinition WHERE QualifiedApiName = 'Opportunity'")).totalSize,
    ).toBe(1);
  });
});

test('describes name every setup object and its fields', async () => {
  const { sobjects } = await admin.tooling.describeGlobal();
  expect(sobjects.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['EntityDefinition', 'FieldDefinition', 'ValidationRule', 'EntityLimit', 'Flow']),
  );
  const { fields } = await admin.tooling.sobject('ValidationRule').describe();
  expect(fields.map(({ name }) => name)).toEqual(expect.arrayContaining(['ValidationName', 'Active', 'Metadata']));
});

test('an org without team selling and with one currency has neither objects for them', async () => {
  await expect(admin.query('SELECT Id FROM OpportunityTeamMember')).rejects.toMatchObject({
    errorCode: 'INVALID_TYPE',
  });
  await expect(admin.query('SELECT Id FROM CurrencyType')).rejects.toMatchObject({ errorCode: 'INVALID_TYPE' });
});
