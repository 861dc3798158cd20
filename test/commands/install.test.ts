import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { practice, project, tas, type Ended } from './tas.ts';

interface Json<T> {
  readonly result: T;
  readonly name?: string;
  readonly exitCode?: number;
}

const jsonOf = <T>({ stdout }: Ended): Json<T> => JSON.parse(stdout) as Json<T>;

test('an admin plans, is refused what is not the plan, applies, switches a gate on, and takes it all back', async () => {
  const cwd = project();
  await practice(['--bare'], cwd);
  const org = ['--target-org', 'practice'];
  const planned = await tas(['plan', ...org, '--out', 'tas.plan.json'], { cwd });
  expect(planned.stdout).toMatch(/Plan: \d+ to add, \d+ to change, 0 to remove\. No deal is touched\. Rules arrive/);
  expect(planned.code).toBe(2);
  expect(planned.stderr).not.toContain('Warning');
  const tooEarly = await tas(['gates', 'enforce', '--stage', '1', ...org], { cwd });
  expect(tooEarly.stdout).toContain('not installed');
  expect(tooEarly.code).toBe(3);
  expect(tooEarly.stderr).toContain('rules arrive switched off');

  const unasked = await tas(['apply', ...org], { cwd });
  expect(unasked.stderr).toContain('nobody said yes');
  expect(unasked.code).toBe(3);
  const strange = await tas(['apply', 'tas.plan.json', ...org, '--confirm-org', 'Other'], { cwd });
  expect(strange.stderr).toContain('and the org is "Practice Org"');
  expect(strange.code).toBe(3);
  const saved = readFileSync(join(cwd, 'tas.plan.json'), 'utf8');
  writeFileSync(join(cwd, 'edited.json'), saved.replace('Pipeline', 'Omitted'));
  const edited = await tas(['apply', 'edited.json', ...org], { cwd });
  expect(edited.stderr).toContain('it was changed after tas plan wrote it');
  expect(edited.code).toBe(3);
  const missing = await tas(['apply', 'nowhere.json', ...org], { cwd });
  expect(missing.stderr).toContain('it cannot be read');
  const noRun = await tas(['rollback', '2026-01-01T000000-apply-0000', ...org], { cwd });
  expect(noRun.stderr).toContain('There is no run');
  expect(existsSync(join(cwd, 'runs'))).toBe(false);

  const applied = await tas(['apply', 'tas.plan.json', ...org, '--json'], { cwd });
  const { run } = jsonOf<{ run: string }>(applied).result;
  expect(applied.code).toBe(0);
  const again = await tas(['plan', ...org], { cwd });
  expect(again.stdout).toContain('No changes.');
  expect(again.code).toBe(0);

  const model = readFileSync(join(cwd, 'config', 'tas-plus.yaml'), 'utf8');
  const tried = await tas(['gates', 'enforce', '--stage', '1', ...org], { cwd });
  expect(tried.stdout).toMatch(/rule Opportunity\.TAS_G01: is switched on/);
  expect(tried.code).toBe(2);
  expect(readFileSync(join(cwd, 'config', 'tas-plus.yaml'), 'utf8')).toBe(model);
  const enforced = await tas(['gates', 'enforce', '--stage', '1', ...org, '--apply', '--json'], { cwd });
  expect(enforced.code).toBe(0);
  const { run: second } = jsonOf<{ run: string }>(enforced).result;
  const gates = jsonOf<{ gates: { id: unknown; model: string; org: string; blockedDeals: number | null }[] }>(
    await tas(['gates', ...org, '--json'], { cwd }),
  ).result.gates;
  expect(gates.find(({ id }) => id === 1)).toMatchObject({ model: 'enforce', org: 'on', blockedDeals: 0 });
  expect(gates.find(({ id }) => id === 2)).toMatchObject({ model: 'observe', org: 'off' });

  const undo = await tas(['undo', run, ...org], { cwd });
  expect(undo.stderr).toContain(`npx tas rollback ${run}`);
  const looked = await tas(['rollback', run, ...org], { cwd });
  expect(looked.stdout).toContain(second);
  expect(looked.code).toBe(2);
  const back = await tas(['rollback', run, ...org, '--apply', '--json'], { cwd });
  expect(jsonOf<{ otherwise: string[]; laterRuns: string[] }>(back).result).toMatchObject({
    otherwise: [],
    laterRuns: [second],
  });
  expect(back.code).toBe(0);
  const left = await tas(['rollback', run, ...org], { cwd });
  expect(left.stdout).toContain('Nothing to take back.');
  expect(left.code).toBe(0);
  const listed = await tas(['runs'], { cwd });
  expect(listed.stdout).toMatch(/-rollback-.*done[^]*-apply-.*done/);
}, 400_000);
