/** An org that the package came into by plan and apply is the org that was loaded with its files. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StartedPractice } from '../../scripts/practice-org/start/index.ts';
import { readState } from '../../scripts/product/install/state.ts';
import { connectionOf } from '../install/org.ts';
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

const types = [
  'CustomField',
  'CustomLabel',
  'CustomObject',
  'CustomObjectTranslation',
  'CustomPermission',
  'LightningComponentBundle',
  'PermissionSet',
  'Translations',
  'ValidationRule',
];

test('npm start installs what practice start loads, with the same rules, rights and deals', async () => {
  const runs = mkdtempSync(join(tmpdir(), 'tas-runs-'));
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
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
