/** The home page in a real browser: what a manager and a rep do there all day. */
import { expect, test } from 'vitest';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture();

/** A deal of the rep's with a request on it. */
function requested(name: string, reason: string | null = 'Agreed by phone'): string {
  const deal = fixture.deal({ Name: name });
  fixture.item(deal, 'VAL_CONFIRM', {
    Status__c: 'Requested',
    Reason__c: reason,
    Settled_By__c: null,
    Settled_On__c: null,
  });
  return deal;
}

const statusOf = async (deal: string): Promise<unknown> => {
  const found = (await fixture.call(
    'admin',
    'GET',
    `query?q=${encodeURIComponent(`SELECT Status__c, Settled_By__c FROM TAS_Gate_Item__c WHERE Opportunity__c = '${deal}'`)}`,
  )) as { records: { Status__c: string; Settled_By__c: string | null }[] };
  return found.records.map(({ Status__c, Settled_By__c }) => [Status__c, Settled_By__c]);
};

test('a manager clears ten requests with Enter alone, and each is granted in his name', async () => {
  const deals = Array.from({ length: 10 }, (_, at) => requested(`Ten ${at}`));
  const { page, calls } = await fixture.open({ persona: 'manager' });
  const rows = page.locator('c-tas-requirement-row');
  await expect.poll(() => rows.count()).toBe(10);
  // Names, requests and own deals: three requests to the first look, and one of the registrations below.
  const asked = () => calls.filter(({ path }) => path.includes('graphql'));
  await expect.poll(() => asked().length).toBe(4);
  expect(asked().filter(({ body }) => body.includes('tasRegistrations'))).toHaveLength(1);
  await page.locator('c-tas-requirement-row [data-id="primary"]').first().focus();
  for (let left = 9; left >= 0; left -= 1) {
    await page.keyboard.press('Enter');
    await expect.poll(() => rows.count()).toBe(left);
  }
  await page.getByText('Nobody waits for you.').waitFor();
  const manager = fixture.userId('manager');
  for (const deal of deals) expect(await statusOf(deal)).toEqual([['Waived', manager]]);
});

test('a request is declined with a reason that is typed in Chinese, whose Enter ends the word and sends nothing', async () => {
  const deal = requested('Declined');
  const { page } = await fixture.open({ persona: 'manager', language: 'zh_CN' });
  const line = page.locator(`[data-deal="${deal}"]`);
  await line.locator('[data-id="decline"]').click();
  const input = line.locator('[data-name="reason"] input');
  await expect.poll(() => input.evaluate((one) => one.matches(':focus'))).toBe(true);
  const typing = await page.context().newCDPSession(page);
  await typing.send('Input.imeSetComposition', { text: 'yusuan', selectionStart: 6, selectionEnd: 6 });
  await page.keyboard.press('Enter');
  await typing.send('Input.insertText', { text: '没有预算' });
  expect(await statusOf(deal)).toEqual([['Requested', null]]);
  await page.keyboard.press('Enter');
  await expect.poll(() => statusOf(deal)).toEqual([['Declined', null]]);
  await expect.poll(() => line.count()).toBe(0);
});

test('a rep sees own deals alone, opens one in its place, and what is settled there leaves the list', async () => {
  const deal = fixture.deal({ Name: 'Opened here', CloseDate: '2026-01-31' });
  const { page } = await fixture.open();
  const line = page.locator(`c-tas-deal-line [data-deal="${deal}"]`);
  await line.waitFor();
  expect(await page.getByText('Waiting for me').count()).toBe(0);
  const before = await line.locator('.badge', { hasText: 'things open' }).textContent();
  await line.locator('[data-id="toggle"]').click();
  await line.locator('c-tas-stage-panel article[aria-busy="false"]').waitFor();
  const row = line.locator('[data-code="VAL_CONFIRM"]');
  await row.locator('[data-id="primary"]').click();
  await expect.poll(() => statusOf(deal)).toEqual([['Done', fixture.userId('rep')]]);
  await line.locator('[data-id="toggle"]').first().click();
  await expect.poll(() => line.locator('.badge', { hasText: 'things open' }).textContent()).not.toBe(before);
});

test.each([
  ['manager', 'slds1', 'en_US'],
  ['manager', 'slds2', 'zh_CN'],
  ['rep', 'slds1', 'zh_CN'],
] as const)('the home of a %s passes every rule of axe in %s, %s', async (persona, theme, language) => {
  requested('For axe');
  const { page } = await fixture.open({ persona, theme, language });
  await page.locator('c-tas-deal-line').first().waitFor();
  const { violations, contrastChecked } = await runAxe(page);
  expect(violations).toEqual([]);
  expect(contrastChecked).toBeGreaterThan(10);
});

test.each([390, 640])('at a width of %d nothing is cut off and a finger hits every button', async (width) => {
  requested('A name that is long enough to be broken into several lines on the telephone of a busy manager');
  const { page } = await fixture.open({ persona: 'manager', width, height: 800 });
  const buttons = page.locator('c-tas-home button');
  await buttons.first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  for (const button of await buttons.all())
    expect(Number((await button.boundingBox())?.height)).toBeGreaterThanOrEqual(44);
});

interface OpenDeal {
  readonly StageName: string;
  readonly OwnerId: string;
  readonly Owner: { readonly Name: string };
  readonly TAS_Model_Amount__c: number | null;
  readonly TAS_Open_Items__c: number | null;
  readonly TAS_Behind__c: number | null;
}

const rowsBySoql = async <T>(query: string): Promise<T[]> => {
  const found = await fixture.call('admin', 'GET', `query?q=${encodeURIComponent(query)}`);
  return (found as { records: T[] }).records;
};

const money = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol', maximumFractionDigits: 0 }); // prettier-ignore

/** The table that the rows give, by another road: summed here, the most money first. */
function tableOf(deals: readonly OpenDeal[], keyOf: (deal: OpenDeal) => string): string[][] {
  const groups = Map.groupBy(deals, keyOf);
  return [...groups]
    .map(([key, own]) => ({
      key,
      count: own.length,
      sum: own.reduce((sum, one) => sum + (one.TAS_Model_Amount__c ?? 0), 0),
    }))
    .sort((a, b) => b.sum - a.sum || b.count - a.count)
    .map(({ key, count, sum }) => [key, money.format(sum), String(count)]);
}

test('the blocked money of the manager is that of the rows, by stage and by owner', async () => {
  const owners = [fixture.userId('rep'), fixture.userId('ops')];
  for (const [at, StageName] of [
    'Validate Opportunity',
    'Initiate Pursuit',
    'Needs Analysis',
    'Prospecting',
    'Closed Lost',
  ].entries())
    for (const [of, OwnerId] of owners.entries())
      fixture.deal({
        Name: `Money ${at}`,
        StageName,
        OwnerId,
        Amount: of === 1 && at === 0 ? null : 10_000 * (at + 1) * (of + 2),
      });
  const { page } = await fixture.open({ persona: 'manager' });
  const open = await rowsBySoql<OpenDeal>(
    'SELECT StageName, OwnerId, Owner.Name, TAS_Model_Amount__c, TAS_Open_Items__c, TAS_Behind__c FROM Opportunity WHERE IsClosed = false',
  );
  const blocked = open.filter((one) => (one.TAS_Open_Items__c ?? 0) > 0);
  expect(blocked.length).toBeGreaterThan(4);
  expect(blocked.length).toBeLessThan(open.length);
  const cells = (name: string): Promise<string[][]> =>
    page
      .locator(`[data-table="${name}"] tbody tr`)
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll('th, td.number')].map((cell) => cell.textContent)),
      );
  await expect.poll(async () => await cells('owners')).toEqual(tableOf(blocked, (one) => one.Owner.Name));
  const stages = (await cells('stages')).filter(([, , count]) => count !== '0');
  expect(stages.toSorted()).toEqual(tableOf(blocked, (one) => one.StageName).toSorted());
  const sum = (deals: readonly OpenDeal[]): string => tableOf(deals, () => '')[0]?.[1] ?? '';
  expect(await page.locator('[data-id="money-count"]').textContent()).toBe(
    `${blocked.length} of ${open.length} open deals have open items: ${sum(blocked)} of ${sum(open)}`,
  );
  await page.locator('[data-view="TAS_Open_Gate_Items"]').click();
  await expect.poll(() => new URL(page.url()).searchParams.get('view')).toBe('deals');
  expect(new URL(page.url()).searchParams.get('open')).toBe('yes');
});

test('ops sees what commands wrote and what has drifted, by the rows', async () => {
  fixture.load('TAS_Run__c', {
    Run_Key__c: '2026-11-26T115704-grade-3fa9',
    Command__c: 'grade',
    State__c: 'Stopped',
    About__c: 'Grades of 40 deals <b>',
    Started__c: '2026-11-26T03:57:04.000Z',
    Rows__c: 40,
    Written__c: 30,
    Refused__c: 2,
    Left_Alone__c: 0,
  });
  const drifted = await rowsBySoql<{ TAS_Grade__c: string | null; TAS_Suggested_Grade__c: string | null }>(
    'SELECT TAS_Grade__c, TAS_Suggested_Grade__c FROM Opportunity WHERE IsClosed = false',
  );
  const otherwise = drifted.filter((one) => (one.TAS_Grade__c ?? '') !== (one.TAS_Suggested_Grade__c ?? ''));
  expect(otherwise.length).toBeGreaterThan(0);
  const { page, calls } = await fixture.open({ persona: 'ops' });
  const run = page.locator('[data-run="2026-11-26T115704-grade-3fa9"]');
  await run.waitFor();
  expect(calls.filter(({ path }) => path.includes('graphql')).length).toBeLessThanOrEqual(3);
  expect(await run.textContent()).toContain('Grades of 40 deals <b>');
  for (const text of ['Grading', '30 of 40 written', '2 refused', 'stopped: “tas resume” goes on'])
    expect(await run.textContent()).toContain(text);
  expect(await page.locator('[data-drift="grade"]').textContent()).toContain(`: ${otherwise.length}.`);
  expect(await page.locator('[data-drift="stage"]').count()).toBe(1);
  const { violations } = await runAxe(page);
  expect(violations).toEqual([]);
});
