import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { runGrade } from '../../scripts/product/grade/index.ts';
import { openOrg, soql, soqlFields, type OrgApi, type OrgConnection } from '../../scripts/product/org/index.ts';
import { listRuns, planResume, planUndo, readRun, resumeRun, undoRun } from '../../scripts/product/runs/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { referenceFile, referenceModel as model, referencePackage } from '../reference/index.ts';
import { isWhole } from '../install/whole.ts';
import { Gateway, breaks } from '../org/gateway.ts';
import { runsFolder } from './folder.ts';

const runs = runsFolder();
const now = (): Date => new Date();

describe.each(['collections', 'bulk'] as const)('a grading run by %s', (api: OrgApi) => {
  let practice: PracticeOrg;
  let ops: OrgConnection;
  let gateway: Gateway;
  let through: OrgConnection;
  let before: string[];

  /** Of every deal each field that a write can set. */
  const stored = async (): Promise<string[]> => {
    const written = [...(await ops.describe('Opportunity')).values()].filter(({ updateable }) => updateable);
    const columns = ['Id', ...written.map(({ name }) => name)];
    const rows: string[] = [];
    await ops.read('collections', soql`SELECT ${soqlFields(columns)} FROM Opportunity`, columns, (page) => {
      rows.push(...page.map((row) => JSON.stringify(row)));
    });
    return rows.toSorted();
  };

  beforeAll(async () => {
    const { metadata, stages } = referencePackage();
    const started = await startPracticeOrg({ metadata, stages, activateRules: true });
    if (!started.ok) throw new Error(started.problems.join('\n'));
    practice = started.org;
    const rows = Array.from({ length: 450 }, (_, at) => ({
      Name: `Deal ${at}`,
      StageName: model.stages[0]?.name,
      CloseDate: '2030-01-31',
      Amount: 1_000 * (at + 1),
      TAS_Led_By__c: 'Us',
    }));
    expect(practice.load('Opportunity', rows).filter(({ ok }) => !ok)).toEqual([]);
    const session = { ...practice, accessToken: practice.tokens.ops };
    ops = openOrg(session);
    gateway = new Gateway(practice.instanceUrl);
    const instanceUrl = await gateway.open();
    through = openOrg({ ...session, instanceUrl }, { sleep: async () => await Promise.resolve(), idleMs: 500 });
    before = await stored();
  });
  afterAll(async () => {
    ops.close();
    through.close();
    gateway.close();
    await practice.stop();
  });

  const grade = async (): Promise<unknown> =>
    await runGrade(through, {
      model,
      modelFile: referenceFile,
      apply: true,
      allowLower: false,
      api,
      today: '2026-11-26',
      progress: silentProgress,
      runs,
      now,
    }).then(
      () => undefined,
      (error: unknown) => error,
    );

  test('broken off at any request, in any way, it is taken up to the same end and taken back to the same start', async () => {
    expect(await grade()).toBeUndefined();
    const requests = gateway.requests;
    expect(requests).toBeGreaterThan(5);
    const after = await stored();
    const whole = listRuns(runs)[0];
    if (whole === undefined) throw new Error('no run was kept');
    const options = { api, runs, now, onProgress: () => undefined };
    await undoRun(ops, whole, await planUndo(ops, whole), options);
    expect(await stored()).toEqual(before);

    let interrupted = 0;
    for (let at = 0; at < requests; at += 1)
      // Each is tried one way, the next one another way.
      for (const how of isWhole ? breaks : breaks.slice(at % breaks.length).slice(0, 1)) {
        const known = new Set(readdirSync(runs));
        Object.assign(gateway, { requests: 0, breaksAt: at, how });
        const error = await grade();
        Object.assign(gateway, { breaksAt: Infinity });
        const id = readdirSync(runs).find((one) => !known.has(one));
        if (id === undefined) {
          // It was cut off while it read: nothing was to be taken back.
          expect(error).toBeInstanceOf(Error);
          expect(await stored()).toEqual(before);
          continue;
        }
        const run = readRun(runs, id);
        if (error !== undefined) {
          interrupted += 1;
          expect(run.ended).toBeNull();
          expect(run.counts.unknown).toBeGreaterThan(0);
          await resumeRun(ops, run, await planResume(ops, run), options);
        }
        expect(await stored()).toEqual(after);
        const ended = readRun(runs, id);
        expect(ended.ended).not.toBeNull();
        expect(ended.counts).toMatchObject({ rows: 450, refused: 0, changed: 0, unknown: 0 });
        await undoRun(ops, ended, await planUndo(ops, ended), options);
        expect(await stored()).toEqual(before);
      }
    expect(interrupted).toBeGreaterThan(isWhole ? 9 : 1);
  }, 900_000);
});
