import { Decimal } from 'decimal.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { add, divide, hundredth, modulo, multiply, numberOf, order } from '../../scripts/product/formula/decimal.ts';
import { rawOf, round, subtract, textOf, truncate, type Num } from '../../scripts/product/formula/decimal.ts';
import { formatResult } from '../../scripts/product/formula/index.ts';
import { valueOf } from './record.ts';

const Reference = Decimal.clone({ precision: 39, rounding: Decimal.ROUND_HALF_UP });

const digits = fc.stringMatching(/^-?[0-9]{1,20}(\.[0-9]{1,8})?$/);
const whole = fc.maxSafeInteger().map(String);
const money = fc.integer({ min: -1e12, max: 1e12 }).map((cents) => (cents / 100).toFixed(2));
const numeral = fc.oneof(digits, whole, money, fc.integer({ min: -1000, max: 1000 }).map(String));

/** Every operation must give what 39-digit arithmetic gives, whichever path it takes. */
function agrees(compute: (left: Num, right: Num) => Num, reference: (left: Decimal, right: Decimal) => Decimal): void {
  fc.assert(
    fc.property(numeral, numeral, (left, right) => {
      const expected = reference(new Reference(left), new Reference(right));
      expect(textOf(compute(numberOf(left), numberOf(right)))).toBe(expected.isZero() ? '0' : expected.toFixed());
    }),
    { numRuns: 500 },
  );
}

describe('Numbers', () => {
  it('add, subtract and multiply as 39-digit decimals do', () => {
    agrees(add, (left, right) => left.plus(right));
    agrees(subtract, (left, right) => left.minus(right));
    agrees(multiply, (left, right) => left.times(right));
  });

  it('divide and take remainders as 39-digit decimals do', () => {
    const apart = (right: Decimal): Decimal => (right.isZero() ? new Reference(3) : right);
    const not0 = (right: Num): Num => (order(right, 0) === 0 ? 3 : right);
    agrees(
      (left, right) => divide(left, not0(right)),
      (left, right) => left.div(apart(right)),
    );
    agrees(
      (left, right) => modulo(left, not0(right)),
      (left, right) => left.mod(apart(right)),
    );
  });

  it('move the point exactly', () => {
    const powers = fc.integer({ min: 1, max: 15 });
    fc.assert(
      fc.property(numeral, powers, (numerator, exponent) => {
        const expected = new Reference(numerator).div(new Reference(10).pow(exponent));
        const quotient = divide(numberOf(numerator), 10 ** exponent);
        expect(textOf(quotient)).toBe(expected.isZero() ? '0' : expected.toFixed());
        expect(textOf(truncate(quotient))).toBe(expected.trunc().isZero() ? '0' : expected.trunc().toFixed());
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(numeral, (value) => {
        const expected = new Reference(value).div(100);
        expect(textOf(hundredth(numberOf(value)))).toBe(expected.isZero() ? '0' : expected.toFixed());
      }),
    );
  });

  it('compare as their decimals do', () => {
    fc.assert(
      fc.property(numeral, numeral, (left, right) => {
        const sign = Math.sign(order(numberOf(left), numberOf(right)));
        expect(sign).toBe(new Reference(left).cmp(right) + 0);
      }),
    );
  });

  it('round half away from zero, to tens as well', () => {
    fc.assert(
      fc.property(money, fc.integer({ min: -6, max: 3 }), (value, places) => {
        const scale = new Reference(10).pow(places);
        const expected = new Reference(value).times(scale).toDecimalPlaces(0, Decimal.ROUND_HALF_UP).div(scale);
        expect(textOf(round(numberOf(value), places, 'half-up'))).toBe(expected.isZero() ? '0' : expected.toFixed());
      }),
    );
  });

  it('come back as JS numbers exactly when those name them', () => {
    fc.assert(
      fc.property(numeral, (value) => {
        const raw = rawOf(numberOf(value));
        expect(new Reference(raw).eq(value)).toBe(true);
        if (typeof raw === 'string') expect(new Reference(Number(raw)).eq(value)).toBe(false);
      }),
    );
    expect(valueOf('1/3')).toBe('0.333333333333333333333333333333333333333');
    expect(valueOf('0.1 + 0.2')).toBe(0.3);
    expect(valueOf('1/3*3 = 1')).toBe(false);
    expect(valueOf('0.1 + 0.2 = 0.3')).toBe(true);
    expect(Object.is(valueOf('0 * -1'), 0)).toBe(true);
    expect(Object.is(valueOf('CEILING(-0.0)'), 0)).toBe(true);
  });

  it('refuse counts no text or date can have', () => {
    expect(() => valueOf('LEFT("a", 10 ^ 30)')).toThrow('Number out of range');
    expect(() => valueOf('2 ^ 0.5')).toThrow('Out of range argument to POWER() function');
    expect(() => valueOf('0 ^ -1')).toThrow('Out of range argument to POWER() function');
  });
});

describe('A formatted result', () => {
  it('is rounded half up to the scale of its field', () => {
    expect(formatResult('2.345', 'currency', 2)).toBe(2.35);
    expect(formatResult('-2.345', 'number', 2)).toBe(-2.35);
    expect(formatResult(2.5, 'integer', 2)).toBe(3);
    expect(formatResult(null, 'number', 2)).toBeNull();
    expect(formatResult('12345678901234567890.567', 'number', 1)).toBe('12345678901234567890.6');
  });

  it('of a percent is times 100', () => {
    expect(formatResult(0.12345, 'percent', 2)).toBe(12.35);
    expect(formatResult(null, 'percent', 2)).toBeNull();
  });

  it('of a checkbox is unknown where the formula is, and a text is cut at 1,300 characters', () => {
    expect(formatResult(null, 'checkbox')).toBeNull();
    expect(formatResult(true, 'checkbox')).toBe(true);
    expect(formatResult('x'.repeat(1301), 'text')).toBe('x'.repeat(1300));
    expect(formatResult('2024-02-29', 'date')).toBe('2024-02-29');
  });
});
