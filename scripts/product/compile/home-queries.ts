/** What the home page asks of Salesforce, as texts of the generated module. */
import type { SalesModel } from '../model/index.ts';
import { field, groups, item, itemField, itemFieldsRead, relationOf } from '../vocabulary/index.ts';

/** As many rows as a reader works through before they are read again. */
const mostRequests = 50;
const mostDeals = 200;
const mostEnding = 50;
/** A request of GraphQL has ten queries at most: nine beside that of the requests. */
const mostDates = 9;

/**
 * Lines of the module `queries` of the home page. `homeQuery`: requests that wait on open deals of others than `$me`,
 * oldest first, and dates that end until `$until`; `dealsQuery`: the open deals of `$me`, as `dealQuery` reads one.
 */
export const homeQueryLines = (model: SalesModel): string[] => [
  `import { gql } from 'lightning/graphql';`,
  `import { dealNode } from 'c/tasModel';`,
  'export const homeQuery = gql`',
  ...homeQuery(model),
  '`;',
  'export const dealsQuery = gql`',
  'query tasDeals($me: ID!) { uiapi { query { Opportunity(where: { and: [{ OwnerId: { eq: $me } }, { IsClosed: { eq: false } }] }, first: ' +
    `${mostDeals}, orderBy: { CloseDate: { order: ASC } }) { totalCount edges { node {\${dealNode}}}}}}}`,
  '`;',
];

/** Dates that must not be over where a gate asks for them. */
const endingDates = (model: SalesModel): ReadonlySet<string> =>
  new Set(
    model.stages.flatMap((stage) =>
      groups.flatMap((group) =>
        stage[group].flatMap(({ fields = [] }) => fields.filter(({ notPast }) => notPast).map(({ name }) => name)),
      ),
    ),
  );

const shownOfDeal = (model: SalesModel): string =>
  [
    'Id Name{value} StageName{value} OwnerId{value} CreatedDate{value} Owner@optional{Name@optional{value}} Amount@optional{value}',
    `${field.modelAmount}@optional{value} ${field.hasProducts}@optional{value}`,
    ...(model.money.multiCurrency ? ['CurrencyIsoCode@optional{value}'] : []),
    'RecordType@optional{DeveloperName@optional{value}}',
  ].join(' ');

function homeQuery(model: SalesModel): string[] {
  const relation = relationOf(itemField.deal);
  const ending = [field.manualUntil, ...endingDates(model)].slice(0, mostDates);
  const people = [itemField.person, itemField.settledBy].map(
    (name) => `${relationOf(name)}@optional{Name@optional{value}}`,
  );
  return [
    'query tasHome($me: ID!, $until: Date!) { uiapi { query {',
    `requests: ${item}(where: { and: [{ ${itemField.status}: { eq: "Requested" } }, { ${relation}: { and: [{ OwnerId: { ne: $me } }, { IsClosed: { eq: false } }] } }] }, first: ${mostRequests}, orderBy: { LastModifiedDate: { order: ASC } }) { totalCount edges { node {`,
    'Id',
    itemFieldsRead.map((name) => `${name}@optional{value}`).join(' '),
    'LastModifiedDate{value} LastModifiedBy@optional{Name@optional{value}}',
    ...people,
    `${relation}{${shownOfDeal(model)}}`,
    '}}}',
    ...ending.map(
      (name, at) =>
        `ending${at}: Opportunity(where: { and: [{ IsClosed: { eq: false } }, { ${name}: { lte: { value: $until } } }] }, first: ${mostEnding}, orderBy: { ${name}: { order: ASC } }) { totalCount edges { node { Id Name{value} OwnerId{value} Owner@optional{Name@optional{value}} ${name}@optional{value} } } }`,
    ),
    '}}}',
  ];
}
