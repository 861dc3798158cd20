/** Partner registrations in a real browser: submitted from a deal's row, decided, in conflict, let go; both languages, phone. */
import { expect, test } from 'vitest';
import type { Locator } from 'playwright-core';
import { stringify } from 'yaml';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import { buttonOf, rowOf, type Screen, type View } from '../../scripts/proof/browser/screen.ts';
import { registration, registrationField as own } from '../../scripts/product/vocabulary/index.ts';
import { leadSection } from '../lead/section.ts';
import { registeringData } from '../registration/model.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture({ model: stringify({ ...registeringData(), lead: leadSection }) });

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const account = (Name: string): string => fixture.load('Account', { Name });

interface Parties {
  readonly customer: string;
  readonly partner: string;
}
const parties = (): Parties => ({ customer: account('北方电网有限公司'), partner: account('Baltic Systems') });

const registered = ({ customer, partner }: Parties, project: string, more: object = {}): string =>
  fixture.load(registration, {
    [own.partner]: partner,
    [own.customer]: customer,
    [own.project]: project,
    [own.status]: 'Submitted',
    [own.submittedBy]: fixture.userId('rep'),
    [own.submittedOn]: day(-3),
    OwnerId: fixture.userId('rep'),
    ...more,
  });
const approved = (of: Parties, project: string, days: number): string =>
  registered(of, project, {
    [own.status]: 'Approved',
    [own.until]: day(days),
    [own.key]: `${of.customer}:${project.toLowerCase().replaceAll(' ', '')}`,
  });
const partnerDeal = ({ customer, partner }: Parties, more: object = {}): string =>
  fixture.deal({ AccountId: customer, TAS_Led_By__c: 'Partner', TAS_Partner_Account__c: partner, ...more });

const view = (id: string, more: View = {}): Promise<Screen> =>
  fixture.open({ persona: 'channel', ...more, query: { registration: id } });
const shown = ({ page }: Screen): Locator => page.locator('c-tas-registration');
const said = (screen: Screen): Locator => shown(screen).locator('[data-id="verdict"]');
const read = (id: string, name: string): Promise<unknown> => fixture.field(registration, id, name);

test('a rep submits one from the row of a deal; a channel manager approves it; the deal passes its gate', async () => {
  const deal = partnerDeal(parties(), { Name: '调度自动化' });
  const screen = await fixture.open({ deal });
  const row = rowOf(screen, 'VAL_REGISTRATION');
  await buttonOf(row, 'primary').click();
  await expect.poll(() => row.textContent()).toContain('submitted on');
  expect(await row.textContent()).toContain('waits for a channel manager who did not submit it');
  const [made] = await fixture.rows<Record<string, string>>(
    `SELECT Id, ${own.project}, ${own.status}, ${own.submittedBy} FROM ${registration} WHERE ${own.project} = '调度自动化'`,
  );
  expect(made).toMatchObject({ [own.status]: 'Submitted', [own.submittedBy]: fixture.userId('rep') });
  expect(await fixture.field('Opportunity', deal, 'TAS_Registration__c')).toBe(made?.['Id']);

  // The rep looks, and finds nothing to decide.
  const looking = await view(made?.['Id'] ?? '', { persona: 'rep' });
  expect(await said(looking).textContent()).toContain('Waits for a channel manager');
  expect(await shown(looking).locator('button').count()).toBe(0);

  const deciding = await view(made?.['Id'] ?? '');
  expect(await said(deciding).textContent()).toBe('Waits for your decision.');
  // By keyboard alone: the day that is offered is taken as it is.
  await buttonOf(shown(deciding), 'approve').focus();
  await deciding.page.keyboard.press('Enter');
  await shown(deciding).locator('c-tas-editor input').waitFor();
  await buttonOf(shown(deciding), 'save').focus();
  await deciding.page.keyboard.press('Enter');
  await expect.poll(() => said(deciding).textContent()).toContain('Protects this project until');
  expect(await read(made?.['Id'] ?? '', own.until)).toBe(day(180));
  expect(await read(made?.['Id'] ?? '', own.customerKey)).toBe('北方电网');

  await screen.page.reload();
  await screen.panel.getByText('Nothing is missing.').waitFor();
});

test('what is wrong with a registration is said in words in the row: rejected and why, run out and when', async () => {
  const of = parties();
  const rejected = registered(of, 'Rejected one', {
    [own.status]: 'Rejected',
    [own.reason]: 'Another partner was first',
  });
  const lapsed = approved(of, 'Lapsed one', -1);
  for (const [id, words] of [
    [rejected, 'Rejected: Another partner was first'],
    [lapsed, 'Was protected until'],
  ] as const) {
    const screen = await fixture.open({ deal: partnerDeal(of, { TAS_Registration__c: id }) });
    await expect.poll(() => rowOf(screen, 'VAL_REGISTRATION').textContent()).toContain(words);
  }
});

test('an approval against a protected project says who protects it until when, and rejects against it', async () => {
  const of = parties();
  const holder = approved(of, 'Grid balancing', 40);
  const other = { ...of, partner: account('Vantage Integrators') };
  const late = registered(other, 'Grid-Balancing');
  fixture.load('Opportunity', {
    Name: 'Grid of Baltic',
    AccountId: of.customer,
    StageName: 'Validate Opportunity',
    CloseDate: '2027-06-30',
    TAS_Partner_Account__c: of.partner,
    TAS_Registration__c: holder,
  });
  const screen = await view(late);
  const panel = shown(screen);
  await panel.locator(`[data-side="${holder}"]`).waitFor();
  const side = (await panel.locator('table.side').textContent()) ?? '';
  for (const words of ['Baltic Systems', 'Vantage Integrators', 'the same project', 'Grid of Baltic'])
    expect(side).toContain(words);
  await buttonOf(panel, 'approve').click();
  await buttonOf(panel, 'save').click();
  await panel.getByText('This project is protected already').waitFor();
  expect(await panel.getByRole('alert').textContent()).toMatch(/protects it for Baltic Systems until/);
  await buttonOf(panel, 'rejectAgainst').click();
  await expect.poll(() => said(screen).textContent()).toContain('Rejected: Protected for Baltic Systems until');
  expect(await read(late, own.conflict)).toBe(holder);
});

test('a lapsed one that stands in the way is let go, and the other one approved, in one step', async () => {
  const of = parties();
  const holder = approved(of, 'Data platform', -9);
  const late = registered({ ...of, partner: account('Lindqvist') }, 'data platform');
  const screen = await view(late);
  const panel = shown(screen);
  await buttonOf(panel, 'approve').click();
  await buttonOf(panel, 'save').click();
  await panel.getByText('it can be let go').waitFor();
  await buttonOf(panel, 'letGoAndApprove').click();
  await expect.poll(() => said(screen).textContent()).toContain('Protects this project until');
  expect([await read(holder, own.status), await read(holder, own.key)]).toEqual(['Expired', null]);
});

test('a protection is extended with a reason, never without, and ended early with one', async () => {
  const id = approved(parties(), 'Extended', 20);
  const screen = await view(id);
  const panel = shown(screen);
  await buttonOf(panel, 'extend').click();
  await buttonOf(panel, 'save').click();
  // Nothing was typed: the form says what is missing, and nothing is sent.
  expect(await read(id, own.until)).toBe(day(20));
  await panel.locator(`[data-name="${own.reason}"] input`).fill('The tender is late');
  await panel.locator(`[data-name="${own.until}"] input`).fill('Jan 1, 2099');
  await panel.locator(`[data-name="${own.until}"] input`).press('Tab');
  await buttonOf(panel, 'save').click();
  await panel.getByRole('alert').getByText('[TAS-R6]').waitFor();
  await buttonOf(panel, 'cancel').click();
  await buttonOf(panel, 'end').click();
  await panel.locator(`[data-name="${own.reason}"] input`).fill('The partner gave up');
  await buttonOf(panel, 'save').click();
  await expect.poll(() => said(screen).textContent()).toContain('Ended');
  expect(await read(id, own.key)).toBeNull();
});

test('the home page of a channel manager names what waits and what runs out, and lets the lapsed one go', async () => {
  const of = parties();
  const waits = registered(of, 'Waiting one');
  const soon = approved(of, 'Soon over', 12);
  const later = approved(of, 'Long valid', 90);
  const over = approved(of, 'Run out', -4);
  const screen = await fixture.open({ persona: 'channel' });
  const list = screen.page.locator('c-tas-registrations');
  await list.locator(`[data-part="waiting"] [data-registration="${waits}"]`).waitFor();
  await list.locator(`[data-part="ending"] [data-registration="${soon}"]`).waitFor();
  expect(await list.locator(`[data-registration="${later}"]`).count()).toBe(0);
  expect(screen.calls.filter(({ body }) => body.includes('tasRegistrations')).length).toBe(1);
  await list.locator(`[data-registration="${over}"] button`).click();
  await list.locator(`[data-registration="${over}"]`).waitFor({ state: 'detached' });
  expect(await read(over, own.status)).toBe('Expired');
  await list.locator(`[data-registration="${waits}"] a`).click();
  await shown(screen).locator('[data-id="verdict"]').waitFor();
  // A rep sees what he submitted himself, and nothing to decide.
  const rep = await fixture.open({ persona: 'rep' });
  await rep.page.locator(`c-tas-registrations [data-registration="${waits}"]`).waitFor();
  const manager = await fixture.open({ persona: 'manager' });
  await manager.page.locator('c-tas-home h2').first().waitFor();
  expect(await manager.page.locator('c-tas-registrations section').count()).toBe(0);
});

test.each([
  ['slds1', 'en_US', 1280],
  ['slds2', 'zh_CN', 1280],
  ['slds1', 'zh_CN', 375],
] as const)('it passes every rule of axe in %s, %s, at a width of %d', async (theme, language, width) => {
  const of = parties();
  approved(of, '调度 自动化', 30);
  const id = registered({ ...of, partner: account('启明系统集成') }, '调度自动化（二期）');
  const screen = await view(id, { theme, language, width });
  await shown(screen).locator('table.side').waitFor();
  await buttonOf(shown(screen), 'reject').click();
  await shown(screen).locator('c-tas-editor').waitFor();
  const list = await fixture.open({ persona: 'channel', theme, language, width });
  await list.page.locator('c-tas-registrations li').first().waitFor();
  for (const { page } of [screen, list]) {
    const { violations, contrastChecked } = await runAxe(page);
    expect(violations).toEqual([]);
    expect(contrastChecked).toBeGreaterThan(10);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  }
});
