/**
 * One deal from a new lead to its hand-over in the practice org that `npm start` opens, by the people named, each in a
 * window of their own: the lead and its conversion, the gate and what it refuses, two partners after one project, the
 * team, the map, the last gate, the contract, the project.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buttonOf, rowOf, type Screen } from '../../scripts/proof/browser/screen.ts';
import { registration, registrationField as own } from '../../scripts/product/vocabulary/index.ts';
import { Fixture } from '../browser/fixture.ts';
import { connect } from '../practice-org/practice.ts';

const fixture = new Fixture({ model: readFileSync('config/tas-plus.yaml', 'utf8') });

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const lastStage = 'Negotiation & Signing';

async function settle(screen: Screen, code: string, by: (button: () => Promise<void>) => Promise<void> = (b) => b()) {
  const row = rowOf(screen, code);
  await by(() => buttonOf(row, 'primary').click());
  await screen.panel.locator(`.row[data-code="${code}"]:not(.unsettled), .row.waiting[data-code="${code}"]`).waitFor();
}

test('one deal goes from a new lead over conversion, gates, team, map and a partner conflict to a signed contract and its hand-over', async () => {
  const stage = (deal: string) => fixture.field('Opportunity', deal, 'StageName');
  const partner = fixture.load('Account', { Name: 'Baltic Systems' });

  // Rita Rep meets a lead, which is not one yet.
  const made = (await fixture.call('rep', 'POST', 'sobjects/Lead', {
    LastName: '王芳',
    Company: '南方能源有限公司',
  })) as { id: string };
  const lead = await fixture.open({ query: { lead: made.id } });
  const rep = connect(fixture.org, 'rep');
  const convert = () => rep.soap.convertLead({ leadId: made.id, convertedStatus: 'Closed - Converted' } as never);
  expect(await convert()).toMatchObject({
    success: false,
    errors: [{ message: expect.stringMatching(/TAS-L1/) as unknown }],
  });
  await lead.page.locator('[data-name="TAS_Project_Name__c"] input').focus();
  for (const text of ['ERP 二期升级', '升级财务系统，年底前上线', '138 1234 5678']) {
    await lead.page.keyboard.type(text);
    await lead.page.keyboard.press('Tab');
  }
  for (const key of ['Tab', 'Enter']) await lead.page.keyboard.press(key);
  await lead.page.getByText('Both elements are there.').waitFor();
  const converted = await convert();
  expect(converted).toMatchObject({ success: true });
  const {
    opportunityId: deal,
    accountId: customer,
    contactId: contact,
  } = converted as unknown as Record<string, string> as {
    opportunityId: string;
    accountId: string;
    contactId: string;
  };
  await lead.page.reload();
  await lead.page.locator('[data-id="converted"] a').click();
  await lead.page.locator('c-tas-stage-panel section').first().waitFor();
  expect(await stage(deal)).toBe('Validate Opportunity');

  // It turns out that a partner leads it; the way is short, and the gate is closed.
  await fixture.call('rep', 'PATCH', `sobjects/Opportunity/${deal}`, {
    Name: 'ERP 二期升级',
    CloseDate: day(90),
    Amount: 800_000,
    TAS_Led_By__c: 'Partner',
    TAS_Partner_Account__c: partner,
    TAS_Project_Brief__c: '升级财务系统，年底前上线',
    TAS_Project_Contact__c: contact,
  });
  const jump = () => fixture.call('rep', 'PATCH', `sobjects/Opportunity/${deal}`, { StageName: lastStage });
  await expect(jump()).rejects.toThrow(/TAS-G1/);

  // She registers the partner from the row. Another partner has protected the project before.
  const mine = await fixture.open({ deal });
  await settle(mine, 'VAL_CONFIRM');
  await buttonOf(rowOf(mine, 'VAL_REGISTRATION'), 'primary').click();
  await expect.poll(() => rowOf(mine, 'VAL_REGISTRATION').textContent()).toContain('waits for a channel manager');
  const asked = String(await fixture.field('Opportunity', deal, 'TAS_Registration__c'));
  const project = String(await fixture.field(registration, asked, own.project));
  const rival = fixture.load('Account', { Name: 'Vantage Integrators' });
  const holder = fixture.load(registration, {
    [own.partner]: rival,
    [own.customer]: customer,
    [own.project]: project,
    [own.status]: 'Approved',
    [own.submittedBy]: fixture.userId('manager'),
    [own.submittedOn]: day(-60),
    [own.until]: day(30),
    [own.key]: `${customer}:${project.toLowerCase().replaceAll(/[\s-]/g, '')}`,
  });
  await expect(jump()).rejects.toThrow(/TAS-G1/);
  // Nor can she grant it herself.
  await expect(
    fixture.call('rep', 'PATCH', `sobjects/${registration}/${asked}`, {
      [own.status]: 'Approved',
      [own.until]: day(30),
    }),
  ).rejects.toThrow(/TAS-R/);

  // The channel manager sees both side by side, ends the one that was given up, and approves hers.
  const channel = await fixture.open({ persona: 'channel', query: { registration: asked } });
  const deciding = channel.page.locator('c-tas-registration');
  await deciding.locator(`[data-side="${holder}"]`).waitFor();
  await buttonOf(deciding, 'approve').click();
  await buttonOf(deciding, 'save').click();
  await deciding.getByText('This project is protected already').waitFor();
  const other = await fixture.open({ persona: 'channel', query: { registration: holder } });
  const ending = other.page.locator('c-tas-registration');
  await buttonOf(ending, 'end').click();
  await ending.locator(`[data-name="${own.reason}"] input`).fill('Vantage gave the project up');
  await buttonOf(ending, 'save').click();
  await expect.poll(() => ending.locator('[data-id="verdict"]').textContent()).toContain('Ended');
  await channel.page.reload();
  await buttonOf(deciding, 'approve').click();
  await buttonOf(deciding, 'save').click();
  await expect
    .poll(() => deciding.locator('[data-id="verdict"]').textContent())
    .toContain('Protects this project until');

  // The team: the channel manager is on it, and the panel offers him first.
  const channelManager = fixture.userId('channel');
  await fixture.call('rep', 'POST', 'sobjects/OpportunityTeamMember', {
    OpportunityId: deal,
    UserId: channelManager,
    TeamMemberRole: 'Channel Manager',
    OpportunityAccessLevel: 'Edit',
  });
  await mine.page.reload();
  const person = rowOf(mine, 'VAL_CHANNEL_MGR');
  await settle(mine, 'VAL_CHANNEL_MGR', async (press) => {
    await press();
    await person.locator('[data-choice]').first().filter({ hasText: 'Team:' }).click();
  });
  const [named] = await fixture.rows<{ Person__c: string }>(
    `SELECT Person__c FROM TAS_Gate_Item__c WHERE Opportunity__c = '${deal}' AND Code__c = 'VAL_CHANNEL_MGR'`,
  );
  expect(named?.Person__c).toBe(channelManager);

  // The map: she puts down how the project owner stands to us, and the manager sees it.
  const map = mine.page.locator('c-tas-customer-map');
  await map.getByRole('button', { name: 'Add a person' }).click();
  await mine.page.keyboard.type('王芳');
  await map.getByRole('option', { name: /王芳/ }).click();
  for (const [label, value] of [
    ['Role in the decision', 'Decision maker'],
    ['Closeness', '5 · very high'],
    ['Influence', '3 · much'],
  ] as const) {
    await map.getByRole('combobox', { name: label, exact: true }).click();
    await map.getByRole('option', { name: value, exact: true }).click();
  }
  await map.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => fixture.field('Opportunity', deal, 'TAS_Map_Supporters__c')).toBe(1);

  // Through the gate, straight to the last stage.
  await buttonOf(mine.panel, 'advance').click();
  await expect.poll(() => stage(deal)).toBe(lastStage);

  // Terms, the signed paper, and what only somebody else can confirm.
  await fixture.call('rep', 'PATCH', `sobjects/Opportunity/${deal}`, {
    TAS_Contract_Signed_Date__c: day(0),
    TAS_Contract_Number__c: 'HT-2026-0108',
  });
  await mine.page.reload();
  await settle(mine, 'SIG_NEGOTIATE');
  await settle(mine, 'SIG_CONTRACT', async (press) => {
    await press();
    await rowOf(mine, 'SIG_CONTRACT').locator('input[type="url"]').fill('https://files.example/deals/108/contract');
    await mine.page.keyboard.press('Enter');
  });
  const win = () => fixture.call('rep', 'PATCH', `sobjects/Opportunity/${deal}`, { StageName: 'Closed Won' });
  await expect(win()).rejects.toThrow(/TAS-G7/);
  await settle(mine, 'SIG_APPROVAL');
  await expect(win()).rejects.toThrow(/TAS-G7/);
  const manager = await fixture.open({ persona: 'manager', deal });
  await settle(manager, 'SIG_APPROVAL');

  // The contract is drafted from the deal, which then is won.
  const part = mine.page.locator('c-tas-contract section');
  await mine.page.reload();
  await part.getByRole('button', { name: 'Make a draft' }).click();
  await part.getByRole('button', { name: 'Make a draft' }).click();
  await part.getByText(/Draft \d+ was made and linked\./).waitFor();
  await mine.page.reload();
  await buttonOf(mine.panel, 'advance').click();
  // Date, amount and contract are shown once more before it counts.
  await buttonOf(mine.panel.locator('[data-id="form"]'), 'save').click();
  await expect.poll(() => stage(deal)).toBe('Closed Won');

  // A project now, in the language of whoever takes it over.
  const project1 = await fixture.open({ persona: 'manager', deal, language: 'zh_CN' });
  const handed = project1.page.locator('c-tas-contract section');
  await handed.getByRole('heading', { name: '已成为项目' }).waitFor();
  expect(await handed.locator('dl.facts').textContent()).toContain('HT-2026-0108');
  expect(await handed.locator('[data-row="VAL_BRIEF"]').textContent()).toContain('年底前上线');
  expect(await handed.locator('[data-row="SIG_CONTRACT"] a').getAttribute('href')).toBe(
    'https://files.example/deals/108/contract',
  );
  const [contract] = await fixture.rows<{ AccountId: string; TAS_Opportunity__c: string }>(
    `SELECT AccountId, TAS_Opportunity__c FROM Contract WHERE TAS_Opportunity__c = '${deal}'`,
    'manager',
  );
  expect(contract).toMatchObject({ AccountId: customer, TAS_Opportunity__c: deal });
}, 180_000);
