import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ForecastReport } from '../../scripts/product/forecast/index.ts';
import { readCsvSlowly } from '../csv/oracle.ts';
import { startSample } from '../start/sample-org.ts';
import { practice, project, tas } from './tas.ts';

const day = (at: number): string => new Date(Date.UTC(2025, 0, 1 + at)).toISOString().slice(0, 10);

/** A deal a day for two years: of nine four are won and three lost, each after some weeks; two stay open. */
const lines = Array.from({ length: 700 }, (_, at) => {
  const [end, after] = [at % 9, 20 + ((at * 7) % 60)];
  const stage = end < 4 ? 'Won' : end < 7 ? 'Lost' : 'Talking';
  return { key: `K${at}`, stage, begun: day(at), closed: stage === 'Talking' ? '' : day(at + after), at };
});

test('tas forecast reads files without an org, holds a day of the past against what came, and writes its rows', async () => {
  const cwd = project();
  writeFileSync(
    join(cwd, 'deals.csv'),
    ['Key,StageName,Amount,CloseDate', ...lines.map(({ key, stage, closed }) => `${key},${stage},100,${closed}`)].join(
      '\n',
    ),
  );
  writeFileSync(
    join(cwd, 'begun.csv'),
    ['KEY,Begun', ...lines.map(({ key, begun }) => `${key},${begun}`)].join('\r\n'),
  );
  const files = ['--data', 'deals.csv', '--since', 'begun.csv', '--won', 'Won', '--lost', 'Lost'];
  const args = ['forecast', ...files, '--backtest', '2026-07-01'];
  const ended = await tas([...args, '--json', '--csv', 'rows.csv'], { cwd });
  expect([ended.code, ended.stderr]).toEqual([0, '']);
  const { result } = JSON.parse(ended.stdout) as {
    result: {
      until: string;
      deals: { read: number; open: number; notBegun: number; won: number };
      backtest: { won: number; money: number };
      expectation: { rows: { deals: number }[] };
    };
  };
  // Told by the lines themselves.
  const open = lines.filter(({ begun, closed }) => begun < '2026-07-01' && (closed === '' || closed >= '2026-07-01'));
  const won = open.filter(({ stage, closed }) => stage === 'Won' && closed <= '2026-09-30');
  expect(result).toMatchObject({
    until: '2026-09-30',
    deals: { read: 700, open: open.length, notBegun: lines.filter(({ begun }) => begun >= '2026-07-01').length },
    backtest: { won: won.length, money: 100 * won.length },
    files: [join(cwd, 'rows.csv')],
    learned: null,
  });
  const [header = [], ...rows] = readCsvSlowly(readFileSync(join(cwd, 'rows.csv'), 'utf8'));
  expect([header.length, rows.length]).toEqual([13, result.expectation.rows.length]);
  expect(rows.reduce((sum, row) => sum + Number(row[header.indexOf('Deals')]), 0)).toBe(open.length);
  const shown = await tas(args, { cwd });
  expect(shown.stdout).toContain(`What came, 2026-07-01 to 2026-09-30: ${won.length} of ${open.length} deals won`);
});

test('tas forecast names the line, the column or the flag that is wrong, and what to do', async () => {
  const cwd = project();
  const wrong: Readonly<Record<string, readonly [csv: string, flags: readonly string[], message: RegExp]>> = {
    'no begin': [
      'StageName,CloseDate\nWon,2026-01-01',
      [],
      /deals\.csv:1 There is no column CreatedDate.*--since-field/s,
    ],
    'no day': ['StageName,CloseDate,CreatedDate\nWon,2026-02-30,2026-01-01', [], /deals\.csv:2 CloseDate "2026-02-30"/],
    'no number': [
      'StageName,CloseDate,CreatedDate,Amount\nWon,2026-02-03,2026-01-01,much',
      [],
      /deals\.csv:2 Amount "much"/,
    ],
    'an empty file': ['', [], /There is no column StageName/],
    'no such day': ['StageName,CloseDate,CreatedDate', ['--until', 'soon'], /--until "soon" is no day/],
    'a day before the first': [
      'StageName,CloseDate,CreatedDate',
      ['--backtest', '2026-01-02', '--until', '2026-01-01'],
      /--until 2026-01-01 is before 2026-01-02/,
    ],
    'a future backtest': ['StageName,CloseDate,CreatedDate', ['--backtest', '3026-01-02'], /is not known yet/],
  };
  for (const [what, [csv, flags, message]] of Object.entries(wrong)) {
    writeFileSync(join(cwd, 'deals.csv'), csv);
    const ended = await tas(['forecast', '--data', 'deals.csv', '--won', 'Won', ...flags], { cwd });
    expect([what, ended.code]).toEqual([what, 1]);
    expect(ended.stderr.replaceAll(/\s*\n\s*›?\s*/g, ' ')).toMatch(message);
  }
  const neither = await tas(['forecast'], { cwd });
  expect([neither.code, neither.stderr]).toEqual([1, expect.stringMatching(/--data/)]);
});

test('tas forecast writes its chances beside a model, from where they are compiled for the record page', async () => {
  const cwd = project();
  // Only a sample has a past of stages; on other days it may have too few deals of any stage and age.
  const { org: sample } = await startSample({ now: new Date('2026-11-25T08:00:00Z'), sampleDeals: 900 });
  onTestFinished(() => sample.stop());
  const { instanceUrl, accessToken, username, orgId } = sample;
  const about = { instanceUrl, accessToken, username, orgId, pid: process.pid };
  mkdirSync(join(cwd, '.practice'));
  writeFileSync(join(cwd, '.practice/org.json'), JSON.stringify(about), { mode: 0o600 });
  const into = ['--into', join(cwd, 'config/tas-plus.yaml')];
  const ended = await tas(['forecast', '--target-org', 'practice', ...into, '--json'], { cwd });
  expect(ended.code).toBe(0);
  const { result } = JSON.parse(ended.stdout) as {
    result: Pick<ForecastReport, 'learned' | 'until'> & {
      files: string[];
      expectation: { rows: { seen: number; chance: object | null }[] };
    };
  };
  // What the coach was answered, as JSON, as text and on the page.
  const { learned } = result;
  expect([learned?.unseen, learned?.choices.map(({ question }) => question)]).toEqual([[], ['WIN']]);
  const yes = learned?.choices[0]?.rows[0];
  expect([yes?.answer, (yes?.closed ?? 0) > 20, (yes?.share?.won ?? 0) > 0.6]).toEqual(['Yes', true, true]);
  expect(learned?.reasons?.rows.length).toBeGreaterThan(6);
  const shown = await tas(['forecast', '--target-org', 'practice', '--html', 'page.html', '--lang', 'zh_CN'], { cwd });
  expect(shown.stdout).toMatch(new RegExp(`^Yes +${yes?.closed ?? NaN} +${yes?.won ?? NaN} `, 'm'));
  expect(readFileSync(join(cwd, 'page.html'), 'utf8')).toContain('对教练问题的回答');
  const named = result.expectation.rows.filter(({ seen, chance }) => seen > 0 && chance !== null);
  expect(named.length).toBeGreaterThan(0);
  const file = join(cwd, 'config/tas-plus.chances.json');
  expect(result.files).toEqual([file]);
  const table = JSON.parse(readFileSync(file, 'utf8')) as { until: string; rows: object[] };
  expect([table.until, table.rows.length]).toEqual([result.until, named.length]);
  expect((await tas(['compile'], { cwd })).code).toBe(0);
  const queries = join(cwd, 'force-app/main/generated/lwc/tasChanceModel/queries.js');
  expect(readFileSync(queries, 'utf8')).toContain(`"until":"${result.until}"`);
});

test('tas forecast says "too few deals" of an org that is new, with what is configured', async () => {
  const cwd = project();
  writeFileSync(
    join(cwd, 'load.csv'),
    'Name,StageName,CloseDate,Amount\nOne,Validate Opportunity,2027-01-31,1200000\nTwo,Needs Analysis,2027-01-31,',
  );
  await practice(['--data', 'load.csv'], cwd);
  const ended = await tas(['forecast', '--target-org', 'practice'], { cwd });
  expect([ended.code, ended.stderr]).toEqual([0, expect.stringMatching(/^Reading deals: 2 of 2 in /)]);
  expect(ended.stdout).toContain('Too few deals: 0 won and 0 lost are known; a forecast needs 50 of each.');
  expect(ended.stdout).toMatch(/By configured probability: 0 wins, CNY 120,000\./);
  const kept = await tas(['forecast', '--target-org', 'practice', '--into', join(cwd, 'config/tas-plus.yaml')], {
    cwd,
  });
  expect([kept.code, kept.stdout]).toEqual([0, expect.stringContaining('no table was written')]);
  expect(existsSync(join(cwd, 'config/tas-plus.chances.json'))).toBe(false);
  const other = await tas(['forecast', '--target-org', 'practice', '--since-field', 'Begun__c'], { cwd });
  expect([other.code, other.stderr]).toEqual([1, expect.stringContaining('no field Begun__c')]);
});
