/** What the customer map asks of Salesforce, as texts of the generated module; null where the model makes no map. */
import type { SalesModel } from '../model/index.ts';
import {
  leastInfluence,
  ratings,
  snapshotField as kept,
  snapshotNumbers,
  stakeholder,
  stakeholderField as person,
  unknownAnswer,
} from '../customer/index.ts';
import { relationOf } from '../vocabulary/index.ts';
import { questions } from './stakeholder-object.ts';

/** More people than anybody maps. */
const mostPeople = 200;
/** The latest; earlier ones stand in the related list. */
const mostSnapshots = 50;

/** Fields that are chosen from a list, in the order in which they are asked. */
const chosen = [person.role, ...questions.map((key) => person[key]), person.influence];

/** Lines of the module `queries` of the map. Parameter `$id` is the id of the deal. */
export function mapQueryLines({ customer }: SalesModel): string[] {
  if (customer === undefined) return ['export const customer = null;', 'export const mapQuery = null;'];
  const { roles, supporter, opponent } = customer;
  const approving = roles.filter(({ approves }) => approves).map(({ value }) => value);
  const names = Object.fromEntries([['object', stakeholder], ...Object.entries(person).sort()]);
  return [
    `import { gql } from 'lightning/graphql';`,
    `/** What the map goes by, and what everything is called. */`,
    `export const customer = {`,
    ` lines: ${JSON.stringify({ supporter, opponent })},`,
    ` approving: ${JSON.stringify(approving)},`,
    ` leastInfluence: ${leastInfluence},`,
    ` ratings: ${JSON.stringify(ratings)},`,
    ` unknown: ${JSON.stringify(unknownAnswer)},`,
    ` questions: ${JSON.stringify(questions.map((key) => person[key]))},`,
    ` chosen: ${JSON.stringify(chosen)},`,
    ` names: ${JSON.stringify(names)},`,
    ` kept: ${JSON.stringify(Object.fromEntries([['stage', kept.stage], ...snapshotNumbers.map((key) => [key, kept[key]])]))},`,
    `};`,
    'export const mapQuery = gql`',
    'query tasMap($id: ID!) { uiapi {',
    'query { Opportunity(where: { Id: { eq: $id } }, first: 1) { edges { node { Id AccountId@optional{value}',
    `TAS_Stakeholders__r(first: ${mostPeople}) @optional { edges { node { Id`,
    [person.contact, ...chosen, person.left, person.note].map((name) => `${name}@optional{value}`).join(' '),
    `${relationOf(person.contact)}@optional{Name@optional{value} Title@optional{value} ReportsToId@optional{value}}`,
    'LastModifiedDate{value} LastModifiedBy@optional{Name@optional{value}}',
    '}}}',
    `TAS_Map_Snapshots__r(first: ${mostSnapshots}, orderBy: { CreatedDate: { order: DESC } }) @optional { edges { node { Id`,
    [kept.stage, ...snapshotNumbers.map((key) => kept[key])].map((name) => `${name}@optional{value}`).join(' '),
    'CreatedDate{value} CreatedBy@optional{Name@optional{value}}',
    '}}}',
    '}}}}',
    `objectInfos(objectInfoInputs: [{ apiName: "${stakeholder}" }]) { ApiName createable updateable`,
    'fields { ApiName label inlineHelpText updateable',
    '... on PicklistField { picklistValuesByRecordTypeIDs { picklistValues { label value }}}}}',
    '}}',
    '`;',
  ];
}
