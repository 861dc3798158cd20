/** Board and list in an org with several currencies and record types: what there is to choose, and what sums are in. */
import { beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { stringify } from 'yaml';
import { referenceData, setAt } from '../model/models.ts';
import { referenceModel } from '../reference/index.ts';
import { Fixture } from './fixture.ts';

const data = referenceData();
setAt(data, 'scope.recordTypes', ['Enterprise', 'Projects']);
const fixture = new Fixture({ model: stringify(data), corporateCurrency: 'USD', sampleDeals: 120 });

interface Row {
  readonly Id: string;
  readonly StageName: string;
  readonly Amount: number | null;
  readonly ExpectedRevenue: number | null;
  readonly TAS_Model_Amount__c: number | null;
  readonly CurrencyIsoCode: string;
  readonly RecordTypeId: string | null;
}
interface Rate {
  readonly IsoCode: string;
  readonly ConversionRate: number;
}

const openDeals = (): Promise<Row[]> =>
  fixture.rows(
    'SELECT Id, StageName, Amount, ExpectedRevenue, TAS_Model_Amount__c, CurrencyIsoCode, RecordTypeId FROM Opportunity WHERE IsClosed = false LIMIT 2000',
  );

/** Sums in dollars, by the rates of the org. */
async function sumsOf(rows: readonly Row[]): Promise<{ amount: number; weighted: number }> {
  const rates = await fixture.rows<Rate>('SELECT IsoCode, ConversionRate FROM CurrencyType WHERE IsActive = true');
  const rateOf = new Map(rates.map(({ IsoCode, ConversionRate }) => [IsoCode, ConversionRate]));
  const sum = (of: 'Amount' | 'ExpectedRevenue'): number =>
    rows.reduce((total, row) => total + (row[of] ?? 0) / (rateOf.get(row.CurrencyIsoCode) ?? 1), 0);
  return { amount: sum('Amount'), weighted: sum('ExpectedRevenue') };
}

/** Dollars in a text; NaN where there are none. */
const dollarsIn = (text: string | null): number => Number(/\$([\d,.]+)/.exec(text ?? '')?.[1]?.replaceAll(',', ''));
/** Of the list's head. Whole dollars are shown: each sum may be half a one off, and as much by the cents of its parts. */
const off = async (page: Page, { amount, weighted }: { amount: number; weighted: number }): Promise<number> =>
  Math.max(
    Math.abs(dollarsIn(await page.locator('[data-amount]').textContent()) - amount),
    Math.abs(dollarsIn(await page.locator('[data-weighted]').textContent()) - weighted),
  );

const ready = (page: Page): Promise<void> => page.locator('.board[aria-busy="false"]').waitFor();
const counted = async (page: Page): Promise<number> =>
  Number(((await page.locator('[data-row="total"] td[data-grade="all"] .count').textContent()) ?? '').trim());

let projectType = '';
beforeAll(async () => {
  const [type] = await fixture.rows<{ Id: string }>(
    `SELECT Id FROM RecordType WHERE SobjectType = 'Opportunity' AND DeveloperName = 'Projects'`,
  );
  projectType = type?.Id ?? '';
  for (const [at, code] of ['EUR', 'JPY', 'CNY'].entries())
    fixture.deal({
      Name: `Project ${code}`,
      CurrencyIsoCode: code,
      Amount: 1_000_000 * (at + 1),
      RecordTypeId: projectType,
    });
});

test('sums of the list are in the corporate currency, whatever its deals are in', async () => {
  const { page, calls } = await fixture.open({ only: 'deals' });
  const rows = await openDeals();
  expect(new Set(rows.map(({ CurrencyIsoCode }) => CurrencyIsoCode)).size).toBeGreaterThan(2);
  const all = await sumsOf(rows);
  await expect.poll(() => off(page, all)).toBeLessThan(1);
  await page.getByLabel('Name, account or owner').fill('Project EUR');
  const [euro] = await fixture.rows<Row>(
    "SELECT Amount, ExpectedRevenue, CurrencyIsoCode FROM Opportunity WHERE Name = 'Project EUR'",
  );
  const one = await sumsOf(euro === undefined ? [] : [euro]);
  await expect.poll(() => off(page, one)).toBeLessThan(1);
  expect(await page.locator('tr[data-deal] td.number').last().textContent()).toMatch(/^EUR\s1,000,000$/);
  await page.getByRole('searchbox').fill('');
  await expect.poll(() => off(page, all)).toBeLessThan(1);
  expect(calls.every(({ path }) => path === 'graphql')).toBe(true);
});

test('the list sorts amounts by what they are worth', async () => {
  const { page } = await fixture.open({ only: 'deals', query: { sort: '-amount' } });
  const worth = new Map((await openDeals()).map((row) => [row.Id, row.TAS_Model_Amount__c ?? -1]));
  await page.locator('tr[data-deal]').first().waitFor();
  const shown = await page
    .locator('tr[data-deal]')
    .evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['deal'] ?? ''));
  const values = shown.map((id) => worth.get(id) ?? -1);
  expect(values).toEqual(values.toSorted((a, b) => b - a));
});

test('the board has switches for record type and currency, whose figures are those of the rows', async () => {
  const { page, calls } = await fixture.open({ persona: 'manager', only: 'board' });
  await ready(page);
  expect(calls.filter(({ path }) => path.includes('graphql'))).toHaveLength(3);
  const rows = await openDeals();
  expect(await counted(page)).toBe(rows.length);
  const codes = [...new Set(rows.map(({ CurrencyIsoCode }) => CurrencyIsoCode))].toSorted();
  expect(await page.locator('[data-id="currency"] option').allTextContents()).toEqual(['All currencies', ...codes]);
  const types = await page.locator('[data-id="recordType"] option').allTextContents();
  expect(types.slice(1).toSorted()).toEqual(['Enterprise', 'Projects']);
  await page.locator('[data-id="recordType"]').selectOption('Projects');
  const projects = rows.filter(({ RecordTypeId }) => RecordTypeId === projectType);
  expect(projects.length).toBeGreaterThanOrEqual(3);
  expect(projects.length).toBeLessThan(rows.length);
  await expect.poll(() => counted(page)).toBe(projects.length);
  await ready(page);
  await page.locator('[data-id="currency"]').selectOption('EUR');
  const both = projects.filter(({ CurrencyIsoCode }) => CurrencyIsoCode === 'EUR');
  await expect.poll(() => counted(page)).toBe(both.length);
  await ready(page);
  // Six queries more for two changes of three each; weighted amounts are in the org's currency, amounts in the model's.
  expect(calls.filter(({ path }) => path.includes('graphql'))).toHaveLength(9);
  const { weighted } = await sumsOf(both);
  const title = await page
    .locator('[data-row="Validate Opportunity"] td[data-grade="all"] [title]')
    .getAttribute('title');
  const money = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: referenceModel.money.currency,
    currencyDisplay: 'narrowSymbol',
    maximumFractionDigits: 0,
  });
  expect(both).toHaveLength(1);
  expect(title).toContain(money.format(both[0]?.TAS_Model_Amount__c ?? 0));
  expect(Math.abs(dollarsIn(title) - weighted)).toBeLessThan(1);
});
