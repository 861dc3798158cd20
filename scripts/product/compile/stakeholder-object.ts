/** The person in the decision: a child of Opportunity, at most one per deal and contact, and what the deal sums up of them. */
import type { CustomField } from '@salesforce/types/metadata';
import type { Expr } from '../formula/index.ts';
import { build as f } from '../formula/index.ts';
import { languages, messagesIn, said, type Messages, type Text } from '../messages/index.ts';
import type { Partially } from '../metadata/index.ts';
import { baseLanguage, type Customer, type SalesModel } from '../model/index.ts';
import {
  influences,
  leastInfluence,
  mapField,
  ratings,
  stakeholder,
  stakeholderField,
  stakeholderSum,
  unknownAnswer,
} from '../customer/index.ts';
import { relationOf } from '../vocabulary/index.ts';
import type { ChildField, ChildObject } from './child-object.ts';
import type { FormulaField } from './computed-fields.ts';
import { lookup, masterDetail, valueSet, type FieldSpec } from './opportunity-fields.ts';
import { governed, message, type Rule } from './rule.ts';

const stakeholderNames = {
  one: said(({ stakeholder: one }) => one.one),
  many: said((all) => all.stakeholder.many),
};

export const stakeholderObject = (model: SalesModel, customer: Customer): ChildObject => ({
  name: stakeholder,
  names: stakeholderNames,
  description: 'TAS+ person in the decision: what part a contact has in a deal, and how near they are to us.',
  prefix: 'SH',
  fields: stakeholderFields(model, customer),
  rules: stakeholderRules(model),
  records: 'edited',
  reads: ['Contact'],
  path: ['customer'],
});

type Key = Exclude<keyof Messages['stakeholderFields'], keyof typeof stakeholderSum>;

/** Descriptions are for administrators, and stay in English. */
const spec = (
  key: keyof Messages['stakeholderFields'],
  name: string,
): Pick<ChildField, 'name' | 'label' | 'help' | 'description'> => {
  const english = messagesIn(languages[0]).stakeholderFields[key];
  return {
    name,
    label: said(({ stakeholderFields: fields }) => fields[key].label),
    help: said(({ stakeholderFields: fields }) => fields[key].help),
    description: `TAS+ person in the decision: ${english.label}. ${english.help}`,
  };
};

const typed = (
  key: Key,
  shape: Partially<CustomField>,
  permissioned: ChildField['permissioned'] = 'edit',
): ChildField => ({
  ...spec(key, stakeholderField[key]),
  shape,
  permissioned,
});

/** The questions whose answers are rated, in the order in which they are asked. */
export const questions = ['closeness', 'solution', 'price'] as const;

function stakeholderFields(model: SalesModel, customer: Customer): ChildField[] {
  const language = baseLanguage(model);
  const picked = (key: Key, values: readonly { readonly value: string; readonly label: Text }[]): ChildField => ({
    ...typed(key, { type: 'Picklist', trackHistory: true, valueSet: valueSet(values, language) }),
    values,
  });
  const unknown = { value: unknownAnswer, label: said(({ answer }) => answer.Unknown) };
  const rated = [...ratings.map((value) => ({ value, label: said(({ answer }) => answer[value]) })), unknown];
  const graded = [...influences.map((value) => ({ value, label: said((all) => all.influence[value]) })), unknown];
  return [
    typed('deal', masterDetail(stakeholderNames.many[language] ?? '', 'TAS_Stakeholders'), 'never'),
    typed('contact', { ...lookup('Contact', stakeholderField.contact), relationshipName: 'TAS_Stakeholders' }),
    typed(
      'key',
      { type: 'Text', length: 60, required: true, unique: true, externalId: true, caseSensitive: true },
      'never',
    ),
    picked(
      'role',
      customer.roles.map(({ value, label }) => ({ value, label })),
    ),
    ...questions.map((key) => picked(key, rated)),
    picked('influence', graded),
    typed('left', { type: 'Checkbox', defaultValue: 'false', trackHistory: true }),
    typed('note', { type: 'Text', length: 255 }),
    ...sums(customer).map(({ key, formula }): ChildField => ({
      ...spec(key, stakeholderSum[key]),
      shape: { type: 'Number', precision: 18, scale: 0, formulaTreatBlanksAs: 'BlankAsBlank' },
      permissioned: 'read',
      formula,
    })),
  ];
}

type SumKey = keyof typeof stakeholderSum;

/** A number in whole sixths, so that means of one, two or three answers add up without a rounding. */
const sixths = 6;

/** What each person adds to the map; nothing of whom who left. */
function sums({ roles, supporter, opponent }: Customer): { readonly key: SumKey; readonly formula: Expr }[] {
  const value = (key: (typeof questions)[number]): Expr =>
    f.choose(
      f.name(stakeholderField[key]),
      ratings.map((rating) => [rating, f.number(Number(rating))]),
      f.number(0),
    );
  const isKnown = (key: (typeof questions)[number]): Expr =>
    f.choose(
      f.name(stakeholderField[key]),
      ratings.map((rating) => [rating, f.number(1)]),
      f.number(0),
    );
  const total = questions.map(value).reduce((all, one) => f.plus(all, one));
  const count = questions.map(isKnown).reduce((all, one) => f.plus(all, one));
  const weight = f.choose(
    f.name(stakeholderField.influence),
    influences.map((influence) => [influence, f.number(Number(influence))]),
    f.number(leastInfluence),
  );
  const there = (number: Expr): Expr => f.when(f.name(stakeholderField.left), f.number(0), number);
  const one = (test: Expr): Expr => there(f.when(test, f.number(1), f.number(0)));
  const some = f.above(count, f.number(0));
  const approving = roles.filter(({ approves }) => approves).map(({ value: role }) => role);
  // Sixths on both sides: a mean is compared without dividing.
  const scaled = (line: number): Expr => f.times(count, f.number(line));
  return [
    { key: 'people', formula: there(f.number(1)) },
    {
      key: 'approvers',
      formula: approving.length === 0 ? f.number(0) : one(f.isAnyValue(stakeholderField.role, approving)),
    },
    { key: 'supporters', formula: one(f.and(some, f.atLeast(total, scaled(supporter)))) },
    {
      key: 'opponents',
      formula: one(f.and(some, f.not(f.atLeast(total, scaled(supporter))), f.atLeast(scaled(opponent), total))),
    },
    { key: 'unknown', formula: there(f.minus(f.number(questions.length), count)) },
    { key: 'weight', formula: there(f.when(some, weight, f.number(0))) },
    {
      key: 'points',
      formula: there(f.when(some, f.times(weight, f.over(f.times(total, f.number(sixths)), count)), f.number(0))),
    },
  ];
}

/** What the deal sums up, in the order of the numbers of a person. */
export const mapRollUps: readonly FieldSpec[] = (Object.keys(stakeholderSum) as SumKey[]).map((key) => ({
  name: mapField[key],
  ...mapTexts(key),
  shape: {
    type: 'Summary',
    summarizedField: `${stakeholder}.${stakeholderSum[key]}`,
    summaryForeignKey: `${stakeholder}.${stakeholderField.deal}`,
    summaryOperation: 'sum',
  },
  writer: 'nobody',
}));

export const mapFormulas: readonly FormulaField[] = [
  {
    name: mapField.score,
    ...mapTexts('score'),
    returns: 'Number',
    scale: 2,
    formula: f.when(
      f.above(f.name(mapField.weight), f.number(0)),
      f.call('ROUND', f.over(f.name(mapField.points), f.times(f.number(sixths), f.name(mapField.weight))), f.number(2)),
      { kind: 'null' },
    ),
  },
  {
    name: mapField.unknownShare,
    ...mapTexts('unknownShare'),
    returns: 'Number',
    scale: 0,
    formula: f.when(
      f.above(f.name(mapField.people), f.number(0)),
      f.call(
        'ROUND',
        f.over(
          f.times(f.number(100), f.name(mapField.unknown)),
          f.times(f.number(questions.length), f.name(mapField.people)),
        ),
        f.number(0),
      ),
      { kind: 'null' },
    ),
  },
];

function mapTexts(key: keyof typeof mapField): Pick<FieldSpec, 'label' | 'help' | 'description'> {
  const english = messagesIn(languages[0]).mapFields[key];
  return {
    label: said(({ mapFields: fields }) => fields[key].label),
    help: said(({ mapFields: fields }) => fields[key].help),
    description: `TAS+ customer map: ${english.label}. ${english.help}`,
  };
}

/** A person stands once on the map of a deal, on every write path. */
function stakeholderRules(model: SalesModel): Rule[] {
  const { contact, deal, key } = stakeholderField;
  const safe = (name: string): Expr => f.call('CASESAFEID', f.name(name));
  const expected = f.join(f.join(safe(deal), f.text(':')), safe(contact));
  const rule = (code: 'P1' | 'P2', name: string, what: string, condition: Expr): Rule => ({
    name,
    code: `TAS-${code}`,
    description: `TAS+ ${what}.`,
    message: message(`TAS-${code}`, ({ rules }) => rules[code]),
    displayField: contact,
    active: model.enforcement.items === 'enforce',
    path: ['customer'],
    condition: f.and(...governed(model, `${relationOf(deal)}.`), condition),
  });
  return [
    rule(
      'P1',
      'TAS_P1_Key',
      'a new person names a contact, and the key is the two 18-character Ids, a colon between them',
      f.and(f.isNew, f.or(f.isBlank(contact), f.unequal(f.name(key), expected))),
    ),
    rule('P2', 'TAS_P2_Permanent', 'contact and key never change', f.or(f.changed(contact), f.changed(key))),
  ];
}
