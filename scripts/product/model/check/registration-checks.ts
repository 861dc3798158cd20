/** Partner registrations: the deal names its partner, and no field of the model is in the way of the package's own. */
import { field } from '../../vocabulary/index.ts';
import type { Finding } from '../problem.ts';
import type { SalesModel } from '../schema.ts';
import { requirementsOf } from '../walk.ts';

export function checkRegistration(model: SalesModel): Finding[] {
  const { registration } = model;
  if (registration === undefined) return [];
  const isPartner = requirementsOf(model).some(({ requirement }) =>
    (requirement.fields ?? []).some(
      ({ name, type }) => name === registration.partner && type?.kind === 'lookup' && type.to === 'Account',
    ),
  );
  if (isPartner) return [];
  return [
    {
      kind: 'fieldUse',
      path: ['registration', 'partner'],
      what: `\`${registration.partner}\` is no lookup to Account that a requirement of the model asks for.`,
      why: `The rule on \`${field.registration}\` compares the partner of the deal with that of its registration.`,
      fix: 'Ask for the partner in a requirement, with `type: { kind: lookup, to: Account }`, and name that field here.',
    },
  ];
}
