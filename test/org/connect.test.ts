import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectOrg, OrgError, redactTokens } from '../../scripts/product/org/index.ts';
import { instanceUrlOf } from '../../scripts/product/org/instance-url.ts';
import { checkProxy } from '../../scripts/product/org/proxy.ts';
import { accessToken } from './fake-org.ts';

let dir: string;

const practiceFile = async (content: unknown): Promise<void> => {
  await mkdir(join(dir, '.practice'), { recursive: true });
  await writeFile(join(dir, '.practice', 'org.json'), typeof content === 'string' ? content : JSON.stringify(content));
};

const failure = async (target: string, env: NodeJS.ProcessEnv = {}): Promise<OrgError> => {
  const error: unknown = await connectOrg(target, { projectDir: dir, env }).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OrgError)) throw new Error(`expected an OrgError, got ${String(error)}`);
  expect(error.message).not.toContain(accessToken);
  expect(error.actions.length).toBeGreaterThan(0);
  return error;
};

/** A server that answers every path with one value, and closes with the test. */
const serve = async (answer: unknown): Promise<{ url: string; stop: () => Promise<void> }> => {
  const server = createServer((_, response) => {
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
};

/** A server that answers everything with one text. */
const serveText = async (status: number, body: string, headers: Readonly<Record<string, string>> = {}) => {
  let requests = 0;
  const server = createServer((_, response) => {
    requests += 1;
    response.writeHead(status, headers);
    response.end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: () => requests,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
};

const session = { accessToken, username: 'ops@practice.test', orgId: '00D000000000001EAA' };

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tas-org-'));
});
afterEach(async () => {
  await rm(dir, { recursive: true });
});

describe('the alias practice', () => {
  test('finds the running practice org from any folder of the project, with its model', async () => {
    const server = await serve({});
    await practiceFile({ ...session, instanceUrl: `${server.url}/`, pid: process.pid, modelPath: 'models/a.yaml' });
    await mkdir(join(dir, 'deep', 'er'), { recursive: true });
    const org = await connectOrg('practice', { projectDir: join(dir, 'deep', 'er') });
    expect([org.instanceUrl, org.username, org.modelPath]).toEqual([
      server.url,
      session.username,
      join(dir, 'models/a.yaml'),
    ]);
    org.close();
    await server.stop();
  });

  test('says how to start one when there is none', async () => {
    const error = await failure('practice');
    expect(error.problem).toBe('PracticeOrgNotRunning');
    expect(error.actions[0]).toContain('tas practice start');
  });

  test('takes the file of a process that has ended as stale', async () => {
    await practiceFile({ ...session, instanceUrl: 'http://127.0.0.1:9', pid: 2 ** 22 + 1 });
    expect((await failure('practice')).message).toContain('was left by one that has ended');
  });

  test('takes a file as stale when nothing answers, although the number is some process', async () => {
    const server = await serve({});
    await server.stop();
    await practiceFile({ ...session, instanceUrl: server.url, pid: process.pid });
    expect((await failure('practice')).message).toContain(`nothing answers at ${server.url}`);
  });

  test.each([
    ['no JSON', '{', 'is not JSON'],
    ['lacks its address', { ...session, pid: 1 }, 'is not as it should be (instanceUrl)'],
  ])('names what is wrong when the file is %s', async (_, content, said) => {
    await practiceFile(content);
    expect((await failure('practice')).message).toContain(said);
  });
});

describe('an access token', () => {
  test('asks for SF_ORG_INSTANCE_URL when it is not set', async () => {
    const error = await failure(accessToken);
    expect([error.problem, error.actions[0]]).toEqual([
      'NoInstanceUrl',
      'Set SF_ORG_INSTANCE_URL to the address of the org, such as https://example.my.salesforce.com',
    ]);
  });

  test.each([
    'ftp://example.my.salesforce.com',
    'example my salesforce com',
    'http://example.my.salesforce.com',
    'https://me:secret@example.my.salesforce.com',
    'login',
  ])('does not take %s for the address of an org, and names variable and value', async (address) => {
    const error = await failure(accessToken, { SF_ORG_INSTANCE_URL: address });
    expect([error.problem, error.message]).toEqual([
      'NoInstanceUrl',
      expect.stringContaining(`SF_ORG_INSTANCE_URL is "${address}"`),
    ]);
  });

  test('takes the origin of an address with spaces around it, a path or no scheme', () => {
    for (const [address, origin] of [
      [' https://a.my.salesforce.com/lightning/page/home ', 'https://a.my.salesforce.com'],
      ['a.my.salesforce.com', 'https://a.my.salesforce.com'],
      ['http://127.0.0.1:8123/services/data', 'http://127.0.0.1:8123'],
      ['HTTPS://A.My.Salesforce.com/', 'https://a.my.salesforce.com'],
    ] as const)
      expect(instanceUrlOf({ SF_ORG_INSTANCE_URL: address })).toBe(origin);
  });

  test('of the form of a JWT is a token too, and no message holds any of it', async () => {
    const jwt = `eyJ0eXAiOiJKV1QifQ.${'x-_9'.repeat(30)}.c2lnbmF0dXJl`;
    const error = await failure(jwt);
    expect(error.problem).toBe('NoInstanceUrl');
    const server = await serve({ preferred_username: 'a@b.test', organization_id: '00D000000000001EAA' });
    const org = await connectOrg(jwt, { projectDir: dir, env: { SF_ORG_INSTANCE_URL: server.url } });
    expect(org.username).toBe('a@b.test');
    org.close();
    await server.stop();
  });

  test('that has expired or is of another org is told to log in again, whatever the endpoint calls it', async () => {
    const server = await serveText(403, 'Bad_OAuth_Token');
    const error = await failure(accessToken, { SF_ORG_INSTANCE_URL: server.url });
    expect([error.problem, error.actions[0]]).toEqual(['ExpiredSession', expect.stringContaining('Log in again')]);
    await server.stop();
  });

  test.each([
    ['a page', 200, '<!DOCTYPE html><html><body>Please log in</body></html>', {}],
    ['a redirect', 302, '', { location: 'https://login.example.com/?sid=00D000000000001!secret' }],
  ])('whose address answers with %s is told so at once', async (_, code, body, headers) => {
    const server = await serveText(code, body, headers);
    const error = await failure(accessToken, { SF_ORG_INSTANCE_URL: server.url });
    expect([error.problem, server.requests()]).toEqual(['BrokenAnswer', 1]);
    expect(error.message).not.toContain('secret');
    await server.stop();
  });

  test('whose org leaves out who it is, is told what is missing, in our words', async () => {
    const server = await serve({ preferred_username: 7, organization_id: '00D000000000001EAA' });
    const error = await failure(accessToken, { SF_ORG_INSTANCE_URL: server.url });
    expect(error.message).toMatch(/cannot be read: preferred_username is not as it should be\.$/);
    await server.stop();
  });

  test('learns who it is from the org', async () => {
    const server = await serve({ preferred_username: 'a@b.test', organization_id: '00D000000000001EAA' });
    const org = await connectOrg(accessToken, { projectDir: dir, env: { SF_ORG_INSTANCE_URL: server.url } });
    expect([org.username, org.orgId, org.modelPath]).toEqual(['a@b.test', '00D000000000001EAA', undefined]);
    org.close();
    await server.stop();
  });

  test('says that the org cannot be reached when nobody answers', async () => {
    const server = await serve({});
    await server.stop();
    expect((await failure(accessToken, { SF_ORG_INSTANCE_URL: server.url })).problem).toBe('OrgUnreachable');
  });
});

describe('a name of the Salesforce CLI', () => {
  // Read before core is first imported: it looks for its files below HOME only then.
  let home: string;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tas-home-'));
    process.env['HOME'] = home;
    process.env['SF_USE_GENERIC_UNIX_KEYCHAIN'] = 'true';
    process.env['SF_DISABLE_LOG_FILE'] = 'true';
  });
  afterAll(async () => {
    await rm(home, { recursive: true });
  });

  test('is refused with what to do when it is not known', async () => {
    const error = await failure('no-such-org-of-this-test');
    expect([error.problem, error.message]).toEqual(['UnknownOrg', 'No org is known as "no-such-org-of-this-test".']);
  });

  test('that looks like a secret is not said again', async () => {
    const secret = 'Q2hlcnJ5LXBpY2tlZC1zZWNyZXQtb2YtYS10ZXN0LTAxMjM0NTY3ODk';
    const error = await failure(secret);
    expect([error.problem, JSON.stringify([error.message, error.actions])]).toEqual([
      'UnknownOrg',
      expect.not.stringContaining(secret),
    ]);
  });

  test('leads to its org by alias and by username, past any proxy', async () => {
    const server = await serve({ fields: [], name: 'Opportunity' });
    const { AuthInfo } = await import('@salesforce/core');
    const known = {
      accessToken,
      instanceUrl: server.url,
      loginUrl: server.url,
      orgId: session.orgId,
      userId: '005000000000001AAA',
    };
    const authInfo = await AuthInfo.create({
      accessTokenOptions: { ...known, username: 'rep@known.test', isDevHub: false, instanceApiVersion: '66.0' },
    });
    await authInfo.save();
    await authInfo.setAlias('known');
    process.env['https_proxy'] = process.env['http_proxy'] = 'http://127.0.0.1:9';
    for (const name of ['known', 'rep@known.test']) {
      const org = await connectOrg(name, { projectDir: dir });
      expect([org.instanceUrl, org.username, org.orgId]).toEqual([server.url, 'rep@known.test', session.orgId]);
      expect(await org.describe('Opportunity')).toEqual(new Map());
      org.close();
    }
    await server.stop();
  });
});

describe('a proxy', () => {
  const org = 'https://example.my.salesforce.com';

  test.each([
    ['https_proxy', 'proxy.corp:8080', 'https_proxy is "proxy.corp:8080"'],
    ['HTTPS_PROXY', 'me:secret@proxy.corp:8080', 'HTTPS_PROXY is "[hidden]@proxy.corp:8080"'],
    ['https_proxy', 'socks5://proxy.corp:1080', 'https_proxy is "socks5://proxy.corp:1080"'],
  ])('that %s=%s names is not passed over', (name, value, said) => {
    expect(() => {
      checkProxy(org, { [name]: value });
    }).toThrow(said);
  });

  test('is taken as it is with a scheme, and does not matter where NO_PROXY leaves the org out', () => {
    checkProxy(org, { https_proxy: 'http://me:secret@proxy.corp:8080' });
    checkProxy(org, { http_proxy: 'proxy.corp:8080' });
    for (const none of ['*', 'salesforce.com', '.my.salesforce.com', 'a.b, example.my.salesforce.com:443'])
      checkProxy(org, { https_proxy: 'proxy.corp:8080', no_proxy: none });
    expect(() => {
      checkProxy(org, { https_proxy: 'proxy.corp:8080', no_proxy: 'force.com' });
    }).toThrow('http://');
  });
});

test('every form of a token is hidden in whatever text it stands', () => {
  const jwt = `eyJhbGciOiJSUzI1NiJ9.${'aB3-'.repeat(20)}.${'zY_'.repeat(20)}`;
  for (const token of [accessToken, accessToken.replace('!', '%21'), jwt, `5Aep861${'Ab1.'.repeat(12)}`])
    for (const text of [token, `x "${token}"`, `https://a.b/?sid=${token}&x=1`, `Bearer ${token}`])
      expect(redactTokens(text)).not.toContain(token.slice(-12));
});
