/** Fields of Opportunity that a model may name without making them: standard ones, and those of the package itself. */

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
  TAS_Led_By__c: 'picklist',
  TAS_Tender_Required__c: 'picklist',
  TAS_Grade__c: 'picklist',
  TAS_Manual_Grade__c: 'picklist',
  TAS_Manual_Grade_Reason__c: 'picklist',
  TAS_Manual_Grade_Note__c: 'text',
  TAS_Manual_Grade_By__c: 'lookup',
  TAS_Manual_Grade_On__c: 'date',
  TAS_Manual_Grade_Valid_Until__c: 'date',
  TAS_Loss_Reason__c: 'picklist',
};

/** Fields the package computes; a model can neither make nor ask for them. */
export const computedFields: ReadonlySet<string> = new Set([
  'TAS_Model_Amount__c',
  'TAS_Suggested_Grade__c',
  'TAS_Effective_Grade__c',
  'TAS_Track__c',
  'TAS_Stage_Number__c',
  'TAS_Open_Items__c',
]);

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
  TAS_Manual_Grade_By__c: 'User',
};
