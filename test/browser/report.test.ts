/** The report and the forecast's page in a real browser: whoever reads them, on a screen, a phone and on paper. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { localeOf } from '../../scripts/product/explain/index.ts';
import { languages, messagesIn, type Language } from '../../scripts/product/messages/index.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { forecastPage } from '../../scripts/product/report/forecast-page.ts';
import type { WeeklyReport } from '../../scripts/product/report/report.ts';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import { findChromium, launchChromium } from '../../scripts/proof/browser/chromium.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { referenceModel as model } from '../reference/index.ts';
import { pageOf, reportOf, today } from '../report/told.ts';
import { startSample } from '../start/sample-org.ts';

let practice: StartedPractice;
let org: OrgConnection;
let browser: Browser;
let folder: string;
let report: WeeklyReport;

beforeAll(async () => {
  practice = await startSample({ now: new Date(`${today}T02:00:00.000Z`), sampleDeals: 700 });
  const { instanceUrl, accessToken, username, orgId } = practice.org;
  org = openOrg({ instanceUrl, accessToken, username, orgId });
  const told = await reportOf(org);
  const days = ['2026-11-04', '2026-11-11', '2026-11-18'];
  const list = [...days.map((day) => ({ ...told.snapshot, day })), told.snapshot];
  report = { ...told, history: { ...told.history, list } };
  folder = mkdtempSync(join(tmpdir(), 'tas-report-'));
  browser = await launchChromium(await findChromium());
});

afterAll(async () => {
  await browser.close();
  org.close();
  await practice.org.stop();
  rmSync(folder, { recursive: true, force: true });
});

const documents: Readonly<Record<string, (language: Language) => string>> = {
  report: (language) => pageOf(report, language),
  forecast: (language) =>
    forecastPage(report.forecast, { messages: messagesIn(language), locale: localeOf(model, language) }, 'the sample'),
};

/** Opens a document from the disk; what it asks for beside itself, or complains of, is returned. */
async function opened(html: string, width: number): Promise<{ page: Page; complaints: string[] }> {
  const file = join(folder, 'page.html');
  writeFileSync(file, html);
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  const complaints: string[] = [];
  const url = pathToFileURL(file).href;
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    if (request.url() !== url) complaints.push(request.url());
  });
  await page.goto(url);
  return { page, complaints };
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Cards and tiles that something sticks out of, by their heads. */
const stickingOut = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('.card, .tile')]
      .filter((card) => {
        const edge = card.getBoundingClientRect().right + 1;
        // On a phone the heads of tables are there to be heard alone.
        const seen = [...card.querySelectorAll('*')].filter((one) => one.closest('thead') === null || innerWidth > 704);
        return seen.some((one) => one.getBoundingClientRect().right > edge);
      })
      .map((card) => card.textContent.slice(0, 40)),
  );

for (const [name, htmlIn] of Object.entries(documents))
  for (const language of languages) {
    test(`the ${name} in ${language} is accessible and fits a screen, a phone and A4`, async () => {
      const html = htmlIn(language);
      for (const width of [1280, 390]) {
        const { page, complaints } = await opened(html, width);
        const { violations, contrastChecked } = await runAxe(page, 'html');
        expect({ width, violations }).toEqual({ width, violations: [] });
        expect(contrastChecked).toBeGreaterThan(30);
        expect({ width, overflow: await overflow(page), out: await stickingOut(page) }).toEqual({
          width,
          overflow: 0,
          out: [],
        });
        expect(complaints).toEqual([]);
        await page.context().close();
      }
      // A4 less its margins, at 96 dpi.
      const { page } = await opened(html, 703);
      await page.emulateMedia({ media: 'print' });
      expect({ overflow: await overflow(page), out: await stickingOut(page) }).toEqual({ overflow: 0, out: [] });
      const heads = await page.evaluate(() =>
        [...document.querySelectorAll('thead')].map((head) => getComputedStyle(head).display),
      );
      expect(new Set(heads)).toEqual(new Set(['table-header-group']));
      const cut = await page.evaluate(
        () =>
          [...document.querySelectorAll('tr, figure, .card:not(.long), .tile')].filter(
            (one) => !getComputedStyle(one).breakInside.startsWith('avoid'),
          ).length,
      );
      expect(cut).toBe(0);
      const paper = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      const pages = [...paper.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(([, x, y]) => [
        Math.round(Number(x)),
        Math.round(Number(y)),
      ]);
      expect(pages.length).toBeGreaterThan(0);
      for (const size of pages) expect(size).toEqual([595, 842]);
      await page.context().close();
    });
  }

test('a name as long as Salesforce takes it, and amounts of 10^12, stick out of nothing on a phone', async () => {
  const name = '很长的商机名称没有空格'.repeat(11).slice(0, 120);
  const { pipeline } = report;
  const cents = 10n ** 14n;
  const told: WeeklyReport = {
    ...report,
    pipeline: {
      ...pipeline,
      total: { ...pipeline.total, cents },
      blocked: { ...pipeline.blocked, cents },
      stages: pipeline.stages.map((row) => ({ ...row, name, cents, weighted: cents })),
      largestBlocked: pipeline.largestBlocked.map((deal) => ({ ...deal, name: 'W'.repeat(120), cents, by: [name] })),
      people: pipeline.people.map((one) => ({ ...one, name, cents })),
    },
  };
  for (const width of [390, 1280]) {
    const { page } = await opened(pageOf(told, 'zh_CN'), width);
    expect({ width, overflow: await overflow(page), out: await stickingOut(page) }).toEqual({
      width,
      overflow: 0,
      out: [],
    });
    await page.context().close();
  }
});
