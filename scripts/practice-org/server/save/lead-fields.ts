/** Which standard fields of a lead go to what it becomes. */

type FieldMap = Readonly<Record<string, string>>;

const account: FieldMap = {
  Company: 'Name',
  Street: 'BillingStreet',
  City: 'BillingCity',
  State: 'BillingState',
  PostalCode: 'BillingPostalCode',
  Country: 'BillingCountry',
  Phone: 'Phone',
  Fax: 'Fax',
  Website: 'Website',
  Industry: 'Industry',
  Rating: 'Rating',
  AnnualRevenue: 'AnnualRevenue',
  NumberOfEmployees: 'NumberOfEmployees',
  LeadSource: 'AccountSource',
};

const contact: FieldMap = {
  Salutation: 'Salutation',
  FirstName: 'FirstName',
  LastName: 'LastName',
  Title: 'Title',
  Street: 'MailingStreet',
  City: 'MailingCity',
  State: 'MailingState',
  PostalCode: 'MailingPostalCode',
  Country: 'MailingCountry',
  Phone: 'Phone',
  MobilePhone: 'MobilePhone',
  Fax: 'Fax',
  Email: 'Email',
  Description: 'Description',
  LeadSource: 'LeadSource',
};

/** Field of the lead → field of the object. */
export const standardLeadFields = {
  Account: account,
  Contact: contact,
  Opportunity: { LeadSource: 'LeadSource' },
} as const satisfies Readonly<Record<string, FieldMap>>;

export type BecomesOf = keyof typeof standardLeadFields;
