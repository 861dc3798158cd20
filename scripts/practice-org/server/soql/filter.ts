import type { Query, WhereClause } from '@jetstreamapp/soql-parser-js';
import type { Org } from '../org.ts';
import { historyName, historyParent } from '../schema/field-history.ts';
import { mustHave } from '../schema/object.ts';
import type { Row, Value } from '../store/row.ts';
import type { Table } from '../store/table.ts';
import { mustFilter, resolveColumn, type Column, type QueryScope } from './column.ts';
import { compareWith, idOf, includes, like, unquote, type Relation, type Test } from './compare.ts';
import { SoqlError } from './error.ts';
import { dateFunctions, displayFunctions } from './function.ts';
import { evaluator, readLogic, type Logic } from './where.ts';

type RowTest = (row: Row) => boolean;

/** One condition on a row, and where it can be looked up instead of tested. */
interface RowCondition {
  readonly test: RowTest;
  /** Set when the condition holds exactly for these values of a field of the row itself. */
  readonly lookup?: { readonly column: Column; readonly values: readonly string[] };
  /** Set when the condition holds for ids of the row itself on one side of this one alone. */
  readonly bound?: { readonly column: Column; readonly side: 'from' | 'to'; readonly id: string };
}

export interface Filter {
  readonly test: RowTest;
  readonly conditions: Logic<RowCondition>;
}

/** Runs a sub-select and answers the values of its one column. */
type SubSelect = (query: Query) => Set<Value>;

interface Compiling {
  readonly org: Org;
  readonly scope: QueryScope;
  readonly subSelect: SubSelect;
}

const relations = new Set(['=', '!=', '<', '<=', '>', '>=']);
const isRelation = (operator: string): operator is Relation => relations.has(operator);

const asList = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];

const typeAt = (types: unknown, index: number): string => {
  const type: unknown = Array.isArray(types) ? types[index] : types;
  return typeof type === 'string' ? type : 'STRING';
};

/** The left side: a column, perhaps through a date function. */
function leftSide(leaf: Record<string, unknown>, scope: QueryScope): { column: Column; read: (row: Row) => Value } {
  if (typeof leaf['field'] === 'string') {
    const column = mustFilter(resolveColumn(scope, leaf['field']), 'filtered');
    return { column, read: (row) => column.read(row) };
  }
  const fn = leaf['fn'] as { functionName?: string; parameters?: unknown[] } | undefined;
  const name = fn?.functionName?.toUpperCase() ?? '';
  const [parameter] = fn?.parameters ?? [];
  if (typeof parameter !== 'string') throw new SoqlError('MALFORMED_QUERY', `${name} needs a field`);
  const column = resolveColumn(scope, parameter);
  if (displayFunctions.has(name)) return { column, read: (row) => column.read(row) };
  const convert = dateFunctions[name];
  if (convert === undefined) throw new SoqlError('MALFORMED_QUERY', `unknown function ${name}`);
  const kind = name === 'DAY_ONLY' ? 'date' : 'int';
  const typed: Column = { ...column, field: { ...column.field, kind } };
  return { column: typed, read: (row) => convert(column.read(row)) };
}

function listTest(
  column: Column,
  leaf: Record<string, unknown>,
  now: Date,
): { test: Test; values: string[] | undefined } {
  const { field } = column;
  const items = asList(leaf['value']);
  const types = items.map((_item, index) => typeAt(leaf['literalType'], index));
  const text = types.every((type) => type === 'STRING') && field.kind !== 'date' && field.kind !== 'datetime';
  if (text) {
    // Checks the type of the field against text once; the set does the rest.
    compareWith(field, { relation: '=', literal: items[0] ?? "''", type: 'STRING' }, now);
    const isId = field.kind === 'id' || field.kind === 'reference';
    const values = items.map((item) => (isId ? idOf(field, unquote(item)) : unquote(item).toLowerCase()));
    const wanted = new Set(values);
    const blank = wanted.has('');
    const test: Test = (value) =>
      value === null ? blank : wanted.has(isId ? String(value) : String(value).toLowerCase());
    return { test, values: blank ? undefined : values };
  }
  const tests = items.map((item, index) =>
    compareWith(field, { relation: '=', literal: item, type: types[index] ?? 'STRING' }, now),
  );
  return { test: (value) => tests.some((one) => one(value)), values: undefined };
}

function compileCondition({ org, scope, subSelect }: Compiling, leaf: Record<string, unknown>): RowCondition {
  const { column, read } = leftSide(leaf, scope);
  const operator = String(leaf['operator']);
  const over = (test: Test): RowCondition => ({ test: (row) => test(read(row)) });
  const plain = typeof leaf['field'] === 'string';
  if (leaf['valueQuery'] !== undefined) {
    const found = subSelect(leaf['valueQuery'] as Query);
    const inside = operator === 'IN';
    const condition = over((value) => found.has(value) === inside);
    const values = [...found].filter((value) => typeof value === 'string');
    return inside && plain ? { ...condition, lookup: { column, values } } : condition;
  }
  const now = org.now();
  switch (operator) {
    case 'IN': {
      const { test, values } = listTest(column, leaf, now);
      return values === undefined || !plain ? over(test) : { ...over(test), lookup: { column, values } };
    }
    case 'NOT IN': {
      const { test } = listTest(column, leaf, now);
      return over((value) => !test(value));
    }
    case 'LIKE':
      return over(like(asList(leaf['value'])[0] ?? "''"));
    case 'INCLUDES':
    case 'EXCLUDES': {
      if (column.field.kind !== 'multipicklist') {
        throw new SoqlError(
          'INVALID_FIELD',
          `${operator.toLowerCase()} is valid only on multi-select picklists, not on '${column.field.name}'`,
        );
      }
      const test = includes(asList(leaf['value']).map(unquote));
      return over(operator === 'INCLUDES' ? test : (value) => !test(value));
    }
    default: {
      if (!isRelation(operator)) throw new SoqlError('MALFORMED_QUERY', `unexpected operator ${operator}`);
      const literal = asList(leaf['value'])[0] ?? '';
      // `LAST_N_DAYS:5` comes with its type only.
      const type = typeAt(leaf['literalType'], 0);
      const condition = over(compareWith(column.field, { relation: operator, literal, type }, now));
      if (operator === '!=' || type !== 'STRING' || !plain) return condition;
      const text = unquote(literal);
      if (text === '') return condition;
      if (operator !== '=') {
        if (column.field.kind !== 'id') return condition;
        const side = operator.startsWith('>') ? 'from' : 'to';
        return { ...condition, bound: { column, side, id: idOf(column.field, text) } };
      }
      const isId = column.field.kind === 'id' || column.field.kind === 'reference';
      return { ...condition, lookup: { column, values: [isId ? idOf(column.field, text) : text] } };
    }
  }
}

const mapLogic = <A, B>(logic: Logic<A>, map: (leaf: A) => B): Logic<B> => {
  switch (logic.kind) {
    case 'leaf':
      return { kind: 'leaf', test: map(logic.test) };
    case 'not':
      return { kind: 'not', inner: mapLogic(logic.inner, map) };
    case 'and':
    case 'or':
      return { kind: logic.kind, parts: logic.parts.map((part) => mapLogic(part, map)) };
  }
};

export function compileFilter(clause: WhereClause, compiling: Compiling): Filter {
  const conditions = readLogic(clause, (leaf) => compileCondition(compiling, leaf as Record<string, unknown>));
  return { conditions, test: evaluator(mapLogic(conditions, ({ test }) => test)) };
}

/** Of a history a user sees the changes of those fields that the user may read of the record itself. */
export function withinRights(filter: Filter | undefined, { object, session }: QueryScope): Filter | undefined {
  const parent = historyParent(object)?.parent;
  if (parent === undefined) return filter;
  const { readable } = session.access(parent);
  const hidden = new Set<Value>(parent.fields.filter(({ slot }) => readable[slot] !== true).map(historyName));
  if (hidden.size === 0) return filter;
  const { slot } = mustHave(object, 'Field');
  const test: RowTest = ({ values }) => !hidden.has(values[slot] ?? null);
  const own: Filter['conditions'] = { kind: 'leaf', test: { test } };
  if (filter === undefined) return { conditions: own, test };
  const asked = filter.conditions;
  return {
    conditions: { kind: 'and', parts: [...(asked.kind === 'and' ? asked.parts : [asked]), own] },
    test: (row) => test(row) && filter.test(row),
  };
}

/** Rows that can match, found by id, key, parent or a stretch of ids where the filter allows it; undefined = look at all rows. */
export function candidates(filter: Filter | undefined, scope: QueryScope): Row[] | undefined {
  if (filter === undefined) return undefined;
  const { conditions } = filter;
  const needed = conditions.kind === 'and' ? conditions.parts : [conditions];
  const { table } = scope.object;
  for (const part of needed) {
    const lookup = part.kind === 'leaf' ? part.test.lookup : undefined;
    if (lookup === undefined || lookup.column.steps.length > 0) continue;
    const { field } = lookup.column;
    const values = [...new Set(lookup.values)];
    if (field.kind === 'id') return values.flatMap((id) => table.get(id) ?? []);
    if (field.kind === 'reference' && table.hasLookup(field.slot)) {
      return values.flatMap((id) => [...table.children(field.slot, id)]);
    }
    if (table.hasKey(field.slot) && field.caseSensitive !== true && field.kind === 'string') {
      return values.flatMap((value) => [...table.byKey(field.slot, value)]);
    }
  }
  return inStretch(needed, table);
}

/** Rows between the ids that the conditions name; undefined: they name none. */
function inStretch(needed: readonly Logic<RowCondition>[], table: Table): Row[] | undefined {
  const bounds = needed.flatMap((part) => (part.kind === 'leaf' ? (part.test.bound ?? []) : []));
  const own = bounds.filter(({ column }) => column.steps.length === 0);
  if (own.length === 0) return undefined;
  const ids = (wanted: 'from' | 'to'): string[] => own.flatMap(({ side, id }) => (side === wanted ? [id] : [])).sort();
  return table.between(ids('from').at(-1), ids('to')[0]);
}
