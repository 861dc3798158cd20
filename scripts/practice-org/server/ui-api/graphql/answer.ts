import { executeSync, type DocumentNode, type GraphQLError, type GraphQLSchema } from 'graphql';
import { failure, ok, wrongMethod, type Reply } from '../../http/reply.ts';
import { isRecord, type ApiRequest } from '../../http/request.ts';
import type { SaveError } from '../../save/error.ts';
import { beginWrite } from '../../save/write.ts';
import { Refusal, type Batch } from './batch.ts';
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
const shown = ({ message, locations, path }: GraphQLError, kind: string) => ({
  // Variables are walked down without a limit of their own.
  message: message === stackOverflow ? 'The variables are nested too deeply.' : message,
  locations: locations ?? [],
  ...(path === undefined ? {} : { path }),
  extensions: { ErrorType: kind },
});

interface Executed {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly GraphQLError[];
}

const keyOf = ({ path = [] }: GraphQLError): string => path.slice(0, 2).join('.');

/** Takes out of an answer what `allOrNone` took back: such an operation is null with an error of its own. */
function settled({ data, errors = [] }: Executed, batches: readonly Batch[]): Executed {
  const undone = batches.flatMap((batch) => batch.undone);
  if (undone.length === 0) return { data: data ?? null, errors };
  const keys = new Set(undone.map(keyOf));
  const shown = Object.entries(data ?? {}).map(([root, held]) => [
    root,
    isRecord(held)
      ? Object.fromEntries(Object.entries(held).map(([key, own]) => [key, keys.has(`${root}.${key}`) ? null : own]))
      : held,
  ]);
  const left = errors.filter((error) => !keys.has(keyOf(error)));
  return { data: Object.fromEntries(shown) as Record<string, unknown>, errors: [...left, ...undone] };
}

const refusalOf = ({ originalError }: GraphQLError): readonly SaveError[] =>
  originalError instanceof Refusal ? originalError.errors : [];

const isUnreadable = (error: GraphQLError): boolean =>
  refusalOf(error).some(({ statusCode }) => statusCode === 'JSON_PARSER_ERROR');

/**
 * One error for each reason, with the message that a rule has and nothing else: the guide documents message, path and
 * `ErrorType`; that a save's further reasons stand beside the first, and that neither code nor field is told, is
 * assumed. What has no path was refused before anything ran: a variable, a name that no operation has.
 */
function shownErrors(error: GraphQLError): unknown[] {
  const kind = error.path === undefined ? 'ValidationError' : 'DataFetchingException';
  const reasons = refusalOf(error);
  if (reasons.length === 0) return [shown(error, kind)];
  return reasons.map(({ message }) => ({ ...shown(error, kind), message }));
}

/**
 * `graphql`: queries, and mutations in one transaction. What is refused, in whole or in part, answers 200 with
 * `errors`, as the guide says.
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
  const write = beginWrite(org, session, request.journal);
  const savepoint = write.journal.savepoint;
  const contextValue: Context = {
    org,
    session,
    style: { language: session.language, currency: org.currency },
    plans: new Map(),
    found: new Map(),
    write,
    batches: [],
  };
  const executed: Executed = executeSync({
    schema,
    document: read.document,
    contextValue,
    variableValues: variables ?? {},
    operationName: typeof operationName === 'string' ? operationName : null,
  });
  // The guide: a value in a wrong format is a ValidationError. Those are found before anything is saved.
  const unreadable = executed.errors?.filter(isUnreadable) ?? [];
  if (unreadable.length > 0) {
    write.journal.rollBackTo(savepoint);
    return ok({ data: null, errors: unreadable.map((error) => shown(error, 'ValidationError')) });
  }
  const { data, errors = [] } = settled(executed, contextValue.batches);
  return ok({ data, errors: errors.flatMap(shownErrors) });
}
