/** What the Lead panel knows of the model and asks of Salesforce, as texts of the generated module. */
import { leadDealField, leadField } from '../lead/index.ts';
import type { SalesModel } from '../model/index.ts';
import { field, registration, registrationField as own, relationOf } from '../vocabulary/index.ts';

/** Names in one order, whoever loads the module that exports them. */
const named = (names: Readonly<Record<string, string>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(names).sort(([a], [b]) => (a < b ? -1 : 1))));

/** As many of each as one looks through. */
const most = 20;

/**
 * Lines of the module `queries`. Duplicates are asked for in one request: leads and open deals whose indexed keys are
 * equal. The owner of a lead may be a queue, of which the API tells no name this way.
 */
export function leadQueryLines({ lead, warnings, registration: made }: SalesModel): string[] {
  const known =
    lead === undefined
      ? null
      : {
          phones: lead.phones,
          callingCode: lead.callingCode,
          enforced: lead.enforcement === 'enforce',
          placeholders: warnings.placeholders,
          registrations: made !== undefined,
        };
  return [
    `import { gql } from 'lightning/graphql';`,
    `export const lead = ${JSON.stringify(known)};`,
    `export const leadField = ${named(leadField)};`,
    `export const leadDealField = ${named(leadDealField)};`,
    `/** \`$leads\` and \`$deals\` say whose keys are looked for. */`,
    'export const twinsQuery = gql`',
    `query tasLeadTwins($leads: Lead_Filter!, $deals: Opportunity_Filter!${made === undefined ? '' : `, $registrations: ${registration}_Filter!`}) { uiapi { query {`,
    `Lead(where: $leads, first: ${most}) { totalCount edges { node { Id Name{value} Company{value} Status{value label}`,
    [leadField.projectName, leadField.customerKey, leadField.phoneKey]
      .map((name) => `${name}@optional{value}`)
      .join(' '),
    'Owner@optional{... on User {Name@optional{value}}} }}}',
    `Opportunity(where: $deals, first: ${most}) { totalCount edges { node { Id Name{value} ${field.stage}{value label}`,
    [leadDealField.projectName, leadDealField.customerKey].map((name) => `${name}@optional{value}`).join(' '),
    'Account@optional{Name@optional{value}} Owner@optional{Name@optional{value}} }}}',
    ...(made === undefined
      ? []
      : [
          `${registration}(where: $registrations, first: ${most}) { totalCount edges { node { Id Name{value} ${own.status}{value label}`,
          [own.project, own.customerKey, own.until].map((name) => `${name}@optional{value}`).join(' '),
          `${relationOf(own.partner)}@optional{Name@optional{value}} }}}`,
        ]),
    '}}}',
    '`;',
  ];
}
