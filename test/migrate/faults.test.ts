import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { openOrg, type OrgApi, type OrgConnection } from '../../scripts/product/org/index.ts';
import { planResume, planUndo, readRun, resumeRun, undoRun } from '../../scripts/product/runs/index.ts';
import { referenceModel as model } from '../reference/index.ts';
import { project, tasUntil } from '../commands/tas.ts';
import { runsFolder } from '../runs/folder.ts';
import { Gateway, breaks, type Break } from '../org/gateway.ts';
import { isWhole } from '../install/whole.ts';
import { foreign, loadDeals, mappingFiles, migrate, opsOf, startForeignOrg, stored } from './org.ts';

const runs = runsFolder();
const written = mappingFiles();
const [validate = '', , needs = '', value = ''] = model.stages.map(({ name }) => name);
const file = written(
  JSON.stringify({
    recordTypes: {
      '*': { Prospecting: validate, [foreign.quote]: value, [foreign.chinese]: needs, [foreign.lost]: 'Closed Lost' },
    },
  }),
);

/** Requests at which the connection is lost: every one, or every tenth of which some are writes. */
const [first, step] = isWhole ? [0, 1] : [7, 10];

describe.each(['collections', 'bulk'] as const)('a migration by %s', (api: OrgApi) => {
  let practice: PracticeOrg;
  let ops: OrgConnection;
  let gateway: Gateway;
  let through: OrgConnection;

  /** Every deal and item; when an item was settled differs from run to run. */
  const all = async (): Promise<unknown> => {
    const items = await stored(ops, 'TAS_Gate_Item__c', 'Item_Key__c');
    const settled = [...items].map(([key, row]) => [key, { ...row, Settled_On__c: '' }] as const);
    return [await stored(ops, 'Opportunity'), new Map(settled)];
  };

  beforeAll(async () => {
    practice = await startForeignOrg();
    loadDeals(
      practice,
      Array.from({ length: 8 }, (_, at) => ({
        StageName: ['Prospecting', foreign.quote, foreign.chinese, foreign.lost][at % 4] ?? '',
      })),
    );
    ops = opsOf(practice);
    gateway = new Gateway(practice.instanceUrl);
    const session = { ...practice, accessToken: practice.tokens.ops, username: ops.username };
    through = openOrg(
      { ...session, instanceUrl: await gateway.open() },
      { sleep: async () => await Promise.resolve(), idleMs: 500 },
    );
  });
  afterAll(async () => {
    ops.close();
    through.close();
    gateway.close();
    await practice.stop();
  });

  /** Breaks off every migration that `start` begins, takes it up to the same end and back to the same start. */
  const brokenOff = async (ways: readonly Break[], start: () => Promise<unknown>): Promise<number> => {
    const before = await all();
    const options = { api, runs, now: () => new Date(), onProgress: () => undefined };
    const undo = async (id: string): Promise<void> => {
      const run = readRun(runs, id);
      await undoRun(ops, run, await planUndo(ops, run), options);
      expect(await all()).toEqual(before);
    };
    gateway.requests = 0;
    const known = new Set(readdirSync(runs));
    const newRun = (): string | undefined => readdirSync(runs).find((one) => !known.has(one));
    expect(await start()).toBeUndefined();
    const requests = gateway.requests;
    const after = await all();
    const whole = newRun() ?? '';
    expect(readRun(runs, whole).counts).toMatchObject({ refused: 0, changed: 0, unknown: 0 });
    await undo(whole);

    let interrupted = 0;
    for (let at = first; at < requests; at += step)
      for (const how of ways) {
        for (const one of readdirSync(runs)) known.add(one);
        Object.assign(gateway, { requests: 0, breaksAt: at, how });
        const error = await start();
        Object.assign(gateway, { breaksAt: Infinity });
        const id = newRun();
        if (id === undefined) {
          // It broke off while it read.
          expect(error).toBeInstanceOf(Error);
          expect(await all()).toEqual(before);
          continue;
        }
        // What broke off while the rows were read back had been written already.
        const run = readRun(runs, id);
        if (run.ended === null) {
          interrupted += 1;
          expect(run.counts.unknown).toBeGreaterThan(0);
          await resumeRun(ops, run, await planResume(ops, run), options);
        }
        expect(await all()).toEqual(after);
        expect(readRun(runs, id).counts).toMatchObject({ refused: 0, changed: 0, unknown: 0 });
        await undo(id);
      }
    return interrupted;
  };

  test('broken off at any request, in any way, is taken up to the same end and taken back to the same start', async () => {
    const start = async (): Promise<unknown> =>
      await migrate(through, { file, runs, apply: true, api }).then(
        ({ summary }) => {
          expect(summary).toMatchObject({ exitCode: 0, counts: { moved: 8 } });
        },
        (thrown: unknown) => thrown,
      );
    expect(await brokenOff(breaks, start)).toBeGreaterThan(isWhole ? 8 : 0);
  }, 1_800_000);

  test('killed at any request, too', async () => {
    const cwd = project();
    const env = { SF_ORG_INSTANCE_URL: through.instanceUrl };
    const args = ['migrate', '--mapping', file, '--apply', '--api', api, '--runs', runs];
    const start = async (): Promise<unknown> => {
      const ended = await tasUntil(gateway, [...args, '-o', practice.tokens.ops], { cwd, env });
      if (ended.code === 0) return undefined;
      expect(ended).toMatchObject({ code: null, signal: 'SIGKILL' });
      return new Error('killed');
    };
    expect(await brokenOff(['stalled'], start)).toBeGreaterThan(0);
  }, 1_800_000);
});
