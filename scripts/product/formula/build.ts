/** Short hands for building formula trees. The compiler writes rules with these, never with text. */
import type { BinaryOperator, Expr } from './ast.ts';

export const call = (name: string, ...args: readonly Expr[]): Expr => ({ kind: 'call', name, args });
export const name = (path: string): Expr => ({ kind: 'name', path });
export const text = (value: string): Expr => ({ kind: 'text', value });
export const number = (value: number): Expr => ({ kind: 'number', text: String(value) });
const binary =
  (operator: BinaryOperator) =>
  (left: Expr, right: Expr): Expr => ({ kind: 'binary', operator, left, right });

export const equal = binary('=');
export const unequal = binary('<>');
export const above = binary('>');
export const atLeast = binary('>=');
export const plus = binary('+');
export const minus = binary('-');
export const times = binary('*');
export const over = binary('/');
export const join = binary('&');

const truth: Expr = { kind: 'boolean', value: true };

/** AND of what is given; one operand stands alone, none is TRUE. Nested ANDs are laid flat. */
export const and = (...operands: readonly Expr[]): Expr => together('AND', operands) ?? truth;
/** OR of what is given; one operand stands alone, none is FALSE. */
export const or = (...operands: readonly Expr[]): Expr => together('OR', operands) ?? { kind: 'boolean', value: false };
export const not = (operand: Expr): Expr => call('NOT', operand);
export const when = (test: Expr, then: Expr, otherwise: Expr): Expr => call('IF', test, then, otherwise);

/**
 * The opposite of a test that may be unknown: NOT(unknown) is unknown and reads as false, so the test is first made
 * definite by AND (docs/method.md, Blank is unknown).
 */
export const fails = (test: Expr): Expr =>
  not(test.kind === 'call' && definite.has(test.name) ? test : call('AND', test));
const definite: ReadonlySet<string> = new Set(['AND', 'OR', 'ISBLANK', 'ISPICKVAL', 'ISNEW', 'ISCHANGED']);

export const isBlank = (field: string): Expr => call('ISBLANK', name(field));
export const isValue = (field: string, value: string): Expr => call('ISPICKVAL', name(field), text(value));
export const isAnyValue = (field: string, values: readonly string[]): Expr =>
  or(...values.map((value) => isValue(field, value)));
export const isNew: Expr = call('ISNEW');
export const changed = (field: string): Expr => call('ISCHANGED', name(field));
export const prior = (field: string): Expr => call('PRIORVALUE', name(field));

/** CASE over text literals: `cases` maps a literal to its result. */
export const choose = (subject: Expr, cases: readonly (readonly [string, Expr])[], otherwise: Expr): Expr =>
  cases.length === 0
    ? otherwise
    : call('CASE', subject, ...cases.flatMap(([literal, result]) => [text(literal), result]), otherwise);

/** The tree with names replaced: `by` answers what stands for a name, or undefined to leave it. */
export function replaceNames(expr: Expr, by: (path: string) => Expr | undefined): Expr {
  switch (expr.kind) {
    case 'name':
      return by(expr.path) ?? expr;
    case 'call':
      return { ...expr, args: expr.args.map((arg) => replaceNames(arg, by)) };
    case 'unary':
      return { ...expr, operand: replaceNames(expr.operand, by) };
    case 'binary':
      return { ...expr, left: replaceNames(expr.left, by), right: replaceNames(expr.right, by) };
    default:
      return expr;
  }
}

function together(operator: 'AND' | 'OR', operands: readonly Expr[]): Expr | undefined {
  const flat = operands.flatMap((operand) =>
    operand.kind === 'call' && operand.name === operator ? operand.args : [operand],
  );
  return flat.length <= 1 ? flat[0] : call(operator, ...flat);
}
