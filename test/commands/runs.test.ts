import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { practice, project, tas, type Ended } from './tas.ts';

interface Answer {
  readonly result: {
    readonly run: string | null;
    readonly runs: readonly { readonly id: string; readonly state: string; readonly of: string | null }[];
    readonly rows: readonly { readonly id: string; readonly state: string }[];
    readonly toWrite: number;
    readonly left: readonly { readonly id: string; readonly why: string }[];
  };
}

const resultOf = ({ stdout }: Ended): Answer['result'] => (JSON.parse(stdout) as Answer).result;

const deals = (count: number): string =>
  [
    'Name,StageName,Amount,CloseDate,TAS_Led_By__c',
    ...Array.from({ length: count }, (_, at) => `=Deal ${at},Validate Opportunity,${(at + 1) * 1000},2027-01-31,Us`),
  ].join('\n');

describe('tas runs, undo and resume', () => {
  test('grades that were written are listed, shown row by row, and taken back; the second time there is nothing to do', async () => {
    const cwd = project();
    writeFileSync(join(cwd, 'deals.csv'), deals(30));
    await practice(['--data', 'deals.csv'], cwd);
    const run = async (...args: string[]) => await tas(args, { cwd });
    const none = await run('runs');
    expect([none.code, none.stdout]).toEqual([0, expect.stringContaining('No runs in runs.')]);

    const graded = await run('grade', '-o', 'practice', '--apply');
    const [id = ''] = readdirSync(join(cwd, 'runs'));
    expect(graded.stdout).toContain(`Take it back: npx tas undo ${id} --target-org practice`);

    const shown = await run('runs', 'show', id, '--out', 'rows');
    expect(shown.stdout).toContain('30 rows, 30 written');
    const csv = readFileSync(join(cwd, 'rows/rows.csv'), 'utf8').trimEnd().split('\n');
    expect(csv[0]).toBe('\ufeffObject,Key,Id,Before,After,Result,Errors');
    expect(csv).toHaveLength(31);

    const dry = await run('undo', id, '-o', 'practice');
    expect([dry.code, dry.stdout]).toEqual([2, expect.stringContaining('Nothing was written.')]);
    const undone = await run('undo', id, '-o', 'practice', '--apply', '--json');
    expect(undone.code).toBe(0);
    expect(resultOf(undone)).toMatchObject({ toWrite: 30, left: [], counts: { rows: 30, written: 30, refused: 0 } });
    expect(resultOf(await run('runs', '--json')).runs.map(({ state, of }) => [state, of])).toEqual([
      ['done', id],
      ['done', null],
    ]);
    const again = await run('undo', id, '-o', 'practice', '--apply');
    expect([again.code, again.stdout]).toEqual([0, expect.stringContaining('Nothing to write.')]);
    const resumed = await run('resume', id, '-o', 'practice', '--apply');
    expect([resumed.code, resumed.stdout]).toEqual([0, expect.stringContaining('Nothing to write.')]);
  });

  test('runs kept elsewhere are named with their folder; a run that is not there or damaged is told', async () => {
    const cwd = project();
    writeFileSync(join(cwd, 'deals.csv'), deals(3));
    await practice(['--data', 'deals.csv'], cwd);
    const run = async (...args: string[]) => await tas([...args, '--runs', 'kept/here'], { cwd });
    const graded = await run('grade', '-o', 'practice', '--apply');
    const [id = ''] = readdirSync(join(cwd, 'kept/here'));
    expect(graded.stdout).toContain(`npx tas undo ${id} --target-org practice --runs kept/here`);

    const missing = await run('undo', '2026-nothing', '-o', 'practice');
    expect([missing.code, missing.stderr]).toEqual([
      1,
      expect.stringContaining('Error (NoSuchRun): There is no run "2026-nothing"'),
    ]);

    const journal = join(cwd, 'kept/here', id, 'journal.log');
    writeFileSync(journal, readFileSync(journal, 'utf8').replace('[null]', '["A"]'));
    const damaged = await run('undo', id, '-o', 'practice', '--apply');
    expect([damaged.code, damaged.stderr]).toEqual([
      1,
      expect.stringMatching(/Line \d+ of .*journal\.log is not as it was written/),
    ]);
    expect(damaged.stderr).not.toContain('at ');
  });
});
