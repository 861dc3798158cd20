import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CsvScanner } from '../../scripts/product/csv/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import type { GradeOptions } from '../../scripts/product/grade/options.ts';
import { runGrade, type GradeRun } from '../../scripts/product/grade/run.ts';
import { openOrg, soql, type OrgConnection } from '../../scripts/product/org/index.ts';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { referenceFile, referenceModel as model, referencePackage, referenceProject } from '../reference/index.ts';
import { MemorySheet } from './sheet.ts';
import { runsFolder } from '../runs/folder.ts';

const runs = runsFolder();

const today = new Date().toISOString().slice(0, 10);
const amounts = ['', '0', '-5', '1', '299999.99', '300000', '999999.99', '1000000', '4999999.99', '5000000'];
const letters = ['', 'A', 'B', 'C', 'D', 'E'];

const start = async (bare = false): Promise<PracticeOrg> => {
  const loaded = referencePackage();
  const started = await startPracticeOrg({
    metadata: bare ? new Map<string, string>() : loaded.metadata,
    stages: bare ? [] : loaded.stages,
    activateRules: true,
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  return started.org;
};

const given = (values: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ''));

/** A deal for every combination of what grading looks at, spread over stages and accounts. */
const fill = (practice: PracticeOrg): number => {
  const accounts = practice
    .load('Account', [{ Name: '东岭电力' }, { Name: 'Solvanta' }])
    .map((made) => (made.ok ? made.id : ''));
  const manuals = [
    {},
    { TAS_Manual_Grade__c: 'A' },
    { TAS_Manual_Grade__c: 'D', TAS_Manual_Grade_Valid_Until__c: today },
    { TAS_Manual_Grade__c: 'A', TAS_Manual_Grade_Valid_Until__c: '2020-01-01' },
  ];
  const facts = amounts.flatMap((Amount) =>
    ['Us', 'Partner', ''].flatMap((ledBy) =>
      letters.flatMap((decided) => manuals.map((manual) => ({ Amount, ledBy, decided, manual }))),
    ),
  );
  const rows = facts.map(({ Amount, ledBy, decided, manual }, at) => ({
    Name: `=deal ${at}, "商机"`,
    StageName: model.stages[at % model.stages.length]?.name,
    CloseDate: '2030-01-31',
    AccountId: accounts[at % 2],
    ...given({ Amount, TAS_Led_By__c: ledBy, TAS_Grade__c: decided }),
    ...manual,
    ...('TAS_Manual_Grade__c' in manual ? { TAS_Manual_Grade_Reason__c: 'Importance' } : {}),
  }));
  const refused = practice.load('Opportunity', rows).filter((result) => !result.ok);
  expect(refused.slice(0, 2)).toEqual([]);
  return rows.length;
};

const connect = (practice: PracticeOrg): OrgConnection => openOrg({ ...practice });

interface Stored {
  decided: string;
  manual: string;
  suggested: string;
  effective: string;
}

const stored = async (org: OrgConnection): Promise<Map<string, Stored>> => {
  const found = new Map<string, Stored>();
  const columns = ['Id', 'TAS_Grade__c', 'TAS_Manual_Grade__c', 'TAS_Suggested_Grade__c', 'TAS_Effective_Grade__c'];
  const query = soql`SELECT Id, TAS_Grade__c, TAS_Manual_Grade__c, TAS_Suggested_Grade__c, TAS_Effective_Grade__c FROM Opportunity`;
  await org.read('bulk', query, columns, (rows) => {
    for (const [id = '', decided = '', manual = '', suggested = '', effective = ''] of rows) {
      found.set(id, { decided, manual, suggested, effective });
    }
  });
  return found;
};

describe.each(['bulk', 'collections'] as const)('grading a practice org by %s', (api) => {
  let practice: PracticeOrg;
  let org: OrgConnection;
  let deals = 0;
  let ops: OrgConnection;
  let run: (change: Partial<GradeOptions>, as?: OrgConnection) => Promise<GradeRun>;
  let before: Map<string, Stored>;

  beforeAll(async () => {
    practice = await start();
    deals = fill(practice);
    org = connect(practice);
    before = await stored(org);
    const options = {
      model,
      modelFile: referenceFile,
      apply: false,
      allowLower: false,
      api,
      today,
      runs,
      now: () => new Date(),
    };
    ops = openOrg({ ...practice, accessToken: practice.tokens.ops });
    run = async (change, as = org) => await runGrade(as, { ...options, progress: silentProgress, ...change });
  });
  afterAll(async () => {
    org.close();
    ops.close();
    await practice.stop();
  });

  test('a dry run reads every deal, agrees with the formulas of the org, and writes nothing', async () => {
    const { summary } = await run({});
    expect(summary.counts.read).toBe(deals);
    expect(summary.formulaDiffers).toEqual({ count: 0, examples: [] });
    expect(summary.exitCode).toBe(2);
    expect(await stored(org)).toEqual(before);
  });

  test('--apply writes what changed, leaves manual grades, and the org then sees the same effective grades', async () => {
    const sheet = new MemorySheet();
    const { summary } = await run({ apply: true, sheet });
    expect(summary.failures).toEqual([]);
    expect(summary.counts.written).toBe(summary.counts.changes);
    expect(summary.counts.changes).toBeGreaterThan(100);
    const after = await stored(org);
    for (const { deal, write, effective, letter } of sheet.plans) {
      const now = after.get(deal.id);
      expect(now).toEqual({
        decided: write === undefined ? (deal.fields['TAS_Grade__c'] ?? '') : (write.to ?? ''),
        manual: before.get(deal.id)?.manual,
        suggested: letter ?? '',
        effective: effective ?? '',
      });
    }
  });

  test('a second run changes nothing', async () => {
    const { summary } = await run({ apply: true });
    expect([summary.counts.changes, summary.counts.written, summary.exitCode]).toEqual([0, 0, 0]);
    expect(summary.counts.loweringProposed).toBeGreaterThan(0);
  });

  test('--allow-lower: clearing a grade that a passed gate relied on is refused to an admin and done by ops, who hold the bypass', async () => {
    const proposed = (await run({})).summary.counts.loweringProposed;
    const byAdmin = (await run({ apply: true, allowLower: true })).summary;
    expect(byAdmin.counts.written + byAdmin.counts.failed).toBe(proposed);
    expect(byAdmin.failures.map(({ message }) => message)).toEqual([expect.stringMatching(/^\[TAS-G2\]/)]);
    const byOps = (await run({ apply: true, allowLower: true }, ops)).summary;
    expect([byOps.counts.written, byOps.counts.failed]).toEqual([byAdmin.counts.failed, 0]);
    expect((await run({ apply: true, allowLower: true })).summary.counts.changes).toBe(0);
  });

  test("a condition that is no SOQL gives Salesforce's own error", async () => {
    await expect(run({ where: 'Amount >' })).rejects.toMatchObject({ errorCode: 'MALFORMED_QUERY' });
    await expect(run({ where: 'Nonsense__c = 1' })).rejects.toMatchObject({ errorCode: 'INVALID_FIELD' });
  });
});

test('an org without the package is refused by the names of the missing fields', async () => {
  const practice = await start(true);
  const org = connect(practice);
  const options = {
    model,
    modelFile: 'm',
    apply: false,
    allowLower: false,
    api: 'auto' as const,
    today,
    runs,
    now: () => new Date(),
  };
  await expect(runGrade(org, { ...options, progress: silentProgress })).rejects.toThrow('TAS_Led_By__c, TAS_Grade__c');
  org.close();
  await practice.stop();
});

describe('the command', () => {
  let practice: PracticeOrg;
  let dir: string;
  beforeAll(async () => {
    practice = await start();
    fill(practice);
    dir = await mkdtemp(join(tmpdir(), 'tas-grade-'));
  });
  afterAll(async () => {
    await practice.stop();
    await rm(dir, { recursive: true });
  });

  const tas = async (token: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> => {
    const child = spawn(
      process.execPath,
      [
        resolve('scripts/product/cli/tas.ts'),
        'grade',
        '--target-org',
        token,
        '--out',
        dir,
        '--runs',
        join(dir, 'runs'),
        ...args,
      ],
      {
        cwd: referenceProject,
        env: { ...process.env, HOME: dir, SF_DISABLE_LOG_FILE: 'true', SF_ORG_INSTANCE_URL: practice.instanceUrl },
      },
    );
    const closed = new Promise<number>((done) => child.on('close', (code) => done(code ?? -1)));
    const [out, err, code] = await Promise.all([text(child.stdout), text(child.stderr), closed]);
    return { code, out, err };
  };

  test('ends with 2 on a dry run with changes, prints the counts and writes both files', async () => {
    const { code, out } = await tas(practice.accessToken);
    expect(code).toBe(2);
    expect(out).toMatch(/720 deals read, .* to write, 0 written, 0 failed, .* \(dry run\)\./);
    const rows: string[][] = [];
    const scanner = new CsvScanner((fields) => rows.push(fields));
    scanner.feed(await readFile(join(dir, 'grades.csv')));
    scanner.end();
    expect(rows[0]?.join()).toBe('Id,Name,StageName,Amount,LedBy,CurrentGrade,Grade,Result,Reason');
    expect(rows).toHaveLength(721);
    expect(rows.slice(1).every(([id, name]) => id?.length === 18 && name?.startsWith("'=deal"))).toBe(true);
  });

  test('with --json prints one value, the same as summary.json', async () => {
    const { code, out } = await tas(practice.accessToken, '--apply', '--json');
    const printed = JSON.parse(out) as { status: number; result: Record<string, unknown> };
    expect([code, printed.status, printed.result['applied']]).toEqual([0, 0, true]);
    // Named by a token, the org is not named again.
    expect(printed.result['undo']).toMatch(/^npx tas undo [\w-]+ --target-org ORG --runs /);
    expect(out).not.toContain(practice.accessToken);
    const { files, ...summary } = printed.result;
    expect(JSON.parse(await readFile(join(dir, 'summary.json'), 'utf8'))).toEqual(summary);
    expect(files).toEqual([join(dir, 'grades.csv'), join(dir, 'failed.csv'), join(dir, 'summary.json')]);
  });

  test('with a token that has expired says so, without the token and without a stack trace', async () => {
    const token = '00D000000000001!expiredTokenOfATest';
    const { code, out, err } = await tas(token);
    expect(code).toBe(1);
    expect(err).toContain('expired');
    expect(out + err).not.toContain('expiredTokenOfATest');
    expect(out + err).not.toMatch(/\n\s+at /);
  });

  test('with a model that has problems names their places', async () => {
    const { code, err } = await tas(practice.accessToken, '--model', 'sfdx-project.json');
    expect(code).toBe(1);
    expect(err).toMatch(/sfdx-project\.json:\d+:\d+ TAS-CFG-\d+/);
  });
});
