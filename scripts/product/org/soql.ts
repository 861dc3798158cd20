import { OrgError } from './error.ts';

type SoqlScalar = string | number | boolean | Date | null;
type SoqlValue = SoqlScalar | Soql | readonly SoqlScalar[];

/** A piece of SOQL that is safe to send. Made only by the functions of this file. */
export class Soql {
  readonly text: string;

  /** Only this file vouches for a text; elsewhere use {@link soql}. */
  private constructor(text: string) {
    this.text = text;
  }

  static trusted(text: string): Soql {
    return new Soql(text);
  }
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

const quote = (text: string): string => `'${text.replaceAll(/[\\'"\n\r\t\b\f]/g, (char) => escapes[char] ?? char)}'`;

const scalar = (value: SoqlScalar): string => {
  if (value === null) return 'null';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (!Number.isFinite(value)) throw new OrgError('BadSoql', { message: `${value} is not a number SOQL can hold` });
  return String(value);
};

const literal = (value: SoqlValue): string => {
  if (value instanceof Soql) return value.text;
  if (value === null || typeof value !== 'object' || value instanceof Date) return scalar(value);
  return `(${value.map(scalar).join(', ')})`;
};

/**
 * The only way SOQL is built: every value is escaped, an array becomes a list for IN.
 * @example soql`SELECT Id FROM Opportunity WHERE Name = ${name} AND StageName IN ${stages}`
 */
export const soql = (parts: TemplateStringsArray, ...values: SoqlValue[]): Soql =>
  Soql.trusted(parts.reduce((text, part, at) => text + literal(values[at - 1] ?? null) + part));

const identifierPattern = /^[A-Za-z]\w*(?:\.[A-Za-z]\w*)*$/;

/** The name of an object or field, or a path such as Account.Name. @throws {OrgError} when it is none. */
export const soqlIdentifier = (name: string): Soql => {
  if (identifierPattern.test(name)) return Soql.trusted(name);
  throw new OrgError('BadSoql', { message: `"${name}" is not the API name of a field or object` });
};

/** Field names as a select list. @throws {OrgError} when one is no name. */
export const soqlFields = (names: readonly string[]): Soql =>
  Soql.trusted(names.map((name) => soqlIdentifier(name).text).join(', '));

/** All the conditions, joined by AND. */
export const soqlAll = (conditions: readonly Soql[]): Soql =>
  Soql.trusted(conditions.map((condition) => condition.text).join(' AND '));

const badCondition = (why: string): OrgError =>
  new OrgError('BadSoql', {
    message: `The condition cannot be used: ${why}.`,
    actions: ['Give what would stand after WHERE, such as: --where "Amount > 100000 AND Owner.Name = \'Li Wei\'"'],
  });

/**
 * A condition that the user wrote, in parentheses. What it says is the user's own affair; that it stays inside its
 * parentheses is checked here, and Salesforce judges the rest (MALFORMED_QUERY).
 * @throws {OrgError} when it could reach outside of its parentheses.
 */
export const soqlCondition = (text: string): Soql => {
  if (text.trim() === '') throw badCondition('it is empty');
  let depth = 0;
  let inText = false;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (inText) {
      if (char === '\\') at++;
      else if (char === "'") inText = false;
    } else if (char === "'") inText = true;
    else if (char === ';') throw badCondition('it holds a semicolon');
    else if (char === '(') depth++;
    else if (char === ')' && --depth < 0) throw badCondition('a closing parenthesis has no opening one');
  }
  if (inText) throw badCondition('a quote is never closed');
  if (depth > 0) throw badCondition('a parenthesis is never closed');
  return Soql.trusted(`(${text})`);
};
