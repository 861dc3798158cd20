/** What the panel asks of Salesforce, as texts of the generated module: the deal with its items, and the names. */
import { mapField, snapshot, snapshotCopies, snapshotField } from '../customer/index.ts';
import { fieldsRead } from '../gate/index.ts';
import { fieldTypes, type SalesModel } from '../model/index.ts';
import { contractField, field, groups, item, itemField, relationOf } from '../vocabulary/index.ts';

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
const mostMembers = 100;

/** Lines of the module `queries`. Parameter `$id` of the first is the id of the deal. */
export const queryLines = (model: SalesModel): string[] => [
  `import { gql } from 'lightning/graphql';`,
  `import { requirements } from './requirements';`,
  `/** Fields that may be hidden from the reader. */`,
  `const optional = (names) => names.replace(/\\w+/g, '$&@optional{value}');`,
  `/** What requirements ask for. */`,
  `const asked = new Set(requirements.flatMap(({ fields = [] }) => fields.map(({ name }) => name)));`,
  `/** What is read of a deal, with its items. */`,
  'export const dealNode = `',
  ...dealNode(model),
  '`;',
  ...snapshotLines(model),
  'export const dealQuery = gql`',
  'query tasDeal($id: ID!) { uiapi { query { Opportunity(where: { Id: { eq: $id } }, first: 1) { edges { node {${dealNode}',
  ...(model.customer === undefined
    ? []
    : ["${optional(Object.values(mapSnapshot.copies).filter((name) => !asked.has(name)).join(' '))}"]),
  '}}}}}}',
  '`;',
  `/** What everything is called, and what the reader may change. */`,
  'export const namesNode = `',
  ...namesNode,
  '`;',
  'export const namesQuery = gql`query tasNames { uiapi {${namesNode}}}`;',
  ...teamLines(model),
];

/** What is kept of the customer map when the deal is moved; null where the model makes no map. */
const snapshotLines = ({ customer }: SalesModel): string[] =>
  customer === undefined
    ? ['export const mapSnapshot = null;']
    : [
        'export const mapSnapshot = {',
        ` object: "${snapshot}", deal: "${snapshotField.deal}", key: "${snapshotField.key}", stage: "${snapshotField.stage}", people: "${mapField.people}",`,
        ` copies: ${JSON.stringify(snapshotCopies)},`,
        '};',
      ];

/** Who is on the team of a deal; asked apart, since an org without team selling has no such object. */
const teamLines = ({ team }: SalesModel): string[] =>
  team === undefined
    ? ['export const teamQuery = null;']
    : [
        'export const teamQuery = gql`',
        `query tasTeam($id: ID!) { uiapi { query { OpportunityTeamMember(where: { OpportunityId: { eq: $id } }, first: ${mostMembers}) { edges { node { Id`,
        'UserId{value} TeamMemberRole@optional{value} User@optional{Name@optional{value} IsActive@optional{value}}}}}}}}',
        '`;',
      ];

function dealNode(model: SalesModel): string[] {
  const read = fieldsRead(model);
  const currency = model.money.multiCurrency ? [field.currency] : [];
  const asked = new Set(requirementFields(model));
  // Contacts of the deal's own account are offered first.
  const others = [...new Set([field.account, ...read.deal, ...currency])].filter(
    (name) => !always.includes(name) && !asked.has(name),
  );
  return [
    'Id',
    ...always.filter((name) => !asked.has(name)).map((name) => `${name}{value}`),
    optionals(others),
    `\${optional([...asked].join(' '))}`,
    'Owner@optional{Name@optional{value} ManagerId@optional{value} Manager@optional{Name@optional{value}}}',
    ...[...relationsOf(model, read)].map(([relation, fields]) => `${relation}@optional{${optionals([...fields])}}`),
    `TAS_Gate_Items__r(first: ${mostItems}) @optional { edges { node {`,
    'Id',
    optionals(read.item),
    'LastModifiedDate{value}',
    'LastModifiedBy@optional{Name@optional{value}}',
    ...[itemField.person, itemField.settledBy, itemField.declinedBy].map(
      (name) => `${relationOf(name)}@optional{Name@optional{value}}`,
    ),
    '}}}',
  ];
}

const requirementFields = (model: SalesModel): string[] =>
  model.stages.flatMap((stage) =>
    groups.flatMap((group) => stage[group].flatMap(({ fields = [] }) => fields.map(({ name }) => name))),
  );

/** As the module itself writes them. */
const optionals = (names: readonly string[]): string =>
  names.length > 2 ? `\${optional('${names.join(' ')}')}` : names.map((name) => `${name}@optional{value}`).join(' ');

/** What a record is called by: a contract has a number. */
const nameOf = (lookup: string): string => (lookup === field.contract ? contractField.number : 'Name');

/** By relation: what the engine reads there, and the names of what lookups point at. */
function relationsOf(
  model: SalesModel,
  { deal, related }: ReturnType<typeof fieldsRead>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const types = fieldTypes(model);
  const relations = new Map<string, Set<string>>();
  for (const name of deal) if (types.get(name) === 'lookup') relations.set(relationOf(name), new Set([nameOf(name)]));
  for (const path of related) {
    const at = path.lastIndexOf('.');
    const relation = path.slice(0, at);
    relations.set(relation, (relations.get(relation) ?? new Set<string>()).add(path.slice(at + 1)));
  }
  return relations;
}

const namesNode: readonly string[] = [
  `objectInfos(objectInfoInputs: [{ apiName: "Opportunity" }, { apiName: "${item}", fieldNames: ["${itemField.code}"] }]) {`,
  'ApiName updateable',
  'fields { ApiName label inlineHelpText dataType length precision scale updateable referenceToInfos { ApiName }',
  '... on PicklistField { picklistValuesByRecordTypeIDs { picklistValues { label value }}}}',
  '}',
];
