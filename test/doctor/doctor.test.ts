/** What doctor finds in orgs that are clean, and in orgs that are not. */
import { describe, expect, test } from 'vitest';
import type { PracticeOrgOptions } from '../../scripts/practice-org/server/index.ts';
import { exitCodeOf, type Finding } from '../../scripts/product/doctor/index.ts';
import { soql, type OrgConnection } from '../../scripts/product/org/index.ts';
import { closedStages, findings, foreignOrg, stageSet, type ForeignOrg } from '../install/org.ts';
import { xml } from '../practice-org/deploy.ts';
import { referenceModel, referencePackage } from '../reference/index.ts';

const settings: readonly [string, string][] = [
  [
    'settings/LeadConfig.settings-meta.xml',
    xml('LeadConfigSettings', '<shouldLeadConvertRequireValidation>true</shouldLeadConvertRequireValidation>'),
  ],
  [
    'settings/PathAssistant.settings-meta.xml',
    xml('PathAssistantSettings', '<pathAssistantEnabled>true</pathAssistantEnabled>'),
  ],
];

/** An org with the package in it and whatever else. */
async function installed(
  more: Iterable<readonly [string, string]> = [],
  options: Partial<PracticeOrgOptions> = {},
  corporateCurrency?: string,
): Promise<ForeignOrg> {
  const { metadata, stages, currencies } = referencePackage(corporateCurrency);
  return await foreignOrg([...metadata, ...settings, ...more], { stages, currencies, ...options });
}

const of = (found: readonly Finding[], id: string): Finding[] => found.filter((one) => one.id === id);

const rule = (name: string, formula: string, active = true): [string, string] => [
  `objects/Opportunity/validationRules/${name}.validationRule-meta.xml`,
  xml(
    'ValidationRule',
    `<fullName>${name}</fullName><active>${active}</active><errorConditionFormula>${formula}</errorConditionFormula><errorMessage>No.</errorMessage>`,
  ),
];

const flow = (name: string, inner: string, status = 'Active'): [string, string] => [
  `flows/${name}.flow-meta.xml`,
  xml(
    'Flow',
    `<apiVersion>66.0</apiVersion><label>${name}</label><processType>AutoLaunchedFlow</processType>${inner}<start><object>Opportunity</object><recordTriggerType>Update</recordTriggerType><triggerType>RecordBeforeSave</triggerType></start><status>${status}</status>`,
  ),
];

const assign = (field: string): string =>
  `<assignments><name>Set</name><assignmentItems><assignToReference>$Record.${field}</assignToReference><operator>Assign</operator><value><stringValue>x</stringValue></value></assignmentItems></assignments>`;

describe('an org in order', () => {
  test('has no blocker and no warning, and every finding that is not ok says why and what to do', async () => {
    const { org } = await installed();
    const found = await findings(org);
    expect(found.filter(({ level }) => level === 'blocker' || level === 'warning')).toEqual([]);
    expect(exitCodeOf(found)).toBe(0);
    const silent = found.filter(({ level, why, mend }) => level !== 'ok' && (why === '' || mend === ''));
    expect(silent).toEqual([]);
    expect(found.length).toBeGreaterThan(15);
  });

  test('without the package yet, is told what the package needs, and that the rest comes afterwards', async () => {
    const { org } = await foreignOrg([stageSet([{ name: 'Prospecting' }, ...closedStages])]);
    const found = await findings(org);
    expect(of(found, 'package')).toMatchObject([{ level: 'note' }]);
    expect(of(found, 'stages-missing')).toMatchObject([{ level: 'note' }]);
    expect(of(found, 'room-rollups')[0]?.what).toMatch(/^[1-9]\d* more roll-up summary fields are needed/);
    expect(found.filter(({ level }) => level === 'blocker')).toEqual([]);
  });

  test('is asked at most thirty times beside the waiting for its metadata, and nothing is written', async () => {
    const { org } = await installed();
    let asked = 0;
    const counting = <A extends unknown[], R>(call: (...args: A) => R) => {
      return (...args: A): R => {
        asked++;
        return call(...args);
      };
    };
    await findings({
      ...org,
      describe: counting((object) => org.describe(object)),
      count: counting((query) => org.count(query)),
      read: counting((api, query, columns, onRows) => org.read(api, query, columns, onRows)),
      tooling: counting((query, columns, onRows) => org.tooling(query, columns, onRows)),
      metadata: {
        list: counting((types) => org.metadata.list(types)),
        retrieve: counting((members, folder) => org.metadata.retrieve(members, folder)),
        deploy: () => Promise.reject(new Error('deployed')),
      },
      write: () => Promise.reject(new Error('written')),
    });
    expect(asked).toBeGreaterThan(10);
    expect(asked).toBeLessThanOrEqual(30);
  });
});

describe('what blocks an install', () => {
  test('a roll-up limit that is used up is named with its numbers', async () => {
    const { org } = await foreignOrg([stageSet(closedStages)], {
      organization: { edition: 'Enterprise Edition', limits: { RollupSummary: { max: 25, taken: 25 } } },
    });
    const found = await findings(org);
    expect(of(found, 'room-rollups')).toMatchObject([
      { level: 'blocker', what: expect.stringMatching(/there is room for 0 of 25/) as string },
    ]);
    expect(exitCodeOf(found)).toBe(3);
  });

  test('the same limit does not block an org whose roll-ups are the package already', async () => {
    const { org } = await installed([], { organization: { limits: { RollupSummary: { max: 15 } } } });
    expect(of(await findings(org), 'room-rollups')).toMatchObject([{ level: 'ok' }]);
  });

  test('a stage that is won in the org and open in the model, and one that differs in capitals', async () => {
    const [first, second] = referenceModel.stages;
    const { org } = await foreignOrg([
      stageSet([
        { name: first?.name ?? '', probability: 100, closed: true, won: true },
        { name: second?.name.toUpperCase() ?? '' },
        ...closedStages,
      ]),
    ]);
    const found = await findings(org);
    expect(of(found, 'stage-kind')).toMatchObject([{ level: 'blocker' }]);
    expect(of(found, 'stage-twin')).toMatchObject([{ level: 'blocker' }]);
  });

  test('the currency of the grade lines where it is not active', async () => {
    const { currencies } = referencePackage('USD');
    const off = currencies.map((one) => (one.isoCode === 'CNY' ? { ...one, isActive: false } : one));
    const fine = await installed([], {}, 'USD');
    expect(of(await findings(fine.org), 'currency')).toMatchObject([{ level: 'ok' }]);
    const { org } = await installed([], { currencies: off }, 'USD');
    expect(of(await findings(org), 'currency')).toMatchObject([{ level: 'blocker' }]);
  });
});

describe('what collides', () => {
  test('a rule that reads the stage is named with the moves it may refuse, an inactive one is not', async () => {
    const { org } = await installed([
      rule('No_Late_Deals', 'AND(ISPICKVAL(StageName, "Closed Won"), ISBLANK(NextStep))'),
      rule('Sleeping', 'ISPICKVAL(StageName, "Closed Won")', false),
      rule('Short_Step', 'LEN(NextStep) &gt; 200'),
    ]);
    const found = await findings(org);
    expect(of(found, 'foreign-rule')).toMatchObject([
      {
        level: 'warning',
        what: 'Rule No_Late_Deals is active and reads StageName.',
        why: 'It may refuse moves into or out of Closed Won. It asks for no change, so it also refuses the tick of an item while it holds.',
      },
    ]);
    expect(of(found, 'other-rules')).toMatchObject([
      { level: 'note', what: expect.stringContaining('Short_Step') as string },
    ]);
    expect(exitCodeOf(found)).toBe(2);
  });

  test('a flow that writes the stage warns, one that writes another field or is a draft does not', async () => {
    const { org } = await installed([
      flow('Mover', assign('StageName')),
      flow('Stepper', assign('NextStep')),
      flow('Draft_Mover', assign('StageName'), 'Draft'),
    ]);
    const found = await findings(org);
    expect(of(found, 'foreign-flow')).toMatchObject([
      { level: 'warning', what: 'Flow Mover writes StageName of the deal.' },
    ]);
  });

  test('a workflow that writes the stage goes past every rule', async () => {
    const { org } = await installed([
      [
        'workflows/Opportunity.workflow-meta.xml',
        xml(
          'Workflow',
          '<fieldUpdates><fullName>Win</fullName><field>StageName</field><name>Win</name></fieldUpdates><fieldUpdates><fullName>Step</fullName><field>NextStep</field><name>Step</name></fieldUpdates>',
        ),
      ],
    ]);
    expect(of(await findings(org), 'workflow-update')).toMatchObject([
      { level: 'warning', what: 'Field update Win of a workflow or approval writes StageName.' },
    ]);
  });

  test('a record type whose process lacks the stages', async () => {
    const { org } = await foreignOrg([
      stageSet([{ name: 'Prospecting' }, ...closedStages]),
      [
        'objects/Opportunity/businessProcesses/Partner Sales.businessProcess-meta.xml',
        xml(
          'BusinessProcess',
          '<fullName>Partner Sales</fullName><isActive>true</isActive><values><fullName>Prospecting</fullName><default>true</default></values>',
        ),
      ],
      [
        'objects/Opportunity/recordTypes/Partner.recordType-meta.xml',
        xml(
          'RecordType',
          '<fullName>Partner</fullName><active>true</active><businessProcess>Partner Sales</businessProcess><label>Partner</label>',
        ),
      ],
    ]);
    expect(of(await findings(org), 'process-stages')).toMatchObject([
      { level: 'warning', mend: expect.stringContaining('scope.recordTypes') as string },
    ]);
  });
});

describe('rights', () => {
  test('who holds the bypass is said with the set that gives it, and that nobody does', async () => {
    const { org } = await installed();
    expect(of(await findings(org), 'bypass')[0]?.what).toMatch(/^The bypass is held by /);
    await unassign(org, 'TAS_Bypass');
    const [left] = of(await findings(org), 'bypass');
    expect(left?.what).toBe('The bypass is held by Olga Ops (TAS_Ops).');
    await unassign(org, 'TAS_Ops');
    expect(of(await findings(org), 'bypass')).toMatchObject([{ level: 'note', what: 'Nobody holds the bypass.' }]);
  });

  test('a permission set that nobody has', async () => {
    const { org } = await installed();
    await unassign(org, 'TAS_Rep');
    expect(of(await findings(org), 'set-unassigned')).toMatchObject([
      { level: 'warning', what: 'Nobody has TAS_Rep.' },
    ]);
  });

  test('a permission set that lost the right to edit a field of a gate', async () => {
    const path = 'permissionsets/TAS_Rep.permissionset-meta.xml';
    const text = referencePackage().metadata.get(path) ?? '';
    const right = /<editable>true<\/editable>(\s*<field>Opportunity\.TAS_Project_Brief__c<\/field>)/;
    expect(text).toMatch(right);
    const { org } = await installed([[path, text.replace(right, '<editable>false</editable>$1')]]);
    expect(of(await findings(org), 'dead-end')).toMatchObject([
      { level: 'warning', what: 'TAS_Rep cannot edit Opportunity.TAS_Project_Brief__c, which gates ask for.' },
    ]);
  });
});

/** Takes a permission set from everybody. */
async function unassign(org: OrgConnection, set: string): Promise<void> {
  const ids: string[] = [];
  const query = soql`SELECT Id FROM PermissionSetAssignment WHERE PermissionSet.Name = ${set}`;
  await org.read('collections', query, ['Id'], (rows) => void ids.push(...rows.map(([id = '']) => id)));
  expect(ids).not.toEqual([]);
  const outcomes = await org.write('collections', {
    object: 'PermissionSetAssignment',
    operation: 'delete',
    key: 'Id',
    columns: [],
    updates: ids.map((id) => ({ id, parentId: id, values: {} })),
  });
  expect(outcomes.flatMap(({ errors }) => errors)).toEqual([]);
}
