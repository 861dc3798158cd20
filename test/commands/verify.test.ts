import { expect, test } from 'vitest';
import { practice, project, tas } from './tas.ts';

test('tas verify carries out the experiments that are named, counts, and says the same as JSON', async () => {
  const cwd = project();
  await practice(['--bare'], cwd);
  const args = ['verify', '--target-org', 'practice', '--only', 'spaces-trimmed,bad-token'];
  const shown = await tas(args, { cwd });
  expect(shown.stdout).toMatch(/✓ Are spaces alone stored as an empty text\?\n {6}three spaces were stored as empty\n/);
  expect(shown.stdout).toMatch(/\nAs assumed: 2, otherwise: 0, not seen: 0, failed: 0\. /);
  expect(shown.stderr).toContain('1 of 2: ');
  expect(shown.code).toBe(0);
  const json = await tas([...args, '--json'], { cwd });
  const { result } = JSON.parse(json.stdout) as { result: { verdicts: { id: string; outcome: string }[] } };
  expect(result.verdicts.map(({ id, outcome }) => [id, outcome])).toEqual([
    ['spaces-trimmed', 'assumed'],
    ['bad-token', 'assumed'],
  ]);
  const unknown = await tas(['verify', '--target-org', 'practice', '--only', 'nothing'], { cwd });
  expect(unknown.stderr).toMatch(/No experiment is called nothing\.[\s\S]*stage-left-out/);
  expect(unknown.code).toBe(1);
});
