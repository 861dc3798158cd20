/** A production org has to be named before a command writes to it, and every command says where it writes. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startPracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { referenceModel, referencePackage } from '../reference/index.ts';
import { project, tas, type Ended } from './tas.ts';

test('grading and taking it back ask for the name of a production org, and write nothing without it', async () => {
  const cwd = project();
  const { metadata, stages } = referencePackage();
  const started = await startPracticeOrg({
    metadata,
    stages,
    activateRules: true,
    organization: { name: 'Nordwind', edition: 'Enterprise Edition' },
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  const { org } = started;
  onTestFinished(() => org.stop());
  const deals = Array.from({ length: 3 }, (_, at) => ({
    Name: `Deal ${at}`,
    StageName: referenceModel.stages[0]?.name,
    CloseDate: '2030-01-31',
    Amount: 1_000_000,
    TAS_Led_By__c: 'Us',
  }));
  expect(org.load('Opportunity', deals).filter(({ ok }) => !ok)).toEqual([]);
  const { instanceUrl, username, orgId, tokens } = org;
  mkdirSync(join(cwd, '.practice'));
  const announced = { instanceUrl, accessToken: tokens.ops, username, orgId, pid: process.pid };
  writeFileSync(join(cwd, '.practice/org.json'), JSON.stringify(announced), { mode: 0o600 });
  const run = async (...args: string[]): Promise<Ended> => await tas([...args, '--target-org', 'practice'], { cwd });
  const graded = async (): Promise<number> => {
    const query = encodeURIComponent("SELECT COUNT() FROM Opportunity WHERE TAS_Grade__c = 'B'");
    const answer = await fetch(`${instanceUrl}/services/data/v66.0/query?q=${query}`, {
      headers: { Authorization: `Bearer ${tokens.ops}` },
    });
    return ((await answer.json()) as { totalSize: number }).totalSize;
  };

  // Looking asks for nothing.
  expect((await run('grade')).code).toBe(2);
  for (const flags of [[], ['--confirm-org', 'Southwind'], ['--json']]) {
    const refused = await run('grade', '--apply', ...flags);
    expect(refused.code).toBe(3);
    expect(refused.stdout + refused.stderr).toContain('Nothing was written');
    expect(refused.stdout + refused.stderr).toContain('--confirm-org');
    expect(refused.stderr).toContain(
      `To be written to Nordwind (Enterprise Edition, production), ${instanceUrl}, as ${username}: grades of 3 deals`,
    );
  }
  expect([await graded(), existsSync(join(cwd, 'runs'))]).toEqual([0, false]);

  const applied = await run('grade', '--apply', '--confirm-org', 'Nordwind', '--json');
  expect(applied.code).toBe(0);
  expect(await graded()).toBe(3);
  const { result } = JSON.parse(applied.stdout) as { result: { run: string } };

  const kept = await run('undo', result.run, '--apply');
  expect([kept.code, await graded()]).toEqual([3, 3]);
  const undone = await run('undo', result.run, '--apply', '--confirm-org', 'Nordwind');
  expect([undone.code, await graded()]).toEqual([0, 0]);
});
