import fc from 'fast-check';
import { parseQuery } from '@jetstreamapp/soql-parser-js';
import { describe, expect, test } from 'vitest';
import {
  OrgError,
  redactTokens,
  soql,
  soqlCondition,
  soqlFields,
  soqlIdentifier,
} from '../../scripts/product/org/index.ts';

/** SOQL string literals read back, independently of the writer. */
const unescape = (literal: string): string =>
  literal.slice(1, -1).replaceAll(/\\(.)/gs, (_, char: string) => {
    const plain: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
    return plain[char] ?? char;
  });

describe('the SOQL tag', () => {
  test('keeps any text inside its quotes', () => {
    const nasty = fc.string({
      unit: fc.constantFrom("'", '\\', '"', '\n', '\t', ')', ';', 'a', '商', '%'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(nasty, (value) => {
        const { text } = soql`Name = ${value}`;
        const literal = text.slice('Name = '.length);
        expect(literal).toMatch(/^'(?:[^'\\]|\\.)*'$/s);
        expect(unescape(literal)).toBe(value);
      }),
    );
  });

  test('makes a query that parses, whatever the values are', () => {
    const query = soql`SELECT ${soqlFields(['Id', 'Account.Name'])} FROM Opportunity WHERE Name IN ${["O'Hara", 'a']} AND Amount > ${-1.5} AND IsClosed = ${false} AND AccountId != ${null} AND CreatedDate > ${new Date(0)} AND ${soqlCondition("Name = 'x' OR (Amount > 1)")}`;
    expect(query.text).toContain(String.raw`IN ('O\'Hara', 'a')`);
    expect(query.text).toContain('CreatedDate > 1970-01-01T00:00:00.000Z');
    expect(parseQuery(query.text).sObject).toBe('Opportunity');
  });

  test.each(['Id FROM User', 'Name;', '', "a'b", '1a', 'Account.', 'Na me'])('refuses "%s" as a name', (name) => {
    expect(() => soqlIdentifier(name)).toThrow(OrgError);
  });

  test('refuses a number that is none', () => {
    expect(() => soql`Amount > ${Number.NaN}`).toThrow('NaN is not a number');
  });
});

describe("the user's own condition", () => {
  test.each([
    ['a simple one', "Owner.Name = 'Li Wei'"],
    ['a quote escaped inside a text', String.raw`Name = 'O\'Hara (x'`],
    ['parentheses and a semicolon inside a text', "Name = 'a);(b'"],
  ])('is kept in parentheses: %s', (_, text) => {
    expect(soqlCondition(text).text).toBe(`(${text})`);
  });

  test.each([
    ['leaves its parentheses', 'Id != null) OR (IsClosed = true', 'closing parenthesis'],
    ['leaves a parenthesis open', '(Amount > 1', 'parenthesis is never closed'],
    ['leaves a quote open', "Name = 'a", 'quote is never closed'],
    ['leaves a quote open by a backslash', String.raw`Name = 'a\'`, 'quote is never closed'],
    ['holds a semicolon', 'Amount > 1; DELETE', 'semicolon'],
    ['is empty', '  ', 'empty'],
  ])('is refused when it %s', (_, text, why) => {
    expect(() => soqlCondition(text)).toThrow(why);
  });
});

describe('a message', () => {
  test.each([
    ['a session id', 'token 00D5e000000abcD!AQcAQH0dMHZfz972Szmpkb58urFRkgeBGsxL_QJWwYMfAbUeeG7c1E6 refused'],
    [
      'a session id in a URL',
      'GET /id?oauth_token=00D5e000000abcD%21AQcAQH0dMHZfz972Szmpkb58urFRkgeBGsxL_QJWwYMfAbUeeG7c1E6',
    ],
    [
      'a bearer header',
      'Authorization: Bearer eyJhbGciOiJSUzI1NiJ9.AQcAQH0dMHZfz972Szmpkb58urFRkgeBGsxL_QJWwYMfAbUeeG7c1E6',
    ],
  ])('hides %s', (_, text) => {
    expect(redactTokens(text)).not.toContain('AQcAQH0');
    expect(redactTokens(text)).toContain('[token hidden]');
  });

  test('keeps the id of an org', () => {
    expect(redactTokens('org 00D5e000000abcDEAU, wow!')).not.toContain('hidden');
  });
});
