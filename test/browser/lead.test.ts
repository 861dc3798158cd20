/** A lead in a real browser, from its first entry over duplicates to its conversion; both languages, phone, keyboard. */
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import { leadSection } from '../lead/section.ts';
import { referenceData } from '../model/models.ts';
import { connect } from '../practice-org/practice.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture({
  model: stringify({ ...referenceData(), lead: { ...leadSection, enforcement: 'enforce' } }),
});

const lead = (more: Readonly<Record<string, unknown>> = {}): string =>
  fixture.load('Lead', { LastName: '王芳', Company: '南方能源有限公司', OwnerId: fixture.userId('rep'), ...more });
const said = '[data-id="verdict"]';

test('a rep fills in what is missing, is warned of a deal that may be the same, and the lead can be converted', async () => {
  const AccountId = fixture.load('Account', { Name: '南方能源股份有限公司' });
  const deal = fixture.load('Opportunity', {
    Name: '南方能源 ERP二期',
    AccountId,
    StageName: 'Needs Analysis',
    CloseDate: '2027-06-30',
    TAS_Duplicate_Key__c: '南方能源',
    OwnerId: fixture.userId('manager'),
  });
  const id = lead();
  const { page, calls } = await fixture.open({ query: { lead: id } });
  expect(await page.locator('[data-id="progress"]').textContent()).toBe('0 of 2 elements');
  expect(await page.locator(said).textContent()).toBe('It cannot be converted yet.');
  await page.locator(`[data-twin="${deal}"]`).waitFor();
  expect(calls.filter(({ path }) => path.includes('graphql'))).toHaveLength(1);

  const admin = connect(fixture.org, 'admin');
  const asked = { leadId: id, convertedStatus: 'Closed - Converted', accountId: AccountId, opportunityId: deal };
  expect(await admin.soap.convertLead(asked as never)).toMatchObject({
    success: false,
    errors: [{ message: expect.stringMatching(/^\[TAS-L1\]/) as unknown }],
  });

  // By keyboard alone.
  await page.locator('[data-name="TAS_Project_Name__c"] input').focus();
  await page.keyboard.type('ERP 二期升级');
  await page.keyboard.press('Tab');
  await page.keyboard.type('升级财务系统');
  await page.keyboard.press('Tab');
  await page.keyboard.type('138 1234 5678');
  for (const key of ['Tab', 'Tab', 'Enter']) await page.keyboard.press(key);
  await page.getByText('Both elements are there.').waitFor();
  await page.locator('[data-id="join"]').waitFor();
  expect(await page.locator(`[data-twin="${deal}"]`).textContent()).toContain('Same customer, similar project');
  expect(await fixture.field('Lead', id, 'TAS_Duplicate_Key__c')).toBe('南方能源');
  expect(await fixture.field('Lead', id, 'TAS_Phone_Key__c')).toBe('8613812345678');

  expect(await admin.soap.convertLead(asked as never)).toMatchObject({ success: true, opportunityId: deal });
  await page.reload();
  await page.locator('[data-id="converted"] a').click();
  await page.getByRole('heading', { level: 1, name: '南方能源 ERP二期' }).waitFor();
});

test('two leads with one phone in different forms know of each other, once the keys are stored', async () => {
  const other = lead({
    Company: 'Nordwind GmbH',
    LastName: 'Weber',
    Phone: '+49 (0)40 5550 3107',
    TAS_Phone_Key__c: '494055503107',
  });
  const id = lead({ Company: '北风能源', Phone: '００４９ ４０ ５５５０３１０７' });
  const { page } = await fixture.open({ query: { lead: id } });
  await page.locator(`[data-twin="${other}"]`).waitFor();
  await page.locator('[data-id="store"]').click();
  await page.locator('[data-id="unkeyed"]').waitFor({ state: 'detached' });
  await page.locator(`[data-twin="${other}"] a`).click();
  await page.locator(`[data-twin="${id}"]`).waitFor();
  expect(await page.locator(`[data-twin="${id}"]`).textContent()).toContain('Same phone');
});

test.each([
  ['English', 'en_US', 1280],
  ['Chinese', 'zh_CN', 1280],
  ['Chinese on a phone', 'zh_CN', 375],
] as const)('in %s it is accessible, and nothing is wider than the window', async (_, language, width) => {
  lead({ TAS_Duplicate_Key__c: '东岭', Company: '东岭', TAS_Project_Name__c: '调度' });
  const id = lead({ Company: '东岭有限公司', TAS_Project_Name__c: '调度自动化' });
  for (const theme of ['slds1', 'slds2'] as const) {
    const { page } = await fixture.open({ query: { lead: id }, language, width, theme });
    await page.locator('[data-twin]').first().waitFor();
    const { violations, contrastChecked } = await runAxe(page);
    expect(violations).toEqual([]);
    expect(contrastChecked).toBeGreaterThan(10);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
});

test('the list of leads leads to each of them', async () => {
  const id = lead({ LastName: 'Listed' });
  const { page } = await fixture.open({ query: { view: 'leads' } });
  await page.locator(`[data-lead="${id}"] a`).click();
  await page.getByRole('heading', { level: 1, name: 'Listed' }).waitFor();
  expect((await runAxe(page)).violations).toEqual([]);
});
