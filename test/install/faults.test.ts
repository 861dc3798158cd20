import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { applyPlan, planRollback, rollBack, savePlan, type InstallPlan } from '../../scripts/product/install/index.ts';
import type { OrgConnection } from '../../scripts/product/org/index.ts';
import { readRun } from '../../scripts/product/runs/index.ts';
import { project, tasUntil } from '../commands/tas.ts';
import { Gateway, breaks } from '../org/gateway.ts';
import { referenceProject } from '../reference/index.ts';
import { closedStages, connectionOf, foreignOrg, planFor, stageSet, wholeOrg } from './org.ts';
import { isWhole } from './whole.ts';

const step = isWhole ? 1 : 10;

const folder = (): string => {
  const made = mkdtempSync(join(tmpdir(), 'tas-runs-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
};
const options = (runs: string) => ({ runs, now: () => new Date(), onProgress: () => undefined });

interface ToInstall {
  readonly practice: PracticeOrg;
  readonly org: OrgConnection;
  readonly plan: InstallPlan;
  /** Takes back what was begun in a folder of runs: the org is as before. True: there was something to take back. */
  readonly takeBack: (runs: string) => Promise<boolean>;
}

/** An org to install in, and to come back to. */
async function toInstall(): Promise<ToInstall> {
  const { practice, org } = await foreignOrg([stageSet([{ name: 'Prospecting' }, ...closedStages])]);
  practice.load('Opportunity', [{ Name: 'Deal', StageName: 'Prospecting', CloseDate: '2030-01-31' }]);
  // Added stages stay, switched off: once they are there, the org is the same after every way back.
  const first = folder();
  const done = await applyPlan(org, await planFor(org, referenceProject), options(first));
  if (done.state !== 'done') throw new Error('nothing was applied');
  await rollBack(org, await planRollback(org, readRun(first, done.run)), options(first));
  const stages = [{ type: 'StandardValueSet', name: 'OpportunityStage' }];
  const before = await wholeOrg(org, stages);
  const takeBack = async (runs: string): Promise<boolean> => {
    const run = existsSync(runs) ? readdirSync(runs).find((name) => name.includes('-apply-')) : undefined;
    let something = false;
    if (run !== undefined && existsSync(join(runs, run, 'plan.json'))) {
      const back = await planRollback(org, readRun(runs, run));
      something = back.restore.size + back.remove.length > 0;
      if (something) expect((await rollBack(org, back, options(runs))).otherwise).toEqual([]);
    }
    expect(await wholeOrg(org, stages)).toEqual(before);
    return something;
  };
  return { practice, org, plan: await planFor(org, referenceProject), takeBack };
}

test('broken off at any request of an apply, in any way, the org is as before, or the way back puts it so', async () => {
  const { practice, plan, takeBack } = await toInstall();
  let broken = 0;
  let takenBack = 0;
  for (let breaksAt = 0, over = false; !over; breaksAt += step)
    for (const how of breaks) {
      const runs = folder();
      const gateway = new Gateway(practice.instanceUrl);
      Object.assign(gateway, { breaksAt, how });
      const through = connectionOf(practice, await gateway.open());
      const ended = await applyPlan(through, plan, options(runs)).then(
        () => 'done',
        (error: unknown) => {
          expect(error).toBeInstanceOf(Error);
          return 'broken';
        },
      );
      over ||= gateway.requests <= breaksAt;
      broken += ended === 'broken' ? 1 : 0;
      through.close();
      gateway.close();
      takenBack += (await takeBack(runs)) ? 1 : 0;
    }
  // Some broke off before the deployment, some after it.
  expect(broken).toBeGreaterThan(breaks.length);
  expect(takenBack).toBeGreaterThan(0);
}, 1_800_000);

test('killed at any request of an apply, the org is as before, or the way back puts it so', async () => {
  const { practice, plan, takeBack } = await toInstall();
  const cwd = project();
  const saved = join(cwd, 'tas.plan.json');
  savePlan(saved, plan);
  let killed = 0;
  let takenBack = 0;
  for (let breaksAt = 0, over = false; !over; breaksAt += step) {
    const runs = folder();
    const gateway = new Gateway(practice.instanceUrl);
    Object.assign(gateway, { breaksAt, how: 'stalled' });
    const env = { SF_ORG_INSTANCE_URL: await gateway.open() };
    const ended = await tasUntil(gateway, ['apply', saved, '-o', practice.accessToken, '--runs', runs], { cwd, env });
    over = ended.code === 0;
    if (!over) expect(ended).toMatchObject({ code: null, signal: 'SIGKILL' });
    killed += over ? 0 : 1;
    gateway.close();
    takenBack += (await takeBack(runs)) ? 1 : 0;
  }
  expect(killed).toBeGreaterThan(1);
  expect(takenBack).toBeGreaterThan(0);
}, 1_800_000);
