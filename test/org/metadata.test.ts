/** The Metadata API of an org by Salesforce's library: tokens of either form, and a way to the org that breaks. */
import { createServer, request } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { OrgError, openOrg } from '../../scripts/product/org/index.ts';
import { Gateway } from './gateway.ts';
import { referencePackage } from '../reference/index.ts';

const jwt = 'eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl';

async function startedOrg(): Promise<PracticeOrg> {
  const { metadata } = referencePackage();
  const started = await startPracticeOrg({ metadata, activateRules: false });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  onTestFinished(() => started.org.stop());
  return started.org;
}

/** Takes the JWT for the org's own token, as an org does that gives such tokens. */
async function givingJwts({ instanceUrl, accessToken }: PracticeOrg): Promise<string> {
  const server = createServer((incoming, answer) => {
    void buffer(incoming).then((sent) => {
      const body = sent.toString().replaceAll(jwt, accessToken);
      const headers = { ...incoming.headers, 'content-length': Buffer.byteLength(body) };
      if (headers.authorization !== undefined) headers.authorization = headers.authorization.replace(jwt, accessToken);
      const onward = request(instanceUrl + (incoming.url ?? ''), { method: incoming.method, headers });
      onward.on('response', (response) => {
        answer.writeHead(response.statusCode ?? 500, response.headers);
        response.pipe(answer);
      });
      onward.end(body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('an access token that is a JWT lists metadata too', async () => {
  const practice = await startedOrg();
  const { username, orgId } = practice;
  const org = openOrg({ instanceUrl: await givingJwts(practice), accessToken: jwt, username, orgId });
  const listed = await org.metadata.list(['PermissionSet', 'CustomPermission']);
  org.close();
  expect(listed).toContainEqual({ type: 'PermissionSet', name: 'TAS_Rep' });
  expect(listed).toContainEqual({ type: 'CustomPermission', name: 'TAS_Bypass' });
});

test('an org that is gone is told as such, without the token', async () => {
  const practice = await startedOrg();
  const { instanceUrl, accessToken, username, orgId } = practice;
  const org = openOrg({ instanceUrl, accessToken, username, orgId });
  await org.metadata.list(['CustomField']);
  await practice.stop();
  const error: unknown = await org.metadata.list(['CustomField']).catch((thrown: unknown) => thrown);
  org.close();
  expect(error).toBeInstanceOf(OrgError);
  expect((error as OrgError).problem).toBe('OrgUnreachable');
  expect((error as OrgError).message).not.toContain(accessToken);
});

test.each([
  ['unheard', 'OrgUnreachable', 'the connection was cut'],
  ['heard', 'OrgUnreachable', 'the connection was cut'],
  ['short', 'OrgUnreachable', 'the connection was cut'],
  ['stalled', 'OrgUnreachable', 'no answer in time'],
  ['error', 'OrgRefused', 'HTTP 500: a web page'],
] as const)('a way that breaks for good (%s) ends in an error that says so', async (how, problem, said) => {
  const practice = await startedOrg();
  const gateway = new Gateway(practice.instanceUrl);
  Object.assign(gateway, { breaksAt: 1, how });
  const instanceUrl = await gateway.open();
  const { accessToken, username, orgId } = practice;
  const waits: number[] = [];
  const sleep = (ms: number): Promise<void> => {
    waits.push(ms);
    return Promise.resolve();
  };
  const org = openOrg({ instanceUrl, accessToken, username, orgId }, { idleMs: 500, tries: 3, sleep });
  await org.metadata.list(['CustomField']);
  const error: unknown = await org.metadata.list(['CustomField']).catch((thrown: unknown) => thrown);
  org.close();
  gateway.close();
  expect(error).toBeInstanceOf(OrgError);
  expect((error as OrgError).problem).toBe(problem);
  expect((error as OrgError).message).toContain(said);
  expect((error as OrgError).message).not.toContain(accessToken);
  // What only asks is asked again.
  expect(waits).toHaveLength(2);
});
