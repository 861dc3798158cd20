import { expect, test } from 'vitest';
import { practice, project, tas } from './tas.ts';

test('tas doctor examines an org without the package, counts, and says the same as JSON', async () => {
  const cwd = project();
  await practice(['--bare'], cwd);
  const shown = await tas(['doctor', '--target-org', 'practice'], { cwd });
  expect(shown.stdout).toMatch(
    /\nBlockers: 0, warnings: 0, notes: \d+, in order: \d+\. Nothing was written to the org\.\n$/,
  );
  expect(shown.code).toBe(0);
  const json = await tas(['doctor', '--target-org', 'practice', '--json'], { cwd });
  const { result } = JSON.parse(json.stdout) as { result: { sections: { findings: { id: string }[] }[] } };
  expect(result.sections.flatMap(({ findings }) => findings.map(({ id }) => id))).toContain('package');
});
