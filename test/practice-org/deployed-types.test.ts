/** Each type of metadata that the org executes: deployed, described, and then a write that goes otherwise. */
import type { Connection } from 'jsforce';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deploy, failures, manifest, xml } from './deploy.ts';
import { call, connect, deal, json, loaded, startFixture } from './practice.ts';

let org: PracticeOrg;
let admin: Connection;
beforeEach(async () => {
  org = await startFixture({ metadata: new Map(), now: () => new Date('2026-11-20T08:00:00Z') });
  admin = connect(org, 'admin');
});
afterEach(() => org.stop());

/** Deploys files that must be taken. */
async function take(types: Readonly<Record<string, readonly string[]>>, files: Readonly<Record<string, string>>) {
  const result = await deploy(admin, { 'package.xml': manifest(types), ...files });
  expect(failures(result)).toEqual([]);
  expect(result.status).toBe('Succeeded');
}

const stage = (name: string, more = ''): string =>
  `<standardValue><fullName>${name}</fullName><default>false</default><label>${name}</label><closed>false</closed><forecastCategory>Pipeline</forecastCategory><probability>35</probability><won>false</won>${more}</standardValue>`;

const stages = async (one: PracticeOrg): Promise<Record<string, boolean>> => {
  const query = 'SELECT ApiName, IsActive FROM OpportunityStage ORDER BY SortOrder';
  const { records } = await connect(one, 'admin').query<{ ApiName: string; IsActive: boolean }>(query);
  return Object.fromEntries(records.map(({ ApiName, IsActive }) => [ApiName, IsActive]));
};

const stageFiles = {
  'standardValueSets/OpportunityStage.standardValueSet': xml(
    'StandardValueSet',
    stage('Bidding') + stage('Qualification'),
  ),
};

test('StandardValueSet: a stage counts as it was deployed, and those left out are inactive', async () => {
  const id = loaded(org, 'Opportunity', deal({ StageName: 'Prospecting' }));
  await take({ StandardValueSet: ['OpportunityStage'] }, stageFiles);
  expect(await stages(org)).toMatchObject({
    Bidding: true,
    Qualification: true,
    Prospecting: false,
    'Closed Won': false,
  });
  const { fields } = await admin.describe('Opportunity');
  const values = fields.find(({ name }) => name === 'StageName')?.picklistValues ?? [];
  expect(values.flatMap(({ active, value }) => (active ? [String(value)] : []))).toEqual(['Bidding', 'Qualification']);
  await admin.sobject('Opportunity').update({ Id: id, StageName: 'Bidding' });
  expect(await admin.sobject('Opportunity').retrieve(id)).toMatchObject({
    Probability: 35,
    ForecastCategory: 'Pipeline',
  });
  // A deal keeps a stage that is inactive, and is won there as before.
  const won = loaded(org, 'Opportunity', deal({ StageName: 'Closed Won' }));
  expect(await admin.sobject('Opportunity').retrieve(won)).toMatchObject({ IsWon: true, Probability: 100 });
});

test('StandardValueSet: an org may keep what is left out', async () => {
  const keeps = await startFixture({ metadata: new Map(), unlistedValues: 'keep' });
  try {
    const result = await deploy(connect(keeps, 'admin'), {
      'package.xml': manifest({ StandardValueSet: ['OpportunityStage'] }),
      ...stageFiles,
    });
    expect(result.status).toBe('Succeeded');
    expect(await stages(keeps)).toMatchObject({ Bidding: true, Prospecting: true, 'Closed Won': true });
  } finally {
    await keeps.stop();
  }
});

const picklist = (name: string, values: readonly string[]): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label><type>Picklist</type><valueSet><restricted>true</restricted><valueSetDefinition><sorted>false</sorted>${values
    .map((value) => `<value><fullName>${value}</fullName><default>false</default><label>${value}</label></value>`)
    .join('')}</valueSetDefinition></valueSet></fields>`;

const object = (inner: string): Record<string, string> => ({
  'objects/Opportunity.object': xml('CustomObject', inner),
});

const write = (fields: Record<string, unknown>): Promise<unknown> =>
  admin.sobject('Opportunity').create(deal({ StageName: 'Bidding', ...fields }));

test('CustomField: a value that a deployed field leaves out is inactive', async () => {
  await take({ CustomField: ['Opportunity.Region__c'] }, object(picklist('Region__c', ['North', 'South', 'West'])));
  expect(await write({ Region__c: 'South' })).toMatchObject({ success: true });
  await take({ CustomField: ['Opportunity.Region__c'] }, object(picklist('Region__c', ['North', 'West'])));
  await expect(write({ Region__c: 'South' })).rejects.toThrow('bad value for restricted picklist field: South');
  const { records } = await admin.query("SELECT Id FROM Opportunity WHERE Region__c = 'South'");
  expect(records).toHaveLength(1);
});

const sizes = (values: readonly string[]): Record<string, string> => ({
  'globalValueSets/Sizes.globalValueSet': xml(
    'GlobalValueSet',
    `${values.map((value) => `<customValue><fullName>${value}</fullName><default>false</default><label>${value}</label></customValue>`).join('')}<masterLabel>Sizes</masterLabel><sorted>false</sorted>`,
  ),
});

/** A field of a shared set of sizes. */
const takeSizes = (): Promise<void> =>
  take(
    { GlobalValueSet: ['Sizes'], CustomField: ['Opportunity.Size__c'] },
    {
      ...sizes(['Small', 'Large']),
      ...object(
        '<fields><fullName>Size__c</fullName><label>Size</label><type>Picklist</type><valueSet><valueSetName>Sizes</valueSetName></valueSet></fields>',
      ),
    },
  );

test('GlobalValueSet: a field has the values of its set', async () => {
  await takeSizes();
  expect(await write({ Size__c: 'Large' })).toMatchObject({ success: true });
  await take({ GlobalValueSet: ['Sizes'] }, sizes(['Small']));
  await expect(write({ Size__c: 'Large' })).rejects.toThrow('bad value for restricted picklist field: Large');
});

test('RecordType and BusinessProcess: what a record type offers is offered, and a restricted picklist takes nothing else', async () => {
  await take(
    {
      RecordType: ['Opportunity.Tender'],
      BusinessProcess: ['Opportunity.Bids'],
      CustomField: ['Opportunity.Region__c'],
    },
    object(
      picklist('Region__c', ['North', 'West']) +
        '<businessProcesses><fullName>Bids</fullName><isActive>true</isActive><values><fullName>Qualification</fullName><default>true</default></values></businessProcesses>' +
        '<recordTypes><fullName>Tender</fullName><active>true</active><businessProcess>Bids</businessProcess><label>Tender</label><picklistValues><picklist>Region__c</picklist><values><fullName>West</fullName><default>false</default></values></picklistValues></recordTypes>',
    ),
  );
  const { recordTypeInfos } = await admin.describe('Opportunity');
  const type = recordTypeInfos.find(({ name }) => name === 'Tender')?.recordTypeId ?? '';
  expect(await write({ RecordTypeId: type, Region__c: 'West' })).toMatchObject({ success: true });
  await expect(write({ RecordTypeId: type, Region__c: 'North' })).rejects.toThrow('bad value for restricted picklist');
  const path = `/ui-api/object-info/Opportunity/picklist-values/${type}/StageName`;
  expect(await json(await call(org, path, {}, 'admin'))).toMatchObject({
    values: [{ value: 'Qualification' }],
    defaultValue: { value: 'Qualification' },
  });
  // A converted lead becomes a deal in the first stage of its process.
  const leadId = loaded(org, 'Lead', { LastName: 'Li', Company: 'Li Works' });
  const [converted] = [await admin.soap.convertLead({ leadId, convertedStatus: 'Closed - Converted' } as never)].flat();
  const dealId = (converted as { opportunityId: string }).opportunityId;
  expect(await admin.sobject('Opportunity').retrieve(dealId)).toMatchObject({ StageName: 'Qualification' });
});

test('PermissionSet and CustomPermission: whoever is assigned the set may, and a rule asks for the permission', async () => {
  const rep = connect(org, 'rep');
  const repId = (await rep.identity()).user_id;
  await take(
    {
      CustomField: ['Opportunity.Discount__c'],
      CustomPermission: ['Give_Discount'],
      PermissionSet: ['Discounts'],
      ValidationRule: ['Opportunity.Discount'],
    },
    {
      ...object(
        '<fields><fullName>Discount__c</fullName><label>Discount</label><type>Number</type><precision>4</precision><scale>0</scale></fields>' +
          '<validationRules><fullName>Discount</fullName><active>true</active><errorConditionFormula>AND(Discount__c &gt; 5, NOT($Permission.Give_Discount))</errorConditionFormula><errorMessage>No discount</errorMessage></validationRules>',
      ),
      'customPermissions/Give_Discount.customPermission': xml('CustomPermission', '<label>Give Discount</label>'),
      'permissionsets/Discounts.permissionset': xml(
        'PermissionSet',
        '<customPermissions><enabled>true</enabled><name>Give_Discount</name></customPermissions><fieldPermissions><editable>true</editable><field>Opportunity.Discount__c</field><readable>true</readable></fieldPermissions><label>Discounts</label>',
      ),
    },
  );
  const fields = async (): Promise<string[]> => (await rep.describe('Opportunity')).fields.map(({ name }) => name);
  expect(await fields()).not.toContain('Discount__c');
  await expect(write({ Discount__c: 9 })).rejects.toThrow('No discount');
  const { records } = await admin.query<{ Id: string }>("SELECT Id FROM PermissionSet WHERE Name = 'Discounts'");
  const assignment = { PermissionSetId: records[0]?.Id ?? '', AssigneeId: repId };
  await expect(rep.sobject('PermissionSetAssignment').create(assignment)).rejects.toThrow('cannot be inserted');
  const { id = '' } = await admin.sobject('PermissionSetAssignment').create(assignment);
  expect(await fields()).toContain('Discount__c');
  expect(await rep.sobject('Opportunity').create(deal({ Discount__c: 9 }))).toMatchObject({ success: true });
  await admin.sobject('PermissionSetAssignment').delete(id);
  expect(await fields()).not.toContain('Discount__c');
});

test('CustomObject: records of it are kept from the moment it is there, under its labels', async () => {
  await take(
    { CustomObject: ['Visit__c'] },
    {
      'objects/Visit__c.object': xml(
        'CustomObject',
        '<fields><fullName>Hours__c</fullName><label>Hours</label><precision>4</precision><required>true</required><scale>1</scale><type>Number</type></fields><label>Visit</label><nameField><label>Title</label><type>Text</type></nameField><pluralLabel>Visits</pluralLabel>',
      ),
    },
  );
  expect(await admin.describe('Visit__c')).toMatchObject({ label: 'Visit', labelPlural: 'Visits', custom: true });
  expect(await admin.sobject('Visit__c').create({ Name: 'First', Hours__c: 2 })).toMatchObject({ success: true });
  await expect(admin.sobject('Visit__c').create({ Name: 'Second' })).rejects.toThrow('Required fields are missing');
});

test('ValidationRule: it refuses while it is active, and no longer', async () => {
  const rule = (active: boolean) =>
    object(
      `<validationRules><fullName>Even</fullName><active>${active}</active><errorConditionFormula>MOD(Amount, 2) = 1</errorConditionFormula><errorMessage>Odd amounts are not taken</errorMessage></validationRules>`,
    );
  await take({ ValidationRule: ['Opportunity.Even'] }, rule(true));
  await expect(write({ Amount: 3 })).rejects.toThrow('Odd amounts are not taken');
  await take({ ValidationRule: ['Opportunity.Even'] }, rule(false));
  expect(await write({ Amount: 3 })).toMatchObject({ success: true });
});

/** What somebody is told who reads German. */
const inGerman = async (path: string, init: Parameters<typeof call>[2] = {}): Promise<unknown> =>
  json(await call(org, path, { ...init, headers: { 'Accept-Language': 'de' } }, 'admin'));

test('Translations and CustomObjectTranslation: labels and messages are said in the language', async () => {
  const types = { CustomField: ['Opportunity.Note__c'], ValidationRule: ['Opportunity.Short'] };
  const files = object(
    '<fields><fullName>Note__c</fullName><label>Note</label><length>40</length><type>Text</type></fields>' +
      '<validationRules><fullName>Short</fullName><active>true</active><errorConditionFormula>LEN(Note__c) &gt; 5</errorConditionFormula><errorMessage>Too long</errorMessage></validationRules>',
  );
  await take(types, files);
  const refused = { method: 'POST', body: JSON.stringify(deal({ Note__c: 'much too long' })) };
  expect(await inGerman('/sobjects/Opportunity', refused)).toMatchObject([{ message: 'Too long' }]);
  await take(
    { CustomObjectTranslation: ['Opportunity-de'], Translations: ['de'] },
    {
      'translations/de.translation': xml('Translations', ''),
      'objectTranslations/Opportunity-de.objectTranslation': xml(
        'CustomObjectTranslation',
        '<fields><label>Notiz</label><name>Note__c</name></fields><validationRules><errorMessage>Zu lang</errorMessage><name>Short</name></validationRules>',
      ),
    },
  );
  expect(await inGerman('/sobjects/Opportunity', refused)).toMatchObject([{ message: 'Zu lang' }]);
  const info = (await inGerman('/ui-api/object-info/Opportunity')) as { fields: Record<string, { label: string }> };
  expect(info.fields['Note__c']?.label).toBe('Notiz');
});

test('StandardValueSetTranslation and GlobalValueSetTranslation: values are shown in the language', async () => {
  await takeSizes();
  await take({ StandardValueSet: ['OpportunityStage'] }, stageFiles);
  const translated = (value: string, translation: string): string =>
    `<valueTranslation><masterLabel>${value}</masterLabel><translation>${translation}</translation></valueTranslation>`;
  await take(
    { StandardValueSetTranslation: ['OpportunityStage-de'], GlobalValueSetTranslation: ['Sizes-de'] },
    {
      'standardValueSetTranslations/OpportunityStage-de.standardValueSetTranslation': xml(
        'StandardValueSetTranslation',
        translated('Bidding', 'Gebot'),
      ),
      'globalValueSetTranslations/Sizes-de.globalValueSetTranslation': xml(
        'GlobalValueSetTranslation',
        translated('Small', 'Klein'),
      ),
    },
  );
  const offered = (field: string): Promise<unknown> =>
    inGerman(`/ui-api/object-info/Opportunity/picklist-values/012000000000000AAA/${field}`);
  expect(await offered('StageName')).toMatchObject({ values: [{ label: 'Gebot', value: 'Bidding' }, {}] });
  expect(await offered('Size__c')).toMatchObject({ values: [{ label: 'Klein', value: 'Small' }, {}] });
});

test('LeadConvertSettings: a custom field of a lead goes where the org maps it, and LeadConfig says whether rules are asked', async () => {
  const text = (name: string): string =>
    xml('CustomField', `<fullName>${name}</fullName><label>${name}</label><length>80</length><type>Text</type>`);
  const rule = xml(
    'ValidationRule',
    '<fullName>No</fullName><active>true</active><errorConditionFormula>AND(ISCHANGED(IsConverted), IsConverted)</errorConditionFormula><errorMessage>No.</errorMessage>',
  );
  const object = (body: string): string => xml('CustomObject', body);
  const inner = (file: string, tag: string): string =>
    `<${tag}>${/<fullName>.*(?=<\/(?:CustomField|ValidationRule)>)/s.exec(file)?.[0] ?? ''}</${tag}>`;
  const pair = '<inputField>Plan__c</inputField><outputField>Plan__c</outputField>';
  await take(
    {
      CustomField: ['Lead.Plan__c', 'Opportunity.Plan__c'],
      LeadConvertSettings: ['LeadConvertSettings'],
      Settings: ['LeadConfig'],
      ValidationRule: ['Lead.No'],
    },
    {
      'objects/Lead.object': object(`${inner(text('Plan__c'), 'fields')}${inner(rule, 'validationRules')}`),
      'objects/Opportunity.object': object(inner(text('Plan__c'), 'fields')),
      'LeadConvertSettings/LeadConvertSettings.LeadConvertSetting': xml(
        'LeadConvertSettings',
        `<objectMapping><inputObject>Lead</inputObject><mappingFields>${pair}</mappingFields><outputObject>Opportunity</outputObject></objectMapping>`,
      ),
      'settings/LeadConfig.settings': xml(
        'LeadConfigSettings',
        '<shouldLeadConvertRequireValidation>false</shouldLeadConvertRequireValidation>',
      ),
    },
  );
  const lead = (): string => loaded(org, 'Lead', { LastName: 'Li', Company: 'Nordwind', Plan__c: 'Turbines' });
  const convert = async (leadId: string) =>
    await admin.soap.convertLead({ leadId, convertedStatus: 'Closed - Converted' });
  const made = await convert(lead());
  expect(made.success).toBe(true);
  expect(await admin.sobject('Opportunity').retrieve(made.opportunityId ?? '')).toMatchObject({ Plan__c: 'Turbines' });
  await take(
    { Settings: ['LeadConfig'] },
    {
      'settings/LeadConfig.settings': xml(
        'LeadConfigSettings',
        '<shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation>',
      ),
    },
  );
  expect(await convert(lead())).toMatchObject({ success: false });
});
