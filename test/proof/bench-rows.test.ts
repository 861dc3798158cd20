import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minimumRequests } from '../../scripts/proof/bench/rows/minimum.ts';
import { stepsOf } from '../../scripts/proof/bench/rows/replay.ts';
import { writeTraffic, type SeenRequest } from '../../scripts/proof/bench/rows/traffic.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tas-traffic-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Printed {
  readonly rows: number;
  readonly floor: Record<'downMb' | 'left' | 'read' | 'requests' | 'rssMb' | 'seconds' | 'upMb' | 'written', number> & {
    readonly problem: unknown;
  };
  readonly ours: Printed['floor'] & { readonly minimumRequests: number };
  readonly undo: {
    readonly equal: boolean;
    readonly hashes: Readonly<Record<'after' | 'before' | 'graded', string>>;
    readonly figures: Printed['floor'];
  };
  readonly notRun: Readonly<Record<string, string>>;
}

test('a small bench grades, moves the same bytes again and takes all of it back, and its figures agree', async () => {
  const args = ['scripts/proof/bench.ts', '--rows', '3000', '--only', 'floor,ours', '--json', '--undo'];
  const stdout = await new Promise<string>((resolve) => {
    // Targets are those of many deals, so its exit code says nothing here.
    execFile(process.execPath, args, { cwd: root }, (_error, text) => resolve(text));
  });
  const lines = stdout.trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  const { rows, floor, ours, undo, notRun } = JSON.parse(lines[0] ?? '') as Printed;
  expect({ rows, read: ours.read, problem: ours.problem }).toEqual({ rows: 3000, read: 3000, problem: null });
  // 90 of 100 are to get a grade; those that a partner leads get theirs without an amount as well.
  expect(ours.written).toBeGreaterThanOrEqual(2700);
  expect(ours.written).toBeLessThan(2850);
  // What the org says itself: ours left nothing undone, and the floor did the same.
  expect([ours.left, floor.left, floor.problem]).toEqual([0, 0, null]);
  // The same bodies; answers differ in the polls that are left out, and in ids.
  expect(floor.upMb).toBe(ours.upMb);
  expect(floor.downMb / ours.downMb).toBeCloseTo(1, 1);
  expect(floor.requests).toBeLessThanOrEqual(ours.requests);
  expect(ours.minimumRequests).toBeLessThanOrEqual(ours.requests);
  for (const { seconds, rssMb } of [floor, ours, undo.figures]) {
    expect(seconds).toBeGreaterThan(0);
    expect(rssMb).toBeGreaterThan(10);
  }
  expect(undo).toMatchObject({ equal: true, figures: { problem: null, written: ours.written, left: ours.written } });
  expect(undo.hashes.after).toBe(undo.hashes.before);
  expect(undo.hashes.graded).not.toBe(undo.hashes.before);
  expect(Object.keys(notRun).sort()).toEqual(['jsforce', 'sf']);
});

const data = '/services/data/v66.0';
const seen = (path: string, more: Partial<SeenRequest> = {}): SeenRequest => ({
  method: 'GET',
  path: `${data}${path}`,
  headers: {},
  up: 0,
  down: 100,
  status: 200,
  made: null,
  rows: null,
  began: 0,
  ended: 0,
  ...more,
});

/** A run that asks for nothing twice. */
function thriftyRun(deals: number, page: number, parts: number, lookUps: readonly number[]): SeenRequest[] {
  const query = '750TA0000000001YAA';
  const sizes = Array.from({ length: Math.ceil(deals / page) }, (_none, at) => Math.min(page, deals - at * page));
  const jobs = Array.from({ length: parts }, (_none, at) => `750TA00000001${String(at).padStart(2, '0')}YAA`);
  return [
    seen('/limits'),
    seen('/jobs/query', { method: 'POST', made: query }),
    seen(`/jobs/query/${query}`),
    ...sizes.map((rows, at) => seen(`/jobs/query/${query}/results?locator=${at}`, { rows })),
    ...jobs.flatMap((job) => [
      seen('/jobs/ingest', { method: 'POST', made: job }),
      seen(`/jobs/ingest/${job}/batches`, { method: 'PUT', up: 10 }),
      seen(`/jobs/ingest/${job}`, { method: 'PATCH' }),
      seen(`/jobs/ingest/${job}`),
      seen(`/jobs/ingest/${job}/successfulResults`),
      seen(`/jobs/ingest/${job}/failedResults`),
    ]),
    ...lookUps.map((ids, call) => {
      const list = Array.from(
        { length: ids },
        (_none, at) => `'006TA00000${String(call * 1000 + at).padStart(8, '0')}'`,
      );
      return seen(`/query?q=${encodeURIComponent(`SELECT Id FROM Opportunity WHERE Id IN (${list.join(',')})`)}`);
    }),
  ];
}

const written = (requests: readonly SeenRequest[]): string => {
  writeTraffic(
    folder,
    requests.map((request) => ({ request, body: Buffer.from('x'.repeat(request.up)) })),
  );
  return folder;
};

test('a run that asks for nothing twice has the fewest requests, and each that it repeats is one too many', () => {
  const run = fc.record({
    pages: fc.integer({ min: 1, max: 9 }),
    page: fc.integer({ min: 1, max: 50 }),
    parts: fc.integer({ min: 0, max: 6 }),
    lookUps: fc.integer({ min: 0, max: 4 }),
    repeated: fc.array(fc.nat(), { maxLength: 5 }),
  });
  fc.assert(
    fc.property(run, ({ pages, page, parts, lookUps, repeated }) => {
      const thrifty = thriftyRun(pages * page, page, parts, new Array<number>(lookUps).fill(20));
      expect(minimumRequests(written(thrifty))).toBe(thrifty.length);
      const repeatable = thrifty.filter(
        ({ made, rows, path }) => made === null && rows === null && !path.includes('IN'),
      );
      const again = repeated.flatMap((at) => repeatable[at % repeatable.length] ?? []);
      expect(minimumRequests(written([...thrifty, ...again]))).toBe(thrifty.length);
    }),
    { numRuns: 100 },
  );
});

test('pages and look-ups that are less full than they could be are more than the fewest', () => {
  // 10 + 10 + 10 + 1 + 9 rows fit into four pages of ten; 20 + 3 + 17 ids into two calls of twenty.
  const query = '750TA0000000001YAA';
  const requests = [
    ...thriftyRun(30, 10, 0, [20, 3, 17]),
    ...[1, 9].map((rows) => seen(`/jobs/query/${query}/results?locator=more${rows}`, { rows })),
  ];
  expect(requests.length - minimumRequests(written(requests))).toBe(2);
});

test('a stretch of ids is asked for by a call of its own, and ids in a batch are counted as those in a query', () => {
  const id = (at: number): string => `006TA00000${String(at).padStart(8, '0')}`;
  const select = 'SELECT Id FROM Opportunity WHERE Id';
  const stretches = [0, 100, 200].map((at) =>
    seen(`/query?q=${encodeURIComponent(`${select} >= '${id(at)}' AND Id <= '${id(at + 99)}'`)}`),
  );
  const batches = [20, 5, 15].map((ids, call) => {
    const list = Array.from({ length: ids }, (_none, at) => `'${id(call * 1000 + at)}'`).join(',');
    const url = `v66.0/query?q=${encodeURIComponent(`${select} IN (${list})`)}`;
    const body = JSON.stringify({ batchRequests: [{ method: 'GET', url }] });
    const headers = { 'content-type': 'application/json' };
    return { request: seen('/composite/batch', { method: 'POST', headers, up: body.length }), body: Buffer.from(body) };
  });
  writeTraffic(folder, [...stretches.map((request) => ({ request, body: Buffer.alloc(0) })), ...batches]);
  // 20 + 5 + 15 ids fit into two batches.
  expect(minimumRequests(folder)).toBe(3 + 2);
});

test('a request is sent again once all that was answered before it began is answered, and waits for nothing else', () => {
  const interval = fc.tuple(fc.integer({ min: 0, max: 99 }), fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(fc.array(interval, { maxLength: 30 }), (intervals) => {
      const requests = intervals.map(([began, long], at) => seen(`/limits?at=${at}`, { began, ended: began + long }));
      const steps = stepsOf(requests);
      expect(steps.map(({ request }) => request).toSorted((a, b) => a - b)).toEqual(requests.map((_one, at) => at));
      for (const [place, { request, after }] of steps.entries()) {
        const own = requests[request];
        const waited = new Set(after.map((at) => steps[at]?.request));
        for (const at of after) expect(at).toBeLessThan(place);
        for (const [other, { ended }] of requests.entries()) expect(waited.has(other)).toBe(ended < (own?.began ?? 0));
      }
    }),
    { numRuns: 200 },
  );
});

test('a job is asked for until it has ended, so later polls of it are not sent again', () => {
  const job = '750TA0000000001YAA';
  const requests = [
    seen('/jobs/ingest', { method: 'POST', made: job, began: 0, ended: 1 }),
    seen(`/jobs/ingest/${job}`, { began: 2, ended: 3 }),
    seen(`/jobs/ingest/${job}`, { began: 4, ended: 5 }),
    seen(`/jobs/ingest/${job}/successfulResults`, { began: 6, ended: 7 }),
  ];
  expect(stepsOf(requests).map(({ request, polls }) => [request, polls])).toEqual([
    [0, false],
    [1, true],
    [3, false],
  ]);
});
