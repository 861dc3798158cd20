import type { FieldType, Query, Subquery } from '@jetstreamapp/soql-parser-js';
import type { Session } from '../access/session.ts';
import { objectNamed, type Org } from '../org.ts';
import type { ObjectType } from '../schema/object.ts';
import type { Row, Value } from '../store/row.ts';
import { compileAggregate, type AggregatePlan } from './aggregate.ts';
import { resolveColumn, type Column, type QueryScope } from './column.ts';
import { pointedError, SoqlError } from './error.ts';
import { candidates, compileFilter, withinRights, type Filter } from './filter.ts';
import { displayFunctions } from './function.ts';
import { isAggregate } from './grouping.ts';
import { rowOrder, type Compare } from './order.ts';
import { parseSoql } from './parse.ts';

/** One entry of a select list. */
export type Selected =
  | { readonly kind: 'column'; readonly column: Column; readonly label: string }
  | { readonly kind: 'children'; readonly name: string; readonly plan: RowPlan; readonly lookup: number };

/** Everything needed to find rows, in order. */
export interface RowPlan {
  readonly scope: QueryScope;
  readonly filter: Filter | undefined;
  readonly order: Compare<Row> | undefined;
  readonly limit: number;
  readonly offset: number;
  readonly selected: readonly Selected[];
  readonly withDeleted: boolean;
  /** `FOR VIEW` or `FOR REFERENCE`: the rows count as looked at. */
  readonly viewed: boolean;
}

export type QueryPlan =
  | ({ readonly kind: 'rows' } & RowPlan)
  | ({ readonly kind: 'count' } & RowPlan)
  | ({ readonly kind: 'aggregate'; readonly aggregate: AggregatePlan } & RowPlan);

/** Compiles SOQL for a user. @throws SoqlError */
export function compileSoql(org: Org, session: Session, source: string, withDeleted = false): QueryPlan {
  const { query, allRows } = parseSoql(source);
  return new QueryCompiler(org, session, source, withDeleted || allRows).compile(query);
}

class QueryCompiler {
  readonly #org: Org;
  readonly #session: Session;
  readonly #source: string;
  readonly #withDeleted: boolean;

  constructor(org: Org, session: Session, source: string, withDeleted: boolean) {
    this.#org = org;
    this.#session = session;
    this.#source = source;
    this.#withDeleted = withDeleted;
  }

  compile(query: Query): QueryPlan {
    refuseUnknownClauses(query);
    const object = this.#objectOf(query.sObject ?? '');
    const scope = this.#scope(object, query.sObjectAlias);
    const base = this.#rows(query, scope);
    const fields = query.fields ?? [];
    const functions = fields.filter((field) => field.type === 'FieldFunctionExpression');
    const [only] = functions;
    const counts =
      only?.functionName.toUpperCase() === 'COUNT' && only.parameters.length === 0 && only.alias === undefined;
    if (fields.length === 1 && counts && query.groupBy === undefined) return { kind: 'count', ...base };
    if (query.groupBy !== undefined || functions.some(({ functionName }) => isAggregate(functionName))) {
      return { kind: 'aggregate', aggregate: compileAggregate(this.#org, scope, query), ...base, order: undefined };
    }
    const selected = fields.flatMap((field) => this.#select(field, scope, query));
    refuseRepeated(selected);
    return { kind: 'rows', ...base, order: rowOrder(query.orderBy, scope), selected };
  }

  #objectOf(name: string): ObjectType {
    const object = objectNamed(this.#org, name);
    if (object !== undefined && this.#session.access(object).read) return object;
    throw pointedError(
      'INVALID_TYPE',
      this.#source,
      name,
      `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
    );
  }

  #scope(object: ObjectType, alias: string | undefined): QueryScope {
    return { object, alias, session: this.#session, source: this.#source };
  }

  #rows(query: Query | Subquery, scope: QueryScope): RowPlan {
    if ((query.offset ?? 0) > 2000) {
      throw new SoqlError('NUMBER_OUTSIDE_VALID_RANGE', 'Maximum SOQL offset allowed is 2000');
    }
    const compiling = { org: this.#org, scope, subSelect: (inner: Query) => this.#subSelect(inner) };
    return {
      scope,
      filter: withinRights(query.where === undefined ? undefined : compileFilter(query.where, compiling), scope),
      order: undefined,
      limit: query.limit ?? Infinity,
      offset: query.offset ?? 0,
      selected: [],
      withDeleted: this.#withDeleted,
      viewed: query.for === 'VIEW' || query.for === 'REFERENCE',
    };
  }

  /** The values of a semi-join. */
  #subSelect(query: Query): Set<Value> {
    const plan = this.compile(query);
    const [item, ...more] = plan.kind === 'rows' ? plan.selected : [];
    if (item?.kind !== 'column' || more.length > 0) {
      throw new SoqlError('MALFORMED_QUERY', 'a nested query in WHERE selects exactly one field');
    }
    return new Set(
      matchingRows(plan)
        .map((row) => item.column.read(row))
        .filter((value) => value !== null),
    );
  }

  #select(item: FieldType, scope: QueryScope, query: Query | Subquery): Selected[] {
    switch (item.type) {
      case 'Field':
      case 'FieldRelationship': {
        const path = item.type === 'Field' ? item.field : [...item.relationships, item.field].join('.');
        const column = resolveColumn(scope, path);
        return [{ kind: 'column', column, label: column.path }];
      }
      case 'FieldFunctionExpression':
        return this.#selectFunction(item.functionName.toUpperCase(), item, scope, query);
      case 'FieldSubquery':
        return [this.#children(item.subquery, scope)];
      case 'FieldTypeof':
        throw new SoqlError('MALFORMED_QUERY', 'TYPEOF is not supported by the practice org');
    }
  }

  #selectFunction(
    name: string,
    item: { readonly parameters: readonly unknown[]; readonly alias?: string },
    scope: QueryScope,
    query: Query | Subquery,
  ): Selected[] {
    const [parameter] = item.parameters;
    if (typeof parameter !== 'string') throw new SoqlError('MALFORMED_QUERY', `${name} needs a field`);
    if (name === 'FIELDS') return this.#allFields(parameter.toUpperCase(), scope, query);
    if (!displayFunctions.has(name)) throw new SoqlError('MALFORMED_QUERY', `unknown function ${name}`);
    const column = resolveColumn(scope, parameter);
    return [{ kind: 'column', column, label: item.alias ?? column.path }];
  }

  #allFields(which: string, scope: QueryScope, query: Query | Subquery): Selected[] {
    if (which !== 'ALL' && which !== 'STANDARD' && which !== 'CUSTOM') {
      throw new SoqlError('MALFORMED_QUERY', `unknown group of fields ${which}`);
    }
    if (which !== 'STANDARD' && (query.limit === undefined || query.limit > 200)) {
      throw new SoqlError('MALFORMED_QUERY', 'The SOQL FIELDS function must have a LIMIT of at most 200');
    }
    const { readable } = this.#session.access(scope.object);
    return scope.object.fields
      .filter((field) => readable[field.slot] === true && (which === 'ALL' || field.custom === (which === 'CUSTOM')))
      .map((field) => {
        const column = resolveColumn(scope, field.name);
        return { kind: 'column', column, label: column.path };
      });
  }

  #children(query: Subquery, scope: QueryScope): Selected {
    const name = query.relationshipName;
    const relation = scope.object.children.find((child) => child.name?.toLowerCase() === name.toLowerCase());
    if (relation?.name === undefined || !this.#session.access(relation.child).read) {
      throw pointedError(
        'INVALID_TYPE',
        this.#source,
        name,
        `Didn't understand relationship '${name}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
      );
    }
    const inner = this.#scope(relation.child, query.sObjectAlias);
    const base = this.#rows(query, inner);
    const selected = (query.fields ?? []).flatMap((field) => this.#select(field, inner, query));
    const plan: RowPlan = { ...base, order: rowOrder(query.orderBy, inner), selected };
    return { kind: 'children', name: relation.name, plan, lookup: relation.field.slot };
  }
}

/** Clauses that change which rows come, and that would be passed over here. */
function refuseUnknownClauses({ usingScope, withDataCategory }: Query): void {
  if (usingScope !== undefined && usingScope.toLowerCase() !== 'everything') {
    throw new SoqlError('MALFORMED_QUERY', `USING SCOPE ${usingScope} is not supported by the practice org`);
  }
  if (withDataCategory !== undefined) {
    throw new SoqlError('MALFORMED_QUERY', 'WITH DATA CATEGORY is not supported by the practice org');
  }
}

function refuseRepeated(selected: readonly Selected[]): void {
  const seen = new Set<string>();
  for (const one of selected) {
    if (one.kind !== 'column') continue;
    if (seen.has(one.label)) throw new SoqlError('MALFORMED_QUERY', `duplicate field selected: ${one.label}`);
    seen.add(one.label);
  }
}

/** Rows a plan looks at, before its filter. */
export function* sourceRows(plan: RowPlan): Generator<Row> {
  const { table } = plan.scope.object;
  if (plan.withDeleted) {
    yield* table.rows();
    yield* table.deletedRows();
    return;
  }
  yield* candidates(plan.filter, plan.scope) ?? table.rows();
}

/** Orders and cuts the rows that passed the filter. */
export function arranged(plan: RowPlan, rows: Row[]): Row[] {
  if (plan.order !== undefined) rows.sort(plan.order);
  return plan.offset === 0 && plan.limit >= rows.length ? rows : rows.slice(plan.offset, plan.offset + plan.limit);
}

/** The rows of a plan, in order; `from` replaces the object's own rows for child queries. */
export function matchingRows(plan: RowPlan, from: Iterable<Row> = sourceRows(plan)): Row[] {
  const { filter, order } = plan;
  const enough = order === undefined ? plan.offset + plan.limit : Infinity;
  const rows: Row[] = [];
  for (const row of from) {
    if (rows.length >= enough) break;
    if (filter === undefined || filter.test(row)) rows.push(row);
  }
  return arranged(plan, rows);
}
