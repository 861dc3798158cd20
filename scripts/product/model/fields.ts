/** Fields of Opportunity that a model may name without making them: standard ones, and those of the package itself. */
import { mapField } from '../customer/index.ts';
import { field, registration } from '../vocabulary/index.ts';
import type { SalesModel } from './schema.ts';
import { requirementsOf } from './walk.ts';

export type KnownType =
  'text' | 'longText' | 'number' | 'currency' | 'percent' | 'date' | 'datetime' | 'picklist' | 'lookup' | 'checkbox';

/** Standard fields worth asking for at a gate, which every org with the feature has. */
export const standardFields: Readonly<Record<string, KnownType>> = {
  Name: 'text',
  [field.account]: 'lookup',
  Amount: 'currency',
  CampaignId: 'lookup',
  CloseDate: 'date',
  [field.contract]: 'lookup',
  Description: 'longText',
  [field.hasProducts]: 'checkbox',
  LeadSource: 'picklist',
  NextStep: 'text',
  Pricebook2Id: 'lookup',
  TotalOpportunityQuantity: 'number',
  Type: 'picklist',
};

/** Set while a deal is made and never again, so that no gate can ask for it (Object Reference, Opportunity). */
export const setOnce: readonly string[] = ['ContactId'];

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
  [field.stageSince]: 'date',
  [field.stageSinceIn]: 'text',
};

/** Numbers that a deal sums up of its map of people, where the model makes one; nobody fills them in, and gates may ask for them. */
export const mapNumbers: Readonly<Record<string, KnownType>> = {
  [mapField.people]: 'number',
  [mapField.approvers]: 'number',
  [mapField.supporters]: 'number',
  [mapField.opponents]: 'number',
  [mapField.score]: 'number',
};

/** What the package makes on the deal where the model has partner registrations. */
export const registrationFields: Readonly<Record<string, KnownType>> = { [field.registration]: 'lookup' };

/** Objects that a lookup of a model may be followed to, with their standard fields that can be blank and so be asked for. */
export const reachableFields: Readonly<Record<string, readonly string[]>> = {
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
  Contract: [
    'ActivatedDate',
    'CompanySignedDate',
    'ContractTerm',
    'CustomerSignedDate',
    'CustomerSignedId',
    'Description',
    'EndDate',
    'StartDate',
  ],
  User: ['Department', 'Email', 'ManagerId', 'MobilePhone', 'Phone', 'Title', 'UserRoleId'],
};

/** Which of those objects a lookup that is there anyway leads to. */
export const lookupTargets: Readonly<Record<string, string>> = {
  [field.account]: 'Account',
  [field.contract]: 'Contract',
  [field.manualBy]: 'User',
  [field.registration]: registration,
};

/** Fields that a model may ask for: standard ones, those of the package, and those it makes or finds. Name → type. */
export const fieldTypes = (model: SalesModel): ReadonlyMap<string, KnownType> =>
  new Map([
    ...Object.entries(standardFields),
    ...Object.entries(packageFields),
    ...(model.customer === undefined ? [] : Object.entries(mapNumbers)),
    ...(model.registration === undefined ? [] : Object.entries(registrationFields)),
    ...requirementsOf(model).flatMap(({ requirement }) =>
      (requirement.fields ?? []).flatMap(({ name, type }): [string, KnownType][] =>
        type === undefined ? [] : [[name, type.kind]],
      ),
    ),
  ]);
