/** What a model says of the people of the customer must be possible at once. */
import type { Finding } from '../problem.ts';
import type { SalesModel } from '../schema.ts';

export function checkCustomer({ customer }: SalesModel): Finding[] {
  if (customer === undefined) return [];
  const { roles, supporter, opponent } = customer;
  const findings: Finding[] = [];
  if (opponent >= supporter)
    findings.push({
      kind: 'customer',
      path: ['customer', 'opponent'],
      what: `\`opponent\` (${opponent}) is not below \`supporter\` (${supporter}).`,
      why: 'One person would support us and be against us.',
      fix: 'Lower `opponent`, or raise `supporter`.',
    });
  const seen = new Set<string>();
  for (const [at, { value }] of roles.entries()) {
    const own = value.toLowerCase();
    if (seen.has(own))
      findings.push({
        kind: 'duplicate',
        path: ['customer', 'roles', at, 'value'],
        what: `Role \`${value}\` stands twice.`,
        why: 'A picklist has each value once, whatever its case.',
        fix: 'Delete one of the two.',
      });
    seen.add(own);
  }
  return findings;
}
