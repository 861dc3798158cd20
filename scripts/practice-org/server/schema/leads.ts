import type { Table } from './products.ts';
import { auditFields, entry, field, lookup, owner, picklist, system } from './standard-fields.ts';

/** The status of leads that became something else is marked as such. */
const statuses = [
  entry('Open - Not Contacted', 'Open - Not Contacted', true),
  entry('Working - Contacted'),
  { ...entry('Closed - Converted'), converted: true },
  entry('Closed - Not Converted'),
];

const became = (object: string) =>
  lookup(
    `Converted${object}Id`,
    `Converted ${object} ID`,
    { target: object, relationshipName: `Converted${object}` },
    system,
  );

/** Who may become a customer: what a lead holds before it is converted to an account, a contact and a deal. */
export const lead = (leadSources: readonly string[], industries: readonly string[]): Table => [
  'Lead',
  'Leads',
  '00Q',
  [
    ...auditFields(),
    lookup('MasterRecordId', 'Master Record ID', { target: 'Lead', relationshipName: 'MasterRecord' }, system),
    field('LastName', 'Last Name', 'string', { length: 80, required: true }),
    field('FirstName', 'First Name', 'string', { length: 40 }),
    picklist('Salutation', 'Salutation', ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.']),
    field('Name', 'Full Name', 'string', {
      ...system,
      length: 121,
      isName: true,
      derive: (_row, read) => [read('FirstName'), read('LastName')].filter((part) => part !== null).join(' '),
    }),
    lookup('RecordTypeId', 'Record Type ID', { target: 'RecordType', relationshipName: 'RecordType' }),
    field('Title', 'Title', 'string', { length: 128 }),
    field('Company', 'Company', 'string', { required: true }),
    field('Street', 'Street', 'textarea', { length: 255 }),
    field('City', 'City', 'string', { length: 40 }),
    field('State', 'State/Province', 'string', { length: 80 }),
    field('PostalCode', 'Zip/Postal Code', 'string', { length: 20 }),
    field('Country', 'Country', 'string', { length: 80 }),
    field('Phone', 'Phone', 'phone'),
    field('MobilePhone', 'Mobile Phone', 'phone'),
    field('Fax', 'Fax', 'phone'),
    field('Email', 'Email', 'email'),
    field('Website', 'Website', 'url'),
    field('Description', 'Description', 'textarea'),
    picklist('LeadSource', 'Lead Source', leadSources),
    field('Status', 'Status', 'picklist', { required: true, values: statuses }),
    picklist('Industry', 'Industry', industries),
    picklist('Rating', 'Rating', ['Hot', 'Warm', 'Cold']),
    field('AnnualRevenue', 'Annual Revenue', 'currency', { scale: 0 }),
    field('NumberOfEmployees', 'Employees', 'int'),
    owner(),
    field('IsConverted', 'Converted', 'boolean', system),
    field('ConvertedDate', 'Converted Date', 'date', system),
    became('Account'),
    became('Contact'),
    became('Opportunity'),
    field('IsUnreadByOwner', 'Unread By Owner', 'boolean', { defaultValue: true }),
    field('LastActivityDate', 'Last Activity', 'date', system),
    field('LastViewedDate', 'Last Viewed Date', 'datetime', system),
    field('LastReferencedDate', 'Last Referenced Date', 'datetime', system),
  ],
];
