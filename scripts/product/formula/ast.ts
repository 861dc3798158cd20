/**
 * The tree of a Salesforce formula, and its printed form.
 * The parser reads source into it; the metadata compiler builds rules from it, so no rule is ever pasted from strings.
 */
export type UnaryOperator = '-' | '+' | '!';
export type BinaryOperator = '*' | '/' | '^' | '+' | '-' | '&' | '<' | '<=' | '>' | '>=' | '=' | '<>' | '&&' | '||';

/** A formula tree. `at` is the offset of its first character where it was parsed from source. */
export type Expr =
  | { readonly kind: 'number'; readonly text: string; readonly at?: number }
  | { readonly kind: 'text'; readonly value: string; readonly at?: number }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly at?: number }
  | { readonly kind: 'null'; readonly at?: number }
  | { readonly kind: 'name'; readonly path: string; readonly at?: number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expr[]; readonly at?: number }
  | { readonly kind: 'unary'; readonly operator: UnaryOperator; readonly operand: Expr; readonly at?: number }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expr;
      readonly right: Expr;
      readonly at?: number;
    };

/** How tightly an operator binds; `*` and `/` bind tighter than `^`, as Salesforce measures it. */
export const precedence: Readonly<Record<BinaryOperator, number>> = {
  '*': 7,
  '/': 7,
  '^': 6,
  '+': 5,
  '-': 5,
  '&': 5,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '=': 3,
  '<>': 3,
  '&&': 2,
  '||': 1,
};

/** What no string of a formula can hold: a line break, and a merge field, whose braces would be dropped. */
const unprintable = /[\r\n]|\{![^{}]*\}/;

function quote(value: string): string {
  if (unprintable.test(value)) throw new RangeError(`No formula can hold the text ${JSON.stringify(value)}`);
  return `"${value.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}

/**
 * The shortest unambiguous source of a tree: brackets only where precedence needs them. Parsing it gives the tree back.
 * Throws RangeError for a text with a line break or a `{!merge field}`, which no formula can hold.
 */
export function print(expr: Expr): string {
  switch (expr.kind) {
    case 'number':
      return expr.text;
    case 'text':
      return quote(expr.value);
    case 'boolean':
      return expr.value ? 'TRUE' : 'FALSE';
    case 'null':
      return 'NULL';
    case 'name':
      return expr.path;
    case 'call':
      return `${expr.name}(${expr.args.map(print).join(', ')})`;
    case 'unary':
      return `${expr.operator}${operand(expr.operand, 8)}`;
    case 'binary': {
      const own = precedence[expr.operator];
      return `${operand(expr.left, own)} ${expr.operator} ${operand(expr.right, own + 1)}`;
    }
  }
}

/** A unary operand is bracketed unless it is a leaf or a call; a binary one when it binds less tightly than `least`. */
function operand(expr: Expr, least: number): string {
  const loose = expr.kind === 'binary' ? precedence[expr.operator] < least : expr.kind === 'unary' && least > 7;
  return loose ? `(${print(expr)})` : print(expr);
}
