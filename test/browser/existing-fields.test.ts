/** Fields of the customer's own, edited in the panel: ticked, given a moment, and what nobody can type. */
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { rowOf } from '../../scripts/proof/browser/screen.ts';
import { existingData } from '../model/existing.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture({ model: stringify(existingData) });

const deal = () => fixture.deal({ StageName: 'Qualify', TAS_Led_By__c: null });

test('a checkbox is ticked where it is missing, and counts at once', async () => {
  const id = deal();
  const screen = await fixture.open({ deal: id, only: 'panel' });
  await rowOf(screen, 'Q_LEGAL').getByText('Not ticked', { exact: true }).waitFor();
  await rowOf(screen, 'Q_LEGAL').locator('input[type=checkbox]').click({ force: true });
  await screen.panel.locator('.row.done[data-code="Q_LEGAL"]').getByText('Yes').waitFor();
  expect(await fixture.field('Opportunity', id, 'Legal_OK__c')).toBe(true);
});

test('a moment is typed as a day and a time', async () => {
  const id = deal();
  const screen = await fixture.open({ deal: id, only: 'panel' });
  const row = rowOf(screen, 'Q_SEEN');
  await row.locator('input').first().fill('Nov 20, 2026');
  // Left, it takes the time of day, which may then be changed.
  await row.locator('input').first().press('Tab');
  await row.locator('[data-id="save"]').click();
  await screen.panel.locator('.row.done[data-code="Q_SEEN"]').waitFor();
  expect(await fixture.field('Opportunity', id, 'acme__Seen_On__c')).toMatch(/^2026-11-\d\dT\d\d:\d\d:00\.000/);
});

test('that there are no products is said, and nothing is offered to type', async () => {
  const screen = await fixture.open({ deal: deal(), only: 'panel' });
  const row = rowOf(screen, 'Q_PRODUCTS');
  await row.getByText(/^“.*”: the deal has no products yet$/).waitFor();
  expect(await row.locator('input').count()).toBe(0);
});
