import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradeOf } from '../../scripts/product/gate/index.ts';
import { isAsExpected, noConversion, rateConversion } from '../../scripts/product/grade/money.ts';
import { gradeResults, type GradeResult } from '../../scripts/product/grade/plan.ts';
import { inSeveralCurrencies } from '../../scripts/product/model/index.ts';
import { caseSpec, proofDay } from '../../scripts/proof/prove/case-spec.ts';
import { caseOf } from '../../scripts/proof/prove/cases.ts';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';
import { RuleOracle } from '../../scripts/proof/prove/rules.ts';
import { referenceModel } from '../reference/index.ts';
import { modelWith, openDeal, plan, TODAY, type DealRow } from './deals.ts';

/** An amount in the model's currency; 'NoRate': there is one, and nobody can convert it. */
type Amount = number | null | 'NoRate';
const priced = (amount: Amount): Pick<DealRow, 'amount' | 'modelAmount'> =>
  amount === 'NoRate' ? { amount: 5_000_000, modelAmount: null } : { amount, modelAmount: amount };
const letterOf = (amount: Amount, ledBy = 'Us'): string | null => plan({ ...priced(amount), ledBy }).letter;

describe('the grade of a deal we lead', () => {
  test.each([
    ['exactly at the line of A', 5_000_000, 'A'],
    ['a hundredth below the line of A', 4_999_999.99, 'B'],
    ['exactly at the line of B: a big deal', 1_000_000, 'B'],
    ['a hundredth below the line of B: a small deal', 999_999.99, 'C'],
    ['exactly at the line of C', 300_000, 'C'],
    ['a hundredth below the line of C', 299_999.99, 'D'],
    ['the smallest amount there is', 0.01, 'D'],
    ['a very large amount', 1e15, 'A'],
  ])('%s', (_, amount, letter) => {
    expect(letterOf(amount)).toBe(letter);
  });

  test.each([
    ['NoAmount', 'the amount is blank', null],
    ['ZeroAmount', 'the amount is 0', 0],
    ['ZeroAmount', 'the amount is minus zero', -0],
    ['NegativeAmount', 'the amount is below 0', -0.01],
    ['NoRate', 'its currency has no rate', 'NoRate' as const],
  ])('is none, named %s, when %s', (result, _, amount) => {
    expect(plan(priced(amount))).toMatchObject({ letter: null, result });
  });
});

describe('who leads', () => {
  test.each([5_000_000, 1, 0, -1, null, 'NoRate' as const])(
    'gives E when the partner leads, the amount being %s',
    (amount) => {
      expect(letterOf(amount, 'Partner')).toBe('E');
    },
  );

  test('leaves a deal ungraded when it is not answered and the model says so', () => {
    expect(plan({ ledBy: '', amount: 2_000_000 })).toMatchObject({
      letter: null,
      result: 'LedByNotAnswered',
    });
  });

  test('counts as us when it is not answered and the model says so', () => {
    const model = modelWith({ blankLedBy: 'us' });
    expect(plan({ ledBy: '', amount: 2_000_000 }, { model }).letter).toBe('B');
    expect(plan({ ledBy: '', amount: null }, { model }).result).toBe('NoAmount');
  });

  test('is not answered by a value nobody knows, whatever the model says of blanks', () => {
    const model = modelWith({ blankLedBy: 'us' });
    expect(plan({ ledBy: 'Reseller', amount: 2_000_000 }, { model }).result).toBe('LedByNotAnswered');
  });
});

test('the grade agrees with a table of the method for every combination of facts', () => {
  const table: [(a: number) => boolean, string][] = [
    [(a) => !(a < 5_000_000), 'A'],
    [(a) => a >= 1_000_000 && a < 5_000_000, 'B'],
    [(a) => a >= 300_000 && a < 1_000_000, 'C'],
    [(a) => a > 0 && a < 300_000, 'D'],
  ];
  const amounts = fc.oneof(
    fc.constantFrom(
      null,
      'NoRate' as const,
      0,
      -1,
      300_000,
      1_000_000,
      5_000_000,
      299_999.99,
      999_999.99,
      4_999_999.99,
    ),
    fc.double({ min: -1e7, max: 1e7, noNaN: true }),
  );
  fc.assert(
    fc.property(
      amounts,
      fc.constantFrom('Us', 'Partner', ''),
      fc.constantFrom('us', 'ungraded'),
      (amount, ledBy, blankLedBy) => {
        const model = modelWith({ blankLedBy: blankLedBy === 'us' ? 'us' : 'ungraded' });
        const { letter } = plan({ ...priced(amount), ledBy }, { model });
        const usLead = ledBy === 'Us' || (ledBy === '' && blankLedBy === 'us');
        const usable = typeof amount === 'number' && amount > 0;
        const rows = usLead && usable ? table.filter(([holds]) => holds(amount)) : [];
        const expected = ledBy === 'Partner' ? 'E' : (rows[0]?.[1] ?? null);
        expect(rows.length).toBeLessThanOrEqual(1);
        expect(letter).toBe(expected);
      },
    ),
    { numRuns: 3000 },
  );
});

interface Facts {
  readonly amount: Amount;
  readonly ledBy: string;
  readonly decided: string;
  readonly manual: string;
  readonly manualUntil: string;
}

/** The grade by the method, in other words than the engine's: from the best grade of ours to the worst. */
function byTheMethod(
  { amount, ledBy, decided, manual, manualUntil }: Facts,
  { blankLedBy, mayLower, allowLower }: { blankLedBy: string; mayLower: boolean; allowLower: boolean },
) {
  const ours = 'ABCD';
  const isOurs = (letter: string): boolean => letter !== '' && ours.includes(letter);
  const weLead = ledBy === 'Us' || (ledBy === '' && blankLedBy === 'us');
  const why = !weLead
    ? 'LedByNotAnswered'
    : amount === null
      ? 'NoAmount'
      : amount === 'NoRate'
        ? 'NoRate'
        : amount === 0
          ? 'ZeroAmount'
          : amount < 0
            ? 'NegativeAmount'
            : undefined;
  const lines = [5_000_000, 1_000_000, 300_000, 0];
  const band = typeof amount === 'number' ? ours.charAt(lines.findIndex((line) => amount >= line)) : '';
  const letter = ledBy === 'Partner' ? 'E' : why === undefined ? band : null;
  const valid = isOurs(manual) && (manualUntil === '' || manualUntil >= TODAY) ? manual : '';
  const effective = (decision: string): string | null => {
    if (ledBy === 'Partner') return 'E';
    if (mayLower && valid !== '') return valid;
    return [valid, isOurs(decision) ? decision : '', letter ?? ''].filter((one) => one !== '').toSorted()[0] ?? null;
  };
  /** What is decided and still counts: the partner's grade does so only while the partner leads. */
  const counts = decided === 'E' && ledBy !== 'Partner' ? '' : decided;
  const step: [GradeResult, (string | null)?] =
    letter === null
      ? counts === ''
        ? [why ?? 'Failed']
        : allowLower
          ? ['Cleared', null]
          : ['LoweringProposed']
      : counts === ''
        ? ['Graded', letter]
        : letter === counts
          ? ['Unchanged']
          : letter < counts
            ? ['Raised', letter]
            : allowLower
              ? ['Lowered', letter]
              : ['LoweringProposed'];
  const [result, to] = step;
  const write = to === undefined ? undefined : { to };
  return {
    letter,
    result,
    write,
    effective: effective(write === undefined ? decided : (write.to ?? '')),
    effectiveBefore: effective(decided),
  };
}

test('what a run does agrees with the rules of the method for every combination of facts', () => {
  const grade = fc.constantFrom('', 'A', 'B', 'C', 'D', 'E');
  const amounts = [null, 'NoRate' as const, 0, -1, 1, 299_999.99, 300_000, 999_999.99, 1_000_000, 5_000_000];
  const facts = fc.record<Facts>({
    amount: fc.oneof(fc.constantFrom(...amounts), fc.double({ min: -1e7, max: 1e7, noNaN: true })),
    ledBy: fc.constantFrom('Us', 'Partner', ''),
    decided: grade,
    manual: grade,
    manualUntil: fc.constantFrom('', '2026-06-29', '2026-06-30', '2026-07-01'),
  });
  const blankLedBy = fc.constantFrom('us' as const, 'ungraded' as const);
  const options = fc.record({ blankLedBy, mayLower: fc.boolean(), allowLower: fc.boolean() });
  const met = new Set<GradeResult>();
  fc.assert(
    fc.property(facts, options, (one, { allowLower, ...ofModel }) => {
      const model = modelWith(ofModel);
      const change = { ...one, ...priced(one.amount) };
      const planned = plan(change, { model, allowLower });
      const { letter, result, write, effective, effectiveBefore } = planned;
      expect({ letter, result, write, effective, effectiveBefore }).toEqual(
        byTheMethod(one, { ...ofModel, allowLower }),
      );
      const asked = gradeOf(model, openDeal(change).fields, TODAY);
      expect([asked.suggested.letter, asked.effective]).toEqual([letter, effectiveBefore]);
      met.add(result);
    }),
    { numRuns: 5000, seed: 20_261_123 },
  );
  const never: GradeResult[] = ['NoPartnerGrade', 'ChangedSince', 'Failed'];
  expect(met).toEqual(new Set(gradeResults.filter((result) => !never.includes(result))));
});

test('the engine gives the grades that the formula fields of the compiled package show in an org', () => {
  const models = [referenceModel, ...fc.sample(modelSpec, { numRuns: 8, seed: 21 }).map(modelOf)];
  const met = new Set<string>();
  for (const own of models)
    for (const model of [own, inSeveralCurrencies(own, 'CNY'), inSeveralCurrencies(own, 'USD')]) {
      const oracle = new RuleOracle('.', model, proofDay);
      const fields = ['tas_suggested_grade__c', 'tas_effective_grade__c'].map((name) =>
        oracle.object('Opportunity').byName.get(name),
      );
      for (const spec of fc.sample(caseSpec, { numRuns: 100, seed: 22 })) {
        const { after, items, viewer } = caseOf(model, spec, oracle.people);
        const { row, session } = oracle.dealWrite(undefined, after, items, viewer);
        const { suggested, effective, why, manual } = gradeOf(model, after, proofDay);
        expect([suggested.letter, effective], JSON.stringify(after)).toEqual(
          fields.map((one) => one?.read(row, session)),
        );
        for (const kind of [suggested.why, `by ${why}`, `manual ${manual.state}`]) met.add(kind);
      }
    }
  expect([...met].toSorted()).toEqual([
    'band',
    'by decided',
    'by manual',
    'by none',
    'by partnerLed',
    'by suggested',
    'manual expired',
    'manual none',
    'manual valid',
    'negative',
    'noAmount',
    'noLead',
    'noRate',
    'partnerLed',
    'zero',
  ]);
});

describe('the amount in the currency of the model, as the rates of the org make it', () => {
  const rates = [
    { isoCode: 'USD', conversionRate: 1, isActive: true, isCorporate: true },
    { isoCode: 'CNY', conversionRate: 7.2, isActive: true, isCorporate: false },
    { isoCode: 'EUR', conversionRate: 0.9, isActive: true, isCorporate: false },
    { isoCode: 'GBP', conversionRate: 0.8, isActive: false, isCorporate: false },
    { isoCode: 'PAB', conversionRate: 1, isActive: true, isCorporate: false },
  ];
  const conversion = rateConversion('CNY', rates);
  if (conversion === undefined) throw new Error('CNY has a rate');

  test.each([
    ['its own currency, untouched', 1_000_000.1, 'CNY', 1_000_000.1],
    ['the corporate currency', 100, 'USD', 720],
    ['another currency, through the corporate one', 90, 'EUR', 720],
    ['an inactive currency', 100, 'GBP', null],
    ['a currency pegged to the corporate one, which the formula cannot tell from an unknown one', 100, 'PAB', null],
    ['a currency the org does not have', 100, 'XXX', null],
    ['no amount', null, 'GBP', null],
  ])('is found for %s', (_, amount, currency, expected) => {
    expect(conversion.expected(openDeal({ amount, currency }))).toBe(expected);
  });

  test.each([
    ['the same', 720, true],
    ['rounded to the cent', 720.01, true],
    ['not converted', 100, false],
    ['blank', null, false],
  ])('%s in the org is told', (_, modelAmount, same) => {
    expect(isAsExpected(conversion, openDeal({ amount: 100, currency: 'USD', modelAmount }))).toBe(same);
  });

  test('cannot be found at all when the currency of the model has no rate', () => {
    expect(rateConversion('GBP', rates)).toBeUndefined();
  });

  test('is the amount as it stands in an org with one currency', () => {
    expect(noConversion('CNY').expected(openDeal({ amount: 5 }))).toBe(5);
  });
});
