/** Components of one record page beside each other: what one writes the others show, and nothing that is typed is lost. */
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Locator } from 'playwright-core';
import { mapField, stakeholder } from '../../scripts/product/customer/index.ts';
import { buttonOf, rowOf, type Screen } from '../../scripts/proof/browser/screen.ts';
import { referenceData } from '../model/models.ts';
import { Fixture } from './fixture.ts';

/** The reference model, whose first stage asks for a supporter, too. */
function model(): string {
  const data = referenceData();
  const [first] = data['stages'] as { required: object[] }[];
  first?.required.push({
    code: 'VAL_SUPPORTER',
    gate: 'hard',
    slot: 9,
    fields: [{ name: mapField.supporters, positive: true }],
    label: { en_US: 'A supporter', zh_CN: '支持者' },
  });
  return stringify(data);
}

const fixture = new Fixture({ model: model() });

const coachOf = ({ page }: Screen): Locator => page.locator('c-tas-coach');
const question = (screen: Screen, code: string): Locator => coachOf(screen).locator(`[data-question="${code}"]`);

/** Loses the deal on show, in its panel, by the second of its reasons. */
async function lose({ panel, page }: Screen): Promise<void> {
  await panel.locator('[data-id="moves"] button').first().click();
  await page.getByRole('menuitem', { name: /lost/i }).click();
  const form = panel.locator('[data-id="form"]');
  await form.getByRole('combobox').first().click();
  await page.getByRole('option', { name: 'Price', exact: true }).click();
  await buttonOf(form, 'save').click();
  await panel.locator('.segment.lost').waitFor();
}

test('a person who is put on the map opens the gate that asks for one, before anybody reloads', async () => {
  const AccountId = fixture.load('Account', { Name: 'Nordwind Energie AG' });
  fixture.load('Contact', { LastName: 'Behrens', FirstName: 'Katrin', AccountId });
  const deal = fixture.deal({ AccountId });
  const screen = await fixture.open({ deal });
  const gate = rowOf(screen, 'VAL_SUPPORTER');
  await gate.waitFor();
  expect(await gate.evaluate((one) => one.classList.contains('done'))).toBe(false);
  // What is typed in the panel meanwhile stays.
  const brief = rowOf(screen, 'VAL_BRIEF').locator('textarea');
  await brief.fill('三省调度中心 half a sentence');
  const map = screen.page.locator('c-tas-customer-map');
  await map.getByRole('button', { name: 'Add a person' }).click();
  await screen.page.keyboard.type('Katrin');
  await map.getByRole('option', { name: /Katrin Behrens/ }).click();
  await map.getByRole('combobox', { name: 'Closeness', exact: true }).click();
  await map.getByRole('option', { name: '5 · very high', exact: true }).click();
  await map.getByRole('button', { name: 'Save' }).click();
  await screen.panel.locator('.row.done[data-code="VAL_SUPPORTER"]').waitFor();
  expect(await brief.inputValue()).toBe('三省调度中心 half a sentence');
  expect((await fixture.rows(`SELECT Id FROM ${stakeholder} WHERE Opportunity__c = '${deal}'`)).length).toBe(1);
});

test('a deal that is lost in its panel is reviewed at once, and the reason of the review stands in the panel', async () => {
  const screen = await fixture.open({ deal: fixture.deal({ StageName: 'Needs Analysis' }) });
  await question(screen, 'WIN').waitFor();
  await lose(screen);
  const decided = question(screen, 'DECIDED');
  await decided.getByRole('button', { name: /^Answer/ }).click();
  await decided.getByRole('combobox').click();
  await decided.getByRole('option', { name: 'Relationship', exact: true }).click();
  await decided.getByRole('button', { name: 'Save' }).click();
  const head = screen.panel.locator('c-tas-stage-head');
  await expect.poll(() => head.textContent()).toContain('Relationship');
});

test('an answer that is being written is not taken away by a move of the deal', async () => {
  const screen = await fixture.open({ deal: fixture.deal({ StageName: 'Needs Analysis' }) });
  const work = question(screen, 'WORK');
  await work.getByRole('button', { name: /^Answer/ }).click();
  await work.locator('textarea').fill('先约总经理');
  await lose(screen);
  expect(await work.locator('textarea').inputValue()).toBe('先约总经理');
  await work.getByRole('button', { name: 'Cancel' }).click();
  await question(screen, 'DECIDED').waitFor();
});
