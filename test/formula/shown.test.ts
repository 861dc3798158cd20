/** Functions that real orgs use for showing, and those of the clock and of angles. */
import { describe, expect, it } from 'vitest';
import { compileFormula } from '../../scripts/product/formula/index.ts';
import { problemsOf, scopeOf, valueOf, type TestFields } from './record.ts';

/** A formula field, where links and pictures may stand. */
function shown(source: string, fields: TestFields = {}): unknown {
  const result = compileFormula(source, scopeOf(fields), { treatBlanksAs: 'blank', use: 'field' });
  if (!result.ok) throw new Error(result.problems.map(({ message }) => message).join('\n'));
  return result.formula.evaluate(undefined);
}

describe('HYPERLINK and IMAGE', () => {
  it('are HTML, as the API hands it out', () => {
    expect(shown('HYPERLINK("/001", "Ann & Co")')).toBe('<a href="/001" target="_blank">Ann &amp; Co</a>');
    expect(shown('HYPERLINK("/001", "Ann", "_self")')).toBe('<a href="/001" target="_self">Ann</a>');
    expect(shown('IMAGE("/img/flag.gif", "green")')).toBe('<img src="/img/flag.gif" alt="green" border="0"/>');
    expect(shown('IMAGE("/img/flag.gif", "green", 10, 20)')).toBe(
      '<img src="/img/flag.gif" alt="green" style="height:10px; width:20px;" border="0"/>',
    );
  });

  it('cannot be broken out of by what they show', () => {
    expect(shown('HYPERLINK("/x", "<b>\\"")')).toBe('<a href="/x" target="_blank">&lt;b&gt;&quot;</a>');
  });

  it('are blank without a text or an address', () => {
    expect(shown('HYPERLINK("/001", "")')).toBeNull();
    expect(shown('IMAGE("", "green")')).toBeNull();
  });

  it('are refused in validation rules', () => {
    expect(problemsOf('HYPERLINK("/001", "Ann") = "x"')).toEqual([
      'Function HYPERLINK may not be used in this type of formula',
    ]);
  });
});

describe('clock and durations', () => {
  it('TIMENOW is the time of day in GMT', () => {
    expect(String(valueOf('TIMENOW()'))).toMatch(/^\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(valueOf('HOUR(TIMENOW()) = HOUR(TIMEVALUE(NOW()))')).toBe(true);
  });

  it('FROMUNIXTIME is the inverse of UNIXTIMESTAMP', () => {
    expect(valueOf('UNIXTIMESTAMP(FROMUNIXTIME(1700000000))')).toBe(1_700_000_000);
    expect(valueOf('TEXT(FROMUNIXTIME(0))')).toBe('1970-01-01 00:00:00Z');
  });

  it('FORMATDURATION counts hours on, or days apart', () => {
    expect(valueOf('FORMATDURATION(93784)')).toBe('26:03:04');
    expect(valueOf('FORMATDURATION(93784, TRUE)')).toBe('1:02:03:04');
    expect(valueOf('FORMATDURATION(DATETIMEVALUE("2024-01-01 08:30:00"), DATETIMEVALUE("2024-01-01 09:00:00"))')).toBe(
      '0:00:30:00',
    );
    expect(valueOf('FORMATDURATION(TIMEVALUE("08:30:00.000"), TIMEVALUE("09:00:00.000"))')).toBe('00:30:00');
    expect(problemsOf('FORMATDURATION("a") = "x"')).toHaveLength(1);
  });
});

describe('characters and angles', () => {
  it('CHR gives the character of a code, and refuses what is none', () => {
    expect(valueOf('CHR(65) & CHR(9731)')).toBe('A☃');
    expect(() => valueOf('CHR(-1)')).toThrow(/no character/);
  });

  it('angles are in radians', () => {
    expect(valueOf('ROUND(SIN(PI() / 2), 10)')).toBe(1);
    expect(valueOf('ROUND(ATAN2(1, 1) * 4 - PI(), 10)')).toBe(0);
    expect(valueOf('ROUND(ACOS(COS(1)) + ASIN(SIN(1)) + ATAN(TAN(1)), 10)')).toBe(3);
  });
});

it('a lookup to several objects is followed to the one that is named', () => {
  const fields: TestFields = { 'Owner:User.UserRole.Name': { type: 'text', value: 'North' } };
  expect(valueOf('Owner:User.UserRole.Name', fields)).toBe('North');
  expect(problemsOf('Owner: User.Name = "x"', fields)).toHaveLength(1);
});
