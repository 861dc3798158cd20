import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { practice, project, tas } from './tas.ts';

test('tas audit writes page, CSV and JSON of a pipeline in its own stages, and refuses a wrong mapping before it reads', async () => {
  const cwd = project();
  writeFileSync(
    join(cwd, 'deals.csv'),
    'Name,StageName,CloseDate,Amount\n<b>Deal</b>,Validate Opportunity,2027-01-31,1200000\n=1+1,Initiate Pursuit,2027-01-31,',
  );
  await practice(['--data', 'deals.csv'], cwd);
  const ended = await tas(['audit', '--target-org', 'practice', '--json', '--language', 'zh_CN'], { cwd });
  expect([ended.code, ended.stderr]).toEqual([0, expect.stringMatching(/^Auditing deals: 2 of 2 in /)]);
  const { result } = JSON.parse(ended.stdout) as {
    result: { total: { deals: number; amount: string }; unconverted: number; files: string[] };
  };
  expect(result).toMatchObject({ total: { deals: 2, amount: '1200000.00' }, unconverted: 1, currency: 'CNY' });
  expect(result.files).toEqual(['audit.csv', 'audit.json', 'audit.html'].map((name) => join(cwd, 'audit', name)));
  expect(readFileSync(join(cwd, 'audit/audit.html'), 'utf8')).toContain('&lt;b&gt;Deal&lt;/b&gt;');
  expect(readFileSync(join(cwd, 'audit/audit.csv'), 'utf8')).toContain(`,'=1+1,`);

  writeFileSync(join(cwd, 'map.yaml'), "recordTypes:\n  '*':\n    Validate Opportunity: Nowhere\n");
  const wrong = await tas(['audit', '--target-org', 'practice', '--mapping', 'map.yaml', '--out', 'other'], { cwd });
  expect([wrong.code, existsSync(join(cwd, 'other/audit.csv'))]).toEqual([1, false]);
  expect(wrong.stderr).toMatch(/map\.yaml:3:27 .*no stage `Nowhere`/);
});
