import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { applyPlan, planRollback, rollBack } from '../../scripts/product/install/index.ts';
import { readRun } from '../../scripts/product/runs/index.ts';
import { xml } from '../practice-org/deploy.ts';
import { referenceModel as model, referenceProject } from '../reference/index.ts';
import { closedStages, foreignOrg, planFor, stageSet, wholeOrg } from './org.ts';

const ordinary = stageSet([{ name: 'Prospecting' }, ...closedStages]);
const setting = (on: boolean): [string, string] => [
  'settings/PathAssistant.settings-meta.xml',
  xml('PathAssistantSettings', `<pathAssistantEnabled>${on}</pathAssistantEnabled>`),
];
const theirs = (entity: string): [string, string] => [
  'pathAssistants/Theirs.pathAssistant-meta.xml',
  xml(
    'PathAssistant',
    `<active>true</active><entityName>${entity}</entityName><fieldName>StageName</fieldName><masterLabel>Theirs</masterLabel><recordTypeName>__MASTER__</recordTypeName>`,
  ),
];
const file = 'pathAssistants/TAS_Stages.pathAssistant-meta.xml';

test('an org with Path on and none of its own gets start and end of each stage, and gives them back', async () => {
  const { org } = await foreignOrg([ordinary, setting(true), theirs('Lead')]);
  const members = [{ type: 'PathAssistant', name: 'Theirs' }];
  const before = await wholeOrg(org, members);
  const plan = await planFor(org, referenceProject);
  expect(plan.changes).toContainEqual({ kind: 'add', type: 'PathAssistant', name: 'TAS_Stages', sentences: [] });
  const text = plan.deploy[file] ?? '';
  const steps = [...text.matchAll(/<info>(.*)<\/info>\s*<picklistValueName>(.*)<\/picklistValueName>/g)];
  const plain = (said = ''): string =>
    said
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&')
      .replace(/<[^>]+>/g, '');
  expect(steps.map(([, info, stage]) => [plain(stage), plain(info)])).toEqual(
    model.stages.map(({ name, start, end }) => [name, `Starts: ${start.en_US ?? ''}Ends: ${end.en_US ?? ''}`]),
  );
  const runs = mkdtempSync(join(tmpdir(), 'tas-runs-'));
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
  const options = { runs, now: () => new Date(), onProgress: () => undefined };
  const done = await applyPlan(org, plan, options);
  if (done.state !== 'done') throw new Error('nothing was applied');
  expect((await planFor(org, referenceProject)).changes).toEqual([]);
  const back = await rollBack(org, await planRollback(org, readRun(runs, done.run)), options);
  expect(back.otherwise).toEqual([]);
  expect(await wholeOrg(org, members)).toEqual(before);
});

test("an org's own path stays as it is, and where Path is off none is installed", async () => {
  const { org } = await foreignOrg([ordinary, setting(true), theirs('Opportunity')]);
  const plan = await planFor(org, referenceProject);
  expect(Object.keys(plan.deploy)).not.toContain(file);
  expect(plan.notes.filter((note) => note.includes('path of its own'))).toHaveLength(1);
  for (const metadata of [[ordinary, setting(false)], [ordinary]]) {
    const off = await planFor((await foreignOrg(metadata)).org, referenceProject);
    expect(Object.keys(off.deploy)).not.toContain(file);
    expect(off.notes.filter((note) => note.includes('path'))).toEqual([]);
  }
});
