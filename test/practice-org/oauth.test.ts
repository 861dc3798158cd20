/** OAuth's web-server flow, with jsforce as the client and the pages followed as a browser does. */
import { createHash } from 'node:crypto';
import { Connection, OAuth2 } from 'jsforce';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { json, startFixture } from './practice.ts';

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture({
    page: () => (_request, response, url) => {
      const isHome = url.pathname === '/';
      if (isHome) response.end('the page of the org');
      return Promise.resolve(isHome);
    },
  });
});
afterAll(() => org.stop());

const redirectUri = 'http://localhost:4000/oauth2/callback';
const client = (more: object = {}): OAuth2 =>
  new OAuth2({ loginUrl: org.instanceUrl, clientId: 'my client', clientSecret: 'unused', redirectUri, ...more });

interface Step {
  readonly status: number;
  /** Where the browser goes on to. */
  readonly location: string;
  readonly html: string;
}

async function visit(address: string, form?: Record<string, string>): Promise<Step> {
  const post = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) };
  const response = await fetch(new URL(address, org.instanceUrl), { redirect: 'manual', ...post });
  return { status: response.status, location: response.headers.get('location') ?? '', html: await response.text() };
}

const between = (html: string, pattern: RegExp): string => (pattern.exec(html)?.[1] ?? '').replaceAll('&amp;', '&');

/** As far as the question whether the client may come in. */
async function loggedIn(asked: string, username = 'rep@practice.example', pw = org.secret): Promise<Step> {
  const { location } = await visit(asked);
  const { html } = await visit(location);
  const answer = await visit(between(html, /action="([^"]*)"/), { username, pw });
  return answer.location === '' ? answer : visit(answer.location);
}

async function answered(page: Step, button: 'save' | 'cancel'): Promise<URLSearchParams> {
  const source = between(page.html, /name="source" value="([^"]*)"/);
  const { location } = await visit(between(page.html, /action="([^"]*)"/), { source, [button]: '1' });
  expect(location.startsWith(`${redirectUri}?`)).toBe(true);
  return new URL(location).searchParams;
}

test('a login and a yes give a code, the code a session, and its refresh token another', async () => {
  const conn = new Connection({ oauth2: client() });
  const { location } = await visit(conn.oauth2.getAuthorizationUrl({ state: 'a b' }));
  const { html, status } = await visit(location);
  expect([status, html]).toEqual([200, expect.stringContaining('id="password"')]);
  const page = await loggedIn(conn.oauth2.getAuthorizationUrl({ state: 'a b' }));
  expect(page.html).toContain('my client asks to act as rep@practice.example');
  const answer = await answered(page, 'save');
  expect(answer.get('state')).toBe('a b');
  const { organizationId } = await conn.authorize(answer.get('code') ?? '');
  expect(organizationId).toBe(org.orgId);
  expect((await conn.identity()).username).toBe('rep@practice.example');
  let refreshed = 0;
  conn.on('refresh', () => refreshed++);
  conn.accessToken = 'nonsense';
  await Promise.all([conn.query('SELECT Id FROM User'), conn.describeGlobal()]);
  expect(refreshed).toBe(1);
});

test('a code is worth a session once, to the client that asked, with the secret that it named', async () => {
  const verifier = 'v'.repeat(43);
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const fresh = async (): Promise<string> => {
    const page = await loggedIn(client().getAuthorizationUrl({ code_challenge: challenge }));
    return (await answered(page, 'save')).get('code') ?? '';
  };
  const trade = async (code: string, more: Record<string, string> = {}): Promise<unknown> => {
    const form = {
      grant_type: 'authorization_code',
      code,
      client_id: 'my client',
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...more,
    };
    const body = new URLSearchParams(form);
    return json(await fetch(`${org.instanceUrl}/services/oauth2/token`, { method: 'POST', body }));
  };
  const refusal = { error: 'invalid_grant' };
  const code = await fresh();
  expect(await trade(code)).toMatchObject({ token_type: 'Bearer', instance_url: org.instanceUrl });
  expect(await trade(code)).toMatchObject(refusal);
  for (const wrong of [{ code_verifier: 'w' }, { client_id: 'x' }, { redirect_uri: 'http://localhost/' }])
    expect([wrong, await trade(await fresh(), wrong)]).toEqual([wrong, expect.objectContaining(refusal)]);
  expect(await trade('nonsense', { username: 'rep@practice.example', password: org.secret })).toMatchObject(refusal);
});

test('a no and an unknown kind of answer go back to the client', async () => {
  const denied = await answered(await loggedIn(client().getAuthorizationUrl()), 'cancel');
  expect(Object.fromEntries(denied)).toMatchObject({ error: 'access_denied' });
  const { location } = await visit(client().getAuthorizationUrl().replace('response_type=code', 'response_type=token'));
  expect(new URL(location).searchParams.get('error')).toBe('unsupported_response_type');
});

test.each([
  ['a wrong password', 'rep@practice.example', 'x'],
  ['nobody', 'nobody@practice.example', undefined],
  ['the data load', 'load@practice.example', undefined],
])('%s is asked again', async (_what, username, pw) => {
  const page = await loggedIn(client().getAuthorizationUrl(), username, pw);
  expect([page.status, page.html]).toEqual([200, expect.stringContaining('Please check your username and password.')]);
});

test.each(['https://evil.example/', 'http://localhost.evil.example/', 'javascript:alert(1)', ''])(
  'no code goes to %j',
  async (address) => {
    const page = await visit(client({ redirectUri: address }).getAuthorizationUrl());
    expect([page.status, page.html]).toEqual([400, expect.stringContaining('redirect_uri_mismatch')]);
  },
);

test('a page that was used up, or was never there, leads nowhere', async () => {
  const page = await loggedIn(client().getAuthorizationUrl());
  const source = between(page.html, /name="source" value="([^"]*)"/);
  await answered(page, 'save');
  const approval = '/setup/secur/RemoteAccessAuthorizationPage.apexp';
  for (const step of [
    await visit(approval, { source, save: '1' }),
    await visit(`${approval}?source=x`),
    await visit('/?ec=302&startURL=%2Fx%3Fsource%3Dx'),
  ])
    expect([step.status, step.html]).toEqual([400, expect.stringContaining('This login is over')]);
});

test('what a client calls itself is shown as text', async () => {
  const page = await loggedIn(client({ clientId: '<b>"me"</b>' }).getAuthorizationUrl());
  expect(page.html).toContain('&lt;b&gt;&quot;me&quot;&lt;/b&gt; asks');
  expect((await visit('/')).html).toBe('the page of the org');
});
