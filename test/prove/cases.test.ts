/** The hand-written cases of the gate engine, asked of the compiled rules: the third oracle judges both. */
import { describe, expect, test } from 'vitest';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import { RuleOracle } from '../../scripts/proof/prove/rules.ts';
import { dealCases, itemCases } from '../gate/cases.ts';
import { changedModel } from '../gate/models.ts';
import { referenceModel } from '../reference/index.ts';

const oracles = new Map<string, RuleOracle>();

/** One org for each model and day. */
function oracleOf(model: SalesModel, today: string): RuleOracle {
  const key = JSON.stringify([
    model.scope,
    model.enforcement,
    model.manualGrade.mayLower,
    model.money.blankLedBy,
    model.placeholders,
    today,
  ]);
  const known = oracles.get(key) ?? new RuleOracle('.', model, today);
  oracles.set(key, known);
  return known;
}

describe('the compiled rules on deals', () => {
  test.each(dealCases)('$name', ({ changes, before, after, items, viewer, today, expect: codes }) => {
    const oracle = oracleOf(changedModel(referenceModel, changes), today);
    oracle.putUser(viewer.id);
    expect(oracle.codes(before, after, items, viewer)).toEqual([...codes].sort());
  });
});

describe('the compiled rules on items', () => {
  test.each(itemCases)('$name', ({ changes, deal, before, after, viewer, expect: codes }) => {
    const oracle = new RuleOracle('.', changedModel(referenceModel, changes), '2026-06-15');
    oracle.putUser(viewer.id);
    expect(oracle.itemCodes(oracle.putDeal(deal), before, after, viewer)).toEqual([...codes].sort());
  });
});
