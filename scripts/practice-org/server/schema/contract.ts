import type { Table } from './products.ts';
import { auditFields, field, lookup, owner, picklist, system } from './standard-fields.ts';

/** What was signed with a customer; a deal may name it. */
export const contract: Table = [
  'Contract',
  'Contracts',
  '800',
  [
    ...auditFields(),
    field('ContractNumber', 'Contract Number', 'string', {
      ...system,
      length: 30,
      isName: true,
      autoNumber: '{00000000}',
    }),
    field('Name', 'Contract Name', 'string', { length: 80 }),
    lookup(
      'AccountId',
      'Account ID',
      { target: 'Account', relationshipName: 'Account' },
      { required: true, childRelationshipName: 'Contracts' },
    ),
    picklist('Status', 'Status', ['In Approval Process', 'Activated', 'Draft'], { defaultValue: 'Draft' }),
    field('StartDate', 'Contract Start Date', 'date'),
    field('ContractTerm', 'Contract Term', 'int'),
    field('Description', 'Description', 'textarea'),
    owner(),
  ],
];
