import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startPracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { tas } from './tas.ts';

/** An empty folder of somebody who has nothing of ours. */
function nowhere(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tas-init-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

describe('tas init', () => {
  test.each(['tas-plus', 'no-tender', 'crm-sales'])('a project of %s is complete and compiled', async (variant) => {
    const cwd = nowhere();
    const made = await tas(['init', 'acme', '--variant', variant], { cwd });
    expect([made.code, made.code === 0 ? '' : made.stdout + made.stderr]).toEqual([0, '']);
    const project = join(cwd, 'acme');
    expect(readdirSync(project)).toEqual(
      expect.arrayContaining(['README.md', '.gitattributes', '.gitignore', 'package.json', 'sfdx-project.json']),
    );
    expect(readFileSync(join(project, '.gitignore'), 'utf8')).toContain('runs/');
    const checked = await tas(['compile', '--check'], { cwd: project });
    expect([checked.code, checked.stdout]).toEqual([0, expect.stringContaining('0 added, 0 changed, 0 removed')]);
  });

  test('a folder in use, a variant that is not there and a package that is none are refused, and nothing is written', async () => {
    const cwd = nowhere();
    mkdirSync(join(cwd, 'used'));
    writeFileSync(join(cwd, 'used', 'mine.txt'), 'mine');
    const used = await tas(['init', 'used'], { cwd });
    expect([used.code, used.stderr]).toEqual([3, expect.stringContaining('it holds mine.txt')]);
    expect(readdirSync(join(cwd, 'used'))).toEqual(['mine.txt']);
    const variant = await tas(['init', 'new', '--variant', 'none'], { cwd });
    expect([variant.code, variant.stderr]).toEqual([1, expect.stringContaining('There is no shipped model "none"')]);
    const tarball = await tas(['init', 'new', '--package', 'used/mine.txt'], { cwd });
    expect([tarball.code, tarball.stderr]).toEqual([1, expect.stringContaining('is no package')]);
    // The command line keeps a log of its own in the home of the user.
    expect(readdirSync(cwd).filter((name) => !name.startsWith('.'))).toEqual(['used']);
  });

  test('from an org: the model has its stages, Chinese ones too, and compiles; without a token in any file', async () => {
    const cwd = nowhere();
    const names = ['线索验证', '方案价值', '投标提交', '谈判签约'];
    const open = names.map((name, at) => ({
      name,
      label: name,
      isClosed: false,
      isWon: false,
      probability: 20 * (at + 1),
      forecastCategory: 'Pipeline' as const,
    }));
    const closed = ['赢单', '输单'].map((name, at) => ({
      name,
      label: name,
      isClosed: true,
      isWon: at === 0,
      probability: at === 0 ? 100 : 0,
      forecastCategory: at === 0 ? ('Closed' as const) : ('Omitted' as const),
    }));
    const started = await startPracticeOrg({ metadata: new Map(), stages: [...open, ...closed], activateRules: true });
    if (!started.ok) throw new Error(started.problems.join('\n'));
    const { org } = started;
    onTestFinished(() => org.stop());
    const env = { SF_ORG_INSTANCE_URL: org.instanceUrl };
    const ask = ['init', 'acme', '--from-org', org.accessToken, '--json'];
    // Beside these the org has Salesforce's own: more than a model holds.
    const all = await tas(ask, { cwd, env });
    expect([all.code, all.stdout]).toEqual([1, expect.stringContaining('The org has 12 open stages')]);
    const chosen = [...names, '赢单', '输单'].flatMap((name) => ['--stage', name]);
    const made = await tas([...ask, ...chosen], { cwd, env });
    expect([made.code, made.code === 0 ? '' : made.stdout + made.stderr]).toEqual([0, '']);
    const { result } = JSON.parse(made.stdout) as { result: { stages: string[]; files: string[]; review: string[] } };
    expect(result.stages).toEqual(names);
    expect(result.review.length).toBeGreaterThan(0);
    for (const file of result.files)
      expect(readFileSync(join(cwd, 'acme', file), 'utf8')).not.toContain(org.accessToken);
    const checked = await tas(['compile', '--check'], { cwd: join(cwd, 'acme') });
    expect([checked.code, checked.stdout]).toEqual([0, expect.stringContaining('0 added, 0 changed, 0 removed')]);
  });
});
