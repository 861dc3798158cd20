/** The coach on the record page: questions of the stage, answers that add up, read by others and changed by nobody. */
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { answerField as answer, coachingAnswer } from '../../scripts/product/coaching/index.ts';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import type { Screen } from '../../scripts/proof/browser/screen.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture();

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
