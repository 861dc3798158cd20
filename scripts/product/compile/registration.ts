/**
 * The partner registration (docs/registration.md): an object of its own, since a partner registers before there is a
 * deal; what it protects, and the rule that a deal carries one of its own customer and partner.
 */
import type { CustomField } from '@salesforce/types/metadata';
import { build as f, type Expr } from '../formula/index.ts';
import { languages, messagesIn, said, type Messages } from '../messages/index.ts';
import type { Partially } from '../metadata/index.ts';
import { baseLanguage, type RegistrationModel, type SalesModel } from '../model/index.ts';
import {
  field,
  registration,
  registrationField as own,
  registrationStatuses,
  relationOf,
} from '../vocabulary/index.ts';
import type { ChildField, ChildObject } from './child-object.ts';
import { lookup, valueSet, type FieldSpec } from './opportunity-fields.ts';
import { registrationRules } from './registration-rules.ts';
import { governed, message, type Rule } from './rule.ts';

const names = { one: said((all) => all.registration.one), many: said((all) => all.registration.many) };

/** Read by whoever works on deals, since a verdict and a refusal name it; written by its owner and channel managers. */
export const registrationObject = (model: SalesModel, made: RegistrationModel): ChildObject => ({
  name: registration,
  names,
  description:
    'TAS+ partner registration: which partner asked for which project of which customer, and until when it is protected.',
  prefix: 'REG',
  fields: registrationFields(model),
  rules: registrationRules(model, made),
  records: 'edited',
  sharing: { enableSearch: true, externalSharingModel: 'Private', sharingModel: 'Read' },
  reads: [],
  path: ['registration'],
});

type Key = keyof Messages['registrationFields'];

/** Descriptions are for administrators, and stay in English. */
function typed(key: Key, shape: Partially<CustomField>, more: Partial<ChildField> = {}): ChildField {
  const english = messagesIn(languages[0]).registrationFields[key];
  return {
    name: own[key],
    label: said(({ registrationFields: fields }) => fields[key].label),
    help: said(({ registrationFields: fields }) => fields[key].help),
    description: `TAS+ partner registration: ${english.label}. ${english.help}`,
    shape,
    permissioned: 'edit',
    ...more,
  };
}

/** As long as the name of a deal. */
const projectText: Partially<CustomField> = { type: 'Text', length: 120 };
const to = (target: string, relationshipName: string): Partially<CustomField> => ({
  ...lookup(target, ''),
  relationshipName,
});

function registrationFields(model: SalesModel): ChildField[] {
  const values = registrationStatuses.map((value) => ({
    value,
    label: said(({ registrationStatus }) => registrationStatus[value]),
  }));
  return [
    typed('partner', to('Account', 'TAS_Registrations_Sent')),
    typed('customer', to('Account', 'TAS_Registrations')),
    typed('project', projectText),
    typed(
      'status',
      {
        type: 'Picklist',
        required: true,
        trackHistory: true,
        valueSet: valueSet(values, baseLanguage(model), 'Submitted'),
      },
      { permissioned: 'never', values },
    ),
    typed('submittedBy', to('User', 'TAS_Registrations_Submitted')),
    typed('submittedOn', { type: 'Date' }),
    typed('decidedBy', to('User', 'TAS_Registrations_Decided')),
    typed('decidedOn', { type: 'Date' }),
    typed('until', { type: 'Date', trackHistory: true }),
    typed('conflict', to(registration, 'TAS_Conflicts')),
    typed('reason', { type: 'Text', length: 255, trackHistory: true }),
    typed('key', { type: 'Text', length: 255, unique: true, externalId: true, caseSensitive: false }),
    computed('projectKey', { type: 'Text' }, projectKey),
    computed('validUntil', { type: 'Date' }, validUntil),
    ...(model.lead === undefined
      ? []
      : [typed('customerKey', { type: 'Text', length: 255, externalId: true, unique: false })]),
  ];
}

const computed = (key: Key, shape: Partially<CustomField>, formula: Expr): ChildField =>
  typed(key, { ...shape, formulaTreatBlanksAs: 'BlankAsBlank' }, { permissioned: 'read', formula });

/** What a name may be written with or without: spaces of both widths, dashes, underlines. */
const passedOver = [' ', '\u00a0', '\u3000', '-', '\u2013', '\u2014', '\uff0d', '_'];

/** The customer, and the project in small letters without what its writers put between words. */
const projectKey = f.join(
  f.join(f.call('CASESAFEID', f.name(own.customer)), f.text(':')),
  passedOver.reduce<Expr>(
    (name, sign) => f.call('SUBSTITUTE', name, f.text(sign), f.text('')),
    f.call('LOWER', f.name(own.project)),
  ),
);

const validUntil = f.when(
  f.and(f.isValue(own.status, 'Approved'), f.atLeast(f.name(own.until), f.call('TODAY'))),
  f.name(own.until),
  { kind: 'null' },
);

/** On Opportunity; none where the model has no registrations. */
export function registrationDealFields({ registration: made }: SalesModel): FieldSpec[] {
  if (made === undefined) return [];
  const english = messagesIn(languages[0]).fields.registration;
  return [
    {
      name: field.registration,
      label: said(({ fields }) => fields.registration.label),
      help: said(({ fields }) => fields.registration.help),
      description: `TAS+ ${english.label}. ${english.help}`,
      shape: to(registration, 'TAS_Deals'),
      writer: 'rep',
    },
  ];
}

/** Formula fields of a registration as formulas of the deal name them. */
export const registrationFormulas = ({ registration: made }: SalesModel): (readonly [string, Expr])[] =>
  made === undefined ? [] : [[`${relationOf(field.registration)}.${own.validUntil}`, validUntil]];

/** docs/rules.md, TAS-M11: the registration of a deal is one of its own customer and partner. */
export function registrationDealRules(model: SalesModel): Rule[] {
  const { registration: made } = model;
  if (made === undefined) return [];
  const ofRegistration = (name: string): Expr => f.name(`${relationOf(field.registration)}.${name}`);
  return [
    {
      name: 'TAS_M11_Registration',
      code: 'TAS-M11',
      description: 'TAS+ the registration of a deal is one of its own customer and of its own partner.',
      message: message('TAS-M11', ({ rules }) => rules.M11),
      displayField: field.registration,
      active: model.enforcement.items === 'enforce',
      path: ['registration'],
      condition: f.and(
        ...governed(model),
        f.not(f.isBlank(field.registration)),
        f.or(f.isNew, ...[field.registration, field.account, made.partner].map(f.changed)),
        f.fails(
          f.and(
            // Two blanks are equal, and nobody.
            f.not(f.isBlank(field.account)),
            f.not(f.isBlank(made.partner)),
            f.equal(ofRegistration(own.customer), f.name(field.account)),
            f.equal(ofRegistration(own.partner), f.name(made.partner)),
          ),
        ),
      ),
    },
  ];
}
