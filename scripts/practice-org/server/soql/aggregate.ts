import type { FunctionExp, HavingClause, Query } from '@jetstreamapp/soql-parser-js';
import type { Org } from '../org.ts';
import type { Row, Value } from '../store/row.ts';
import type { Column, QueryScope } from './column.ts';
import { compareWith, like, type Relation } from './compare.ts';
import { SoqlError } from './error.ts';
import { Grouping, subtotalsOf, tooManyGroups, type Group, type GroupCell } from './grouping.ts';
import { clausesOf, directed, inTurn, valueOrder, type Compare } from './order.ts';
import { evaluator, readLogic } from './where.ts';

const typeAt = (type: unknown): string => (typeof type === 'string' ? type : 'STRING');

export interface AggregatePlan {
  /** Names of the result's columns, in order. */
  readonly labels: readonly string[];
  /** The select list, for column metadata. */
  readonly columns: readonly Column[];
  /** Groups of the matched rows as result records, HAVING and ORDER BY applied. */
  records(rows: Iterable<Row>): Value[][];
}

function conditionOf(grouping: Grouping, leaf: Record<string, unknown>, now: Date): (group: Group) => boolean {
  const { cell, column } =
    typeof leaf['field'] === 'string'
      ? grouping.pathCell(leaf['field'])
      : grouping.functionCell(leaf['fn'] as FunctionExp);
  const operator = String(leaf['operator']);
  const values = Array.isArray(leaf['value']) ? leaf['value'].map(String) : [String(leaf['value'])];
  const types: unknown[] = Array.isArray(leaf['literalType'])
    ? leaf['literalType']
    : values.map(() => leaf['literalType']);
  if (operator === 'LIKE') {
    const test = like(values[0] ?? "''");
    return (group) => test(cell(group));
  }
  const relation: Relation = operator === 'IN' || operator === 'NOT IN' ? '=' : (operator as Relation);
  const tests = values.map((value, at) =>
    compareWith(column.field, { relation, literal: value, type: typeAt(types[at]) }, now),
  );
  const any = (group: Group): boolean => tests.some((test) => test(cell(group)));
  return operator === 'NOT IN' ? (group) => !any(group) : any;
}

const havingOf = (grouping: Grouping, clause: HavingClause, now: Date): ((group: Group) => boolean) =>
  evaluator(readLogic(clause, (leaf) => conditionOf(grouping, leaf as Record<string, unknown>, now)));

/** The order of groups by what is worked out of each; undefined when the query names none. */
export function groupOrder(
  orderBy: Query['orderBy'],
  grouping: Grouping,
  aliases: ReadonlyMap<string, GroupCell> = new Map(),
): Compare<Group> | undefined {
  const clauses = clausesOf(orderBy);
  if (clauses.length === 0) return undefined;
  return inTurn(
    clauses.map((clause) => {
      const made =
        'fn' in clause
          ? grouping.functionCell(clause.fn)
          : (aliases.get(clause.field.toLowerCase()) ?? grouping.pathCell(clause.field));
      const order = directed(valueOrder(made.column.field), clause);
      return (a: Group, b: Group) => order(made.cell(a), made.cell(b));
    }),
  );
}

/** Compiles a query with aggregate functions or GROUP BY. */
export function compileAggregate(org: Org, scope: QueryScope, query: Query): AggregatePlan {
  const { groupBy } = query;
  const { clauses, subtotals } = subtotalsOf(groupBy === undefined ? [] : Array.isArray(groupBy) ? groupBy : [groupBy]);
  const grouping = new Grouping(org, scope, clauses, subtotals);
  const labels: string[] = [];
  const cells: GroupCell[] = [];
  const aliases = new Map<string, GroupCell>();
  let unnamed = 0;
  for (const item of query.fields ?? []) {
    if (item.type === 'FieldSubquery' || item.type === 'FieldTypeof') {
      throw new SoqlError('MALFORMED_QUERY', 'nested queries cannot be grouped');
    }
    const isFunction = item.type === 'FieldFunctionExpression';
    const path = isFunction
      ? ''
      : item.type === 'FieldRelationship'
        ? [...item.relationships, item.field].join('.')
        : item.field;
    const made = isFunction ? grouping.functionCell(item) : grouping.pathCell(path);
    const alias = 'alias' in item ? item.alias : undefined;
    const label = alias ?? (isFunction ? `expr${unnamed++}` : made.column.field.name);
    labels.push(label);
    cells.push(made);
    aliases.set(label.toLowerCase(), made);
  }
  const having = query.having === undefined ? undefined : havingOf(grouping, query.having, org.now());
  const order = groupOrder(query.orderBy, grouping, aliases);
  return {
    labels,
    columns: cells.map(({ column }) => column),
    records(rows) {
      let groups = grouping.group(rows);
      if (having !== undefined) groups = groups.filter(having);
      if (order !== undefined) groups.sort(order);
      const from = query.offset ?? 0;
      const shown = groups.slice(from, query.limit === undefined ? undefined : from + query.limit);
      const error = tooManyGroups(shown.length);
      if (error !== undefined) throw error;
      return shown.map((group) => cells.map(({ cell }) => cell(group)));
    },
  };
}
