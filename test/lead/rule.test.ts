/** TAS-L1 as a function and as the compiled rule in the formula evaluator; what the practice org does stands beside its tests. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenRules } from '../../scripts/practice-org/server/index.ts';
import { elementsIn, leadField, refusesConversion } from '../../scripts/product/lead/index.ts';
import { leadCases, leadFrame } from '../../scripts/proof/prove/lead-cases.ts';
import { MutationTest, mutantsOfModel } from '../../scripts/proof/prove/mutation-test.ts';
import { RuleOracle } from '../../scripts/proof/prove/rules.ts';
import { modelWithLeads } from './section.ts';

describe.each([
  ['either phone', ['Phone', 'MobilePhone']],
  ['the mobile alone', ['MobilePhone']],
])('where %s counts', (_, phones) => {
  const model = modelWithLeads({ phones });

  test('the function, the formula field and the compiled rule agree on every write', () => {
    const oracle = new RuleOracle('.', model, '2026-11-28');
    const leads = oracle.object('Lead');
    let refused = 0;
    fc.assert(
      fc.property(leadCases, (write) => {
        const { before, after, bypass } = write;
        const frame = leadFrame(oracle, write);
        const codes = brokenRules(leads, frame).map(({ message }) => message.slice(1, 7));
        const elements = leads.byName.get(leadField.complete.toLowerCase())?.read(frame.row, frame.session);
        const said = refusesConversion(before, after, { phones, bypass });
        expect(codes).toEqual(said ? ['TAS-L1'] : []);
        expect(elements).toBe(elementsIn(after, phones));
        if (said) refused += 1;
      }),
      { numRuns: 3_000, seed: 20_261_128 },
    );
    expect(refused).toBeGreaterThan(200);
  });

  test('every mistake in the rule and in the formula field is told apart by one of these writes', () => {
    const mutants = mutantsOfModel(model).filter(({ formula }) => formula.object === 'Lead');
    expect(mutants.length).toBeGreaterThan(15);
    const { killed, survivors } = new MutationTest('.', model, 500, 7).run(mutants);
    const missed = survivors.filter(({ equal }) => equal === undefined);
    expect(missed.map(({ formula, change }) => `${formula.name}: ${change}`)).toEqual([]);
    expect(killed).toBeGreaterThan(10);
  });
});
