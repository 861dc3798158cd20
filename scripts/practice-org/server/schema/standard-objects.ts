import type { ObjectDeclaration } from './field.ts';
import { accountDetails, contactDetails } from './customer-details.ts';
import { contract } from './contract.ts';
import type { OrgFeatures } from './features.ts';
import { lead } from './leads.ts';
import { opportunity, opportunityHistory } from './opportunity.ts';
import { productObjects, type Table } from './products.ts';
import { forecastCategories, forecastLabels, type StageValue } from './stages.ts';
import { task } from './tasks.ts';
import { teamMember, teamMembers } from './team.ts';
import { address, auditFields, entry, field, lookup, owner, picklist, system } from './standard-fields.ts';

const leadSources = ['Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other'];
const industries = ['Banking', 'Energy', 'Finance', 'Government', 'Manufacturing', 'Retail', 'Technology', 'Other'];
const fullName = field('Name', 'Full Name', 'string', {
  ...system,
  length: 121,
  isName: true,
  derive: (_row, read) => [read('FirstName'), read('LastName')].filter((part) => part !== null).join(' '),
});

/** Objects people keep records of. */
const businessObjects: Readonly<Record<string, Table>> = {
  Account: [
    'Account',
    'Accounts',
    '001',
    [
      ...auditFields(),
      field('Name', 'Account Name', 'string', { required: true, isName: true }),
      picklist('Type', 'Account Type', ['Prospect', 'Customer - Direct', 'Customer - Channel', 'Partner', 'Other']),
      lookup('RecordTypeId', 'Record Type ID', { target: 'RecordType', relationshipName: 'RecordType' }),
      lookup(
        'ParentId',
        'Parent Account ID',
        { target: 'Account', relationshipName: 'Parent' },
        { childRelationshipName: 'ChildAccounts' },
      ),
      ...address('Billing'),
      ...address('Shipping'),
      field('Phone', 'Account Phone', 'phone'),
      field('Fax', 'Account Fax', 'phone'),
      field('AccountNumber', 'Account Number', 'string', { length: 40 }),
      field('Website', 'Website', 'url'),
      picklist('Industry', 'Industry', industries),
      field('AnnualRevenue', 'Annual Revenue', 'currency', { scale: 0 }),
      ...accountDetails,
      field('NumberOfEmployees', 'Employees', 'int'),
      field('Description', 'Account Description', 'textarea'),
      picklist('Rating', 'Account Rating', ['Hot', 'Warm', 'Cold']),
      picklist('AccountSource', 'Account Source', leadSources),
      owner(),
    ],
  ],
  Contact: [
    'Contact',
    'Contacts',
    '003',
    [
      ...auditFields(),
      lookup(
        'AccountId',
        'Account ID',
        { target: 'Account', relationshipName: 'Account' },
        { childRelationshipName: 'Contacts' },
      ),
      field('LastName', 'Last Name', 'string', { length: 80, required: true }),
      field('FirstName', 'First Name', 'string', { length: 40 }),
      picklist('Salutation', 'Salutation', ['Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.']),
      fullName,
      lookup('RecordTypeId', 'Record Type ID', { target: 'RecordType', relationshipName: 'RecordType' }),
      ...address('Mailing'),
      field('Phone', 'Business Phone', 'phone'),
      field('MobilePhone', 'Mobile Phone', 'phone'),
      field('HomePhone', 'Home Phone', 'phone'),
      field('OtherPhone', 'Other Phone', 'phone'),
      field('Fax', 'Business Fax', 'phone'),
      lookup('ReportsToId', 'Reports To ID', { target: 'Contact', relationshipName: 'ReportsTo' }),
      field('Email', 'Email', 'email'),
      field('Title', 'Title', 'string', { length: 128 }),
      field('Department', 'Department', 'string', { length: 80 }),
      picklist('LeadSource', 'Lead Source', leadSources),
      field('Birthdate', 'Birthdate', 'date'),
      ...contactDetails,
      field('Description', 'Contact Description', 'textarea'),
      owner(),
    ],
  ],
};

const leads: Readonly<Record<string, Table>> = { Lead: lead(leadSources, industries) };

/** Objects that describe the org and its people: rows are made at the start, the API only reads them. */
const setupObjects: Readonly<Record<string, Table>> = {
  User: [
    'User',
    'Users',
    '005',
    [
      ...auditFields(),
      field('Username', 'Username', 'string', { length: 80, required: true }),
      field('LastName', 'Last Name', 'string', { length: 80, required: true }),
      field('FirstName', 'First Name', 'string', { length: 40 }),
      fullName,
      field('Email', 'Email', 'email', { length: 128 }),
      field('Alias', 'Alias', 'string', { length: 8 }),
      field('Title', 'Title', 'string', { length: 80 }),
      field('Phone', 'Phone', 'phone'),
      field('MobilePhone', 'Mobile', 'phone'),
      field('Department', 'Department', 'string', { length: 80 }),
      field('IsActive', 'Active', 'boolean'),
      lookup('ProfileId', 'Profile ID', { target: 'Profile', relationshipName: 'Profile' }),
      lookup('ManagerId', 'Manager ID', { target: 'User', relationshipName: 'Manager' }),
      lookup('UserRoleId', 'Role ID', { target: 'UserRole', relationshipName: 'UserRole' }),
      picklist('UserType', 'User Type', ['Standard']),
      field('TimeZoneSidKey', 'Time Zone', 'string', { length: 40 }),
      field('LocaleSidKey', 'Locale', 'string', { length: 40 }),
      field('LanguageLocaleKey', 'Language', 'string', { length: 40 }),
      field('EmailEncodingKey', 'Email Encoding', 'string', { length: 40 }),
    ],
  ],
  UserRole: [
    'Role',
    'Roles',
    '00E',
    [
      ...auditFields(),
      field('Name', 'Name', 'string', { length: 80, isName: true }),
      field('DeveloperName', 'Developer Name', 'string', { length: 80 }),
      field('ParentRoleId', 'Parent Role ID', 'string', { length: 18 }),
      field('RollupDescription', 'Description', 'string', { length: 80 }),
    ],
  ],
  Profile: [
    'Profile',
    'Profiles',
    '00e',
    [
      ...auditFields(),
      field('Name', 'Name', 'string', { isName: true }),
      field('Description', 'Description', 'string'),
      picklist('UserType', 'User Type', ['Standard']),
    ],
  ],
  Organization: [
    'Organization',
    'Organizations',
    '00D',
    [
      ...auditFields(),
      field('Name', 'Name', 'string', { length: 80, isName: true }),
      field('InstanceName', 'Instance Name', 'string', { length: 20 }),
      field('IsSandbox', 'Is Sandbox', 'boolean'),
      field('TrialExpirationDate', 'Trial Expiration Date', 'datetime'),
      field('NamespacePrefix', 'Namespace Prefix', 'string', { length: 15 }),
      field('OrganizationType', 'Edition', 'string', { length: 40 }),
      field('LanguageLocaleKey', 'Language', 'string', { length: 40 }),
      field('TimeZoneSidKey', 'Time Zone', 'string', { length: 40 }),
      field('DefaultLocaleSidKey', 'Locale', 'string', { length: 40 }),
      field('FiscalYearStartMonth', 'Fiscal Year Starts In', 'int'),
    ],
  ],
  RecordType: [
    'Record Type',
    'Record Types',
    '012',
    [
      ...auditFields(),
      field('Name', 'Name', 'string', { length: 80, isName: true }),
      field('DeveloperName', 'Record Type Name', 'string', { length: 80 }),
      field('NamespacePrefix', 'Namespace Prefix', 'string', { length: 15 }),
      field('Description', 'Description', 'string'),
      field('SobjectType', 'SObject Type Name', 'string', { length: 40 }),
      field('IsActive', 'Active', 'boolean'),
    ],
  ],
  PermissionSet: [
    'Permission Set',
    'Permission Sets',
    '0PS',
    [
      ...auditFields(),
      field('Name', 'Permission Set Name', 'string', { length: 80, isName: true }),
      field('Label', 'Permission Set Label', 'string', { length: 80 }),
      field('Description', 'Description', 'string'),
      field('IsOwnedByProfile', 'Is Owned By Profile', 'boolean'),
      field('NamespacePrefix', 'Namespace Prefix', 'string', { length: 15 }),
    ],
  ],
  PermissionSetAssignment: [
    'Permission Set Assignment',
    'Permission Set Assignments',
    '0Pa',
    [
      ...auditFields(),
      lookup(
        'PermissionSetId',
        'Permission Set ID',
        { target: 'PermissionSet', relationshipName: 'PermissionSet' },
        {
          childRelationshipName: 'Assignments',
        },
      ),
      lookup(
        'AssigneeId',
        'Assignee ID',
        { target: 'User', relationshipName: 'Assignee' },
        { childRelationshipName: 'PermissionSetAssignments' },
      ),
      field('IsActive', 'Is Active', 'boolean'),
    ],
  ],
  CustomPermission: [
    'Custom Permission',
    'Custom Permissions',
    '0CP',
    [
      ...auditFields(),
      field('DeveloperName', 'Developer Name', 'string', { length: 80, isName: true }),
      field('MasterLabel', 'Master Label', 'string', { length: 80 }),
      field('NamespacePrefix', 'Namespace Prefix', 'string', { length: 15 }),
    ],
  ],
  SetupEntityAccess: [
    'Setup Entity Access',
    'Setup Entity Access',
    '0J0',
    [
      ...auditFields(),
      lookup(
        'ParentId',
        'Permission Set ID',
        { target: 'PermissionSet', relationshipName: 'Parent' },
        {
          childRelationshipName: 'SetupEntityAccessItems',
        },
      ),
      field('SetupEntityId', 'Setup Entity ID', 'string', { length: 18 }),
      field('SetupEntityType', 'Setup Entity Type', 'string', { length: 40 }),
    ],
  ],
  OpportunityStage: [
    'Opportunity Stage',
    'Opportunity Stages',
    '01J',
    [
      ...auditFields(),
      field('MasterLabel', 'Master Label', 'string', { isName: true }),
      field('ApiName', 'API Name', 'string'),
      field('IsActive', 'Is Active', 'boolean'),
      field('SortOrder', 'Sort Order', 'int'),
      field('IsClosed', 'Closed', 'boolean'),
      field('IsWon', 'Won', 'boolean'),
      field('ForecastCategory', 'Forecast Category', 'picklist', {
        values: forecastCategories.map((name) => entry(name, forecastLabels[name])),
      }),
      field('ForecastCategoryName', 'Forecast Category Name', 'picklist', {
        values: forecastCategories.map((name) => entry(forecastLabels[name])),
      }),
      field('DefaultProbability', 'Probability (%)', 'percent'),
      field('Description', 'Description', 'string'),
    ],
  ],
};

const declare = (tables: Readonly<Record<string, Table>>, readOnly: boolean): ObjectDeclaration[] =>
  Object.entries(tables).map(([name, [label, labelPlural, prefix, fields]]) => ({
    name,
    label,
    labelPlural,
    prefix,
    fields: [...fields],
    rules: [],
    recordTypes: [],
    readOnly,
  }));

/** Every object a bare org has, and those of its features. */
export function standardObjects(
  stages: readonly StageValue[],
  { pipelineInspection = false, teamSelling = false }: OrgFeatures,
): ObjectDeclaration[] {
  return [
    ...declare({ ...businessObjects, Task: task, Contract: contract, ...productObjects }, false),
    opportunity(stages, pipelineInspection),
    opportunityHistory(stages),
    ...declare(leads, false),
    ...declare(teamSelling ? { [teamMembers]: teamMember } : {}, false),
    ...declare(setupObjects, true),
  ];
}

/** Whether every org has that object, and that field of it where one is named. */
export function isStandard(object: string, name?: string): boolean {
  const found = standardObjects([], {}).find((one) => one.name === object);
  return found !== undefined && (name === undefined || found.fields.some((one) => one.name === name));
}
