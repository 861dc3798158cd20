import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { practice, project, tas } from './tas.ts';

interface Result {
  readonly pipeline: { readonly deals: number; readonly amount: string; readonly currency: string };
  readonly changes: { readonly since: string };
  readonly forecast: { readonly until: string; readonly expectation: unknown };
  readonly history: { readonly list: readonly { day: string }[]; readonly damaged: readonly string[] };
  readonly today: string;
  readonly files: readonly string[];
}

test('tas report writes a page and what later ones draw lines from, the same figures as JSON, and refuses what is no day', async () => {
  const cwd = project();
  writeFileSync(
    join(cwd, 'deals.csv'),
    'Name,StageName,CloseDate,Amount\n<script>,Validate Opportunity,2099-01-31,1200000\nDeal,Initiate Pursuit,2099-01-31,',
  );
  const { ready } = await practice(['--data', 'deals.csv'], cwd);
  const asked = ['report', '--target-org', 'practice'];
  const shown = await tas([...asked, '--output', 'out/week.html'], { cwd });
  expect([shown.code, shown.stderr]).toEqual([
    0,
    expect.stringMatching(
      /^Judging open deals: 2 of 2 in .*\nReading deals and their history: .*\nReading deals: 2 of 2/,
    ),
  ]);
  expect(shown.stdout).toMatch(/^All: 2 deals, CNY 1,200,000\. Blocked on the next move: 2 deals/m);
  const html = readFileSync(join(cwd, 'out/week.html'), 'utf8');
  expect(html).toContain('&lt;script&gt;');
  expect(html).not.toContain('<script');
  const day = new Date().toISOString().slice(0, 4);
  const snapshots = readdirSync(join(cwd, 'snapshots'));
  expect(snapshots).toEqual([expect.stringMatching(new RegExp(`^${ready.orgId}-${day}-\\d\\d-\\d\\d\\.json$`))]);

  // The same day again takes the place of its snapshot; one of another day, and one that is damaged, are told.
  const [name = ''] = snapshots;
  const mine = readFileSync(join(cwd, 'snapshots', name), 'utf8');
  const today = name.slice(19, 29);
  writeFileSync(join(cwd, 'snapshots', name.replace(today, '2026-01-05')), mine.replace(today, '2026-01-05'));
  writeFileSync(join(cwd, 'snapshots', name.replace(today, '2026-01-12')), 'half');
  const json = await tas([...asked, '--json', '--lang', 'zh_CN', '--until', '2099-12-31'], { cwd });
  const { result } = JSON.parse(json.stdout) as { result: Result };
  expect(result).toMatchObject({
    pipeline: { deals: 2, amount: '1200000.00', currency: 'CNY' },
    forecast: { until: '2099-12-31', expectation: null },
    history: { damaged: [name.replace(today, '2026-01-12')] },
    files: [join(cwd, 'report.html'), join(cwd, 'snapshots', name)],
  });
  expect(result.history.list.map((one) => one.day)).toEqual(['2026-01-05', today]);
  expect(readdirSync(join(cwd, 'snapshots'))).toHaveLength(3);
  expect(readFileSync(join(cwd, 'report.html'), 'utf8')).toContain('商机周报');

  for (const [flags, message] of [
    [['--since', '2099-01-01'], /--since: 2099-01-01 is still to come/],
    [['--until', '2020-01-01'], /--until 2020-01-01 is before/],
    [['--until', 'soon'], /is no day/],
    [['--where', 'Amount >'], /unexpected|MALFORMED|condition/i],
  ] as const) {
    const wrong = await tas([...asked, ...flags, '--output', 'other.html'], { cwd });
    expect([wrong.code, wrong.stdout]).toEqual([1, '']);
    expect(wrong.stderr).toMatch(message);
  }
  expect(readdirSync(cwd)).not.toContain('other.html');

  mkdirSync(join(cwd, 'taken.html'));
  const taken = await tas([...asked, '--output', 'taken.html'], { cwd });
  expect([taken.code, taken.stderr]).toEqual([1, expect.stringMatching(/taken\.html/)]);
});

test('tas forecast writes its page in either language, and asks for a page where a language is named', async () => {
  const cwd = project();
  await practice([], cwd);
  const asked = ['forecast', '--target-org', 'practice'];
  const shown = await tas([...asked, '--html', 'out/forecast.html', '--language', 'zh_CN'], { cwd });
  expect([shown.code, shown.stdout]).toEqual([
    0,
    expect.stringContaining(`Wrote ${join(cwd, 'out', 'forecast.html')}`),
  ]);
  expect(readFileSync(join(cwd, 'out/forecast.html'), 'utf8')).toContain('商机太少，无法预测');
  const alone = await tas([...asked, '--language', 'zh_CN'], { cwd });
  expect([alone.code, alone.stderr]).toEqual([1, expect.stringMatching(/--html/)]);
});
