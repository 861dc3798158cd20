import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectOrg, OrgError } from '../../scripts/product/org/index.ts';
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
    ['lacks its address', { ...session, pid: 1 }, 'instanceUrl'],
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

  test.each(['example.my.salesforce.com', 'ftp://example.my.salesforce.com'])(
    'does not take %s for the address of an org',
    async (address) => {
      expect((await failure(accessToken, { SF_ORG_INSTANCE_URL: address })).problem).toBe('NoInstanceUrl');
    },
  );

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
