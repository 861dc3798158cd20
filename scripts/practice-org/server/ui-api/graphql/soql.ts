import { GraphQLError } from 'graphql';
import { isRecord } from '../../http/request.ts';
import type { Field, ObjectType } from '../../schema/object.ts';

/**
 * Filters and orders become SOQL, as they do on the platform (its guide gives each operator as the SOQL it stands for),
 * so that a condition means the same through every door.
 */

/** A field, and which way it is sorted by. */
interface FieldOrder {
  readonly field: string;
  readonly order: 'ASC' | 'DESC';
  readonly nulls?: 'FIRST' | 'LAST';
}

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

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]);

/** Conditions and how they hang together. Nothing at all is a list of no parts joined by `and`. */
export type Where =
  | { readonly kind: 'condition'; readonly soql: string }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Where[] }
  | { readonly kind: 'not'; readonly part: Where };

const isEmpty = (where: Where): boolean => where.kind === 'and' && where.parts.length === 0;

function joined(kind: 'and' | 'or', parts: readonly Where[]): Where {
  const asked = parts.filter((part) => !isEmpty(part));
  const [only, ...more] = asked;
  if (only === undefined) return { kind: 'and', parts: [] };
  return more.length === 0 ? only : { kind, parts: asked };
}

/** Reads a filter; each of its conditions becomes the SOQL it stands for. */
export function readWhere(filter: unknown, object: ObjectType, prefix = ''): Where {
  if (!isRecord(filter)) return joined('and', []);
  const parts = Object.entries(filter).map(([name, given]): Where => {
    if (name === 'and' || name === 'or') {
      return joined(
        name,
        asList(given).map((one) => readWhere(one, object, prefix)),
      );
    }
    if (name === 'not') {
      const part = readWhere(given, object, prefix);
      return isEmpty(part) ? part : { kind: 'not', part };
    }
    const field = object.byName.get(name.toLowerCase());
    if (field !== undefined) return conditions(`${prefix}${field.name}`, field, given);
    const [parent] = object.byRelationship.get(name.toLowerCase())?.targets ?? [];
    return parent === undefined ? joined('and', []) : readWhere(given, parent, `${prefix}${name}.`);
  });
  return joined('and', parts);
}

/** Several operators on one field all hold. */
function conditions(path: string, field: Field, given: unknown): Where {
  const operators = isRecord(given) ? Object.entries(given) : [];
  return joined(
    'and',
    operators.map(([operator, value]) => ({ kind: 'condition', soql: condition(path, field, operator, value) })),
  );
}

/** What ORDER BY names, in the order of the query. */
export function orderClauses(order: unknown, object: ObjectType, prefix = ''): FieldOrder[] {
  if (!isRecord(order)) return [];
  return Object.entries(order).flatMap(([name, given]): FieldOrder[] => {
    const field = object.byName.get(name.toLowerCase());
    const step = object.byRelationship.get(name.toLowerCase());
    if (field === undefined) {
      return step?.targets[0] === undefined ? [] : orderClauses(given, step.targets[0], `${prefix}${name}.`);
    }
    const { order: direction, nulls } = isRecord(given) ? given : {};
    return [
      {
        field: `${prefix}${field.name}`,
        order: direction === 'DESC' ? 'DESC' : 'ASC',
        ...(nulls === 'FIRST' || nulls === 'LAST' ? { nulls } : {}),
      },
    ];
  });
}

/** What follows ORDER BY. */
export const orderText = (order: unknown, object: ObjectType): string[] =>
  orderClauses(order, object).map(({ field, order: direction, nulls }) =>
    [field, direction, ...(nulls === undefined ? [] : ['NULLS', nulls])].join(' '),
  );
