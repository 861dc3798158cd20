import fc from 'fast-check';
import { test } from 'vitest';
import { referenceModel } from '../reference/index.ts';
import { thereAndBack } from './chain.ts';
import { messyOrgs, ownOrgs, type MessyOrg } from './messy-orgs.ts';
import { closedStages, stageSet } from './org.ts';
import { isWhole } from './whole.ts';

const tried = isWhole ? [...messyOrgs, ...ownOrgs] : [...messyOrgs.slice(0, 1), ...ownOrgs.slice(-1)];

test.each(tried)('an org with $what is as before, once TAS+ came and went', thereAndBack, 240_000);

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
      types: parts.flatMap(({ types }) => types),
      objects: parts.flatMap(({ objects }) => objects),
      load: (practice, deals) => parts.forEach((part) => part.load?.(practice, deals)),
      finds: Object.assign({}, ...parts.map(({ finds }) => finds)) as MessyOrg['finds'],
      refusesMoves: parts.some(({ refusesMoves }) => refusesMoves),
      says: parts.flatMap(({ says }) => says),
    };
  });

test('orgs put together at random of these troubles are as before, once TAS+ came and went', async () => {
  await fc.assert(fc.asyncProperty(generated, thereAndBack), { numRuns: isWhole ? 20 : 1 });
}, 1_800_000);
