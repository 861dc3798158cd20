/** What the platform refuses to answer about setup objects, though it is good SOQL. */
import type { Query } from '@jetstreamapp/soql-parser-js';
import type { Session } from '../access/session.ts';
import { failure, type Reply } from '../http/reply.ts';
import type { Org } from '../org.ts';
import { SoqlError } from '../soql/error.ts';
import { parseSoql } from '../soql/parse.ts';
import { compileSoql, matchingRows } from '../soql/plan.ts';
import { setupTables } from './tables.ts';

const unsupported = (message: string): Reply => failure(400, 'EXTERNAL_OBJECT_UNSUPPORTED_EXCEPTION', message);

/** Conditions and connectives of a clause, one after the other. */
function* conditions(clause: unknown): Generator<Readonly<Record<string, unknown>>> {
  let at: unknown = clause;
  while (typeof at === 'object' && at !== null) {
    const { left, operator, right } = at as Record<string, unknown>;
    if (typeof operator === 'string') yield { connective: operator };
    if (typeof left === 'object' && left !== null) yield left as Record<string, unknown>;
    at = right;
  }
}

/** "SOQL Operation Limitations" of the Tooling API's guide, for objects whose rows are not stored. */
function refusedOfVirtual(name: string, query: Query): Reply | undefined {
  const functions = (query.fields ?? []).some((field) => field.type === 'FieldFunctionExpression');
  if (functions || query.groupBy !== undefined)
    return unsupported(
      'The requested operation is not yet supported by this SObject storage type, contact salesforce.com support for more information.',
    );
  const found = [...conditions(query.where)];
  if (found.some(({ connective }) => connective === 'OR')) return unsupported('Disjunctions not supported');
  const unequal = found.some(({ operator }) => operator === '!=' || operator === 'NOT IN');
  if (unequal || found.some(({ connective }) => connective === 'NOT'))
    return unsupported('Only equals comparisons permitted');
  const keys = /^(?:DurableId|EntityDefinition(?:Id|\.QualifiedApiName|\.DeveloperName|\.DurableId))$/i;
  if (name === 'FieldDefinition' && !found.some(({ field }) => typeof field === 'string' && keys.test(field)))
    return failure(
      400,
      'MALFORMED_QUERY',
      'FieldDefinition: a filter on a reified column is required [EntityDefinitionId,DurableId]',
    );
  return undefined;
}

/** Why a query is refused; undefined where it is answered, or is no good SOQL, which is said elsewhere. */
export function refusedQuestion(org: Org, session: Session, source: string): Reply | undefined {
  try {
    const { query } = parseSoql(source);
    const [name, table] =
      Object.entries(setupTables).find(([one]) => one.toLowerCase() === query.sObject?.toLowerCase()) ?? [];
    if (name === undefined || table === undefined) return undefined;
    const refused = table.virtual === true ? refusedOfVirtual(name, query) : undefined;
    if (refused !== undefined) return refused;
    const whole = (query.fields ?? []).some(
      (field) => field.type === 'Field' && /^(?:Metadata|FullName)$/i.test(field.field),
    );
    if (!whole) return undefined;
    const size = matchingRows(compileSoql(org, session, source)).length;
    return size <= 1
      ? undefined
      : failure(
          400,
          'MALFORMED_QUERY',
          `When retrieving results with Metadata or FullName fields, the query qualifications must specify no more than one row for retrieval. Result size: ${size}`,
        );
  } catch (error) {
    if (error instanceof SoqlError) return undefined;
    throw error;
  }
}
