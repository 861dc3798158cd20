/** A lost deal whose owner is about to say what decided it. */
import type { PracticeOrg } from '../../practice-org/server/index.ts';
import { callAs, load, type Screen, userOf } from '../browser/index.ts';

export async function lostDeal(org: PracticeOrg): Promise<string> {
  const account = load(org, 'Account', { Name: '华北电网有限公司' });
  const deal = load(org, 'Opportunity', {
    Name: '北方电网调度自动化升级',
    AccountId: account,
    StageName: 'Closed Lost',
    CloseDate: '2026-11-18',
    Amount: 1_200_000,
    TAS_Led_By__c: 'Us',
    TAS_Loss_Reason__c: 'Price',
    TAS_Lost_Stage__c: 'Bid Submission',
    OwnerId: userOf(org, 'rep'),
  });
  await callAs(org, 'rep', {
    method: 'POST',
    path: 'sobjects/TAS_Coaching_Answer__c',
    body: {
      Opportunity__c: deal,
      Question__c: 'OTHERWISE',
      Stage__c: 'Closed Lost',
      Answer__c: '财务总监见得太晚。The CFO decided, and we met him in the last week.',
    },
  });
  return deal;
}

/** What was said first was the price; in truth it was the solution. */
export async function review({ page }: Screen): Promise<void> {
  const decided = page.locator('c-tas-coach [data-question="DECIDED"]');
  await decided.locator('button').first().click();
  await decided.getByRole('combobox').click();
  await decided.getByRole('option').nth(1).click();
  const words = decided.locator('textarea');
  await words.fill('对方方案兼容现有调度系统，评分高出 6 分。');
  // A cursor blinks, and borders take their time.
  await words.blur();
  await page.evaluate(async () => {
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
  });
}
