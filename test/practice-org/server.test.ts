import { gzipSync } from 'node:zlib';
import { connect as dial } from 'node:net';
import { once } from 'node:events';
import { request } from 'node:http';
import { AuthInfo, Connection as CoreConnection, Org } from '@salesforce/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { normaliseId, withChecksum } from '../../scripts/practice-org/server/store/ids.ts';
import { call, connect, deal, json, startFixture } from './practice.ts';

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture();
});
afterAll(() => org.stop());

const get = (path: string, token = org.accessToken) =>
  fetch(`${org.instanceUrl}${path}`, { headers: { Authorization: `Bearer ${token}` } });

test('versions need no session, double slashes are one', async () => {
  const versions = (await json(await fetch(`${org.instanceUrl}//services/data`))) as { version: string; url: string }[];
  expect(versions.at(-1)).toEqual({ label: "Spring '26", url: '/services/data/v66.0', version: '66.0' });
  expect((await get('//services/data/v66.0')).status).toBe(200);
});

test('a token nobody was given is refused with 401', async () => {
  const response = await get('/services/data/v62.0/limits', '00D000000000001!nonsense');
  expect([response.status, await json(response)]).toEqual([
    401,
    [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
  ]);
});

test.each([
  ['an unknown resource', 'GET', '/nothing', undefined, 404, 'NOT_FOUND'],
  ['an unknown object', 'GET', '/sobjects/Nothing__c/describe', undefined, 404, 'NOT_FOUND'],
  ['source tracking', 'GET', '/tooling/sobjects/SourceMember/describe', undefined, 404, 'NOT_FOUND'],
  ['a tooling object', 'GET', '/tooling/query?q=SELECT+Id+FROM+SandboxProcess', undefined, 400, 'INVALID_TYPE'],
  ['a wrong method', 'PUT', '/sobjects/Opportunity', '{}', 405, 'METHOD_NOT_ALLOWED'],
  ['broken JSON', 'POST', '/sobjects/Opportunity', '{"Name":', 400, 'JSON_PARSER_ERROR'],
  ['a missing body', 'POST', '/sobjects/Opportunity', undefined, 400, 'JSON_PARSER_ERROR'],
])('%s is refused', async (_what, method, path, body, status, code) => {
  const response = await call(org, path, { method, ...(body === undefined ? {} : { body }) });
  expect([response.status, await json(response)]).toMatchObject([status, [{ errorCode: code }]]);
});

test('broken JSON is told in our words', async () => {
  const response = await call(org, '/sobjects/Opportunity', { method: 'POST', body: '{"Name":' });
  expect(await json(response)).toEqual([{ errorCode: 'JSON_PARSER_ERROR', message: 'The body is no JSON.' }]);
});

test('the org answers to the loopback name alone', async () => {
  const status = await new Promise<number | undefined>((resolve, reject) => {
    const headers = { Host: 'evil.example', Authorization: `Bearer ${org.accessToken}` };
    request(`${org.instanceUrl}/services/data/v62.0/limits`, { headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
  expect(status).toBe(421);
});

test('connections are kept for the next call', async () => {
  expect((await call(org, '/limits')).headers.get('connection')).toBe('keep-alive');
});

test('a version the org does not speak is not found', async () => {
  expect((await get('/services/data/v99.0/limits')).status).toBe(404);
});

test('every answer tells how many calls were used', async () => {
  const usage = async () =>
    Number(/api-usage=(\d+)\//.exec((await call(org, '/limits')).headers.get('sforce-limit-info') ?? '')?.[1]);
  const before = await usage();
  expect(await usage()).toBe(before + 1);
});

test('more than 200 records at once are refused', async () => {
  const records = Array.from({ length: 201 }, () => ({ attributes: { type: 'Opportunity' }, ...deal() }));
  const response = await call(org, '/composite/sobjects', { method: 'POST', body: JSON.stringify({ records }) });
  expect([response.status, await json(response)]).toMatchObject([400, [{ errorCode: 'EXCEEDED_ID_LIMIT' }]]);
});

test('a body beyond the limit is refused in so many words', async () => {
  const body = new Uint8Array(51 * 1024 * 1024).fill(32);
  const response = await call(org, '/sobjects/Opportunity', { method: 'POST', body });
  expect([response.status, await json(response)]).toMatchObject([413, [{ errorCode: 'EXCEEDED_MAX_SIZE_REQUEST' }]]);
});

test('a body that only claims to be gzip is refused, one that is gzip is read', async () => {
  const send = (body: Uint8Array<ArrayBuffer>) =>
    call(org, '/sobjects/Account', { method: 'POST', body, headers: { 'Content-Encoding': 'gzip' } });
  const broken = await send(new Uint8Array(500).fill(7));
  expect([broken.status, await json(broken)]).toMatchObject([400, [{ errorCode: 'INVALID_CONTENT' }]]);
  expect((await send(new Uint8Array(gzipSync('{"Name":"Zipped"}')))).status).toBe(201);
});

test('clients that send rubbish or hang up leave the server running', async () => {
  const port = Number(new URL(org.instanceUrl).port);
  for (const text of [
    'rubbish\r\n\r\n',
    `POST /services/data/v62.0/sobjects/Account HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${org.accessToken}\r\nContent-Length: 99\r\n\r\n{"Na`,
  ]) {
    const socket = dial(port, '127.0.0.1');
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    socket.write(text, () => socket.destroy());
    await once(socket, 'close');
  }
  expect((await get('/services/data/v62.0/%E0%A4%A/x')).status).toBe(400);
  expect((await call(org, '/limits')).status).toBe(200);
});

test('the token endpoint gives a session to who names a user and the secret of this run, and to nobody else', async () => {
  const ask = (form: Record<string, string>) =>
    fetch(`${org.instanceUrl}/services/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) });
  const granted = (await json(
    await ask({ grant_type: 'password', username: 'rep@practice.example', password: org.secret }),
  )) as { access_token: string; id: string };
  expect(granted.access_token).toMatch(/^00D\w{12}![.\w]+$/);
  expect((await get('/services/oauth2/userinfo', granted.access_token)).status).toBe(200);
  const refreshed = await json(await ask({ grant_type: 'refresh_token', refresh_token: granted.access_token }));
  expect(refreshed).toMatchObject({ id: granted.id, token_type: 'Bearer' });
  const admin = await json(await ask({ grant_type: 'client_credentials', client_secret: org.secret }));
  expect(admin).toMatchObject({ token_type: 'Bearer' });
  for (const form of [
    { grant_type: 'password', username: 'load@practice.example', password: org.secret },
    { grant_type: 'password', username: 'rep@practice.example', password: 'x' },
    { grant_type: 'password', username: 'rep@practice.example' },
    { grant_type: 'client_credentials', client_id: 'x', client_secret: 'x' },
    { grant_type: 'client_credentials' },
    { grant_type: 'refresh_token', refresh_token: 'x' },
    {},
  ])
    expect([form, (await ask(form)).status]).toEqual([form, 400]);
  const revoke = () =>
    fetch(`${org.instanceUrl}/services/oauth2/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token: granted.access_token }),
    });
  expect([(await revoke()).status, (await revoke()).status]).toEqual([200, 400]);
  const refused = await get('/services/oauth2/userinfo', granted.access_token);
  expect([refused.status, await refused.text()]).toEqual([403, 'Bad_OAuth_Token']);
  expect((await get('/services/data/v66.0/limits', granted.access_token)).status).toBe(401);
});

test('jsforce learns who it is, each persona being a user of its own', async () => {
  const personas = ['rep', 'manager', 'ops', 'admin'] as const;
  const names = await Promise.all(personas.map(async (persona) => (await connect(org, persona).identity()).username));
  expect(names).toEqual(personas.map((persona) => `${persona}@practice.example`));
});

test('@salesforce/core connects by token and instance alone', async () => {
  process.env['SF_ORG_INSTANCE_URL'] = org.instanceUrl;
  process.env['SF_DISABLE_LOG_FILE'] = 'true';
  const connection = await CoreConnection.create({ authInfo: await AuthInfo.create({ username: org.accessToken }) });
  const core = await Org.create({ connection });
  expect(core.getOrgId()).toBe(org.orgId.slice(0, 15));
  const { records } = await core.getConnection().query<{ IsSandbox: boolean }>('SELECT IsSandbox FROM Organization');
  expect(records).toMatchObject([{ IsSandbox: false }]);
});

test('ids have the checksum Salesforce gives them, and both forms are taken', async () => {
  // Ids from Salesforce's documentation.
  expect(withChecksum('001D000000IqhSL')).toBe('001D000000IqhSLIAZ');
  expect(normaliseId('001D000000IqhSLIAA')).toBeUndefined();
  const { id } = await connect(org).sobject('Opportunity').create(deal());
  expect(String(id)).toMatch(/^006\w{15}$/);
  expect(
    (await connect(org).query(`SELECT Id FROM Opportunity WHERE Id = '${String(id).slice(0, 15)}'`)).records,
  ).toMatchObject([{ Id: id }]);
});
