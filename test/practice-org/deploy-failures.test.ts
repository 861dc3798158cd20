/** What a deployment says that cannot be done, in the platform's words, and what it does of the rest. */
import type { Connection } from 'jsforce';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deploy, failures, manifest, xml } from './deploy.ts';
import { connect, deal, startFixture } from './practice.ts';

let org: PracticeOrg;
let admin: Connection;
beforeEach(async () => {
  org = await startFixture();
  admin = connect(org, 'admin');
});
afterEach(() => org.stop());

const object = (inner: string, name = 'Opportunity'): Record<string, string> => ({
  [`objects/${name}.object`]: xml('CustomObject', inner),
});
const rule = (name: string, formula: string, more = ''): string =>
  `<validationRules><fullName>${name}</fullName><active>true</active><errorConditionFormula>${formula}</errorConditionFormula>${more}<errorMessage>Refused by ${name}</errorMessage></validationRules>`;
const field = (name: string, type: string): string =>
  `<fields><fullName>${name}</fullName><label>${name}</label>${type}</fields>`;
const text = '<type>Text</type><length>20</length>';
const summary = (key: string, summarized: string): string =>
  `<type>Summary</type><summaryForeignKey>${key}</summaryForeignKey><summaryOperation>sum</summaryOperation><summarizedField>${summarized}</summarizedField>`;

const oneField = { CustomField: ['Opportunity.New__c'] };
const oneRule = { ValidationRule: ['Opportunity.New'] };
const long = 'L'.repeat(41);

test.each<[what: string, types: Record<string, string[]>, files: Record<string, string>, problem: string]>([
  [
    'an unknown field in a rule',
    oneRule,
    object(rule('New', 'Nothing__c = 1')),
    'ValidationRule Opportunity.New: Field Nothing__c does not exist. Check spelling.',
  ],
  [
    'a formula that is none',
    oneRule,
    object(rule('New', 'AND(true')),
    "ValidationRule Opportunity.New: Syntax error. Missing ')'",
  ],
  [
    'a rule that gives no yes or no',
    oneRule,
    object(rule('New', 'Amount + 1')),
    'ValidationRule Opportunity.New: Formula result is data type (Number), incompatible with expected data type (true or false).',
  ],
  [
    'a wrong type in a formula field',
    oneField,
    object(
      field('New__c', '<type>Number</type><precision>18</precision><scale>0</scale><formula>LEN(Amount)</formula>'),
    ),
    "CustomField Opportunity.New__c: Incorrect parameter type for function 'LEN()'. Expected Text, received Number",
  ],
  [
    'a rule shown at a field that is not there',
    oneRule,
    object(rule('New', 'true', '<errorDisplayField>Nothing__c</errorDisplayField>')),
    'ValidationRule Opportunity.New: In field: errorDisplayField - no CustomField named Opportunity.Nothing__c found',
  ],
  [
    'a rule without a formula',
    oneRule,
    object(
      '<validationRules><fullName>New</fullName><active>true</active><errorMessage>x</errorMessage></validationRules>',
    ),
    'ValidationRule Opportunity.New: Required field is missing: errorConditionFormula',
  ],
  [
    'a roll-up over a lookup that is not there',
    oneField,
    object(field('New__c', summary('Check__c.Nothing__c', 'Check__c.Cost__c'))),
    'CustomField Opportunity.New__c: In field: summaryForeignKey - no CustomField named Check__c.Nothing__c found',
  ],
  [
    'a roll-up of a field that is not there',
    oneField,
    object(field('New__c', summary('Check__c.Opportunity__c', 'Check__c.Nothing__c'))),
    'CustomField Opportunity.New__c: In field: summarizedField - no CustomField named Check__c.Nothing__c found',
  ],
  [
    'a lookup to an object that is not there',
    oneField,
    object(field('New__c', '<type>Lookup</type><referenceTo>Nothing__c</referenceTo>')),
    "CustomField Opportunity.New__c: referenceTo value of 'Nothing__c' does not resolve to a valid sObject type",
  ],
  [
    'a picklist with a set that is not there',
    oneField,
    object(field('New__c', '<type>Picklist</type><valueSet><valueSetName>Nothing</valueSetName></valueSet>')),
    'CustomField Opportunity.New__c: The global picklist cannot be resolved',
  ],
  [
    'a rule whose name is too long',
    { ValidationRule: [`Opportunity.${long}`] },
    object(rule(long, 'true')),
    `ValidationRule Opportunity.${long}: Value too long for field: fullName maximum length is:40`,
  ],
  [
    'a field whose name is too long',
    { CustomField: [`Opportunity.${long}__c`] },
    object(field(`${long}__c`, text)),
    `CustomField Opportunity.${long}__c: Value too long for field: fullName maximum length is:40`,
  ],
  [
    'a name that stands twice in a file',
    oneField,
    object(field('New__c', text) + field('New__c', text)),
    "CustomField Opportunity.New__c: Duplicate name 'New__c' specified",
  ],
  [
    'a name that another has in other letters',
    { CustomField: ['Opportunity.cODE__c'] },
    object(field('cODE__c', text)),
    "CustomField Opportunity.cODE__c: Duplicate name 'cODE__c' specified",
  ],
  [
    'a field of an object that is not there',
    { CustomField: ['Nothing__c.New__c'] },
    object(field('New__c', text), 'Nothing__c'),
    'CustomField Nothing__c.New__c: Entity Enumeration Or ID: bad value for restricted picklist field: Nothing__c',
  ],
  [
    'an object without a label',
    { CustomObject: ['New__c'] },
    object('<nameField><label>Name</label><type>Text</type></nameField><pluralLabel>New</pluralLabel>', 'New__c'),
    'CustomObject New__c: Must specify a non-empty label for the CustomObject',
  ],
  [
    'a value that a record type cannot offer',
    { RecordType: ['Opportunity.New'] },
    object(
      '<recordTypes><fullName>New</fullName><active>true</active><label>New</label><picklistValues><picklist>LeadSource</picklist><values><fullName>Carrier%20pigeon</fullName></values></picklistValues></recordTypes>',
    ),
    'RecordType Opportunity.New: Picklist value: Carrier pigeon in picklist: LeadSource not found',
  ],
  [
    'a process that a record type cannot have',
    { RecordType: ['Opportunity.New'] },
    object(
      '<recordTypes><fullName>New</fullName><active>true</active><businessProcess>Nothing</businessProcess><label>New</label></recordTypes>',
    ),
    'RecordType Opportunity.New: In field: businessProcess - no BusinessProcess named Opportunity.Nothing found',
  ],
  [
    'a right to a field that is not there',
    { PermissionSet: ['New'] },
    {
      'permissionsets/New.permissionset': xml(
        'PermissionSet',
        '<fieldPermissions><editable>false</editable><field>Opportunity.Nothing__c</field><readable>true</readable></fieldPermissions><label>New</label>',
      ),
    },
    'PermissionSet New: In field: field - no CustomField named Opportunity.Nothing__c found',
  ],
  [
    'a custom permission that is not there',
    { PermissionSet: ['New'] },
    {
      'permissionsets/New.permissionset': xml(
        'PermissionSet',
        '<customPermissions><enabled>true</enabled><name>Nothing</name></customPermissions><label>New</label>',
      ),
    },
    'PermissionSet New: In field: customPermission - no CustomPermission named Nothing found',
  ],
  [
    'a file that package.xml does not name',
    {},
    { 'layouts/Opportunity-New.layout': xml('Layout', '') },
    'Layout Opportunity-New: Not in package.xml',
  ],
  [
    'a part that package.xml does not name',
    oneField,
    object(field('New__c', text) + rule('Stray', 'false')),
    'ValidationRule Opportunity.Stray: Not in package.xml',
  ],
  [
    'a name in package.xml without its file',
    { Layout: ['Opportunity-New'] },
    {},
    "Layout Opportunity-New: An object 'Opportunity-New' of type Layout was named in package.xml, but was not found in zipped directory",
  ],
  [
    'a type that there is not',
    { Nonsense: ['X'] },
    {},
    " package.xml: Unknown type name 'Nonsense' specified in package.xml",
  ],
  [
    'XML that is none',
    { CustomObject: ['Opportunity'] },
    { 'objects/Opportunity.object': '<CustomObject><fields></CustomObject>' },
    "CustomObject Opportunity: Error parsing file: Expected closing tag 'fields' (opened in line 1, col 15) instead of closing tag 'CustomObject'.",
  ],
])('%s is said', async (_what, types, files, problem) => {
  const result = await deploy(admin, { 'package.xml': manifest(types), ...files });
  expect(failures(result)).toContain(problem);
  expect(result).toMatchObject({ status: 'Failed', success: false });
});

test('a zip without package.xml, and what is no zip, are refused', async () => {
  expect(failures(await deploy(admin, { 'layouts/X.layout': xml('Layout', '') }))).toEqual([
    ' package.xml: No package.xml found',
  ]);
  admin.metadata.pollInterval = 1;
  const { status, errorMessage } = await admin.metadata.deploy(Buffer.from('rubbish'), {}).complete(true);
  expect(status).toBe('Failed');
  expect(errorMessage).toContain('not a zip');
});

test('what is missing or not named may be so where the client says so', async () => {
  const types = { Layout: ['Opportunity-Missing'] };
  const files = { 'package.xml': manifest(types), ...object(rule('Stray', 'Amount = 3')) };
  const result = await deploy(admin, files, { allowMissingFiles: true, autoUpdatePackage: true });
  expect(failures(result)).toEqual([]);
  await expect(admin.sobject('Opportunity').create(deal({ Amount: 3 }))).rejects.toThrow('Refused by Stray');
});

test('where not all or nothing is wanted, the sound rest is deployed', async () => {
  const result = await deploy(
    admin,
    {
      'package.xml': manifest({
        CustomField: ['Opportunity.Sound__c', 'Opportunity.Broken__c'],
        ValidationRule: ['Opportunity.Leans_On_Broken', 'Opportunity.Sound'],
      }),
      ...object(
        field('Sound__c', text) +
          field('Broken__c', '<type>Lookup</type><referenceTo>Nothing__c</referenceTo>') +
          rule('Leans_On_Broken', 'NOT(ISBLANK(Broken__c))') +
          rule('Sound', 'Sound__c = &quot;no&quot;'),
      ),
    },
    { rollbackOnError: false },
  );
  expect(result).toMatchObject({ status: 'SucceededPartial', success: true, numberComponentErrors: 2 });
  expect(failures(result)).toEqual([
    "CustomField Opportunity.Broken__c: referenceTo value of 'Nothing__c' does not resolve to a valid sObject type",
    'ValidationRule Opportunity.Leans_On_Broken: Field Broken__c does not exist. Check spelling.',
  ]);
  await expect(admin.sobject('Opportunity').create(deal({ Sound__c: 'no' }))).rejects.toThrow('Refused by Sound');
});

test.each([
  [
    'a formula',
    '<type>Number</type><precision>18</precision><scale>0</scale><formula>1</formula>',
    text,
    'Cannot update a field from a Formula to something else',
  ],
  [
    'no formula',
    text,
    '<type>Text</type><formula>"x"</formula>',
    'Cannot update a field to a Formula from something else',
  ],
  [
    'a checkbox',
    '<type>Checkbox</type><defaultValue>false</defaultValue>',
    text,
    'Cannot change type due to existing data',
  ],
])('a field that is %s stays so', async (_what, before, after, problem) => {
  await admin.sobject('Opportunity').create(deal());
  expect((await deploy(admin, { 'package.xml': manifest(oneField), ...object(field('New__c', before)) })).status).toBe(
    'Succeeded',
  );
  const result = await deploy(admin, { 'package.xml': manifest(oneField), ...object(field('New__c', after)) });
  expect(failures(result)).toEqual([`CustomField Opportunity.New__c: ${problem}`]);
});

describe('destructive changes', () => {
  const destroy = (types: Record<string, string[]>, when = '', options = {}) =>
    deploy(admin, { 'package.xml': manifest({}), [`destructiveChanges${when}.xml`]: manifest(types) }, options);

  test('a deleted rule refuses nothing any more, a deleted field is gone with its rights and values', async () => {
    const id = (await admin.sobject('Opportunity').create(deal())).id ?? '';
    await deploy(admin, {
      'package.xml': manifest({
        CustomField: ['Opportunity.Gone__c'],
        ValidationRule: ['Opportunity.Gone'],
        PermissionSet: ['Sees_It'],
        Layout: ['Opportunity-L'],
      }),
      ...object(field('Gone__c', text) + rule('Gone', 'Gone__c = &quot;no&quot;')),
      'permissionsets/Sees_It.permissionset': xml(
        'PermissionSet',
        '<fieldPermissions><editable>true</editable><field>Opportunity.Gone__c</field><readable>true</readable></fieldPermissions><label>Sees It</label>',
      ),
      'layouts/Opportunity-L.layout': xml(
        'Layout',
        '<layoutSections><layoutColumns><layoutItems><behavior>Edit</behavior><field>Gone__c</field></layoutItems><layoutItems><field>Name</field></layoutItems></layoutColumns></layoutSections>',
      ),
    });
    await expect(admin.sobject('Opportunity').update({ Id: id, Gone__c: 'no' })).rejects.toThrow('Refused by Gone');
    const kept = await destroy({ CustomField: ['Opportunity.Gone__c'] });
    expect(failures(kept)).toEqual([
      'CustomField Opportunity.Gone__c: This custom field is referenced elsewhere in salesforce.com. : Validation Rule - Opportunity.Gone',
    ]);
    expect((await destroy({ ValidationRule: ['Opportunity.Gone'] })).status).toBe('Succeeded');
    await admin.sobject('Opportunity').update({ Id: id, Gone__c: 'no' });
    expect((await destroy({ CustomField: ['Opportunity.Gone__c'] })).status).toBe('Succeeded');
    const { fields } = await admin.describe('Opportunity');
    expect(fields.map(({ name }) => name)).not.toContain('Gone__c');
    expect(await admin.sobject('Opportunity').retrieve(id)).not.toHaveProperty('Gone__c');
  });

  test('rule and field go together, before or after what is added', async () => {
    const files = object(field('Gone__c', text) + rule('Gone', 'ISBLANK(Gone__c)'));
    const types = { CustomField: ['Opportunity.Gone__c'], ValidationRule: ['Opportunity.Gone'] };
    await deploy(admin, { 'package.xml': manifest(types), ...files });
    const swap = await deploy(admin, {
      'package.xml': manifest({ ValidationRule: ['Opportunity.Gone'] }),
      ...object(rule('Gone', 'false')),
      'destructiveChangesPost.xml': manifest({ CustomField: ['Opportunity.Gone__c'] }),
    });
    expect(failures(swap)).toEqual([]);
    expect((await destroy({ ValidationRule: ['Opportunity.Gone'] }, 'Pre')).status).toBe('Succeeded');
  });

  test('what a page names is not deleted', async () => {
    await deploy(admin, {
      'package.xml': manifest({ CustomField: ['Opportunity.Shown__c'], FlexiPage: ['Deal_Page'] }),
      ...object(field('Shown__c', text)),
      'flexipages/Deal_Page.flexipage': xml('FlexiPage', '<fieldItem>Record.Shown__c</fieldItem>'),
    });
    expect(failures(await destroy({ CustomField: ['Opportunity.Shown__c'] }))).toEqual([
      'CustomField Opportunity.Shown__c: This custom field is referenced elsewhere in salesforce.com. : Lightning Page - Deal_Page',
    ]);
  });

  test('an object goes with its rows, a record type does not go', async () => {
    const files = object(
      '<label>Visit</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Visits</pluralLabel>',
      'Visit__c',
    );
    await deploy(admin, { 'package.xml': manifest({ CustomObject: ['Visit__c'] }), ...files });
    expect(await admin.sobject('Visit__c').create({ Name: 'First' })).toMatchObject({ success: true });
    expect((await destroy({ CustomObject: ['Visit__c'] })).status).toBe('Succeeded');
    await expect(admin.query('SELECT Id FROM Visit__c')).rejects.toThrow('Visit__c');
    const type = '<recordTypes><fullName>Kind</fullName><active>true</active><label>Kind</label></recordTypes>';
    await deploy(admin, { 'package.xml': manifest({ RecordType: ['Opportunity.Kind'] }), ...object(type) });
    expect(failures(await destroy({ RecordType: ['Opportunity.Kind'] }))).toEqual([
      'RecordType Opportunity.Kind: Cannot delete record type through API',
    ]);
  });

  test('what is not there is a warning, which stops a deployment that may not ignore it', async () => {
    const types = { CustomField: ['Opportunity.Nothing__c'] };
    expect(await destroy(types)).toMatchObject({ status: 'Failed' });
    const ignored = await destroy(types, '', { ignoreWarnings: true });
    expect(ignored).toMatchObject({ status: 'Succeeded' });
    expect([ignored.details.componentSuccesses].flat()).toContainEqual(
      expect.objectContaining({
        problem: 'No CustomField named: Opportunity.Nothing__c found',
        problemType: 'Warning',
      }),
    );
  });
});
