import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { project, practice, tas } from './tas.ts';

const deals = (count: number): string =>
  [
    'Name,StageName,Amount,CloseDate,TAS_Led_By__c',
    ...Array.from({ length: count }, (_, at) => `Deal ${at},Validate Opportunity,${(at + 1) * 1000},2027-01-31,Us`),
  ].join('\n');

interface Many {
  readonly result: {
    readonly orgs: readonly {
      readonly target: string;
      readonly exitCode: number;
      readonly error?: { readonly name: string };
    }[];
    readonly total: { readonly read: number; readonly written: number };
    readonly exitCode: number;
  };
}

describe('tas grade for a scheduler', () => {
  test('says one line, and its exit code tells what came of it', async () => {
    const cwd = project();
    writeFileSync(join(cwd, 'deals.csv'), deals(12));
    const org = await practice(['--data', 'deals.csv'], cwd);
    const quiet = async (...args: string[]) => await tas(['grade', '-o', 'practice', '--quiet', ...args], { cwd });
    const pending = await quiet();
    expect([pending.code, pending.stderr]).toEqual([2, '']);
    expect(pending.stdout).toMatch(/^practice: 12 deals read, .* 12 to write, .* \(dry run\)\. Exit code 2\.\n$/);
    const done = await quiet('--apply');
    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(done.stdout).toMatch(/^practice: 12 deals read, .* 12 written, .* Run [\w-]+\. Exit code 0\.\n$/);
    expect((await quiet('--apply', '--where', 'Amount >')).code).toBe(1);
    const model = readFileSync(join(cwd, 'config/tas-plus.yaml'), 'utf8');
    expect(model).toMatch(/from: 300_?000/);
    writeFileSync(join(cwd, 'other.yaml'), model.replace(/from: 300_?000/, 'from: 2'));
    const refused = await quiet('--apply', '--allow-lower', '--model', 'other.yaml');
    expect(refused.code).toBe(3);
    expect(refused.stdout).toBe('');
    await org.end('SIGTERM');
  });

  test('of several orgs each has its line, its row and its folder; one that fails does not stop the others', async () => {
    const [cwd, other] = [project(), project()];
    writeFileSync(join(cwd, 'deals.csv'), deals(12));
    writeFileSync(join(other, 'deals.csv'), deals(5));
    await practice(['--data', 'deals.csv'], cwd);
    const second = await practice(['--data', 'deals.csv'], other);
    const env = { SF_ORG_INSTANCE_URL: second.ready.instanceUrl };
    const grade = async (targets: string, ...args: string[]) =>
      await tas(['grade', '-o', targets, '--apply', ...args], { cwd, env });
    const all = await grade(`practice, nobody@example.com ,${second.ready.accessToken}`);
    expect(all.code).toBe(1);
    const name = second.ready.accessToken.split('!')[0] ?? '';
    const lines = all.stdout.split('\n');
    expect(lines[0]).toMatch(/^practice: 12 deals read, .* 12 written, /);
    expect(lines[1]).toMatch(/^nobody@example.com: \w+: .*nobody@example\.com.* Exit code 1\.$/);
    expect(lines[2]).toMatch(new RegExp(`^${name}: 5 deals read, .* 5 written, `));
    expect(all.stdout).toMatch(/total +17 +17 +17 +17 +0 +0 +1\n/);
    expect(all.stdout).toContain('nobody@example.com was not graded: ');
    expect(all.stdout + all.stderr).not.toContain(second.ready.accessToken);
    for (const folder of ['practice', name]) expect(existsSync(join(cwd, 'grades', folder, 'grades.csv'))).toBe(true);
    const again = await grade(`practice,${second.ready.accessToken}`, '--json');
    const { result } = JSON.parse(again.stdout) as Many;
    expect([again.code, result.exitCode, result.total]).toEqual([
      0,
      0,
      expect.objectContaining({ read: 17, written: 0 }),
    ]);
    expect(result.orgs.map(({ target, exitCode }) => [target, exitCode])).toEqual([
      ['practice', 0],
      [name, 0],
    ]);
    expect(again.stdout).not.toContain(second.ready.accessToken);
  });
});

test('old runs go when that is asked for; what may still be needed stays', async () => {
  const cwd = project();
  writeFileSync(join(cwd, 'deals.csv'), deals(3));
  await practice(['--data', 'deals.csv'], cwd);
  const run = async (...args: string[]) => await tas(args, { cwd });
  await run('grade', '-o', 'practice', '--apply');
  const [{ id } = { id: '' }] = (
    JSON.parse((await run('runs', '--json')).stdout) as { result: { runs: { id: string }[] } }
  ).result.runs;
  const young = await run('runs', 'prune', '--older-than', '1');
  expect([young.code, young.stdout]).toEqual([0, expect.stringMatching(/^0 runs from before /)]);
  expect(existsSync(join(cwd, 'runs', id, 'journal.log'))).toBe(true);
  const unknown = await run('runs', 'prune');
  expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringContaining('older-than')]);
});
