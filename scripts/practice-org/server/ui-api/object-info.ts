import type { Session } from '../access/session.ts';
import { defaultRecordType, recordTypeRows, type Org } from '../org.ts';
import { mayWrite } from '../save/changes.ts';
import type { Field, ObjectType } from '../schema/object.ts';
import { isVisible } from './objects.ts';
import { masterRecordType } from '../schema/record-types.ts';
import { helpOf, labelOf, labelOfObject, pluralOfObject } from '../schema/translate.ts';

/** Field types as the UI API names them; where GraphQL has a type of its own the name is the same. */
const dataTypes: Readonly<Record<Field['kind'], string>> = {
  id: 'Reference',
  reference: 'Reference',
  string: 'String',
  textarea: 'TextArea',
  double: 'Double',
  currency: 'Currency',
  percent: 'Percent',
  int: 'Int',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  boolean: 'Boolean',
  picklist: 'Picklist',
  multipicklist: 'MultiPicklist',
  url: 'Url',
  email: 'Email',
  phone: 'Phone',
};

const numeric = new Set<Field['kind']>(['double', 'currency', 'percent']);
const unmeasured = new Set<Field['kind']>(['boolean', 'int', 'date', 'datetime', 'time', ...numeric]);

export const isPicklist = ({ kind }: Field): boolean => kind === 'picklist' || kind === 'multipicklist';

export interface FieldInfo {
  readonly apiName: string;
  readonly dataType: string;
  readonly [property: string]: unknown;
}

function fieldInfo(field: Field, session: Session): FieldInfo {
  const long = field.kind === 'textarea' && (field.length ?? 0) > 255;
  const createable = mayWrite(field, session, 'insert');
  return {
    apiName: field.name,
    calculated: field.computed || field.summary !== undefined,
    compound: false,
    compoundComponentName: null,
    compoundFieldName: null,
    controllerName: null,
    controllingFields: [],
    createable,
    custom: field.custom,
    dataType: dataTypes[field.kind],
    extraTypeInfo: field.kind === 'textarea' ? 'PlainTextArea' : null,
    filterable: !long,
    filteredLookupInfo: null,
    highScaleNumber: false,
    htmlFormatted: false,
    inlineHelpText: helpOf(field, session.language),
    label: labelOf(field, session.language),
    length: unmeasured.has(field.kind) ? 0 : (field.length ?? 0),
    maxLength: null,
    nameField: field.isName ?? false,
    polymorphicForeignKey: field.targets.length > 1,
    precision: numeric.has(field.kind) ? (field.precision ?? 18) : 0,
    reference: field.kind === 'reference',
    referenceTargetField: null,
    referenceToInfos: field.targets.map(({ name, nameField }) => ({ apiName: name, nameFields: [nameField.name] })),
    relationshipName: field.relationshipName ?? null,
    required: (field.required ?? false) && field.kind !== 'boolean',
    scale: numeric.has(field.kind) ? (field.scale ?? 0) : 0,
    searchPrefilterable: false,
    sortable: !long,
    unique: field.unique ?? false,
    updateable: mayWrite(field, session, 'update'),
  };
}

/** What the UI API says of an object to a user: fields the user cannot read are not there. */
export interface ObjectInfo {
  readonly apiName: string;
  readonly defaultRecordTypeId: string | null;
  readonly fields: Readonly<Record<string, FieldInfo>>;
  readonly recordTypeInfos: Readonly<Record<string, unknown>>;
  readonly [property: string]: unknown;
}

function recordTypeInfos(org: Org, object: ObjectType): Record<string, { readonly available: boolean }> {
  const byDefault = defaultRecordType(org, object);
  const own = recordTypeRows(org, object).map(({ id, label, active }) => [
    id,
    { available: active, defaultRecordTypeMapping: id === byDefault, master: false, name: label, recordTypeId: id },
  ]);
  const master = {
    available: true,
    defaultRecordTypeMapping: byDefault === undefined,
    master: true,
    name: 'Master',
    recordTypeId: masterRecordType,
  };
  return Object.fromEntries([...own, [masterRecordType, master]]) as Record<string, { readonly available: boolean }>;
}

/** The record types a user may ask picklist values of. */
export const recordTypeIds = (org: Org, object: ObjectType): string[] => [
  ...recordTypeRows(org, object).map(({ id }) => id),
  masterRecordType,
];

/** Describes an object for a user, in the user's language. */
export function objectInfo(org: Org, object: ObjectType, session: Session): ObjectInfo {
  const access = session.access(object);
  const { language } = session;
  const children = object.children.filter(({ child, field }) => {
    return isVisible(child, session) && session.access(child).readable[field.slot] === true;
  });
  return {
    apiName: object.name,
    associateEntityType: null,
    associateParentEntity: null,
    // A lookup without a name for its children makes no related list.
    childRelationships: children
      .filter(({ name }) => name !== undefined)
      .map(({ name, child, field }) => ({
        childObjectApiName: child.name,
        fieldName: field.name,
        junctionIdListNames: [],
        junctionReferenceTo: [],
        relationshipName: name,
      })),
    compactLayoutable: true,
    createable: access.create,
    custom: object.custom,
    defaultRecordTypeId: defaultRecordType(org, object) ?? masterRecordType,
    deletable: access.delete,
    dependentFields: {},
    feedEnabled: false,
    fields: Object.fromEntries(
      object.fields
        .filter(({ slot }) => access.readable[slot] === true)
        .map((field) => [field.name, fieldInfo(field, session)]),
    ),
    keyPrefix: object.prefix,
    label: labelOfObject(object, language),
    labelPlural: pluralOfObject(object, language),
    layoutable: !object.readOnly,
    mruEnabled: !object.readOnly,
    nameFields: [object.nameField.name],
    queryable: true,
    recordTypeInfos: recordTypeInfos(org, object),
    searchLayoutable: !object.readOnly,
    searchable: !object.readOnly,
    themeInfo: null,
    updateable: access.edit,
  };
}
