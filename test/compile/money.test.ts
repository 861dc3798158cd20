/** The one formula that converts: what it says of amounts in an org with several currencies. */
import { describe, expect, test } from 'vitest';
import { compileModel, formulaLimits } from '../../scripts/product/compile/index.ts';
import { print } from '../../scripts/product/formula/ast.ts';
import { inSeveralCurrencies, type SalesModel } from '../../scripts/product/model/index.ts';
import { valueOf } from '../formula/record.ts';
import { modelOfSize } from '../model/models.ts';
import { referenceModel as model } from '../reference/index.ts';

const formulaOf = (several: SalesModel, name: string): string => {
  const found = compileModel(several, 'model.yaml').formulas.find((formula) => formula.name === name);
  if (found === undefined) throw new Error(`no formula ${name}`);
  return print(found.tree);
};

/** Salesforce answers 1 for what is unknown or not active. */
const rates = { USD: 1, CNY: 7.1, EUR: 0.93, JPY: 149.83, GBP: 1, XXX: 1 };

const amountIn = (source: string, currency: string, amount: number | null, known: Record<string, number> = rates) =>
  valueOf(
    source,
    {
      Amount: { type: 'currency', value: amount },
      CurrencyIsoCode: { type: 'picklist', value: currency, values: Object.keys(known) },
    },
    { rates: known },
  );

describe('the amount for grading in an org with several currencies', () => {
  const source = formulaOf(inSeveralCurrencies(model, 'USD'), 'TAS_Model_Amount__c');

  test.each([
    ['the corporate currency', 'USD', 100, 710],
    ['another currency, through the corporate one', 'EUR', 93, 710],
    ['a currency of small units', 'JPY', 14_983, 710],
    ['zero', 'EUR', 0, 0],
    ['a negative amount', 'USD', -1, -7.1],
    ['no amount', 'USD', null, null],
    ['a currency that is not active', 'GBP', 5_000_000, null],
    ['a currency the org does not know', 'XXX', 5_000_000, null],
  ])('is right for %s', (_, currency, amount, expected) => {
    expect(amountIn(source, currency, amount)).toBe(expected);
  });

  test.each([1_000_000, 999_999.99, 300_000, 299_999.99, 0.01])(
    'does not move %d in the currency of the model off its line',
    (amount) => {
      expect(amountIn(source, 'CNY', amount)).toBe(amount);
    },
  );

  test('is blank for every deal while the currency of the model has no rate, so nothing is graded by a wrong one', () => {
    const without = { ...rates, CNY: 1 };
    for (const currency of ['CNY', 'USD', 'EUR']) expect(amountIn(source, currency, 1_000_000, without)).toBeNull();
  });

  test('is taken as it stands where the currency of the model is the corporate one, and others are converted', () => {
    const own = formulaOf(inSeveralCurrencies(model, 'CNY'), 'TAS_Model_Amount__c');
    const inYuan = { CNY: 1, USD: 0.14, GBP: 1 };
    expect(amountIn(own, 'CNY', 1_000_000, inYuan)).toBe(1_000_000);
    expect(amountIn(own, 'USD', 140_000, inYuan)).toBe(1_000_000);
    expect(amountIn(own, 'GBP', 140_000, inYuan)).toBeNull();
  });

  test('does not convert in an org with one currency', () => {
    expect(formulaOf(model, 'TAS_Model_Amount__c')).toBe('Amount');
  });
});

test('what a won deal was worth before is reckoned in the currency it had before', () => {
  const rule = formulaOf(inSeveralCurrencies(model, 'USD'), 'TAS_M5_After_Won');
  expect(rule).toContain('PRIORVALUE(Amount)');
  expect(rule).toContain('CURRENCYRATE(TEXT(PRIORVALUE(CurrencyIsoCode)))');
});

test('in several currencies ten stages of twelve hard requirements stay within every limit', () => {
  const { findings, formulas } = compileModel(inSeveralCurrencies(modelOfSize(10, 12), 'USD'), 'large.yaml');
  expect(findings).toEqual([]);
  for (const { size } of formulas) expect(size.compiled).toBeLessThanOrEqual(formulaLimits.compiled);
});
