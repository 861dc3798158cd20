/** What the home page asks of Salesforce, as texts of the generated module. */
import type { SalesModel } from '../model/index.ts';
import { runField, runRecord } from '../run-record/index.ts';
import { field, groups, item, itemField, itemFieldsRead, relationOf } from '../vocabulary/index.ts';
import { formulaFields } from './computed-fields.ts';

/** As many rows as a reader works through before they are read again. */
const mostRequests = 50;
const mostDeals = 200;
const mostEnding = 50;
/** A request of GraphQL has ten queries at most: nine beside that of the requests. */
const mostDates = 9;
/** The last ones: what went wrong before has been seen. */
const mostRuns = 10;

/**
 * Lines of the module `queries` of the home page. `homeQuery`: names, requests that wait on open deals of others than
 * `$me`, oldest first, and dates that end until `$until`. `ownQuery`: the open deals of `$me`, as `dealQuery` reads one;
 * with `money` what is blocked of all open deals, with `runs` what commands wrote. `peopleQuery`: the names of `$ids`.
 */
export const homeQueryLines = (model: SalesModel): string[] => [
  `import { gql } from 'lightning/graphql';`,
  `import { dealNode, namesNode } from 'c/tasModel';`,
  'export const homeQuery = gql`',
  ...homeQuery(model),
  '`;',
  ...moneyLines(model),
  '/** The record that a command leaves of its run. */',
  `export const runRecord = '${runRecord}';`,
  `export const runField = ${JSON.stringify(Object.fromEntries(Object.entries(runField).sort()))};`,
  'const runs = `',
  ...runsNode(model),
  '`;',
  '/** What a request asks for, by what its reader sees. */',
  'export const ownQuery = (sees) => gql`',
  'query tasDeals($me: ID!) { uiapi { query { Opportunity(where: { and: [{ OwnerId: { eq: $me } }, { IsClosed: { eq: false } }] }, first: ' +
    `${mostDeals}, orderBy: { CloseDate: { order: ASC } }) { totalCount edges { node {\${dealNode}}}}`,
  "${sees.runs ? runs : ''}",
  "} ${sees.money ? money : ''} }}",
  '`;',
  'export const peopleQuery = gql`',
  'query tasPeople($ids: [ID]) { uiapi { query { User(where: { Id: { in: $ids } }, first: 50) { edges { node { Id Name@optional{value} } } } } } }',
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
    'query tasHome($me: ID!, $until: Date!) { uiapi { ${namesNode} query {',
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

/** Groups of open deals: all, those with open items, the same by owner, those that left something behind. */
function moneyLines(model: SalesModel): string[] {
  const made = new Set(formulaFields(model).map(({ name }) => name));
  const seesMoney = made.has(field.openItems) && made.has(field.behind);
  const list = (alias: string, by: string, more: string): string =>
    `${alias}: Opportunity(first: 2000, where: { and: [{ IsClosed: { eq: false } }${more}] }, groupBy: { ${by}: { group: true } }) { edges { node { aggregate { ${by} { value } Id { count { value } } ${field.modelAmount} { sum { value } } } } } }`;
  const blocked = `, { ${field.openItems}: { gt: 0 } }`;
  return [
    '/** Whether the model has items that could be open: without, there is no money to be blocked. */',
    `export const seesMoney = ${seesMoney};`,
    ...(seesMoney
      ? [
          'const money = `aggregate {',
          list('all', field.stage, ''),
          list('blocked', field.stage, blocked),
          list('owners', field.owner, blocked),
          list('behind', field.stage, `, { ${field.behind}: { gt: 0 } }`),
          '}`;',
        ]
      : ["const money = '';"]),
  ];
}

/** The last runs; how many open deals have another decided grade than the model gives, or stand in no stage of it. */
function runsNode(model: SalesModel): string[] {
  const open = '{ IsClosed: { eq: false } }';
  const otherwise = [
    ...model.grades.map(({ letter }) => [`{ eq: "${letter}" }`, `{ ne: "${letter}" }`]),
    ['{ eq: null }', '{ ne: null }'],
  ].map(([suggested, decided]) => `{ and: [{ ${field.suggested}: ${suggested} }, { ${field.grade}: ${decided} }] }`);
  const names = model.stages.map(({ name }) => JSON.stringify(name)).join(', ');
  const read = [
    runField.key, runField.about, runField.started, runField.ended, runField.rows, runField.written,
    runField.refused, runField.leftAlone, runField.of, runField.modelHash,
  ]; // prettier-ignore
  return [
    `${runRecord}(first: ${mostRuns}, orderBy: { ${runField.started}: { order: DESC } }) { totalCount edges { node { Id`,
    `${runField.command}{value label} ${runField.state}{value label}`,
    `${read.map((name) => `${name}{value}`).join(' ')} CreatedBy@optional{Name@optional{value}}`,
    '} } }',
    `otherGrade: Opportunity(where: { and: [${open}, { or: [${otherwise.join(', ')}] }] }, first: 1) { totalCount }`,
    `otherStage: Opportunity(where: { and: [${open}, { ${field.stage}: { nin: [${names}] } }] }, first: 1) { totalCount }`,
  ];
}
