/** Snapshots of a customer map: nobody stores what the map did not say, and `tas map snapshot` keeps what no panel kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import {
  snapshot,
  snapshotCopies,
  snapshotField as own,
  snapshotKey,
  stakeholder,
  stakeholderField as person,
  stakeholderKey,
} from '../../scripts/product/customer/index.ts';
import { snapshotsText, takeSnapshots } from '../../scripts/product/map-snapshots/index.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { planUndo, readRun, undoRun } from '../../scripts/product/runs/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { callAs, load, userOf, type Person } from '../../scripts/proof/browser/org-actions.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { referenceModel, referenceProject } from '../reference/index.ts';
import { practiceIn } from '../start/practice.ts';

let started: StartedPractice;
let ops: OrgConnection;
let runs: string;
beforeEach(async () => {
  started = await practiceIn(referenceProject);
  ops = openOrg({ ...started.org, accessToken: started.org.tokens.ops });
  runs = mkdtempSync(join(tmpdir(), 'tas-maps-'));
  onTestFinished(async () => {
    ops.close();
    await started.stop();
    rmSync(runs, { recursive: true, force: true });
  });
});

type Values = Record<string, unknown>;
const call = (who: Person, method: string, path: string, body?: unknown): Promise<unknown> =>
  callAs(started.org, who, { method, path, body });
const rows = async (query: string): Promise<Values[]> =>
  ((await call('admin', 'GET', `query?q=${encodeURIComponent(query)}`)) as { records: Values[] }).records;
const keptOf = (deal: string): Promise<Values[]> =>
  rows(
    `SELECT ${Object.values(own).join(', ')} FROM ${snapshot} WHERE ${own.deal} = '${deal}' ORDER BY CreatedDate, Id`,
  );

/** A deal of the rep's in its third stage with some people on its map. */
function dealWith(people: readonly Values[]): string {
  const AccountId = load(started.org, 'Account', { Name: 'Nordwind Energie AG' });
  const deal = load(started.org, 'Opportunity', {
    Name: 'Grid balancing',
    AccountId,
    StageName: 'Needs Analysis',
    CloseDate: '2027-06-30',
    Amount: 1_200_000,
    TAS_Led_By__c: 'Us',
    OwnerId: userOf(started.org, 'rep'),
  });
  for (const values of people) {
    const contact = load(started.org, 'Contact', { LastName: 'Somebody', AccountId });
    load(started.org, stakeholder, {
      [person.deal]: deal,
      [person.contact]: contact,
      [person.key]: stakeholderKey(deal, contact),
      ...values,
    });
  }
  return deal;
}

/** What a true snapshot of the deal says now. */
async function trueCopy(deal: string): Promise<Values> {
  const now = (await call('admin', 'GET', `sobjects/Opportunity/${deal}`)) as Values;
  const { today } = await ops.calendar();
  return {
    [own.deal]: deal,
    [own.key]: snapshotKey(deal, String(now['StageName']), today),
    [own.stage]: now['StageName'],
    ...Object.fromEntries(Object.entries(snapshotCopies).map(([name, of]) => [name, now[of]])),
  };
}

const lost = { StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' };
const supporter = { [person.role]: 'Approver', [person.closeness]: '5', [person.influence]: '3' };
const unknown = { [person.role]: 'User' };

const answer = fc.constantFrom(null, 'Unknown', '1', '2', '3', '4', '5');
const somebody = fc.record({
  [person.role]: fc.constantFrom(null, 'Approver', 'User'),
  [person.closeness]: answer,
  [person.solution]: answer,
  [person.influence]: fc.constantFrom(null, 'Unknown', '1', '2', '3'),
});
const wrongs = [...Object.keys(snapshotCopies), own.stage, own.key] as const;

test('a rep stores what the map says and nothing else, whatever the map; nobody but ops changes it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(somebody, { maxLength: 4 }),
      fc.constantFrom(...wrongs),
      fc.constantFrom('more', 'blank'),
      async (people, wrong, how) => {
        const deal = dealWith(people);
        const copy = await trueCopy(deal);
        const value = copy[wrong];
        const other = how === 'blank' ? null : typeof value === 'string' ? `${value}x` : Number(value ?? 0) + 1;
        // A required key cannot be blank, and what is blank is as the map says where nobody is known.
        if (other !== (value ?? null))
          await expect(call('rep', 'POST', `sobjects/${snapshot}`, { ...copy, [wrong]: other })).rejects.toThrow(
            wrong === own.key && other === null ? /REQUIRED_FIELD_MISSING/ : /TAS-P3/,
          );
        const { id } = (await call('rep', 'POST', `sobjects/${snapshot}`, copy)) as { id: string };
        await expect(call('rep', 'POST', `sobjects/${snapshot}`, copy)).rejects.toThrow(/DUPLICATE_VALUE/);
        await expect(call('rep', 'PATCH', `sobjects/${snapshot}/${id}`, { [own.people]: 99 })).rejects.toThrow(
          /INSUFFICIENT|INVALID_FIELD/,
        );
        await expect(call('manager', 'DELETE', `sobjects/${snapshot}/${id}`)).rejects.toThrow(/INSUFFICIENT/);
        expect(await keptOf(deal)).toEqual([expect.objectContaining(copy)]);
      },
    ),
    { numRuns: 40 },
  );
});

test('a snapshot is of the stage in which the deal stands, not of one before; a stranger takes none', async () => {
  const deal = dealWith([supporter]);
  const before = await trueCopy(deal);
  await call('rep', 'PATCH', `sobjects/Opportunity/${deal}`, lost);
  await expect(call('rep', 'POST', `sobjects/${snapshot}`, before)).rejects.toThrow(/TAS-P3/);
  const { accessToken } = started.org.addPerson({ lastName: 'Stranger', permissionSets: [] });
  const stranger = openOrg({ ...started.org, accessToken });
  onTestFinished(() => stranger.close());
  await expect(take(true, 'collections', stranger)).rejects.toMatchObject({ name: 'PackageNotInstalled' });
});

const take = async (
  apply: boolean,
  api: 'bulk' | 'collections' = 'collections',
  org: OrgConnection = ops,
  model = referenceModel,
): ReturnType<typeof takeSnapshots> =>
  await takeSnapshots(org, {
    model,
    modelFile: 'model.yaml',
    api,
    apply,
    confirm: () => Promise.resolve(),
    leave: 0,
    progress: silentProgress,
    runs,
    now: () => new Date(),
  });

test.each(['collections', 'bulk'] as const)(
  'deals that were moved elsewhere are found and kept by %s, once; taken back they are missing again',
  async (api) => {
    const moved = dealWith([supporter, unknown]);
    const still = dealWith([supporter]);
    const empty = dealWith([]);
    const byPanel = dealWith([supporter]);
    for (const deal of [moved, empty, byPanel]) await call('rep', 'PATCH', `sobjects/Opportunity/${deal}`, lost);
    await call('rep', 'POST', `sobjects/${snapshot}`, await trueCopy(byPanel));
    const dry = await take(false, api);
    expect([dry.exitCode, dry.run, dry.deals, dry.kept]).toEqual([2, null, 2, 1]);
    expect(dry.missing.map(({ deal, stage }) => [deal, stage])).toEqual([[moved, 'Closed Lost']]);
    expect(snapshotsText(dry, runs)).toContain('Nothing was written');
    expect(await keptOf(moved)).toEqual([]);
    const done = await take(true, api);
    expect([done.exitCode, done.counts?.written, done.counts?.refused]).toEqual([0, 1, 0]);
    expect(snapshotsText(done, runs)).toContain('1 kept');
    expect(await keptOf(moved)).toEqual([expect.objectContaining(await trueCopy(moved))]);
    expect(await keptOf(still)).toEqual([]);
    expect(await take(true, api)).toMatchObject({ exitCode: 0, run: null, missing: [] });
    const run = readRun(runs, done.run ?? '');
    const plan = await planUndo(ops, run);
    await undoRun(ops, run, plan, { api, runs, now: () => new Date(), onProgress: () => undefined });
    plan.close();
    expect(await keptOf(moved)).toEqual([]);
    expect((await take(false, api)).missing.length).toBe(1);
  },
);

test('a deal that went and came back on one day is kept once that day', async () => {
  const deal = dealWith([supporter]);
  await call('rep', 'PATCH', `sobjects/Opportunity/${deal}`, lost);
  await take(true);
  await call('ops', 'PATCH', `sobjects/Opportunity/${deal}`, { StageName: 'Needs Analysis' });
  await call('ops', 'PATCH', `sobjects/Opportunity/${deal}`, lost);
  expect(await take(true)).toMatchObject({ exitCode: 0, run: null });
  expect((await keptOf(deal)).length).toBe(1);
});

test('a model without a map is told so', async () => {
  const without = structuredClone(referenceModel);
  Reflect.deleteProperty(without, 'customer');
  await expect(take(false, 'collections', ops, without)).rejects.toMatchObject({ name: 'NoMap' });
});
