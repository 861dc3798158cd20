/** Fields of Opportunity that a model may name without making them: standard ones, and those of the package itself. */
import { field } from '../vocabulary/index.ts';
import type { SalesModel } from './schema.ts';
import { requirementsOf } from './walk.ts';

export type KnownType =
  'text' | 'longText' | 'number' | 'currency' | 'percent' | 'date' | 'picklist' | 'lookup' | 'checkbox';

/** Standard fields worth asking for at a gate, and which people may edit: not ContactId (Object Reference, Opportunity). */
export const standardFields: Readonly<Record<string, KnownType>> = {
  Name: 'text',
  AccountId: 'lookup',
  Amount: 'currency',
  CampaignId: 'lookup',
  CloseDate: 'date',
  Description: 'longText',
  LeadSource: 'picklist',
  NextStep: 'text',
  TotalOpportunityQuantity: 'number',
  Type: 'picklist',
};

/** Fields the package always has on Opportunity and that people fill in. */
export const packageFields: Readonly<Record<string, KnownType>> = {
  [field.ledBy]: 'picklist',
  [field.tender]: 'picklist',
  [field.grade]: 'picklist',
  [field.manualGrade]: 'picklist',
  [field.manualReason]: 'picklist',
  [field.manualNote]: 'text',
  [field.manualBy]: 'lookup',
  [field.manualOn]: 'date',
  [field.manualUntil]: 'date',
  [field.lossReason]: 'picklist',
  [field.lostStage]: 'text',
  [field.keptProbability]: 'percent',
};

/** Objects that a lookup of a model may name, with their standard fields that can be blank and so can be asked for. */
export const reachableFields: Readonly<Record<'Account' | 'Contact' | 'User', readonly string[]>> = {
  Account: [
    'AccountNumber',
    'AccountSource',
    'AnnualRevenue',
    'BillingCity',
    'BillingCountry',
    'BillingPostalCode',
    'BillingState',
    'BillingStreet',
    'Description',
    'Fax',
    'Industry',
    'NumberOfEmployees',
    'Phone',
    'Rating',
    'Type',
    'Website',
  ],
  Contact: [
    'AccountId',
    'Department',
    'Description',
    'Email',
    'Fax',
    'HomePhone',
    'MailingCity',
    'MailingCountry',
    'MailingPostalCode',
    'MailingState',
    'MailingStreet',
    'MobilePhone',
    'OtherPhone',
    'Phone',
    'ReportsToId',
    'Title',
  ],
  User: ['Department', 'Email', 'ManagerId', 'MobilePhone', 'Phone', 'Title', 'UserRoleId'],
};

/** Which of those objects a lookup that is there anyway leads to. */
export const lookupTargets: Readonly<Record<string, keyof typeof reachableFields>> = {
  AccountId: 'Account',
  [field.manualBy]: 'User',
};

/** Fields that a model may ask for: standard ones, those of the package, and those it makes or finds. Name → type. */
export const fieldTypes = (model: SalesModel): ReadonlyMap<string, KnownType> =>
  new Map([
    ...Object.entries(standardFields),
    ...Object.entries(packageFields),
    ...requirementsOf(model).flatMap(({ requirement }) =>
      (requirement.fields ?? []).flatMap(({ name, type }): [string, KnownType][] =>
        type === undefined ? [] : [[name, type.kind]],
      ),
    ),
  ]);
