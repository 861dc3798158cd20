/** Somebody's own metadata as the org's: what runs, what is kept and why, and what comes back. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import JSZip from 'jszip';
import { Connection } from 'jsforce';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startPractice, type PracticeOptions, type StartedPractice } from '../../scripts/practice-org/start/index.ts';
import { deploy, failures, manifest, xml } from '../practice-org/deploy.ts';
import { fixtureMetadata } from '../practice-org/practice.ts';
import { quietOptions } from './practice.ts';

let folder: string;
const started: StartedPractice[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tas-source-'));
});
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, content: string | Buffer): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

const options = (more: Partial<PracticeOptions> = {}): PracticeOptions => ({
  ...quietOptions(folder),
  sourceFolder: '.',
  ...more,
});

async function start(more: Partial<PracticeOptions> = {}): Promise<StartedPractice> {
  const one = await startPractice(options(more));
  if (!one.ok) throw new Error(one.problems.join('\n'));
  started.push(one);
  return one;
}

const connectTo = ({ org }: StartedPractice): Connection =>
  new Connection({ instanceUrl: org.instanceUrl, accessToken: org.accessToken, version: '62.0' });

const field = (name: string, inner: string): string =>
  xml('CustomField', `<fullName>${name}</fullName><label>${name}</label>${inner}`);
const rule = (name: string, formula: string): string =>
  xml(
    'ValidationRule',
    `<fullName>${name}</fullName><active>true</active><errorConditionFormula>${formula}</errorConditionFormula><errorMessage>Not so: ${name}.</errorMessage>`,
  );
const stage = (name: string, closed = false): string =>
  `<standardValue><fullName>${name}</fullName><default>false</default><label>${name}</label><closed>${closed}</closed><forecastCategory>Pipeline</forecastCategory><probability>10</probability><won>false</won></standardValue>`;

const opportunity = 'main/default/objects/Opportunity';

/** An org with stages, processes, record types, fields and rules of its own, in two package directories. */
function writeOrg(): void {
  write(
    'sfdx-project.json',
    JSON.stringify({ packageDirectories: [{ path: 'sales', default: true }, { path: 'extra' }] }),
  );
  write(
    'sales/main/default/standardValueSets/OpportunityStage.standardValueSet-meta.xml',
    xml(
      'StandardValueSet',
      `<sorted>false</sorted>${stage('10% - Anfrage')}${stage('R&amp;D / Pilot')}${stage('赢单', true)}`,
    ),
  );
  write(
    `sales/${opportunity}/businessProcesses/Projekt.businessProcess-meta.xml`,
    xml(
      'BusinessProcess',
      '<fullName>Projekt</fullName><isActive>true</isActive><values><fullName>10%25 - Anfrage</fullName><default>true</default></values>',
    ),
  );
  write(
    `sales/${opportunity}/recordTypes/Projekt.recordType-meta.xml`,
    xml(
      'RecordType',
      '<fullName>Projekt</fullName><active>true</active><businessProcess>Projekt</businessProcess><label>Projekt</label><picklistValues><picklist>Gone__c</picklist><values><fullName>A</fullName><default>false</default></values></picklistValues>',
    ),
  );
  write(
    `sales/${opportunity}/fields/Region__c.field-meta.xml`,
    field('Region__c', '<type>Text</type><length>40</length>'),
  );
  write(
    `sales/${opportunity}/fields/Shaky__c.field-meta.xml`,
    field('Shaky__c', '<type>Text</type><formula>NOSUCHFUNCTION(Region__c)</formula>'),
  );
  write(
    `extra/${opportunity}/validationRules/Region_Needed.validationRule-meta.xml`,
    rule('Region_Needed', 'ISBLANK(Region__c)'),
  );
  write(
    `extra/${opportunity}/validationRules/On_Shaky.validationRule-meta.xml`,
    rule('On_Shaky', 'Shaky__c = &quot;x&quot;'),
  );
  write(
    'extra/main/default/permissionsets/Sales.permissionset-meta.xml',
    xml(
      'PermissionSet',
      '<fieldPermissions><editable>true</editable><field>Opportunity.Region__c</field><readable>true</readable></fieldPermissions><fieldPermissions><editable>true</editable><field>Opportunity.Missing__c</field><readable>true</readable></fieldPermissions><label>Sales</label>',
    ),
  );
  write(
    'extra/main/default/objects/Case/fields/Kind__c.field-meta.xml',
    field('Kind__c', '<type>Text</type><length>40</length>'),
  );
  write('extra/main/default/classes/Mine.cls', 'public class Mine {}\r\n');
  write('extra/main/default/classes/Mine.cls-meta.xml', xml('ApexClass', '<apiVersion>62.0</apiVersion>'));
  write('extra/main/default/staticresources/Logo.resource', Buffer.from([0, 255, 128, 13, 10]));
  write('extra/main/default/staticresources/Logo.resource-meta.xml', xml('StaticResource', ''));
  write('extra/README.md', 'Ours.');
}

async function retrieved(admin: Connection, types: Record<string, string[]>): Promise<Map<string, Buffer>> {
  admin.metadata.pollInterval = 1;
  const unpackaged = { types: Object.entries(types).map(([name, members]) => ({ name, members })), version: '62.0' };
  const { zipFile } = await admin.metadata
    .retrieve({ apiVersion: '62.0', singlePackage: true, unpackaged } as never)
    .complete();
  const zip = await JSZip.loadAsync(Buffer.from(zipFile, 'base64'));
  const files = Object.values(zip.files).filter(({ dir }) => !dir);
  return new Map(
    await Promise.all(files.map(async (file) => [file.name, await file.async('nodebuffer')] as [string, Buffer])),
  );
}

describe('an org loaded from a project', () => {
  test('has its own stages, record types and rules, and says what it keeps and why', async () => {
    writeOrg();
    const one = await start();
    const admin = connectTo(one);
    const stages = await admin.query<{ ApiName: string }>('SELECT ApiName FROM OpportunityStage ORDER BY SortOrder');
    expect(stages.records.map(({ ApiName }) => ApiName)).toEqual(['10% - Anfrage', 'R&D / Pilot', '赢单']);
    const { executed, kept, notExecuted, passed, strange } = one.org.source;
    expect(Object.fromEntries(executed)).toEqual({
      BusinessProcess: 1,
      CustomField: 1,
      PermissionSet: 1,
      RecordType: 1,
      StandardValueSet: 1,
      ValidationRule: 1,
    });
    expect(Object.fromEntries(kept)).toEqual({ ApexClass: 1, CustomField: 1, StaticResource: 1 });
    expect(notExecuted.map(({ type, fullName }) => `${type} ${fullName}`)).toEqual([
      'CustomField Opportunity.Shaky__c',
      'ValidationRule Opportunity.On_Shaky',
    ]);
    expect(notExecuted[0]?.cause).toMatch(/NOSUCHFUNCTION/);
    expect(passed.map(({ fullName }) => fullName).toSorted()).toEqual(['Opportunity.Projekt', 'Sales']);
    expect(strange).toEqual(['README.md']);
    expect(one.notes.join('\n')).toMatch(/^ {2}ValidationRule Opportunity\.On_Shaky: .+Shaky__c/m);
    const refused = admin.sobject('Opportunity').create({ Name: 'D', StageName: '赢单', CloseDate: '2027-01-01' });
    await expect(refused).rejects.toThrow('Not so: Region_Needed.');
  });

  test('runs formulas that follow a lookup to a named object, and shows links', async () => {
    write(
      `${opportunity}/fields/Link__c.field-meta.xml`,
      field(
        'Link__c',
        '<type>Text</type><formula>HYPERLINK(&quot;/x&quot;, Owner:User.LastName &amp; BLANKVALUE(Owner:User.UserRole.Name, &quot; (no role)&quot;))</formula>',
      ),
    );
    write(
      `${opportunity}/validationRules/Owners.validationRule-meta.xml`,
      rule('Owners', 'AND(Owner:User.Profile.Name = &quot;Nobody&quot;, ISBLANK(Owner:User.UserRole.Name))'),
    );
    const one = await start();
    expect(one.org.source.notExecuted).toEqual([]);
    const admin = connectTo(one);
    const made = await admin
      .sobject('Opportunity')
      .create({ Name: 'D', StageName: 'Prospecting', CloseDate: '2027-01-01' });
    const deal = await admin.sobject('Opportunity').retrieve(made.id ?? '');
    expect(deal['Link__c']).toMatch(/^<a href="\/x" target="_blank">\w+ \(no role\)<\/a>$/);
  });

  test('starts though files are broken, names each of them once, and loses none', async () => {
    write('objects/A__c/A__c.object-meta.xml', '<CustomObject><label>A</lab');
    write('objects/A__c/fields/X__c.field-meta.xml', field('X__c', '<type>Text</type><length>20</length>'));
    write('objects/Opportunity/fields/Place__c.field-meta.xml', field('Place__c', '<type>Location</type>'));
    write('objects/Opportunity/fields/Empty__c.field-meta.xml', '');
    write('objectTranslations/Opportunity-de/Opportunity-de.objectTranslation-meta.xml', '<a');
    write('permissionsets/P.permissionset-meta.xml', 'x<');
    write('standardValueSets/OpportunityStage.standardValueSet-meta.xml', '<StandardValueSet>');
    write('flows/F.flow-meta.xml', '<a');
    const one = await start();
    const { executed, kept, notExecuted } = one.org.source;
    expect(executed.size).toBe(0);
    expect(Object.fromEntries(kept)).toEqual({ CustomField: 1, Flow: 1 });
    expect(notExecuted.map(({ fullName }) => fullName).toSorted()).toEqual([
      'A__c',
      'A__c.X__c',
      'Opportunity-de',
      'Opportunity.Empty__c',
      'OpportunityStage',
      'P',
    ]);
    expect((await connectTo(one).tooling.query('SELECT Id FROM Flow')).totalSize).toBe(0);
  });

  test('gives back unchanged what it cannot execute', async () => {
    writeOrg();
    const files = await retrieved(connectTo(await start()), {
      ApexClass: ['*'],
      StaticResource: ['*'],
      ValidationRule: ['Opportunity.On_Shaky'],
      CustomField: ['Opportunity.Shaky__c', 'Case.Kind__c'],
    });
    expect(files.get('classes/Mine.cls')?.toString()).toBe('public class Mine {}\r\n');
    expect(files.get('staticresources/Logo.resource')).toEqual(Buffer.from([0, 255, 128, 13, 10]));
    expect(files.get('objects/Opportunity.object')?.toString()).toMatch(/NOSUCHFUNCTION[\s\S]+On_Shaky/);
    expect(files.get('objects/Case.object')?.toString()).toContain('Kind__c');
  });

  test('takes a package as any org does, and goes on keeping what it cannot execute', async () => {
    writeOrg();
    const admin = connectTo(await start());
    const objects = [...fixtureMetadata().keys()].filter((path) => path.startsWith('objects/'));
    const merged = (object: string, inner: string): string =>
      xml(
        'CustomObject',
        inner +
          objects
            .filter((path) => path.startsWith(`objects/${object}/`) && !path.endsWith('.object-meta.xml'))
            .map((path) => {
              const element = path.split('/')[2] ?? '';
              const body = /<(?:CustomField|ValidationRule)[^>]*>([\s\S]*)<\//.exec(fixtureMetadata().get(path) ?? '');
              return `<${element}>${body?.[1] ?? ''}</${element}>`;
            })
            .join(''),
      );
    const own = /<CustomObject[^>]*>([\s\S]*)<\//.exec(
      fixtureMetadata().get('objects/Check__c/Check__c.object-meta.xml') ?? '',
    );
    const result = await deploy(admin, {
      'package.xml': manifest({ CustomObject: ['Check__c', 'Opportunity'], CustomPermission: ['Skip_Gates'] }),
      'customPermissions/Skip_Gates.customPermission': xml('CustomPermission', '<label>Skip</label>'),
      'objects/Check__c.object': merged('Check__c', own?.[1] ?? ''),
      'objects/Opportunity.object': merged('Opportunity', ''),
    });
    expect(failures(result)).toEqual([]);
    expect((await admin.describe('Opportunity')).fields.map(({ name }) => name)).toContain('Checks__c');
    const again = await deploy(admin, {
      'package.xml': manifest({ ValidationRule: ['Opportunity.On_Shaky'] }),
      'objects/Opportunity.object': xml(
        'CustomObject',
        '<validationRules><fullName>On_Shaky</fullName><active>false</active><errorConditionFormula>Shaky__c = "y"</errorConditionFormula><errorMessage>No.</errorMessage></validationRules>',
      ),
    });
    expect(failures(again)).toEqual([]);
    const bad = await deploy(admin, {
      'package.xml': manifest({ ValidationRule: ['Opportunity.Brand_New'] }),
      'objects/Opportunity.object': xml(
        'CustomObject',
        '<validationRules><fullName>Brand_New</fullName><active>false</active><errorConditionFormula>Shaky__c = "y"</errorConditionFormula><errorMessage>No.</errorMessage></validationRules>',
      ),
    });
    expect(failures(bad)).toEqual([expect.stringMatching(/Field Shaky__c does not exist/)]);
  });

  test('takes deals under its own record types and stages', async () => {
    writeOrg();
    write(
      'deals.csv',
      'Name,StageName,CloseDate,RecordType.DeveloperName,Region__c\nA,R&D / Pilot,2027-01-01,Projekt,North\nB,赢单,2027-01-01,,South\n',
    );
    const one = await start({ dataFile: join(folder, 'deals.csv') });
    expect(one.loaded).toMatchObject({ loaded: 2, refused: [] });
    const { records } = await connectTo(one).query('SELECT Name, RecordType.DeveloperName FROM Opportunity');
    expect(records).toMatchObject([{ Name: 'A', RecordType: { DeveloperName: 'Projekt' } }, { Name: 'B' }]);
  });

  test('with no room for roll-ups refuses one more, and says so when it is asked', async () => {
    writeOrg();
    const one = await start({ organization: { limits: { RollupSummary: { max: 25, taken: 25 } } } });
    const admin = connectTo(one);
    const limits = await admin.tooling.query(
      "SELECT Remaining FROM EntityLimit WHERE EntityDefinitionId = 'Opportunity' AND Type = 'RollupSummary'",
    );
    expect(limits.records).toMatchObject([{ Remaining: 0 }]);
    const result = await deploy(admin, {
      'package.xml': manifest({ CustomObject: ['Part__c'], CustomField: ['Opportunity.Parts__c'] }),
      'objects/Part__c.object': xml(
        'CustomObject',
        '<deploymentStatus>Deployed</deploymentStatus><fields><fullName>Deal__c</fullName><label>Deal</label><type>MasterDetail</type><referenceTo>Opportunity</referenceTo><relationshipName>Parts</relationshipName></fields><label>Part</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Parts</pluralLabel><sharingModel>ControlledByParent</sharingModel>',
      ),
      'objects/Opportunity.object': xml(
        'CustomObject',
        '<fields><fullName>Parts__c</fullName><label>Parts</label><type>Summary</type><summaryOperation>count</summaryOperation><summaryForeignKey>Part__c.Deal__c</summaryForeignKey></fields>',
      ),
    });
    expect(failures(result)).toEqual([expect.stringMatching(/^CustomField Opportunity\.Parts__c: .*RollupSummary/)]);
  });
});

describe('a folder that is no org', () => {
  test.each<[string, () => void, RegExp]>([
    ['that is empty', () => undefined, /holds no files/],
    ['whose project file is broken', () => write('sfdx-project.json', '{'), /is no JSON/],
    ['whose project names no folder', () => write('sfdx-project.json', '{}'), /names no packageDirectories/],
    [
      'whose project reaches outside',
      () => write('sfdx-project.json', '{"packageDirectories":[{"path":"../x"}]}'),
      /outside the project/,
    ],
    [
      'whose project names a folder that is not there',
      () => write('sfdx-project.json', '{"packageDirectories":[{"path":"x"}]}'),
      /which is no folder/,
    ],
  ])('%s does not start', async (_what, prepare, message) => {
    prepare();
    const result = await startPractice(options());
    if (result.ok) started.push(result);
    expect(result).toMatchObject({ ok: false, problems: [expect.stringMatching(message)] });
  });

  test('that does not exist does not start', async () => {
    expect(await startPractice(options({ sourceFolder: 'nowhere' }))).toMatchObject({ ok: false });
  });

  test('of metadata without a project file is loaded as it stands', async () => {
    write(
      'objects/Opportunity/fields/Only__c.field-meta.xml',
      field('Only__c', '<type>Checkbox</type><defaultValue>false</defaultValue>'),
    );
    const one = await start();
    expect(Object.fromEntries(one.org.source.executed)).toEqual({ CustomField: 1 });
  });
});
