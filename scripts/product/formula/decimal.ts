/**
 * Exact numbers with 39 significant digits, rounded half up.
 *
 * A number is a JS number or a Decimal. A JS number stands for its shortest decimal form (0.1 is one tenth), so two
 * of them compare directly, and whole ones add and multiply directly while the result stays a safe integer.
 */
import { Decimal } from 'decimal.js';
import { FormulaError } from './problem.ts';

const Exact = Decimal.clone({ precision: 39, rounding: Decimal.ROUND_HALF_UP, toExpNeg: -9e15, toExpPos: 9e15 });
type Exact = Decimal;

/** A formula number; never NaN or infinite, never negative zero. */
export type Num = number | Decimal;

const exact = (value: Num): Exact => (typeof value === 'number' ? new Exact(value) : value);
const isWhole = Number.isSafeInteger;

/** Up to 15 significant digits a decimal text and its nearest JS number name each other uniquely. */
const uniqueDigits = 15;
const plain = /^[-+]?\d*\.?\d*$/;
const powersOfTen: ReadonlySet<number> = new Set(Array.from({ length: 15 }, (_, index) => 10 ** (index + 1)));

/** A decimal text such as `-12.50` or `1e3` as a number. The text must be a number; see `readNumber` for any text. */
export function numberOf(text: string): Num {
  if (text.length <= uniqueDigits && plain.test(text)) return Number(text) + 0;
  return simplify(new Exact(text));
}

/** The JS number of the same value where one exists, so that later steps take the fast path. */
function simplify(value: Decimal): Num {
  return value.precision() <= uniqueDigits && Math.abs(value.e) <= 20 ? value.toNumber() + 0 : value;
}

/** Whole numbers below this have at most 15 digits. */
const longestUnique = 1e15;

/**
 * A decimal of at most four places, such as an amount of money, as a whole number of ten-thousandths; otherwise NaN.
 * Sums and products of such whole numbers are exact, and as long as they keep to 15 digits, so is the way back.
 */
function tenThousandths(value: number): number {
  const scaled = Math.round(value * 1e4);
  return scaled / 1e4 === value && Math.abs(scaled) < longestUnique ? scaled : Number.NaN;
}

/** The sum, to 39 digits. */
export function add(left: Num, right: Num): Num {
  if (typeof left === 'number' && typeof right === 'number') {
    const sum = left + right;
    if (isWhole(sum) && isWhole(left) && isWhole(right)) return sum;
    const scaled = tenThousandths(left) + tenThousandths(right);
    if (Math.abs(scaled) < longestUnique) return scaled / 1e4;
  }
  return exact(left).plus(right);
}

/** The difference, to 39 digits. */
export const subtract = (left: Num, right: Num): Num => add(left, negate(right));

/** The product, to 39 digits. */
export function multiply(left: Num, right: Num): Num {
  if (typeof left === 'number' && typeof right === 'number') {
    const product = left * right;
    if (isWhole(product) && isWhole(left) && isWhole(right)) return product + 0;
    const scaled = tenThousandths(left) * tenThousandths(right);
    if (Math.abs(scaled) < longestUnique) return scaled / 1e8 + 0;
  }
  return exact(left).times(right);
}

const isZero = (value: Num): boolean => (typeof value === 'number' ? value === 0 : value.isZero());

function divisor(left: Num, right: Num): void {
  if (isZero(right)) throw new FormulaError(isZero(left) ? 'Division undefined' : 'Division by zero');
}

/** A quotient of 39 significant digits. Throws FormulaError on a zero divisor. */
export function divide(left: Num, right: Num): Num {
  divisor(left, right);
  if (typeof left === 'number' && typeof right === 'number' && isWhole(left) && isWhole(right)) {
    if (left % right === 0) return left / right + 0;
    // Moving the point of at most 15 digits gives a decimal whose nearest JS number still names it.
    if (powersOfTen.has(right) && Math.abs(left) < 1e15) return left / right;
  }
  return exact(left).div(right);
}

/** The remainder with the dividend's sign. Throws FormulaError on a zero divisor. */
export function modulo(left: Num, right: Num): Num {
  divisor(left, right);
  if (typeof left === 'number' && typeof right === 'number' && isWhole(left) && isWhole(right)) {
    return (left % right) + 0;
  }
  return simplify(exact(left).mod(right));
}

/** A whole power; Salesforce takes no fractional exponent and no result of 65 digits or more. */
export function power(base: Num, exponent: Num): Num {
  const times = integerOf(exponent);
  const result =
    order(exponent, times) === 0 && Math.abs(times) < 1e6 && (times >= 0 || !isZero(base))
      ? exact(base).pow(times)
      : undefined;
  if (result === undefined || result.abs().gte('1e65')) {
    throw new FormulaError('Out of range argument to POWER() function');
  }
  return simplify(result);
}

/** Negative, zero or positive as left is less than, equal to or greater than right. */
export function order(left: Num, right: Num): number {
  return typeof left === 'number' && typeof right === 'number' ? left - right : exact(left).cmp(right);
}

export const negate = (value: Num): Num => (typeof value === 'number' ? 0 - value : value.neg());
export const absolute = (value: Num): Num => (typeof value === 'number' ? Math.abs(value) : value.abs());

/** The whole part as a JS number, for counts, lengths and days; what no JS number can count is a FormulaError. */
export function integerOf(value: Num): number {
  const whole = Math.trunc(typeof value === 'number' ? value : value.toNumber()) + 0;
  if (!isWhole(whole)) throw new FormulaError(`Number out of range: ${textOf(value)}`);
  return whole;
}

export type Rounding = 'half-up' | 'toward-zero' | 'away-from-zero' | 'down' | 'up';
const modes: Readonly<Record<Rounding, Decimal.Rounding>> = {
  'half-up': Decimal.ROUND_HALF_UP,
  'toward-zero': Decimal.ROUND_DOWN,
  'away-from-zero': Decimal.ROUND_UP,
  down: Decimal.ROUND_FLOOR,
  up: Decimal.ROUND_CEIL,
};

/** Rounds to `places` digits after the point; negative places round tens, hundreds and so on. */
export function round(value: Num, places: number, rounding: Rounding): Num {
  if (typeof value === 'number' && places >= 0 && isWhole(value)) return value;
  const bounded = Math.max(-1000, Math.min(1000, places));
  const scale = new Exact(10).pow(-bounded);
  const rounded =
    bounded >= 0
      ? exact(value).toDecimalPlaces(bounded, modes[rounding])
      : exact(value).div(scale).toDecimalPlaces(0, modes[rounding]).times(scale);
  return simplify(rounded);
}

/** The whole number toward zero (what Salesforce's FLOOR gives). */
export const truncate = (value: Num): Num =>
  typeof value === 'number' ? Math.trunc(value) + 0 : simplify(value.trunc());

/** What JS computes in double precision (LN, EXP, SQRT), read back as a decimal. Throws where there is no result. */
export function inDouble(value: Num, compute: (value: number) => number): Num {
  const result = compute(typeof value === 'number' ? value : value.toNumber());
  if (!Number.isFinite(result)) throw new FormulaError('Argument out of range: the result is not a number');
  return result + 0;
}

/** A percent field's stored value as the fraction formulas see: 5 is 0.05. */
export function hundredth(value: Num): Num {
  if (typeof value === 'number') {
    if (isWhole(value) && Math.abs(value) < 1e15) return value / 100;
    const text = String(value);
    if (text.length <= uniqueDigits && !text.includes('e')) return Number(`${text}e-2`);
  }
  return simplify(exact(value).div(100));
}

/** Plain notation without exponent or trailing zeros. */
export function textOf(value: Num): string {
  if (typeof value === 'number' && isWhole(value)) return String(value);
  return exact(value).toFixed();
}

/** A JS number when it names exactly this value, otherwise a decimal string. */
export function rawOf(value: Num): number | string {
  if (typeof value === 'number') return value;
  const near = value.toNumber();
  return Number.isFinite(near) && value.eq(near) ? near : value.toFixed();
}
