import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formulaFields } from '../../scripts/product/compile/computed-fields.ts';
import { verdict } from '../../scripts/product/gate/index.ts';
import { requirementsOf } from '../../scripts/product/model/index.ts';
import { caseSpec, proofDay } from '../../scripts/proof/prove/case-spec.ts';
import { caseOf } from '../../scripts/proof/prove/cases.ts';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';
import { RuleOracle } from '../../scripts/proof/prove/rules.ts';
import { referenceModel } from '../reference/index.ts';

test('the field over which the list view stands counts what the engine calls open in the present stage', () => {
  let counted = 0;
  for (const model of [referenceModel, ...fc.sample(modelSpec, { numRuns: 8, seed: 11 }).map(modelOf)]) {
    if (!formulaFields(model).some(({ name }) => name === 'TAS_Open_Items__c')) continue;
    const oracle = new RuleOracle('.', model, proofDay);
    const field = oracle.object('Opportunity').byName.get('tas_open_items__c');
    const withFields = new Set(
      requirementsOf(model).flatMap(({ requirement: { code, fields } }) => (fields === undefined ? [] : [code])),
    );
    for (const spec of fc.sample(caseSpec, { numRuns: 300, seed: 12 })) {
      const { after, items, viewer } = caseOf(model, spec, oracle.people);
      const { requirements, stage } = verdict({
        model,
        before: after,
        after,
        items,
        viewer,
        today: proofDay,
      });
      const open = requirements.filter(
        (one) => one.stage === stage.id && one.gate === 'hard' && one.state === 'open' && !withFields.has(one.code),
      ).length;
      const { row, session } = oracle.dealWrite(undefined, after, items, viewer);
      expect(field?.read(row, session), JSON.stringify({ after, items })).toBe(open);
      counted += open;
    }
  }
  expect(counted).toBeGreaterThan(50);
});
