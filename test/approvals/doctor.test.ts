/** What doctor says of each process that follows an approval, in orgs that have it and that have not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { approvalActions } from '../../scripts/product/compile/index.ts';
import { approvalFindings } from '../../scripts/product/doctor/approval-checks.ts';
import { applyPlan, planRollback, rollBack } from '../../scripts/product/install/index.ts';
import { readRun } from '../../scripts/product/runs/index.ts';
import { closedStages, findings, foreignOrg, planFor, projectWith, stageSet, wholeOrg } from '../install/org.ts';
import { xml } from '../practice-org/deploy.ts';
import { referenceModel, referencePackage } from '../reference/index.ts';
import { approvalProcess, links, modelWithApprovals } from './section.ts';
import { metadataOf } from '../../scripts/proof/prove/metadata.ts';

const model = modelWithApprovals();

const flow = (name: string, status: string): [string, string] => [
  `flows/${name}.flow-meta.xml`,
  xml(
    'Flow',
    `<apiVersion>66.0</apiVersion><label>${name}</label><processType>AutoLaunchedFlow</processType><start></start><status>${status}</status>`,
  ),
];

/** Level and words of both links, in an org with that metadata beside the package. */
async function said(...more: readonly (readonly [string, string])[]): Promise<string[]> {
  const { stages } = referencePackage();
  const { org } = await foreignOrg([...metadataOf('.', model), ...more], { stages });
  const found = await findings(org, projectWith(links));
  return found.filter(({ id }) => id === 'approval').map(({ level, what }) => `${level} ${what}`);
}

test('an approval that is there, active and complete is followed, and so is a flow', async () => {
  expect(await said(approvalProcess('TAS_Initiation'), flow('TAS_Strategy', 'Active'))).toEqual([
    expect.stringMatching(/^ok .*follows approval process TAS_Initiation\.$/),
    expect.stringMatching(/^ok .*follows flow TAS_Strategy, which writes through our rules/),
  ]);
});

test('one that is not there, is not active or stands on the deal is told: four eyes as today', async () => {
  expect(await said()).toEqual([
    expect.stringMatching(/^warning .*there is no approval process TAS_Initiation/),
    expect.stringMatching(/^warning .*there is no flow TAS_Strategy/),
  ]);
  expect(await said(approvalProcess('TAS_Initiation', { active: false }), flow('TAS_Strategy', 'Draft'))).toEqual([
    expect.stringMatching(/^warning .*TAS_Initiation is not active/),
    expect.stringMatching(/^warning .*TAS_Strategy is not active/),
  ]);
  const [onDeal] = await said(approvalProcess('TAS_Initiation', { object: 'Opportunity' }));
  expect(onDeal).toMatch(/^warning .*on another object \(Opportunity\): four eyes as today/);
});

test('actions that are missing are named', async () => {
  const approved = approvalActions.approved.filter((one) => one !== 'TAS_Approval_By');
  const [first] = await said(
    approvalProcess('TAS_Initiation', { actions: { ...approvalActions, approved, recalled: [] } }),
  );
  expect(first).toMatch(/^warning .*lacks the actions TAS_Approval_By, TAS_Approval_Open/);
});

test('what an org does not say is a note, and a model without links asks nothing', () => {
  const blind = { files: new Map(), processes: undefined, approvalFlows: undefined, itemId: undefined };
  expect(approvalFindings(blind, { model }).map(({ level }) => level)).toEqual(['note', 'note']);
  expect(approvalFindings(blind, { model: referenceModel })).toEqual([]);
});

test('the field updates come with the package and go with it', async () => {
  const project = projectWith(links);
  const { org } = await foreignOrg([stageSet([{ name: 'Prospecting' }, ...closedStages])]);
  const members = [{ type: 'Workflow', name: 'TAS_Gate_Item__c' }];
  const before = await wholeOrg(org, members);
  const runs = mkdtempSync(join(tmpdir(), 'tas-runs-'));
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
  const options = { runs, now: () => new Date(), onProgress: () => undefined };
  const done = await applyPlan(org, await planFor(org, project), options);
  if (done.state !== 'done') throw new Error('nothing was applied');
  const { files } = await wholeOrg(org, members);
  expect([...files.values()].join()).toContain('TAS_Approval_Done');
  await rollBack(org, await planRollback(org, readRun(runs, done.run)), options);
  expect(await wholeOrg(org, members)).toEqual(before);
});
