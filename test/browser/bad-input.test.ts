import { expect, test } from 'vitest';
import { buttonOf, rowOf, type Screen } from '../../scripts/proof/browser/screen.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture();

const wrongNumber = {
  status: 500,
  contentType: 'application/json',
  body: '[{"errorCode":"UNKNOWN_EXCEPTION","message":"Gack 12345"}]',
};
const brief = (screen: Screen) => rowOf(screen, 'VAL_BRIEF').locator('textarea');
const saveBrief = (screen: Screen) => buttonOf(rowOf(screen, 'VAL_BRIEF'), 'save').click();
const briefIsDone = (screen: Screen) => screen.panel.locator('.row.done[data-code="VAL_BRIEF"]').waitFor();
const problemOf = async (screen: Screen, code: string): Promise<string> => {
  const problem = rowOf(screen, code).locator('c-tas-notice');
  await problem.waitFor();
  return problem.innerText();
};
/** Something of the deal is still on show. */
const isNotBlank = async ({ panel }: Screen): Promise<void> => {
  expect((await panel.innerText()).trim().length).toBeGreaterThan(20);
};

test.each([
  ['HTML and script', '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'],
  ['emoji and right-to-left text', '🚀👩‍👩‍👧 עברית العربية \u202Edlrow 𠮷'],
  ['a formula', '=HYPERLINK("http://evil.example","x")'],
])('%s is text: saved as typed, shown as typed', async (_, text) => {
  const deal = fixture.deal();
  const screen = await fixture.open({ deal, only: 'panel' });
  await brief(screen).fill(text);
  await saveBrief(screen);
  await briefIsDone(screen);
  expect(await fixture.field('Opportunity', deal, 'TAS_Project_Brief__c')).toBe(text);
  expect(await rowOf(screen, 'VAL_BRIEF').textContent()).toContain(text);
  expect(await screen.page.title()).not.toContain('owned');
  expect(await screen.panel.locator('img, script').count()).toBe(0);
});

test('of 10,000 characters the box takes what the field holds, and what stands in it is saved whole', async () => {
  const deal = fixture.deal();
  const screen = await fixture.open({ deal, only: 'panel' });
  await brief(screen).fill('长文本long'.repeat(1250));
  const typed = await brief(screen).inputValue();
  expect(typed.length).toBe(Number(await brief(screen).getAttribute('maxlength')));
  await saveBrief(screen);
  await briefIsDone(screen);
  expect((await fixture.field('Opportunity', deal, 'TAS_Project_Brief__c')) === typed).toBe(true);
  const row = rowOf(screen, 'VAL_DUPLICATE');
  await buttonOf(row, 'more').click();
  await row.getByRole('button', { name: 'Not applicable' }).click();
  expect(await row.locator('textarea').getAttribute('maxlength')).toBe('4000');
});

test('a link that is no web address is refused at the field and never becomes a link', async () => {
  const deal = fixture.deal({ StageName: 'Initiate Pursuit' });
  const screen = await fixture.open({ deal, only: 'panel' });
  const row = rowOf(screen, 'INI_REPORT');
  await buttonOf(row, 'primary').click();
  await row.locator('input[type="url"]').fill('javascript:alert(1)');
  await buttonOf(row, 'save').click();
  await row.getByText('Start the link with http:// or https://').waitFor();
  expect(await screen.panel.locator('a[href^="javascript"]').count()).toBe(0);
  expect(await screen.panel.locator('.row.done[data-code="INI_REPORT"]').count()).toBe(0);
  expect(screen.calls.filter(({ method }) => method === 'POST').every(({ path }) => path === 'graphql')).toBe(true);
});

test('a lost network: nothing typed is lost, and the same button saves it later', async () => {
  const deal = fixture.deal();
  const screen = await fixture.open({ deal, only: 'panel' });
  await brief(screen).fill('Typed in a tunnel');
  await screen.page.context().setOffline(true);
  await saveBrief(screen);
  expect(await problemOf(screen, 'VAL_BRIEF')).toContain('could not be reached');
  expect(await brief(screen).inputValue()).toBe('Typed in a tunnel');
  await screen.page.context().setOffline(false);
  await saveBrief(screen);
  await briefIsDone(screen);
  expect(await fixture.field('Opportunity', deal, 'TAS_Project_Brief__c')).toBe('Typed in a tunnel');
});

test.each([
  ['in the words of the platform', wrongNumber],
  ['as a page of a proxy', { status: 502, contentType: 'text/html', body: '<html><h1>Bad gateway</h1></html>' }],
])('an error of the server, %s: told, kept, tried again', async (_, answer) => {
  const deal = fixture.deal();
  const screen = await fixture.open({ deal, only: 'panel' });
  await screen.page.route('**/ui-api/records/**', (route) => route.fulfill(answer));
  await brief(screen).fill('Kept');
  await saveBrief(screen);
  expect(await problemOf(screen, 'VAL_BRIEF')).toContain('was not saved');
  expect(await brief(screen).inputValue()).toBe('Kept');
  await screen.page.unroute('**/ui-api/records/**');
  await saveBrief(screen);
  await briefIsDone(screen);
});

test('an error while reading first says so, and the button reads again', async () => {
  const deal = fixture.deal();
  const screen = await fixture.open({});
  await screen.page.route('**/graphql', (route) => route.fulfill(wrongNumber));
  await screen.page.goto(`${fixture.org.instanceUrl}/?deal=${deal}&view=panel&lang=en_US`);
  const retry = buttonOf(screen.panel, 'retry');
  await retry.waitFor();
  await isNotBlank(screen);
  await screen.page.unroute('**/graphql');
  await retry.click();
  await rowOf(screen, 'VAL_BRIEF').waitFor();
});

test('a deal that is deleted meanwhile: the next tick says so', async () => {
  const deal = fixture.deal();
  const screen = await fixture.open({ deal, only: 'panel' });
  await fixture.call('admin', 'DELETE', `sobjects/Opportunity/${deal}`);
  await buttonOf(rowOf(screen, 'VAL_CONFIRM'), 'primary').click();
  await screen.panel
    .getByText(/deleted|not there|no longer|cannot see/i)
    .first()
    .waitFor();
  await isNotBlank(screen);
});

test('an item that is deleted meanwhile: reopening says so, and the row is as it is in the org', async () => {
  const deal = fixture.deal();
  const id = fixture.load('TAS_Gate_Item__c', {
    Opportunity__c: deal,
    Code__c: 'VAL_DUPLICATE',
    Item_Key__c: `${deal}:VAL_DUPLICATE`,
    Status__c: 'Requested',
  });
  const screen = await fixture.open({ deal, only: 'panel' });
  await fixture.call('admin', 'DELETE', `sobjects/TAS_Gate_Item__c/${id}`);
  await buttonOf(rowOf(screen, 'VAL_DUPLICATE'), 'primary').click();
  expect(await problemOf(screen, 'VAL_DUPLICATE')).toContain('was not saved');
  await isNotBlank(screen);
});

test('answers out of order: what was ticked last stays ticked', async () => {
  const deal = fixture.deal();
  const screen = await fixture.open({ deal, only: 'panel' });
  let reads = 0;
  await screen.page.route('**/graphql', async (route) => {
    reads += 1;
    const response = await route.fetch();
    if (reads === 1) await new Promise((resolve) => setTimeout(resolve, 1200));
    await route.fulfill({ response });
  });
  await buttonOf(rowOf(screen, 'VAL_CONFIRM'), 'primary').click();
  await screen.panel.locator('.row.done[data-code="VAL_CONFIRM"]').waitFor();
  await expect.poll(() => reads).toBe(1);
  await buttonOf(rowOf(screen, 'VAL_DUPLICATE'), 'primary').click();
  await screen.panel.locator('.row.done[data-code="VAL_DUPLICATE"]').waitFor();
  const until = Date.now() + 1600;
  while (Date.now() < until) {
    expect(await screen.panel.locator('.row.done[data-code="VAL_DUPLICATE"]').count()).toBe(1);
    expect(await screen.panel.locator('.row.done[data-code="VAL_CONFIRM"]').count()).toBe(1);
    await screen.page.waitForTimeout(100);
  }
});

test.each(['Prospecting', 'A stage of another system'])(
  'the stage %s, which no model knows, is told',
  async (StageName) => {
    const deal = fixture.deal({ StageName });
    const screen = await fixture.open({ deal, only: 'panel' });
    await isNotBlank(screen);
    expect(await screen.panel.innerText()).toContain(StageName);
  },
);

test('an item of another model is named, and the rest works', async () => {
  const deal = fixture.deal();
  fixture.load('TAS_Gate_Item__c', {
    Opportunity__c: deal,
    Code__c: 'VAL_DUPLICATE',
    Item_Key__c: `${deal}:VAL_DUPLICATE`,
    Status__c: 'Requested',
  });
  const screen = await fixture.open();
  await screen.page.route('**/graphql', async (route) => {
    const response = await route.fetch();
    const isDeal = route.request().postData()?.includes('tasDeal') === true;
    const text = await response.text();
    await route.fulfill({ response, body: isDeal ? text.replaceAll('VAL_DUPLICATE', 'GONE_CODE') : text });
  });
  await screen.page.goto(`${fixture.org.instanceUrl}/?deal=${deal}&view=panel&lang=en_US`);
  await rowOf(screen, 'VAL_BRIEF').waitFor();
  expect(await screen.panel.innerText()).toContain('GONE_CODE');
  await buttonOf(rowOf(screen, 'VAL_CONFIRM'), 'primary').click();
  await screen.panel.locator('.row.done[data-code="VAL_CONFIRM"]').waitFor();
});
