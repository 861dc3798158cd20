import { describe, expect, it } from 'vitest';
import { compileFormula, type FormulaProblem } from '../../scripts/product/formula/index.ts';
import { problemsOf, scopeOf, type TestFields } from './record.ts';

const fields: TestFields = {
  Amount: { type: 'currency', value: 1, prior: 1 },
  T__c: { type: 'text', value: 'a', prior: 'a' },
  C__c: { type: 'checkbox', value: true },
  P__c: { type: 'picklist', value: 'Open', values: ['Open'] },
  M__c: { type: 'multipicklist', value: 'a' },
  'Account.Name': { type: 'text', value: 'x' },
};

function problems(source: string): readonly FormulaProblem[] {
  const compiled = compileFormula(source, scopeOf(fields), { treatBlanksAs: 'blank', use: 'rule' });
  return compiled.ok ? [] : compiled.problems;
}

describe('Compile problems', () => {
  it('are all reported at once, each with its code and place', () => {
    expect(problems('AND(FOO(1), Nope__c = 1, "a" = 1, ROUND(Amount) > 0)')).toEqual([
      { code: 'unknown-function', message: 'Unknown function FOO. Check spelling.', at: 4 },
      { code: 'unknown-field', message: 'Field Nope__c does not exist. Check spelling.', at: 12 },
      {
        code: 'argument-type',
        message: "Incorrect parameter type for operator '='. Expected Text, received Number",
        at: 31,
      },
      {
        code: 'argument-count',
        message: "Incorrect number of parameters for function 'ROUND()'. Expected 2, received 1",
        at: 34,
      },
    ]);
  });

  it.each([
    ['IFERROR(1/0, 2)', 'Unknown function IFERROR. Check spelling.'],
    ['toString(1)', 'Unknown function toString. Check spelling.'],
    ['constructor(1)', 'Unknown function constructor. Check spelling.'],
    ['Account.Nope', 'Field Account.Nope does not exist. Check spelling.'],
    ['Amount & "x"', "Incorrect parameter type for operator '&'. Expected Text, received Number"],
    ['C__c + 1', "Incorrect parameter type for operator '+'. Expected Number, Date, DateTime, received Boolean"],
    ['P__c = "Open"', "Incorrect parameter type for operator '='. Expected Picklist, received Text"],
    ['P__c < P__c', "Incorrect parameter type for operator '<'. Expected Number, Date, DateTime, received Picklist"],
    [
      'M__c = M__c',
      "Incorrect parameter type for operator '='. Expected Number, Text, Date, DateTime, Time, Boolean, " +
        'received Multi-Select Picklist',
    ],
    ['IF(1, 2, 3)', "Incorrect parameter type for function 'IF()'. Expected Boolean, received Number"],
    ['IF(TRUE, 1, "a")', "Incorrect parameter type for function 'IF()'. Expected Number, received Text"],
    ['CASE(1, 1, TRUE, FALSE)', 'Expected Number, Text, Date, DateTime, received Boolean'],
    ['CASE(1, 1, "a")', "Incorrect number of parameters for function 'CASE()'. Expected at least 4, received 3"],
    ['CASE(1, 1, 1, 2, 2)', "Incorrect number of parameters for function 'CASE()'. Expected 6, received 5"],
    ['TRUNC()', "Incorrect number of parameters for function 'TRUNC()'. Expected 1 to 2, received 0"],
    ['ISCHANGED(Amount + 1)', "Incorrect argument type for function 'ISCHANGED()'. Expected a field"],
    [
      'PRIORVALUE(Account.Name)',
      "Field Account.Name may not be used in function PRIORVALUE(): it is not the record's own",
    ],
    ['-"a"', "Incorrect parameter type for operator '-'. Expected Number, received Text"],
    ['!1', "Incorrect parameter type for function 'NOT()'. Expected Boolean, received Number"],
  ])('of %s name what is wrong', (source, message) => {
    const messages = problemsOf(source, fields);
    expect(messages).toHaveLength(1);
    expect(messages[0]).toContain(message);
  });

  it.each(['ISCHANGED(Amount)', 'ISNEW()', 'ISCLONE()', 'PRIORVALUE(Amount) = 1', 'REGEX(T__c, "a")'])(
    'refuse %s outside rules',
    (source) => {
      const name = /^[A-Z]+/.exec(source)?.[0] ?? '';
      expect(problemsOf(source, fields)).toEqual([]);
      expect(problemsOf(source, fields, { use: 'field' })).toEqual([
        `Function ${name} may not be used in formula fields`,
      ]);
      expect(problemsOf(source, fields, { use: 'default' })).toEqual([
        `Function ${name} may not be used in default values`,
      ]);
    },
  );

  it('include a result of the wrong type', () => {
    expect(problemsOf('1', {}, { returns: 'text' })).toEqual([
      'Formula result is data type (Number), incompatible with expected data type (Text).',
    ]);
    expect(problemsOf('NULL', {}, { returns: 'text' })).toEqual([]);
    expect(problemsOf('1', {}, { returns: 'percent' })).toEqual([]);
  });

  it('of a tree that was built, not parsed, stand at 0', () => {
    const tree = { kind: 'name', path: 'Nope__c' } as const;
    expect(compileFormula(tree, scopeOf({}), { treatBlanksAs: 'blank', use: 'rule' })).toEqual({
      ok: false,
      problems: [{ code: 'unknown-field', message: 'Field Nope__c does not exist. Check spelling.', at: 0 }],
    });
  });
});
