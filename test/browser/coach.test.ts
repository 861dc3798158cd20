/** The coach on the record page: questions of the stage, answers that add up, read by others and changed by nobody. */
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { answerField as answer, coachingAnswer } from '../../scripts/product/coaching/index.ts';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import type { Screen } from '../../scripts/proof/browser/screen.ts';
import { Fixture } from './fixture.ts';

/** A rule of the customer's own: what a deal was lost by stays while the next step says frozen. */
const frozen = `<?xml version="1.0" encoding="UTF-8"?><ValidationRule xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Frozen</fullName><active>true</active><errorConditionFormula>AND(ISCHANGED(TAS_Loss_Reason__c), NextStep = "frozen")</errorConditionFormula><errorMessage>The year is closed: reasons stay.</errorMessage></ValidationRule>`;

const fixture = new Fixture({ rules: { Frozen: frozen } });

const coachOf = ({ page }: Screen): Locator => page.locator('c-tas-coach');
const asked = (coach: Locator, code: string): Locator => coach.locator(`[data-question="${code}"]`);
const inNeeds = (more: object = {}): string =>
  fixture.deal({ StageName: 'Needs Analysis', TAS_Competitive_Strategy__c: 'Flanking', ...more });

/** Picks an answer and says why. */
async function say(screen: Screen, code: string, choice: string, words: string): Promise<void> {
  const question = asked(coachOf(screen), code);
  await question.getByRole('combobox').click();
  await question.getByRole('option', { name: choice, exact: true }).click();
  await question.locator('textarea').fill(words);
  await question.getByRole('button', { name: 'Save' }).click();
  await question.locator('[data-id="last"]', { hasText: words }).waitFor();
}

test('a question is answered twice: both answers stay, and what changed is said', async () => {
  const deal = inNeeds();
  const screen = await fixture.open({ deal });
  const coach = coachOf(screen);
  const win = asked(coach, 'WIN');
  await win.getByText('Not answered yet').waitFor();
  await win.getByRole('button', { name: 'Answer: Can we win?' }).click();
  await expect.poll(() => win.getByRole('combobox').evaluate((one) => one.matches(':focus'))).toBe(true);
  await say(screen, 'WIN', 'Yes', 'The head of IT wants it 信息中心支持');
  // The cursor waits where one goes on.
  await expect
    .poll(() => win.getByRole('button', { name: 'Answer again' }).evaluate((one) => one.matches(':focus')))
    .toBe(true);
  await screen.page.keyboard.press('Enter');
  await say(screen, 'WIN', 'Unknown', 'The incumbent cut its price');
  await win.getByText('Was Yes, is Unknown').waitFor();
  expect(await win.locator('[data-id="earlier"]').count()).toBe(0);
  await win.getByRole('button', { name: 'Earlier answers (1)' }).click();
  expect(await win.locator('[data-id="earlier"]').textContent()).toContain('The head of IT wants it 信息中心支持');
  const rows = await fixture.rows<Record<string, unknown>>(
    `SELECT Question__c, Choice__c, Stage__c, CreatedById FROM ${coachingAnswer} WHERE Opportunity__c = '${deal}' ORDER BY CreatedDate, Id`,
  );
  expect(
    rows.map(({ Question__c, Choice__c, Stage__c, CreatedById }) => ({
      Question__c,
      Choice__c,
      Stage__c,
      CreatedById,
    })),
  ).toEqual([
    { Question__c: 'WIN', Choice__c: 'Yes', Stage__c: 'Needs Analysis', CreatedById: fixture.userId('rep') },
    { Question__c: 'WIN', Choice__c: 'Unknown', Stage__c: 'Needs Analysis', CreatedById: fixture.userId('rep') },
  ]);
  const manager = coachOf(await fixture.open({ deal, persona: 'manager' }));
  await asked(manager, 'WIN').locator('[data-id="last"]', { hasText: 'The incumbent cut its price' }).waitFor();
  expect(await asked(manager, 'WIN').textContent()).toContain('Rita Rep');
});

test('an answer is changed and removed by nobody who works on deals, and holds no gate up', async () => {
  const deal = inNeeds();
  const given = {
    [answer.deal]: deal,
    [answer.question]: 'WIN',
    [answer.stage]: 'Needs Analysis',
    [answer.choice]: 'No',
  };
  const { id } = (await fixture.call('rep', 'POST', `sobjects/${coachingAnswer}`, given)) as { id: string };
  const path = `sobjects/${coachingAnswer}/${id}`;
  for (const persona of ['rep', 'manager'] as const) {
    await expect(fixture.call(persona, 'PATCH', path, { [answer.choice]: 'Yes' })).rejects.toThrow(
      /INSUFFICIENT_ACCESS/,
    );
    await expect(fixture.call(persona, 'DELETE', path)).rejects.toThrow(/INSUFFICIENT_ACCESS/);
  }
  // Back is always open, whatever was answered.
  await fixture.call('rep', 'PATCH', `sobjects/Opportunity/${deal}`, { StageName: 'Validate Opportunity' });
});

test('the first stages ask nothing; a strategy brings its prompt; a closed deal asks what there is to learn', async () => {
  const first = coachOf(await fixture.open({ deal: fixture.deal() }));
  await first.getByText('In this stage the coach asks nothing.').waitFor();
  const needs = coachOf(await fixture.open({ deal: inNeeds() }));
  await needs.getByText('Strategy chosen: Flanking').waitFor();
  expect(
    await needs.locator('[data-question]').evaluateAll((all) => all.map((one) => one.getAttribute('data-question'))),
  ).toEqual(['WIN', 'CHAIN', 'COMPETE', 'RELATE', 'WORK']);
  const lost = coachOf(
    await fixture.open({ deal: inNeeds({ StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' }) }),
  );
  await lost.getByText('what is there to learn from it?').waitFor();
  expect(await lost.locator('[data-question]').count()).toBe(3);
});

const lostDeal = (more: object = {}): string =>
  inNeeds({ StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price', TAS_Lost_Stage__c: 'Needs Analysis', ...more });
const reasonOf = (deal: string): Promise<unknown> => fixture.field('Opportunity', deal, 'TAS_Loss_Reason__c');
const reviewsOf = (deal: string): Promise<Record<string, unknown>[]> =>
  fixture.rows(
    `SELECT Question__c, Reason__c, Stage__c, Answer__c FROM ${coachingAnswer} WHERE Opportunity__c = '${deal}'`,
  );

/** Opens the question and picks a reason. */
async function decide(screen: Screen, button: string, reason: string): Promise<Locator> {
  const decided = asked(coachOf(screen), 'DECIDED');
  await decided.getByRole('button', { name: button }).click();
  await decided.getByRole('combobox').click();
  await decided.getByRole('option', { name: reason, exact: true }).click();
  return decided;
}

test('the review of a lost deal corrects what the deal says of itself, told before and after', async () => {
  const deal = lostDeal();
  const screen = await fixture.open({ deal });
  await coachOf(screen).getByText('nobody has reviewed it yet').waitFor();
  const decided = await decide(screen, 'Answer: What decided it', 'Solution');
  await decided.getByText('Saving changes the loss reason of the deal, too: from Price to Solution.').waitFor();
  expect(await reasonOf(deal)).toBe('Price');
  await decided.locator('textarea').fill('Theirs ran on the old control room 对方兼容旧系统');
  await decided.getByRole('button', { name: 'Save' }).click();
  await decided.locator('[data-id="last"]', { hasText: 'Solution Theirs ran on' }).waitFor();
  await coachOf(screen).getByText('The loss reason of the deal is now: Solution.').waitFor();
  expect(await reasonOf(deal)).toBe('Solution');
  expect(await reviewsOf(deal)).toMatchObject([
    { Question__c: 'DECIDED', Reason__c: 'Solution', Stage__c: 'Closed Lost' },
  ]);
  // Answered again by the manager, who agrees: the deal is left alone.
  const manager = await fixture.open({ deal, persona: 'manager' });
  const again = await decide(manager, 'Answer again: What decided it', 'Solution');
  expect(await again.locator('[data-id="consequence"]').textContent()).toBe('');
  await again.getByRole('button', { name: 'Save' }).click();
  await again.getByText('Earlier answers (1)').waitFor();
  expect(await reviewsOf(deal)).toHaveLength(2);
});

test('where the deal refuses its reason the answer is kept, and why is said', async () => {
  const deal = lostDeal({ NextStep: 'frozen' });
  const screen = await fixture.open({ deal });
  const decided = await decide(screen, 'Answer: What decided it', 'Relationship');
  await decided.getByRole('button', { name: 'Save' }).click();
  const alert = coachOf(screen).getByRole('alert');
  await alert.getByText('The answer was saved. The loss reason of the deal was not changed.').waitFor();
  expect(await alert.textContent()).toContain('The year is closed: reasons stay.');
  await decided.locator('[data-id="last"]', { hasText: 'Relationship' }).waitFor();
  expect(await reasonOf(deal)).toBe('Price');
  expect(await reviewsOf(deal)).toHaveLength(1);
});

test('a reason that somebody gave meanwhile is not overwritten', async () => {
  const deal = lostDeal();
  const screen = await fixture.open({ deal });
  const decided = await decide(screen, 'Answer: What decided it', 'Relationship');
  await fixture.call('manager', 'PATCH', `sobjects/Opportunity/${deal}`, { TAS_Loss_Reason__c: 'Cancelled' });
  await decided.getByRole('button', { name: 'Save' }).click();
  await coachOf(screen).getByText('Somebody has changed the deal meanwhile.').waitFor();
  expect(await reasonOf(deal)).toBe('Cancelled');
  expect(await reviewsOf(deal)).toHaveLength(1);
});

test('a won deal is asked for reasons of its own, and stays as it is', async () => {
  const deal = inNeeds({ StageName: 'Closed Won' });
  const screen = await fixture.open({ deal, language: 'zh_CN' });
  await coachOf(screen).getByText('还没有人复盘').waitFor();
  const decided = asked(coachOf(screen), 'DECIDED');
  await decided.getByRole('button', { name: '回答：决定因素' }).click();
  await decided.getByRole('combobox').click();
  for (const label of ['价格', '方案', '关系', '交付与服务', '品牌与案例', '无有力竞争对手', '其他'])
    expect([label, await decided.getByRole('option', { name: label }).count()]).toEqual([label, 1]);
  expect(await decided.getByRole('option').count()).toBe(7);
  await decided.getByRole('option', { name: '交付与服务' }).click();
  await decided.getByRole('button', { name: '保存' }).click();
  await decided.locator('[data-id="last"]', { hasText: '交付与服务' }).waitFor();
  expect([await reasonOf(deal), await reviewsOf(deal)]).toMatchObject([null, [{ Reason__c: 'Delivery and service' }]]);
});

test('no rule of the package holds the reason of a lost deal; who has no right to it may neither change nor answer', async () => {
  const deal = lostDeal();
  const path = `sobjects/Opportunity/${deal}`;
  for (const [persona, reason] of [
    ['rep', 'Solution'],
    ['manager', 'Other'],
  ] as const) {
    await fixture.call(persona, 'PATCH', path, { TAS_Loss_Reason__c: reason });
    expect(await reasonOf(deal)).toBe(reason);
  }
  const answered = { [answer.deal]: deal, [answer.question]: 'DECIDED', [answer.reason]: 'Price' };
  await expect(fixture.call('channel', 'PATCH', path, { TAS_Loss_Reason__c: 'Price' })).rejects.toThrow();
  await expect(fixture.call('channel', 'POST', `sobjects/${coachingAnswer}`, answered)).rejects.toThrow();
  // What stands in no list is no reason.
  await expect(
    fixture.call('rep', 'POST', `sobjects/${coachingAnswer}`, { ...answered, [answer.reason]: 'Luck' }),
  ).rejects.toThrow(/INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST/);
  expect(await reasonOf(deal)).toBe('Other');
});

test('what cannot be saved is said, and what was typed stays', async () => {
  const screen = await fixture.open({ deal: inNeeds() });
  const work = asked(coachOf(screen), 'WORK');
  await work.getByRole('button', { name: 'Answer: Work plan' }).click();
  await work.locator('textarea').fill('Visit the chief financial officer');
  await screen.page.context().setOffline(true);
  await work.getByRole('button', { name: 'Save' }).click();
  await coachOf(screen).getByRole('alert').waitFor();
  await screen.page.context().setOffline(false);
  expect(await work.locator('textarea').inputValue()).toBe('Visit the chief financial officer');
  await work.getByRole('button', { name: 'Save' }).click();
  await work.locator('[data-id="last"]', { hasText: 'Visit the chief financial officer' }).waitFor();
});

test.each([
  ['slds1', 'en_US', 1280],
  ['slds2', 'zh_CN', 1280],
  ['slds1', 'zh_CN', 390],
] as const)('the coach passes every rule of axe in %s, %s, at a width of %d', async (theme, language, width) => {
  const deal = inNeeds();
  for (const [choice, text] of [
    ['Yes', 'Head of IT is for us'],
    ['Unknown', 'The incumbent cut its price; nobody has spoken to the CFO'],
  ])
    await fixture.call('rep', 'POST', `sobjects/${coachingAnswer}`, {
      [answer.deal]: deal,
      [answer.question]: 'WIN',
      [answer.stage]: 'Needs Analysis',
      [answer.choice]: choice,
      [answer.text]: text,
    });
  const screen = await fixture.open({ deal, theme, language, width });
  const coach = coachOf(screen);
  await asked(coach, 'WIN').locator('[data-id="changed"]').waitFor();
  await asked(coach, 'WIN').locator('.earlier').click();
  await asked(coach, 'CHAIN').locator('button').click();
  await coach.locator('textarea').waitFor();
  const axe = await runAxe(screen.page);
  expect(axe.violations).toEqual([]);
  expect(axe.contrastChecked).toBeGreaterThan(20);
  if (process.env['TAS_LOOK'] !== undefined)
    await coach.screenshot({ path: `${process.env['TAS_LOOK']}/coach-${theme}-${language}-${width}.png` });
});

test.each([
  ['slds2', 'en_US', 1280],
  ['slds1', 'zh_CN', 390],
] as const)(
  'the review of a lost deal passes every rule of axe in %s, %s, at a width of %d',
  async (theme, language, width) => {
    const deal = lostDeal();
    await fixture.call('rep', 'POST', `sobjects/${coachingAnswer}`, {
      [answer.deal]: deal,
      [answer.question]: 'AGAIN',
      [answer.stage]: 'Closed Lost',
      [answer.text]: 'Visit the plant before the tender',
    });
    const screen = await fixture.open({ deal, theme, language, width });
    const decided = asked(coachOf(screen), 'DECIDED');
    await decided.locator('button').click();
    await decided.getByRole('combobox').click();
    await decided.getByRole('option').nth(1).click();
    await decided
      .locator('[data-id="consequence"]', { hasText: language === 'en_US' ? 'Saving changes' : '一并修改' })
      .waitFor();
    const axe = await runAxe(screen.page);
    expect(axe.violations).toEqual([]);
    expect(axe.contrastChecked).toBeGreaterThan(20);
    if (process.env['TAS_LOOK'] !== undefined)
      await coachOf(screen).screenshot({
        path: `${process.env['TAS_LOOK']}/coach-lost-${theme}-${language}-${width}.png`,
      });
  },
);
