import { describe, expect, test } from 'vitest';
import { parseFormula, print } from '../../scripts/product/formula/index.ts';
import { MutationTest, mutantsOfModel } from '../../scripts/proof/prove/mutation-test.ts';
import { mutantsOf } from '../../scripts/proof/prove/mutants.ts';
import { referenceModel } from '../reference/index.ts';

const parsed = (source: string) => {
  const result = parseFormula(source);
  if (!result.ok) throw new Error(source);
  return result.expr;
};

describe('mutants', () => {
  test('each operand is dropped once, each comparison flipped, each number moved both ways, each field swapped', () => {
    const mutants = mutantsOf(parsed('AND(A__c > 5, OR(ISBLANK(B__c), C__c = 0))'), (field) =>
      field === 'A__c' ? ['Z__c'] : [],
    );
    expect(mutants.map(({ tree }) => print(tree)).toSorted()).toEqual(
      [
        'AND(OR(ISBLANK(B__c), C__c = 0))',
        'AND(A__c > 5)',
        'AND(A__c <= 5, OR(ISBLANK(B__c), C__c = 0))',
        'AND(Z__c > 5, OR(ISBLANK(B__c), C__c = 0))',
        'AND(A__c > 6, OR(ISBLANK(B__c), C__c = 0))',
        'AND(A__c > 4, OR(ISBLANK(B__c), C__c = 0))',
        'AND(A__c > 5, OR(C__c = 0))',
        'AND(A__c > 5, OR(ISBLANK(B__c)))',
        'AND(A__c > 5, OR(ISBLANK(B__c), C__c <> 0))',
        'AND(A__c > 5, OR(ISBLANK(B__c), C__c = 1))',
        'AND(A__c > 5, OR(ISBLANK(B__c), C__c = -1))',
      ].toSorted(),
    );
  });

  test('of 40 mutants of the reference model, every one is told apart by a write or equal for every input', () => {
    const all = mutantsOfModel(referenceModel);
    expect(all.length).toBeGreaterThan(2_000);
    const sample = all.filter((_, index) => index % Math.ceil(all.length / 40) === 0);
    expect(sample.length).toBeGreaterThanOrEqual(39);
    const { killed, survivors } = new MutationTest('.', referenceModel, 16_000, 7).run(sample);
    const missed = survivors.filter(({ equal }) => equal === undefined);
    expect(missed.map(({ formula, change }) => `${formula.name}: ${change}`)).toEqual([]);
    expect(killed).toBeGreaterThanOrEqual(30);
  });
});
