import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { practice, project, tas } from './tas.ts';

test('tas changes tells of new deals in text, JSON and CSV, leaves runs out, and refuses a day to come', async () => {
  const cwd = project();
  writeFileSync(
    join(cwd, 'deals.csv'),
    'Name,StageName,CloseDate,Amount\n=1+1,Validate Opportunity,2099-01-31,1200000\nDeal,Initiate Pursuit,2099-01-31,',
  );
  await practice(['--data', 'deals.csv'], cwd);
  const asked = ['changes', '--target-org', 'practice'];
  const shown = await tas([...asked, '--by', 'stage', '--list', '--csv', 'out/changes.csv'], { cwd });
  expect([shown.code, shown.stderr]).toEqual([
    0,
    expect.stringMatching(/^Reading deals and their history: 2 of 2 in /),
  ]);
  expect(shown.stdout).toMatch(/^new +2 +1,200,000$/m);
  expect(shown.stdout).toMatch(/Re-graded deals cannot be told/);
  expect(readFileSync(join(cwd, 'out/changes.csv'), 'utf8')).toContain(`,'=1+1,`);

  const graded = await tas(['grade', '--target-org', 'practice', '--apply'], { cwd });
  expect(graded.code).toBe(0);
  const json = await tas([...asked, '--json'], { cwd });
  const { result } = JSON.parse(json.stdout) as {
    result: { kinds: { kind: string; deals: number; amount: string }[] };
  };
  expect(result).toMatchObject({ deals: 2, list: null, files: [], seesGrades: false });
  expect(result.kinds[0]).toEqual({ kind: 'new', deals: 2, amount: '1200000.00' });

  const wrong = await tas([...asked, '--since', '2099-01-01'], { cwd });
  expect([wrong.code, wrong.stdout]).toEqual([1, '']);
  expect(wrong.stderr).toMatch(/--since: 2099-01-01 is still to come/);
});
