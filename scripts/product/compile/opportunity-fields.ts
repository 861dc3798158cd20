/** Fields on Opportunity that people fill in: those of the model's requirements, and those of the package. */
import type { CustomField } from '@salesforce/types/metadata';
import type { Partially } from '../metadata/component.ts';
import {
  baseLanguage,
  groups,
  requirementsOf,
  type FieldType,
  type Language,
  type PicklistValue,
  type Requirement,
  type RequirementField,
  type SalesModel,
  type Stage,
  type Text,
} from '../model/index.ts';
import { field, ledByValues, text, yesNo } from './vocabulary.ts';

/** A field to be made, with its texts in every language. */
export interface FieldSpec {
  readonly name: string;
  readonly label: Text;
  readonly help: Text;
  readonly description: string;
  readonly values?: readonly PicklistValue[];
  readonly shape: Partially<CustomField>;
  /** Who may write it: everybody who works on deals, only graders and managers, or nobody because it is computed. */
  readonly writer: 'rep' | 'manager' | 'nobody';
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
  const pick = (
    name: string,
    label: Text,
    help: Text,
    values: readonly PicklistValue[],
    writer: FieldSpec['writer'],
  ): FieldSpec => ({
    name,
    label,
    help,
    description: `TAS+ ${label.en_US ?? name}.`,
    values,
    shape: { type: 'Picklist', valueSet: valueSet(values, baseLanguage(model)) },
    writer,
  });
  const plain = (name: string, label: Text, help: Text, shape: Partially<CustomField>): FieldSpec => ({
    name,
    label,
    help,
    description: `TAS+ ${label.en_US ?? name}.`,
    shape,
    writer: 'manager',
  });
  return [
    pick(
      field.ledBy,
      text('Led by', '主导方'),
      text('Who leads the deal. It decides the track.', '由谁主导，决定商机走哪条路径。'),
      ledByValues,
      'rep',
    ),
    pick(
      field.tender,
      text('Tender required', '是否招标'),
      text(
        'No takes the tender stages off the way. Blank means not answered.',
        '选“否”则不走招标阶段；空白表示未回答。',
      ),
      yesNo,
      'rep',
    ),
    pick(
      field.grade,
      text('Grade decided', '已定等级'),
      text(
        'Written by the grading run, or by a manager who confirms the suggestion.',
        '由定级程序写入，或由主管确认建议等级。',
      ),
      letters(false),
      'manager',
    ),
    pick(
      field.manualGrade,
      text('Manual grade', '手工等级'),
      text('Raises a deal above its amount. Needs a reason.', '用于高于金额的定级，须填理由。'),
      letters(true),
      'manager',
    ),
    pick(
      field.manualReason,
      text('Manual grade reason', '手工定级理由'),
      text('Why the deal is worth more than its amount.', '为什么这个商机比金额更重要。'),
      model.manualGrade.reasons,
      'manager',
    ),
    plain(
      field.manualNote,
      text('Manual grade note', '手工定级说明'),
      text('The reason in a sentence.', '用一句话说明理由。'),
      { type: 'Text', length: 255 },
    ),
    plain(
      field.manualBy,
      text('Manual grade by', '手工定级人'),
      text('Who graded by hand.', '手工定级的人。'),
      lookup('User', field.manualBy),
    ),
    plain(
      field.manualOn,
      text('Manual grade on', '手工定级日期'),
      text('When it was graded by hand.', '手工定级的日期。'),
      { type: 'Date' },
    ),
    plain(
      field.manualUntil,
      text('Manual grade valid until', '手工等级有效期至'),
      text(
        'Last day on which the manual grade counts. Blank means no end.',
        '手工等级生效的最后一天；空白表示不限期。',
      ),
      { type: 'Date' },
    ),
    pick(
      field.lossReason,
      text('Loss reason', '输单原因'),
      text('Asked when the deal is lost.', '输单时必填。'),
      model.closed.lost.reasons,
      'rep',
    ),
  ];
}

/** Stages that have hard requirements with a slot, and so a roll-up. */
export const countedStages = (model: SalesModel): Stage[] =>
  model.stages.filter((stage) => groups.some((group) => stage[group].some(({ slot }) => slot !== undefined)));
