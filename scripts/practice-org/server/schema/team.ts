/** Who works on a deal together, where team selling is on. */
import type { Table } from './products.ts';
import { auditFields, entry, field, lookup, picklist, system } from './standard-fields.ts';

/** The roles that an org starts with. */
const roles = [
  'Account Manager',
  'Channel Manager',
  // What its administrator added.
  'Delivery Manager',
  'Executive Sponsor',
  'Lead Qualifier',
  'Opportunity Owner',
  'Pre-Sales Consultant',
  'Sales Manager',
  'Sales Rep',
];

export const teamMembers = 'OpportunityTeamMember';

/** A record for each deal and person: making one that is there changes it. */
export const teamMember: Table = [
  'Opportunity Team Member',
  'Opportunity Team Member',
  '00q',
  [
    ...auditFields(),
    lookup(
      'OpportunityId',
      'Opportunity ID',
      { target: 'Opportunity', relationshipName: 'Opportunity' },
      { required: true, masterDetail: true, updateable: false, childRelationshipName: 'OpportunityTeamMembers' },
    ),
    lookup(
      'UserId',
      'User ID',
      { target: 'User', relationshipName: 'User' },
      { required: true, updateable: false, childRelationshipName: 'OpportunityTeamMembers' },
    ),
    field('Name', 'Opportunity Team Member Name', 'string', {
      ...system,
      length: 361,
      isName: true,
      derive: (_row, _read, _now, parent) => parent('UserId', 'Name'),
    }),
    picklist('TeamMemberRole', 'Team Role', roles),
    field('OpportunityAccessLevel', 'Opportunity Access', 'picklist', {
      values: [entry('Read', 'Read Only', true), entry('Edit', 'Read/Write'), entry('All', 'Owner')],
    }),
  ],
];
