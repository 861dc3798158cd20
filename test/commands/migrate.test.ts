import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { MigrateResult } from '../../scripts/product/cli/commands/tas/migrate/index.ts';
import { practice, project, tas } from './tas.ts';

const deals = [
  'Name,StageName,Amount,CloseDate,Probability,RecordType.DeveloperName',
  '=Deal one,Prospecting,1000,2027-01-31,33,',
  'Deal two,Proposal/Price Quote,2500.5,2027-01-31,75,Framework',
  'Deal three,Needs Analysis,,2027-01-31,20,',
  'Deal four,Id. Decision Makers,4000,2027-01-31,60,',
  'Deal five,Closed Won,5000,2027-01-31,100,',
].join('\n');

test('tas migrate proposes a mapping, previews it, moves the deals, has nothing to do the second time, and is taken back', async () => {
  const cwd = project();
  writeFileSync(join(cwd, 'deals.csv'), deals);
  const { ready } = await practice(['--data', 'deals.csv'], cwd);
  const env = { SF_ORG_INSTANCE_URL: ready.instanceUrl };
  const run = async (...args: string[]) => await tas([...args, '--target-org', ready.tokens.ops], { cwd, env });
  const asAdmin = async (...args: string[]) => await tas([...args, '--target-org', 'practice'], { cwd });

  const proposed = await asAdmin('migrate', 'propose', '--out', 'mapping.yaml');
  expect([proposed.code, proposed.stderr]).toEqual([0, '']);
  expect(proposed.stdout).toContain('Wrote mapping.yaml: 4 mapped, 0 unmapped.');
  const again = await asAdmin('migrate', 'propose', '--out', 'mapping.yaml');
  expect([again.code, again.stderr]).toEqual([3, expect.stringContaining('mapping.yaml is there already')]);

  // The line of one stage is taken out, as somebody who reads the proposal might.
  const path = join(cwd, 'mapping.yaml');
  writeFileSync(path, readFileSync(path, 'utf8').replace(/.*Id\. Decision Makers.*\n/, ''));
  const preview = await run('migrate', '--mapping', 'mapping.yaml');
  expect(preview.code, preview.stderr).toBe(2);
  expect(preview.stdout).toContain('Do it: run the same command with --apply.');
  expect(preview.stdout).toMatch(/mapping\.yaml:\d+:3 1 deal stands in `Id\. Decision Makers`, and no line maps it\./);
  expect(preview.stdout).toMatch(
    /4 deals read, 2 to move, 1 to mark in their stage, 0 in place, 1 unmapped, .* \(preview\)\./,
  );
  const csv = readFileSync(join(cwd, 'migration/migration.csv'), 'utf8').split('\n');
  expect(csv).toHaveLength(6);
  expect(csv.find((line) => line.includes('Deal one'))).toContain("'=Deal one");

  const refused = await asAdmin('migrate', '--mapping', 'mapping.yaml', '--apply');
  expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('does not hold TAS_Bypass')]);

  const applied = await run('migrate', '--mapping', 'mapping.yaml', '--apply');
  expect(applied.code, applied.stderr).toBe(0);
  const [id = ''] = readdirSync(join(cwd, 'runs'));
  expect(applied.stdout).toContain(`Take it back: npx tas undo ${id} --target-org ORG`);
  expect(applied.stdout).not.toContain(ready.tokens.ops);
  expect(applied.stdout).toMatch(/rows read back, 0 otherwise than written\./);

  const second = await run('migrate', '--mapping', 'mapping.yaml', '--apply', '--json');
  const { result } = JSON.parse(second.stdout) as { readonly result: MigrateResult };
  expect(second.code).toBe(0);
  expect(result).toMatchObject({ run: null, counts: { read: 4, moved: 0, marked: 0, inPlace: 3, unmapped: 1 } });

  const undone = await run('undo', id, '--apply');
  expect(undone.code, undone.stderr).toBe(0);
  const third = await run('migrate', '--mapping', 'mapping.yaml');
  expect(third.stdout).toContain('2 to move, 1 to mark in their stage');
  // Eleven commands, each a process of its own.
}, 180_000);

test('tas migrate tells everything wrong with a mapping at once, and reads no deal', async () => {
  const cwd = project();
  await practice([], cwd);
  writeFileSync(
    join(cwd, 'm.yaml'),
    `recordTypes:\n  Nobody:\n    Nowhere: Validate Opportunity\n    Prospecting: Elsewhere\n`,
  );
  const { code, stderr } = await tas(['migrate', '--mapping', 'm.yaml', '--target-org', 'practice'], { cwd });
  expect(code).toBe(1);
  for (const place of ['m.yaml:2:3 ', 'm.yaml:3:5 ', 'm.yaml:4:18 ', '3 problems. No deal was read.'])
    expect(stderr).toContain(place);
});
