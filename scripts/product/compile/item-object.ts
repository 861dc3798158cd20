/** The gate item: a child of Opportunity, at most one per deal and code, that says how a requirement was settled. */
import type { CustomField } from '@salesforce/types/metadata';
import type { Expr } from '../formula/index.ts';
import { build as f } from '../formula/index.ts';
import type { Partially } from '../metadata/index.ts';
import { fill, languages, messagesIn, said, type Messages } from '../messages/index.ts';
import { baseLanguage, requirementsOf, requirementsOfStage, type SalesModel, type Stage } from '../model/index.ts';
import { excusing, item, itemField, itemStatuses, weightField } from '../vocabulary/index.ts';
import type { ChildField, ChildObject } from './child-object.ts';
import { countedStages, lookup, masterDetail, valueSet } from './opportunity-fields.ts';
import type { Rule } from './rule.ts';

const itemNames = { one: said(({ item }) => item.one), many: said(({ item }) => item.many) };

export const itemObject = (model: SalesModel, rules: readonly Rule[]): ChildObject => ({
  name: item,
  names: itemNames,
  description:
    'TAS+ gate item: how one requirement of a deal was settled. Its weight fields feed the roll-ups that the gate rules read.',
  prefix: 'GI',
  fields: itemFields(model),
  rules,
  records: 'edited',
  reads: [],
  path: ['stages'],
});

function itemFields(model: SalesModel): ChildField[] {
  const language = baseLanguage(model);
  const codes = requirementsOf(model).map(({ requirement }) => ({ value: requirement.code, label: requirement.label }));
  return [
    fixed('deal', masterDetail(itemNames.many[language] ?? '', 'TAS_Gate_Items')),
    { ...fixed('code', { type: 'Picklist', required: true, valueSet: valueSet(codes, language) }), values: codes },
    fixed('key', {
      type: 'Text',
      length: 60,
      required: true,
      unique: true,
      externalId: true,
      caseSensitive: false,
    }),
    {
      ...fixed('status', {
        type: 'Picklist',
        required: true,
        trackHistory: true,
        valueSet: valueSet(statuses, language, 'Open'),
      }),
      values: statuses,
    },
    edited('evidence', { type: 'Url', trackHistory: true }),
    edited('person', lookup('User', itemField.person)),
    edited('reason', { type: 'Text', length: 255, trackHistory: true }),
    edited('note', { type: 'LongTextArea', length: 4000, visibleLines: 3 }),
    edited('settledBy', lookup('User', itemField.settledBy)),
    edited('settledOn', { type: 'DateTime' }),
    edited('settledAmount', { type: 'Number', precision: 18, scale: 2 }),
    edited('declinedBy', lookup('User', itemField.declinedBy)),
    edited('declinedOn', { type: 'DateTime' }),
    ...countedStages(model).map((stage) => weight(model, stage)),
  ];
}

const statuses = itemStatuses.map((value) => ({ value, label: said(({ itemStatus }) => itemStatus[value]) }));

type ItemKey = Exclude<keyof Messages['itemFields'], 'weight'>;

const withPermission =
  (permissioned: ChildField['permissioned']) =>
  (key: ItemKey, shape: Partially<CustomField>): ChildField => {
    // Descriptions are for administrators, and stay in English.
    const english = messagesIn(languages[0]).itemFields[key];
    return {
      name: itemField[key],
      label: said(({ itemFields: fields }) => fields[key].label),
      help: said(({ itemFields: fields }) => fields[key].help),
      description: `TAS+ gate item: ${english.label}. ${english.help}`,
      shape,
      permissioned,
    };
  };
const fixed = withPermission('never');
const edited = withPermission('edit');

/** What an item adds to the roll-up of its stage: 10^slot once it settles a hard requirement of that stage, else 0. */
function weight(model: SalesModel, stage: Stage): ChildField {
  return {
    name: weightField(stage.id),
    label: said(({ itemFields: fields }) => fill(fields.weight.label, stage.id)),
    help: said(({ itemFields: fields }) => fields.weight.help),
    description: `TAS+ weight of an item in stage ${stage.id}. Reads only this row, so the roll-up can sum it.`,
    shape: { type: 'Number', precision: 18, scale: 0, formulaTreatBlanksAs: 'BlankAsBlank' },
    permissioned: 'read',
    formula: weightFormula(model, stage),
    stageIndex: model.stages.indexOf(stage),
  };
}

/** Field requirements are never Done by their item: their field is what counts, the item can only excuse it. */
function weightFormula(model: SalesModel, stage: Stage): Expr {
  const counted = requirementsOfStage(stage, model.stages.indexOf(stage)).flatMap(({ requirement }) =>
    requirement.slot === undefined
      ? []
      : [{ code: requirement.code, weight: 10 ** requirement.slot, byField: requirement.fields !== undefined }],
  );
  const pick = (some: typeof counted, same?: number): Expr =>
    f.choose(
      f.name(itemField.code),
      some.map(({ code, weight: value }) => [code, f.number(same ?? value)]),
      f.number(0),
    );
  const byField = counted.filter((one) => one.byField);
  const excused = f.isAnyValue(itemField.status, excusing);
  const notByField = byField.length === 0 ? [] : [f.equal(pick(byField, 1), f.number(0))];
  const done = f.and(f.isValue(itemField.status, 'Done'), ...notByField);
  return f.when(byField.length === counted.length ? excused : f.or(excused, done), pick(counted), f.number(0));
}
