import { executeSync, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import { failure, ok, wrongMethod, type Reply } from '../../http/reply.ts';
import { isRecord, type ApiRequest } from '../../http/request.ts';
import { readDocument } from './document.ts';
import { schemaFor } from './schema.ts';
import type { Context } from './context.ts';

const documents = new WeakMap<GraphQLSchema, Map<string, DocumentNode>>();
const mostDocuments = 50;

/** A page sends the same texts over and over: those that were valid are read once. */
function documentOf(schema: GraphQLSchema, text: string): ReturnType<typeof readDocument> {
  const own = documents.get(schema) ?? new Map<string, DocumentNode>();
  documents.set(schema, own);
  const known = own.get(text);
  if (known !== undefined) return { document: known };
  const read = readDocument(schema, text);
  if (!('document' in read)) return read;
  const [oldest] = own.keys();
  if (own.size >= mostDocuments && oldest !== undefined) own.delete(oldest);
  own.set(text, read.document);
  return read;
}

const stackOverflow = 'Maximum call stack size exceeded';

/** An error as the platform's GraphQL server, which is graphql-java, writes it; the kinds of errors are that server's. */
const shown = ({ message, locations, path }: GraphQLError, kind: string): unknown => ({
  // Variables are walked down without a limit of their own.
  message: message === stackOverflow ? 'The variables are nested too deeply.' : message,
  locations: locations ?? [],
  ...(path === undefined ? {} : { path }),
  extensions: { ErrorType: kind },
});

/**
 * `graphql`: queries only, mutations the org does not have. A query that is refused, in whole or in part, answers 200
 * with `errors`, as the guide says.
 */
export function answerGraphql(request: ApiRequest): Reply {
  if (request.method !== 'POST') return wrongMethod(request.method, 'POST');
  const { org, session, body } = request;
  const query = isRecord(body) ? body['query'] : undefined;
  const { variables, operationName } = isRecord(body) ? body : {};
  if (typeof query !== 'string') return failure(400, 'JSON_PARSER_ERROR', 'the request body needs a text named query');
  if (variables !== undefined && variables !== null && !isRecord(variables))
    return failure(400, 'JSON_PARSER_ERROR', 'variables are an object');
  const schema = schemaFor(org, session);
  const read = documentOf(schema, query);
  if (!('document' in read)) return ok({ data: null, errors: read.errors.map((error) => shown(error, read.kind)) });
  const contextValue: Context = {
    org,
    session,
    style: { language: session.language, currency: org.currency },
    plans: new Map(),
  };
  const { data, errors = [] } = executeSync({
    schema,
    document: read.document,
    contextValue,
    variableValues: variables ?? {},
    operationName: typeof operationName === 'string' ? operationName : null,
  });
  return ok({ data: data ?? null, errors: errors.map((error) => shown(error, 'DataFetchingException')) });
}
