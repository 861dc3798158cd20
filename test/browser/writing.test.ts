/** What is typed, and how: input methods, dates, amounts. */
import { expect, test } from 'vitest';
import type { CDPSession } from 'playwright-core';
import { buttonOf, rowOf } from '../../scripts/proof/browser/screen.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture();

/** A key as an input method tells of it: 229, whatever key it was. */
async function composingKey(session: CDPSession, key: string): Promise<void> {
  for (const type of ['rawKeyDown', 'keyUp'] as const)
    await session.send('Input.dispatchKeyEvent', { type, key, code: key, windowsVirtualKeyCode: 229 });
}

test.each([
  ['Enter', 'a short text', 'SIG_NUMBER', 'input'],
  ['Escape', 'a short text', 'SIG_NUMBER', 'input'],
  ['Escape', 'a long text', 'VAL_BRIEF', 'textarea'],
])('%s that belongs to an input method leaves %s alone', async (key, _kind, code, selector) => {
  const deal = fixture.deal(code === 'VAL_BRIEF' ? {} : { StageName: 'Negotiation & Signing' });
  const screen = await fixture.open({ deal, only: 'panel' });
  const input = rowOf(screen, code).locator(selector).first();
  await input.focus();
  const session = await screen.page.context().newCDPSession(screen.page);
  await session.send('Input.imeSetComposition', { text: 'xiang', selectionStart: 5, selectionEnd: 5 });
  await composingKey(session, key);
  expect(await input.inputValue()).toBe('xiang');
  await session.send('Input.insertText', { text: '项目' });
  await composingKey(session, key);
  expect(await input.inputValue()).toBe('项目');
  await screen.page.waitForTimeout(300);
  expect(screen.calls.filter(({ method }) => method === 'PATCH')).toEqual([]);
  await buttonOf(rowOf(screen, code), 'save').waitFor();
});

test.each([
  ['en_US', 'Dec 31, 2026'],
  ['en_US', '12/31/2026'],
  ['zh_CN', '2026年12月31日'],
  ['zh_CN', '2026-12-31'],
] as const)('a date is typed in %s as %s', async (language, text) => {
  const deal = fixture.deal({ StageName: 'Negotiation & Signing' });
  const screen = await fixture.open({ deal, language, only: 'panel' });
  await rowOf(screen, 'SIG_DATE').locator('input').first().focus();
  await screen.page.keyboard.type(text);
  await screen.page.keyboard.press('Tab');
  await screen.panel.locator('.row.done[data-code="SIG_DATE"]').waitFor();
  expect(await fixture.field('Opportunity', deal, 'TAS_Contract_Signed_Date__c')).toBe('2026-12-31');
});

test('a day that does not exist is refused', async () => {
  const deal = fixture.deal({ StageName: 'Negotiation & Signing' });
  const screen = await fixture.open({ deal, only: 'panel' });
  await rowOf(screen, 'SIG_DATE').locator('input').first().focus();
  await screen.page.keyboard.type('2026-02-30');
  await rowOf(screen, 'SIG_NUMBER').locator('input').focus();
  await rowOf(screen, 'SIG_DATE').locator('.slds-has-error').waitFor();
  expect(await fixture.field('Opportunity', deal, 'TAS_Contract_Signed_Date__c')).toBeNull();
});

test('an amount is typed as the panel prints it; one that is too large is named, and the draft stays', async () => {
  const deal = fixture.deal({ Amount: null });
  const screen = await fixture.open({ deal, language: 'zh_CN', only: 'panel' });
  const amount = rowOf(screen, 'VAL_AMOUNT').locator('input').first();
  await amount.fill('999999999999亿');
  await amount.press('Enter');
  await rowOf(screen, 'VAL_AMOUNT').getByText('数值太大').waitFor();
  expect(await amount.inputValue()).toBe('999999999999亿');
  await amount.fill('¥120万');
  await amount.press('Enter');
  await screen.panel.locator('.row.done[data-code="VAL_AMOUNT"]').waitFor();
  expect(await fixture.field('Opportunity', deal, 'Amount')).toBe(1_200_000);
});
