import {
  GraphQLBoolean,
  GraphQLError,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLString,
  type GraphQLFieldConfig,
  type GraphQLFieldConfigMap,
} from 'graphql';
import type { Session } from '../../access/session.ts';
import { inLanguage } from '../../access/language.ts';
import type { Field, ObjectType } from '../../schema/object.ts';
import { normaliseId } from '../../store/ids.ts';
import { isPicklist, objectInfo, recordTypeIds, type FieldInfo, type ObjectInfo } from '../object-info.ts';
import { uiObject, unsupported } from '../objects.ts';
import { offeredValues, type OfferedValue } from '../picklists.ts';
import { recordTypeNamedBy } from '../../org.ts';
import type { Context } from './context.ts';

/** A field with what its picklist values depend on. */
interface AskedField extends FieldInfo {
  readonly field: Field;
  readonly language: string;
  readonly recordTypes: readonly string[];
}

interface AskedObject {
  readonly info: ObjectInfo;
  readonly fields: readonly AskedField[];
}

interface InfoInput {
  readonly apiName: string;
  readonly fieldNames?: readonly (string | null)[] | null;
  readonly recordTypeIDs?: readonly (string | null)[] | null;
}

const some = (names: readonly string[], type: GraphQLFieldConfig<AskedField, Context>['type']) =>
  Object.fromEntries(names.map((name) => [name, { type }]));

const referenceTo = new GraphQLObjectType<{ apiName: string; nameFields: string[] }>({
  name: 'ReferenceToInfo',
  fields: {
    ApiName: { type: new GraphQLNonNull(GraphQLString), resolve: ({ apiName }) => apiName },
    nameFields: { type: new GraphQLNonNull(new GraphQLList(GraphQLString)) },
  },
});

const flags = ['calculated', 'compound', 'createable', 'custom', 'filterable', 'highScaleNumber', 'htmlFormatted']
  .concat(['nameField', 'polymorphicForeignKey', 'reference', 'required', 'searchPrefilterable', 'sortable'])
  .concat(['unique', 'updateable']);
const texts = ['compoundComponentName', 'compoundFieldName', 'controllerName', 'dataType', 'extraTypeInfo'].concat([
  'inlineHelpText',
  'label',
  'referenceTargetField',
  'relationshipName',
]);

const fieldFields: GraphQLFieldConfigMap<AskedField, Context> = {
  ApiName: { type: new GraphQLNonNull(GraphQLString), resolve: ({ apiName }) => apiName },
  ...some(flags, new GraphQLNonNull(GraphQLBoolean)),
  ...some(texts, GraphQLString),
  ...some(['length', 'precision', 'scale'], GraphQLInt),
  controllingFields: { type: new GraphQLList(GraphQLString) },
  referenceToInfos: { type: new GraphQLNonNull(new GraphQLList(referenceTo)) },
};

const picklistValue = new GraphQLObjectType<OfferedValue>({
  name: 'PicklistValueInfo',
  fields: {
    label: { type: GraphQLString },
    value: { type: GraphQLString },
    validFor: { type: new GraphQLList(GraphQLInt) },
  },
});

const byRecordType = new GraphQLObjectType({
  name: 'PicklistValuesByRecordTypeID',
  fields: {
    recordTypeID: { type: new GraphQLNonNull(GraphQLID) },
    defaultValue: { type: picklistValue },
    picklistValues: { type: new GraphQLList(new GraphQLNonNull(picklistValue)) },
  },
});

const fieldInterface = new GraphQLInterfaceType({
  name: 'Field',
  fields: fieldFields,
  resolveType: ({ field }: AskedField) =>
    isPicklist(field) ? 'PicklistField' : field.kind === 'reference' ? 'ReferenceField' : 'StandardField',
});

const fieldType = (name: string, more: GraphQLFieldConfigMap<AskedField, Context> = {}) =>
  new GraphQLObjectType<AskedField, Context>({
    name,
    interfaces: [fieldInterface],
    fields: { ...fieldFields, ...more },
  });

/** Types a schema has to be told of, as only the interface leads to them. */
export const infoTypes = [
  fieldType('StandardField'),
  fieldType('ReferenceField'),
  fieldType('PicklistField', {
    picklistValuesByRecordTypeIDs: {
      type: new GraphQLList(byRecordType),
      resolve: ({ field, language, recordTypes }, _args, { org }) =>
        recordTypes.map((recordTypeID) => {
          const { values, defaultValue } = offeredValues(
            field,
            language,
            recordTypeNamedBy(org, field.object, recordTypeID),
          );
          return { recordTypeID, defaultValue, picklistValues: values };
        }),
    },
  }),
];

const own = (name: string) => ({ resolve: ({ info }: AskedObject): unknown => info[name] });

const childRelationship = new GraphQLObjectType({
  name: 'ChildRelationship',
  fields: {
    childObjectApiName: { type: new GraphQLNonNull(GraphQLString) },
    fieldName: { type: GraphQLString },
    relationshipName: { type: GraphQLString },
    junctionIdListNames: { type: new GraphQLNonNull(new GraphQLList(GraphQLString)) },
    junctionReferenceTo: { type: new GraphQLNonNull(new GraphQLList(GraphQLString)) },
  },
});

const recordTypeInfo = new GraphQLObjectType({
  name: 'RecordTypeInfo',
  fields: {
    recordTypeId: { type: GraphQLID },
    name: { type: GraphQLString },
    ...Object.fromEntries(
      ['available', 'defaultRecordTypeMapping', 'master'].map((name) => [
        name,
        { type: new GraphQLNonNull(GraphQLBoolean) },
      ]),
    ),
  },
});

const objectFlags = [
  'createable',
  'custom',
  'deletable',
  'feedEnabled',
  'layoutable',
  'mruEnabled',
  'queryable',
].concat(['searchable', 'updateable']);

const objectInfoType = new GraphQLObjectType<AskedObject, Context>({
  name: 'ObjectInfo',
  fields: {
    ApiName: { type: new GraphQLNonNull(GraphQLString), ...own('apiName') },
    ...Object.fromEntries(
      ['keyPrefix', 'label', 'labelPlural'].map((name) => [name, { type: GraphQLString, ...own(name) }]),
    ),
    ...Object.fromEntries(
      objectFlags.map((name) => [name, { type: new GraphQLNonNull(GraphQLBoolean), ...own(name) }]),
    ),
    defaultRecordTypeId: { type: GraphQLID, ...own('defaultRecordTypeId') },
    nameFields: { type: new GraphQLNonNull(new GraphQLList(GraphQLString)), ...own('nameFields') },
    childRelationships: {
      type: new GraphQLNonNull(new GraphQLList(childRelationship)),
      ...own('childRelationships'),
    },
    recordTypeInfos: {
      type: new GraphQLNonNull(new GraphQLList(recordTypeInfo)),
      resolve: ({ info }) => Object.values(info.recordTypeInfos),
    },
    fields: { type: new GraphQLNonNull(new GraphQLList(fieldInterface)) },
  },
});

const infoInput = new GraphQLInputObjectType({
  name: 'ObjectInfoInput',
  fields: {
    apiName: { type: new GraphQLNonNull(GraphQLString) },
    fieldNames: { type: new GraphQLList(GraphQLString) },
    recordTypeIDs: { type: new GraphQLList(GraphQLID) },
  },
});

/** Asked record types, as they are stored. @throws GraphQLError for one the object does not have */
function askedRecordTypes(context: Context, object: ObjectType, asked: InfoInput['recordTypeIDs']): readonly string[] {
  const known = recordTypeIds(context.org, object);
  if (asked === undefined || asked === null || asked.length === 0) return known.slice(0, 1);
  return asked.map((id) => {
    const full = normaliseId(id ?? '');
    if (full !== undefined && known.includes(full)) return full;
    throw new GraphQLError(`${id ?? 'null'} is no record type of ${object.name}`);
  });
}

/** What one input asks for, or why it cannot be said; the list goes on with the next. */
function askedObject(context: Context, session: Session, input: InfoInput): AskedObject | GraphQLError {
  const object = uiObject(context.org, input.apiName, session);
  if (object === undefined) return new GraphQLError(unsupported(input.apiName));
  try {
    const info = objectInfo(context.org, object, session);
    const recordTypes = askedRecordTypes(context, object, input.recordTypeIDs);
    const wanted = input.fieldNames?.map((name) => (name ?? '').toLowerCase());
    const fields = Object.values(info.fields).flatMap((one): AskedField[] => {
      const field = object.byName.get(one.apiName.toLowerCase());
      if (field === undefined || wanted?.includes(one.apiName.toLowerCase()) === false) return [];
      return [{ ...one, field, language: session.language, recordTypes }];
    });
    const missing = wanted?.find((name) => fields.every(({ apiName }) => apiName.toLowerCase() !== name));
    return missing === undefined
      ? { info, fields }
      : new GraphQLError(`Field ${missing} of ${object.name} is undefined`);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

/** `objectInfos`: names, or inputs that also say which fields and record types; documented: one of both, not both. */
export const objectInfosField: GraphQLFieldConfig<unknown, Context> = {
  type: new GraphQLList(objectInfoType),
  args: {
    apiNames: { type: new GraphQLList(GraphQLString) },
    objectInfoInputs: { type: new GraphQLList(new GraphQLNonNull(infoInput)) },
    locale: { type: GraphQLString },
  },
  resolve: (
    _source,
    given: { apiNames?: (string | null)[]; objectInfoInputs?: InfoInput[]; locale?: string },
    context,
  ) => {
    const { apiNames, objectInfoInputs, locale } = given;
    const inputs = objectInfoInputs ?? apiNames?.map((name): InfoInput => ({ apiName: name ?? '' }));
    if (inputs === undefined || (objectInfoInputs !== undefined && apiNames !== undefined))
      throw new GraphQLError('objectInfos takes either apiNames or objectInfoInputs');
    const { org, session } = context;
    const reader = inLanguage(session, locale?.replace('_', '-'), org.languages);
    return inputs.map((input) => askedObject(context, reader, input));
  },
};
