/** Setup rows of objects, fields, rules, record types and processes. */
import { limitsOf } from '../edition.ts';
import { trackedFields } from '../schema/field-history.ts';
import { isGroupable } from '../schema/groupable.ts';
import type { Field, ObjectType } from '../schema/object.ts';
import { recordTypeRows } from '../org.ts';
import type { Value } from '../store/row.ts';
import { metadataOf } from './metadata-value.ts';
import {
  componentsOf,
  developerName,
  durableId,
  objectOf,
  partName,
  sharedBy,
  type SetupRow,
  type SetupSource,
} from './source.ts';

const objects = ({ org }: SetupSource): ObjectType[] => [...org.objects.values()];

export function* entityDefinitions(source: SetupSource): Generator<SetupRow> {
  const files = new Map([...componentsOf(source, 'CustomObject')].map(({ fullName, xml }) => [fullName, xml]));
  for (const { name, label, labelPlural, prefix, custom, readOnly } of objects(source))
    yield {
      Id: durableId(source, name),
      DurableId: durableId(source, name),
      QualifiedApiName: name,
      DeveloperName: developerName(name),
      MasterLabel: label,
      Label: label,
      PluralLabel: labelPlural,
      KeyPrefix: prefix,
      IsCustomizable: custom || !readOnly,
      IsCustomSetting: false,
      IsQueryable: true,
      IsTriggerable: !readOnly,
      IsApexTriggerable: !readOnly,
      IsWorkflowEnabled: !readOnly,
      IsLayoutable: !readOnly,
      IsDeprecatedAndHidden: false,
      FullName: name,
      Metadata: metadataOf(files.get(name)),
    };
}

/** Names of types as Setup shows them; the API's own are in describe. */
function dataType(field: Field): string {
  const size = `(${(field.precision ?? 18) - (field.scale ?? 0)}, ${field.scale ?? 0})`;
  const target = field.referenceTo?.join(',') ?? '';
  const worked = field.formula === undefined ? '' : 'Formula ';
  const shown: Readonly<Record<Field['kind'], string>> = {
    id: 'Lookup()',
    reference: field.masterDetail === true ? `Master-Detail(${target})` : `Lookup(${target})`,
    string: field.autoNumber === undefined ? `Text(${field.length ?? 255})` : 'Auto Number',
    textarea: (field.length ?? 0) > 255 ? `Long Text Area(${field.length ?? 0})` : 'Text Area(255)',
    double: `Number${size}`,
    currency: `Currency${size}`,
    percent: `Percent${size}`,
    int: `Number(${field.precision ?? 9}, 0)`,
    date: 'Date',
    datetime: 'Date/Time',
    time: 'Time',
    boolean: 'Checkbox',
    picklist: 'Picklist',
    multipicklist: 'Picklist (Multi-Select)',
    url: `URL(${field.length ?? 255})`,
    email: 'Email',
    phone: 'Phone',
  };
  if (field.summary !== undefined)
    return `Roll-Up Summary (${field.summary.operation.toUpperCase()} ${field.summary.foreignKey.split('.')[0] ?? ''})`;
  if (field.formula !== undefined) return `${worked}(${shown[field.kind].replace(/\(.*$/, '')})`;
  return shown[field.kind];
}

const fieldKey = (source: SetupSource, object: ObjectType, field: Field): string =>
  field.custom
    ? source.log.of({ type: 'CustomField', fullName: `${object.name}.${field.name}` }).id.slice(0, 15)
    : field.name.replace(/Id$/, (ending) => (field.kind === 'reference' ? '' : ending));

const sizes = ({ kind, length, precision, scale }: Field): Record<string, Value> => ({
  Length: kind === 'boolean' ? 0 : kind === 'id' || kind === 'reference' ? 18 : (length ?? 0),
  Precision: precision ?? 0,
  Scale: scale ?? 0,
});

export function* fieldDefinitions(source: SetupSource): Generator<SetupRow> {
  const files = new Map([...componentsOf(source, 'CustomField')].map(({ fullName, xml }) => [fullName, xml]));
  for (const object of objects(source)) {
    const entity = durableId(source, object.name);
    const tracked = new Set(trackedFields(object.declaration, object.fields));
    for (const field of object.fields) {
      const key = `${entity}.${fieldKey(source, object, field)}`;
      const xml = files.get(`${object.name}.${field.name}`);
      yield {
        Id: key,
        DurableId: key,
        QualifiedApiName: field.name,
        DeveloperName: developerName(field.name),
        MasterLabel: field.label,
        Label: field.label,
        EntityDefinitionId: entity,
        DataType: dataType(field),
        ValueTypeId: field.kind,
        RelationshipName: field.relationshipName ?? null,
        Description: xml?.text('description') ?? null,
        ...sizes(field),
        IsCalculated: field.formula !== undefined || field.summary !== undefined,
        IsNillable: field.required !== true && field.kind !== 'boolean' && field.kind !== 'id',
        IsNameField: object.nameField === field,
        IsIndexed: field.unique === true || field.externalId === true || field.kind === 'reference',
        IsFieldHistoryTracked: tracked.has(field),
        IsPolymorphicForeignKey: (field.referenceTo?.length ?? 0) > 1,
        IsApiFilterable: field.filterable !== false && !(field.kind === 'textarea' && (field.length ?? 0) > 255),
        IsApiSortable: field.kind !== 'multipicklist' && field.kind !== 'textarea',
        IsApiGroupable: isGroupable(field),
        FullName: field.name,
        Metadata: metadataOf(xml),
      };
    }
  }
}

export function* customFields(source: SetupSource): Generator<SetupRow> {
  for (const { fullName, id, xml, shared } of componentsOf(source, 'CustomField')) {
    const [object, name] = partName(fullName);
    const field = objectOf(source, object)?.byName.get(name.toLowerCase());
    // What a file says of a standard field makes it no custom one.
    if (!/__c$/i.test(name)) continue;
    yield {
      ...shared,
      Id: id,
      DeveloperName: developerName(name),
      TableEnumOrId: durableId(source, object),
      EntityDefinitionId: durableId(source, object),
      InlineHelpText: xml.text('inlineHelpText') ?? null,
      ...(field === undefined ? {} : sizes(field)),
      FullName: fullName,
      Metadata: metadataOf(xml),
    };
  }
}

export function* customObjects(source: SetupSource): Generator<SetupRow> {
  for (const { name, custom } of objects(source)) {
    if (!custom) continue;
    const { id, shared } = sharedBy(source, 'CustomObject', name);
    yield { ...shared, Id: id, DeveloperName: developerName(name), Language: 'en_US' };
  }
}

export function* validationRules(source: SetupSource): Generator<SetupRow> {
  for (const { fullName, id, xml, shared } of componentsOf(source, 'ValidationRule')) {
    const [object, name] = partName(fullName);
    yield {
      ...shared,
      Id: id,
      ValidationName: name,
      EntityDefinitionId: durableId(source, object),
      Active: xml.flag('active') ?? false,
      Description: xml.text('description') ?? null,
      ErrorMessage: xml.text('errorMessage') ?? null,
      ErrorDisplayField: xml.text('errorDisplayField') ?? null,
      FullName: fullName,
      Metadata: metadataOf(xml),
    };
  }
}

export function* entityLimits(source: SetupSource): Generator<SetupRow> {
  const active = new Map<string, number>();
  for (const { fullName, xml } of componentsOf(source, 'ValidationRule'))
    if (xml.flag('active') === true) {
      const [object] = partName(fullName);
      active.set(object, (active.get(object) ?? 0) + 1);
    }
  for (const object of objects(source)) {
    const entity = durableId(source, object.name);
    for (const { type, max, remaining } of limitsOf(object, active.get(object.name) ?? 0, source.org.organization))
      yield {
        Id: `${entity}.${type}`,
        DurableId: `${entity}.${type}`,
        Label: limitLabels[type],
        Type: type,
        EntityDefinitionId: entity,
        Max: max,
        Remaining: remaining,
      };
  }
}

const limitLabels = {
  ActiveValidationRules: 'Active Validation Rules',
  CustomFields: 'Custom Fields',
  CustomRelationship: 'Custom Relationship Fields',
  RollupSummary: 'Rollup Summary Fields',
};

export function* recordTypes(source: SetupSource): Generator<SetupRow> {
  const files = new Map([...componentsOf(source, 'RecordType')].map((one) => [one.fullName, one]));
  for (const object of objects(source))
    for (const { id, name, label, active } of recordTypeRows(source.org, object)) {
      const file = files.get(`${object.name}.${name}`);
      const process = file?.xml.text('businessProcess');
      yield {
        ...file?.shared,
        Id: id,
        Name: label,
        DeveloperName: name,
        SobjectType: object.name,
        Description: file?.xml.text('description') ?? null,
        IsActive: active,
        EntityDefinitionId: durableId(source, object.name),
        BusinessProcessId:
          process === undefined ? null : sharedBy(source, 'BusinessProcess', `${object.name}.${process}`).id,
        FullName: `${object.name}.${name}`,
        Metadata: metadataOf(file?.xml),
      };
    }
}

export function* businessProcesses(source: SetupSource): Generator<SetupRow> {
  for (const { fullName, id, xml, shared } of componentsOf(source, 'BusinessProcess')) {
    const [object, name] = partName(fullName);
    yield {
      ...shared,
      Id: id,
      Name: name,
      Description: xml.text('description') ?? null,
      IsActive: xml.flag('isActive') ?? true,
      EntityDefinitionId: durableId(source, object),
      FullName: fullName,
      Metadata: metadataOf(xml),
    };
  }
}
