import type { Value } from '../store/row.ts';
import type { Column } from '../soql/column.ts';
import { compileSoql, matchingRows, type QueryPlan } from '../soql/plan.ts';
import { firstPage, pageOf, projector, rowCursor, type Paging } from './project.ts';
import { answerExplain } from './explain-query.ts';
import { baseOf } from './base.ts';
import { failure, ok, soqlFailure, wrongMethod, type Reply } from '../http/reply.ts';
import type { ApiRequest } from '../http/request.ts';

/** Rows to a page: 200 to 2,000, as the header asks. */
function pageSize(header: string | undefined): number {
  const asked = Number(/batchSize\s*=\s*(\d+)/i.exec(header ?? '')?.[1] ?? 2000);
  return Math.min(2000, Math.max(200, asked));
}

/** `query`, `queryAll` and their further pages. */
export function answerQuery(request: ApiRequest): Reply {
  const { method, parts, query } = request;
  if (method !== 'GET') return wrongMethod(method, 'GET');
  const [resource, locator] = parts;
  if (locator !== undefined) return nextPage(request, locator);
  const explained = query.get('explain');
  if (explained !== null) return answerExplain(request, explained);
  const source = query.get('q');
  if (source === null || source.trim() === '')
    return failure(400, 'MALFORMED_QUERY', 'SOQL query is missing: give it as q');
  try {
    const plan = compileSoql(request.org, request.session, source, resource?.toLowerCase() === 'queryall');
    return query.get('columns') === 'true' ? ok(columnMetadata(plan)) : ok(run(plan, request));
  } catch (error) {
    return soqlFailure(error);
  }
}

function nextPage(request: ApiRequest, locator: string): Reply {
  const found = request.cursors.find(request.session, locator);
  if (found === undefined) return failure(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  return ok(pageOf(found.cursor, found.id, found.from, { base: baseOf(request) }));
}

function run(plan: QueryPlan, request: ApiRequest): unknown {
  const paging: Paging = {
    base: baseOf(request),
    size: pageSize(request.headers['sforce-query-options']),
    session: request.session,
    cursors: request.cursors,
  };
  switch (plan.kind) {
    case 'count':
      return { totalSize: matchingRows(plan).length, done: true, records: [] };
    case 'aggregate': {
      const { labels } = plan.aggregate;
      const records = plan.aggregate
        .records(matchingRows({ ...plan, limit: Infinity, offset: 0 }))
        .map((values) => aggregateRecord(labels, values));
      return { totalSize: records.length, done: true, records };
    }
    case 'rows': {
      const rows = matchingRows(plan);
      if (plan.viewed)
        request.org.recent.add(
          request.session.userId,
          rows.map(({ id }) => id),
        );
      return firstPage(rowCursor(rows, projector(plan, paging), paging.size), paging);
    }
  }
}

const aggregateRecord = (labels: readonly string[], values: readonly Value[]): unknown => ({
  attributes: { type: 'AggregateResult' },
  ...Object.fromEntries(labels.map((label, at) => [label, values[at] ?? null])),
});

const numeric = new Set(['double', 'currency', 'percent', 'int']);

function columnOf(column: Column, name: string, aggregate: boolean): unknown {
  const { field } = column;
  return {
    aggregate,
    apexType: field.kind,
    booleanType: field.kind === 'boolean',
    columnName: name,
    custom: field.custom,
    displayName: name,
    foreignKeyName: field.kind === 'reference' ? (field.relationshipName ?? null) : null,
    insertable: field.canCreate,
    joinColumns: [],
    numberType: numeric.has(field.kind),
    textType: !numeric.has(field.kind) && field.kind !== 'boolean',
    updatable: field.canUpdate,
  };
}

/** What `columns=true` answers: the select list, not the rows. Parents nest as the paths do. */
function columnMetadata(plan: QueryPlan): unknown {
  const { object } = plan.scope;
  const shared = {
    entityName: object.name,
    groupBy: plan.kind === 'aggregate',
    idSelected: false,
    keyPrefix: object.prefix,
  };
  if (plan.kind === 'count') return { ...shared, columnMetadata: [] };
  if (plan.kind === 'aggregate') {
    const { columns, labels } = plan.aggregate;
    return { ...shared, columnMetadata: columns.map((column, at) => columnOf(column, labels[at] ?? '', true)) };
  }
  const columnMetadata = plan.selected.map((item) => {
    if (item.kind === 'column') return nestedColumn(item.column, item.label.split('.'));
    const inner = item.plan.selected.flatMap((child) =>
      child.kind === 'column' ? [nestedColumn(child.column, child.label.split('.'))] : [],
    );
    return { aggregate: true, columnName: item.name, displayName: item.name, joinColumns: inner };
  });
  const idSelected = plan.selected.some((item) => item.kind === 'column' && item.label === 'Id');
  return { ...shared, idSelected, columnMetadata };
}

function nestedColumn(column: Column, path: readonly string[]): unknown {
  const [head = '', ...rest] = path;
  if (rest.length === 0) return columnOf(column, head, false);
  return { aggregate: false, columnName: head, displayName: head, joinColumns: [nestedColumn(column, rest)] };
}
