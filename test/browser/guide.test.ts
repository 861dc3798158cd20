/** What the panel tells its reader to do next, and where it takes him. */
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { buttonOf, rowOf } from '../../scripts/proof/browser/screen.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture();

const hasFocus = (locator: Locator) => locator.evaluateAll((all) => all.some((one) => one.matches(':focus')));

/** A deal that lacks nothing in its first stage. */
function readyDeal(row: Readonly<Record<string, unknown>> = {}): string {
  const contact = fixture.load('Contact', { LastName: 'Ready', Phone: '+49 30 1234' });
  const deal = fixture.deal({
    TAS_Project_Brief__c: 'New grid control',
    TAS_Project_Contact__c: contact,
    TAS_Is_Opportunity__c: 'Yes',
    TAS_Can_Compete__c: 'Yes',
    TAS_Can_Win__c: 'Yes',
    TAS_Worth_Winning__c: 'Yes',
    ...row,
  });
  fixture.item(deal, 'VAL_CONFIRM', { Status__c: 'Done', Settled_By__c: fixture.userId('rep') });
  return deal;
}

test('Advance and a blocker put the cursor into the field, mark its row, and what is left stays in view', async () => {
  const deal = fixture.deal();
  const { page, panel } = await fixture.open({ deal, height: 600 });
  await rowOf({ panel } as never, 'VAL_BRIEF')
    .locator('textarea')
    .waitFor();
  await buttonOf(panel, 'advance').click();
  const brief = rowOf({ panel } as never, 'VAL_BRIEF');
  await expect.poll(() => hasFocus(brief.locator('textarea'))).toBe(true);
  expect(await brief.evaluate((row) => getComputedStyle(row).boxShadow)).not.toBe('none');
  await page.keyboard.press('Enter');
  expect(await brief.locator('[data-name="reason"]').count()).toBe(0);
  await page.mouse.wheel(0, 3000);
  await expect.poll(() => page.evaluate(() => scrollY)).toBeGreaterThan(200);
  for (const shown of [panel.locator('[data-id="left"]'), buttonOf(panel, 'advance')]) {
    const box = await shown.boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(0);
    expect(box?.y).toBeLessThan(120);
  }
  expect(await panel.locator('[data-id="left"]').innerText()).toMatch(/^\d left$/);
  await panel.locator('button[data-code="VAL_FOUR_Q"]').click();
  const question = rowOf({ panel } as never, 'VAL_FOUR_Q')
    .getByRole('combobox')
    .first();
  await expect.poll(() => hasFocus(question)).toBe(true);
  // Nothing lies under the head.
  const top = await panel.locator('header.top').boundingBox();
  const row = await rowOf({ panel } as never, 'VAL_FOUR_Q').boundingBox();
  expect(Number(row?.y)).toBeGreaterThanOrEqual(Number(top?.y) + Number(top?.height) - 1);
});

test('Alt and N lead from one open row to the next, Alt and A back to Advance', async () => {
  const deal = fixture.deal();
  const { page, panel } = await fixture.open({ deal, only: 'panel' });
  const row = (code: string) => rowOf({ panel } as never, code);
  await row('VAL_BRIEF').locator('textarea').waitFor();
  await buttonOf(panel, 'advance').focus();
  await page.keyboard.press('Alt+n');
  await expect.poll(() => hasFocus(row('VAL_BRIEF').locator('textarea'))).toBe(true);
  await page.keyboard.press('Alt+n');
  await expect.poll(() => hasFocus(row('VAL_CONTACT').locator('input'))).toBe(true);
  await page.keyboard.press('Alt+a');
  await expect.poll(() => hasFocus(buttonOf(panel, 'advance'))).toBe(true);
});

test('whoever holds the bypass is told how much it lets through', async () => {
  const deal = fixture.deal({ AccountId: fixture.load('Account', { Name: 'Sued' }) });
  const { panel } = await fixture.open({ deal, persona: 'ops', only: 'panel' });
  await panel.getByText(/^\d missing; your bypass lets it through$/).waitFor();
  expect(await panel.locator('.notice.success').count()).toBe(0);
  expect(await panel.locator('.row.hard.unsettled').count()).toBeGreaterThan(2);
  await buttonOf(panel, 'advance').click();
  await expect.poll(() => fixture.field('Opportunity', deal, 'StageName')).toBe('Initiate Pursuit');
});

test('a deal is won only after date, amount and contract were looked at, and a day that is still to come is told', async () => {
  const deal = readyDeal({
    Amount: 500_000,
    StageName: 'Negotiation & Signing',
    TAS_Contract_Signed_Date__c: '2099-01-31',
    TAS_Contract_Number__c: 'abc-1',
  });
  for (const code of ['SIG_NEGOTIATE', 'SIG_CONTRACT', 'SIG_APPROVAL'])
    fixture.item(deal, code, {
      Status__c: 'Done',
      Evidence_Url__c: 'https://files.example/c',
      Settled_By__c: fixture.userId('manager'),
      ...(code === 'SIG_APPROVAL' ? { Settled_Amount__c: 500_000 } : {}),
    });
  const { page, panel } = await fixture.open({ deal, only: 'panel' });
  await buttonOf(panel, 'advance').click();
  const form = panel.locator('[data-id="form"]');
  await panel.getByText('“Signed date” lies in the future: Jan 31, 2099.').waitFor();
  expect(await fixture.field('Opportunity', deal, 'StageName')).toBe('Negotiation & Signing');
  expect(await form.locator('[data-name="Amount"] input').inputValue()).toBe('500,000');
  expect(await form.locator('[data-name="TAS_Contract_Number__c"] input').inputValue()).toBe('abc-1');
  const signed = form.locator('[data-name="TAS_Contract_Signed_Date__c"] input');
  await signed.fill('2026-01-31');
  await signed.press('Tab');
  await panel.getByText('“Signed date” lies in the future').waitFor({ state: 'detached' });
  await buttonOf(form, 'save').click();
  await expect.poll(() => fixture.field('Opportunity', deal, 'StageName')).toBe('Closed Won');
  expect(await fixture.field('Opportunity', deal, 'TAS_Contract_Signed_Date__c')).toBe('2026-01-31');
  // What somebody typed is shown as he typed it.
  await panel.locator('[data-stage="7"]').click();
  const number = rowOf({ panel } as never, 'SIG_NUMBER')
    .locator('.detail')
    .first();
  expect(
    await number.evaluate((one) => [
      getComputedStyle(one, '::first-letter').textTransform,
      (one as HTMLElement).innerText,
    ]),
  ).toEqual(['none', 'abc-1']);
  await page.waitForTimeout(0);
});

test('a small deal may skip stages or go one on, and the path says so before it does', async () => {
  const deal = readyDeal({ Amount: 500_000 });
  const { page, panel } = await fixture.open({ deal, only: 'panel' });
  expect(await panel.locator('[data-stage="3"]').getAttribute('title')).toBe('Needs Analysis · may be skipped');
  await panel.locator('[data-id="moves"] button').first().click();
  await page.getByRole('menuitem', { name: 'Only one stage on, to Initiate Pursuit' }).click();
  await buttonOf(panel.locator('[data-id="form"]'), 'save').click();
  await expect.poll(() => fixture.field('Opportunity', deal, 'StageName')).toBe('Initiate Pursuit');
  await panel.locator('.segment.here[data-stage="2"]').waitFor();
});

test('without a grade the list is short: who leads first, then a count for each stage', async () => {
  const deal = fixture.deal({ TAS_Led_By__c: null, StageName: 'Negotiation & Signing' });
  const { panel } = await fixture.open({ deal, only: 'panel' });
  const links = await panel.locator('button[data-event="jump"]').allInnerTexts();
  expect(links).toHaveLength(8);
  expect(links[0]).toBe('Answer who leads');
  expect(links[1]).toMatch(/^Validate Opportunity: \d+$/);
});

test('where only an approval is pending the panel waits in amber and says for whom', async () => {
  const deal = readyDeal({
    TAS_Led_By__c: 'Partner',
    TAS_Partner_Account__c: fixture.load('Account', { Name: 'Partner' }),
    TAS_Deal_Reg_Number__c: 'R-1',
    TAS_Deal_Reg_Status__c: 'Approved',
    TAS_Deal_Reg_Expiry__c: '2099-01-01',
  });
  fixture.item(deal, 'VAL_REG_APPROVAL', { Status__c: 'Requested' });
  const { panel } = await fixture.open({ deal, only: 'panel' });
  await panel.locator('.notice.waiting', { hasText: 'Waiting for an approver who does not own the deal' }).waitFor();
  expect(await panel.locator('.notice.error').count()).toBe(0);
});

test('a person says who is named and who named him; a deadline before its tender is said right', async () => {
  const deal = fixture.deal({
    StageName: 'Bid Submission',
    TAS_Tender_Issue_Date__c: '2026-07-15',
    TAS_Bid_Deadline__c: '2026-06-01',
  });
  fixture.item(deal, 'BID_BID_MGR', {
    Status__c: 'Done',
    Person__c: fixture.userId('manager'),
    Settled_By__c: fixture.userId('rep'),
  });
  const { panel } = await fixture.open({ deal, only: 'panel' });
  await panel.getByText('Max Manager, named by Rita Rep').waitFor();
  await panel.getByText('The bid deadline lies 44 days before the tender issue').waitFor();
});

test('a toast tells when the last thing is settled, and the cursor goes back to Advance', async () => {
  const deal = readyDeal({ TAS_Project_Brief__c: null });
  const { page, panel } = await fixture.open({ deal });
  const brief = rowOf({ panel } as never, 'VAL_BRIEF').locator('textarea');
  await brief.fill('New grid control');
  await brief.press('Control+Enter');
  await page.getByText('Nothing is missing any more: the deal can move on.').waitFor();
  await expect.poll(() => hasFocus(buttonOf(panel, 'advance'))).toBe(true);
});

test('Enter saves a link as it saves a field', async () => {
  const deal = fixture.deal({ StageName: 'Initiate Pursuit' });
  const screen = await fixture.open({ deal, only: 'panel' });
  const row = rowOf(screen, 'INI_REPORT');
  await buttonOf(row, 'primary').click();
  await row.locator('input[type="url"]').fill('https://files.example/report.pdf');
  await row.locator('input[type="url"]').press('Enter');
  await screen.panel.locator('.row.done[data-code="INI_REPORT"]').waitFor();
});

test.each([375, 640])('at a width of %d every button of the panel is large enough for a finger', async (width) => {
  const deal = fixture.deal();
  const { panel } = await fixture.open({ deal, width, height: 800, only: 'panel' });
  await rowOf({ panel } as never, 'VAL_BRIEF')
    .locator('textarea')
    .waitFor();
  const small = await panel.locator('button:visible').evaluateAll((all) =>
    all
      .filter((one) => one.dataset['id'] !== undefined || one.dataset['event'] !== undefined)
      .filter((one) => one.getBoundingClientRect().height < 44)
      .map((one) => one.outerHTML.slice(0, 120)),
  );
  expect(small).toEqual([]);
});
