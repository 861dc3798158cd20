import {
  GraphQLBoolean,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLNonNull,
  GraphQLObjectType,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigArgumentMap,
  type GraphQLFieldConfigMap,
} from 'graphql';
import type { Session } from '../../access/session.ts';
import { mayWrite, type Operation } from '../../save/changes.ts';
import { deleteById, insertJson, updateJson, type Json } from '../../save/dml.ts';
import { refused } from '../../save/error.ts';
import type { ObjectType } from '../../schema/object.ts';
import type { Row } from '../../store/row.ts';
import { Batch, missing } from './batch.ts';
import type { Context } from './context.ts';
import type { RecordTypes } from './record-types.ts';
import { inputTypeOf, scalars } from './value-types.ts';

const id = new GraphQLNonNull(scalars.IdOrRef);

const batchInput = new GraphQLInputObjectType({
  name: 'UIAPIMutationsInput',
  fields: { allOrNone: { type: GraphQLBoolean, defaultValue: true } },
});

const deleteInput = new GraphQLInputObjectType({ name: 'RecordDeleteInput', fields: { Id: { type: id } } });

const deletePayload = new GraphQLObjectType<{ readonly Id: string }, Context>({
  name: 'RecordDeletePayload',
  fields: { Id: { type: GraphQLID } },
});

type OperationField = GraphQLFieldConfig<Batch, Context>;

const inputArgument = (type: GraphQLInputObjectType): GraphQLFieldConfigArgumentMap => ({
  input: { type: new GraphQLNonNull(type) },
});

/** What `input` holds: the schema has checked it. */
interface Given {
  readonly input: { readonly Id?: unknown } & Json;
}

const fieldsIn = ({ input }: Given, object: ObjectType): Json => input[object.name] as Json;

/** `OpportunityCreateRepresentation`: the fields this user may write; undefined when there are none. */
function representation(
  object: ObjectType,
  session: Session,
  operation: Operation,
): GraphQLInputObjectType | undefined {
  const fields = object.fields.filter((field) => field.kind !== 'id' && mayWrite(field, session, operation));
  if (fields.length === 0) return undefined;
  return new GraphQLInputObjectType({
    name: `${object.name}${operation === 'insert' ? 'Create' : 'Update'}Representation`,
    fields: Object.fromEntries(fields.map((field) => [field.name, { type: inputTypeOf(field) }])),
  });
}

const rowOf = (object: ObjectType, written: string): { readonly success: true; readonly row: Row | undefined } => ({
  success: true,
  row: object.table.get(written),
});

type Payload = ReturnType<typeof rowOf>;

function createField(object: ObjectType, types: RecordTypes, fields: GraphQLInputObjectType): OperationField {
  return {
    type: new GraphQLObjectType<Payload, Context>({
      name: `${object.name}CreatePayload`,
      fields: { Record: { type: types.record(object), resolve: ({ row }) => row } },
    }),
    args: inputArgument(
      new GraphQLInputObjectType({
        name: `${object.name}CreateInput`,
        fields: { [object.name]: { type: new GraphQLNonNull(fields) } },
      }),
    ),
    resolve: (batch, given: Given, { session }, info) => {
      const save = batch.filled(object, fieldsIn(given, object), (record) => insertJson(object, record, session));
      return rowOf(object, batch.keep(info, batch.run(info, save)));
    },
  };
}

function updateField(object: ObjectType, types: RecordTypes, fields: GraphQLInputObjectType): OperationField {
  return {
    type: new GraphQLObjectType<Payload, Context>({
      name: `${object.name}UpdatePayload`,
      fields: {
        success: { type: GraphQLBoolean },
        Record: { type: types.record(object), resolve: ({ row }) => row },
      },
    }),
    args: inputArgument(
      new GraphQLInputObjectType({
        name: `${object.name}UpdateInput`,
        fields: { Id: { type: id }, [object.name]: { type: new GraphQLNonNull(fields) } },
      }),
    ),
    resolve: (batch, given: Given, { session }, info) => {
      const { Id } = given.input;
      const save = batch.filled(object, fieldsIn(given, object), (record) => {
        const target = batch.idOf(Id);
        return target === undefined ? () => refused([missing(Id)]) : updateJson(object, target, record, session);
      });
      return rowOf(object, batch.run(info, save));
    },
  };
}

const deleteField = (object: ObjectType): OperationField => ({
  type: deletePayload,
  args: inputArgument(deleteInput),
  resolve: (batch, { input: { Id } }: Given, _context, info) => {
    const target = batch.idOf(Id);
    const deleted = batch.run(info, (write) =>
      target === undefined ? refused([missing(Id)]) : deleteById(object, target, write),
    );
    return { Id: batch.keep(info, deleted) };
  },
});

function operationsOf(object: ObjectType, types: RecordTypes, session: Session): GraphQLFieldConfigMap<Batch, Context> {
  const created = representation(object, session, 'insert');
  const updated = representation(object, session, 'update');
  return {
    ...(created === undefined ? {} : { [`${object.name}Create`]: createField(object, types, created) }),
    ...(updated === undefined ? {} : { [`${object.name}Update`]: updateField(object, types, updated) }),
    [`${object.name}Delete`]: deleteField(object),
  };
}

/**
 * `mutation { uiapi(input: { allOrNone: true }) { … } }` as of API 66.0, in every version. The guide: three fields for
 * each object accessible to the user, whose inputs hold what they may write; a right on the object that is missing
 * refuses the operation. Undefined for a user who sees nothing.
 */
export function mutationType(
  objects: readonly ObjectType[],
  types: RecordTypes,
  session: Session,
): GraphQLObjectType<unknown, Context> | undefined {
  const operations = Object.assign({}, ...objects.map((object) => operationsOf(object, types, session))) as ReturnType<
    typeof operationsOf
  >;
  if (Object.keys(operations).length === 0) return undefined;
  const uiapi = new GraphQLObjectType<Batch, Context>({ name: 'UIAPIMutations', fields: operations });
  return new GraphQLObjectType<unknown, Context>({
    name: 'Mutation',
    fields: {
      uiapi: {
        type: new GraphQLNonNull(uiapi),
        args: { input: { type: batchInput } },
        resolve: (_source, { input }: { input?: { allOrNone?: boolean | null } | null }, { write, batches }) => {
          const batch = new Batch(write, input?.allOrNone ?? true);
          batches.push(batch);
          return batch;
        },
      },
    },
  });
}
