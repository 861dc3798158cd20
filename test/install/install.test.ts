import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  applyPlan,
  InstallError,
  planRollback,
  readPlan,
  rollBack,
  savePlan,
  type InstallPlan,
  makePlan,
  withoutDashboards,
} from '../../scripts/product/install/index.ts';
import { practiceCurrencies } from '../../scripts/practice-org/start/currencies.ts';
import type { OrgConnection } from '../../scripts/product/org/index.ts';
import { readRun } from '../../scripts/product/runs/index.ts';
import { deploy, xml, manifest } from '../practice-org/deploy.ts';
import { connect } from '../practice-org/practice.ts';
import { referenceModel as model, referenceProject } from '../reference/index.ts';
import { closedStages, foreignOrg, planFor, projectWith, readFor, stageSet, wholeOrg } from './org.ts';

let runs: string;
beforeEach(() => {
  runs = mkdtempSync(join(tmpdir(), 'tas-runs-'));
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
});

const options = () => ({ runs, now: () => new Date(), onProgress: () => undefined });

async function applied(org: OrgConnection, plan: InstallPlan): Promise<string> {
  const done = await applyPlan(org, plan, options());
  if (done.state !== 'done') throw new Error('nothing was applied');
  return done.run;
}

const rolledBack = async (org: OrgConnection, run: string) =>
  await rollBack(org, await planRollback(org, readRun(runs, run)), options());

async function refusal(work: Promise<unknown>): Promise<InstallError> {
  const error: unknown = await work.then(
    () => new Error('it was not refused'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InstallError);
  return error as InstallError;
}

const ordinary = stageSet([{ name: 'Prospecting' }, { name: 'Proposal / Price', probability: 60 }, ...closedStages]);
test('what the org changes between plan and apply is named, and nothing is deployed', async () => {
  const { practice, org } = await foreignOrg([ordinary]);
  const plan = await planFor(org, referenceProject);
  const [path, text] = stageSet([{ name: 'Prospecting' }, { name: 'Newest' }, ...closedStages]);
  await deploy(connect(practice, 'admin'), {
    'package.xml': manifest({ StandardValueSet: ['OpportunityStage'] }),
    [path.replace('-meta.xml', '')]: text,
  });
  const error = await refusal(applyPlan(org, plan, options()));
  expect(error.name).toBe('PlanStale');
  expect(error.message).toContain('OpportunityStage');
  expect(error.exitCode).toBe(3);
  expect(await org.metadata.list(['PermissionSet'])).toEqual([]);
});

test('a plan that was edited, cut or belongs to another org is refused', async () => {
  const { org } = await foreignOrg([ordinary]);
  const file = join(runs, 'plan.json');
  const plan = await planFor(org, referenceProject);
  savePlan(file, plan);
  expect(readPlan(file)).toEqual(plan);
  const saved = readFileSync(file, 'utf8');
  for (const spoiled of [saved.replace('Prospecting', 'Prospected'), saved.slice(0, -50), '{}', '[]', 'null', '']) {
    writeFileSync(file, spoiled);
    expect(() => readPlan(file)).toThrow('cannot be applied');
  }
  const other = { ...plan, org: { ...plan.org, id: '00D000000000999AAA' } };
  expect((await refusal(applyPlan(org, other, options()))).name).toBe('OtherOrg');
});

test('a folder of runs that cannot be written stops the apply before the org is touched', async () => {
  const { org } = await foreignOrg([ordinary]);
  const plan = await planFor(org, referenceProject);
  writeFileSync(join(runs, 'file'), '');
  await expect(applyPlan(org, plan, { ...options(), runs: join(runs, 'file', 'below') })).rejects.toThrow(
    'Nothing was written to the org',
  );
  expect(await org.metadata.list(['PermissionSet'])).toEqual([]);
});

test('a backup that somebody changed is not trusted', async () => {
  const { org } = await foreignOrg([ordinary]);
  const run = await applied(org, await planFor(org, referenceProject));
  const deals = join(runs, run, 'deals.csv');
  chmodSync(deals, 0o600);
  writeFileSync(deals, `${readFileSync(deals, 'utf8')}006000000000001AAA,Won,100,Closed\n`);
  expect((await refusal(planRollback(org, readRun(runs, run)))).name).toBe('NoBackup');
});

test('a field of the same name and another type is named, and nothing is planned', async () => {
  const field = xml(
    'CustomField',
    '<fullName>TAS_Led_By__c</fullName><label>Led by</label><type>Text</type><length>80</length>',
  );
  const { org } = await foreignOrg([ordinary, ['objects/Opportunity/fields/TAS_Led_By__c.field-meta.xml', field]]);
  const error = await refusal(planFor(org, referenceProject));
  expect(error.name).toBe('CannotInstall');
  expect(error.message).toContain('Opportunity.TAS_Led_By__c is in the org already as Text, and TAS+ needs Picklist');
});

test("the customer's own TAS_ fields, labels and values of our picklists stay, through install and way back", async () => {
  const label = (name: string): string =>
    `<labels><fullName>${name}</fullName><language>en_US</language><protected>false</protected><shortDescription>${name}</shortDescription><value>Theirs</value></labels>`;
  const own: [string, string][] = [
    ordinary,
    [
      'objects/Opportunity/fields/TAS_Own__c.field-meta.xml',
      xml('CustomField', '<fullName>TAS_Own__c</fullName><label>Own</label><type>Text</type><length>80</length>'),
    ],
    ['labels/CustomLabels.labels-meta.xml', xml('CustomLabels', label('Their_Label'))],
  ];
  const members = [
    { type: 'CustomField', name: 'Opportunity.TAS_Own__c' },
    { type: 'CustomLabels', name: 'CustomLabels' },
  ];
  const { practice, org } = await foreignOrg(own);
  const before = await wholeOrg(org, members);
  const plan = await planFor(org, referenceProject, true);
  expect(plan.remove).toEqual([]);
  const run = await applied(org, plan);
  const labels = (await wholeOrg(org, members)).files.get('labels/CustomLabels.labels-meta.xml') ?? '';
  expect(labels).toContain('Their_Label');
  expect(labels).toContain('TAS_Model');
  // An admin adds a value to one of our picklists; planning again neither sees nor loses it.
  const path = 'objects/Opportunity/fields/TAS_Loss_Reason__c.field-meta.xml';
  const [, ours = ''] = Object.entries(plan.deploy).find(([file]) => file === path) ?? [];
  const theirs = ours.replace(
    '</valueSetDefinition>',
    '<value><fullName>Weather</fullName><default>false</default><label>Weather</label></value></valueSetDefinition>',
  );
  await deploy(connect(practice, 'admin'), {
    'package.xml': manifest({ CustomField: ['Opportunity.TAS_Loss_Reason__c'] }),
    'objects/Opportunity.object': xml(
      'CustomObject',
      theirs.replace(/^[^]*?<CustomField[^>]*>/, '<fields>').replace('</CustomField>', '</fields>'),
    ),
  });
  expect((await planFor(org, referenceProject)).changes).toEqual([]);
  const result = await rolledBack(org, run);
  expect(result.otherwise).toEqual([]);
  expect(await wholeOrg(org, members)).toEqual(before);
});

const twoTypes = (): [string, string][] => {
  const process = (name: string): [string, string] => [
    `objects/Opportunity/businessProcesses/${name}.businessProcess-meta.xml`,
    xml(
      'BusinessProcess',
      `<fullName>${name}</fullName><isActive>true</isActive><values><fullName>Prospecting</fullName><default>true</default></values><values><fullName>Closed Won</fullName><default>false</default></values>`,
    ),
  ];
  const type = (name: string, of: string): [string, string] => [
    `objects/Opportunity/recordTypes/${name}.recordType-meta.xml`,
    xml(
      'RecordType',
      `<fullName>${name}</fullName><active>true</active><businessProcess>${of}</businessProcess><label>${name}</label>`,
    ),
  ];
  return [ordinary, process('Sales'), process('Service'), type('New_Business', 'Sales'), type('Renewal', 'Service')];
};

test('the stages come into the sales processes of the record types that the model names, and into no others', async () => {
  const members = ['Sales', 'Service'].map((name) => ({ type: 'BusinessProcess', name: `Opportunity.${name}` }));
  const types = ['New_Business', 'Renewal'].map((name) => ({ type: 'RecordType', name: `Opportunity.${name}` }));
  const { org } = await foreignOrg(twoTypes());
  const before = await wholeOrg(org, [...members, ...types]);
  const project = projectWith({ 'scope.recordTypes': ['New_Business', 'TAS_Deals'] });
  const plan = await planFor(org, project);
  expect(
    Object.keys(plan.deploy)
      .filter((path) => /recordTypes|businessProcesses/.test(path))
      .toSorted(),
  ).toEqual([
    'objects/Opportunity/businessProcesses/Sales.businessProcess-meta.xml',
    'objects/Opportunity/businessProcesses/TAS TAS Deals.businessProcess-meta.xml',
    'objects/Opportunity/recordTypes/New_Business.recordType-meta.xml',
    'objects/Opportunity/recordTypes/TAS_Deals.recordType-meta.xml',
  ]);
  const run = await applied(org, plan);
  expect((await planFor(org, project)).changes).toEqual([]);
  const { files } = await wholeOrg(org, [...members, ...types]);
  const sales = files.get('objects/Opportunity/businessProcesses/Sales.businessProcess-meta.xml') ?? '';
  expect(sales).toContain('Prospecting');
  expect(sales).toContain(model.stages[0]?.name);
  const result = await rolledBack(org, run);
  expect(result.otherwise).toEqual([]);
  expect((await wholeOrg(org, [...members, ...types])).files).toEqual(before.files);
});

test('deals in stages that would be switched off stop the way back, and are counted', async () => {
  const { practice, org } = await foreignOrg([ordinary]);
  const run = await applied(org, await planFor(org, referenceProject));
  const stage = model.stages[1]?.name ?? '';
  practice.load('Opportunity', [{ Name: 'In the new one', StageName: stage, CloseDate: '2030-01-31' }]);
  const error = await refusal(rolledBack(org, run));
  expect(error.name).toBe('StagesInUse');
  expect(error.message).toContain(`1 in ${stage}`);
});

test('a rule that the model enforces from its first day is a problem, since rules arrive switched off', async () => {
  const { org } = await foreignOrg([ordinary]);
  const project = projectWith({ 'enforcement.movement': 'enforce', 'enforcement.items': 'enforce' });
  const { message } = await refusal(planFor(org, project));
  expect(message).toContain('rules arrive switched off');
  // One sentence for all of them.
  expect(message.split('\n').filter((line) => line.includes('first day'))).toHaveLength(1);
});

test('what a newer model no longer has is named and stays; allowed, it is removed, and the way back brings it again', async () => {
  const project = projectWith((model) => {
    model.addIn(['stages', 0, 'required'], {
      code: 'VAL_FAX',
      fields: [
        {
          name: 'TAS_Fax__c',
          type: { kind: 'text', length: 40 },
          label: { en_US: 'Fax', zh_CN: '传真' },
        },
      ],
      label: { en_US: 'Fax', zh_CN: '传真' },
      help: { en_US: 'Their fax.', zh_CN: '对方的传真。' },
    });
  });
  const { org } = await foreignOrg([ordinary]);
  await applied(org, await planFor(org, project));
  const newer = projectWith({}, project);
  const kept = await planFor(org, newer);
  expect(kept.notes.join('\n')).toMatch(/1 components of another version .*Opportunity\.TAS_Fax__c/);
  expect(kept.asks.map(({ says }) => says)).toContain('stage 1 no longer asks for Fax');
  expect(kept.remove).toEqual([]);
  const plan = await planFor(org, newer, true);
  expect(plan.remove).toEqual([{ type: 'CustomField', name: 'Opportunity.TAS_Fax__c' }]);
  const second = await applied(org, plan);
  expect((await org.describe('Opportunity')).has('TAS_Fax__c')).toBe(false);
  expect((await rolledBack(org, second)).otherwise).toEqual([]);
  expect((await org.describe('Opportunity')).has('TAS_Fax__c')).toBe(true);
  expect((await planFor(org, project)).changes).toEqual([]);
});

test('an org in several currencies gets the package of such orgs', async () => {
  const { org } = await foreignOrg([ordinary], { currencies: practiceCurrencies('USD', 'CNY') });
  const plan = await planFor(org, referenceProject);
  expect(plan.deploy['objects/Opportunity/fields/TAS_Model_Amount__c.field-meta.xml']).toContain('CURRENCYRATE');
  await applied(org, plan);
});

test('an install that only added is taken back by removing alone', async () => {
  const { org } = await foreignOrg([ordinary]);
  await applied(org, await planFor(org, referenceProject));
  const project = projectWith();
  const field = xml(
    'CustomField',
    '<fullName>Later__c</fullName><description>TAS+ later.</description><label>Later</label><type>Text</type><length>80</length>',
  );
  const folder = join(project, 'force-app', 'main', 'default', 'objects', 'Opportunity', 'fields');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'Later__c.field-meta.xml'), field);
  const second = await applied(org, await planFor(org, project));
  const back = await planRollback(org, readRun(runs, second));
  expect([back.restore.size, back.remove]).toEqual([0, [{ type: 'CustomField', name: 'Opportunity.Later__c' }]]);
  expect((await rolledBack(org, second)).otherwise).toEqual([]);
});

test('an org without room for dashboards gets everything but them, and a later plan offers them', async () => {
  const { org } = await foreignOrg([ordinary]);
  const read = await readFor(org, referenceProject);
  const options = { allowRemove: false, now: () => new Date(), onProgress: () => undefined };
  const plan = await makePlan(org, withoutDashboards(read.project), read.facts, options);
  expect(Object.keys(plan.deploy).filter((path) => path.startsWith('dashboards/'))).toEqual([]);
  await applied(org, plan);
  const next = await planFor(org, referenceProject);
  const left = Object.keys(next.deploy);
  expect(left.length).toBeGreaterThan(2);
  expect(left.filter((path) => !path.startsWith('dashboards/'))).toEqual([]);
});
