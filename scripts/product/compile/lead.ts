/**
 * What a model with leads makes (docs/leads.md): fields and a rule on Lead, and the fields of the deal that a lead hands
 * its project and its customer to. Children of Lead and Opportunity only: how an org converts leads stays its own.
 */
import type { CustomField } from '@salesforce/types/metadata';
import { build as f, print, type Expr } from '../formula/index.ts';
import type { Partially } from '../metadata/index.ts';
import { fill, languages, messagesIn, said, type Messages } from '../messages/index.ts';
import { briefLength, type LeadModel, type SalesModel } from '../model/index.ts';
import { leadDealField, leadField } from '../lead/index.ts';
import { permission } from '../vocabulary/index.ts';
import { formulaShape } from './computed-fields.ts';
import type { FieldSpec } from './opportunity-fields.ts';
import { holds, message, type Rule } from './rule.ts';

/** A field of Lead; `formula`: computed. */
export interface LeadField extends FieldSpec {
  readonly formula?: Expr;
}

/** On Lead; none where the model has no leads. */
export function leadFields({ lead }: SalesModel): LeadField[] {
  if (lead === undefined) return [];
  const formula = f.plus(counts(dealNamed), counts(reachable(lead)));
  const complete = {
    name: leadField.complete,
    label: said(({ leadFields: fields }) => fields.complete.label),
    help: said(({ leadFields: fields }, language) =>
      fill(fields.complete.help, lead.deal.label[language] ?? '', lead.reach.label[language] ?? ''),
    ),
    description: 'TAS+ lead: how many of the two elements are there, 0 to 2.',
  };
  return [
    made('projectName', projectText),
    made('projectBrief', { type: 'Text', length: briefLength }),
    {
      ...complete,
      formula,
      shape: formulaShape({ ...complete, formula, returns: 'Number', scale: 0 }, print(formula)),
      writer: 'nobody',
    },
    made('customerKey', keyText),
    made('phoneKey', { ...keyText, length: 40 }),
  ];
}

/** On Opportunity. */
export const leadDealFields = ({ lead }: SalesModel): FieldSpec[] =>
  lead === undefined ? [] : [made('projectName', projectText), made('customerKey', keyText)];

/** Which field of a lead conversion has to put into which of the deal. Only the org itself can say so: it is a setting. */
export const leadMapping = ({ lead }: SalesModel): readonly (readonly [from: string, to: string])[] =>
  lead === undefined
    ? []
    : [
        [leadField.projectName, leadDealField.projectName],
        [leadField.customerKey, leadDealField.customerKey],
        ...(lead.briefTo === undefined ? [] : [[leadField.projectBrief, lead.briefTo] as const]),
      ];

/** docs/rules.md, TAS-L1: a lead that lacks an element is not converted, by whoever does not hold the bypass. */
export const leadRules = ({ lead }: SalesModel): Rule[] =>
  lead === undefined
    ? []
    : [
        {
          name: 'TAS_L1_Two_Elements',
          code: 'TAS-L1',
          description: 'TAS+ a lead is converted with its two elements: a possible deal, and a way to reach it.',
          message: message('TAS-L1', ({ rules }) => rules.L1),
          active: lead.enforcement === 'enforce',
          path: ['lead'],
          condition: f.and(
            f.not(holds(permission.bypass)),
            f.changed(leadField.isConverted),
            f.name(leadField.isConverted),
            f.or(f.fails(dealNamed), f.fails(reachable(lead))),
          ),
        },
      ];

/** As long as the name of an opportunity. */
const projectText: Partially<CustomField> = { type: 'Text', length: 120 };

/** External ids are indexed, and an equal value in an indexed field is what makes a query selective on a large object. */
const keyText: Partially<CustomField> = { type: 'Text', length: 255, externalId: true, unique: false };

const given = (name: string): Expr => f.not(f.isBlank(name));
const dealNamed: Expr = f.and(given(leadField.projectName), given(leadField.projectBrief));
/** The platform lets no lead be without a last name. */
const reachable = ({ phones }: LeadModel): Expr => f.or(...phones.map(given));
const counts = (test: Expr): Expr => f.when(test, f.number(1), f.number(0));

type Key = Exclude<keyof Messages['leadFields'], 'complete'>;

/** Descriptions are for administrators, and stay in English. */
const made = (key: Key, shape: Partially<CustomField>): FieldSpec => {
  const english = messagesIn(languages[0]).leadFields[key];
  return {
    name: key === 'projectName' || key === 'customerKey' ? leadDealField[key] : leadField[key],
    label: said(({ leadFields: fields }) => fields[key].label),
    help: said(({ leadFields: fields }) => fields[key].help),
    description: `TAS+ lead: ${english.label}. ${english.help}`,
    shape,
    writer: 'rep',
  };
};
