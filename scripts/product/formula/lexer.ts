/**
 * Source text to tokens. Blanks are the ASCII ones only: a no-break or full-width space, a curly quote or a
 * full-width letter is a syntax error, as in Salesforce.
 */
import type { FormulaProblem } from './problem.ts';

type TokenKind = 'number' | 'text' | 'name' | 'symbol' | 'end';

export interface Token {
  readonly kind: TokenKind;
  /** A text token's value without quotes and escapes; otherwise as written, `==` and `!=` as `=` and `<>`. */
  readonly text: string;
  readonly at: number;
}

export type LexResult =
  | { readonly ok: true; readonly tokens: readonly Token[] }
  | { readonly ok: false; readonly problems: readonly FormulaProblem[] };

const blanks = /[ \t\r\n\f]+/y;
const comment = /\/\*[^]*?\*\//y;
const number = /\d+(?:\.\d+)?/y;
/** `Owner:User.Name` names the object that a lookup to several of them is read as. */
const name = /[A-Za-z$][\w$]*(?:(?:\.|::?)[A-Za-z$][\w$]*)*/y;
/** `\n \t \r \'` are legal but stay two characters; any other escape than these and `\" \\` is an error. */
const text = /"(?:[^"\\\r\n]|\\["\\ntr'])*"|'(?:[^'\\\r\n]|\\["\\ntr'])*'/y;
const symbol = /&&|\|\||<>|<=|>=|==|!=|[-+*/^&<>=!(),]/y;
const mergeField = /\{!([^{}]*)\}/g;

const synonyms: ReadonlyMap<string, string> = new Map([
  ['==', '='],
  ['!=', '<>'],
]);

/** The value of a quoted string: `{!x}` is reduced to `x` even here; only `\"` and `\\` collapse. */
const unquote = (quoted: string): string =>
  quoted
    .slice(1, -1)
    .replace(mergeField, '$1')
    .replaceAll(/\\(["\\])/g, '$1');

class Lexer {
  readonly #source: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #inMergeField = false;

  constructor(source: string) {
    this.#source = source;
  }

  run(): LexResult {
    while ((this.#skip(), this.#at < this.#source.length)) {
      if (!this.#token() && !this.#brace()) return this.#fail();
    }
    if (this.#inMergeField) return this.#fail();
    this.#tokens.push({ kind: 'end', text: 'end of formula', at: this.#at });
    return { ok: true, tokens: this.#tokens };
  }

  #fail(): LexResult {
    const found = this.#source.slice(this.#at, this.#at + 1);
    const message = found === '' ? 'Syntax error. Missing }' : `Syntax error. Unexpected ${JSON.stringify(found)}`;
    return { ok: false, problems: [{ code: 'syntax', message, at: this.#at }] };
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#source)?.[0];
  }

  #skip(): void {
    for (let run = this.#blank(); run !== undefined; run = this.#blank()) this.#at += run.length;
  }

  #blank(): string | undefined {
    return this.#match(blanks) ?? this.#match(comment);
  }

  #token(): boolean {
    return (
      this.#take('number', this.#match(number)) ||
      this.#take('name', this.#match(name)) ||
      this.#take('text', this.#match(text)) ||
      this.#take('symbol', this.#match(symbol))
    );
  }

  #take(kind: TokenKind, found: string | undefined): boolean {
    if (found === undefined) return false;
    const value = kind === 'text' ? unquote(found) : kind === 'symbol' ? (synonyms.get(found) ?? found) : found;
    this.#tokens.push({ kind, text: value, at: this.#at });
    this.#at += found.length;
    return true;
  }

  /** `{!Field}` is how older tools store a reference; the braces carry no meaning. */
  #brace(): boolean {
    const opens = !this.#inMergeField && this.#source.startsWith('{!', this.#at);
    const closes = this.#inMergeField && this.#source[this.#at] === '}';
    if (!opens && !closes) return false;
    this.#inMergeField = opens;
    this.#at += opens ? 2 : 1;
    return true;
  }
}

/** Splits a formula into tokens, the last one of kind `end`; a character no token starts with is a problem. */
export function lex(source: string): LexResult {
  return new Lexer(source).run();
}
