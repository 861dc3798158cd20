import type { FieldFunctionExpression, FunctionExp, GroupByClause } from '@jetstreamapp/soql-parser-js';
import type { Org } from '../org.ts';
import { currencyRates } from '../schema/currencies.ts';
import type { Row, Value } from '../store/row.ts';
import { mustGroup, resolveColumn, type Column, type QueryScope } from './column.ts';
import { SoqlError } from './error.ts';
import { dateFunctions, displayFunctions } from './function.ts';

const aggregates = new Set(['COUNT', 'COUNT_DISTINCT', 'SUM', 'AVG', 'MIN', 'MAX']);

export const isAggregate = (name: string): boolean => aggregates.has(name.toUpperCase());

/** Groups one query answers; more cannot be fetched, for there is no further page of groups. */
const mostGroups = 2000;

export const tooManyGroups = (count: number): SoqlError | undefined =>
  count <= mostGroups
    ? undefined
    : new SoqlError(
        'EXCEEDED_ID_LIMIT',
        'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
      );

/** `ROLLUP` and `CUBE` add subtotals; the guide allows them up to three fields. */
export type Subtotals = 'none' | 'rollup' | 'cube';

const mostSubtotalled = 3;

/** What rows are grouped by. */
interface Key {
  readonly label: string;
  readonly column: Column;
  of(row: Row): Value;
}

export interface Group {
  /** One for each key; null for those that a subtotal is over. */
  readonly keys: readonly Value[];
  readonly rows: Row[];
  /** By key, whether this is a subtotal over it. */
  readonly over: readonly boolean[];
}

/** What is shown of each group, and the field it is of. */
export interface GroupCell {
  readonly cell: (group: Group) => Value;
  readonly column: Column;
}

type Read = (row: Row) => Value;

function extreme(rows: readonly Row[], read: Read, sign: 1 | -1): Value {
  let best: Value = null;
  for (const row of rows) {
    const value = read(row);
    if (value !== null && (best === null || (value < best ? -1 : 1) === sign)) best = value;
  }
  return best;
}

const identity = (value: Value): Value => (typeof value === 'string' ? value.toLowerCase() : value);

/** Sum and number of the numbers among the values. */
function total(rows: readonly Row[], read: Read): { readonly sum: number; readonly count: number } {
  let sum = 0;
  let count = 0;
  for (const row of rows) {
    const value = read(row);
    if (typeof value !== 'number') continue;
    sum += value;
    count++;
  }
  return { sum, count };
}

function distinct(rows: readonly Row[], read: Read): number {
  const seen = new Set<Value>();
  for (const row of rows) {
    const value = read(row);
    if (value !== null) seen.add(identity(value));
  }
  return seen.size;
}

function compute(name: string, rows: readonly Row[], read: Read): Value {
  switch (name) {
    case 'COUNT':
      return rows.reduce((count, row) => (read(row) === null ? count : count + 1), 0);
    case 'COUNT_DISTINCT':
      return distinct(rows, read);
    case 'SUM':
    case 'AVG': {
      const { sum, count } = total(rows, read);
      return count === 0 ? null : name === 'SUM' ? sum : sum / count;
    }
    default:
      return extreme(rows, read, name === 'MIN' ? -1 : 1);
  }
}

/** The one field a function is of. */
function parameterOf(fn: { parameters?: unknown }): string {
  const [first] = Array.isArray(fn.parameters) ? (fn.parameters as unknown[]) : [];
  if (typeof first === 'string') return first;
  throw new SoqlError('MALFORMED_QUERY', 'an aggregate function needs a field');
}

/** Amounts of an org with several currencies are aggregated in the corporate one, as SOQL's reference says. */
function inCorporateCurrency(org: Org, column: Column): Read {
  const { field } = column;
  const read: Read = (row) => column.read(row);
  const types = org.objects.get('currencytype');
  const code = field.object.byName.get('currencyisocode');
  // An amount of a parent would need the parent's currency; nobody asks for one.
  if (field.kind !== 'currency' || column.steps.length > 0 || types === undefined || code === undefined) return read;
  const rateOf = currencyRates(types);
  const rates = new Map<Value, number>();
  return (row) => {
    const value = read(row);
    if (typeof value !== 'number') return value;
    const isoCode = row.values[code.slot] ?? null;
    const rate = rates.get(isoCode) ?? rateOf(String(isoCode));
    rates.set(isoCode, rate);
    return value / rate;
  };
}

function measure(org: Org, fn: FieldFunctionExpression | FunctionExp, scope: QueryScope): GroupCell {
  const name = (fn.functionName ?? '').toUpperCase();
  const noField = name === 'COUNT' && (fn.parameters ?? []).length === 0;
  const column = resolveColumn(scope, noField ? 'Id' : parameterOf(fn));
  const { kind } = column.field;
  if ((name === 'SUM' || name === 'AVG') && !['double', 'currency', 'percent', 'int'].includes(kind)) {
    throw new SoqlError('MALFORMED_QUERY', `field ${column.field.name} does not support aggregate operator ${name}`);
  }
  const counts = name.startsWith('COUNT');
  const read: Read = counts ? (row) => column.read(row) : inCorporateCurrency(org, column);
  return {
    cell: ({ rows }) => compute(name, rows, read),
    column: counts ? { ...column, field: { ...column.field, kind: 'int' } } : column,
  };
}

function keyOfField(path: string, scope: QueryScope): Key {
  const column = mustGroup(resolveColumn(scope, path), scope.source);
  return { label: column.path, column, of: (row) => column.read(row) };
}

function keyOf(clause: GroupByClause, scope: QueryScope): Key {
  if ('field' in clause) return keyOfField(clause.field, scope);
  const name = (clause.fn.functionName ?? '').toUpperCase();
  const convert = dateFunctions[name];
  if (convert === undefined) throw new SoqlError('MALFORMED_QUERY', `GROUP BY ${name} is not supported here`);
  const column = resolveColumn(scope, parameterOf(clause.fn));
  if (!['date', 'datetime'].includes(column.field.kind))
    throw new SoqlError('MALFORMED_QUERY', `field ${column.field.name} does not support the function ${name}`);
  const kind = name === 'DAY_ONLY' ? 'date' : 'int';
  return {
    label: `${name}(${column.path})`,
    column: { ...column, field: { ...column.field, kind } },
    of: (row) => convert(column.read(row)),
  };
}

/** Reads `ROLLUP(A, B)` and `CUBE(A, B)`; anything else as it stands. */
export function subtotalsOf(clauses: readonly GroupByClause[]): {
  readonly subtotals: Subtotals;
  readonly clauses: readonly GroupByClause[];
} {
  const [first, ...more] = clauses;
  const name = first !== undefined && 'fn' in first ? (first.fn.functionName ?? '').toUpperCase() : '';
  if (first === undefined || !('fn' in first) || (name !== 'ROLLUP' && name !== 'CUBE') || more.length > 0)
    return { subtotals: 'none', clauses };
  const fields = (first.fn.parameters ?? []).flatMap((parameter) =>
    typeof parameter === 'string' ? [{ field: parameter }] : [],
  );
  return { subtotals: name === 'ROLLUP' ? 'rollup' : 'cube', clauses: fields };
}

/** For each set of groups, which keys a subtotal is over: at first none. */
function setsOf(subtotals: Subtotals, keys: number): boolean[][] {
  const all = Array.from({ length: keys }, (_none, at) => at);
  if (subtotals === 'none') return [all.map(() => false)];
  if (subtotals === 'rollup') return [...all, keys].map((over) => all.map((at) => at >= keys - over));
  return Array.from({ length: 2 ** keys }, (_none, bits) => all.map((at) => Math.floor(bits / 2 ** at) % 2 === 1));
}

/** Puts rows into groups, and works out what a query asks of each. */
export class Grouping {
  readonly #keys: readonly Key[];
  readonly #sets: readonly (readonly boolean[])[];
  readonly #scope: QueryScope;
  readonly #org: Org;

  /** @throws SoqlError for fields that are not there for the user, or not to be grouped. */
  constructor(org: Org, scope: QueryScope, clauses: readonly GroupByClause[], subtotals: Subtotals = 'none') {
    this.#org = org;
    this.#scope = scope;
    this.#keys = clauses.map((clause) => keyOf(clause, scope));
    if (subtotals !== 'none' && this.#keys.length > mostSubtotalled) {
      const message = `GROUP BY ${subtotals.toUpperCase()} takes at most ${mostSubtotalled} fields`;
      throw new SoqlError('MALFORMED_QUERY', message);
    }
    this.#sets = setsOf(subtotals, this.#keys.length);
  }

  get grouped(): boolean {
    return this.#keys.length > 0;
  }

  group(rows: Iterable<Row>): Group[] {
    if (!this.grouped) return [{ keys: [], rows: [...rows], over: [] }];
    const groups = this.#sets.map((over) => ({ over, found: new Map<Value, Group>() }));
    for (const row of rows) {
      const keys = this.#keys.map((key) => key.of(row));
      for (const { over, found } of groups) {
        const own = over.includes(true) ? keys.map((value, at) => (over[at] === true ? null : value)) : keys;
        const [only = null, ...more] = own;
        const id = more.length === 0 ? identity(only) : JSON.stringify(own.map(identity));
        const group = found.get(id);
        if (group === undefined) found.set(id, { keys: own, rows: [row], over });
        else group.rows.push(row);
      }
    }
    return groups.flatMap(({ found }) => [...found.values()]);
  }

  /** A grouped field or function by the label it has in GROUP BY. */
  #keyCell(label: string): GroupCell {
    const at = this.#keyAt(label);
    const key = this.#keys[at];
    if (key === undefined) throw new SoqlError('MALFORMED_QUERY', `Field must be grouped or aggregated: ${label}`);
    return { cell: ({ keys }) => keys[at] ?? null, column: key.column };
  }

  #keyAt(label: string): number {
    return this.#keys.findIndex((key) => key.label.toLowerCase() === label.toLowerCase());
  }

  /** Whether a group is a subtotal over the field: 1 or 0. */
  #groupingCell(path: string): GroupCell {
    const { column } = this.#keyCell(path);
    const at = this.#keyAt(path);
    return {
      cell: ({ over }) => (over[at] === true ? 1 : 0),
      column: { ...column, field: { ...column.field, kind: 'int' } },
    };
  }

  functionCell(fn: FieldFunctionExpression | FunctionExp): GroupCell {
    const name = (fn.functionName ?? '').toUpperCase();
    if (isAggregate(name)) return measure(this.#org, fn, this.#scope);
    const { path } = resolveColumn(this.#scope, parameterOf(fn));
    if (name === 'GROUPING') return this.#groupingCell(path);
    return this.#keyCell(displayFunctions.has(name) ? path : `${name}(${path})`);
  }

  pathCell(path: string): GroupCell {
    return this.#keyCell(resolveColumn(this.#scope, path).path);
  }
}
