/** No way of a few writes leads a rep round the gates, and the oracle that says so sees when a rule is missing. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';
import { enforced, waysRound } from '../../scripts/proof/prove/ways-round.ts';
import { referenceModel } from '../reference/index.ts';

const model = enforced(referenceModel);

test('on the reference model no three writes of a rep lead round a gate, alone or together in one save', () => {
  const { states, tried, allowed, found } = waysRound(model, 3);
  expect(found).toEqual([]);
  expect(states).toBeGreaterThan(5_000);
  expect(tried).toBeGreaterThan(1_000_000);
  expect(allowed).toBeGreaterThan(100_000);
});

test('on random models no two writes do', () => {
  let tried = 0;
  for (const spec of fc.sample(modelSpec, { numRuns: 10, seed: 12 })) {
    const searched = waysRound(modelOf({ ...spec, registers: false }), 2);
    expect(searched.found).toEqual([]);
    tried += searched.tried;
  }
  expect(tried).toBeGreaterThan(100_000);
});

test.each([
  ['TAS-M5', 'a won deal was taken up again'],
  ['TAS-M6', 'asked on the way it was approved for'],
  ['TAS-M9', 'asked on the way it was approved for'],
  ['TAS-G1', 'without VAL_BRIEF'],
  ['TAS-I7', 'was changed while it was settled'],
  ['TAS-I8', 'was changed while it was settled'],
  ['TAS-I9', 'was reopened on a lost deal'],
])('without %s a way is found: %s', (code, wrong) => {
  const { found } = waysRound(model, 2, new Set([code]));
  expect(found.some((one) => one.wrong.includes(wrong))).toBe(true);
});
