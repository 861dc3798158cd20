/** The practice org's sample audited through its API, against `tas explain` of the same deals. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditFiles } from '../../scripts/product/audit/files.ts';
import { auditOrg, type AuditOptions } from '../../scripts/product/audit/run.ts';
import type { AuditReport } from '../../scripts/product/audit/report.ts';
import { summaryText } from '../../scripts/product/audit/text.ts';
import { publishFiles } from '../../scripts/product/csv/index.ts';
import { explain, localeOf } from '../../scripts/product/explain/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { messagesIn, type Language } from '../../scripts/product/messages/index.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { readCsvSlowly } from '../csv/oracle.ts';
import { referenceModel as model } from '../reference/index.ts';
import { startSample } from '../start/sample-org.ts';

const now = new Date('2026-11-25T02:00:00.000Z');
let practice: StartedPractice;
let org: OrgConnection;
let folder: string;

beforeAll(async () => {
  practice = await startSample({ now, sampleDeals: 120 });
  const { instanceUrl, accessToken, username, orgId } = practice.org;
  org = openOrg({ instanceUrl, accessToken, username, orgId });
  folder = mkdtempSync(join(tmpdir(), 'tas-audit-'));
});

afterAll(async () => {
  org.close();
  await practice.org.stop();
  rmSync(folder, { recursive: true, force: true });
});

const dayOf = (moment: string): string => moment.slice(0, 10);
const calendar = { today: '2026-11-25', dayOf };

async function audit(
  more: Partial<AuditOptions> = {},
  language: Language = 'en_US',
): Promise<{ report: AuditReport; rows: Record<string, string>[]; html: string; json: string; text: string }> {
  const messages = messagesIn(language);
  const locale = localeOf(model, language);
  const options = { model, modelFile: 'model.yaml', recordTypes: [], api: 'auto', calendar, messages, locale } as const;
  const reports: AuditReport[] = [];
  const run = auditOrg(org, { ...options, progress: silentProgress, ...more });
  const [csv = '', json = '', html = ''] = await publishFiles(
    folder,
    auditFiles(run, { messages, locale }, (ended) => reports.push(ended)),
  );
  const [report] = reports;
  if (report === undefined) throw new Error('no report');
  const text = readFileSync(csv, 'utf8');
  expect(text.startsWith('\ufeff')).toBe(true);
  const [header = [], ...lines] = readCsvSlowly(text);
  const rows = lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at] ?? ''])));
  return {
    report,
    rows,
    html: readFileSync(html, 'utf8'),
    json: readFileSync(json, 'utf8'),
    text: summaryText(report, [], messages, locale),
  };
}

const seen = (rows: readonly Record<string, string>[]): string[] => rows.map((row) => JSON.stringify(row)).sort();

describe('the sample of the practice org', () => {
  test('is blocked as `tas explain` says of each deal, by either API', async () => {
    const { rows, report } = await audit({ api: 'collections' });
    const ids = [...new Set(rows.map(({ DealId }) => DealId ?? ''))];
    const explained = await Promise.all(ids.map((id) => explain(org, model, id, undefined, calendar)));
    const blocked = (id: string): string[] =>
      rows
        .filter(({ Finding, DealId, Code }) => Finding === 'blocked' && DealId === id && Code !== '')
        .map(({ Code = '' }) => Code)
        .sort();
    const expected = explained.map(({ id, verdict }) => [
      id,
      verdict.requirements
        .filter(({ blocks }) => blocks)
        .map(({ code }) => code)
        .sort(),
    ]);
    expect(ids.map((id) => [id, blocked(id)])).toEqual(expected);
    expect(expected.filter(([, codes]) => (codes ?? []).length > 0).length).toBeGreaterThan(40);
    for (const { id, verdict } of explained) {
      const tooLong = rows.some(({ Finding, DealId }) => Finding === 'stageAge' && DealId === id);
      expect(tooLong).toBe(verdict.age !== null && verdict.age.level !== 'green');
    }
    expect(rows.length).toBe(report.findings);
    const { rows: byBulk } = await audit({ api: 'bulk' });
    expect(seen(byBulk)).toEqual(seen(rows));
  });

  test('a condition and a record type narrow it to the same findings of fewer deals', async () => {
    const { rows } = await audit();
    const few = await audit({ where: 'Amount > 5000000' });
    const large = rows.filter(({ Amount }) => Number(Amount) > 5_000_000);
    expect(seen(few.rows)).toEqual(seen(large));
    expect(few.rows.length).toBeGreaterThan(0);
    const nested = await audit({ where: 'Amount > 5000000 AND AccountId IN (SELECT Id FROM Account)' });
    expect(seen(nested.rows)).toEqual(seen(large));
  });

  test('nothing is found of a sample that was made without the bypass which says that it was used', async () => {
    const { report } = await audit();
    expect(report.kinds.find(({ kind }) => kind === 'unreachable')?.largest).toEqual([]);
  });

  test('page, JSON and terminal say the same figures, in both languages', async () => {
    for (const language of ['en_US', 'zh_CN'] as const) {
      const { report, html, json, text } = await audit({}, language);
      const messages = messagesIn(language);
      const blocked = report.kinds.find(({ kind }) => kind === 'blocked');
      const money = `CNY ${((blocked?.cents ?? 0n) / 100n).toLocaleString('en-US')}`;
      expect(html).toContain(money);
      expect(text).toContain(money);
      const parsed = JSON.parse(json) as { kinds: { kind: string; deals: number }[] };
      expect(parsed.kinds.find(({ kind }) => kind === 'blocked')?.deals).toBe(blocked?.deals);
      for (const kind of report.kinds) expect(html).toContain(`id="${kind.kind}"`);
      expect(html).toContain(messages.audit.nothing);
      expect(html).not.toMatch(/undefined|NaN|\{\d\}|<script|(?:src|href)="(?!#)/);
      expect(text).not.toMatch(/undefined|NaN|\{\d\}/);
    }
  });
});
