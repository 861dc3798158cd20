import { candidates } from '../soql/filter.ts';
import { compileSoql, matchingRows } from '../soql/plan.ts';
import { failure, ok, soqlFailure, type Reply } from '../http/reply.ts';
import type { ApiRequest } from '../http/request.ts';
import { queryOf, viewIdPattern } from './list-views.ts';

/** `query?explain=`: how the rows of a query, or of a list view by its id, would be found. */
export function answerExplain(request: ApiRequest, asked: string): Reply {
  const { org, session } = request;
  const prefix = viewIdPattern.exec(asked)?.[1];
  const object = [...org.objects.values()].find((one) => one.prefix === prefix);
  const source = object === undefined ? asked : (queryOf(object, asked, request) ?? asked);
  if (source.trim() === '') return failure(400, 'MALFORMED_QUERY', 'SOQL query is missing: give it as explain');
  try {
    const plan = compileSoql(org, session, source);
    const found = candidates(plan.filter, plan.scope);
    const { table, name } = plan.scope.object;
    const cardinality = matchingRows({ ...plan, order: undefined }).length;
    return ok({
      plans: [
        {
          cardinality,
          fields: [],
          leadingOperationType: found === undefined ? 'TableScan' : 'Index',
          notes: [],
          relativeCost: found === undefined ? 1 : found.length / Math.max(1, table.size),
          sobjectCardinality: table.size,
          sobjectType: name,
        },
      ],
      sourceQuery: source,
    });
  } catch (error) {
    return soqlFailure(error);
  }
}
