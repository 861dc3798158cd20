/** Mutants of emitted formulas: one small mistake each. A proof that cannot tell them from the original is blind there. */
import type { Expr } from '../../product/formula/index.ts';

export interface Mutant {
  /** What was changed, such as `drop operand 3 of AND`. */
  readonly change: string;
  readonly tree: Expr;
}

const flipped: Readonly<Record<string, '<' | '<=' | '>' | '>=' | '=' | '<>'>> = {
  '<': '>=',
  '<=': '>',
  '>': '<=',
  '>=': '<',
  '=': '<>',
  '<>': '=',
};

/** Every mutant of a tree; `swap` answers the fields that may stand in for one. */
export function mutantsOf(tree: Expr, swap: (field: string) => readonly string[]): Mutant[] {
  return mutate(tree, swap);
}

function mutate(expr: Expr, swap: (field: string) => readonly string[]): Mutant[] {
  switch (expr.kind) {
    case 'number': {
      const value = Number(expr.text);
      return [value + 1, value - 1].map((other) => ({
        change: `${expr.text} becomes ${other}`,
        tree:
          other < 0
            ? { kind: 'unary', operator: '-', operand: { kind: 'number', text: String(-other) } }
            : { kind: 'number', text: String(other) },
      }));
    }
    case 'name':
      return swap(expr.path).map((path) => ({ change: `${expr.path} becomes ${path}`, tree: { kind: 'name', path } }));
    case 'call':
      return [
        ...dropped(expr),
        ...expr.args.flatMap((arg, index) =>
          mutate(arg, swap).map(({ change, tree }) => ({
            change,
            tree: { ...expr, args: expr.args.with(index, tree) },
          })),
        ),
      ];
    case 'binary': {
      const operator = flipped[expr.operator];
      return [
        ...(operator === undefined
          ? []
          : [{ change: `${expr.operator} becomes ${operator}`, tree: { ...expr, operator } }]),
        ...mutate(expr.left, swap).map(({ change, tree }) => ({ change, tree: { ...expr, left: tree } })),
        ...mutate(expr.right, swap).map(({ change, tree }) => ({ change, tree: { ...expr, right: tree } })),
      ];
    }
    case 'unary':
      return mutate(expr.operand, swap).map(({ change, tree }) => ({ change, tree: { ...expr, operand: tree } }));
    default:
      return [];
  }
}

/** AND and OR without each of their operands in turn. */
function dropped(expr: Extract<Expr, { kind: 'call' }>): Mutant[] {
  if ((expr.name !== 'AND' && expr.name !== 'OR') || expr.args.length < 2) return [];
  return expr.args.map((_, index) => ({
    change: `drop operand ${index + 1} of ${expr.name}`,
    tree: { ...expr, args: expr.args.toSpliced(index, 1) },
  }));
}
