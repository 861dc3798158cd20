/** What `tas registrations` finds and lets go, on a practice org by the command's own functions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import {
  readRegistrations,
  registrationsText,
  releaseLapsed,
  releasedText,
} from '../../scripts/product/registrations/index.ts';
import { planUndo, readRun, undoRun } from '../../scripts/product/runs/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { registrationField as own } from '../../scripts/product/vocabulary/index.ts';
import { referenceModel } from '../reference/index.ts';
import { day, Registrations } from './people.ts';

let all: Registrations;
let org: OrgConnection;
let runs: string;
beforeEach(async () => {
  all = await Registrations.start();
  const { org: practice } = all.started;
  org = openOrg({ ...practice, accessToken: practice.tokens.ops });
  runs = mkdtempSync(join(tmpdir(), 'tas-registrations-'));
  onTestFinished(async () => {
    org.close();
    await all.stop();
    rmSync(runs, { recursive: true, force: true });
  });
});

const base = { model: referenceModel, modelFile: 'model.yaml', days: 30, progress: silentProgress } as const;
const release = async (
  apply: boolean,
  api: 'bulk' | 'collections' = 'collections',
  confirm = () => Promise.resolve(),
) => await releaseLapsed(org, { ...base, apply, api, confirm, leave: 0, runs, now: () => new Date() });
const ids = (some: readonly { readonly id: string }[]): string[] => some.map(({ id }) => id);

test('what waits, what runs out within the days and what has and holds its key are listed, each in its order', async () => {
  const first = await all.submit('rep', '配网 一期');
  const second = await all.submit('rival', 'Second');
  const lapsed = all.approved('Lapsed', -1);
  const long = all.approved('Long lapsed', -40);
  const today = all.approved('Today', 0);
  const soon = all.approved('Soon', 30);
  all.approved('Later', 31);
  const ended = all.approved('Ended', -2, { [own.status]: 'Expired', [own.key]: null });
  const found = await readRegistrations(org, { ...base, api: 'collections' });
  expect([ids(found.waiting), ids(found.ending), ids(found.lapsed)]).toEqual([
    [first, second],
    [today, soon],
    [long, lapsed],
  ]);
  expect(ids([...found.waiting, ...found.ending, ...found.lapsed])).not.toContain(ended);
  const text = registrationsText(found);
  for (const words of ['配网 一期', 'Baltic Systems', 'Nordwind Energie AG', day(30), '--release'])
    expect(text).toContain(words);
  expect(ids((await readRegistrations(org, { ...base, days: 31, api: 'bulk' })).ending).length).toBe(3);
});

test.each(['collections', 'bulk'] as const)(
  'lapsed ones are let go by %s, a dry run first, and taken back; their projects are free meanwhile',
  async (api) => {
    const lapsed = all.approved('Lapsed', -1);
    const valid = all.approved('Valid', 5);
    const waits = await all.submit('rival', 'lapsed');
    const dry = await release(false, api);
    expect([dry.exitCode, dry.run, ids(dry.found.lapsed)]).toEqual([2, null, [lapsed]]);
    expect(releasedText(dry, runs)).toContain('Nothing was written');
    expect((await all.read(lapsed))[own.status]).toBe('Approved');
    const done = await release(true, api);
    expect([done.exitCode, done.counts?.written]).toEqual([0, 1]);
    expect(releasedText(done, runs)).toContain('1 let go');
    const now = await all.read(lapsed);
    expect([now[own.status], now[own.key], now[own.until]]).toEqual(['Expired', null, day(-1)]);
    expect((await all.read(valid))[own.status]).toBe('Approved');
    expect(await release(true, api)).toMatchObject({ exitCode: 0, run: null });
    // Taken back it holds its project again: nobody else may have it approved.
    const run = readRun(runs, done.run ?? '');
    const plan = await planUndo(org, run);
    await undoRun(org, run, plan, { api, runs, now: () => new Date(), onProgress: () => undefined });
    plan.close();
    expect((await all.read(lapsed))[own.key]).toBe(`${all.customer}:lapsed`);
    await expect(all.approve('channel', waits)).rejects.toThrow(/DUPLICATE_VALUE/);
  },
);

test('one that somebody extends before it is written is left alone', async () => {
  const lapsed = all.approved('Lapsed', -1);
  const extend = async (): Promise<void> => {
    await all.change('channel', lapsed, { [own.until]: day(20), [own.reason]: 'The tender is late' });
  };
  const done = await release(true, 'collections', extend);
  expect([done.counts?.written, done.counts?.changed]).toEqual([0, 1]);
  expect((await all.read(lapsed))[own.status]).toBe('Approved');
});

test('a model without registrations, and a user who sees none, are told so', async () => {
  const without = structuredClone(referenceModel);
  Reflect.deleteProperty(without, 'registration');
  await expect(readRegistrations(org, { ...base, model: without, api: 'auto' })).rejects.toMatchObject({
    name: 'NoRegistrations',
  });
  const { org: practice } = all.started;
  const { accessToken } = practice.addPerson({ lastName: 'Stranger', permissionSets: [] });
  const stranger = openOrg({ ...practice, accessToken });
  onTestFinished(() => stranger.close());
  await expect(readRegistrations(stranger, { ...base, api: 'auto' })).rejects.toMatchObject({
    name: 'PackageNotInstalled',
  });
});
