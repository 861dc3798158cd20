import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { applyPlan, planRollback, rollBack } from '../../scripts/product/install/index.ts';
import { readRun } from '../../scripts/product/runs/index.ts';
import { Gateway } from '../org/gateway.ts';
import { referenceProject } from '../reference/index.ts';
import { closedStages, connectionOf, foreignOrg, planFor, stageSet, wholeOrg } from './org.ts';
import { isWhole } from './whole.ts';

const step = isWhole ? 1 : 10;

test('cut off at any request of an apply, heard or not, the org is as before, or the way back puts it so', async () => {
  // Salesforce's library asks a thousand times before it gives up.
  process.env['SF_METADATA_POLL_ERROR_RETRY_LIMIT'] = '1';
  onTestFinished(() => void Reflect.deleteProperty(process.env, 'SF_METADATA_POLL_ERROR_RETRY_LIMIT'));
  const { practice, org } = await foreignOrg([stageSet([{ name: 'Prospecting' }, ...closedStages])]);
  practice.load('Opportunity', [{ Name: 'Deal', StageName: 'Prospecting', CloseDate: '2030-01-31' }]);
  // Added stages stay, switched off: once they are there, the org is the same after every way back.
  const first = mkdtempSync(join(tmpdir(), 'tas-runs-'));
  onTestFinished(() => rmSync(first, { recursive: true, force: true }));
  const options = (runs: string) => ({ runs, now: () => new Date(), onProgress: () => undefined });
  const done = await applyPlan(org, await planFor(org, referenceProject), options(first));
  if (done.state !== 'done') throw new Error('nothing was applied');
  await rollBack(org, await planRollback(org, readRun(first, done.run)), options(first));
  const stages = [{ type: 'StandardValueSet', name: 'OpportunityStage' }];
  const before = await wholeOrg(org, stages);
  const plan = await planFor(org, referenceProject);

  let cut = 0;
  let reached = 0;
  for (let diesAt = 0, over = false; !over; diesAt += step)
    for (const hears of [false, true]) {
      const runs = mkdtempSync(join(tmpdir(), 'tas-runs-'));
      const gateway = new Gateway(practice.instanceUrl);
      gateway.diesAt = diesAt;
      gateway.hears = hears;
      const through = connectionOf(practice, await gateway.open());
      const ended = await applyPlan(through, plan, options(runs)).then(
        () => 'done',
        (error: unknown) => {
          expect(error).toBeInstanceOf(Error);
          return 'cut';
        },
      );
      over ||= gateway.requests <= diesAt;
      cut += ended === 'cut' ? 1 : 0;
      through.close();
      gateway.close();
      const run = existsSync(runs) ? readdirSync(runs).find((name) => name.includes('-apply-')) : undefined;
      if (run !== undefined && existsSync(join(runs, run, 'plan.json'))) {
        const back = await planRollback(org, readRun(runs, run));
        if (back.restore.size + back.remove.length > 0) {
          reached += 1;
          expect((await rollBack(org, back, options(runs))).otherwise).toEqual([]);
        }
      }
      expect(await wholeOrg(org, stages)).toEqual(before);
      rmSync(runs, { recursive: true, force: true });
    }
  // Some were cut before the deployment, some after it.
  expect(cut).toBeGreaterThan(1);
  expect(reached).toBeGreaterThan(0);
}, 1_800_000);
