import {
  DirectiveLocation,
  GraphQLDirective,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  specifiedDirectives,
} from 'graphql';
import type { Session } from '../../access/session.ts';
import type { Org } from '../../org.ts';
import { isVisible } from '../objects.ts';
import { AggregateTypes } from './aggregate-types.ts';
import { FilterTypes } from './filter-types.ts';
import { infoTypes, objectInfosField } from './info-types.ts';
import { mutationType } from './mutation-types.ts';
import { RecordTypes } from './record-types.ts';
import type { Context } from './context.ts';

/** Marks what a user may be unable to see: it is left out of the answer instead of refusing the query. */
const optional = new GraphQLDirective({ name: 'optional', locations: [DirectiveLocation.FIELD] });

const nothing = (): Record<string, never> => ({});

function makeSchema(org: Org, session: Session): GraphQLSchema {
  const filters = new FilterTypes(session);
  const types = new RecordTypes(session, filters);
  const groups = new AggregateTypes(session, filters);
  const readable = [...org.objects.values()].filter((object) => isVisible(object, session));
  const users = org.objects.get('user');
  const recordQuery = new GraphQLObjectType<unknown, Context>({
    name: 'RecordQuery',
    fields: () => Object.fromEntries(readable.map((object) => [object.name, types.connection(object)])),
  });
  const aggregateQuery = new GraphQLObjectType<unknown, Context>({
    name: 'RecordQueryAggregate',
    fields: () => Object.fromEntries(readable.map((object) => [object.name, groups.connection(object)])),
  });
  const uiapi = new GraphQLObjectType<unknown, Context>({
    name: 'UIAPI',
    fields: () => ({
      query: { type: new GraphQLNonNull(recordQuery), resolve: nothing },
      aggregate: { type: new GraphQLNonNull(aggregateQuery), resolve: nothing },
      objectInfos: objectInfosField,
      ...(users === undefined
        ? {}
        : {
            currentUser: {
              type: types.record(users),
              resolve: (_source: unknown, _args: unknown, { session: own }: Context) => users.table.get(own.userId),
            },
          }),
    }),
  });
  const query = new GraphQLObjectType<unknown, Context>({
    name: 'Query',
    fields: { uiapi: { type: new GraphQLNonNull(uiapi), resolve: nothing } },
  });
  return new GraphQLSchema({
    query,
    mutation: mutationType(readable, types, session),
    types: infoTypes,
    directives: [...specifiedDirectives, optional],
  });
}

interface Made {
  readonly schema: GraphQLSchema;
  /** What the user held when it was made. */
  readonly held: ReturnType<Session['held']>;
}

const known = new WeakMap<Org['objects'], Map<string, Made>>();

/**
 * The schema as one user sees it: "it reflects the user's field-level security", says the guide. Made on the user's
 * first query; it stands, in every language, until metadata is deployed or the user is given other permission sets.
 */
export function schemaFor(org: Org, session: Session): GraphQLSchema {
  const byUser = known.get(org.objects) ?? new Map<string, Made>();
  known.set(org.objects, byUser);
  const found = byUser.get(session.userId);
  if (found !== undefined && found.held === session.held()) return found.schema;
  const schema = makeSchema(org, session);
  byUser.set(session.userId, { schema, held: session.held() });
  return schema;
}
