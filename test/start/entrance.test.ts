import { AuthInfo, Connection, Org } from '@salesforce/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPractice, type StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { referenceProject } from '../reference/index.ts';
import { quietOptions } from './practice.ts';

const options = { ...quietOptions(referenceProject), bare: true };

let practice: StartedPractice;
let other: StartedPractice;
beforeAll(async () => {
  const both = await Promise.all([startPractice(options), startPractice(options)]);
  const [one, two] = both;
  if (!one.ok || !two.ok) throw new Error('an org did not start');
  [practice, other] = [one, two];
});
afterAll(() => Promise.all([practice.stop(), other.stop()]));

const get = (address: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(new URL(address, practice.org.instanceUrl), { redirect: 'manual', headers });

const cookieOf = (response: Response): string => response.headers.get('set-cookie')?.split(';')[0] ?? '';

test('the page of no persona is handed to who does not have the key, whatever else they send', async () => {
  const strange = [
    get('/'),
    get('/?as=admin'),
    get('/?as=admin&key='),
    get(`/?as=admin&key=${'x'.repeat(32)}`),
    get(`/?as=admin&key=${other.org.secret}`),
    get('/?as=admin', { Cookie: `practice_page_${new URL(practice.org.instanceUrl).port}=${other.org.secret}` }),
    get('/?as=admin', { Authorization: 'Bearer 00D000000000000!nobody' }),
    get('/secur/frontdoor.jsp?sid=00D000000000000!nobody'),
    get('/secur/frontdoor.jsp?otp='),
    get('/secur/frontdoor.jsp'),
  ];
  for (const response of await Promise.all(strange)) {
    const text = await response.text();
    expect([response.status, response.headers.get('set-cookie')]).toEqual([403, null]);
    expect(text).toContain('Open the address that the practice org printed');
    for (const secret of [practice.org.secret, ...Object.values(practice.org.tokens)])
      expect(text).not.toContain(secret);
  }
});

test('the printed address lets one in: a cookie takes the place of the key, which leaves the address', async () => {
  const come = await get(`${practice.org.pageUrl}&as=manager&lang=zh_CN`);
  expect([come.status, come.headers.get('location')]).toEqual([303, '/?as=manager&lang=zh_CN']);
  expect(come.headers.get('set-cookie')).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/);
  const page = await get('/?as=manager', { Cookie: `theme=dark; ${cookieOf(come)}` });
  expect(page.status).toBe(200);
});

test('the front door of the platform takes a session token, and goes to the deal that it is asked for', async () => {
  const { tokens } = practice.org;
  const at = async (query: string): Promise<string | null> => {
    const come = await get(`/secur/frontdoor.jsp?${query}`);
    expect([come.status, (await get('/', { Cookie: cookieOf(come) })).status]).toEqual([303, 200]);
    return come.headers.get('location');
  };
  expect(await at(`sid=${encodeURIComponent(tokens.manager)}`)).toBe('/?as=manager');
  const deal = '006TA0000000001YAA';
  expect(await at(`sid=${encodeURIComponent(tokens.rep)}&retURL=/lightning/r/Opportunity/${deal}/view`)).toBe(
    `/?as=rep&deal=${deal}`,
  );
  expect(await at(`sid=${encodeURIComponent(tokens.rep)}&retURL=https://evil.example/`)).toBe('/?as=rep');
});

test('sf org open gets an address that opens the page once', async () => {
  const { instanceUrl, accessToken } = practice.org;
  process.env['SF_ORG_INSTANCE_URL'] = instanceUrl;
  try {
    const connection = await Connection.create({ authInfo: await AuthInfo.create({ username: accessToken }) });
    const org = await Org.create({ connection });
    const address = await org.getFrontDoorUrl('/006TA0000000001YAA');
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/secur\/frontdoor\.jsp\?otp=/);
    expect(address).not.toContain(accessToken);
    const come = await get(address);
    expect([come.status, come.headers.get('location')]).toEqual([303, '/?as=admin&deal=006TA0000000001YAA']);
    expect((await get(address)).status).toBe(403);
  } finally {
    delete process.env['SF_ORG_INSTANCE_URL'];
  }
});
