import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseFormula,
  precedence,
  print,
  type BinaryOperator,
  type Expr,
} from '../../scripts/product/formula/index.ts';

/** The tree without offsets, which printing does not keep. */
function withoutOffsets(expr: Expr): Expr {
  switch (expr.kind) {
    case 'number':
      return { kind: 'number', text: expr.text };
    case 'text':
      return { kind: 'text', value: expr.value };
    case 'boolean':
      return { kind: 'boolean', value: expr.value };
    case 'null':
      return { kind: 'null' };
    case 'name':
      return { kind: 'name', path: expr.path };
    case 'call':
      return { kind: 'call', name: expr.name, args: expr.args.map(withoutOffsets) };
    case 'unary':
      return { kind: 'unary', operator: expr.operator, operand: withoutOffsets(expr.operand) };
    case 'binary': {
      const { operator, left, right } = expr;
      return { kind: 'binary', operator, left: withoutOffsets(left), right: withoutOffsets(right) };
    }
  }
}

function parsed(source: string): Expr {
  const result = parseFormula(source);
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join());
  return withoutOffsets(result.expr);
}

function problem(source: string): { message: string; at: number } | undefined {
  const result = parseFormula(source);
  const first = result.ok ? undefined : result.problems[0];
  return first === undefined ? undefined : { message: first.message, at: first.at };
}

const keyword = /^(?:true|false|null|not)$/i;
const word = fc.stringMatching(/^[A-Za-z$][A-Za-z0-9_]{0,8}$/).filter((name) => !keyword.test(name));
const path = fc.array(word, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'));
const numeral = fc.stringMatching(/^[0-9]{1,12}(\.[0-9]{1,6})?$/);
const writable = fc
  .string({ unit: fc.oneof(fc.constantFrom('\\', '"', "'", '{', '!', '}', '/', '*'), fc.string({ unit: 'grapheme' })) })
  .filter((value) => !/[\r\n]|\{![^{}]*\}/.test(value));

const { tree } = fc.letrec<{ tree: Expr }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 6, depthSize: 'medium', withCrossShrink: true },
    numeral.map((text): Expr => ({ kind: 'number', text })),
    writable.map((value): Expr => ({ kind: 'text', value })),
    fc.boolean().map((value): Expr => ({ kind: 'boolean', value })),
    fc.constant<Expr>({ kind: 'null' }),
    path.map((name): Expr => ({ kind: 'name', path: name })),
    fc.tuple(path, fc.array(tie('tree'), { maxLength: 4 })).map(([name, args]): Expr => ({ kind: 'call', name, args })),
    tie('tree').map((arg): Expr => ({ kind: 'call', name: 'NOT', args: [arg] })),
    fc
      .tuple(fc.constantFrom('-' as const, '+' as const, '!' as const), tie('tree'))
      .map(([operator, operand]): Expr => ({ kind: 'unary', operator, operand })),
    fc
      .tuple(fc.constantFrom(...(Object.keys(precedence) as BinaryOperator[])), tie('tree'), tie('tree'))
      .map(([operator, left, right]): Expr => ({ kind: 'binary', operator, left, right })),
  ),
}));

describe('Printing and parsing', () => {
  it('gives back any tree', () => {
    fc.assert(
      fc.property(tree, (expr) => {
        const printed = print(expr);
        fc.pre(printed.length <= 3900);
        expect(parsed(printed)).toEqual(expr);
      }),
      { numRuns: 1000 },
    );
  });

  it('refuses to print what no formula can hold', () => {
    expect(() => print({ kind: 'text', value: 'a\nb' })).toThrow('No formula can hold the text "a\\nb"');
    expect(() => print({ kind: 'text', value: 'see {!Name}' })).toThrow(RangeError);
  });

  it('brackets only where precedence needs it', () => {
    expect(print(parsed('((1 + 2)) * 3 - (4 * (5 - (6)))'))).toBe('(1 + 2) * 3 - 4 * (5 - 6)');
    expect(print(parsed('2 * 3 ^ 2'))).toBe('2 * 3 ^ 2');
    expect(print(parsed('2 * (3 ^ 2)'))).toBe('2 * (3 ^ 2)');
    expect(print(parsed('-(-1)'))).toBe('-(-1)');
    expect(print(parsed('a == b && !(c != d) || NOT e'))).toBe('a = b && !(c <> d) || NOT(e)');
  });
});

describe('The parser', () => {
  it('binds * and / tighter than ^, and everything to the left', () => {
    expect(parsed('2*3^2')).toEqual(parsed('(2*3)^2'));
    expect(parsed('2^3^2')).toEqual(parsed('(2^3)^2'));
    expect(parsed('1-2-3')).toEqual(parsed('(1-2)-3'));
    expect(parsed('a = b < c')).toEqual(parsed('a = (b < c)'));
    expect(parsed('a || b && c')).toEqual(parsed('a || (b && c)'));
  });

  it('reads NOT as a prefix as well', () => {
    expect(parsed('NOT a = b')).toEqual(parsed('NOT(a) = b'));
    expect(parsed('not TRUE')).toEqual(parsed('not(TRUE)'));
  });

  it('drops the braces of merge fields, in strings too', () => {
    expect(parsed('{!Amount} > {! Limit__c }')).toEqual(parsed('Amount > Limit__c'));
    expect(parsed('"{!x} {y}"')).toEqual({ kind: 'text', value: 'x {y}' });
    expect(problem('Amount}')).toEqual({ message: 'Syntax error. Unexpected "}"', at: 6 });
    expect(problem('{!Amount')).toEqual({ message: 'Syntax error. Missing }', at: 8 });
    expect(problem('{!{!Amount}}')).toEqual({ message: 'Syntax error. Unexpected "{"', at: 2 });
  });

  it('skips comments, which do not nest', () => {
    expect(parsed('/* a /* b */ 1 /**/ + /* \n */ 2')).toEqual(parsed('1 + 2'));
    expect(parsed('"/* text */"')).toEqual({ kind: 'text', value: '/* text */' });
    expect(problem('/* open')).toEqual({ message: "Syntax error. Found '/'", at: 0 });
    expect(problem('/* only */')).toEqual({ message: 'Syntax error. Found end of formula', at: 10 });
  });

  it('collapses only two escapes', () => {
    expect(parsed(String.raw`"\" \\ \n \t \'"`)).toEqual({ kind: 'text', value: String.raw`" \ \n \t \'` });
    expect(parsed(String.raw`'it\'s'`)).toEqual({ kind: 'text', value: String.raw`it\'s` });
  });

  it.each([
    ['TRUE AND FALSE', "Syntax error. Extra 'AND'", 5],
    ['IF(TRUE, 1, 2', "Syntax error. Missing ')'", 13],
    ['AND(TRUE,)', "Syntax error. Found ')'", 9],
    ['1 +', 'Syntax error. Found end of formula', 3],
    ['“a”', 'Syntax error. Unexpected "“"', 0],
    ['1\u00A0+ 2', 'Syntax error. Unexpected "\u00A0"', 1],
    ['"a\nb"', 'Syntax error. Unexpected "\\""', 0],
    [String.raw`"\u0041"`, 'Syntax error. Unexpected "\\""', 0],
    ['.5', 'Syntax error. Unexpected "."', 0],
    ['1e5', "Syntax error. Extra 'e5'", 1],
  ])('says where %j breaks', (source, message, at) => {
    expect(problem(source)).toEqual({ message, at });
  });

  it('takes 3,900 characters and no more', () => {
    const longest = `"${'x'.repeat(3898)}"`;
    expect(parseFormula(longest).ok).toBe(true);
    expect(problem(`${longest} `)).toEqual({
      message: 'Formula is too long (3,901 characters). Maximum length is 3,900 characters',
      at: 3900,
    });
  });

  it('survives deep nesting', () => {
    expect(parseFormula(`${'IF(TRUE,1,'.repeat(300)}2${')'.repeat(300)}`).ok).toBe(true);
    expect(problem(`${'('.repeat(1950)}1${')'.repeat(1949)}`)?.message).toBe('Syntax error. Nested too deeply');
    expect(problem('-'.repeat(3900))?.message).toBe('Syntax error. Nested too deeply');
    expect(parseFormula(Array.from({ length: 1950 }, () => '1').join('+')).ok).toBe(true);
  });
});
