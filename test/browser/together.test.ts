/** What is meant at once is saved at once, with the real base components and the rules of the server. */
import { expect, test } from 'vitest';
import { buttonOf, rowOf } from '../../scripts/proof/browser/screen.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture();

const itemsOf = async (deal: string): Promise<Record<string, unknown>[]> => {
  const query = `SELECT Code__c, Status__c, Reason__c, Person__c FROM TAS_Gate_Item__c WHERE Opportunity__c = '${deal}' ORDER BY Code__c`;
  const answer = (await fixture.call('admin', 'GET', `query?q=${encodeURIComponent(query)}`)) as {
    records: Record<string, unknown>[];
  };
  return answer.records;
};

test('what was typed in several rows is saved by one button, the items in one transaction', async () => {
  const deal = fixture.deal({ StageName: 'Initiate Pursuit' });
  const screen = await fixture.open({ deal, only: 'panel' });
  for (const [code, reason] of [
    ['INI_REPORT', 'Covered by the framework contract'],
    ['INI_SR', 'The customer brings its own'],
  ] as const) {
    const row = rowOf(screen, code);
    await buttonOf(row, 'more').click();
    await row.getByRole('button', { name: 'Ask for a waiver' }).click();
    await row.locator('[data-name="reason"] input').fill(reason);
  }
  await screen.panel.getByRole('button', { name: 'Save all (2)' }).click();
  for (const code of ['INI_REPORT', 'INI_SR'])
    await screen.panel.locator(`.row.waiting[data-code="${code}"]`).waitFor();
  expect(await itemsOf(deal)).toMatchObject([
    { Code__c: 'INI_REPORT', Status__c: 'Requested', Reason__c: 'Covered by the framework contract' },
    { Code__c: 'INI_SR', Status__c: 'Requested', Reason__c: 'The customer brings its own' },
  ]);
  const writes = screen.calls.filter(({ method, path }) => method !== 'GET' && path !== 'graphql');
  expect(writes).toEqual([]);
  await screen.panel.getByRole('button', { name: /Save all/ }).waitFor({ state: 'detached' });
});

test('a rule that refuses one of them keeps them all out, says why, and leaves everything typed', async () => {
  const deal = fixture.deal({ StageName: 'Initiate Pursuit' });
  const screen = await fixture.open({ deal, only: 'panel' });
  for (const code of ['INI_REPORT', 'INI_SR']) {
    const row = rowOf(screen, code);
    await buttonOf(row, 'more').click();
    await row.getByRole('button', { name: 'Ask for a waiver' }).click();
    await row.locator('[data-name="reason"] input').fill(`Why ${code}`);
  }
  // Somebody else settles one of them meanwhile.
  fixture.item(deal, 'INI_SR', { Person__c: fixture.userId('manager') });
  await screen.panel.getByRole('button', { name: 'Save all (2)' }).click();
  await screen.panel.getByRole('alert').getByText('None of 2 things was saved').waitFor();
  expect(await itemsOf(deal)).toMatchObject([{ Code__c: 'INI_SR', Status__c: 'Done' }]);
  expect(await rowOf(screen, 'INI_REPORT').locator('[data-name="reason"] input').inputValue()).toBe('Why INI_REPORT');
});

test('the people of an earlier stage are carried on by one click; one of them, or oneself, by two', async () => {
  const deal = fixture.deal({ StageName: 'Needs Analysis' });
  const [rep, manager] = [fixture.userId('rep'), fixture.userId('manager')];
  fixture.item(deal, 'INI_AR', { Person__c: rep });
  fixture.item(deal, 'INI_SR', { Person__c: manager });
  const screen = await fixture.open({ deal, only: 'panel' });
  await screen.panel.getByRole('button', { name: 'Same people as before (2)' }).click();
  await screen.panel.locator('.row.done[data-code="NEE_SR"]').waitFor();
  const named = (await itemsOf(deal)).filter(({ Code__c }) => String(Code__c).startsWith('NEE'));
  expect(named).toMatchObject([
    { Code__c: 'NEE_AR', Status__c: 'Done', Person__c: rep },
    { Code__c: 'NEE_SR', Status__c: 'Done', Person__c: manager },
  ]);
  await screen.panel.locator('[data-stage="4"]').click();
  const row = rowOf(screen, 'VAP_SR');
  await buttonOf(row, 'primary').click();
  await row.getByRole('button', { name: 'As before: Max Manager' }).waitFor();
  await row.getByRole('button', { name: 'Me', exact: true }).click();
  await screen.panel.locator('.row.done[data-code="VAP_SR"]').waitFor();
  expect((await itemsOf(deal)).find(({ Code__c }) => Code__c === 'VAP_SR')).toMatchObject({ Person__c: rep });
});

test('contacts of the account come first, with their account beside them; the others once they are asked for', async () => {
  const [own, other] = ['Nordsee Wind', 'Alpen Strom'].map((Name) => fixture.load('Account', { Name }));
  fixture.load('Contact', { LastName: 'Jansen', AccountId: own });
  fixture.load('Contact', { LastName: 'Jansky', AccountId: other });
  const deal = fixture.deal({ AccountId: own });
  const screen = await fixture.open({ deal, only: 'panel' });
  const row = rowOf(screen, 'VAL_CONTACT');
  const search = row.getByRole('combobox');
  const options = screen.page.locator('[role="option"]:visible');
  await search.fill('Jans');
  await options.filter({ hasText: 'Jansen' }).first().waitFor();
  expect(await options.filter({ hasText: 'Jansky' }).count()).toBe(0);
  expect(await options.filter({ hasText: 'Jansen' }).first().textContent()).toContain('Nordsee Wind');
  await search.press('Escape');
  await row.getByRole('button', { name: 'Search contacts of every account' }).click();
  await search.fill('Jan');
  await options.filter({ hasText: 'Jansky' }).first().waitFor();
});

test('the other ways of a row open, move and close by the keyboard', async () => {
  const deal = fixture.deal({ StageName: 'Initiate Pursuit' });
  const { page, panel } = await fixture.open({ deal, only: 'panel' });
  const more = panel.locator('.row[data-code="INI_REPORT"] button[data-id="more"]');
  await more.focus();
  await page.keyboard.press('Enter');
  const entry = panel.getByRole('button', { name: 'Ask for a waiver' });
  await expect.poll(() => entry.evaluate((one) => one.matches(':focus'))).toBe(true);
  await page.keyboard.press('Escape');
  await entry.waitFor({ state: 'detached' });
  await expect.poll(() => more.evaluate((one) => one.matches(':focus'))).toBe(true);
  await page.keyboard.press('Enter');
  await entry.waitFor();
  await page.keyboard.press('Enter');
  const reason = panel.locator('.row[data-code="INI_REPORT"] [data-name="reason"] input');
  await expect.poll(() => reason.evaluate((one) => one.matches(':focus'))).toBe(true);
});
