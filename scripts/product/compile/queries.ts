/** What the panel asks of Salesforce, as texts of the generated module: the deal with its items, and the names. */
import { requirementsOf, type SalesModel } from '../model/index.ts';
import { existingFields, packageFieldSpecs, requirementFields } from './opportunity-fields.ts';
import { field, item, itemField } from './vocabulary.ts';

/** Fields that every opportunity has and that everybody who may read it sees. */
const always = ['Name', 'StageName', 'CloseDate', 'CreatedDate', 'LastModifiedDate', 'OwnerId'];

/** Standard fields that may be hidden, or that only some orgs have. */
const standard = ['Amount', 'LastStageChangeDate', 'RecordTypeId'];

/** More items than any model has requirements: ten stages of a hundred. */
const mostItems = 1000;

/** Lines of the module `queries`. Parameter `$id` of the first is the id of the deal. */
export const queryLines = (model: SalesModel): string[] => [
  `import { gql } from 'lightning/graphql';`,
  'export const dealQuery = gql`',
  ...dealQuery(model),
  '`;',
  'export const namesQuery = gql`',
  ...namesQuery,
  '`;',
];

function dealQuery(model: SalesModel): string[] {
  const currency = model.money.multiCurrency ? ['CurrencyIsoCode'] : [];
  const own = [...always, ...standard, ...currency];
  const names = new Set([...dealFields(model)].filter((name) => !own.includes(name)));
  return [
    'query tasDeal($id: ID!) { uiapi { query { Opportunity(where: { Id: { eq: $id } }, first: 1) { edges { node {',
    'Id',
    ...always.map((name) => `${name} { value }`),
    ...[...standard, ...currency, ...names].map(optional),
    'Owner @optional { Name @optional { value } }',
    'RecordType @optional { DeveloperName @optional { value } }',
    ...[...lookupsOf(model)].map(
      ([relation, fields]) => `${relation} @optional { ${[...fields].map(optional).join(' ')} }`,
    ),
    `TAS_Gate_Items__r(first: ${mostItems}) @optional { edges { node {`,
    'Id',
    ...itemNames.map(optional),
    'LastModifiedDate { value }',
    'LastModifiedBy @optional { Name @optional { value } }',
    ...[itemField.person, itemField.settledBy].map(
      (name) => `${relationOf(name)} @optional { Name @optional { value } }`,
    ),
    '} } }',
    '} } } } } }',
  ];
}

const optional = (name: string): string => `${name} @optional { value }`;

/** What requirements ask, what the package keeps, and what decides by it. */
const dealFields = (model: SalesModel): Set<string> =>
  new Set([
    ...requirementsOf(model).flatMap(({ requirement }) => (requirement.fields ?? []).map(({ name }) => name)),
    ...packageFieldSpecs(model).map(({ name }) => name),
    field.modelAmount,
  ]);

/** By relation: the names of what lookups point at, and the fields that must be reachable there. */
function lookupsOf(model: SalesModel): Map<string, Set<string>> {
  const lookups = new Set(
    [...requirementFields(model), ...existingFields(model)].flatMap(({ name, shape }) =>
      shape.type === 'Lookup' ? [name] : [],
    ),
  );
  const relations = new Map([[relationOf(field.manualBy), new Set(['Name'])]]);
  for (const { requirement } of requirementsOf(model))
    for (const { name, reach = [] } of requirement.fields ?? [])
      if (lookups.has(name) || reach.length > 0 || name === 'AccountId' || name === 'CampaignId')
        relations.set(relationOf(name), new Set(['Name', ...(relations.get(relationOf(name)) ?? []), ...reach]));
  return relations;
}

const relationOf = (lookup: string): string =>
  lookup.endsWith('__c') ? `${lookup.slice(0, -1)}r` : lookup.replace(/Id$/, '');

const itemNames = [
  itemField.code,
  itemField.key,
  itemField.status,
  itemField.evidence,
  itemField.person,
  itemField.reason,
  itemField.note,
  itemField.settledBy,
  itemField.settledOn,
];

const namesQuery: readonly string[] = [
  `query tasNames { uiapi { objectInfos(objectInfoInputs: [{ apiName: "Opportunity" }, { apiName: "${item}", fieldNames: ["${itemField.code}"] }]) {`,
  'ApiName updateable',
  'fields { ApiName label inlineHelpText dataType length scale updateable referenceToInfos { ApiName }',
  '... on PicklistField { picklistValuesByRecordTypeIDs { picklistValues { label value } } } }',
  '} } }',
];
