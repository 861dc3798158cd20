/** Any filter finds the rows that a plain reading of it finds. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deal, loaded, startFixture } from './practice.ts';
import { graphql, messages } from './ui-api.ts';

interface Deal {
  readonly Name: string;
  readonly Amount: number | null;
  readonly Region__c: string | null;
}

const regions = ['North', 'South', null];
const deals = Array.from({ length: 24 }, (_none, at): Deal => ({
  Name: `Deal ${String.fromCharCode(65 + (at % 8))}${at}`,
  Amount: at % 5 === 0 ? null : (at % 7) * 100,
  Region__c: regions[at % 3] ?? null,
}));

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture();
  for (const one of deals) loaded(org, 'Opportunity', deal({ ...one }));
});
afterAll(() => org.stop());

type Tree = Readonly<Record<string, unknown>>;
type Test = (one: Deal) => boolean;
type Sample = readonly [filter: Tree, test: Test];

const amount = fc.integer({ min: 0, max: 700 });
const relations: Readonly<Record<string, (own: number, other: number) => boolean>> = {
  lt: (own, other) => own < other,
  lte: (own, other) => own <= other,
  gt: (own, other) => own > other,
  gte: (own, other) => own >= other,
};

const compared = fc.tuple(fc.constantFrom(...Object.keys(relations)), amount).map(([name, other]): Sample => {
  const holds = relations[name];
  return [{ Amount: { [name]: other } }, ({ Amount }) => Amount !== null && holds?.(Amount, other) === true];
});
const between = fc
  .tuple(amount, amount)
  .map(([low, high]): Sample => [
    { Amount: { gte: low, lt: high } },
    ({ Amount }) => Amount !== null && Amount >= low && Amount < high,
  ]);
const region = fc.constantFrom(...regions);
const leaves = fc.oneof(
  compared,
  between,
  region.map((wanted): Sample => [{ Region__c: { eq: wanted } }, ({ Region__c }) => Region__c === wanted]),
  region.map((wanted): Sample => [{ Region__c: { ne: wanted } }, ({ Region__c }) => Region__c !== wanted]),
  fc
    .subarray(['north', 'South'])
    .map((wanted): Sample => [
      { Region__c: { in: wanted } },
      ({ Region__c }) => Region__c !== null && wanted.some((one) => one.toLowerCase() === Region__c.toLowerCase()),
    ]),
  fc.constantFrom('Deal A%', '%1', 'deal _2').map((like): Sample => {
    const pattern = new RegExp(`^${like.replaceAll('%', '.*').replaceAll('_', '.')}$`, 'i');
    return [{ Name: { like } }, ({ Name }) => pattern.test(Name)];
  }),
);

const { tree } = fc.letrec<{ tree: Sample }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaves,
    fc
      .array(tie('tree'), { minLength: 1, maxLength: 3 })
      .map((parts): Sample => [
        { and: parts.map(([filter]) => filter) },
        (one) => parts.every(([, holds]) => holds(one)),
      ]),
    fc
      .array(tie('tree'), { minLength: 1, maxLength: 3 })
      .map((parts): Sample => [
        { or: parts.map(([filter]) => filter) },
        (one) => parts.some(([, holds]) => holds(one)),
      ]),
    tie('tree').map(([filter, holds]): Sample => [{ not: filter }, (one) => !holds(one)]),
    fc
      .tuple(tie('tree'), leaves)
      .map(([[filter, holds], [beside, also]]): Sample => [
        { and: [filter], ...beside },
        (one) => holds(one) && also(one),
      ]),
  ),
}));

test('a random filter finds what it says, as variables and in any order of its parts', async () => {
  const query = `query Q($where: Opportunity_Filter) { uiapi { query { Opportunity(where: $where, first: 100, orderBy: { Name: { order: ASC } }) {
    totalCount edges { node { Name { value } } } } } } }`;
  await fc.assert(
    fc.asyncProperty(tree, async ([where, holds]) => {
      const answer = await graphql(org, query, { where });
      const found = answer.list('data', 'uiapi', 'query', 'Opportunity', 'edges');
      const names = found.map((edge) => edge.text('node', 'Name', 'value'));
      expect(messages(answer)).toEqual([]);
      expect(names.toSorted()).toEqual(
        deals
          .filter(holds)
          .map(({ Name }) => Name)
          .toSorted(),
      );
    }),
    { numRuns: 150 },
  );
});
