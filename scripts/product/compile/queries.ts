/** What the panel asks of Salesforce, as texts of the generated module: the deal with its items, and the names. */
import { fieldsRead } from '../gate/index.ts';
import { fieldTypes, type SalesModel } from '../model/index.ts';
import { field, item, itemField, relationOf } from '../vocabulary/index.ts';

/** Fields that every opportunity has and that everybody who may read it sees. */
const always: readonly string[] = [
  field.name,
  field.stage,
  field.closeDate,
  field.created,
  field.modified,
  field.owner,
];

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
  const read = fieldsRead(model);
  const currency = model.money.multiCurrency ? [field.currency] : [];
  return [
    'query tasDeal($id: ID!) { uiapi { query { Opportunity(where: { Id: { eq: $id } }, first: 1) { edges { node {',
    'Id',
    ...always.map((name) => `${name}{value}`),
    ...[...read.deal.filter((name) => !always.includes(name)), ...currency].map(optional),
    'Owner@optional{Name@optional{value}}',
    ...[...relationsOf(model, read)].map(
      ([relation, fields]) => `${relation}@optional{${[...fields].map(optional).join(' ')}}`,
    ),
    `TAS_Gate_Items__r(first: ${mostItems}) @optional { edges { node {`,
    'Id',
    ...read.item.map(optional),
    'LastModifiedDate{value}',
    'LastModifiedBy@optional{Name@optional{value}}',
    ...[itemField.person, itemField.settledBy].map((name) => `${relationOf(name)}@optional{Name@optional{value}}`),
    '} } }',
    '} } } } } }',
  ];
}

const optional = (name: string): string => `${name}@optional{value}`;

/** By relation: what the engine reads there, and the names of what lookups point at. */
function relationsOf(
  model: SalesModel,
  { deal, related }: ReturnType<typeof fieldsRead>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const types = fieldTypes(model);
  const relations = new Map<string, Set<string>>();
  for (const name of deal) if (types.get(name) === 'lookup') relations.set(relationOf(name), new Set(['Name']));
  for (const path of related) {
    const at = path.lastIndexOf('.');
    const relation = path.slice(0, at);
    relations.set(relation, (relations.get(relation) ?? new Set<string>()).add(path.slice(at + 1)));
  }
  return relations;
}

const namesQuery: readonly string[] = [
  `query tasNames { uiapi { objectInfos(objectInfoInputs: [{ apiName: "Opportunity" }, { apiName: "${item}", fieldNames: ["${itemField.code}"] }]) {`,
  'ApiName updateable',
  'fields { ApiName label inlineHelpText dataType length scale updateable referenceToInfos { ApiName }',
  '... on PicklistField { picklistValuesByRecordTypeIDs { picklistValues { label value } } } }',
  '} } }',
];
