import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { project, practice, tas } from './tas.ts';

interface Summary {
  readonly result: {
    readonly counts: Readonly<Record<'read' | 'withGrade' | 'withoutGrade' | 'changes' | 'written' | 'failed', number>>;
  };
}

describe('tas grade', () => {
  test('a pipeline with its own stages and money: dry run, apply, second run', async () => {
    const cwd = project();
    const rows = ['Ref,Name,StageName,Amount,CloseDate'];
    for (let index = 0; index < 120; index += 1)
      rows.push(
        `${index},Deal ${index},${['Engaging', 'Won', 'Lost'][index % 3] ?? ''},${index % 2 === 0 ? index * 300 + 1 : ''},${index < 90 ? '2027-01-31' : ''}`,
      );
    writeFileSync(join(cwd, 'deals.csv'), rows.join('\n'));
    const org = await practice(
      ['--model', 'config/variants/crm-sales.yaml', '--data', 'deals.csv', '--ignore-columns', 'Ref'],
      cwd,
    );
    const grade = async (...args: string[]) => {
      const ended = await tas(
        ['grade', '--target-org', 'practice', '--api', 'bulk', '--out', 'out', '--json', ...args],
        { cwd },
      );
      return { code: ended.code, counts: (JSON.parse(ended.stdout) as Summary).result.counts };
    };
    const open = { read: 30, withGrade: 15, withoutGrade: 15 };
    expect(await grade()).toEqual({
      code: 2,
      counts: expect.objectContaining({ ...open, changes: 15, written: 0 }) as unknown,
    });
    expect(await grade('--apply')).toEqual({
      code: 0,
      counts: expect.objectContaining({ ...open, written: 15, failed: 0 }) as unknown,
    });
    expect(await grade('--apply')).toEqual({
      code: 0,
      counts: expect.objectContaining({ ...open, changes: 0, written: 0 }) as unknown,
    });
    const [head, ...lines] = readFileSync(join(cwd, 'out/grades.csv'), 'utf8').trimEnd().split('\n');
    expect(head).toBe('\ufeffId,Name,StageName,Amount,LedBy,CurrentGrade,Grade,Result,Reason');
    expect(lines.filter((line) => /,,NoAmount,there is no amount$/.test(line)).length).toBe(15);
    const { stderr } = await org.end('SIGTERM');
    expect(stderr).toContain('90 loaded, 30 refused.');
  });

  test('no practice org, a dead one, an unknown org and an expired token are each told apart, without token or stack', async () => {
    const cwd = project();
    const none = await tas(['grade', '--target-org', 'practice'], { cwd });
    expect([none.code, none.stderr]).toEqual([1, expect.stringMatching(/No practice org is running/)]);

    const unknown = await tas(['grade', '--target-org', 'nobody@example.com'], { cwd });
    expect([unknown.code, unknown.stderr]).toEqual([1, expect.stringMatching(/nobody@example\.com/)]);

    const org = await practice([], cwd);
    const expired = `${org.ready.accessToken.split('!')[0] ?? ''}!expiredexpiredexpired`;
    const told = await tas(['grade', '--target-org', expired], {
      cwd,
      env: { SF_ORG_INSTANCE_URL: org.ready.instanceUrl },
    });
    expect([told.code, told.stderr]).toEqual([1, expect.stringMatching(/session|token/i)]);

    await org.end('SIGKILL');
    const killed = await tas(['grade', '--target-org', 'practice', '--json'], { cwd });
    expect([killed.code, killed.stdout]).toEqual([1, expect.stringMatching(/PracticeOrgNotRunning/)]);

    mkdirSync(join(cwd, '.practice'), { recursive: true });
    writeFileSync(
      join(cwd, '.practice/org.json'),
      JSON.stringify({
        instanceUrl: org.ready.instanceUrl,
        accessToken: org.ready.accessToken,
        username: 'u',
        orgId: 'o',
        pid: process.pid,
      }),
    );
    const gone = await tas(['grade', '--target-org', 'practice'], { cwd });
    expect([gone.code, gone.stderr]).toEqual([1, expect.stringMatching(/nothing answers at/)]);

    for (const { stdout, stderr } of [none, unknown, told, killed, gone]) {
      expect(stdout + stderr).not.toMatch(/\n\s+at |"stack"/);
      expect(stdout + stderr).not.toContain('expiredexpired');
      expect(stdout + stderr).not.toContain(org.ready.accessToken);
    }
  });

  test('a folder that cannot be written to is told before the org is touched', async () => {
    const cwd = project();
    writeFileSync(join(cwd, 'taken'), '');
    const org = await practice(['--sample'], cwd);
    const grade = (...args: string[]) => tas(['grade', '--target-org', 'practice', ...args], { cwd });
    const refused = await grade('--apply', '--out', 'taken');
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining('The folder taken cannot be used: there is a file of that name.'),
    ]);
    expect((await grade('--out', 'fresh')).code).toBe(2);
    await org.end('SIGTERM');
  });
});
