/** An org that the package came into by plan and apply is the org that was loaded with its files. */
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import type { StartedPractice } from '../../scripts/practice-org/start/index.ts';
import { readState } from '../../scripts/product/install/state.ts';
import { soql } from '../../scripts/product/org/index.ts';
import { connectionOf } from '../install/org.ts';
import { existingData } from '../model/existing.ts';
import { setAt } from '../model/models.ts';
import { referenceProject } from '../reference/index.ts';
import { practiceIn } from './practice.ts';

async function started(installRuns?: string): Promise<StartedPractice> {
  const practice = await practiceIn(referenceProject, {
    sampleDeals: 20,
    ...(installRuns === undefined ? {} : { installRuns }),
  });
  onTestFinished(() => practice.stop());
  return practice;
}

/** The folder of a run's backups, removed with the test. */
function runsFolder(): string {
  const runs = mkdtempSync(join(tmpdir(), 'tas-runs-'));
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
  return runs;
}

const types = [
  'CustomApplication',
  'CustomField',
  'CustomLabel',
  'CustomObject',
  'CustomObjectTranslation',
  'CustomPermission',
  'Dashboard',
  'LightningComponentBundle',
  'PermissionSet',
  'Report',
  'ReportType',
  'Translations',
  'ValidationRule',
];

test('npm start installs what practice start loads, with the same rules, rights and deals', async () => {
  const runs = runsFolder();
  const [installed, loaded] = [await started(runs), await started()];
  const [ours, theirs] = [connectionOf(installed.org), connectionOf(loaded.org)];
  const names = async (of: typeof ours) => (await of.metadata.list(types)).map(({ type, name }) => `${type} ${name}`);
  expect((await names(ours)).toSorted()).toEqual((await names(theirs)).toSorted());
  const rules = (await ours.metadata.list(['ValidationRule'])).filter(({ name }) => name.includes('TAS_'));
  const files = [...(await readState(ours, rules))].filter(([path]) => path.includes('/validationRules/'));
  expect(files.length).toBe(rules.length);
  expect(rules.length).toBeGreaterThan(20);
  for (const [, text] of files) expect(text).toContain('<active>true</active>');
  const rights = ({ org }: StartedPractice) =>
    org.org.sessions.map(({ persona, permissions }) => [persona, [...permissions].toSorted()]);
  expect(rights(installed)).toEqual(rights(loaded));
  expect(installed.loaded).toEqual(loaded.loaded);
  expect(installed.warnings).toEqual(loaded.warnings);
  // Both applies can be taken back.
  expect(readdirSync(runs)).toHaveLength(2);
  ours.close();
  theirs.close();
});

test.each([
  ['switches none on but those that it enforces', true],
  ['has all of them on', false],
])('a model of the user’s own that asks for what the org has, to observe: %s', async (_what, observe) => {
  const root = mkdtempSync(join(tmpdir(), 'tas-own-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const data = structuredClone(existingData);
  setAt(data, 'enforcement.movement', 'observe');
  setAt(data, 'enforcement.items', 'enforce');
  for (const stage of data.stages) setAt(stage, 'enforcement', 'observe');
  writeFileSync(join(root, 'model.yaml'), stringify(data));
  const practice = await practiceIn(root, { modelFile: 'model.yaml', installRuns: runsFolder(), observe });
  onTestFinished(() => practice.stop());
  const rep = connectionOf({ ...practice.org, accessToken: practice.org.tokens.rep });
  const fields = await rep.describe('Opportunity');
  // What stands in for the org is there, and a rep may edit it.
  expect(fields.get('Legal_OK__c')).toMatchObject({ updateable: true });
  const rules = async (active: boolean): Promise<string[]> => {
    const names: string[] = [];
    await connectionOf(practice.org).tooling(
      soql`SELECT ValidationName FROM ValidationRule WHERE Active = ${active}`,
      ['ValidationName'],
      (rows) => void names.push(...rows.map(([name = '']) => name)),
    );
    return names;
  };
  const [on, off] = [await rules(true), await rules(false)];
  expect(on.filter((name) => name.startsWith('TAS_I')).length).toBeGreaterThan(5);
  if (observe) expect(on.filter((name) => !name.startsWith('TAS_I'))).toEqual([]);
  else expect(off).toEqual([]);
});

test('metadata that is older than its model is named, with what the org runs', async () => {
  const root = mkdtempSync(join(tmpdir(), 'tas-own-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  cpSync(referenceProject, root, { recursive: true });
  rmSync(join(root, 'force-app', 'main', 'generated', 'objects', 'Opportunity', 'listViews'), { recursive: true });
  for (const [options, runs] of [
    [{}, 'is in force-app'],
    [{ installRuns: runsFolder() }, 'the model says'],
  ] as const) {
    const practice = await practiceIn(root, options);
    onTestFinished(() => practice.stop());
    expect(practice.warnings[0]).toContain(`The org runs what ${runs}; run \`npx tas compile\`.`);
  }
});
