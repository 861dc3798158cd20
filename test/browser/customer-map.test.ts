/** The customer map on the record page: drawn, told in a table, filled in with mouse and keyboard, read by others. */
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import { buttonOf, type Screen } from '../../scripts/proof/browser/screen.ts';
import { snapshot, stakeholder } from '../../scripts/product/customer/index.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture();

interface Told {
  readonly name: string;
  readonly title?: string;
  readonly boss?: string;
  readonly answers?: object;
}

/** A deal with contacts at its account, some of them on its map; ids by name. */
function dealWith(people: readonly Told[], others: readonly string[] = []): { deal: string; ids: Map<string, string> } {
  const AccountId = fixture.load('Account', { Name: 'Nordwind Energie AG' });
  const deal = fixture.deal({ AccountId });
  const ids = new Map<string, string>();
  const contact = (name: string, Title = '', boss = ''): void => {
    const ReportsToId = ids.get(boss) ?? null;
    ids.set(name, fixture.load('Contact', { LastName: name, Title, AccountId, ReportsToId }));
  };
  for (const { name, title, boss } of people) contact(name, title, boss);
  for (const name of others) contact(name);
  for (const { name, answers } of people)
    fixture.load(stakeholder, {
      Opportunity__c: deal,
      Contact__c: ids.get(name),
      Stakeholder_Key__c: `${deal}:${ids.get(name) ?? ''}`,
      ...answers,
    });
  return { deal, ids };
}

const family: readonly Told[] = [
  {
    name: '陈国栋',
    title: '总经理',
    answers: {
      Role__c: 'Approver',
      Influence__c: '3',
      Closeness__c: '2',
      Solution_Acceptance__c: '2',
      Price_Acceptance__c: 'Unknown',
    },
  },
  {
    name: 'Katrin Behrens',
    title: 'Head of IT',
    boss: '陈国栋',
    answers: {
      Role__c: 'Decision maker',
      Influence__c: '2',
      Closeness__c: '4',
      Solution_Acceptance__c: '5',
      Price_Acceptance__c: '3',
    },
  },
  {
    name: 'Hugh Marlowe',
    title: 'Purchasing',
    boss: '陈国栋',
    answers: { Role__c: 'Evaluator', Influence__c: 'Unknown' },
  },
  {
    name: 'Aoife Brennan of the Department of Very Long Names',
    title: 'Operator',
    boss: 'Katrin Behrens',
    answers: { Role__c: 'User', Influence__c: '1', Closeness__c: '3', Solution_Acceptance__c: '3' },
  },
];

const mapOf = ({ page }: Screen): Locator => page.locator('c-tas-customer-map');
const rowOf = (map: Locator, name: string): Locator =>
  map.locator('tbody tr[data-row]').filter({ has: map.page().locator('th', { hasText: name }) });
const facts = (map: Locator): Locator => map.locator('[data-id="facts"]');
const choose = async (screen: Screen, label: string, value: string): Promise<void> => {
  await mapOf(screen).getByRole('combobox', { name: label, exact: true }).click();
  await mapOf(screen).getByRole('option', { name: value, exact: true }).click();
};

test('a deal without a map says so; a person is added by the mouse and stands in drawing, table and facts', async () => {
  const { deal, ids } = dealWith([], ['Katrin Behrens']);
  const screen = await fixture.open({ deal });
  const map = mapOf(screen);
  await map.getByText('Nobody is on the map yet').waitFor();
  await map.getByRole('button', { name: 'Add a person' }).click();
  // Whoever presses the button writes at once: the cursor is in the first field.
  await screen.page.keyboard.type('Katrin');
  await map.getByRole('option', { name: /Katrin Behrens/ }).click();
  await choose(screen, 'Role in the decision', 'Decision maker');
  await choose(screen, 'Closeness', '5 · very high');
  await choose(screen, 'Influence', '3 · much');
  await map.getByRole('button', { name: 'Save' }).click();
  await rowOf(map, 'Katrin Behrens').waitFor();
  expect(await facts(map).textContent()).toBe('1 person · Score 5 of 5 · 67 % unknown');
  expect(await map.locator('svg text.name').allTextContents()).toEqual(['Katrin Behrens']);
  expect(await map.locator('.warnings li').allTextContents()).toEqual([
    'No opponent is on the map. Is there really none?',
  ]);
  // The cursor waits at the person who was saved.
  await expect
    .poll(() =>
      rowOf(map, 'Katrin Behrens')
        .getByRole('button')
        .evaluate((one) => one.matches(':focus')),
    )
    .toBe(true);
  const [row] = await fixture.rows<Record<string, unknown>>(
    `SELECT Contact__c, Role__c, Closeness__c, Influence__c, CreatedById FROM ${stakeholder} WHERE Opportunity__c = '${deal}'`,
  );
  expect(row).toMatchObject({
    Contact__c: ids.get('Katrin Behrens'),
    Role__c: 'Decision maker',
    Closeness__c: '5',
    Influence__c: '3',
    CreatedById: fixture.userId('rep'),
  });
  await screen.page.reload();
  await rowOf(map, 'Katrin Behrens').waitFor();
});

test('by the keyboard alone somebody is changed; Escape gives up; another person reads what was saved', async () => {
  const { deal } = dealWith(family);
  const screen = await fixture.open({ deal });
  const map = mapOf(screen);
  const button = rowOf(map, 'Hugh Marlowe').getByRole('button');
  await button.focus();
  await screen.page.keyboard.press('Enter');
  await map.getByRole('combobox', { name: 'Closeness', exact: true }).waitFor();
  await screen.page.keyboard.press('Escape');
  await expect.poll(() => button.evaluate((one) => one.matches(':focus'))).toBe(true);
  await screen.page.keyboard.press('Enter');
  await choose(screen, 'Closeness', '1 · very low');
  await map.getByLabel('Note').fill('Prefers the incumbent 倾向现有供应商');
  await screen.page.keyboard.press('Enter');
  await expect.poll(() => rowOf(map, 'Hugh Marlowe').textContent()).toContain('Against us');
  const manager = await fixture.open({ deal, persona: 'manager' });
  const seen = mapOf(manager);
  await rowOf(seen, 'Hugh Marlowe').waitFor();
  expect(await rowOf(seen, 'Hugh Marlowe').textContent()).toContain('Prefers the incumbent 倾向现有供应商');
  expect(await facts(seen).textContent()).toBe(await facts(map).textContent());
});

test('who is on the map is not added again; two who save the same person lose nothing', async () => {
  const { deal, ids } = dealWith(family);
  const [one, other] = [await fixture.open({ deal }), await fixture.open({ deal, persona: 'manager' })];
  const map = mapOf(one);
  await map.getByRole('button', { name: 'Add a person' }).click();
  await one.page.keyboard.type('Katrin');
  await map.getByRole('option', { name: /Katrin Behrens/ }).click();
  await map.getByRole('button', { name: 'Save' }).click();
  await map.getByRole('alert').getByText('Katrin Behrens is on the map already.').waitFor();
  await map.getByRole('button', { name: 'Cancel' }).click();
  for (const screen of [one, other]) await rowOf(mapOf(screen), 'Katrin Behrens').getByRole('button').click();
  await choose(one, 'Price acceptance', '1 · very low');
  await map.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => rowOf(map, 'Katrin Behrens').textContent()).toContain('1 · very low');
  await choose(other, 'Price acceptance', '5 · very high');
  await mapOf(other).getByRole('button', { name: 'Save' }).click();
  await mapOf(other).getByRole('alert').waitFor();
  const [row] = await fixture.rows<{ Price_Acceptance__c: string }>(
    `SELECT Price_Acceptance__c FROM ${stakeholder} WHERE Contact__c = '${ids.get('Katrin Behrens') ?? ''}'`,
  );
  expect(row?.Price_Acceptance__c).toBe('1');
});

/** Loses the deal on show, in its panel. */
async function lose({ panel, page }: Screen): Promise<void> {
  await panel.locator('[data-id="moves"] button').first().click();
  await page.getByRole('menuitem', { name: /lost/i }).click();
  const form = panel.locator('[data-id="form"]');
  await form.getByRole('combobox').first().click();
  await page.getByRole('option').nth(1).click();
  await buttonOf(form, 'save').click();
}

test('a deal that is moved keeps what its map said; what has changed since stands beside it, for the manager too', async () => {
  const { deal } = dealWith(family);
  const screen = await fixture.open({ deal });
  const map = mapOf(screen);
  await rowOf(map, 'Hugh Marlowe').waitFor();
  expect(await map.locator('.movement').count()).toBe(0);
  await lose(screen);
  // Without a reload: the map hears of it.
  const lines = map.locator('.movement tbody tr');
  await expect.poll(() => lines.count()).toBe(2);
  const [kept] = await fixture.rows<Record<string, unknown>>(
    `SELECT Stage__c, People__c, Approvers__c, Supporters__c, Opponents__c, Score__c, Unknown_Share__c, CreatedById FROM ${snapshot} WHERE Opportunity__c = '${deal}'`,
  );
  expect(kept).toMatchObject({
    Stage__c: 'Closed Lost',
    People__c: 4,
    Approvers__c: 2,
    Supporters__c: 1,
    Opponents__c: 1,
    // (3 · 2 + 2 · 4 + 1 · 3) / 6
    Score__c: 2.83,
    Unknown_Share__c: 42,
    CreatedById: fixture.userId('rep'),
  });
  await rowOf(map, 'Hugh Marlowe').getByRole('button').click();
  await choose(screen, 'Closeness', '5 · very high');
  await map.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => lines.first().textContent()).toMatch(/Now.*2\s*\+1/);
  const manager = await fixture.open({ deal, persona: 'manager', language: 'zh_CN' });
  const seen = mapOf(manager).locator('.movement tbody tr');
  await seen.first().waitFor();
  expect(await seen.nth(1).textContent()).toMatch(/输单.* 于 /);
});

test('people who report to each other in a circle are named, and all of them are drawn', async () => {
  const { deal, ids } = dealWith(family);
  await fixture.call('admin', 'PATCH', `sobjects/Contact/${ids.get('陈国栋') ?? ''}`, {
    ReportsToId: ids.get('Katrin Behrens'),
  });
  const map = mapOf(await fixture.open({ deal }));
  await map.locator('.warnings li', { hasText: 'report to each other in a circle' }).waitFor();
  expect(await map.locator('svg g').count()).toBe(family.length);
});

test.each([
  ['slds1', 'en_US', 1280],
  ['slds2', 'zh_CN', 1280],
  ['slds1', 'zh_CN', 390],
] as const)('the map passes every rule of axe in %s, %s, at a width of %d', async (theme, language, width) => {
  const { deal } = dealWith(family);
  for (const [Stage__c, People__c, Score__c] of [
    ['Initiate Pursuit', 3, 2.5],
    ['Needs Analysis', 4, 3.33],
  ] as const)
    fixture.load(snapshot, {
      Opportunity__c: deal,
      Snapshot_Key__c: `${deal}:${Stage__c}:2026-11-20`,
      Stage__c,
      People__c,
      Approvers__c: 1,
      Supporters__c: 1,
      Opponents__c: 2,
      Score__c,
      Unknown_Share__c: 50,
    });
  const screen = await fixture.open({ deal, theme, language, width });
  const map = mapOf(screen);
  await map.locator('.movement tbody tr').nth(2).waitFor();
  await rowOf(map, 'Katrin Behrens').getByRole('button').click();
  await map.locator('c-tas-editor').waitFor();
  const axe = await runAxe(screen.page);
  expect(axe.violations).toEqual([]);
  expect(axe.contrastChecked).toBeGreaterThan(20);
  // Nothing but the drawing scrolls sideways.
  expect(await screen.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  if (process.env['TAS_LOOK'] !== undefined)
    await map.screenshot({ path: `${process.env['TAS_LOOK']}/map-${theme}-${language}-${width}.png` });
});

test('a map of 60 people takes one request', async () => {
  const people = Array.from({ length: 60 }, (_, at): Told => ({
    name: `Person ${at}`,
    boss: `Person ${Math.floor((at - 1) / 4)}`,
    answers: { Role__c: 'User', Influence__c: '1', Closeness__c: String(1 + (at % 5)) },
  }));
  const { deal } = dealWith(people);
  const screen = await fixture.open({ deal });
  const map = mapOf(screen);
  await rowOf(map, 'Person 59').waitFor();
  expect(await map.locator('svg g').count()).toBe(60);
  expect(screen.calls.filter(({ body }) => body.includes('tasMap')).length).toBe(1);
});
