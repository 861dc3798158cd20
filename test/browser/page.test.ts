import { expect, test } from 'vitest';
import { runAxe } from '../../scripts/proof/browser/axe.ts';
import { Fixture } from './fixture.ts';

const fixture = new Fixture({ sampleDeals: 300 });

test('the pipeline narrows down, and the address keeps what was chosen', async () => {
  const { page } = await fixture.open({ only: 'deals' });
  await page.getByText(/^(\d+) of \1 deals$/).waitFor();
  await page.getByLabel('Name, account or owner').fill('Zephyr');
  await page.locator('[data-count]', { hasText: /^\d{1,2} of \d{3} deals$/ }).waitFor();
  await page.getByRole('combobox', { name: 'Grade' }).click();
  await page.getByRole('option', { name: 'E', exact: true }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('grade')).toBe('E');
  const names = await page.locator('tr[data-deal] a').allTextContents();
  await page.reload();
  await page.locator('tr[data-deal] a').first().waitFor();
  expect(await page.locator('tr[data-deal] a').allTextContents()).toEqual(names);
  expect(names.every((name) => name.includes('Zephyr'))).toBe(true);
});

test('the list is there at once, and blockers are counted after it', async () => {
  const { page } = await fixture.open({ only: 'deals' });
  await page.locator('tr[data-deal]').first().waitFor();
  await page.getByRole('combobox', { name: 'Blockers' }).click();
  await page.getByRole('option', { name: 'With open blockers' }).click();
  await page.locator('tr[data-deal] .open').first().waitFor();
  const counts = await page.locator('tr[data-deal] [data-open]').allTextContents();
  expect(counts.length).toBeGreaterThan(50);
  expect(counts.every((count) => Number(count) > 0)).toBe(true);
});

test('a deal that stands late says in the list how many things it left behind', async () => {
  const deal = fixture.deal({ Name: 'Left behind', StageName: 'Needs Analysis', Amount: 2_000_000 });
  const { page } = await fixture.open({ only: 'deals', query: { search: 'Left behind' } });
  const row = page.locator(`tr[data-deal="${deal}"]`);
  await row.locator('.behind').waitFor();
  const said = (await row.locator('.behind').textContent()) ?? '';
  expect(said).toMatch(/^\d+ left behind$/);
  const panel = await fixture.open({ deal });
  await panel.page.getByText(`Left behind (${said.split(' ')[0] ?? ''})`).waitFor();
});

test.each(['slds1', 'slds2'] as const)('pipeline and deal pass every rule of axe in %s', async (theme) => {
  const { page } = await fixture.open({ only: 'deals', theme });
  await page.locator('tr[data-deal] .open').first().waitFor();
  const list = await runAxe(page);
  expect(list.violations).toEqual([]);
  expect(list.contrastChecked).toBeGreaterThan(300);
  await page.locator('tr[data-deal] a').first().click();
  await page.locator('c-tas-stage-panel article[aria-busy="false"]').waitFor();
  const deal = await runAxe(page);
  expect(deal.violations).toEqual([]);
  expect(deal.contrastChecked).toBeGreaterThan(20);
});

test('names with HTML and script in them are text', async () => {
  const name = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script></script>';
  const deal = fixture.deal({ Name: name });
  const { page } = await fixture.open({ deal });
  expect(await page.locator('h1').textContent()).toBe(name);
  expect(await page.title()).toContain('<img src=x');
});

test('a person, a language or a theme is a choice of the bar', async () => {
  const deal = fixture.deal();
  const { page } = await fixture.open({ deal });
  await page.getByRole('button', { name: 'Person: Rita Rep' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Max Manager' }).click();
  await page.getByRole('button', { name: 'Person: Max Manager' }).waitFor();
  await page.getByRole('button', { name: 'Language: English' }).click();
  await page.getByRole('menuitemcheckbox', { name: '中文' }).click();
  await page.getByRole('button', { name: '语言: 中文' }).waitFor();
  await page.locator('h2', { hasText: '阶段' }).first().waitFor();
  expect(await page.locator('html').getAttribute('lang')).toBe('zh-CN');
});

test('a deal that is not there says so', async () => {
  const deal = fixture.deal();
  await fixture.call('admin', 'DELETE', `sobjects/Opportunity/${deal}`);
  const { page } = await fixture.open({ only: 'deals' });
  await page.goto(`${fixture.org.instanceUrl}/?deal=${deal}&lang=en_US`);
  await page.getByText('This deal cannot be shown').waitFor();
});

test('the page comes from this machine only, runs no foreign code, and puts no token in an address', async () => {
  const screen = await fixture.open({ deal: fixture.deal() });
  const [cookie] = await screen.page.context().cookies();
  const headers = { 'Accept-Language': 'en', Cookie: `${cookie?.name ?? ''}=${cookie?.value ?? ''}` };
  const response = await fetch(`${fixture.org.instanceUrl}/`, { headers });
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  const token = fixture.org.tokens.rep;
  expect(await response.text()).toContain(token);
  expect(screen.page.url()).not.toContain(token);
  expect(screen.page.url()).not.toContain(fixture.org.secret);
  expect(screen.calls.map(({ path }) => path).join('\n')).not.toContain(token);
});

test('files outside of the page are not served', async () => {
  const ask = async (path: string) => (await fetch(`${fixture.org.instanceUrl}${path}`)).status;
  expect(await ask('/page/static/start.js')).toBe(200);
  expect(await ask('/page/static/..%2f..%2f..%2fpackage.json')).toBe(404);
  expect(await ask('/page/static/..%2fpage.ts')).toBe(404);
  expect(await ask('/page/vendor/..%2f..%2f..%2f/package.js')).toBe(404);
  expect(await ask('/page/css/evil.css')).toBe(404);
});

test('the deal shows one path, and whoever goes to a page hears its heading', async () => {
  const { page } = await fixture.open({ only: 'deals' });
  await page.locator('tr[data-deal] a').first().click();
  await page.locator('c-tas-stage-panel article[aria-busy="false"]').waitFor();
  await expect.poll(() => page.locator('h1').evaluate((one) => one.matches(':focus'))).toBe(true);
  expect(await page.locator('ol.path').count()).toBe(1);
  // Back on the list, it is the deal one came from.
  await page.goBack();
  const left = page.locator('tr[data-deal] a').first();
  await left.waitFor();
  await expect.poll(() => left.evaluate((one) => one.matches(':focus'))).toBe(true);
  await page.locator('[data-place="board"]').click();
  await expect.poll(() => page.locator('h1').evaluate((one) => one.matches(':focus'))).toBe(true);
});

test.each([375, 640])('at a width of %d the pipeline is cards whose links a finger can hit', async (width) => {
  const { page } = await fixture.open({ only: 'deals', width, height: 800 });
  const card = page.locator('tr[data-deal]').first();
  await card.waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  expect(await card.evaluate((one) => getComputedStyle(one).borderRadius)).not.toBe('0px');
  expect(Number((await card.locator('a').boundingBox())?.height)).toBeGreaterThanOrEqual(44);
});
