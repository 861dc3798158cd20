/** What the board asks of Salesforce, as texts of the generated module. */
import type { SalesModel } from '../model/index.ts';
import { mapField, snapshotNumbers } from '../customer/index.ts';
import { field } from '../vocabulary/index.ts';
import { formulaFields } from './computed-fields.ts';

/** A request has ten lists at most: nine grades and the deals without one. */
const mostGrades = 9;
/** As many cards as one looks through; the figures count every deal. */
const mostCards = 200;
/** Where the buckets of age end, in days; the last has no end. */
const ages = [14, 30, 60];

/**
 * Lines of the module `queries` of the board. Of every query `$scope` says which open deals: grades and blockers cannot be
 * grouped by, since they are formulas, so each grade is a list of its own, grouped by stage.
 */
export function boardQueryLines(model: SalesModel): string[] {
  const letters = model.grades.map(({ letter }) => letter).slice(0, mostGrades);
  const hasOpenItems = formulaFields(model).some(({ name }) => name === field.openItems);
  const grades = [...letters.map((letter) => `"${letter}"`), 'null'];
  const byGrade = (more: string): string[] =>
    grades.map((letter, at) => list(`g${at}`, `{ ${field.effective}: { eq: ${letter} } }${more}`));
  return [
    `import { gql } from 'lightning/graphql';`,
    `/** Grades in their order; their lists are g0, g1 …, the last one that of deals without a grade. */`,
    `export const letters = ${JSON.stringify(letters)};`,
    `/** Days at which the buckets of age end: a0, a1 … and one for older deals. */`,
    `export const ages = ${JSON.stringify(ages)};`,
    'export const countsQuery = gql`',
    'query tasBoard($scope: Opportunity_Filter!) { uiapi { aggregate {',
    ...byGrade(''),
    '}}}',
    '`;',
    `/** Those with open items; null where the model has none that could be open. */`,
    ...(hasOpenItems
      ? [
          'export const blockedQuery = gql`',
          'query tasBoardBlocked($scope: Opportunity_Filter!) { uiapi { aggregate {',
          ...byGrade(`, { ${field.openItems}: { gt: 0 } }`),
          '}}}',
          '`;',
        ]
      : ['export const blockedQuery = null;']),
    'export const cardsQuery = gql`',
    `query tasBoardCards($scope: Opportunity_Filter!, ${ages.map((_, at) => `$from${at}: DateTime!`).join(', ')}) { uiapi {`,
    `query { Opportunity(where: $scope, first: ${mostCards}, orderBy: { Amount: { order: DESC, nulls: LAST } }) { totalCount edges { node {`,
    'Id Name{value} StageName{value} CloseDate{value} LastModifiedDate{value} Amount@optional{value}',
    ...(model.money.multiCurrency ? ['CurrencyIsoCode@optional{value}'] : []),
    `Owner@optional{Name@optional{value}} Account@optional{Name@optional{value}} ${field.effective}@optional{value}`,
    ...(hasOpenItems ? [`${field.openItems}@optional{value}`] : []),
    // Whoever moves a card keeps what the map of the deal says.
    ...(model.customer === undefined ? [] : snapshotNumbers.map((key) => `${mapField[key]}@optional{value}`)),
    '}}}}',
    'aggregate {',
    ...[...ages, null].map((_, at) => list(`a${at}`, ageOf(at))),
    ...(model.money.multiCurrency ? [currencies] : []),
    '}',
    'objectInfos(apiNames: ["Opportunity"]) { recordTypeInfos { master name recordTypeId } }',
    '}}',
    '`;',
  ];
}

/** The currencies of open deals, for the switch; only an org that has several has the field. */
const currencies =
  'currencies: Opportunity(first: 2000, where: { IsClosed: { eq: false } }, groupBy: { CurrencyIsoCode: { group: true } }) { edges { node { aggregate { CurrencyIsoCode { value } } } } }';

/**
 * By when a deal came into its stage, which for one that never changed it is when it was made: after `$from0`; after
 * `$from1` and not after `$from0`; …; not after the last of them.
 */
const ageOf = (at: number): string =>
  [
    ...(at < ages.length ? [since(`gt: { value: $from${at} }`)] : []),
    ...(at > 0 ? [since(`lte: { value: $from${at - 1} }`)] : []),
  ].join(', ');

const since = (test: string): string =>
  `{ or: [{ ${field.stageChanged}: { ${test} } }, { and: [{ ${field.stageChanged}: { eq: null } }, { ${field.created}: { ${test} } }] }] }`;

const list = (alias: string, where: string): string =>
  `${alias}: Opportunity(first: 2000, where: { and: [$scope, ${where}] }, groupBy: { StageName: { group: true } }) { edges { node { aggregate { StageName { value } Id { count { value } } ${field.modelAmount} { sum { value } } ExpectedRevenue { sum { value } } } } } }`;
