import { tooLong, type Problems } from '../problem.ts';
import {
  isCustom,
  type FieldDeclaration,
  type FieldKind,
  type PicklistValue,
  type SummaryDeclaration,
} from './field.ts';
import { entry } from './standard-fields.ts';
import type { Xml } from './xml.ts';

const kinds: Readonly<Record<string, FieldKind>> = {
  AutoNumber: 'string',
  Checkbox: 'boolean',
  Currency: 'currency',
  Date: 'date',
  DateTime: 'datetime',
  Email: 'email',
  EncryptedText: 'string',
  ExternalLookup: 'string',
  Hierarchy: 'reference',
  Html: 'textarea',
  IndirectLookup: 'string',
  LongTextArea: 'textarea',
  Lookup: 'reference',
  MasterDetail: 'reference',
  MetadataRelationship: 'string',
  MultiselectPicklist: 'multipicklist',
  Number: 'double',
  Percent: 'percent',
  Phone: 'phone',
  Picklist: 'picklist',
  Summary: 'double',
  Text: 'string',
  TextArea: 'textarea',
  Time: 'time',
  Url: 'url',
};

const fixedLengths: Readonly<Record<string, number>> = { TextArea: 255, Url: 255, Email: 80, Phone: 40 };

export type GlobalValueSets = ReadonlyMap<string, readonly PicklistValue[]>;

export const readValue = (value: Xml): PicklistValue => {
  const name = value.text('fullName') ?? '';
  const read = entry(name, value.text('label') ?? name, value.flag('default') ?? false);
  const converted = value.flag('converted');
  return { ...read, active: value.flag('isActive') ?? true, ...(converted === undefined ? {} : { converted }) };
};

function readValues(xml: Xml, name: string, sets: GlobalValueSets, problems: Problems): Partial<FieldDeclaration> {
  const set = xml.one('valueSet');
  const shared = set?.text('valueSetName');
  const values = shared === undefined ? set?.one('valueSetDefinition')?.all('value').map(readValue) : sets.get(shared);
  if (values === undefined || set === undefined) {
    const missing = shared === undefined ? 'no <valueSet>' : `no global value set ${shared}`;
    problems.add(
      xml.path,
      `${name}: a picklist with ${missing}`,
      shared === undefined
        ? 'At least one value is required to create this picklist.'
        : 'The global picklist cannot be resolved',
    );
    return {};
  }
  const seen = new Set<string>();
  for (const { value } of values) {
    if (seen.has(value.toLowerCase())) problems.add(xml.path, `${name}: duplicate picklist value ${value}`);
    seen.add(value.toLowerCase());
  }
  if (shared === undefined) return { values, restricted: set.flag('restricted') ?? false };
  return { values, restricted: true, valueSet: shared };
}

function readSummary(xml: Xml, name: string, problems: Problems): SummaryDeclaration | undefined {
  const operation = xml.text('summaryOperation');
  const foreignKey = xml.text('summaryForeignKey');
  const summarized = xml.text('summarizedField');
  if (operation !== 'sum' && operation !== 'count' && operation !== 'min' && operation !== 'max') {
    problems.add(xml.path, `${name}: summaryOperation is ${operation ?? 'missing'}; it is sum, count, min or max`);
    return undefined;
  }
  if (foreignKey === undefined || (operation !== 'count' && summarized === undefined)) {
    problems.add(xml.path, `${name}: a roll-up summary needs summaryForeignKey and, unless it counts, summarizedField`);
    return undefined;
  }
  const filters = xml.all('summaryFilterItems').map((item) => ({
    field: item.text('field') ?? '',
    operation: item.text('operation') ?? '',
    value: item.text('value') ?? '',
  }));
  return { operation, foreignKey, filters, ...(summarized === undefined ? {} : { summarized }) };
}

function checkSizes(field: FieldDeclaration, type: string, problems: Problems): void {
  const { name, path, length, precision, scale } = field;
  if (field.formula !== undefined || field.summary !== undefined) return;
  if (type === 'Text' && (length === undefined || length < 1 || length > 255)) {
    problems.add(path, `${name}: length must be 1 to 255`);
  }
  if ((type === 'LongTextArea' || type === 'Html') && (length === undefined || length < 256 || length > 131_072)) {
    problems.add(path, `${name}: length must be 256 to 131072`);
  }
  if (type === 'Number' || type === 'Currency' || type === 'Percent') {
    const bad = precision === undefined || scale === undefined || precision < 1 || precision > 18 || scale > precision;
    if (bad) problems.add(path, `${name}: precision must be 1 to 18 and scale must be at most precision`);
  }
}

const numberOf = (xml: Xml, name: 'length' | 'precision' | 'scale'): Partial<FieldDeclaration> => {
  const number = xml.number(name);
  return number === undefined ? {} : { [name]: number };
};

/** A letter first, then letters, digits and single underscores; what a suffix or a namespace adds is not counted. */
const fieldName = /^(?:[a-z][a-z0-9]{0,14}__)?([a-z](?:_?[a-z0-9])*)__[a-z]+$/i;

function checkName({ name, path }: FieldDeclaration, problems: Problems): void {
  if (!isCustom(name)) return;
  const own = fieldName.exec(name)?.[1];
  if (own === undefined)
    problems.add(
      path,
      `${name}: no name of a custom field`,
      'The field name you provided is not valid. It can only contain alphanumeric characters, must begin with a letter, cannot end with an underscore or contain two consecutive underscore characters.',
    );
  else if (own.length > 40)
    problems.add(path, `${name}: a field's name has at most 40 characters`, tooLong('fullName', 40));
}

/** What only some types of field say. */
function readByType(
  { xml, name, type }: { readonly xml: Xml; readonly name: string; readonly type: string },
  sets: GlobalValueSets,
  problems: Problems,
): Partial<FieldDeclaration> {
  switch (type) {
    case 'Picklist':
    case 'MultiselectPicklist':
      return { length: type === 'Picklist' ? 255 : 4099, ...readValues(xml, name, sets, problems) };
    case 'Summary': {
      const summary = readSummary(xml, name, problems);
      return {
        createable: false,
        updateable: false,
        precision: 18,
        scale: 2,
        ...(summary === undefined ? {} : { summary }),
      };
    }
    case 'AutoNumber':
      return { createable: false, updateable: false, autoNumber: xml.text('displayFormat') ?? '{0}', length: 30 };
    case 'Hierarchy':
    case 'Lookup':
    case 'MasterDetail':
      return readRelationship(xml, name, type, problems);
    case 'Checkbox':
      return { defaultValue: false };
    default:
      return {};
  }
}

function readRelationship(xml: Xml, name: string, type: string, problems: Problems): Partial<FieldDeclaration> {
  const target = xml.text('referenceTo') ?? (type === 'Hierarchy' ? 'User' : undefined);
  if (target === undefined) problems.add(xml.path, `${name}: a relationship without <referenceTo>`);
  const children = xml.text('relationshipName');
  const master = type === 'MasterDetail';
  if (master && children === undefined) problems.add(xml.path, `${name}: a master-detail needs <relationshipName>`);
  return {
    length: 18,
    referenceTo: target === undefined ? [] : [target],
    relationshipName: isCustom(name) ? name.replace(/__c$/i, '__r') : name.replace(/Id$/, ''),
    ...(children === undefined ? {} : { childRelationshipName: `${children}__r` }),
    ...(master
      ? { masterDetail: true, required: true, updateable: xml.flag('reparentableMasterDetail') ?? false }
      : {}),
  };
}

/** One custom field of a `.field-meta.xml` file, or of an object file that holds its fields inside. */
export function readCustomField(xml: Xml, sets: GlobalValueSets, problems: Problems): FieldDeclaration | undefined {
  const name = xml.text('fullName');
  const type = xml.text('type');
  if (name === undefined) {
    problems.add(xml.path, 'a field without <fullName>', 'Required field is missing: fullName');
    return undefined;
  }
  // A place is two numbers in one field: kept, and no field of this org.
  if (type === 'Location') return undefined;
  if (type === undefined && !isCustom(name)) return undefined;
  const kind = type === undefined ? undefined : kinds[type];
  if (type === undefined || kind === undefined) {
    problems.add(
      xml.path,
      `${name}: ${type === undefined ? 'no <type>' : `unknown type ${type}`}`,
      type === undefined
        ? 'Required field is missing: type'
        : `'${type}' is not a valid value for the enum 'FieldType'`,
    );
    return undefined;
  }
  const formula = xml.text('formula');
  const defaultFormula = xml.text('defaultValue');
  const help = xml.text('inlineHelpText');
  const field: FieldDeclaration = {
    name,
    label: xml.text('label') ?? name,
    kind,
    path: xml.path,
    ...(fixedLengths[type] === undefined ? {} : { length: fixedLengths[type] }),
    ...numberOf(xml, 'length'),
    ...numberOf(xml, 'precision'),
    ...numberOf(xml, 'scale'),
    required: xml.flag('required') ?? false,
    unique: xml.flag('unique') ?? false,
    caseSensitive: xml.flag('caseSensitive') ?? false,
    externalId: xml.flag('externalId') ?? false,
    trackHistory: xml.flag('trackHistory') ?? false,
    ...(help === undefined ? {} : { help }),
    ...(defaultFormula === undefined ? {} : { defaultFormula }),
    ...readByType({ xml, name, type }, sets, problems),
    ...(formula === undefined ? {} : { ...readFormula(xml, formula), createable: false, updateable: false }),
  };
  if (xml.text('label') === undefined)
    problems.add(xml.path, `${name}: no <label>`, 'Must specify a non-empty label for the CustomField');
  checkSizes(field, type, problems);
  checkName(field, problems);
  return field;
}

const readFormula = (xml: Xml, source: string): Partial<FieldDeclaration> => ({
  formula: { source, treatBlanksAs: xml.text('formulaTreatBlanksAs') === 'BlankAsBlank' ? 'blank' : 'zero' },
  ...(xml.text('scale') === undefined ? { scale: 18 } : {}),
});
