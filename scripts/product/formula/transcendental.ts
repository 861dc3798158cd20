/**
 * Logarithm and exponential in double precision, correctly rounded. JS engines may miss the last digit, and these
 * results are shown with all of theirs.
 */
import { Decimal } from 'decimal.js';

const Wide = Decimal.clone({ precision: 25 });

/** The exact value of a double; Decimal itself reads one as its shortest decimal form. */
function exactly(value: number): Decimal {
  let halvings = 0;
  let whole = value;
  while (!Number.isInteger(whole)) {
    whole *= 2;
    halvings += 1;
  }
  return new Wide(BigInt(whole).toString()).div(new Wide(2).pow(halvings));
}

/** The natural logarithm; as Math.log, not finite for zero and less. */
export function logarithm(value: number): number {
  const near = Math.log(value);
  return Number.isFinite(near) ? exactly(value).ln().toNumber() : near;
}

/** e to the power; as Math.exp, infinite or zero beyond the range of doubles. */
export function exponential(value: number): number {
  const near = Math.exp(value);
  return Number.isFinite(near) && near > 0 ? exactly(value).exp().toNumber() : near;
}
