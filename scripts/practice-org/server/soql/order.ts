import type { OrderByClause } from '@jetstreamapp/soql-parser-js';
import type { Row, Value } from '../store/row.ts';
import { mustFilter, resolveColumn, type QueryScope } from './column.ts';
import { SoqlError } from './error.ts';
import { dateFunctions, displayFunctions } from './function.ts';

export type Compare<T> = (a: T, b: T) => number;

interface Ordered {
  readonly kind: string;
  readonly values?: readonly { readonly value: string }[];
}

/** How two values of one field sort: text ignoring case, ids as they stand, picklists in the order they are defined in. */
export function valueOrder(field: Ordered): Compare<Value> {
  const positions = positionsOf(field);
  const isId = field.kind === 'id' || field.kind === 'reference';
  const key = (value: Value): Value => {
    if (typeof value !== 'string' || isId) return value;
    const lower = value.toLowerCase();
    return positions === undefined ? lower : (positions.get(lower) ?? positions.size);
  };
  return (a, b) => {
    const [x, y] = [key(a), key(b)];
    if (x === null || y === null || x === y) return 0;
    return x < y ? -1 : 1;
  };
}

/** Applies direction and the place of nulls, which come first unless the query says otherwise. */
export function directed(order: Compare<Value>, clause: OrderByClause): Compare<Value> {
  const sign = clause.order === 'DESC' ? -1 : 1;
  const nulls = clause.nulls === 'LAST' ? 1 : -1;
  return (a, b) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? nulls : -nulls;
    return sign * order(a, b);
  };
}

export const clausesOf = (orderBy: OrderByClause | OrderByClause[] | undefined): OrderByClause[] =>
  orderBy === undefined ? [] : Array.isArray(orderBy) ? orderBy : [orderBy];

export const inTurn =
  <T>(orders: readonly Compare<T>[]): Compare<T> =>
  (a, b) => {
    for (const order of orders) {
      const result = order(a, b);
      if (result !== 0) return result;
    }
    return 0;
  };

/** The order of rows; undefined when the query names none. */
export function rowOrder(
  orderBy: OrderByClause | OrderByClause[] | undefined,
  scope: QueryScope,
): Compare<Row> | undefined {
  const clauses = clausesOf(orderBy);
  if (clauses.length === 0) return undefined;
  return inTurn(
    clauses.map((clause) => {
      const path = 'field' in clause ? clause.field : clause.fn.parameters?.[0];
      if (typeof path !== 'string') throw new SoqlError('MALFORMED_QUERY', 'ORDER BY needs a field');
      const column = mustFilter(resolveColumn(scope, path), 'sorted');
      const name = 'fn' in clause ? (clause.fn.functionName?.toUpperCase() ?? '') : '';
      const convert = dateFunctions[name];
      if (name !== '' && convert === undefined && !displayFunctions.has(name)) {
        throw new SoqlError('MALFORMED_QUERY', `rows that are not grouped cannot be ordered by ${name}`);
      }
      const order = directed(valueOrder(column.field), clause);
      if (convert !== undefined) return (a: Row, b: Row) => order(convert(column.read(a)), convert(column.read(b)));
      return (a: Row, b: Row) => order(column.read(a), column.read(b));
    }),
  );
}

function positionsOf(field: Ordered): ReadonlyMap<string, number> | undefined {
  if (field.kind !== 'picklist' || field.values === undefined) return undefined;
  return new Map(field.values.map(({ value }, index) => [value.toLowerCase(), index]));
}
