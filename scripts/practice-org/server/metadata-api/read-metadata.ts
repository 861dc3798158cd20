/** What the metadata API tells of single objects and fields. */
import type { Field, ObjectType } from '../schema/object.ts';
import type { Operation, SoapCall } from '../api/soap/call.ts';
import type { Part } from '../api/soap/message.ts';

/** Components of a kind by full name, those that the user sees. */
type Components = ReadonlyMap<string, readonly Part[]>;

const typeNames: Readonly<Record<Field['kind'], string>> = {
  id: 'Text',
  reference: 'Lookup',
  string: 'Text',
  textarea: 'TextArea',
  double: 'Number',
  currency: 'Currency',
  percent: 'Percent',
  int: 'Number',
  date: 'Date',
  datetime: 'DateTime',
  time: 'Time',
  boolean: 'Checkbox',
  picklist: 'Picklist',
  multipicklist: 'MultiselectPicklist',
  url: 'Url',
  email: 'Email',
  phone: 'Phone',
};

const typeOf = (field: Field): string => {
  if (field.summary !== undefined) return 'Summary';
  if (field.autoNumber !== undefined) return 'AutoNumber';
  if (field.kind === 'textarea' && (field.length ?? 0) > 255) return 'LongTextArea';
  return field.masterDetail === true ? 'MasterDetail' : typeNames[field.kind];
};

const given = (name: string, content: string | number | boolean | undefined): Part[] =>
  content === undefined ? [] : [[name, content]];

/** The first version that tells the values of custom picklists alone, as a value set. */
const valueSets = 38;

function picklistParts(field: Field, version: number): Part[] {
  if (field.values === undefined) return [];
  const values = field.values.map(({ value, label, isDefault, converted }) => [
    ['fullName', value] as const,
    ['default', isDefault] as const,
    ...(version < valueSets ? [] : [['label', label] as const]),
    ...(converted === true ? [['converted', true] as const] : []),
  ]);
  if (version < valueSets)
    return [['picklist', [...values.map((parts): Part => ['picklistValues', parts]), ['sorted', false]]]];
  if (!field.custom) return [];
  if (field.valueSet !== undefined) return [['valueSet', [['valueSetName', field.valueSet]]]];
  const definition: Part = [
    'valueSetDefinition',
    [['sorted', false], ...values.map((parts): Part => ['value', parts])],
  ];
  return [['valueSet', [['restricted', field.restricted ?? false], definition]]];
}

const fieldParts = (field: Field, version: number): Part[] => [
  ...given('externalId', field.externalId),
  ...given('formula', field.formula?.source),
  ...given('inlineHelpText', field.help),
  ['label', field.label],
  ...given('length', typeOf(field) === 'Text' || typeOf(field) === 'LongTextArea' ? field.length : undefined),
  ...picklistParts(field, version),
  ...given('precision', field.precision),
  ...given('referenceTo', field.referenceTo?.[0]),
  ...given('relationshipName', field.childRelationshipName),
  ...given('required', field.required),
  ...given('scale', field.scale),
  ['type', typeOf(field)],
  ...given('unique', field.unique),
];

const objectParts = (object: ObjectType, version: number): Part[] => [
  ['deploymentStatus', 'Deployed'],
  ...object.fields
    .filter(({ custom }) => custom)
    .map((field): Part => ['fields', [['fullName', field.name], ...fieldParts(field, version)]]),
  ['label', object.label],
  ['nameField', [...fieldParts(object.nameField, version)]],
  ['pluralLabel', object.labelPlural],
];

/** Every object that the user sees, with those of its fields. */
function components({ org, session, version }: SoapCall, type: string): Components {
  const number = Number(version);
  const objects = [...org.objects.values()].filter((object) => session.access(object).read);
  if (type === 'CustomObject') return new Map(objects.map((object) => [object.name, objectParts(object, number)]));
  if (type !== 'CustomField') return new Map();
  return new Map(
    objects.flatMap((object) =>
      object.fields
        .filter(({ slot }) => session.access(object).readable[slot] === true)
        .map((field) => [`${object.name}.${field.name}`, fieldParts(field, number)] as const),
    ),
  );
}

/** `readMetadata`: a component that is not there is answered empty. */
export const readMetadata: Operation = (call) => {
  const known = components(call, call.given.text('type') ?? '');
  const names = call.given.all('fullNames').map(({ own }) => own);
  const records = names.map((name): Part => {
    const parts = known.get(name);
    return ['records', parts === undefined ? [] : [['fullName', name], ...parts]];
  });
  return [['result', records]];
};
