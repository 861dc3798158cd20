/** Each kind of fault, met by a client: what the client sees, and whether the org did what it was asked. */
import type { Connection } from 'jsforce';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { faultKinds, type FaultGiven, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deploy, manifest, xml, zipOf } from './deploy.ts';
import { call, connect, deal, json, loaded, startFixture } from './practice.ts';

let org: PracticeOrg;
let admin: Connection;
let ids: string[];
beforeAll(async () => {
  org = await startFixture();
  admin = connect(org, 'admin');
});
afterAll(() => org.stop());
beforeEach(() => {
  org.faults.use([]);
  ids = Array.from({ length: 4 }, (_, at) => loaded(org, 'Opportunity', deal({ Name: `Deal ${at}` })));
});

const collections = '/services/data/*/composite/sobjects';
const results = '/services/data/*/jobs/query/*/results';
const met = new Set<string>();

function use(...faults: FaultGiven[]): void {
  for (const { fault } of faults) met.add(fault);
  org.faults.use(faults);
}

const described = async (): Promise<unknown[]> => {
  const { records } = await admin.query<{ Description: unknown }>(
    `SELECT Description FROM Opportunity WHERE Id IN ('${ids.join("','")}') ORDER BY Name`,
  );
  return records.map(({ Description }) => Description);
};

/** Writes a text to every deal in one call. */
const write = (text: string): Promise<Response> =>
  call(
    org,
    '/composite/sobjects',
    {
      method: 'PATCH',
      body: JSON.stringify({
        allOrNone: false,
        records: ids.map((id) => ({ attributes: { type: 'Opportunity' }, id, Description: text })),
      }),
    },
    'admin',
  );

describe('a request that does not take effect', () => {
  test('is answered with a status and a body of the file', async () => {
    use({
      fault: 'status',
      method: 'PATCH',
      path: collections,
      status: 503,
      body: '[{"errorCode":"SERVER_UNAVAILABLE"}]',
    });
    const answer = await write('one');
    expect([answer.status, await json(answer)]).toEqual([503, [{ errorCode: 'SERVER_UNAVAILABLE' }]]);
    expect(await described()).toEqual([null, null, null, null]);
    expect((await write('two')).status).toBe(200);
  });

  test('loses its connection', async () => {
    use({ fault: 'resetBefore', path: collections });
    await expect(write('one')).rejects.toThrow();
    expect(await described()).toEqual([null, null, null, null]);
  });

  test('is one too many for the day', async () => {
    use({ fault: 'exhaustedLimit', path: '/services/data/*/query' });
    await expect(admin.query('SELECT Id FROM Account')).rejects.toMatchObject({ errorCode: 'REQUEST_LIMIT_EXCEEDED' });
    await expect(admin.query('SELECT Id FROM Account')).resolves.toMatchObject({ done: true });
  });

  test('comes with a session that has ended, in REST and in SOAP', async () => {
    use({ fault: 'expiredSession', path: '/services/**', times: 'always' });
    const answer = await write('one');
    expect([answer.status, await json(answer)]).toMatchObject([401, [{ errorCode: 'INVALID_SESSION_ID' }]]);
    await expect(admin.metadata.describe()).rejects.toThrow(/INVALID_SESSION_ID/);
  });
});

describe('a request that takes effect', () => {
  test('loses its connection before it is answered', async () => {
    use({ fault: 'resetAfterEffect', path: collections });
    await expect(write('one')).rejects.toThrow();
    expect(await described()).toEqual(['one', 'one', 'one', 'one']);
  });

  test('loses its connection amid the answer', async () => {
    use({ fault: 'resetInAnswer', path: collections, bytes: 30 });
    const answer = await write('one');
    expect(answer.status).toBe(200);
    await expect(answer.text()).rejects.toThrow();
    expect(await described()).toEqual(['one', 'one', 'one', 'one']);
  });

  test('loses its connection after no byte of the answer', async () => {
    use({ fault: 'resetInAnswer', path: collections, bytes: 0 });
    await expect(write('one').then((answer) => answer.text())).rejects.toThrow();
    expect(await described()).toEqual(['one', 'one', 'one', 'one']);
  });

  test('waits first', async () => {
    use({ fault: 'stall', path: collections, milliseconds: 300 });
    const ended: string[] = [];
    const slow = write('one').then((answer) => ended.push(`slow ${answer.status}`));
    await call(org, '/limits', {}, 'admin').then(() => ended.push('quick'));
    await slow;
    expect(ended).toEqual(['quick', 'slow 200']);
  });

  test('is not carried out where the client hangs up while it waits', async () => {
    use({ fault: 'stall', path: collections, milliseconds: 60_000 });
    const records = [{ attributes: { type: 'Opportunity' }, id: ids[0], Description: 'late' }];
    const body = JSON.stringify({ allOrNone: false, records });
    const given = { method: 'PATCH', body, signal: AbortSignal.timeout(50) };
    await expect(call(org, '/composite/sobjects', given, 'admin')).rejects.toThrow();
    expect(await described()).toEqual([null, null, null, null]);
  });

  test('arrives twice, and is carried out twice', async () => {
    use({ fault: 'twice', method: 'POST', path: '/services/data/*/sobjects/Account' });
    await admin.sobject('Account').create({ Name: 'Twin' });
    expect((await admin.query("SELECT Id FROM Account WHERE Name = 'Twin'")).totalSize).toBe(2);
  });

  test('finds rows locked, and the rest are written', async () => {
    use({ fault: 'lockedRows', path: collections, rows: 2 });
    const outcomes = (await json(await write('one'))) as { success: boolean; errors: unknown[] }[];
    expect(outcomes.map(({ success }) => success)).toEqual([false, false, true, true]);
    expect(outcomes[0]?.errors).toMatchObject([{ statusCode: 'UNABLE_TO_LOCK_ROW' }]);
    expect(await described()).toEqual([null, null, 'one', 'one']);
    await write('two');
    expect(await described()).toEqual(['two', 'two', 'two', 'two']);
  });
});

describe('a page of a result', () => {
  /** A query job over the deals, done, and how its results are asked for. */
  async function job(): Promise<(query?: string) => Promise<Response>> {
    const query = `SELECT Id FROM Opportunity WHERE Id IN ('${ids.join("','")}') ORDER BY Name`;
    const made = await call(
      org,
      '/jobs/query',
      { method: 'POST', body: JSON.stringify({ operation: 'query', query }) },
      'admin',
    );
    const { id } = (await json(made)) as { id: string };
    await call(org, `/jobs/query/${id}`, {}, 'admin');
    return (search = '') => call(org, `/jobs/query/${id}/results${search}`, {}, 'admin');
  }

  test('is cut, and ends as if it were whole', async () => {
    const page = await job();
    const whole = await (await page()).text();
    use({ fault: 'cutBody', path: results, bytes: 40 });
    const answer = await page();
    expect([answer.status, await answer.text()]).toEqual([200, whole.slice(0, 40)]);
  });

  test('lacks a header', async () => {
    const page = await job();
    use({ fault: 'missingHeader', path: results, header: 'Sforce-Locator' });
    const answer = await page();
    expect([answer.headers.has('sforce-locator'), answer.headers.has('sforce-numberofrecords')]).toEqual([false, true]);
    expect((await page()).headers.get('sforce-locator')).toBe('null');
  });

  test('counts its rows wrongly', async () => {
    const page = await job();
    use({ fault: 'wrongHeader', path: results, header: 'Sforce-NumberOfRecords', value: '3' });
    const answer = await page();
    expect([answer.headers.get('sforce-numberofrecords'), (await answer.text()).trim().split('\n').length]).toEqual([
      '3',
      5,
    ]);
  });

  test('comes again in the place of the next', async () => {
    const page = await job();
    use({ fault: 'repeatPage', path: results, nth: 2 });
    const [first, again, after] = [
      await page('?maxRecords=2'),
      await page('?maxRecords=3'),
      await page('?maxRecords=3'),
    ];
    const texts = [await first.text(), await again.text(), await after.text()];
    expect(texts[1]).toBe(texts[0]);
    expect(texts[2]).not.toBe(texts[0]);
    expect(again.headers.get('sforce-numberofrecords')).toBe('3');
  });
});

describe('work that never ends', () => {
  test('is a Bulk job that stays in progress', async () => {
    use({ fault: 'pendingForEver', method: 'GET', path: '/services/data/*/jobs/query/*', times: 'always' });
    const query = 'SELECT Id FROM Opportunity';
    const made = await call(
      org,
      '/jobs/query',
      { method: 'POST', body: JSON.stringify({ operation: 'query', query }) },
      'admin',
    );
    const { id } = (await json(made)) as { id: string };
    for (let turn = 0; turn < 3; turn++)
      expect(await json(await call(org, `/jobs/query/${id}`, {}, 'admin'))).toMatchObject({ state: 'InProgress' });
    org.faults.use([]);
    expect(await json(await call(org, `/jobs/query/${id}`, {}, 'admin'))).toMatchObject({ state: 'JobComplete' });
  });

  test('is a deployment that stays pending, by SOAP and by REST', async () => {
    const done = await deploy(admin, {
      'package.xml': manifest({ ApexClass: ['Idle'] }),
      'classes/Idle.cls': 'public class Idle {}',
      'classes/Idle.cls-meta.xml': xml('ApexClass', '<apiVersion>62.0</apiVersion>'),
    });
    expect(done.success).toBe(true);
    use(
      { fault: 'pendingForEver', path: '/services/Soap/m/**', holds: 'checkDeployStatus', times: 'always' },
      { fault: 'pendingForEver', path: '/services/data/*/metadata/deployRequest/*', times: 'always' },
    );
    expect(await admin.metadata.checkDeployStatus(done.id)).toMatchObject({ done: false, status: 'Pending' });
    expect(await json(await call(org, `/metadata/deployRequest/${done.id}`, {}, 'admin'))).toMatchObject({
      deployResult: { done: false, status: 'Pending' },
    });
    expect((await admin.metadata.describe()).metadataObjects.length).toBeGreaterThan(100);
  });
});

describe('a fault strikes', () => {
  test('the nth of its requests and as many as it says, those of other methods and paths never', async () => {
    use({ fault: 'status', method: 'PATCH', path: collections, status: 500, nth: 2, times: 2 });
    const statuses: number[] = [];
    for (let turn = 0; turn < 5; turn++) {
      statuses.push((await write(`${turn}`)).status);
      expect((await call(org, '/limits', {}, 'admin')).status).toBe(200);
    }
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  test('only requests that hold its text', async () => {
    use({ fault: 'status', path: collections, status: 500, holds: '"two"', times: 'always' });
    expect([(await write('one')).status, (await write('two')).status]).toEqual([200, 500]);
  });

  test('a path with two slashes, as clients write it', async () => {
    use({ fault: 'status', path: '/services/data/*/limits', status: 500 });
    const headers = { Authorization: `Bearer ${org.accessToken}` };
    expect((await fetch(`${org.instanceUrl}//services/data/v62.0/limits`, { headers })).status).toBe(500);
  });

  test('no request of a stranger past the refusal of strangers', async () => {
    use({ fault: 'twice', path: '/services/**', times: 'always' });
    expect((await fetch(`${org.instanceUrl}/services/data/v62.0/limits`)).status).toBe(401);
  });

  test('a zip that is uploaded, which arrives whole', async () => {
    use({ fault: 'twice', path: '/services/data/*/metadata/deployRequest' });
    const zip = await zipOf({
      'package.xml': manifest({ ApexClass: ['Idle'] }),
      'classes/Idle.cls': 'public class Idle { /* again */ }',
      'classes/Idle.cls-meta.xml': xml('ApexClass', '<apiVersion>62.0</apiVersion>'),
    });
    admin.metadata.pollInterval = 1;
    const result = await admin.metadata.deployRest(zip, { singlePackage: true }).complete();
    expect(result.success).toBe(true);
  });

  test('nothing once others take its place, and requests are counted', async () => {
    use({ fault: 'status', path: '/services/**', status: 500, times: 'always' });
    expect((await call(org, '/limits', {}, 'admin')).status).toBe(500);
    org.faults.use([]);
    expect((await call(org, '/limits', {}, 'admin')).status).toBe(200);
    expect(org.faults.requests).toBe(1);
  });
});

test('every kind of fault is met here', () => {
  expect([...met].toSorted()).toEqual([...faultKinds].toSorted());
});
