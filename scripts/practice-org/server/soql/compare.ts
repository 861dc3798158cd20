import type { Field } from '../schema/object.ts';
import { normaliseId } from '../store/ids.ts';
import type { Value } from '../store/row.ts';
import { dayRange, type DayRange } from './dates.ts';
import { SoqlError } from './error.ts';

export type Test = (value: Value) => boolean;
export type Relation = '=' | '!=' | '<' | '<=' | '>' | '>=';

const numeric = new Set<Field['kind']>(['double', 'currency', 'percent', 'int']);
const dated = new Set<Field['kind']>(['date', 'datetime']);

/** Text without its quotes and escapes. */
export function unquote(literal: string): string {
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };
  return literal
    .slice(1, -1)
    .replaceAll(/\\(u[0-9a-fA-F]{4}|.)/gs, (_all, code: string) =>
      code.length === 5 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : (escapes[code] ?? code),
    );
}

const wrong = (field: Field, quotes: boolean): SoqlError =>
  new SoqlError(
    'INVALID_FIELD',
    `value of filter criterion for field '${field.name}' must be of type ${field.kind} and should ${quotes ? '' : 'not '}be enclosed in quotes`,
  );

/** Ordering with nulls outside: numbers as numbers, text ignoring case, dates and ids as they stand. */
const orders =
  (relation: Relation) =>
  (order: number): boolean => {
    switch (relation) {
      case '<':
        return order < 0;
      case '<=':
        return order <= 0;
      case '>':
        return order > 0;
      case '>=':
        return order >= 0;
      case '=':
        return order === 0;
      case '!=':
        return order !== 0;
    }
  };

function ordered(relation: Relation, wanted: string | number, key: (value: Value) => string | number | null): Test {
  const holds = orders(relation);
  const blank = relation === '!=';
  return (value) => {
    const own = key(value);
    if (own === null) return blank;
    return holds(own < wanted ? -1 : own > wanted ? 1 : 0);
  };
}

function inRange(relation: Relation, { start, end }: DayRange): Test {
  const day = (value: Value): string | null => (typeof value === 'string' ? value.slice(0, 10) : null);
  switch (relation) {
    case '=':
      return (value) => {
        const own = day(value);
        return own !== null && own >= start && own < end;
      };
    case '!=':
      return (value) => {
        const own = day(value);
        return own === null || own < start || own >= end;
      };
    case '<':
      return ordered('<', start, day);
    case '>=':
      return ordered('>=', start, day);
    case '>':
      return ordered('>=', end, day);
    case '<=':
      return ordered('<', end, day);
  }
}

const numberKey = (value: Value): number | null => (typeof value === 'number' ? value : null);
const plainKey = (value: Value): string | null => (typeof value === 'string' ? value : null);
const lowerKey = (value: Value): string | null => (typeof value === 'string' ? value.toLowerCase() : null);

/** What a value is compared with, as the parser read it. */
interface Comparison {
  readonly relation: Relation;
  readonly literal: string;
  /** The parser's name of the literal's type, such as `DATE_LITERAL`. */
  readonly type: string;
}

function compareDate(field: Field, { relation, literal, type }: Comparison, now: Date): Test {
  if (type === 'DATE_LITERAL' || type === 'DATE_N_LITERAL') {
    const range = dayRange(literal, now);
    if (range === undefined) throw new SoqlError('MALFORMED_QUERY', `unknown date literal ${literal}`);
    return inRange(relation, range);
  }
  if (field.kind === 'date') {
    if (type !== 'DATE') throw wrong(field, false);
    return ordered(relation, literal, plainKey);
  }
  if (type !== 'DATETIME') throw wrong(field, false);
  const time = Date.parse(literal.replace(/([-+]\d\d)(\d\d)$/, '$1:$2'));
  return ordered(relation, time, (value) => (typeof value === 'string' ? Date.parse(value) : null));
}

/** A test of one value against one literal. @throws SoqlError when the literal's type does not fit the field. */
export function compareWith(field: Field, comparison: Comparison, now: Date): Test {
  const { relation, literal, type } = comparison;
  if (type === 'NULL') {
    if (relation === '=') return (value) => value === null;
    if (relation === '!=') return (value) => value !== null;
    throw new SoqlError('MALFORMED_QUERY', `null can only be compared with = and !=`);
  }
  if (dated.has(field.kind)) return compareDate(field, comparison, now);
  if (numeric.has(field.kind)) {
    if (!/^(INTEGER|DECIMAL)/.test(type)) throw wrong(field, false);
    return ordered(relation, Number(literal.replace(/^[a-z]{3}/i, '')), numberKey);
  }
  if (field.kind === 'boolean') {
    if (type !== 'BOOLEAN') throw wrong(field, false);
    const wanted = literal.toLowerCase() === 'true';
    if (relation !== '=' && relation !== '!=')
      throw new SoqlError('INVALID_OPERATOR', `invalid operator ${relation} on a boolean field`);
    return (value) => (value === wanted) === (relation === '=');
  }
  if (type !== 'STRING') throw wrong(field, true);
  const text = unquote(literal);
  if (field.kind === 'id' || field.kind === 'reference') return ordered(relation, idOf(field, text), plainKey);
  // To a query an empty string is null.
  if (text === '' && relation === '=') return (value) => value === null;
  if (text === '' && relation === '!=') return (value) => value !== null;
  return ordered(relation, text.toLowerCase(), lowerKey);
}

/** An id literal as ids are stored. @throws SoqlError when it is none. */
export function idOf(field: Field, text: string): string {
  if (text === '') return '';
  const id = normaliseId(text);
  if (id === undefined)
    throw new SoqlError('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text} (${field.name})`);
  return id;
}

/** A quoted LIKE pattern: `%` is any text, `_` any character, `\\%` and `\\_` themselves; case does not matter. */
export function like(literal: string): Test {
  let source = '';
  for (const [, escaped, char = ''] of literal.slice(1, -1).matchAll(/\\([\s\S])|([\s\S])/g)) {
    if (escaped === undefined && char === '%') source += '[\\s\\S]*';
    else if (escaped === undefined && char === '_') source += '[\\s\\S]';
    else source += (escaped === undefined ? char : unquote(`'\\${escaped}'`)).replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  }
  const matcher = new RegExp(`^${source}$`, 'iu');
  return (value) => typeof value === 'string' && matcher.test(value);
}

/** INCLUDES: any alternative all of whose `;`-joined parts are selected. */
export function includes(alternatives: readonly string[]): Test {
  const wanted = alternatives.map((one) => one.toLowerCase().split(';'));
  return (value) => {
    if (typeof value !== 'string') return false;
    const own = new Set(value.toLowerCase().split(';'));
    return wanted.some((parts) => parts.every((part) => own.has(part)));
  };
}
