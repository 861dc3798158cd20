import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLError,
  GraphQLID,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
  OperationTypeNode,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
  type GraphQLResolveInfo,
} from 'graphql';
import type { Session } from '../../access/session.ts';
import { targetRow } from '../../schema/scope.ts';
import type { Field, ObjectType } from '../../schema/object.ts';
import type { RowPlan } from '../../soql/plan.ts';
import type { Row } from '../../store/row.ts';
import { weakEtagOf } from '../etag.ts';
import { isVisible } from '../objects.ts';
import { parentOf, readableFields, type FilterTypes } from './filter-types.ts';
import { compilePlan, cursorOf, pageOf, rowsOf, type ConnectionArguments, type Page } from './rows.ts';
import type { Context } from './context.ts';
import { scalars, valueTypeOf, type Cell } from './value-types.ts';
import { asWritten } from './written-order.ts';

interface Edge {
  readonly row: Row;
  readonly index: number;
}

const record = new GraphQLInterfaceType({
  name: 'Record',
  fields: {
    Id: { type: new GraphQLNonNull(GraphQLID) },
    ApiName: { type: new GraphQLNonNull(GraphQLString) },
    WeakEtag: { type: new GraphQLNonNull(scalars.Long) },
    DisplayValue: { type: GraphQLString },
  },
});

const edgesOf = ({ items, start }: Page): Edge[] => items.map((row, at) => ({ row, index: start + at }));

/** Where a page lies, and the cursors of its ends. */
export type Span = Pick<Page<unknown>, 'items' | 'start' | 'total'> & { readonly cursor: (offset: number) => string };

export const pageInfo = new GraphQLObjectType<Span, Context>({
  name: 'PageInfo',
  fields: {
    hasNextPage: {
      type: new GraphQLNonNull(GraphQLBoolean),
      resolve: ({ start, items, total }) => start + items.length < total,
    },
    hasPreviousPage: { type: new GraphQLNonNull(GraphQLBoolean), resolve: ({ start }) => start > 0 },
    startCursor: {
      type: GraphQLString,
      resolve: ({ items, cursor }) => (items.length === 0 ? null : cursor(0)),
    },
    endCursor: {
      type: GraphQLString,
      resolve: ({ items, cursor }) => (items.length === 0 ? null : cursor(items.length - 1)),
    },
  },
});

const rowSpan = (page: Page): Span => ({
  ...page,
  cursor: (offset) => {
    const row = page.items[offset];
    return row === undefined ? '' : cursorOf(row, page.start + offset);
  },
});

export const scopes = new GraphQLEnumType({ name: 'SupportedScopes', values: { EVERYTHING: {}, MINE: {} } });

/** The plan of a connection: its arguments are the same wherever in the answer it stands. */
function planOf(object: ObjectType, given: ConnectionArguments, context: Context, info: GraphQLResolveInfo): RowPlan {
  const [node] = info.fieldNodes;
  const known = node === undefined ? undefined : context.plans.get(node);
  if (known !== undefined) return known;
  const made = compilePlan(object, { ...given, orderBy: asWritten(given.orderBy, 'orderBy', info) }, context);
  if (node !== undefined) context.plans.set(node, made);
  return made;
}

/**
 * The guide: what a mutation answers "excludes foreign key details (other than ID) and child relationships", which are
 * null with an error; what was written stays written.
 */
function refuseInMutation({ operation, fieldName }: GraphQLResolveInfo): void {
  if (operation.operation !== OperationTypeNode.MUTATION) return;
  throw new GraphQLError(`${fieldName} is not currently available in mutation results`);
}

/** Record types of one user's schema: what the user may not see is not in it. */
export class RecordTypes {
  readonly #session: Session;
  readonly #filters: FilterTypes;
  readonly #records = new Map<ObjectType, GraphQLObjectType<Row, Context>>();
  readonly #connections = new Map<ObjectType, GraphQLObjectType<Page, Context>>();

  constructor(session: Session, filters: FilterTypes) {
    this.#session = session;
    this.#filters = filters;
  }

  record(object: ObjectType): GraphQLObjectType<Row, Context> {
    const known = this.#records.get(object);
    if (known !== undefined) return known;
    const made = new GraphQLObjectType<Row, Context>({
      name: object.name,
      interfaces: [record],
      fields: () => this.#fields(object),
    });
    this.#records.set(object, made);
    return made;
  }

  #fields(object: ObjectType): GraphQLFieldConfigMap<Row, Context> {
    const map: GraphQLFieldConfigMap<Row, Context> = {
      Id: { type: new GraphQLNonNull(GraphQLID), resolve: (row) => row.id },
      ApiName: { type: new GraphQLNonNull(GraphQLString), resolve: () => object.name },
      WeakEtag: { type: new GraphQLNonNull(scalars.Long), resolve: (row) => weakEtagOf(object, row) },
      DisplayValue: { type: GraphQLString, resolve: (row, _args, { session }) => object.nameField.read(row, session) },
    };
    for (const field of readableFields(object, this.#session)) {
      if (field.kind === 'id') continue;
      map[field.name] = { type: valueTypeOf(field), resolve: (row): Cell => ({ row, field }) };
      this.#addParent(map, field);
    }
    for (const { name, child, field } of object.children) {
      const { readable } = this.#session.access(child);
      if (name === undefined || !isVisible(child, this.#session) || readable[field.slot] !== true) continue;
      map[name] = this.#connectionField<Row>(child, (row) => child.table.children(field.slot, row.id));
    }
    return map;
  }

  #addParent(map: GraphQLFieldConfigMap<Row, Context>, field: Field): void {
    const parent = parentOf(field, this.#session);
    if (parent === undefined || field.relationshipName === undefined) return;
    map[field.relationshipName] = {
      type: this.record(parent),
      resolve: (row, _args, _context, info) => {
        refuseInMutation(info);
        const id = row.values[field.slot];
        return typeof id === 'string' ? targetRow(field, id) : null;
      },
    };
  }

  /** A list of records with its arguments: of an object, or of one parent's children. */
  connection(object: ObjectType): GraphQLFieldConfig<unknown, Context> {
    return this.#connectionField(object, () => undefined);
  }

  #connectionField<Source>(
    object: ObjectType,
    from: (source: Source) => Iterable<Row> | undefined,
  ): GraphQLFieldConfig<Source, Context> {
    return {
      type: this.#connectionType(object),
      args: {
        first: { type: GraphQLInt },
        after: { type: GraphQLString },
        where: { type: this.#filters.filter(object) },
        orderBy: { type: this.#filters.order(object) },
        scope: { type: scopes },
        upperBound: { type: GraphQLInt },
      },
      resolve: (source, given: ConnectionArguments, context, info) => {
        refuseInMutation(info);
        return pageOf(rowsOf(planOf(object, given, context, info), from(source)), given);
      },
    };
  }

  #connectionType(object: ObjectType): GraphQLObjectType<Page, Context> {
    const known = this.#connections.get(object);
    if (known !== undefined) return known;
    const edge = new GraphQLObjectType<Edge, Context>({
      name: `${object.name}Edge`,
      fields: () => ({
        node: { type: this.record(object), resolve: ({ row }) => row },
        cursor: { type: new GraphQLNonNull(GraphQLString), resolve: ({ row, index }) => cursorOf(row, index) },
      }),
    });
    const made = new GraphQLObjectType<Page, Context>({
      name: `${object.name}Connection`,
      fields: {
        edges: { type: new GraphQLList(edge), resolve: edgesOf },
        pageInfo: { type: new GraphQLNonNull(pageInfo), resolve: rowSpan },
        totalCount: { type: new GraphQLNonNull(GraphQLInt), resolve: ({ total }) => total },
        pageResultCount: { type: new GraphQLNonNull(GraphQLInt), resolve: ({ items }) => items.length },
      },
    });
    this.#connections.set(object, made);
    return made;
  }
}
