import { expect, test } from 'vitest';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import { buttonOf, rowOf } from '../../scripts/proof/browser/screen.ts';
import { Keyboard } from './walk.ts';
import { Fixture } from './fixture.ts';

const legalHold = `<?xml version="1.0" encoding="UTF-8"?>
<ValidationRule xmlns="http://soap.sforce.com/2006/04/metadata">
  <fullName>Legal_Hold</fullName>
  <active>true</active>
  <errorConditionFormula>AND(ISCHANGED(StageName), NextStep = "legal hold")</errorConditionFormula>
  <errorMessage>Legal holds this deal &lt;ask Ms. Okafor&gt;, ext. 4711.</errorMessage>
</ValidationRule>`;

const fixture = new Fixture({ rules: { Legal_Hold: legalHold } });

const stageOf = (deal: string): Promise<unknown> => fixture.field('Opportunity', deal, 'StageName');
/** A deal with everything in place that the first stage asks for. */
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
  fixture.item(deal, 'VAL_CONFIRM');
  return deal;
}

test('with the keyboard alone, a blocked deal walks from Validate to Closed Won', { timeout: 90_000 }, async () => {
  const AccountId = fixture.load('Account', { Name: 'Harbour Authority' });
  fixture.load('Contact', { FirstName: 'Ming', LastName: 'Customer', Phone: '+86 10 5555 0100', AccountId });
  const deal = fixture.deal({ Name: 'Harbour lighting', AccountId });
  const screen = await fixture.open({ deal, only: 'panel' });
  const keyboard = new Keyboard(screen);
  const { panel } = screen;
  const walked: string[] = [];
  for (const next of [
    'Initiate Pursuit',
    'Needs Analysis',
    'Value Presentation',
    'Tender Preparation',
    'Bid Submission',
    'Negotiation & Signing',
    'Closed Won',
  ]) {
    const advance = buttonOf(panel, 'advance');
    // A person who asks to move on is taken to what is open.
    const before = await keyboard.open();
    expect(before.length, next).toBeGreaterThan(0);
    for (const code of before) {
      const row = panel.locator(`.row[data-code="${code}"]`);
      const isOthers = (await row.getAttribute('class'))?.includes('waiting') === true;
      if (!isOthers) await keyboard.settle(code);
    }
    const waiting = await keyboard.open();
    if (waiting.length > 0) {
      await keyboard.become('Rita Rep', 'Max Manager');
      for (const code of waiting) await keyboard.settle(code);
      await keyboard.become('Max Manager', 'Rita Rep');
    }
    expect(await keyboard.open(), next).toEqual([]);
    await keyboard.toAdvance();
    await keyboard.activate(advance);
    // What the contract says is looked at before the deal is won.
    if (next === 'Closed Won') await keyboard.activate(panel.locator('[data-id="form"] button[data-id="save"]'));
    await expect.poll(() => stageOf(deal)).toBe(next);
    if (next !== 'Closed Won') await panel.locator('[data-id="name"]', { hasText: next }).waitFor();
    await panel.locator('[data-id="advance"]:disabled').waitFor({ state: 'detached' });
    walked.push(next);
  }
  expect(walked).toHaveLength(7);
  // The bar above the panel, which only the practice org's page has, leads to three places.
  expect(keyboard.tabs - 3 * keyboard.logins).toBeLessThanOrEqual(350);
  process.stdout.write(`Validate to Closed Won: ${keyboard.acts} clicks of a mouse, ${keyboard.tabs} times Tab.\n`);
});

test('a C deal jumps to the last stage and is told what it skips', async () => {
  const deal = readyDeal({ Amount: 500_000 });
  const { panel } = await fixture.open({ deal });
  await panel.getByText('This skips Initiate Pursuit, Needs Analysis, Value Presentation').waitFor();
  await panel.getByRole('button', { name: 'Jump to Negotiation & Signing' }).click();
  await expect.poll(() => stageOf(deal)).toBe('Negotiation & Signing');
  await panel.locator('.segment.skipped').first().waitFor();
  expect(await panel.locator('.segment.skipped').count()).toBe(5);
});

test('a deal of the full track is not offered the jump', async () => {
  const { panel, page } = await fixture.open({ deal: readyDeal() });
  await panel.getByRole('button', { name: 'Advance to Initiate Pursuit' }).waitFor();
  await panel.locator('[data-id="moves"] button').first().click();
  await page.getByRole('menuitem').first().waitFor();
  expect((await page.getByRole('menuitem').allTextContents()).join()).not.toContain('Jump');
});

test('the owner asks, the manager confirms what the owner may not', async () => {
  const deal = fixture.deal({ StageName: 'Initiate Pursuit' });
  const rep = await fixture.open({ deal });
  const ofRep = rowOf(rep, 'INI_APPROVAL');
  await buttonOf(ofRep, 'primary').click();
  await rep.panel.locator('.row.waiting[data-code="INI_APPROVAL"]').waitFor();
  expect(await ofRep.textContent()).toMatch(/waiting|asked|requested/i);
  const manager = await fixture.open({ deal, persona: 'manager' });
  const ofManager = rowOf(manager, 'INI_APPROVAL');
  await buttonOf(ofManager, 'primary').click();
  await manager.panel.locator('.row.done[data-code="INI_APPROVAL"]').waitFor();
  // Who it was is known once the deal has been read again.
  await ofManager.getByText('Max Manager').waitFor();
});

test('a request is declined with its reason; the rep sees who and why, and asks again', async () => {
  const deal = fixture.deal({ StageName: 'Initiate Pursuit' });
  const rep = await fixture.open({ deal });
  await buttonOf(rowOf(rep, 'INI_APPROVAL'), 'primary').click();
  await rep.panel.locator('.row.waiting[data-code="INI_APPROVAL"]').waitFor();
  const manager = await fixture.open({ deal, persona: 'manager' });
  const ofManager = rowOf(manager, 'INI_APPROVAL');
  await buttonOf(ofManager, 'decline').click();
  await ofManager.locator('[data-name="reason"] input').fill('No budget');
  await buttonOf(ofManager, 'save').click();
  await ofManager.getByText('No budget').waitFor();
  const again = await fixture.open({ deal });
  const ofRep = rowOf(again, 'INI_APPROVAL');
  expect(await ofRep.locator('.detail').first().innerText()).toMatch(/^Max Manager declined on .+ · No budget/);
  await buttonOf(ofRep, 'primary').click();
  await again.panel.locator('.row.waiting[data-code="INI_APPROVAL"]').waitFor();
});

test('a mistaken tick is undone by one click', async () => {
  const deal = fixture.deal();
  const screen = await fixture.open({ deal });
  const row = rowOf(screen, 'VAL_CONFIRM');
  await buttonOf(row, 'primary').click();
  await screen.panel.locator('.row.done[data-code="VAL_CONFIRM"][aria-busy="false"]').waitFor();
  await buttonOf(row, 'undo').click();
  await screen.panel.locator('.row.unsettled[data-code="VAL_CONFIRM"]').waitFor();
});

test('a waiver is asked for with its reason, and the approver grants it with one click', async () => {
  const deal = fixture.deal({ StageName: 'Initiate Pursuit' });
  const rep = await fixture.open({ deal });
  const ofRep = rowOf(rep, 'INI_REPORT');
  await buttonOf(ofRep, 'more').click();
  await ofRep.getByRole('button', { name: 'Ask for a waiver' }).click();
  await ofRep.locator('[data-name="reason"] input').fill('Covered by the framework contract');
  await buttonOf(ofRep, 'save').click();
  await rep.panel.locator('.row.waiting[data-code="INI_REPORT"]').waitFor();
  // Asking settles nothing: the rep may still do it himself, and the gate stays closed.
  expect(await buttonOf(ofRep, 'primary').textContent()).toContain('Add link');
  const manager = await fixture.open({ deal, persona: 'manager' });
  await manager.panel.getByText('One request waits for you').waitFor();
  const ofManager = rowOf(manager, 'INI_REPORT');
  expect(await ofManager.textContent()).toContain('Rita Rep asked for a waiver');
  await buttonOf(ofManager, 'primary').click();
  await manager.panel.locator('.row.excused[data-code="INI_REPORT"]').waitFor();
  await ofManager.getByText('Waived · Covered by the framework contract · Max Manager').waitFor();
});

test('a manager raises the grade by hand, and the deal takes the track of that grade', async () => {
  const deal = readyDeal({ Amount: 500_000 });
  const { panel, page } = await fixture.open({ deal, persona: 'manager' });
  expect(await panel.locator('[data-id="track"]').textContent()).toBe('Fast track');
  await buttonOf(panel, 'raise:').click();
  const form = panel.locator('[data-id="form"]');
  for (const name of ['TAS_Manual_Grade__c', 'TAS_Manual_Grade_Reason__c']) {
    await form.locator(`[data-name="${name}"]`).getByRole('combobox').click();
    await page.locator('[role="option"]:visible').nth(0).click();
  }
  await buttonOf(form, 'save').click();
  expect(await fixture.field('Opportunity', deal, 'TAS_Manual_Grade__c')).toBeNull();
  await form.locator('[data-name="TAS_Manual_Grade_Note__c"] input').fill('First of its kind');
  await buttonOf(form, 'save').click();
  await form.waitFor({ state: 'detached' });
  expect(await panel.locator('[data-id="track"]').textContent()).toBe('Full track');
  expect(await fixture.field('Opportunity', deal, 'TAS_Manual_Grade__c')).toBe('A');
  expect(await fixture.field('Opportunity', deal, 'TAS_Manual_Grade_By__c')).toBe(fixture.userId('manager'));
});

test('two windows change one field: both values stand side by side, and what was typed is kept', async () => {
  const deal = fixture.deal();
  const first = await fixture.open({ deal });
  const second = await fixture.open({ deal });
  const field = (screen: typeof first) => rowOf(screen, 'VAL_BRIEF').locator('textarea');
  await field(first).fill('What I typed');
  await field(second).fill('What she typed');
  await buttonOf(rowOf(second, 'VAL_BRIEF'), 'save').click();
  await second.panel.locator('.row.done[data-code="VAL_BRIEF"]').waitFor();
  // The platform compares whole seconds.
  await first.page.waitForTimeout(1100);
  await buttonOf(rowOf(first, 'VAL_BRIEF'), 'save').click();
  const conflict = rowOf(first, 'VAL_BRIEF').getByRole('alert');
  await conflict.waitFor();
  expect((await conflict.locator('[data-id="mine"]').innerText()).trim()).toBe('Yours What I typed');
  expect((await conflict.locator('[data-id="theirs"]').innerText()).trim()).toBe('Now in Salesforce What she typed');
  expect(await fixture.field('Opportunity', deal, 'TAS_Project_Brief__c')).toBe('What she typed');
  await buttonOf(conflict, 'keep').click();
  await first.panel.locator('.row.done[data-code="VAL_BRIEF"]').waitFor();
  expect(await fixture.field('Opportunity', deal, 'TAS_Project_Brief__c')).toBe('What I typed');
});

test('an item that somebody else ticked touches the deal, and fakes no conflict', async () => {
  const deal = fixture.deal();
  const first = await fixture.open({ deal });
  const second = await fixture.open({ deal });
  await first.page.waitForTimeout(1100);
  await buttonOf(rowOf(second, 'VAL_CONFIRM'), 'primary').click();
  await second.panel.locator('.row.done[data-code="VAL_CONFIRM"]').waitFor();
  await rowOf(first, 'VAL_BRIEF').locator('textarea').fill('New grid control');
  await buttonOf(rowOf(first, 'VAL_BRIEF'), 'save').click();
  await first.panel.locator('.row.done[data-code="VAL_BRIEF"]').waitFor();
  await first.panel.locator('.row.done[data-code="VAL_CONFIRM"]').waitFor();
  expect(await first.panel.getByRole('alert').count()).toBe(0);
});

test('a refusal of the server names the gate when the panel knew less', async () => {
  const deal = readyDeal();
  const { panel } = await fixture.open({ deal });
  await fixture.call('admin', 'PATCH', `sobjects/TAS_Gate_Item__c/Item_Key__c/${deal}:VAL_CONFIRM`, {
    Status__c: 'Open',
    Settled_By__c: null,
    Settled_On__c: null,
  });
  await buttonOf(panel, 'advance').click();
  const problem = panel.getByRole('alert');
  await problem.waitFor();
  expect(await problem.textContent()).toContain('TAS-G');
  expect(await stageOf(deal)).toBe('Validate Opportunity');
});

test("a rule of the customer's own is shown word for word, as theirs", async () => {
  const deal = readyDeal({ NextStep: 'legal hold' });
  const { panel } = await fixture.open({ deal });
  await buttonOf(panel, 'advance').click();
  const problem = panel.getByRole('alert');
  await problem.waitFor();
  const text = await problem.textContent();
  expect(text).toContain('A rule of your company, not of TAS+, refused it:');
  expect(text).toContain('Legal holds this deal <ask Ms. Okafor>, ext. 4711.');
});

test('a deal is lost from anywhere, with its reason', async () => {
  const deal = readyDeal();
  const { panel, page } = await fixture.open({ deal });
  await buttonOf(panel, 'advance').click();
  await expect.poll(() => stageOf(deal)).toBe('Initiate Pursuit');
  await panel.locator('.segment.here[data-stage="2"]').waitFor();
  await panel.locator('[data-id="moves"] button').first().click();
  await page.getByRole('menuitem', { name: /lost/i }).click();
  const form = panel.locator('[data-id="form"]');
  await form.getByRole('combobox').first().click();
  await page.getByRole('option').nth(1).click();
  await buttonOf(form, 'save').click();
  await expect.poll(() => stageOf(deal)).toBe('Closed Lost');
  await buttonOf(panel, 'advance').waitFor({ state: 'detached' });
  expect(await panel.locator('c-tas-stage-head').textContent()).toContain('Loss reason');
  // Where it was lost stays in view, and is where it can be taken up again.
  await panel.locator('.segment.done[data-stage="1"]').waitFor();
  await panel.locator('.segment.lost[data-stage="2"]').waitFor();
  expect(await panel.locator('[data-id="position"]').textContent()).toBe('Lost in Initiate Pursuit');
  await panel.locator('[data-id="moves"] button').first().click();
  await page.getByRole('menuitem', { name: 'Reopen in Initiate Pursuit' }).click();
  await buttonOf(panel.locator('[data-id="form"]'), 'save').click();
  await expect.poll(() => stageOf(deal)).toBe('Initiate Pursuit');
});

test.each([
  ['en_US', 'slds1'],
  ['zh_CN', 'slds2'],
] as const)('on a phone nothing is wider than the screen, in %s and %s', async (language, theme) => {
  const deal = fixture.deal({ Name: '北方电网调度自动化系统升级改造与新能源接入平台建设' });
  const { panel, page } = await fixture.open({ deal, language, theme, width: 375, height: 800 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
  const wide = await panel
    .locator('button:visible, input:visible, textarea:visible')
    .evaluateAll((all) =>
      all.filter((one) => one.getBoundingClientRect().right > 375).map((one) => one.outerHTML.slice(0, 200)),
    );
  expect(wide).toEqual([]);
  await buttonOf(rowOf({ panel } as never, 'VAL_CONFIRM'), 'primary').click();
  await panel.locator('.row.done[data-code="VAL_CONFIRM"]').waitFor();
  const axe = await runAxe(page);
  expect(axe.violations).toEqual([]);
  expect(axe.contrastChecked).toBeGreaterThan(20);
});

test.each(['slds1', 'slds2'] as const)('the panel is in Chinese throughout and passes axe in %s', async (theme) => {
  const deal = fixture.deal();
  const { panel, page } = await fixture.open({ deal, language: 'zh_CN', theme, only: 'panel' });
  const text = (await panel.innerText()).replace(/TAS\+|AR|SR|FR|Rita Rep|Grid balancing/g, '');
  expect(text.match(/[A-Za-z]{3,}[^\n]*/g) ?? []).toEqual([]);
  expect(text).toContain('120万');
  const axe = await runAxe(page);
  expect(axe.violations).toEqual([]);
  expect(axe.contrastChecked).toBeGreaterThan(20);
});
