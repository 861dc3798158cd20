/** Tokens to tree, by operator precedence. */
import { precedence, type BinaryOperator, type Expr, type UnaryOperator } from './ast.ts';
import { lex, type Token } from './lexer.ts';
import type { FormulaProblem } from './problem.ts';

export type ParseResult =
  { readonly ok: true; readonly expr: Expr } | { readonly ok: false; readonly problems: readonly FormulaProblem[] };

/** The longest formula source Salesforce takes, in characters (UTF-16 units). */
const longestSource = 3900;
/** Salesforce names no limit; this one keeps hostile brackets from exhausting the stack. */
const deepestNesting = 1000;

/** Leaves the parser from any depth; `parseFormula` turns it into a value. */
class SyntaxProblem extends Error {
  readonly problem: FormulaProblem;

  constructor(message: string, at: number) {
    super(message);
    this.problem = { code: 'syntax', message: `Syntax error. ${message}`, at };
  }
}

const isBinary = (text: string): text is BinaryOperator => Object.hasOwn(precedence, text);
const isUnary = (text: string): text is UnaryOperator => text === '-' || text === '+' || text === '!';

class Parser {
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  formula(): Expr {
    const expr = this.#expression(1);
    const rest = this.#peek();
    if (rest.kind !== 'end') throw new SyntaxProblem(`Extra '${rest.text}'`, rest.at);
    return expr;
  }

  #peek(): Token {
    const token = this.#tokens[this.#next];
    if (token === undefined) throw new RangeError('read past the end of the formula');
    return token;
  }

  #take(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#next += 1;
    return token;
  }

  #isSymbol(symbol: string): boolean {
    const token = this.#peek();
    return token.kind === 'symbol' && token.text === symbol;
  }

  /** An expression of operators that bind at least as tightly as `least`; all of them are left-associative. */
  #expression(least: number): Expr {
    if (++this.#depth > deepestNesting) throw new SyntaxProblem('Nested too deeply', this.#peek().at);
    let left = this.#operand();
    for (let token = this.#peek(); token.kind === 'symbol' && isBinary(token.text); token = this.#peek()) {
      const operator = token.text;
      if (precedence[operator] < least) break;
      this.#take();
      left = { kind: 'binary', operator, left, right: this.#expression(precedence[operator] + 1), at: left.at ?? 0 };
    }
    this.#depth -= 1;
    return left;
  }

  #operand(): Expr {
    const token = this.#take();
    switch (token.kind) {
      case 'number':
        return { kind: 'number', text: token.text, at: token.at };
      case 'text':
        return { kind: 'text', value: token.text, at: token.at };
      case 'name':
        return this.#named(token);
      case 'symbol':
        if (isUnary(token.text)) {
          return { kind: 'unary', operator: token.text, operand: this.#nested(), at: token.at };
        }
        if (token.text === '(') return this.#bracketed();
        throw new SyntaxProblem(`Found '${token.text}'`, token.at);
      case 'end':
        throw new SyntaxProblem('Found end of formula', token.at);
    }
  }

  #nested(): Expr {
    if (++this.#depth > deepestNesting) throw new SyntaxProblem('Nested too deeply', this.#peek().at);
    const operand = this.#operand();
    this.#depth -= 1;
    return operand;
  }

  #bracketed(): Expr {
    const inner = this.#expression(1);
    this.#close();
    return inner;
  }

  #close(): void {
    if (!this.#isSymbol(')')) throw new SyntaxProblem("Missing ')'", this.#peek().at);
    this.#take();
  }

  /** A keyword, a call or a field. NOT is a prefix operator as well: `NOT a = b` reads `NOT(a) = b`. */
  #named(token: Token): Expr {
    const { text, at } = token;
    switch (text.toUpperCase()) {
      case 'TRUE':
      case 'FALSE':
        return { kind: 'boolean', value: text.toUpperCase() === 'TRUE', at };
      case 'NULL':
        return { kind: 'null', at };
      case 'NOT':
        return { kind: 'call', name: text, args: [this.#nested()], at };
      default:
        return this.#isSymbol('(')
          ? { kind: 'call', name: text, args: this.#arguments(), at }
          : { kind: 'name', path: text, at };
    }
  }

  #arguments(): Expr[] {
    this.#take();
    const args: Expr[] = [];
    if (this.#isSymbol(')')) {
      this.#take();
      return args;
    }
    args.push(this.#expression(1));
    while (this.#isSymbol(',')) {
      this.#take();
      args.push(this.#expression(1));
    }
    this.#close();
    return args;
  }
}

/** Reads a formula of at most 3,900 characters into its tree, or says where its syntax breaks. */
export function parseFormula(source: string): ParseResult {
  if (source.length > longestSource) {
    const length = source.length.toLocaleString('en-US');
    const message = `Formula is too long (${length} characters). Maximum length is 3,900 characters`;
    return { ok: false, problems: [{ code: 'too-long', message, at: longestSource }] };
  }
  const lexed = lex(source);
  if (!lexed.ok) return lexed;
  try {
    return { ok: true, expr: new Parser(lexed.tokens).formula() };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { ok: false, problems: [error.problem] };
    throw error;
  }
}
