/** Functions over numbers. */
import { numberArgument, type Call, type FunctionSpec, type FunctionTable } from '../call.ts';
import { absolute, inDouble, integerOf, modulo, numberOf, order, round, truncate } from '../decimal.ts';
import { exponential, logarithm } from '../transcendental.ts';
import type { Num, Rounding } from '../decimal.ts';
import { numeric } from '../operators.ts';
import { FormulaError } from '../problem.ts';
import { known, number, type Term } from '../term.ts';

/** A function of one number, blank for blank. */
function single(compute: (value: Num) => Num): FunctionSpec {
  const compile = (call: Call): Term => {
    const run = numberArgument(call, 0);
    return number((context) => {
      const value = run(context);
      return value === null ? null : compute(value);
    });
  };
  return { least: 1, most: 1, compile };
}

const inDoublePrecision = (compute: (value: number) => number): FunctionSpec =>
  single((value) => inDouble(value, compute));

const toPlaces =
  (rounding: Rounding) =>
  (value: Num, places: Num): Num =>
    round(value, integerOf(places), rounding);

/** The greatest or least of numbers; blank if any is blank. */
function extreme(call: Call, sign: 1 | -1): Term {
  const runs = call.args.map((_, index) => numberArgument(call, index));
  return number((context) => {
    let best: Num | null = null;
    let blank = false;
    for (const run of runs) {
      const value = run(context);
      if (value === null) blank = true;
      else if (best === null || order(value, best) * sign > 0) best = value;
    }
    // Salesforce compiles the call without arguments and fails when it runs.
    if (runs.length === 0) throw new FormulaError(`${call.name} has no arguments`);
    return blank ? null : best;
  });
}

function truncation(call: Call): Term {
  if (call.args.length === 1) return single(truncate).compile(call);
  return numeric(numberArgument(call, 0), numberArgument(call, 1), toPlaces('toward-zero'));
}

/** The angle of a point: ATAN2(y, x). */
const arcTangent = (call: Call): Term =>
  numeric(numberArgument(call, 0), numberArgument(call, 1), (y, x) => inDouble(y, (of) => Math.atan2(of, Number(x))));

const roundedTo = (rounding: Rounding): FunctionSpec => single((value) => round(value, 0, rounding));

export const numberFunctions: FunctionTable = {
  ABS: single(absolute),
  // Toward and away from zero: FLOOR(-2.5) is -2. MFLOOR and MCEILING are the mathematical ones.
  FLOOR: single(truncate),
  CEILING: roundedTo('away-from-zero'),
  MFLOOR: roundedTo('down'),
  MCEILING: roundedTo('up'),
  ROUND: {
    least: 2,
    most: 2,
    compile: (call) => numeric(numberArgument(call, 0), numberArgument(call, 1), toPlaces('half-up')),
  },
  TRUNC: { least: 1, most: 2, compile: truncation },
  MOD: { least: 2, most: 2, compile: (call) => numeric(numberArgument(call, 0), numberArgument(call, 1), modulo) },
  MAX: { least: 0, most: Infinity, compile: (call) => extreme(call, 1) },
  MIN: { least: 0, most: Infinity, compile: (call) => extreme(call, -1) },
  SQRT: inDoublePrecision(Math.sqrt),
  EXP: inDoublePrecision(exponential),
  LN: inDoublePrecision(logarithm),
  // A quotient of doubles, as in Java: LOG(1000) is 2.9999999999999996.
  LOG: inDoublePrecision((value) => logarithm(value) / Math.LN10),
  // Of angles in radians; outside -1 to 1 the inverse functions have no value.
  SIN: inDoublePrecision(Math.sin),
  COS: inDoublePrecision(Math.cos),
  TAN: inDoublePrecision(Math.tan),
  ASIN: inDoublePrecision(Math.asin),
  ACOS: inDoublePrecision(Math.acos),
  ATAN: inDoublePrecision(Math.atan),
  ATAN2: { least: 2, most: 2, compile: arcTangent },
  PI: { least: 0, most: 0, compile: () => known('number', numberOf('3.14159265358979323846')) },
};
