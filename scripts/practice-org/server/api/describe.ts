import type { Session } from '../access/session.ts';
import { defaultRecordType, recordTypeRows, type Org } from '../org.ts';
import { mayWrite } from '../save/changes.ts';
import { mergeable } from '../save/merge.ts';
import { isGroupable } from '../schema/groupable.ts';
import type { Field, ObjectType } from '../schema/object.ts';
import { masterRecordType } from '../schema/record-types.ts';
import { helpOf, labelOf, labelOfObject, labelOfValue, pluralOfObject } from '../schema/translate.ts';

const soapTypes: Partial<Record<Field['kind'], string>> = {
  id: 'tns:ID',
  reference: 'tns:ID',
  boolean: 'xsd:boolean',
  int: 'xsd:int',
  double: 'xsd:double',
  currency: 'xsd:double',
  percent: 'xsd:double',
  date: 'xsd:date',
  datetime: 'xsd:dateTime',
  time: 'xsd:time',
};

const numeric = new Set<Field['kind']>(['double', 'currency', 'percent']);

function describeField(field: Field, session: Session): unknown {
  const long = field.kind === 'textarea' && (field.length ?? 0) > 255;
  const length = numeric.has(field.kind) || field.kind === 'boolean' || field.kind === 'int' ? 0 : (field.length ?? 0);
  return {
    aggregatable: !long && field.kind !== 'boolean',
    autoNumber: field.autoNumber !== undefined,
    byteLength: length * 3,
    calculated: field.computed || field.summary !== undefined,
    calculatedFormula: field.formula?.source ?? null,
    cascadeDelete: field.masterDetail ?? false,
    caseSensitive: field.caseSensitive ?? false,
    createable: mayWrite(field, session, 'insert'),
    custom: field.custom,
    defaultValue: field.kind === 'boolean' ? false : null,
    defaultValueFormula: field.defaultFormula ?? null,
    defaultedOnCreate:
      field.kind === 'boolean' || field.defaultFormula !== undefined || field.name === 'OwnerId' || !field.canCreate,
    dependentPicklist: false,
    deprecatedAndHidden: false,
    digits: field.kind === 'int' ? 8 : 0,
    externalId: field.externalId ?? false,
    filterable: !long && field.filterable !== false,
    groupable: isGroupable(field),
    idLookup: field.kind === 'id' || (field.externalId ?? false),
    inlineHelpText: helpOf(field, session.language),
    label: labelOf(field, session.language),
    length,
    name: field.name,
    nameField: field.isName ?? false,
    namePointing: false,
    nillable: !(field.required ?? false) && field.kind !== 'boolean' && field.kind !== 'id',
    permissionable: field.custom && field.required !== true && field.masterDetail !== true,
    picklistValues: (field.values ?? []).map((value) => ({
      active: value.active,
      defaultValue: value.isDefault,
      label: labelOfValue(field, value, session.language),
      validFor: null,
      value: value.value,
    })),
    precision: numeric.has(field.kind) ? (field.precision ?? 18) : 0,
    referenceTo: field.targets.map(({ name }) => name),
    relationshipName: field.relationshipName ?? null,
    relationshipOrder: field.masterDetail === true ? 0 : null,
    restrictedPicklist: field.restricted ?? false,
    scale: numeric.has(field.kind) ? (field.scale ?? 0) : 0,
    soapType: soapTypes[field.kind] ?? 'xsd:string',
    sortable: !long,
    type: field.kind,
    unique: field.unique ?? false,
    updateable: mayWrite(field, session, 'update'),
    writeRequiresMasterRead: false,
  };
}

const urlsOf = (object: ObjectType, base: string): Record<string, string> => ({
  sobject: `${base}/sobjects/${object.name}`,
  describe: `${base}/sobjects/${object.name}/describe`,
  rowTemplate: `${base}/sobjects/${object.name}/{ID}`,
});

/** The object's line in the list of all objects. */
export function summarise(object: ObjectType, session: Session, base: string): Record<string, unknown> {
  const access = session.access(object);
  return {
    activateable: false,
    createable: access.create,
    custom: object.custom,
    customSetting: false,
    deletable: access.delete,
    deprecatedAndHidden: false,
    feedEnabled: false,
    hasSubtypes: false,
    isInterface: false,
    isSubtype: false,
    keyPrefix: object.prefix,
    label: labelOfObject(object, session.language),
    labelPlural: pluralOfObject(object, session.language),
    layoutable: !object.readOnly,
    mergeable: mergeable.has(object.name),
    mruEnabled: !object.readOnly,
    name: object.name,
    queryable: true,
    replicateable: true,
    retrieveable: true,
    searchable: !object.readOnly,
    triggerable: !object.readOnly,
    undeletable: access.delete,
    updateable: access.edit,
    urls: urlsOf(object, base),
  };
}

function recordTypesOf(org: Org, object: ObjectType): unknown[] {
  const byDefault = defaultRecordType(org, object);
  const master = {
    active: true,
    available: true,
    defaultRecordTypeMapping: byDefault === undefined,
    developerName: 'Master',
    master: true,
    name: 'Master',
    recordTypeId: masterRecordType,
    urls: {},
  };
  const own = recordTypeRows(org, object).map(({ id, name, label, active }) => ({
    active,
    available: active,
    defaultRecordTypeMapping: id === byDefault,
    developerName: name,
    master: false,
    name: label,
    recordTypeId: id,
    urls: {},
  }));
  return [...own, master];
}

/** Describes an object as the user sees it: fields they cannot read are not there. */
export function describe(org: Org, object: ObjectType, session: Session, base: string): unknown {
  const access = session.access(object);
  const children = object.children.filter(({ child, field }) => {
    const inner = session.access(child);
    return inner.read && inner.readable[field.slot] === true;
  });
  return {
    ...summarise(object, session, base),
    actionOverrides: [],
    childRelationships: children.map(({ name, child, field }) => ({
      cascadeDelete: field.masterDetail ?? false,
      childSObject: child.name,
      deprecatedAndHidden: false,
      field: field.name,
      junctionIdListNames: [],
      junctionReferenceTo: [],
      relationshipName: name ?? null,
      restrictedDelete: false,
    })),
    compactLayoutable: true,
    fields: object.fields
      .filter(({ slot }) => access.readable[slot] === true)
      .map((field) => describeField(field, session)),
    namedLayoutInfos: [],
    networkScopeFieldName: null,
    recordTypeInfos: recordTypesOf(org, object),
    supportedScopes: [],
  };
}
