import type { Value } from '../store/row.ts';
import type { Table } from './products.ts';
import { auditFields, entry, field, lookup, owner, picklist, system } from './standard-fields.ts';

/** Values of the status, which the org may add to, by what the platform takes them for. */
export const contractStatus = { draft: 'Draft', inApproval: 'In Approval Process', activated: 'Activated' } as const;

/** The last day of so many months: the day before the same day of the month, or the last one of a shorter month. */
function endOf(start: Value, term: Value): string | null {
  if (typeof start !== 'string' || typeof term !== 'number') return null;
  const [year = 0, month = 0, day = 0] = start.split('-').map(Number);
  const first = Date.UTC(year, month - 1 + term, 1);
  const length = new Date(Date.UTC(year, month + term, 0)).getUTCDate();
  const next = day > length ? length : day - 1;
  return new Date(first + (next - 1) * 86_400_000).toISOString().slice(0, 10);
}

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
    picklist('Status', 'Status', [contractStatus.inApproval, contractStatus.activated, contractStatus.draft], {
      defaultValue: contractStatus.draft,
    }),
    field('StatusCode', 'Status Category', 'picklist', {
      ...system,
      restricted: true,
      values: [entry('Draft'), entry('InApproval', 'In Approval Process'), entry('Activated')],
      derive: (_row, read) => {
        const status = read('Status');
        return status === contractStatus.activated
          ? 'Activated'
          : status === contractStatus.inApproval
            ? 'InApproval'
            : 'Draft';
      },
    }),
    field('StartDate', 'Contract Start Date', 'date'),
    field('ContractTerm', 'Contract Term', 'int'),
    field('EndDate', 'Contract End Date', 'date', {
      ...system,
      derive: (_row, read) => endOf(read('StartDate'), read('ContractTerm')),
    }),
    field('CustomerSignedDate', 'Customer Signed Date', 'date'),
    lookup('CustomerSignedId', 'Customer Signed ID', { target: 'Contact', relationshipName: 'CustomerSigned' }),
    field('CompanySignedDate', 'Company Signed Date', 'date'),
    lookup('CompanySignedId', 'Company Signed ID', { target: 'User', relationshipName: 'CompanySigned' }),
    field('ActivatedDate', 'Activated Date', 'datetime', system),
    lookup('ActivatedById', 'Activated By ID', { target: 'User', relationshipName: 'ActivatedBy' }, system),
    field('Description', 'Description', 'textarea'),
    owner(),
  ],
];
