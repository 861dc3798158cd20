/** The contract on the record page: a draft made of the deal, a half-made link mended, a won deal handed over. */
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { stringify } from 'yaml';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import type { Screen } from '../../scripts/proof/browser/screen.ts';
import { contractSection } from '../contract/section.ts';
import { referenceData } from '../model/models.ts';
import { Fixture } from './fixture.ts';

/** A rule of the customer's own: no contract while the next step says hold. */
const hold = `<?xml version="1.0" encoding="UTF-8"?><ValidationRule xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>Hold</fullName><active>true</active><errorConditionFormula>AND(ISCHANGED(ContractId), NextStep = "hold")</errorConditionFormula><errorMessage>Legal has put this deal on hold.</errorMessage></ValidationRule>`;

const fixture = new Fixture({
  model: stringify({ ...referenceData(), contract: contractSection }),
  rules: { Hold: hold },
});

const lastStage = 'Negotiation & Signing';
const partOf = ({ page }: Screen): Locator => page.locator('c-tas-contract section');

function signing(more: object = {}): { deal: string; account: string } {
  const account = fixture.load('Account', { Name: 'Nordwind Energie AG' });
  return { account, deal: fixture.deal({ AccountId: account, StageName: lastStage, ...more }) };
}

const draft = (deal: string, account: string, more: object = {}): string =>
  fixture.load('Contract', {
    AccountId: account,
    TAS_Opportunity__c: deal,
    StartDate: '2026-12-01',
    ContractTerm: 12,
    OwnerId: fixture.userId('rep'),
    ...more,
  });

interface Row {
  readonly Id: string;
  readonly ContractNumber: string;
  readonly AccountId: string;
  readonly TAS_Amount__c: number;
  readonly ContractTerm: number;
  readonly Status: string;
}
const contractsOf = (deal: string): Promise<Row[]> =>
  fixture.rows<Row>(
    `SELECT Id, ContractNumber, AccountId, TAS_Amount__c, ContractTerm, Status FROM Contract WHERE TAS_Opportunity__c = '${deal}'`,
    'manager',
  );

test('in the last stage a draft is made and linked both ways, and another person reads it', async () => {
  const { deal, account } = signing();
  const screen = await fixture.open({ deal });
  const part = partOf(screen);
  await part.getByRole('button', { name: 'Make a draft' }).click();
  await part.getByLabel('Contract Term').fill('24');
  await part.getByRole('button', { name: 'Make a draft' }).click();
  await part.getByText(/Draft \d+ was made and linked\./).waitFor();
  const contracts = await contractsOf(deal);
  expect(contracts).toMatchObject([
    { AccountId: account, TAS_Amount__c: 1_200_000, ContractTerm: 24, Status: 'Draft' },
  ]);
  expect(await fixture.field('Opportunity', deal, 'ContractId')).toBe(contracts[0]?.Id);
  // There is nothing to make any more, and the number leads to the record.
  expect(await part.getByRole('button', { name: 'Make a draft' }).count()).toBe(0);
  await part.getByRole('link', { name: contracts[0]?.ContractNumber ?? '' }).waitFor();
  expect((await part.locator('dl.facts').textContent()) ?? '').toContain('24 months');
  expect((await runAxe(screen.page)).violations).toEqual([]);
});

test('where the deal cannot be written the draft is told, linked later, and no second one is made', async () => {
  const { deal } = signing({ NextStep: 'hold' });
  const screen = await fixture.open({ deal });
  const part = partOf(screen);
  await part.getByRole('button', { name: 'Make a draft' }).click();
  await part.getByRole('button', { name: 'Make a draft' }).click();
  await part.getByText(/Draft \d+ was made, but the deal does not name it yet/).waitFor();
  await part.getByText('Legal has put this deal on hold.').waitFor();
  const [made] = await contractsOf(deal);
  await part.getByText(/names this deal, and the deal does not name it yet/).waitFor();
  await fixture.call('rep', 'PATCH', `sobjects/Opportunity/${deal}`, { NextStep: 'sign' });
  await part.getByRole('button', { name: `Link ${made?.ContractNumber ?? ''}` }).click();
  await part.getByText(/Contract \d+ is linked\./).waitFor();
  expect(await contractsOf(deal)).toHaveLength(1);
  expect(await fixture.field('Opportunity', deal, 'ContractId')).toBe(made?.Id);
});

test('a draft that somebody made meanwhile is found when this page makes one, and stays the only one', async () => {
  const { deal, account } = signing();
  const screen = await fixture.open({ deal });
  const part = partOf(screen);
  await part.getByRole('button', { name: 'Make a draft' }).click();
  draft(deal, account);
  await part.getByRole('button', { name: 'Make a draft' }).click();
  await part.getByRole('button', { name: /^Link \d+/ }).click();
  await part.getByText(/Contract \d+ is linked\./).waitFor();
  expect(await contractsOf(deal)).toHaveLength(1);
});

test('before the last stage, and once the deal is lost, nothing of it is shown or asked', async () => {
  const early = fixture.deal();
  const lost = fixture.deal({ StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' });
  for (const deal of [early, lost]) {
    const screen = await fixture.open({ deal });
    const asked: string[] = [];
    screen.page.on('request', (request) => asked.push(request.postData() ?? ''));
    await screen.page.reload();
    await screen.page.locator('c-tas-stage-panel section').first().waitFor();
    await screen.page.locator('c-tas-customer-map h2').waitFor();
    expect(await partOf(screen).count()).toBe(0);
    expect(asked.filter((body) => body.includes('tasContract'))).toEqual([]);
  }
});

test('a contract of another customer is told', async () => {
  const other = fixture.load('Account', { Name: 'Südwind AG' });
  const { deal } = signing({ ContractId: fixture.load('Contract', { AccountId: other }) });
  const screen = await fixture.open({ deal });
  await partOf(screen).getByText('This contract is one of another customer.').waitFor();
});

/** A won deal with its contract, and what delivery is to know. */
function won(): string {
  const account = fixture.load('Account', { Name: '华东电网' });
  const deal = fixture.deal({
    AccountId: account,
    Name: '调度系统改造',
    StageName: 'Closed Won',
    TAS_Project_Brief__c: '年底前上线',
    TAS_Contract_Number__c: 'HT-2026-0042',
    TAS_Contract_Signed_Date__c: '2026-11-20',
  });
  fixture.item(deal, 'SIG_CONTRACT', { Evidence_Url__c: 'https://files.example/deals/42/contract' });
  fixture.item(deal, 'SIG_FR', { Person__c: fixture.userId('manager') });
  return deal;
}

test('a won deal is a project now: facts, who delivers, and a list that can be copied', async () => {
  const deal = won();
  const screen = await fixture.open({ deal });
  const part = partOf(screen);
  await part.getByRole('heading', { name: 'A project now' }).waitFor();
  const facts = await part.locator('dl.facts .fact').allTextContents();
  expect(facts).toEqual(expect.arrayContaining([expect.stringContaining('HT-2026-0042')]));
  expect(facts.join(' ')).toMatch(/Delivery manager \(FR\)[^N]*Manager/);
  expect(await part.locator('[data-row="VAL_BRIEF"]').textContent()).toContain('年底前上线');
  expect(await part.locator('[data-row="SIG_CONTRACT"] a').getAttribute('href')).toBe(
    'https://files.example/deals/42/contract',
  );
  // No contract record: said in clear words.
  await part.getByText('No contract is linked.', { exact: false }).waitFor();
  await screen.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await part.getByRole('button', { name: 'Copy the list' }).click();
  await part.getByText('Copied.').waitFor();
  const copied = await screen.page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('调度系统改造');
  expect(copied).toContain('Project brief: 年底前上线');
  expect(copied).toContain('https://files.example/deals/42/contract');
  expect((await runAxe(screen.page)).violations).toEqual([]);
});

test.each([
  ['slds1', 'en_US', 390],
  ['slds2', 'zh_CN', 390],
  ['slds1', 'zh_CN', 1280],
  ['slds2', 'en_US', 1280],
] as const)(
  'it passes every rule of axe in %s, %s, at a width of %d, and nothing runs over the edge',
  async (theme, language, width) => {
    const isChinese = language === 'zh_CN';
    const screen = await fixture.open({ deal: won(), theme, language, width });
    const part = partOf(screen);
    await part.getByRole('heading', { name: isChinese ? '已成为项目' : 'A project now' }).waitFor();
    await part.getByRole('button', { name: isChinese ? '复制清单' : 'Copy the list' }).waitFor();
    expect(await screen.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const axe = await runAxe(screen.page, 'c-tas-contract');
    expect(axe.violations).toEqual([]);
    expect(axe.contrastChecked).toBeGreaterThan(10);
    if (process.env['TAS_LOOK'] !== undefined)
      await part.first().screenshot({ path: `${process.env['TAS_LOOK']}/contract-${theme}-${language}-${width}.png` });
  },
);

test('a contract that was deleted leaves the won deal with what it still knows itself', async () => {
  const { deal, account } = signing();
  const contract = draft(deal, account);
  await fixture.call('rep', 'PATCH', `sobjects/Opportunity/${deal}`, { ContractId: contract });
  await fixture.call('admin', 'DELETE', `sobjects/Contract/${contract}`);
  const screen = await fixture.open({ deal });
  await partOf(screen).getByRole('button', { name: 'Make a draft' }).waitFor();
  expect(await fixture.field('Opportunity', deal, 'ContractId')).toBeNull();
});
