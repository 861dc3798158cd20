import { describe, expect, it } from 'vitest';
import { caseSafeId, compileFormula } from '../../scripts/product/formula/index.ts';
import { problemsOf, scopeOf, valueOf, type TestFields } from './record.ts';

const multi = (value: string | null, values?: readonly string[]): TestFields => ({
  M__c: { type: 'multipicklist', value, ...(values === undefined ? {} : { values }) },
});

describe('INCLUDES', () => {
  it('finds one item of several, ignoring case', () => {
    expect(valueOf('INCLUDES(M__c, "beta")', multi('Alpha;Beta;Gamma'))).toBe(true);
    expect(valueOf('INCLUDES(M__c, "Alpha")', multi('Alpha;Beta'))).toBe(true);
    expect(valueOf('INCLUDES(M__c, "GAMMA")', multi('Alpha;Gamma', ['Alpha', 'Gamma']))).toBe(true);
    expect(valueOf('INCLUDES(M__c, "Delta")', multi('Alpha;Gamma'))).toBe(false);
  });

  it('does not take a part of an item for the item', () => {
    expect(valueOf('INCLUDES(M__c, "Al")', multi('Alpha;Beta'))).toBe(false);
    expect(valueOf('INCLUDES(M__c, "pha")', multi('Alpha;Beta'))).toBe(false);
    expect(valueOf('INCLUDES(M__c, "a")', multi('aa;ba;a'))).toBe(true);
    expect(valueOf('INCLUDES(M__c, "Alpha;Beta")', multi('Alpha;Beta'))).toBe(false);
  });

  it('is false on blank and for values that are not declared', () => {
    expect(valueOf('INCLUDES(M__c, "a")', multi(null))).toBe(false);
    expect(valueOf('INCLUDES(M__c, "")', multi('a'))).toBe(false);
    expect(valueOf('INCLUDES(M__c, "Retired")', multi('Retired', ['Open']))).toBe(false);
  });

  it('takes a multi-select picklist and a literal only', () => {
    const fields: TestFields = { ...multi('a'), P__c: { type: 'picklist', value: 'a' } };
    expect(problemsOf('INCLUDES(P__c, "a")', fields)).toEqual([
      "Incorrect parameter type for function 'INCLUDES()'. Expected Multi-Select Picklist, received Picklist",
    ]);
    expect(problemsOf('INCLUDES(M__c, "a" & "b")', fields)).toEqual([
      "Incorrect parameter type for function 'INCLUDES()'. Expected Text Literal, received Text",
    ]);
  });
});

describe('PICKLISTCOUNT', () => {
  it.each([
    [null, 0],
    ['', 0],
    ['a', 1],
    ['a;b;c', 3],
  ])('of %j is %d', (value, count) => {
    expect(valueOf('PICKLISTCOUNT(M__c)', multi(value))).toBe(count);
  });
});

describe('CASESAFEID', () => {
  it.each([
    ['001000000000001', '001000000000001AAA'],
    ['001A0000006Vm9r', '001A0000006Vm9rIAC'],
    ['ABCDEFGHIJKLMNO', 'ABCDEFGHIJKLMNO555'],
    ['001A0000006Vm9rIAC', '001A0000006Vm9rIAC'],
    ['no id', 'no id'],
    ['001-00000000001', '001-00000000001'],
  ])('of %s is %s', (id, safe) => {
    expect(caseSafeId(id)).toBe(safe);
    expect(valueOf('CASESAFEID(Id)', { Id: { type: 'lookup', value: id } })).toBe(safe);
  });

  it('of blank is blank', () => {
    expect(valueOf('CASESAFEID(Id)', { Id: { type: 'lookup', value: null } })).toBeNull();
  });
});

describe('BR, CURRENCYRATE and VLOOKUP', () => {
  it('BR is a line break in HTML', () => {
    expect(valueOf('"a" & BR() & "b"')).toBe('a<br>b');
  });

  it('CURRENCYRATE asks the host, and does not compile where there is one currency', () => {
    const fixture = { rates: { EUR: '0.92' } };
    expect(valueOf('CURRENCYRATE("EUR") * 100', {}, fixture)).toBe(92);
    expect(valueOf('CURRENCYRATE("XXX")', {}, fixture)).toBeNull();
    expect(problemsOf('CURRENCYRATE("EUR")')).toEqual([
      'Function CURRENCYRATE needs an org with more than one currency',
    ]);
  });

  it('VLOOKUP is refused by name', () => {
    expect(problemsOf('VLOOKUP(A, B, C) = 1', { A: { type: 'text', value: null } })).toContain(
      'Function VLOOKUP is not supported: it reads other records',
    );
  });
});

describe('REGEX', () => {
  const matches = (text: string, pattern: string): unknown =>
    valueOf(`REGEX(T__c, "${pattern.replaceAll('\\', '\\\\')}")`, { T__c: { type: 'text', value: text } });

  it('reads Java escapes as Java does', () => {
    expect(matches('a b', String.raw`a\sb`)).toBe(true);
    expect(matches('a\u00A0b', String.raw`a\sb`)).toBe(false);
    expect(matches('a_b-c', String.raw`[\w\-]+`)).toBe(true);
    expect(matches('x@y', String.raw`x\@y`)).toBe(true);
    expect(matches('😀', '.')).toBe(true);
  });

  it.each([
    [String.raw`\Qa\E`, String.raw`the escape \Q is not supported`],
    ['a++', 'the possessive quantifier ++ is not supported'],
    ['(?>a)', 'the atomic group (?> is not supported'],
    ['(?i)a', 'the inline flag (?i) is not supported'],
    ['[a&&[b]]', 'a character class inside another is not supported'],
    [String.raw`\p{Alpha}`, String.raw`the character property \p{ is not supported`],
    ['(', 'Unterminated group'],
  ])('refuses %s when it compiles', (pattern, reason) => {
    const source = `REGEX("a", "${pattern.replaceAll('\\', '\\\\')}")`;
    const [problem = ''] = problemsOf(source);
    expect(problem).toContain(`Invalid regular expression ${pattern}: `);
    expect(problem).toContain(reason);
  });

  it('takes a pattern from the record and fails on a bad one when it runs', () => {
    const fields = (pattern: string): TestFields => ({ P__c: { type: 'text', value: pattern } });
    expect(valueOf('REGEX("abc", P__c)', fields('a.c'))).toBe(true);
    expect(() => valueOf('REGEX("abc", P__c)', fields('('))).toThrow('Invalid regular expression (');
  });
});

describe('Dates of the user', () => {
  it('follow the time zone, across a day and a daylight-saving change', () => {
    const at = (now: string, timeZone: string): unknown => valueOf('TODAY()', {}, { now: Date.parse(now), timeZone });
    expect(at('2024-03-30T23:30:00Z', 'Europe/Berlin')).toBe('2024-03-31');
    expect(at('2024-03-31T21:59:00Z', 'Europe/Berlin')).toBe('2024-03-31');
    expect(at('2024-03-31T22:00:00Z', 'Europe/Berlin')).toBe('2024-04-01');
    expect(at('2024-01-01T04:59:59Z', 'America/New_York')).toBe('2023-12-31');
    expect(at('2024-01-01T00:00:00Z', 'GMT')).toBe('2024-01-01');
    expect(at('1960-06-30T23:59:00Z', 'Asia/Kolkata')).toBe('1960-07-01');
  });

  it('NOW is the moment itself', () => {
    expect(valueOf('NOW()', {}, { now: 1_700_000_000_123, timeZone: 'Asia/Tokyo' })).toBe('2023-11-14T22:13:20.123Z');
  });
});

describe('Stored values', () => {
  it('may carry offsets, and mean the same moment', () => {
    const moments: TestFields = {
      A: { type: 'datetime', value: '2024-02-29T10:00:00.000+0000', prior: '2024-02-29T10:00:00Z' },
      B: { type: 'datetime', value: '2024-02-29T12:00:00+02:00' },
    };
    expect(valueOf('AND(A = B, NOT(ISCHANGED(A)))', moments)).toBe(true);
    expect(valueOf('TIMEVALUE(B)', moments)).toBe('10:00:00.000Z');
  });

  it('are numbers or decimal text alike', () => {
    const numbers: TestFields = {
      A: { type: 'currency', value: 1234.5, prior: '1234.50' },
      B: { type: 'number', value: '12345678901234567890.5' },
      C: { type: 'percent', value: 12.5 },
    };
    expect(valueOf('A * 2', numbers)).toBe(2469);
    expect(valueOf('ISCHANGED(A)', numbers)).toBe(false);
    expect(valueOf('B + 1', numbers)).toBe('12345678901234567891.5');
    expect(valueOf('C', numbers)).toBe(0.125);
  });

  it('fail when they are not what their type says', () => {
    expect(() => valueOf('A + 1', { A: { type: 'date', value: '2024-02-30' } })).toThrow('Not a date: 2024-02-30');
    expect(() => valueOf('A + 1', { A: { type: 'number', value: 'x' } })).toThrow('Not a number: x');
    expect(() => valueOf('TEXT(A)', { A: { type: 'time', value: '25:00:00' } })).toThrow('Not a time: 25:00:00');
    expect(() => valueOf('A + 1', { A: { type: 'datetime', value: '2024-02-01' } })).toThrow('Not a datetime');
  });

  it('of picklists without declared values match literals ignoring case', () => {
    const fields: TestFields = { P__c: { type: 'picklist', value: 'OPEN' } };
    expect(valueOf('ISPICKVAL(P__c, "Open")', fields)).toBe(true);
    expect(valueOf('CASE(P__c, "Lost", 1, "open", 2, 3)', fields)).toBe(2);
    expect(valueOf('CASE(P__c, "Lost", 1, "", 2, 3)', { P__c: { type: 'picklist', value: null } })).toBe(2);
  });
});

describe('A compiled formula', () => {
  it('names each field once, as first written', () => {
    const fields: TestFields = {
      Amount: { type: 'currency', value: 1, prior: 1 },
      'Account.Name': { type: 'text', value: 'x' },
    };
    const options = { treatBlanksAs: 'blank', use: 'rule' } as const;
    const source = 'OR(Amount > 1, AMOUNT < 0, ISCHANGED(amount), account.name = "", $System.OriginDateTime > NOW())';
    const compiled = compileFormula(source, scopeOf(fields), options);
    expect(compiled.ok && compiled.formula.references).toEqual(['Amount', 'account.name', '$System.OriginDateTime']);
    expect(compiled.ok && compiled.formula.returns).toBe('boolean');
  });

  it('tests conditions only', () => {
    const compiled = compileFormula('1 + 1', scopeOf({}), { treatBlanksAs: 'blank', use: 'rule' });
    expect(() => compiled.ok && compiled.formula.test(undefined)).toThrow('A formula of type Number is no condition');
  });
});
