import type { Condition, HavingClause, WhereClause } from '@jetstreamapp/soql-parser-js';
import { SoqlError } from './error.ts';

type Clause = WhereClause | HavingClause;
type Leaf = Exclude<Condition, { openParen: number; field?: never; fn?: never }> | Record<string, unknown>;

type Token = '(' | ')' | 'NOT' | 'AND' | 'OR' | { readonly leaf: Leaf };

/** A tree of conditions; `T` is what one condition was compiled to. */
export type Logic<T> =
  | { readonly kind: 'leaf'; readonly test: T }
  | { readonly kind: 'not'; readonly inner: Logic<T> }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Logic<T>[] };

const parens = (count: unknown): number => (typeof count === 'number' ? count : 0);

/** The parser gives a chain with bracket counts; this is the chain as it was written. */
function tokensOf(clause: Clause): Token[] {
  const tokens: Token[] = [];
  let at: Clause | undefined = clause;
  while (at !== undefined) {
    const left = at.left as Record<string, unknown> | null;
    const operator: string | undefined = 'operator' in at ? at.operator : undefined;
    for (let open = parens(left?.['openParen']); open > 0; open--) tokens.push('(');
    if (operator === 'NOT' && (left === null || !('operator' in left))) {
      tokens.push('NOT');
    } else if (left !== null) {
      tokens.push({ leaf: left });
      for (let close = parens(left['closeParen']); close > 0; close--) tokens.push(')');
      if (operator === 'AND' || operator === 'OR') tokens.push(operator);
    }
    at = 'right' in at ? at.right : undefined;
  }
  return tokens;
}

/** Reads tokens into a tree: NOT binds tightest, AND and OR may not be mixed without brackets. */
class LogicReader<T> {
  readonly #tokens: Token[];
  readonly #compile: (leaf: Leaf) => T;
  #at = 0;

  constructor(tokens: Token[], compile: (leaf: Leaf) => T) {
    this.#tokens = tokens;
    this.#compile = compile;
  }

  all(): Logic<T> {
    const read = this.#chain();
    if (this.#at < this.#tokens.length) throw this.#unexpected();
    return read;
  }

  #chain(): Logic<T> {
    const parts = [this.#part()];
    const operator = this.#tokens[this.#at];
    if (operator !== 'AND' && operator !== 'OR') return parts[0] as Logic<T>;
    while (this.#tokens[this.#at] === operator) {
      this.#at++;
      parts.push(this.#part());
    }
    const next = this.#tokens[this.#at];
    if (next === 'AND' || next === 'OR') throw this.#unexpected();
    return { kind: operator === 'AND' ? 'and' : 'or', parts };
  }

  #part(): Logic<T> {
    const token = this.#tokens[this.#at++];
    if (token === 'NOT') return { kind: 'not', inner: this.#part() };
    if (token === '(') {
      const inner = this.#chain();
      if (this.#tokens[this.#at++] !== ')') throw this.#unexpected();
      return inner;
    }
    if (token === undefined || typeof token === 'string') throw this.#unexpected();
    return { kind: 'leaf', test: this.#compile(token.leaf) };
  }

  #unexpected(): SoqlError {
    const token = this.#tokens[this.#at] ?? 'end of clause';
    return new SoqlError('MALFORMED_QUERY', `unexpected token: ${typeof token === 'string' ? token : 'condition'}`);
  }
}

export const readLogic = <T>(clause: Clause, compile: (leaf: Leaf) => T): Logic<T> =>
  new LogicReader(tokensOf(clause), compile).all();

/** One function out of a tree of tests. */
export function evaluator<A>(logic: Logic<(argument: A) => boolean>): (argument: A) => boolean {
  switch (logic.kind) {
    case 'leaf':
      return logic.test;
    case 'not': {
      const inner = evaluator(logic.inner);
      return (argument) => !inner(argument);
    }
    case 'and':
    case 'or': {
      const parts = logic.parts.map(evaluator);
      const [first, second, ...more] = parts;
      if (first !== undefined && second !== undefined && more.length === 0) {
        return logic.kind === 'and' ? (x) => first(x) && second(x) : (x) => first(x) || second(x);
      }
      return logic.kind === 'and' ? (x) => parts.every((part) => part(x)) : (x) => parts.some((part) => part(x));
    }
  }
}
