import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradeDeal, type GradeFacts } from '../../scripts/product/grade/grade-deal.ts';
import { isAsExpected, noConversion, rateConversion } from '../../scripts/product/grade/money.ts';
import { deal, rulesWith } from './deals.ts';

const rules = rulesWith();
const letterOf = (amount: GradeFacts['amount'], ledBy = 'Us'): string | null =>
  gradeDeal(rules, { amount, ledBy }).letter;

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
    expect(gradeDeal(rules, { ledBy: 'Us', amount })).toMatchObject({ letter: null, result });
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
    expect(gradeDeal(rules, { ledBy: '', amount: 2_000_000 })).toMatchObject({
      letter: null,
      result: 'LedByNotAnswered',
    });
  });

  test('counts as us when it is not answered and the model says so', () => {
    const us = rulesWith({ blankLedBy: 'us' });
    expect(gradeDeal(us, { ledBy: '', amount: 2_000_000 }).letter).toBe('B');
    expect(gradeDeal(us, { ledBy: '', amount: null }).result).toBe('NoAmount');
  });

  test('is not answered by a value nobody knows, whatever the model says of blanks', () => {
    expect(gradeDeal(rulesWith({ blankLedBy: 'us' }), { ledBy: 'Reseller', amount: 2_000_000 }).result).toBe(
      'LedByNotAnswered',
    );
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
        const { letter } = gradeDeal(rulesWith({ blankLedBy: blankLedBy === 'us' ? 'us' : 'ungraded' }), {
          amount,
          ledBy,
        });
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
    expect(conversion.expected({ amount, currency })).toBe(expected);
  });

  test.each([
    ['the same', 720, true],
    ['rounded to the cent', 720.01, true],
    ['not converted', 100, false],
    ['blank', null, false],
  ])('%s in the org is told', (_, modelAmount, same) => {
    expect(isAsExpected(conversion, deal({ amount: 100, currency: 'USD', modelAmount }))).toBe(same);
  });

  test('cannot be found at all when the currency of the model has no rate', () => {
    expect(rateConversion('GBP', rates)).toBeUndefined();
  });

  test('is the amount as it stands in an org with one currency', () => {
    expect(noConversion('CNY').expected({ amount: 5, currency: '' })).toBe(5);
  });
});
