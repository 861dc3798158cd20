import {
  GraphQLError,
  Kind,
  Lexer,
  NoUnusedFragmentsRule,
  NoUnusedVariablesRule,
  Source,
  TokenKind,
  TypeInfo,
  parse,
  specifiedRules,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
  type OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { limitErrors } from './limits.ts';

export type Read =
  { readonly document: DocumentNode } | { readonly kind: string; readonly errors: readonly GraphQLError[] };

/** More tokens than any page asks for; parsing and checking stay far below a second. */
const mostTokens = 15_000;
const deepest = 60;

/** Braces are counted before anything walks down them. */
function tooDeep(source: Source): GraphQLError | undefined {
  const lexer = new Lexer(source);
  const opens = new Set<TokenKind>([TokenKind.BRACE_L, TokenKind.BRACKET_L, TokenKind.PAREN_L]);
  const closes = new Set<TokenKind>([TokenKind.BRACE_R, TokenKind.BRACKET_R, TokenKind.PAREN_R]);
  let depth = 0;
  for (let token = lexer.advance(), count = 0; token.kind !== TokenKind.EOF; token = lexer.advance(), count++) {
    if (opens.has(token.kind)) depth++;
    else if (closes.has(token.kind)) depth--;
    if (depth > deepest) return new GraphQLError(`The query is nested deeper than ${deepest} levels.`);
    if (count > mostTokens) return new GraphQLError(`The query has more than ${mostTokens} tokens.`);
  }
  return undefined;
}

const optionalName = 'optional';

/** What stays of a selection of which everything was left out: nothing, but valid. */
const emptied: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [
    {
      kind: Kind.FIELD,
      name: { kind: Kind.NAME, value: '__typename' },
      directives: [
        {
          kind: Kind.DIRECTIVE,
          name: { kind: Kind.NAME, value: 'skip' },
          arguments: [
            {
              kind: Kind.ARGUMENT,
              name: { kind: Kind.NAME, value: 'if' },
              value: { kind: Kind.BOOLEAN, value: true },
            },
          ],
        },
      ],
    },
  ],
};

/** Leaves out what is marked `@optional` and not there for this user; the guide: such fields are omitted. */
function withoutHidden(schema: GraphQLSchema, document: DocumentNode): DocumentNode {
  const info = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(info, {
      Field: (node) => {
        const marked = node.directives?.some(({ name }) => name.value === optionalName) === true;
        // Null leaves the field out, undefined keeps it.
        return marked && (info.getFieldDef() ?? undefined) === undefined ? null : undefined;
      },
      SelectionSet: { leave: (node) => (node.selections.length === 0 ? emptied : undefined) },
    }),
  );
}

/** An unknown field with the message of the guide. */
function asPlatformError(error: GraphQLError): GraphQLError {
  const [, field, type] = /^Cannot query field "([^"]*)" on type "([^"]*)"/.exec(error.message) ?? [];
  if (field === undefined || type === undefined) return error;
  return new GraphQLError(`Field '${field}' in type '${type}' is undefined`, { nodes: error.nodes ?? null });
}

const lenientRules = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule && rule !== NoUnusedFragmentsRule);

/** No user's schema has subscriptions; that of a user who may write nothing has no mutations. */
const hasRoot = (schema: GraphQLSchema, operation: OperationTypeNode): boolean =>
  (schema.getRootType(operation) ?? undefined) !== undefined;

/** Reads a query or mutation for a user: parsed, hidden optional fields left out, checked against schema and limits. */
export function readDocument(schema: GraphQLSchema, text: string): Read {
  const source = new Source(text);
  let parsed: DocumentNode;
  try {
    const refusal = tooDeep(source);
    if (refusal !== undefined) return { kind: 'ExecutionAborted', errors: [refusal] };
    parsed = parse(source, { maxTokens: mostTokens });
  } catch (error) {
    if (error instanceof GraphQLError) return { kind: 'InvalidSyntax', errors: [error] };
    throw error;
  }
  const operations = parsed.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const refused = operations.find(({ operation }) => !hasRoot(schema, operation));
  if (refused !== undefined) {
    const error = new GraphQLError(`Schema is not configured for ${refused.operation}s.`);
    return { kind: 'OperationNotSupported', errors: [error] };
  }
  const pruned = text.includes(`@${optionalName}`) ? withoutHidden(schema, parsed) : parsed;
  // What is left out may have been the only place that used a variable or a fragment.
  const errors = validate(schema, pruned, pruned === parsed ? specifiedRules : lenientRules);
  if (errors.length > 0) return { kind: 'ValidationError', errors: errors.map(asPlatformError) };
  const limits = limitErrors(schema, pruned);
  return limits.length > 0 ? { kind: 'ExecutionAborted', errors: limits } : { document: pruned };
}
