import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { applyPlan, planRollback, rollBack } from '../../scripts/product/install/index.ts';
import type { Member } from '../../scripts/product/org/index.ts';
import { readRun } from '../../scripts/product/runs/index.ts';
import { referenceModel } from '../reference/index.ts';
import { messyOrgs, type MessyOrg } from './messy-orgs.ts';
import { closedStages, foreignOrg, planFor, projectWith, stageSet, wholeOrg } from './org.ts';
import { isWhole } from './whole.ts';

/** What the org began with, but for its stages, of which added ones stay. */
const membersOf = ({ metadata }: MessyOrg): Member[] =>
  [...metadata.keys()].flatMap((path): Member[] => {
    const [, kind = '', name = ''] = /^objects\/Opportunity\/(\w+)\/(.+)\.\w+-meta\.xml$/.exec(path) ?? [];
    const types: Readonly<Record<string, string>> = {
      fields: 'CustomField',
      validationRules: 'ValidationRule',
      businessProcesses: 'BusinessProcess',
      recordTypes: 'RecordType',
    };
    const found = types[kind];
    return found === undefined ? [] : [{ type: found, name: `Opportunity.${name}` }];
  });

const stageNamesIn = (text: string): Map<string, string> =>
  new Map(
    [...text.matchAll(/<standardValue>([^]*?)<\/standardValue>/g)].map(([, value = '']) => [
      /<fullName>([^]*?)<\/fullName>/.exec(value)?.[1] ?? '',
      value.replace(/\s+/g, '').split('>').sort().join('>'),
    ]),
  );

/** Plans, applies, plans again, takes back; then everything that can be written is as before. */
async function installedAndBack(messy: MessyOrg): Promise<void> {
  const runs = mkdtempSync(join(tmpdir(), 'tas-runs-'));
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
  const { practice, org } = await foreignOrg(messy.metadata, messy.options);
  practice.load(
    'Opportunity',
    messy.stages.map((StageName, at) => ({ Name: `Deal ${at}`, StageName, CloseDate: '2030-01-31', Amount: 10 * at })),
  );
  const members = membersOf(messy);
  const stages = { type: 'StandardValueSet', name: 'OpportunityStage' };
  const before = await wholeOrg(org, members);
  const stagesBefore = [...(await wholeOrg(org, [stages])).files.values()].join('');
  const project = projectWith(messy.model);
  const plan = await planFor(org, project);
  const options = { runs, now: () => new Date(), onProgress: () => undefined };
  const applied = await applyPlan(org, plan, options);
  if (applied.state !== 'done') throw new Error('nothing was applied');
  expect((await planFor(org, project)).changes).toEqual([]);
  // While the package is there, what was there before still is.
  const during = await wholeOrg(org, members);
  const governed = (path: string): boolean => path in plan.deploy;
  for (const [path, text] of before.files) if (!governed(path)) expect(during.files.get(path)).toBe(text);
  expect(during.deals.length).toBe(before.deals.length);
  const result = await rollBack(org, await planRollback(org, readRun(runs, applied.run)), options);
  expect(result.otherwise).toEqual([]);
  expect(result.dealsChanged).toBe(0);
  expect(await wholeOrg(org, members)).toEqual(before);
  const after = stageNamesIn([...(await wholeOrg(org, [stages])).files.values()].join(''));
  const then = stageNamesIn(stagesBefore);
  for (const [name, value] of then) expect(after.get(name)).toBe(value);
  for (const [name, value] of after) if (!then.has(name)) expect(value).toContain('false</isActive');
}

test.each(isWhole ? messyOrgs : messyOrgs.slice(1, 2))(
  'an org with $what is as before, once TAS+ came and went',
  installedAndBack,
  120_000,
);

const ours = referenceModel.stages.map(({ name }) => name);

/** Orgs put together of the same troubles in every mixture. */
const generated: fc.Arbitrary<MessyOrg> = fc
  .record({
    parts: fc.subarray([...messyOrgs], { minLength: 1, maxLength: 4 }),
    own: fc.subarray(ours),
    inactive: fc.subarray(ours),
  })
  .map(({ parts, own, inactive }): MessyOrg => {
    const stages = own.map((name) => ({ name, active: !inactive.includes(name) }));
    const metadata = new Map(parts.flatMap((part) => [...part.metadata]));
    const others = ['Prospecting', 'Proposal'].map((name) => ({ name }));
    const [path, text] = stageSet([...stages, ...others, ...closedStages]);
    metadata.set(path, text);
    return {
      what: parts.map(({ what }) => what).join(', '),
      metadata,
      options: Object.assign({}, ...parts.map(({ options }) => options)) as MessyOrg['options'],
      model: Object.assign({}, ...parts.map(({ model }) => model)) as MessyOrg['model'],
      stages: ['Prospecting', 'Proposal'],
    };
  });

test('orgs put together at random of these troubles are as before, once TAS+ came and went', async () => {
  await fc.assert(fc.asyncProperty(generated, installedAndBack), { numRuns: isWhole ? 20 : 1 });
}, 900_000);
