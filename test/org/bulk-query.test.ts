import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { csvRowExact } from '../../scripts/product/csv/index.ts';
import { OrgError, soql, type OrgConnection } from '../../scripts/product/org/index.ts';
import { FakeOrg, reset, status, accessToken } from './fake-org.ts';

const query = soql`SELECT Id, Name FROM Opportunity`;
let fake: FakeOrg;
let org: OrgConnection;

const rowsOf = (page: number, size: number): string[][] =>
  Array.from({ length: size }, (_, at) => [`006${page}${String(at).padStart(4, '0')}`, `deal "${at}",\n商机`]);

const readAll = async (): Promise<(readonly string[])[]> => {
  const rows: (readonly string[])[] = [];
  await org.read('bulk', query, ['Id', 'Name'], (batch) => void rows.push(...batch));
  return rows;
};

const failure = async (run: () => Promise<unknown>): Promise<OrgError> => {
  const error: unknown = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof OrgError) {
    expect(error.message).not.toContain(accessToken);
    return error;
  }
  throw new Error(`expected an OrgError, got ${String(error)}`);
};

beforeEach(async () => {
  fake = await FakeOrg.start();
  fake.pages = [rowsOf(0, 300), rowsOf(1, 300), rowsOf(2, 7)];
  org = fake.connect();
});
afterEach(async () => {
  org.close();
  await fake.stop();
});

describe('a bulk query', () => {
  test('gives the rows of all pages in order, each once, without the header of later pages', async () => {
    expect(await readAll()).toEqual(fake.pages.flat());
  });

  test('gives no rows when there are none', async () => {
    fake.pages = [[]];
    expect(await readAll()).toEqual([]);
  });

  test('asks for the next page while the rows of this one are worked on', async () => {
    let rows = 0;
    await org.read('bulk', query, ['Id', 'Name'], async (batch) => {
      if (rows === 0) await fake.seen(/locator=1/);
      rows += batch.length;
    });
    expect(rows).toBe(607);
  });

  test.each([
    ['503 once', status(503)],
    ['a reset connection once', reset],
    [
      'a body cut in the middle once',
      (response: Parameters<typeof reset>[0]) => {
        response.writeHead(200, { 'sforce-numberofrecords': 300, 'sforce-locator': '2', 'content-length': 99_999 });
        response.write('Id,Name\n0061');
        setImmediate(() => response.socket?.destroy());
      },
    ],
    [
      'a page with fewer rows than announced once',
      (response: Parameters<typeof reset>[0]) => {
        response.writeHead(200, { 'sforce-numberofrecords': 300, 'sforce-locator': '2' }).end('Id,Name\n0061,a\n');
      },
    ],
    [
      'a page that ends inside a quoted field once',
      (response: Parameters<typeof reset>[0]) => {
        response.writeHead(200, { 'sforce-numberofrecords': 1, 'sforce-locator': '2' }).end('Id,Name\n0061,"a');
      },
    ],
  ])('survives %s and still gives every row once', async (_, answer) => {
    fake.fault(/results.*locator=1/, answer);
    expect(await readAll()).toEqual(fake.pages.flat());
    expect(fake.faults[0]?.times).toBe(0);
  });

  test('waits as long as a 429 asks', async () => {
    fake.fault(/locator=1/, status(429, [{ errorCode: 'TOO_MANY', message: 'slow down' }], { 'retry-after': '7' }));
    expect(await readAll()).toHaveLength(607);
    expect(fake.waits).toContain(7000);
  });

  test('refuses a page that stays short', async () => {
    fake.fault(
      /locator=1/,
      (response) =>
        response.writeHead(200, { 'sforce-numberofrecords': 300, 'sforce-locator': '2' }).end('Id,Name\n1,a\n'),
      99,
    );
    expect((await failure(readAll)).message).toContain('it has 1 rows of 300');
  });

  test('a page that came before, in the place of another with as many rows, is asked for again, and refused where it stays', async () => {
    const first = [['Id', 'Name'], ...(fake.pages[0] ?? [])].map(csvRowExact).join('');
    const again = (response: Parameters<typeof reset>[0]): unknown =>
      response.writeHead(200, { 'sforce-numberofrecords': 300, 'sforce-locator': '2' }).end(first);
    fake.fault(/results.*locator=1/, again);
    expect(await readAll()).toEqual(fake.pages.flat());
    fake.fault(/results.*locator=1/, again, 99);
    expect((await failure(readAll)).message).toContain('it came before, in the place of another');
  });

  test('refuses a page without Sforce-Locator instead of reading it for ever', async () => {
    fake.fault(/results/, (response) => response.writeHead(200, { 'sforce-numberofrecords': 0 }).end('Id,Name\n'), 99);
    expect((await failure(readAll)).message).toContain('no Sforce-Locator');
    expect(fake.requests.filter((line) => line.includes('/results'))).toHaveLength(5);
  });

  test('refuses a page that points to itself', async () => {
    fake.fault(
      /locator=1/,
      (response) => response.writeHead(200, { 'sforce-numberofrecords': 0, 'sforce-locator': '1' }).end('Id,Name\n'),
      99,
    );
    expect((await failure(readAll)).message).toContain('points to itself');
  });

  test('refuses other columns than it asked for', async () => {
    fake.columns = ['Id', 'Nome'];
    expect((await failure(readAll)).message).toContain('its columns are Id, Nome');
  });

  test('names the reason when the job fails', async () => {
    fake.jobState = 'Failed';
    const error = await failure(readAll);
    expect([error.problem, error.message]).toEqual([
      'JobFailed',
      'Bulk query job 750000000000001 ended as Failed: no.',
    ]);
  });

  test('says that the session has expired, once, without the token', async () => {
    fake.fault(
      /results/,
      status(401, [{ errorCode: 'INVALID_SESSION_ID', message: `Session ${accessToken} expired` }]),
      99,
    );
    const error = await failure(readAll);
    expect([error.problem, error.errorCode]).toEqual(['ExpiredSession', 'INVALID_SESSION_ID']);
    expect(fake.requests.filter((line) => line.includes('/results'))).toHaveLength(1);
  });

  test('refreshes an expired session once and goes on', async () => {
    let refreshed = 0;
    org = fake.connect({ refresh: async () => await Promise.resolve(`${accessToken}${(refreshed += 1)}`) });
    fake.fault(/results/, status(401, [{ errorCode: 'INVALID_SESSION_ID', message: 'expired' }]));
    expect(await readAll()).toHaveLength(607);
    expect(refreshed).toBe(1);
  });

  test('does not refresh for ever', async () => {
    let refreshed = 0;
    org = fake.connect({ refresh: async () => await Promise.resolve(`${accessToken}${(refreshed += 1)}`) });
    fake.fault(/results/, status(401, [{ errorCode: 'INVALID_SESSION_ID', message: 'expired' }]), 99);
    expect((await failure(readAll)).problem).toBe('ExpiredSession');
    expect(refreshed).toBe(1);
  });

  test('says that a server which was killed cannot be reached, and what to do', async () => {
    await org.read('bulk', query, ['Id', 'Name'], () => undefined);
    await fake.stop();
    const error = await failure(readAll);
    expect([error.problem, error.actions[0]]).toEqual([
      'OrgUnreachable',
      'Start the practice org again (tas practice start), then run the same command.',
    ]);
  });

  test('sends the creation of its job again, since a second one harms nobody', async () => {
    fake.fault(/^POST/, status(503), 99);
    expect((await failure(readAll)).message).toBe('SERVER_UNAVAILABLE: try later');
    expect(fake.requests).toHaveLength(5);
  });

  test("gives Salesforce's own words for a malformed query", async () => {
    fake.fault(/^POST/, status(400, [{ errorCode: 'MALFORMED_QUERY', message: "unexpected token: 'FORM'" }]));
    const error = await failure(readAll);
    expect([error.name, error.message]).toEqual(['MALFORMED_QUERY', "MALFORMED_QUERY: unexpected token: 'FORM'"]);
  });
});
