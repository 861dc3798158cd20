/** What the page hands out as `lightning/graphql`, with the calls and the record wires behind it looked at. */
import { beforeEach, expect, test, vi } from 'vitest';

const { call, recordsChanged } = vi.hoisted(() => ({
  call: vi.fn<(...given: unknown[]) => Promise<unknown>>(),
  recordsChanged: vi.fn<(ids: string[]) => Promise<void>>(),
}));
vi.mock('page/org', () => ({ call, frozen: Object.freeze }));
vi.mock('page/records', () => ({ recordsChanged }));

interface Answer {
  readonly data: unknown;
  readonly errors: unknown;
}
const path = '../../scripts/practice-org/page/modules/lightning/graphql/graphql.js';
const { executeMutation, graphql } = (await import(path)) as {
  executeMutation: (request: unknown) => Promise<Answer>;
  graphql: new (emit: (answer: Answer) => void) => {
    update: (config: unknown) => void;
    refresh: () => Promise<void>;
  };
};

beforeEach(() => {
  vi.resetAllMocks();
});

test('a mutation answers its data, and record wires hear of what it wrote', async () => {
  const data = { uiapi: { r0: { Record: { Id: 'made' } }, r1: { success: true }, r2: { Id: 'gone' }, r3: null } };
  call.mockResolvedValue({ data, errors: [] });
  const request = { query: 'mutation M { x }', variables: { b: { Id: 'changed', X__c: { Id: 'made' } } } };
  expect(await executeMutation({ ...request, operationName: 'M' })).toEqual({ data, errors: undefined });
  expect(call).toHaveBeenCalledWith('POST', 'graphql', { ...request, operationName: 'M' });
  expect(recordsChanged).toHaveBeenCalledWith(['made', 'gone', 'changed']);
});

test('errors come as they are; those of a refused request in the same form', async () => {
  const errors = [{ message: 'No.', path: ['uiapi', 'r0'] }];
  call.mockResolvedValueOnce({ data: { uiapi: { r0: null } }, errors });
  expect(await executeMutation({ query: 'mutation { x }' })).toEqual({ data: { uiapi: { r0: null } }, errors });
  call.mockRejectedValueOnce({ status: 401, body: { message: 'Session expired', errorCode: 'INVALID_SESSION_ID' } });
  recordsChanged.mockClear();
  expect(await executeMutation({ query: 'mutation { x }' })).toEqual({
    data: undefined,
    errors: [expect.objectContaining({ message: 'Session expired', path: [] })],
  });
  expect(recordsChanged).not.toHaveBeenCalled();
});

test('another question is answered even where the answer is the same; the same one only once', async () => {
  const emitted: unknown[] = [];
  const wire = new graphql(({ data }) => emitted.push(data));
  const data = { uiapi: {} };
  call.mockResolvedValue({ data });
  const settled = (): Promise<unknown> => new Promise((resolve) => setTimeout(resolve));
  for (const whose of ['mine', 'mine', 'team']) {
    wire.update({ query: '{ x }', variables: { whose } });
    await settled();
  }
  await wire.refresh();
  expect(emitted).toEqual([undefined, data, data]);
});
