import { GraphQLError } from 'graphql';
import { isRecord } from '../../api/request.ts';
import type { Field, ObjectType } from '../../schema/object.ts';

/**
 * Filters and orders become SOQL, as they do on the platform (its guide gives each operator as the SOQL it stands for),
 * so that a condition means the same through every door.
 */

const refuse = (message: string): GraphQLError => new GraphQLError(message);

const escapes: Readonly<Record<string, string>> = { '\\': '\\\\', "'": "\\'", '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const quoted = (text: string): string => `'${text.replaceAll(/[\\'\n\r\t]/g, (char) => escapes[char] ?? char)}'`;

const days = (name: string, count: unknown): string => {
  if (typeof count !== 'number' || count < 0) throw refuse(`${name} needs a number of at least 0`);
  return `${name.toUpperCase()}:${count}`;
};

/** `{ value }`, `{ literal }` or `{ range }` of a date. */
function dateLiteral(field: Field, given: Readonly<Record<string, unknown>>): string {
  const { value, literal, range } = given;
  if (typeof literal === 'string') return literal;
  if (isRecord(range)) {
    const [entry] = Object.entries(range);
    if (entry === undefined) throw refuse(`an empty range for ${field.name}`);
    return days(entry[0], entry[1]);
  }
  if (value === null || value === undefined) return 'null';
  if (typeof value !== 'string') throw refuse(`${field.name}: a date is text`);
  const valid = Number.isFinite(Date.parse(value)) && /^\d{4}-\d\d-\d\d(T[\d:.]+(Z|[-+]\d\d:\d\d))?$/.test(value);
  if (!valid || (field.kind === 'date') !== (value.length === 10)) {
    throw refuse(`${field.name}: ${value} is no ${field.kind === 'date' ? 'date' : 'moment'}`);
  }
  return value;
}

function literalOf(field: Field, value: unknown): string {
  if (value === null || value === undefined) return 'null';
  switch (field.kind) {
    case 'date':
    case 'datetime':
      return isRecord(value) ? dateLiteral(field, value) : 'null';
    case 'boolean':
      return String(value === true);
    case 'double':
    case 'currency':
    case 'percent':
    case 'int': {
      if (typeof value !== 'number' || !Number.isFinite(value)) throw refuse(`${field.name} is compared with a number`);
      // SOQL knows no exponents.
      return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 18 });
    }
    default:
      if (typeof value !== 'string') throw refuse(`${field.name} is compared with text`);
      return quoted(value);
  }
}

const relations: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  like: 'LIKE',
  in: 'IN',
  nin: 'NOT IN',
  includes: 'INCLUDES',
  excludes: 'EXCLUDES',
};

function condition(path: string, field: Field, operator: string, value: unknown): string {
  const relation = relations[operator] ?? '=';
  if (!Array.isArray(value)) return `${path} ${relation} ${literalOf(field, value)}`;
  // Nothing is in an empty list, and everything is outside it.
  if (value.length === 0) return operator === 'in' || operator === 'includes' ? 'Id = null' : 'Id != null';
  return `${path} ${relation} (${value.map((one) => literalOf(field, one)).join(', ')})`;
}

const joined = (parts: readonly string[], word: 'AND' | 'OR'): string =>
  parts.length > 1 ? parts.map((part) => `(${part})`).join(` ${word} `) : (parts[0] ?? '');

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]);

/** What follows WHERE; empty when the filter asks nothing. */
export function whereText(filter: unknown, object: ObjectType, prefix = ''): string {
  if (!isRecord(filter)) return '';
  const parts: string[] = [];
  for (const [name, given] of Object.entries(filter)) {
    const field = object.byName.get(name.toLowerCase());
    const step = object.byRelationship.get(name.toLowerCase());
    if (name === 'and' || name === 'or') {
      const inner = asList(given).map((one) => whereText(one, object, prefix));
      const text = joined(
        inner.filter((part) => part !== ''),
        name === 'and' ? 'AND' : 'OR',
      );
      if (text !== '') parts.push(text);
    } else if (name === 'not') {
      const inner = whereText(given, object, prefix);
      if (inner !== '') parts.push(`NOT (${inner})`);
    } else if (field !== undefined && isRecord(given)) {
      for (const [operator, value] of Object.entries(given))
        parts.push(condition(`${prefix}${field.name}`, field, operator, value));
    } else if (step?.targets[0] !== undefined) {
      const inner = whereText(given, step.targets[0], `${prefix}${name}.`);
      if (inner !== '') parts.push(inner);
    }
  }
  return joined(parts, 'AND');
}

/** What follows ORDER BY, in the order the query names the fields. */
export function orderText(order: unknown, object: ObjectType, prefix = ''): string[] {
  if (!isRecord(order)) return [];
  return Object.entries(order).flatMap(([name, given]): string[] => {
    const field = object.byName.get(name.toLowerCase());
    const step = object.byRelationship.get(name.toLowerCase());
    if (field === undefined) {
      return step?.targets[0] === undefined ? [] : orderText(given, step.targets[0], `${prefix}${name}.`);
    }
    const clause = isRecord(given) ? given : {};
    const { nulls } = clause;
    const place = typeof nulls === 'string' ? ` NULLS ${nulls}` : '';
    return [`${prefix}${field.name} ${clause['order'] === 'DESC' ? 'DESC' : 'ASC'}${place}`];
  });
}
