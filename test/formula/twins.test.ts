import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormulaError, type FormulaType, type RawValue } from '../../scripts/product/formula/index.ts';
import { valueOf, type TestFields } from './record.ts';

/** A formula's value, or that it failed: both ways of computing must fail together. */
function outcome(source: string, fields: TestFields = {}): RawValue {
  try {
    return valueOf(source, fields);
  } catch (error) {
    if (error instanceof FormulaError) return `error: ${error.message}`;
    throw error;
  }
}

interface Operand {
  readonly literal: string;
  readonly type: FormulaType;
  readonly value: RawValue;
}

const numberOperand = fc
  .oneof(
    fc.integer({ min: -3, max: 3 }),
    fc.integer({ min: -1e6, max: 1e6 }).map((cents) => cents / 100),
  )
  .map((value): Operand => ({ literal: `(${value})`, type: 'number', value }));
const textOperand = fc
  .constantFrom('', ' ', 'a', 'A', 'ab', 'b', '10')
  .map((value): Operand => ({ literal: `"${value}"`, type: 'text', value }));
const dateOperand = fc
  .tuple(fc.constantFrom(1999, 2000, 2024), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, day]): Operand => {
    const value = new Date(Date.UTC(year, month - 1, day)).toISOString().slice(0, 10);
    return { literal: `DATE(${year}, ${month}, ${day})`, type: 'date', value };
  });

const numberShapes = [
  'A + B',
  'A - B',
  'A * B',
  'A / B',
  'A ^ B',
  'MOD(A, B)',
  'ROUND(A, B)',
  'TRUNC(A, B)',
  'MAX(A, B)',
];
const textShapes = ['A & B', 'A + B', 'CONTAINS(A, B)', 'FIND(A, B)', 'SUBSTITUTE("ab" & A, B, "x")', 'LPAD(A, 5, B)'];
const anyShapes = ['A = B', 'A <> B', 'A < B', 'A >= B', 'BLANKVALUE(A, B)', 'CASE(A, B, 1, 2)', 'IF(A = B, A, B)'];
const dateShapes = ['A - B', 'ADDMONTHS(A, 1) > B', 'YEAR(A) - MONTH(B)', 'WEEKDAY(A) = DAY(B)'];

const pairOf = (
  operand: fc.Arbitrary<Operand>,
  shapes: readonly string[],
): fc.Arbitrary<readonly [string, Operand, Operand]> =>
  fc.tuple(fc.constantFrom(...shapes, ...anyShapes), operand, operand);

describe('A formula gives the same', () => {
  it('over literals, where it is computed when compiled, as over fields', () => {
    const cases = fc.oneof(
      pairOf(numberOperand, numberShapes),
      pairOf(textOperand, textShapes),
      pairOf(dateOperand, dateShapes),
    );
    fc.assert(
      fc.property(cases, ([shape, a, b]) => {
        const written = shape.replaceAll(/\b[AB]\b(?=[^"]*(?:"[^"]*"[^"]*)*$)/g, (name) =>
          name === 'A' ? a.literal : b.literal,
        );
        // A literal "" is never replaced by BLANKVALUE; a blank field is.
        fc.pre(!(shape.startsWith('BLANKVALUE') && a.value === ''));
        expect([written, outcome(written)]).toEqual([written, outcome(shape, { A: a, B: b })]);
      }),
      { numRuns: 2000 },
    );
  });

  it('from CASE by look-up as from CASE key by key', () => {
    const cases = fc.oneof(
      fc.tuple(numberOperand, fc.array(numberOperand, { minLength: 1, maxLength: 6 })),
      fc.tuple(textOperand, fc.array(textOperand, { minLength: 1, maxLength: 6 })),
    );
    fc.assert(
      fc.property(cases, ([subject, keys]) => {
        const fields: Record<string, Operand> = { S: subject };
        for (const [index, key] of keys.entries()) fields[`K${index}`] = key;
        const byLiteral = keys.map(({ literal }, index) => `${literal}, ${index}`).join(', ');
        const byField = keys.map((_, index) => `K${index}, ${index}`).join(', ');
        expect(valueOf(`CASE(S, ${byLiteral}, -1)`, fields)).toBe(valueOf(`CASE(S, ${byField}, -1)`, fields));
      }),
      { numRuns: 500 },
    );
  });

  it('from CASE over a picklist as from a chain of ISPICKVAL', () => {
    const values = ['Open', 'Closed Won', 'Lost', 'LOST'];
    const stored = fc.constantFrom(null, 'Retired', ...values);
    const literals = fc.array(fc.constantFrom('', 'open', 'CLOSED WON', 'lost', 'Retired', 'Nope'), { minLength: 1 });
    fc.assert(
      fc.property(stored, literals, fc.boolean(), (value, keys, declared) => {
        const fields: TestFields = { P: { type: 'picklist', value, ...(declared ? { values } : {}) } };
        const byCase = keys.map((key, index) => `"${key}", ${index}`).join(', ');
        const chain = keys.reduceRight((rest, key, index) => `IF(ISPICKVAL(P, "${key}"), ${index}, ${rest})`, '-1');
        const expected = valueOf(chain, fields);
        expect(valueOf(`CASE(P, ${byCase}, -1)`, fields)).toBe(expected);
        expect(valueOf(`CASE(TEXT(P), ${byCase}, -1)`, fields)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('however deep it nests', () => {
    const nested = `${'IF(N = 0, 1, '.repeat(250)}2${')'.repeat(250)}`;
    expect(valueOf(nested, { N: { type: 'number', value: 5 } })).toBe(2);
    expect(valueOf(Array.from({ length: 1950 }, () => 'N').join('+'), { N: { type: 'number', value: 5 } })).toBe(9750);
  });
});
