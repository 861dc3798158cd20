/** The pipeline list in a real browser: its figures and its order against rows of SOQL, and a day's work by keyboard. */
import { expect, test } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import { explain, localeOf } from '../../scripts/product/explain/index.ts';
import { openOrg } from '../../scripts/product/org/index.ts';
import { messagesIn } from '../../scripts/product/messages/index.ts';
import { referenceModel as model } from '../reference/index.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture({ sampleDeals: 300 });

interface Row {
  readonly Id: string;
  readonly Name: string;
  readonly StageName: string;
  readonly OwnerId: string;
  readonly Owner: { readonly Name: string; readonly ManagerId: string | null };
  readonly Account: { readonly Name: string } | null;
  readonly Amount: number | null;
  readonly ExpectedRevenue: number | null;
  readonly CloseDate: string;
  readonly CreatedDate: string;
  readonly LastStageChangeDate: string | null;
  readonly TAS_Effective_Grade__c: string | null;
}

const fields =
  'Id, Name, StageName, OwnerId, Owner.Name, Owner.ManagerId, Account.Name, Amount, ExpectedRevenue, CloseDate, CreatedDate, LastStageChangeDate, TAS_Effective_Grade__c';
const deals = (where: string): Promise<Row[]> =>
  fixture.rows(`SELECT ${fields} FROM Opportunity WHERE ${where} LIMIT 2000`);

const names = (page: Page): Locator => page.locator('tr[data-deal] a[data-id]');
const idsOf = (page: Page): Promise<(string | undefined)[]> =>
  page.locator('tr[data-deal]').evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['deal']));
const ready = async (page: Page): Promise<void> => {
  await page.locator('tr[data-deal] [data-open]:not(:empty)').first().waitFor();
  await expect.poll(() => page.locator('[data-judging]').count()).toBe(0);
};
const showAll = async (page: Page): Promise<void> => {
  if ((await page.locator('[data-all]').count()) > 0) await page.locator('[data-all]').click();
};
const hasFocus = (one: Locator): Promise<boolean> => one.evaluate((element) => element.matches(':focus'));

const money = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: model.money.currency,
  currencyDisplay: 'narrowSymbol',
  maximumFractionDigits: 0,
});
const sum = (rows: readonly Row[], of: 'Amount' | 'ExpectedRevenue'): string =>
  money.format(rows.reduce((total, row) => total + (row[of] ?? 0), 0));

/** What the head says of a list must be true of these rows. */
async function expectSums(page: Page, rows: readonly Row[], of: number): Promise<void> {
  await page.getByText(`${rows.length} of ${of} deals`, { exact: true }).waitFor();
  expect(await page.locator('[data-amount]').textContent()).toBe(sum(rows, 'Amount'));
  expect(await page.locator('[data-weighted]').textContent()).toBe(`weighted ${sum(rows, 'ExpectedRevenue')}`);
}

const dayOf = (moment: string): number => Math.floor(Date.parse(moment.replace('+0000', 'Z')) / 86_400_000);
const daysOf = (row: Row): number =>
  dayOf(new Date().toISOString()) - dayOf(row.LastStageChangeDate ?? row.CreatedDate);

test('sums, days and cells are those of the rows, in three requests', async () => {
  const { page, calls } = await fixture.open({ only: 'deals' });
  await ready(page);
  expect(calls.map(({ path }) => path)).toEqual(['graphql', 'graphql', 'graphql']);
  const rows = await deals('IsClosed = false');
  expect(rows.length).toBeGreaterThan(200);
  await expectSums(page, rows, rows.length);
  await showAll(page);
  await expect.poll(() => names(page).count()).toBe(rows.length);
  const shown = await page.locator('tr[data-deal]').evaluateAll((all) =>
    all.map((line) => {
      const cells = [...line.querySelectorAll('td')].map((cell) => cell.textContent.trim());
      return [(line as HTMLElement).dataset['deal'], line.querySelector('a')?.textContent, ...cells];
    }),
  );
  const byId = new Map(rows.map((row) => [row.Id, row]));
  for (const [id, name, account, stage, days, grade, , amount, , owner] of shown) {
    const row = byId.get(id ?? '');
    expect([name, account, stage, days, grade, amount, owner]).toEqual([
      row?.Name,
      row?.Account?.Name ?? '—',
      row?.StageName,
      row === undefined ? '' : String(daysOf(row)),
      row?.TAS_Effective_Grade__c ?? '',
      typeof row?.Amount === 'number' ? money.format(row.Amount) : '—',
      row?.Owner.Name,
    ]);
  }
});

test('whose deals they are, filters and order stand in the address: back and reload keep them', async () => {
  const { page } = await fixture.open({ persona: 'manager', only: 'deals' });
  await ready(page);
  const manager = fixture.userId('manager');
  const own = await deals(`IsClosed = false AND OwnerId = '${manager}'`);
  const all = await deals('IsClosed = false');
  const team = all.filter(({ OwnerId, Owner }) => OwnerId === manager || Owner.ManagerId === manager);
  expect(team.length).toBeLessThan(all.length);
  await page.getByRole('button', { name: 'Mine' }).click();
  await expectSums(page, own, own.length);
  await page.getByRole('button', { name: 'My team' }).click();
  await expectSums(page, team, team.length);
  expect(await page.getByRole('button', { name: 'My team' }).getAttribute('aria-pressed')).toBe('true');
  const [letter = ''] = team.flatMap(({ TAS_Effective_Grade__c: grade }) => grade ?? []);
  const graded = team.filter(({ TAS_Effective_Grade__c: grade }) => grade === letter);
  await page.getByRole('combobox', { name: 'Grade' }).click();
  await page.getByRole('option', { name: letter, exact: true }).click();
  await expectSums(page, graded, team.length);
  await page.locator('[data-sort="name"]').click();
  const order = await idsOf(page);
  expect(order.length).toBe(graded.length);
  await page.reload();
  await expectSums(page, graded, team.length);
  expect(await idsOf(page)).toEqual(order);
  await names(page).nth(2).click();
  await page.locator('c-tas-stage-panel article[aria-busy="false"]').waitFor();
  await page.goBack();
  await expectSums(page, graded, team.length);
  expect(await idsOf(page)).toEqual(order);
  // Back from a deal the cursor is on it.
  await expect.poll(() => hasFocus(names(page).nth(2))).toBe(true);
});

test('won and lost deals are a list of their own, the latest on top', async () => {
  const { page } = await fixture.open({ only: 'deals' });
  await ready(page);
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Won and lost deals' }).click();
  const rows = await deals('IsClosed = true');
  await expectSums(page, rows, rows.length);
  const dates = new Map(rows.map(({ Id, CloseDate }) => [Id, CloseDate]));
  const shown = (await idsOf(page)).map((id) => dates.get(id ?? '') ?? '');
  expect(shown).toEqual(shown.toSorted().toReversed());
  expect(await page.locator('th.closeDate').getAttribute('aria-sort')).toBe('descending');
});

test('every head sorts by its column, and says so', async () => {
  fixture.deal({ Name: 'Without a sum', Amount: null, AccountId: null });
  const { page } = await fixture.open({ only: 'deals' });
  await ready(page);
  const rows = await deals('IsClosed = false');
  const byId = new Map(rows.map((row) => [row.Id, row]));
  const stages = model.stages.map(({ name }) => name);
  const cells: Readonly<Record<string, (row: Row) => string | number | null>> = {
    name: ({ Name }) => Name,
    account: ({ Account }) => Account?.Name ?? null,
    stage: ({ StageName }) => stages.indexOf(StageName),
    days: daysOf,
    grade: ({ TAS_Effective_Grade__c: grade }) => grade,
    amount: ({ Amount }) => Amount,
    closeDate: ({ CloseDate }) => CloseDate,
    owner: ({ Owner }) => Owner.Name,
  };
  for (const [column, cellOf] of Object.entries(cells)) {
    const head = page.locator(`th.${column}`);
    for (let turn = 0; turn < 2; turn += 1) {
      const before = await head.getAttribute('aria-sort');
      await head.locator('button').focus();
      await page.keyboard.press('Enter');
      await expect.poll(() => head.getAttribute('aria-sort')).not.toBe(before);
      await showAll(page);
      await expect.poll(() => names(page).count()).toBe(rows.length);
      const direction = await head.getAttribute('aria-sort');
      const shown = (await idsOf(page)).map((id) => byId.get(id ?? '')).map((row) => (row ? cellOf(row) : null));
      const filled = shown.filter((cell) => cell !== null && cell !== '');
      const sorted = filled.toSorted((a, b) =>
        typeof a === 'number' && typeof b === 'number'
          ? a - b
          : String(a).localeCompare(String(b), 'en', { numeric: true }),
      );
      const expected = direction === 'ascending' ? sorted : sorted.toReversed();
      // Blank cells stand below the others.
      expect([column, direction, shown.slice(0, filled.length)]).toEqual([column, direction, expected]);
      expect(await page.locator('th[aria-sort="ascending"], th[aria-sort="descending"]').count()).toBe(1);
    }
  }
});

test('what blocks each deal is what `tas explain` says of it, by name', async () => {
  const { instanceUrl, orgId, tokens } = fixture.org;
  const org = openOrg({ instanceUrl, orgId, accessToken: tokens.rep, username: 'rep@practice.example' });
  const locale = localeOf(model, 'en_US');
  const calendar = { today: new Date().toISOString().slice(0, 10), dayOf: (moment: string) => moment.slice(0, 10) };
  const { page } = await fixture.open({ only: 'deals' });
  await ready(page);
  await showAll(page);
  const shown = await page.locator('tr[data-deal]').evaluateAll((all) =>
    all.map((line) => {
      const cell = line.querySelector('.blockers');
      const names = (cell?.getAttribute('title') ?? '').split('\n').filter((name) => name !== '');
      return {
        id: (line as HTMLElement).dataset['deal'] ?? '',
        names,
        count: cell?.querySelector('[data-open]')?.textContent,
      };
    }),
  );
  let blocked = 0;
  for (const { id, names: named, count } of shown) {
    const { verdict } = await explain(org, model, id, undefined, calendar);
    const expected = verdict.requirements.filter(({ blocks }) => blocks).map(({ code }) => locale.requirement(code));
    expect([id, named.toSorted(), count]).toEqual([id, expected.toSorted(), String(expected.length)]);
    if (expected.length > 0) blocked += 1;
  }
  org.close();
  expect(blocked).toBeGreaterThan(100);
  expect(blocked).toBeLessThan(shown.length);
});

test('what blocks a deal stands there by name, as in the panel of the deal', async () => {
  const blocked = fixture.deal({ Name: 'Named blockers' });
  const { page } = await fixture.open({ only: 'deals', query: { search: 'Named blockers' } });
  await ready(page);
  const row = page.locator(`tr[data-deal="${blocked}"]`);
  const named = row.locator('.named li');
  const count = Number(await row.locator('[data-open]').textContent());
  expect(await named.count()).toBe(2);
  const more = row.locator('[data-more]');
  expect(await more.textContent()).toContain(`and ${count - 2} more`);
  expect(await more.getAttribute('aria-expanded')).toBe('false');
  await more.focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => named.count()).toBe(count);
  expect(await more.getAttribute('aria-expanded')).toBe('true');
  expect(await hasFocus(more)).toBe(true);
  const inList = await named.allTextContents();
  expect(await row.locator('.blockers').getAttribute('title')).toBe(inList.join('\n'));
  const { panel } = await fixture.open({ deal: blocked });
  const inPanel = await panel.locator('c-tas-notice a, c-tas-notice button').allTextContents();
  expect(inPanel.map((text) => text.trim())).toEqual(expect.arrayContaining(inList));
});

test("a day's work by keyboard: my deals, the largest first, the blockers, the deal, and back to the next one", async () => {
  const own = (await deals(`IsClosed = false AND OwnerId = '${fixture.userId('rep')}'`)).toSorted(
    (a, b) => (b.Amount ?? -1) - (a.Amount ?? -1),
  );
  const { page } = await fixture.open({ only: 'deals' });
  await ready(page);
  await page.locator('[data-whose="mine"]').focus();
  await page.keyboard.press('Enter');
  await expectSums(page, own, own.length);
  await page.locator('[data-sort="amount"]').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('th.amount').getAttribute('aria-sort')).toBe('descending');
  expect((await names(page).allTextContents()).slice(0, 3)).toEqual(own.slice(0, 3).map(({ Name }) => Name));
  // On from the heads to the first deal.
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await hasFocus(names(page).first())).toBe(true);
  await page.keyboard.press('Enter');
  await page.locator('c-tas-stage-panel article[aria-busy="false"]').waitFor();
  await expect.poll(() => hasFocus(page.locator('h1'))).toBe(true);
  await page.locator('.back a').focus();
  await page.keyboard.press('Enter');
  await names(page).first().waitFor();
  await expect.poll(() => hasFocus(names(page).first())).toBe(true);
  expect(await page.locator('[data-whose="mine"]').getAttribute('aria-pressed')).toBe('true');
});

test('the heads stay in sight while the list is scrolled', async () => {
  const { page } = await fixture.open({ only: 'deals' });
  await ready(page);
  await names(page).nth(150).scrollIntoViewIfNeeded();
  const box = await page.locator('th.amount').boundingBox();
  expect(box?.y).toBeGreaterThanOrEqual(0);
  expect(box?.y).toBeLessThan(10);
});

test.each([
  ['en_US', 'slds1'],
  ['zh_CN', 'slds2'],
] as const)('an empty list says why in %s, and gives the filters back', async (language, theme) => {
  const { page: texts } = messagesIn(language);
  const { page } = await fixture.open({ only: 'deals', language, theme, query: { search: 'no such deal anywhere' } });
  await page.getByText(texts.nothing).waitFor();
  expect((await runAxe(page)).violations).toEqual([]);
  await page.getByRole('button', { name: texts.clear }).click();
  await names(page).first().waitFor();
  await expect.poll(() => hasFocus(page.locator('h1'))).toBe(true);
  const { page: ofOps } = await fixture.open({ persona: 'ops', only: 'deals', language, query: { whose: 'mine' } });
  await ofOps.getByText(texts.noneMine).waitFor();
  expect(await ofOps.locator('[data-clear]').count()).toBe(0);
  await ofOps.locator('[data-whose="team"]').click();
  await ofOps.getByText(texts.noneTeam).waitFor();
});

test.each([
  ['en_US', 'slds1', 1280],
  ['zh_CN', 'slds2', 1280],
  ['en_US', 'slds2', 390],
  ['zh_CN', 'slds1', 390],
] as const)('the list passes every rule of axe in %s, %s, at a width of %d', async (language, theme, width) => {
  const { page } = await fixture.open({ only: 'deals', language, theme, width });
  await ready(page);
  const { violations, contrastChecked } = await runAxe(page);
  expect(violations.map((one) => [one.id, one.nodes.slice(0, 2)])).toEqual([]);
  expect(contrastChecked).toBeGreaterThan(300);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
});

test('on a phone a deal is a card that says what its lines are, and the list is sorted by a choice', async () => {
  const { page } = await fixture.open({ only: 'deals', width: 390, height: 844 });
  await ready(page);
  const card = page.locator('tr[data-deal]').first();
  const said = await card
    .locator('td')
    .evaluateAll((all) => all.map((cell) => getComputedStyle(cell, '::before').content));
  expect(said[0]).toBe('"Account"');
  expect(said[5]).toBe('"Amount"');
  expect(Number((await card.boundingBox())?.width)).toBeGreaterThan(300);
  const filters = page.getByRole('button', { name: 'Filters and order' });
  expect(await page.getByRole('combobox', { name: 'Sort by' }).isVisible()).toBe(false);
  await filters.click();
  expect(await filters.getAttribute('aria-expanded')).toBe('true');
  await page.getByRole('combobox', { name: 'Sort by' }).click();
  await page.getByRole('option', { name: 'Amount, descending' }).click();
  const [largest] = await deals('IsClosed = false AND Amount != null ORDER BY Amount DESC');
  await expect.poll(() => card.locator('td').nth(5).textContent()).toBe(money.format(largest?.Amount ?? 0));
});

test('of more than 2,000 deals the first are listed, and the list says so', async () => {
  const before = (await deals('IsClosed = false')).length;
  const rows = Array.from({ length: 2001 }, (_, at) => ({
    Name: `Many ${at}`,
    StageName: model.stages[0]?.name,
    CloseDate: '2031-01-31',
    Amount: 1000,
    OwnerId: fixture.userId('rep'),
  }));
  expect(fixture.org.load('Opportunity', rows).every(({ ok }) => ok)).toBe(true);
  const { page } = await fixture.open({ only: 'deals' });
  await page.locator('[data-cut]').waitFor();
  expect(await page.locator('[data-cut]').textContent()).toContain(`first 2000 of ${before + 2001} deals`);
  expect(await page.locator('[data-count]').textContent()).toBe(`2000 of ${before + 2001} deals`);
  await ready(page);
  await page.getByLabel('Name, account or owner').fill('Many');
  await page.getByText(`${2000 - before} of ${before + 2001} deals`).waitFor();
  expect(await page.locator('[data-amount]').textContent()).toBe(money.format(1000 * (2000 - before)));
  await page.getByRole('button', { name: 'Mine' }).click();
  await expect.poll(() => page.locator('[data-cut]').count()).toBe(1);
});
