import { describe, expect, it } from 'vitest';
import { compileFormula, formatResult, type RawValue } from '../../scripts/product/formula/index.ts';
import { problemsOf, scopeOf, type TestFields } from './record.ts';

const fields: TestFields = {
  N__c: { type: 'number', value: null },
  D__c: { type: 'date', value: '2024-12-30' },
  M__c: { type: 'datetime', value: '2024-12-30T23:30:00.000Z' },
  H__c: { type: 'time', value: '08:00:00.000Z' },
  T__c: { type: 'text', value: 'iı istanbul' },
  L__c: { type: 'text', value: 'tr_TR' },
};

/** The result as a checkbox field or, without a mode, as a rule sees it. */
function checkbox(source: string, treatBlanksAs: 'blank' | 'zero' = 'blank'): RawValue {
  const compiled = compileFormula(source, scopeOf(fields), { treatBlanksAs, use: 'field', returns: 'checkbox' });
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('; '));
  return formatResult(compiled.formula.evaluate(undefined), 'checkbox');
}

function value(source: string): RawValue {
  const compiled = compileFormula(source, scopeOf(fields), { treatBlanksAs: 'blank', use: 'rule' });
  if (!compiled.ok) throw new Error(compiled.problems.map(({ message }) => message).join('; '));
  return compiled.formula.evaluate(undefined);
}

describe('A checkbox result', () => {
  it.each(['N__c = 5', 'N__c <> 5', 'N__c < 5', '5 >= N__c', 'NOT(N__c = 5)', 'NULL', 'IF(TRUE, NULL, TRUE)'])(
    'is unknown where the outermost expression is: %s',
    (source) => {
      expect(checkbox(source)).toBeNull();
    },
  );

  it.each([
    ['AND(N__c = 5, TRUE)', false],
    ['OR(N__c = 5, FALSE)', false],
    ['IF(N__c = 5, TRUE, FALSE)', false],
    ['NOT(AND(N__c = 5, TRUE))', true],
    ['ISBLANK(N__c)', true],
  ])('is definite where a connective or IF has read it: %s', (source, expected) => {
    expect(checkbox(source)).toBe(expected);
  });

  it('is definite where blanks count as zero', () => {
    expect([checkbox('N__c = 0', 'zero'), checkbox('N__c = 5', 'zero')]).toEqual([true, false]);
  });
});

describe('A literal NULL', () => {
  // Functions that look at the types of their arguments themselves, and do not list NULL among them.
  it.each([
    'ADDMONTHS(NULL, 1)',
    'ADDMONTHS(D__c, NULL)',
    'ADDMONTHS(NULL, NULL)',
    'ISOWEEK(NULL)',
    'ISOYEAR(NULL)',
    'UNIXTIMESTAMP(NULL)',
    'DATEVALUE(NULL)',
    'DATETIMEVALUE(NULL)',
    'TIMEVALUE(NULL)',
    'REGEX(NULL, "a")',
    'REGEX("a", NULL)',
    'IF(NULL, 1, 2)',
  ])('does not compile in %s', (source) => {
    expect(problemsOf(source, fields).join()).toMatch(/received Null/);
  });

  it.each([
    ['YEAR(NULL)', null],
    ['WEEKDAY(NULL)', null],
    ['DAYOFYEAR(NULL)', null],
    ['HOUR(NULL)', null],
    ['DATE(2024, NULL, 1)', null],
    ['MAX(1, NULL)', null],
    ['ROUND(1.5, NULL)', null],
    ['UPPER(NULL)', null],
    ['LEN(NULL)', 0],
    ['UPPER("a", NULL)', 'A'],
  ])('is a blank in %s', (source, expected) => {
    expect(value(source)).toBe(expected);
  });

  it('is no blank field: that compiles everywhere and gives a blank', () => {
    expect(value('ADDMONTHS(D__c, N__c)')).toBeNull();
    expect(value('ADDMONTHS(D__c, 2)')).toBe('2025-02-28');
  });
});

describe('Weeks of ISO', () => {
  it('are those of a date, and of the GMT day of a moment', () => {
    expect([value('ISOWEEK(D__c)'), value('ISOYEAR(D__c)')]).toEqual([1, 2025]);
    expect([value('ISOWEEK(M__c)'), value('ISOYEAR(M__c)')]).toEqual([1, 2025]);
  });
});

describe('A language in UPPER and LOWER', () => {
  it.each([
    ['UPPER("istanbul", "tr")', 'İSTANBUL'],
    ['LOWER("ISTANBUL", "tr")', 'ıstanbul'],
    ['UPPER("istanbul", "tr_TR")', 'İSTANBUL'],
    ['UPPER("istanbul", "TR-tr")', 'İSTANBUL'],
    ['UPPER("istanbul", "az")', 'İSTANBUL'],
    ['UPPER(T__c, L__c)', 'İI İSTANBUL'],
    ['UPPER(T__c)', 'II ISTANBUL'],
    // Java leaves accents on Greek capitals, which other engines take off.
    ['UPPER("ά", "el")', 'Ά'],
    ['UPPER("istanbul", "en_US")', 'ISTANBUL'],
    ['UPPER("istanbul", "no such language")', 'ISTANBUL'],
    ['UPPER("istanbul", "")', 'ISTANBUL'],
    ['UPPER("straße", "de")', 'STRASSE'],
  ])('%s is %s', (source, expected) => {
    expect(value(source)).toBe(expected);
  });
});
