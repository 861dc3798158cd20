import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  openOrg,
  OrgError,
  type OrgApi,
  type OrgConnection,
  type RecordUpdate,
  type RowOutcome,
  type WriteRequest,
} from '../../scripts/product/org/index.ts';
import { bulkWrite } from '../../scripts/product/org/bulk-ingest.ts';
import { OrgHttp } from '../../scripts/product/org/http.ts';
import { ingestParts } from '../../scripts/product/org/ingest-parts.ts';
import { parseRowErrors } from '../../scripts/product/org/ingest-results.ts';
import { FakeOrg, reset, status, accessToken } from './fake-org.ts';

let fake: FakeOrg;
let org: OrgConnection;

const idOf = (at: number): string => `006${String(at).padStart(12, '0')}AAA`;
const updates = (count: number, parents = 3): RecordUpdate[] =>
  Array.from({ length: count }, (_, at) => ({
    id: idOf(at),
    parentId: `001${at % parents}`,
    values: { G__c: at % 2 === 0 ? 'A' : null },
  }));

const request = (updates: readonly RecordUpdate[]): WriteRequest => ({
  object: 'Opportunity',
  operation: 'update',
  key: 'Id',
  columns: ['G__c'],
  updates,
});

const write = async (api: OrgApi, count: number): Promise<RowOutcome[]> =>
  await org.write(api, request(updates(count)));

const failure = async (run: () => Promise<unknown>): Promise<OrgError> => {
  const error: unknown = await run().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof OrgError) {
    expect(`${error.message} ${error.actions.join(' ')}`).not.toContain(accessToken);
    return error;
  }
  throw new Error(`expected an OrgError, got ${String(error)}`);
};

const sent = (line: RegExp): number => fake.requests.filter((request) => line.test(request)).length;

beforeEach(async () => {
  fake = await FakeOrg.start();
  org = fake.connect();
});
afterEach(async () => {
  org.close();
  await fake.stop();
});

describe.each(['bulk', 'collections'] as const)('an update by %s', (api) => {
  test('gives an outcome for every record, in the order they were given', async () => {
    const outcomes = await write(api, 450);
    expect(outcomes.map(({ id }) => id)).toEqual(updates(450).map(({ id }) => id));
    expect(outcomes.every(({ errors }) => errors.length === 0)).toBe(true);
  });

  test('gives nothing for nothing and calls nobody', async () => {
    expect(await write(api, 0)).toEqual([]);
    expect(fake.requests).toEqual([]);
  });

  test('sends locked rows again, and only those, until they are written', async () => {
    const locked = api === 'bulk' ? 'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access:--' : 'UNABLE_TO_LOCK_ROW';
    fake.verdict = (id, times) => (id === idOf(5) && times < 3 ? locked : 'written');
    const outcomes = await write(api, 20);
    expect(outcomes.filter(({ errors }) => errors.length > 0)).toEqual([]);
    // A quarter more or less of 1 and 2 seconds; asking for a job comes far sooner.
    expect(fake.waits.filter((ms) => ms >= 750).map((ms) => Math.round(ms / 1000))).toEqual([1, 2]);
  });

  test('gives up on a row that stays locked and says so', async () => {
    const locked = api === 'bulk' ? 'UNABLE_TO_LOCK_ROW:unable to obtain exclusive access:--' : 'UNABLE_TO_LOCK_ROW';
    fake.verdict = (id) => (id === idOf(5) ? locked : 'written');
    const outcomes = await write(api, 20);
    expect(outcomes.filter(({ errors }) => errors.length > 0).map(({ id, errors }) => [id, errors[0]?.code])).toEqual([
      [idOf(5), 'UNABLE_TO_LOCK_ROW'],
    ]);
  });

  test('reports all the errors of a record', async () => {
    fake.verdict = (id) => {
      if (id !== idOf(1)) return 'written';
      return api === 'bulk'
        ? 'REQUIRED_FIELD_MISSING:said:F --;STRING_TOO_LONG:said:F --'
        : 'REQUIRED_FIELD_MISSING|STRING_TOO_LONG';
    };
    const [, outcome] = await write(api, 3);
    expect(outcome?.errors.map(({ code, fields }) => [code, fields])).toEqual([
      ['REQUIRED_FIELD_MISSING', ['F']],
      ['STRING_TOO_LONG', ['F']],
    ]);
  });

  test('says what is known when the server is killed, and that a new run is safe', async () => {
    await write(api, 1);
    await fake.stop();
    const error = await failure(async () => await write(api, 10));
    expect(error.problem).toBe('OrgUnreachable');
    expect(error.message).toContain('0 of 10 records have a known outcome');
    expect(error.actions.at(-1)).toContain('writes only what is still missing');
  });
});

describe('a bulk update', () => {
  test('tells of every record exactly once how far it is, while the job runs and when it has ended', async () => {
    const running = { id: '750000000000100', state: 'InProgress', numberRecordsProcessed: 3 };
    fake.fault(/^GET .jobs.ingest.\w+$/, status(200, running), 2);
    fake.fault(/^GET .jobs.ingest.\w+$/, status(200, { ...running, numberRecordsProcessed: 4 }));
    const told: number[] = [];
    await org.write('bulk', { ...request(updates(10)), onProgress: (more) => told.push(more) });
    expect(told).toEqual([3, 1, 6]);
  });

  test.each([
    ['503', status(503)],
    ['a reset', reset],
  ])('sends the whole upload again after %s', async (_, answer) => {
    fake.fault(/^PUT/, answer);
    const outcomes = await write('bulk', 12);
    expect(outcomes).toHaveLength(12);
    expect(fake.uploads).toHaveLength(1);
    expect(fake.uploads[0]?.trim().split('\n')).toHaveLength(13);
  });

  test('goes on when a repeated upload is refused because the first one had arrived', async () => {
    fake.losses.push(/^PUT/);
    fake.verdict = (id) => (id === idOf(3) ? 'STRING_TOO_LONG:said:F --' : 'written');
    const outcomes = await write('bulk', 12);
    expect(outcomes.filter(({ errors }) => errors.length > 0).map(({ id }) => id)).toEqual([idOf(3)]);
    expect(sent(/^PUT/)).toBe(2);
  });

  test('notices when a refused repeat hides that nothing had arrived', async () => {
    fake.fault(/^PUT/, reset);
    fake.fault(/^PUT/, status(400, [{ errorCode: 'INVALIDJOBSTATE', message: 'already uploaded' }]));
    const error = await failure(async () => await write('bulk', 12));
    expect(error.problem).toBe('CountsDisagree');
    expect(error.message).toContain('was sent 12 records and answered for 0');
  });

  test('does not create a second job when the answer to the first is lost', async () => {
    fake.fault(/^POST/, reset);
    await failure(async () => await write('bulk', 2));
    expect(sent(/^POST/)).toBe(1);
  });

  test('asks the job when the answer to the close is lost, instead of closing it blindly again', async () => {
    fake.losses.push(/^PATCH/);
    expect(await write('bulk', 5)).toHaveLength(5);
    expect(sent(/^PATCH/)).toBe(1);
  });

  test('closes an upload again when the job never heard of it', async () => {
    fake.fault(/^PATCH/, reset);
    expect(await write('bulk', 5)).toHaveLength(5);
    expect(sent(/^PATCH/)).toBe(2);
  });

  test('notices an upload that arrived empty', async () => {
    fake.fault(/^PUT/, (response, request) => {
      request.resume();
      response.writeHead(201).end();
    });
    expect((await failure(async () => await write('bulk', 12))).problem).toBe('CountsDisagree');
  });

  test('reports rows that an aborted job did not process', async () => {
    fake.jobState = 'Aborted';
    fake.verdict = (id) => (id === idOf(0) ? 'written' : 'unprocessed');
    const outcomes = await write('bulk', 3);
    expect(outcomes.map(({ errors }) => errors[0]?.message)).toEqual([
      undefined,
      'The job ended as Aborted: stopped',
      'The job ended as Aborted: stopped',
    ]);
  });

  test('reads a result file again that was cut', async () => {
    fake.fault(/successfulResults/, (response) => response.writeHead(200).end('sf__Id,sf__Created,Id\n006,"fal'));
    expect(await write('bulk', 5)).toHaveLength(5);
  });

  test('writes empty values as #N/A, so that they are emptied and not left', async () => {
    await write('bulk', 2);
    expect(fake.uploads).toEqual([`Id,G__c\n${idOf(0)},A\n${idOf(1)},#N/A\n`]);
  });

  test('never splits a parent over two jobs', async () => {
    const http = new OrgHttp(fake.session);
    const outcomes = await bulkWrite(http, {
      ...request(updates(90, 9)),
      maxBytes: 600,
    });
    http.close();
    expect(outcomes).toHaveLength(90);
    expect(fake.uploads.length).toBeGreaterThan(3);
    const parentOf = new Map(updates(90, 9).map(({ id, parentId }) => [id, parentId]));
    const jobsOf = new Map<string | undefined, Set<number>>();
    for (const [job, upload] of fake.uploads.entries()) {
      expect(Buffer.byteLength(upload)).toBeLessThanOrEqual(600);
      for (const row of upload.trim().split('\n').slice(1)) {
        const parent = parentOf.get(row.split(',', 1)[0] ?? '');
        jobsOf.set(parent, (jobsOf.get(parent) ?? new Set()).add(job));
      }
    }
    expect([...jobsOf.values()].map((jobs) => jobs.size)).toEqual(Array.from({ length: 9 }, () => 1));
  });

  test('splits a parent only when it alone is more than an upload holds', () => {
    const parts = [...ingestParts(updates(50, 1), ['Id', 'G__c'], 300)];
    expect(parts.flatMap(({ ids }) => ids)).toEqual(updates(50, 1).map(({ id }) => id));
    expect(parts.every(({ body }) => body.length <= 300)).toBe(true);
  });
});

describe('an update by collections', () => {
  test('sends 200 records in a call', async () => {
    await write('collections', 401);
    expect(sent(/^PATCH \/composite\/sobjects/)).toBe(3);
  });

  test('sends a call again after 503, for the same values change nothing twice', async () => {
    fake.fault(/composite/, status(503));
    expect(await write('collections', 10)).toHaveLength(10);
    expect(sent(/composite/)).toBe(2);
  });

  test('refuses an answer for fewer records than it sent', async () => {
    fake.fault(/composite/, status(200, []));
    expect((await failure(async () => await write('collections', 3))).problem).toBe('CountsDisagree');
  });
});

describe('an sf__Error text', () => {
  test.each([
    [
      'one with a field',
      'FIELD_CUSTOM_VALIDATION_EXCEPTION:Ask: first:StageName --',
      [['FIELD_CUSTOM_VALIDATION_EXCEPTION', 'Ask: first', ['StageName']]],
    ],
    ['one without a field', 'UNABLE_TO_LOCK_ROW:try again:--', [['UNABLE_TO_LOCK_ROW', 'try again', []]]],
    [
      'two, one right after the other',
      'STRING_TOO_LONG:too long: Name --REQUIRED_FIELD_MISSING:missing: [A, B]:A, B --',
      [
        ['STRING_TOO_LONG', 'too long', ['Name']],
        ['REQUIRED_FIELD_MISSING', 'missing: [A, B]', ['A', 'B']],
      ],
    ],
    ['one in a form unknown to us', 'something else', [['UNKNOWN_EXCEPTION', 'something else', []]]],
  ])('is understood: %s', (_, text, expected) => {
    expect(parseRowErrors(text).map(({ code, message, fields }) => [code, message, fields])).toEqual(expected);
  });
});

describe('a connection', () => {
  test('sends no request to this machine through a proxy', async () => {
    const before = process.env['http_proxy'];
    process.env['http_proxy'] = 'http://127.0.0.1:9';
    try {
      const direct = openOrg(fake.session);
      expect(await direct.write('collections', request(updates(1)))).toHaveLength(1);
      direct.close();
    } finally {
      if (before === undefined) delete process.env['http_proxy'];
      else process.env['http_proxy'] = before;
    }
  });
});
