/** The board in a real browser: its figures against the rows, and deals that are moved on it. */
import { expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import { referenceModel as model } from '../reference/index.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture({ sampleDeals: 300 });

interface Row {
  readonly Id: string;
  readonly StageName: string;
  readonly TAS_Effective_Grade__c: string | null;
  readonly TAS_Model_Amount__c: number | null;
  readonly TAS_Open_Items__c: number;
  readonly LastStageChangeDate: string | null;
  readonly CreatedDate: string;
  readonly OwnerId: string;
}

/** Every open deal, by SOQL. */
const openDeals = (): Promise<Row[]> =>
  fixture.rows(
    'SELECT Id, StageName, TAS_Effective_Grade__c, TAS_Model_Amount__c, TAS_Open_Items__c, LastStageChangeDate, CreatedDate, OwnerId FROM Opportunity WHERE IsClosed = false LIMIT 2000',
  );

const cards = (page: Page): Locator => page.locator('[data-card]');
const ready = (page: Page): Promise<void> => page.locator('.board[aria-busy="false"]').waitFor();
const stageOf = (deal: string): Promise<unknown> => fixture.field('Opportunity', deal, 'StageName');

test('every figure of the table is that of the rows, in three requests', async () => {
  const { page, calls } = await fixture.open({ persona: 'manager', only: 'board' });
  await ready(page);
  expect(calls.filter(({ path }) => path.includes('graphql'))).toHaveLength(3);
  // With one record type and one currency there is nothing else to choose.
  expect(await page.locator('select').evaluateAll((all) => all.map((one) => one.dataset['id']))).toEqual(['track']);
  const rows = await openDeals();
  expect(rows.length).toBeGreaterThan(200);
  const money = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: model.money.currency,
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: 0,
  });
  const letters = [...model.grades.map(({ letter }) => letter), null];
  for (const { name } of model.stages) {
    const line = page.locator(`[data-row="${name}"]`);
    for (const letter of letters) {
      const own = rows.filter((row) => row.StageName === name && row.TAS_Effective_Grade__c === letter);
      const cell = line.locator(`td[data-grade="${letter ?? 'none'}"]`);
      if (own.length === 0) {
        expect((await cell.textContent())?.trim()).toBe('–');
        continue;
      }
      const sum = own.reduce((total, row) => total + (row.TAS_Model_Amount__c ?? 0), 0);
      const open = own.filter((row) => row.TAS_Open_Items__c > 0).length;
      const title = (await cell.locator('button').getAttribute('title')) ?? '';
      expect(title).toContain(`${own.length} deals, ${money.format(sum)},`);
      expect(title).toContain(`and ${open} with open items`);
    }
    const ages = (await line.locator('.age').allTextContents()).map(Number);
    const days = rows
      .filter((row) => row.StageName === name)
      .map((row) => (Date.now() - Date.parse(row.LastStageChangeDate ?? row.CreatedDate)) / 86_400_000);
    const within = (from: number, to: number): number => days.filter((one) => one >= from && one < to).length;
    expect(ages).toEqual([within(-1, 15), within(15, 31), within(31, 61), within(61, Infinity)]);
  }
  const total = await page.locator('[data-row="total"] td[data-grade="all"]').textContent();
  expect(total).toContain(String(rows.length));
});

test('whose deals they are and which track is chosen by buttons, and a cell shows its deals alone', async () => {
  const { page } = await fixture.open({ persona: 'rep', only: 'board' });
  await ready(page);
  await page.getByRole('button', { name: 'Mine' }).click();
  const mine = (await openDeals()).filter(({ OwnerId }) => OwnerId === fixture.userId('rep'));
  await page.getByText(`${mine.length} deals, the largest first`).waitFor();
  expect(await cards(page).count()).toBe(mine.length);
  const cell = page.locator('[data-row] td button.cell').first();
  const label = (await cell.getAttribute('title')) ?? '';
  await cell.click();
  await expect.poll(() => page.locator('[data-id="cards"]').evaluate((one) => one.matches(':focus'))).toBe(true);
  await expect.poll(() => cards(page).count()).toBe(Number(/(\d+) deals/.exec(label)?.[1]));
  await page.locator('[data-id="clear"]').click();
  await expect.poll(() => cards(page).count()).toBe(mine.length);
  await page.locator('[data-id="track"]').selectOption('Partner');
  await expect.poll(() => cards(page).count()).toBeLessThan(mine.length);
});

test('a deal that is dragged past an open gate goes back, says why, is settled in place, and moves then', async () => {
  const contact = fixture.load('Contact', { LastName: 'Ready', Phone: '+49 30 1234' });
  const deal = fixture.deal({
    Name: 'Dragged',
    Amount: 99_000_000,
    TAS_Project_Brief__c: 'New grid control',
    TAS_Project_Contact__c: contact,
    TAS_Is_Opportunity__c: 'Yes',
    TAS_Can_Compete__c: 'Yes',
    TAS_Can_Win__c: 'Yes',
    TAS_Worth_Winning__c: 'Yes',
  });
  const { page } = await fixture.open({ persona: 'rep', only: 'board' });
  await ready(page);
  const [first = '', second = ''] = model.stages.map(({ name }) => name);
  const column = (name: string): Locator => page.locator(`section.column[data-stage="${name}"]`);
  const card = column(first).locator(`[data-card="${deal}"]`);
  await card.dragTo(column(second).locator('h3'));
  const refused = page.locator('[data-id="refused"]');
  await refused.waitFor();
  expect(await stageOf(deal)).toBe(first);
  expect(await refused.textContent()).toContain(`“Dragged” was not moved to “${second}”`);
  expect(await refused.textContent()).toContain('[TAS-G1]');
  await expect.poll(() => refused.evaluate((one) => one.matches(':focus'))).toBe(true);
  await card.waitFor();
  const row = refused.locator('c-tas-stage-panel [data-code="VAL_CONFIRM"]');
  await row.locator('[data-id="primary"]').click();
  await expect.poll(() => row.count()).toBe(0);
  await page.locator('[data-id="close"]').click();
  await expect.poll(() => refused.count()).toBe(0);
  await card.dragTo(column(second).locator('h3'));
  await expect.poll(() => stageOf(deal)).toBe(second);
  await column(second).locator(`[data-card="${deal}"]`).waitFor();
});

test('a card is moved by keyboard, and the cursor stays with it', async () => {
  const deal = fixture.deal({ Name: 'Moved back', Amount: 98_000_000, StageName: model.stages[1]?.name });
  const { page } = await fixture.open({ persona: 'rep', only: 'board' });
  await ready(page);
  const move = page.locator(`[data-move="${deal}"]`);
  await move.focus();
  await page.keyboard.press('Enter');
  await page.locator('.menu').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect.poll(() => move.evaluate((one) => one.matches(':focus'))).toBe(true);
  expect(await page.locator('.menu').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => stageOf(deal)).toBe(model.stages[0]?.name);
  await expect.poll(() => move.evaluate((one) => one.matches(':focus'))).toBe(true);
});

test.each([
  ['slds1', 'en_US', 1280],
  ['slds2', 'zh_CN', 390],
] as const)('the board passes every rule of axe in %s, %s, at a width of %d', async (theme, language, width) => {
  const { page } = await fixture.open({ persona: 'manager', only: 'board', theme, language, width });
  await ready(page);
  const { violations, contrastChecked } = await runAxe(page);
  expect(violations.map((one) => [one.id, one.nodes.slice(0, 2)])).toEqual([]);
  expect(contrastChecked).toBeGreaterThan(50);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
});
