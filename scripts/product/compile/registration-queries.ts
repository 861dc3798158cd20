/** What the components of partner registrations know and ask of Salesforce, as texts of the generated module. */
import type { SalesModel } from '../model/index.ts';
import { field, registration, registrationField as own, relationOf } from '../vocabulary/index.ts';

/** As many as one looks through. */
const most = 50;

const people = [own.partner, own.customer, own.submittedBy, own.decidedBy].map(relationOf);

/** Fields of a registration that are shown or decided by, with the names of what they name. */
const node = [
  'Id Name{value} OwnerId{value} CreatedById{value} LastModifiedDate{value}',
  `${own.status}{value}`,
  ...[
    own.partner,
    own.customer,
    own.project,
    own.submittedBy,
    own.submittedOn,
    own.decidedBy,
    own.decidedOn,
    own.until,
    own.reason,
    own.key,
    own.projectKey,
  ].map((name) => `${name}@optional{value}`),
  ...people.map((relation) => `${relation}@optional{Name@optional{value}}`),
  `${relationOf(own.conflict)}@optional{Id Name{value}}`,
  `TAS_Deals__r(first: 5) @optional { edges { node { Id Name{value} ${field.stage}{value label} } } }`,
].join(' ');

/**
 * Lines of the module `queries`. `$id` is the registration; `$where` says which others are looked for: those of one
 * customer, or what waits and what ends.
 */
export function registrationQueryLines({ registration: made, lead, warnings }: SalesModel): string[] {
  if (made === undefined)
    return ['registration', 'registrationQuery', 'rivalsQuery', 'listQuery'].map(
      (name) => `export const ${name} = null;`,
    );
  const names = Object.fromEntries([['object', registration], ...Object.entries(own).sort()]);
  const page = (where: string, by: string = own.submittedOn): string =>
    `${registration}(where: ${where}, first: ${most}, orderBy: { ${by}: { order: ASC } }) { totalCount edges { node { ${node} } } }`;
  return [
    `import { gql } from 'lightning/graphql';`,
    `/** How long an approval protects, what everything is called, and which customers have no name that says anything. */`,
    `export const registration = {`,
    ` protection: ${made.protection},`,
    ` hasKey: ${lead !== undefined},`,
    ` placeholders: ${JSON.stringify(lead === undefined ? [] : warnings.placeholders)},`,
    ` names: ${JSON.stringify(names)},`,
    `};`,
    'export const registrationQuery = gql`',
    `query tasRegistration($id: ID!) { uiapi { query { ${registration}(where: { Id: { eq: $id } }, first: 1) { edges { node { ${node} } } } }`,
    `objectInfos(objectInfoInputs: [{ apiName: "${registration}" }]) { ApiName updateable`,
    'fields { ApiName label ... on PicklistField { picklistValuesByRecordTypeIDs { picklistValues { label value }}}}} }}',
    '`;',
    'export const rivalsQuery = gql`',
    `query tasRivals($where: ${registration}_Filter!) { uiapi { query { ${page('$where')} } } }`,
    '`;',
    'export const listQuery = gql`',
    `query tasRegistrations($waiting: ${registration}_Filter!, $ending: ${registration}_Filter!) { uiapi { query {`,
    `waiting: ${page('$waiting')}`,
    `ending: ${page('$ending', own.until)}`,
    '} } }',
    '`;',
  ];
}
