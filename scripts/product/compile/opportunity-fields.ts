/** Fields on Opportunity that people fill in: those of the model's requirements, and those of the package. */
import type { CustomField } from '@salesforce/types/metadata';
import type { Partially } from '../metadata/index.ts';
import { fill, languages, messagesIn, said, type Language, type Messages, type Text } from '../messages/index.ts';
import {
  baseLanguage,
  requirementsOf,
  type FieldType,
  type PicklistValue,
  type Requirement,
  type RequirementField,
  type SalesModel,
  type Stage,
} from '../model/index.ts';
import { field, groups, ledBy, no, yes } from '../vocabulary/index.ts';

/** A field to be made, with its texts in every language. */
export interface FieldSpec {
  readonly name: string;
  readonly label: Text;
  readonly help: Text;
  readonly description: string;
  readonly values?: readonly PicklistValue[];
  readonly shape: Partially<CustomField>;
  /** Who may write it: everybody who works on deals; graders and managers; who loads data; nobody, as it is computed. */
  readonly writer: 'rep' | 'manager' | 'loader' | 'nobody';
}

/** Fields that the requirements of a model make, each once. */
export const requirementFields = (model: SalesModel): FieldSpec[] => fieldsOf(model, false);

/** Fields that requirements name and the org is said to have: as they would be made. */
export const existingFields = (model: SalesModel): FieldSpec[] => fieldsOf(model, true);

function fieldsOf(model: SalesModel, existing: boolean): FieldSpec[] {
  const made = new Map<string, FieldSpec>();
  for (const { stage, requirement } of requirementsOf(model))
    for (const one of requirement.fields ?? [])
      if (one.type !== undefined && one.existing === existing && !made.has(one.name))
        made.set(one.name, requirementField(stage, requirement, one, one.type, baseLanguage(model)));
  return [...made.values()];
}

function requirementField(
  stage: Stage,
  requirement: Requirement,
  one: RequirementField,
  type: FieldType,
  language: Language,
): FieldSpec {
  const label = one.label ?? requirement.label;
  return {
    name: one.name,
    label,
    help: requirement.help ?? one.label ?? requirement.label,
    description: `TAS+ ${requirement.code}, ${requirement.gate}, stage ${stage.id} ${stage.name}.`,
    ...(type.kind === 'picklist' ? { values: type.values } : {}),
    shape: shapeOf(type, one.name, language),
    writer: 'rep',
  };
}

function shapeOf(type: FieldType, name: string, language: Language): Partially<CustomField> {
  switch (type.kind) {
    case 'text':
      return { type: 'Text', length: type.length };
    case 'longText':
      return { type: 'LongTextArea', length: type.length, visibleLines: type.lines };
    case 'number':
      return { type: 'Number', precision: type.digits, scale: Math.min(type.decimals, type.digits) };
    case 'currency':
      return { type: 'Currency', precision: 18, scale: 2 };
    case 'percent':
      return { type: 'Percent', precision: 5, scale: 2 };
    case 'date':
      return { type: 'Date' };
    case 'datetime':
      return { type: 'DateTime' };
    case 'checkbox':
      return { type: 'Checkbox', defaultValue: 'false' };
    case 'picklist':
      return { type: 'Picklist', valueSet: valueSet(type.values, language) };
    case 'lookup':
      return lookup(type.to, name);
  }
}

/** A lookup that forgets its target when that is deleted, rather than forbid deleting it. */
export const lookup = (to: string, name: string): Partially<CustomField> => ({
  type: 'Lookup',
  referenceTo: to,
  relationshipName: name.replace(/__c$/, ''),
  deleteConstraint: 'SetNull',
});

/** The deal that a record of ours is a detail of. */
export const masterDetail = (label: string, relationshipName: string): Partially<CustomField> => ({
  type: 'MasterDetail',
  referenceTo: 'Opportunity',
  relationshipLabel: label,
  relationshipName,
  relationshipOrder: 0,
  reparentableMasterDetail: false,
  writeRequiresMasterRead: false,
});

export const valueSet = (
  values: readonly PicklistValue[],
  language: Language,
  first?: string,
): NonNullable<Partially<CustomField>['valueSet']> => ({
  restricted: true,
  valueSetDefinition: {
    sorted: false,
    value: values.map(({ value, label }) => ({
      fullName: value,
      default: value === first,
      label: label[language] ?? value,
    })),
  },
});

/** Fields of the package that people or runs fill in, whatever the model. */
export function packageFieldSpecs(model: SalesModel): FieldSpec[] {
  const letters = (manual: boolean): PicklistValue[] =>
    model.grades
      .filter(({ partnerLed }) => !(manual && partnerLed))
      .map(({ letter, label }) => ({ value: letter, label }));
  const language = baseLanguage(model);
  const pick = (key: PackageField, values: readonly PicklistValue[], writer: FieldSpec['writer']): FieldSpec => ({
    name: field[key],
    ...textsOf(key),
    description: `TAS+ ${labelInEnglish(key)}.`,
    values,
    shape: { type: 'Picklist', valueSet: valueSet(values, language) },
    writer,
  });
  const plain = (key: PackageField, shape: Partially<CustomField>): FieldSpec => ({
    name: field[key],
    ...textsOf(key),
    description: `TAS+ ${labelInEnglish(key)}.`,
    shape,
    writer: 'manager',
  });
  return [
    pick('ledBy', ledByValues, 'rep'),
    pick('tender', yesNo, 'rep'),
    pick('grade', letters(false), 'manager'),
    pick('manualGrade', letters(true), 'manager'),
    pick('manualReason', model.manualGrade.reasons, 'manager'),
    plain('manualNote', { type: 'Text', length: 255 }),
    plain('manualBy', lookup('User', field.manualBy)),
    plain('manualOn', { type: 'Date' }),
    plain('manualUntil', { type: 'Date' }),
    pick('lossReason', model.closed.lost.reasons, 'rep'),
    { ...plain('lostStage', { type: 'Text', length: 255 }), writer: 'rep' },
    { ...plain('keptProbability', { type: 'Percent', precision: 3, scale: 0 }), writer: 'loader' },
    { ...plain('stageSince', { type: 'Date' }), writer: 'loader' },
    { ...plain('stageSinceIn', { type: 'Text', length: 255 }), writer: 'loader' },
  ];
}

type PackageField = Exclude<keyof Messages['fields'], 'done'>;

/** Label and help of a field of the package; `{0}` is filled in. */
export const textsOf = (key: PackageField, ...values: readonly string[]): Pick<FieldSpec, 'label' | 'help'> => ({
  label: said(({ fields }) => fields[key].label),
  help: said(({ fields }) => fill(fields[key].help, ...values)),
});

/** Descriptions are for administrators, and stay in English. */
const labelInEnglish = (key: PackageField): string => messagesIn(languages[0]).fields[key].label;

const ledByValues: readonly PicklistValue[] = [
  { value: ledBy.us, label: said((messages) => messages.ledBy.us) },
  { value: ledBy.partner, label: said((messages) => messages.ledBy.partner) },
];
const yesNo: readonly PicklistValue[] = [
  { value: yes, label: said((messages) => messages.yesNo.yes) },
  { value: no, label: said((messages) => messages.yesNo.no) },
];

/** Stages that have hard requirements with a slot, and so a roll-up. */
export const countedStages = (model: SalesModel): Stage[] =>
  model.stages.filter((stage) => groups.some((group) => stage[group].some(({ slot }) => slot !== undefined)));
