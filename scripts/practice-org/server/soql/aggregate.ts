import type {
  FieldFunctionExpression,
  FunctionExp,
  GroupByClause,
  HavingClause,
  Query,
} from '@jetstreamapp/soql-parser-js';
import type { Org } from '../org.ts';
import type { Row, Value } from '../store/row.ts';
import { mustGroup, resolveColumn, type Column, type QueryScope } from './column.ts';
import { compareWith, like, type Relation } from './compare.ts';
import { SoqlError } from './error.ts';
import { dateFunctions, displayFunctions } from './function.ts';
import { clausesOf, directed, inTurn, valueOrder, type Compare } from './order.ts';
import { evaluator, readLogic } from './where.ts';

const aggregates = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

export const isAggregate = (name: string): boolean => aggregates.has(name.toUpperCase());

/** Something worked out once per group. */
interface Measure {
  readonly label: string;
  readonly column: Column;
  readonly name: string;
  of(rows: readonly Row[]): Value;
}

/** What rows are grouped by. */
interface Key {
  readonly label: string;
  readonly column: Column;
  of(row: Row): Value;
}

const number = (values: readonly Value[]): number[] => values.filter((value) => typeof value === 'number');

function extreme(values: readonly Value[], sign: 1 | -1): Value {
  let best: Value = null;
  for (const value of values) if (value !== null && (best === null || (value < best ? -1 : 1) === sign)) best = value;
  return best;
}

const typeAt = (type: unknown): string => (typeof type === 'string' ? type : 'STRING');

const identity = (value: Value): Value => (typeof value === 'string' ? value.toLowerCase() : value);

function compute(name: string, values: readonly Value[]): Value {
  switch (name) {
    case 'COUNT':
      return values.filter((value) => value !== null).length;
    case 'COUNT_DISTINCT':
      return new Set(values.filter((value) => value !== null).map(identity)).size;
    case 'SUM':
      return number(values).length === 0 ? null : number(values).reduce((sum, value) => sum + value, 0);
    case 'AVG': {
      const numbers = number(values);
      return numbers.length === 0 ? null : numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
    }
    case 'MIN':
      return extreme(values, -1);
    default:
      return extreme(values, 1);
  }
}

const parameterOf = (fn: { parameters?: unknown }): string => {
  const [first] = Array.isArray(fn.parameters) ? (fn.parameters as unknown[]) : [];
  if (typeof first === 'string') return first;
  throw new SoqlError('MALFORMED_QUERY', 'an aggregate function needs a field');
};

function measure(fn: FieldFunctionExpression | FunctionExp, label: string, scope: QueryScope): Measure {
  const name = (fn.functionName ?? '').toUpperCase();
  const noField = name === 'COUNT' && (fn.parameters ?? []).length === 0;
  const column = resolveColumn(scope, noField ? 'Id' : parameterOf(fn));
  const { kind } = column.field;
  if ((name === 'SUM' || name === 'AVG') && !['double', 'currency', 'percent', 'int'].includes(kind)) {
    throw new SoqlError('MALFORMED_QUERY', `field ${column.field.name} does not support aggregate operator ${name}`);
  }
  return {
    label,
    column,
    name,
    of: (rows) =>
      compute(
        name,
        rows.map((row) => column.read(row)),
      ),
  };
}

function keyOf(clause: GroupByClause, scope: QueryScope): Key {
  if ('field' in clause) {
    const column = mustGroup(resolveColumn(scope, clause.field), scope.source);
    return { label: column.path, column, of: (row) => column.read(row) };
  }
  const name = (clause.fn.functionName ?? '').toUpperCase();
  const convert = dateFunctions[name];
  if (convert === undefined) throw new SoqlError('MALFORMED_QUERY', `GROUP BY ${name} is not supported here`);
  const column = resolveColumn(scope, parameterOf(clause.fn));
  const kind = name === 'DAY_ONLY' ? 'date' : 'int';
  return {
    label: `${name}(${column.path})`,
    column: { ...column, field: { ...column.field, kind } },
    of: (row) => convert(column.read(row)),
  };
}

interface Group {
  readonly keys: readonly Value[];
  readonly rows: Row[];
}

export interface AggregatePlan {
  /** Names of the result's columns, in order. */
  readonly labels: readonly string[];
  /** The select list, for column metadata. */
  readonly columns: readonly Column[];
  /** Groups of the matched rows as result records, HAVING and ORDER BY applied. */
  records(rows: Iterable<Row>): Value[][];
}

type Cell = (group: Group) => Value;

class AggregateCompiler {
  readonly #keys: readonly Key[];
  readonly #scope: QueryScope;
  readonly #org: Org;

  constructor(org: Org, scope: QueryScope, groupBy: Query['groupBy']) {
    this.#org = org;
    this.#scope = scope;
    const clauses = groupBy === undefined ? [] : Array.isArray(groupBy) ? groupBy : [groupBy];
    this.#keys = clauses.map((clause) => keyOf(clause, scope));
  }

  get grouped(): boolean {
    return this.#keys.length > 0;
  }

  group(rows: Iterable<Row>): Group[] {
    if (!this.grouped) return [{ keys: [], rows: [...rows] }];
    const groups = new Map<string, Group>();
    for (const row of rows) {
      const keys = this.#keys.map((key) => key.of(row));
      const id = JSON.stringify(keys.map(identity));
      const group = groups.get(id);
      if (group === undefined) groups.set(id, { keys, rows: [row] });
      else group.rows.push(row);
    }
    return [...groups.values()];
  }

  /** A grouped field or function by the label it has in GROUP BY. */
  keyCell(label: string): { cell: Cell; column: Column } {
    const at = this.#keys.findIndex((key) => key.label.toLowerCase() === label.toLowerCase());
    const key = this.#keys[at];
    if (key === undefined) throw new SoqlError('MALFORMED_QUERY', `Field must be grouped or aggregated: ${label}`);
    return { cell: ({ keys }) => keys[at] ?? null, column: key.column };
  }

  functionCell(fn: FieldFunctionExpression | FunctionExp): { cell: Cell; column: Column } {
    const name = (fn.functionName ?? '').toUpperCase();
    if (isAggregate(name)) {
      const made = measure(fn, '', this.#scope);
      const counts = name.startsWith('COUNT');
      const column = counts ? { ...made.column, field: { ...made.column.field, kind: 'int' as const } } : made.column;
      return { cell: ({ rows }) => made.of(rows), column };
    }
    const path = resolveColumn(this.#scope, parameterOf(fn)).path;
    return this.keyCell(displayFunctions.has(name) ? path : `${name}(${path})`);
  }

  pathCell(path: string): { cell: Cell; column: Column } {
    return this.keyCell(resolveColumn(this.#scope, path).path);
  }

  having(clause: HavingClause): (group: Group) => boolean {
    return evaluator(readLogic(clause, (leaf) => this.#condition(leaf as Record<string, unknown>)));
  }

  #condition(leaf: Record<string, unknown>): (group: Group) => boolean {
    const { cell, column } =
      typeof leaf['field'] === 'string' ? this.pathCell(leaf['field']) : this.functionCell(leaf['fn'] as FunctionExp);
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
      compareWith(column.field, { relation, literal: value, type: typeAt(types[at]) }, this.#org.now()),
    );
    const any = (group: Group): boolean => tests.some((test) => test(cell(group)));
    return operator === 'NOT IN' ? (group) => !any(group) : any;
  }

  order(query: Query, aliases: ReadonlyMap<string, { cell: Cell; column: Column }>): Compare<Group> | undefined {
    const clauses = clausesOf(query.orderBy);
    if (clauses.length === 0) return undefined;
    return inTurn(
      clauses.map((clause) => {
        const made =
          'fn' in clause
            ? this.functionCell(clause.fn)
            : (aliases.get(clause.field.toLowerCase()) ?? this.pathCell(clause.field));
        const order = directed(valueOrder(made.column.field), clause);
        return (a: Group, b: Group) => order(made.cell(a), made.cell(b));
      }),
    );
  }
}

/** Compiles a query with aggregate functions or GROUP BY. */
export function compileAggregate(org: Org, scope: QueryScope, query: Query): AggregatePlan {
  const compiler = new AggregateCompiler(org, scope, query.groupBy);
  const labels: string[] = [];
  const cells: { cell: Cell; column: Column }[] = [];
  const aliases = new Map<string, { cell: Cell; column: Column }>();
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
    const made = isFunction ? compiler.functionCell(item) : compiler.pathCell(path);
    const alias = 'alias' in item ? item.alias : undefined;
    const label = alias ?? (isFunction ? `expr${unnamed++}` : made.column.field.name);
    labels.push(label);
    cells.push(made);
    aliases.set(label.toLowerCase(), made);
  }
  const having = query.having === undefined ? undefined : compiler.having(query.having);
  const order = compiler.order(query, aliases);
  return {
    labels,
    columns: cells.map(({ column }) => column),
    records(rows) {
      let groups = compiler.group(rows);
      if (having !== undefined) groups = groups.filter(having);
      if (order !== undefined) groups.sort(order);
      const from = query.offset ?? 0;
      const shown = groups.slice(from, query.limit === undefined ? undefined : from + query.limit);
      if (shown.length > 2000) {
        throw new SoqlError(
          'EXCEEDED_ID_LIMIT',
          'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
        );
      }
      return shown.map((group) => cells.map(({ cell }) => cell(group)));
    },
  };
}
