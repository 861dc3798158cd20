/** Two people change one deal: `If-Unmodified-Since`, and what a ticked child does to its parent's dates. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deal, loaded, startFixture } from './practice.ts';
import { ui } from './ui-api.ts';

let org: PracticeOrg;
let time = Date.parse('2026-11-23T10:00:00.900Z');
beforeAll(async () => {
  org = await startFixture({ now: () => new Date(time) });
});
afterAll(() => org.stop());

const read = async (id: string) => (await ui(org, 'GET', `/records/${id}?layoutTypes=Full`)).body;
const write = (id: string, since: string, fields: Record<string, unknown> = { NextStep: `at ${time}` }) =>
  ui(org, 'PATCH', `/records/${id}`, { fields }, { headers: { 'If-Unmodified-Since': since } });

test('a deal somebody else changed since it was read is not overwritten', async () => {
  const id = loaded(org, 'Opportunity', deal());
  const before = (await read(id)).text('lastModifiedDate');
  expect((await write(id, before)).status).toBe(200);
  time += 1000;
  await ui(org, 'PATCH', `/records/${id}`, { fields: { NextStep: 'theirs' } }, { as: 'manager' });
  const refused = await write(id, before, { NextStep: 'mine' });
  expect([refused.status, refused.body.at('statusCode'), refused.body.at('errorCode')]).toEqual([
    412,
    412,
    'ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK',
  ]);
  const now = await read(id);
  expect(now.at('fields', 'NextStep', 'value')).toBe('theirs');
  expect((await write(id, now.text('lastModifiedDate'), { NextStep: 'mine' })).status).toBe(200);
});

test('dates are compared to the second, in either form', async () => {
  const id = loaded(org, 'Opportunity', deal());
  const second = Math.floor(time / 1000) * 1000;
  for (const since of [
    new Date(second).toISOString(),
    new Date(second + 400).toISOString(),
    new Date(second).toUTCString(),
  ])
    expect((await write(id, since)).status).toBe(200);
  for (const since of [new Date(second - 1).toISOString(), new Date(second - 1000).toUTCString()])
    expect((await write(id, since)).status).toBe(412);
});

test('a header that is no date is refused, not ignored', async () => {
  const id = loaded(org, 'Opportunity', deal());
  for (const since of ['yesterday', '0', '2026-11-23']) {
    const { status, body } = await write(id, since);
    expect([status, body.at('errorCode')]).toEqual([400, 'ILLEGAL_HEADER_VALUE']);
  }
});

test('who may not edit is told so before any conflict', async () => {
  const id = org.org.sessions[0]?.userId ?? '';
  const { body } = await write(id, new Date(0).toISOString());
  expect(body.at('errorCode')).toBe('CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY');
});

test('a ticked child touches the deal it counts for, and leaves one alone whose counts stay', async () => {
  const id = loaded(org, 'Opportunity', deal());
  const check = loaded(org, 'Check__c', { Opportunity__c: id, Key__c: 'k-touch', Weight__c: 3 });
  const start = await read(id);
  time += 5000;
  await ui(org, 'PATCH', `/records/${check}`, { fields: { Tags__c: 'red' } });
  const untouched = await read(id);
  expect(untouched.at('lastModifiedDate')).toBe(start.at('lastModifiedDate'));
  await ui(org, 'PATCH', `/records/${check}`, { fields: { Status__c: 'Done' } });
  const touched = await read(id);
  const stamp = `${new Date(time).toISOString().slice(0, 19)}.000Z`;
  expect([touched.at('lastModifiedDate'), touched.at('systemModstamp')]).toEqual([stamp, stamp]);
  expect([touched.at('weakEtag'), touched.at('eTag') === start.at('eTag')]).toEqual([Date.parse(stamp), false]);
  expect((await write(id, start.text('lastModifiedDate'))).status).toBe(412);
  expect((await write(id, stamp)).status).toBe(200);
});
