/** AND, OR and NOT over three-valued conditions. */
import { condition, conditionRun, type Run, type Term } from './term.ts';

/** AND: unknown reads as false, so the answer is definite; what is not needed is not computed. */
export function every(conditions: readonly Term[]): Term {
  const runs = conditions.map(conditionRun);
  const [a, b, c] = runs;
  if (a !== undefined && b !== undefined && runs.length === 2) {
    return condition((context) => a(context) === true && b(context) === true);
  }
  if (a !== undefined && b !== undefined && c !== undefined && runs.length === 3) {
    return condition((context) => a(context) === true && b(context) === true && c(context) === true);
  }
  return condition((context) => {
    for (const run of runs) if (run(context) !== true) return false;
    return true;
  });
}

/** OR, likewise definite. */
export function some(conditions: readonly Term[]): Term {
  const runs = conditions.map(conditionRun);
  const [a, b, c] = runs;
  if (a !== undefined && b !== undefined && runs.length === 2) {
    return condition((context) => a(context) === true || b(context) === true);
  }
  if (a !== undefined && b !== undefined && c !== undefined && runs.length === 3) {
    return condition((context) => a(context) === true || b(context) === true || c(context) === true);
  }
  return condition((context) => {
    for (const run of runs) if (run(context) === true) return true;
    return false;
  });
}

/** NOT, which alone keeps unknown unknown. */
export function not(operand: Run<boolean>): Term {
  return condition((context) => {
    const value = operand(context);
    return value === null ? null : !value;
  });
}
