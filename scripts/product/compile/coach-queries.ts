/** What the coach asks of Salesforce, as texts of the generated module; null where the model asks no questions. */
import { answerField, coachingAnswer } from '../coaching/index.ts';
import type { SalesModel } from '../model/index.ts';
import { field } from '../vocabulary/index.ts';

/** The latest; earlier ones stand in the related list. */
const mostAnswers = 200;

/** Lines of the module `queries` of the coach. Parameter `$id` is the id of the deal. */
export function coachQueryLines({ coaching, stages }: SalesModel): string[] {
  if (coaching === undefined) return ['export const coaching = null;', 'export const coachQuery = null;'];
  const { questions, strategies } = coaching;
  const told = questions.map(({ code, kind, stages: asked = [], closed: atTheEnd }) => ({
    code,
    isChoice: kind === 'choice',
    stages: stages.filter(({ id }) => asked.includes(id)).map(({ name }) => name),
    closed: atTheEnd,
  }));
  const names = { object: coachingAnswer, ...answerField };
  const read = [field.stage, field.isClosed, ...(strategies === undefined ? [] : [strategies.field])];
  const infos = [
    `{ apiName: "${coachingAnswer}" }`,
    ...(strategies === undefined ? [] : [`{ apiName: "Opportunity", fieldNames: ["${strategies.field}"] }`]),
  ];
  return [
    `import { gql } from 'lightning/graphql';`,
    `/** What is asked when, and what everything is called. */`,
    `export const coaching = {`,
    ` questions: [`,
    ...told.map((one) => `  ${JSON.stringify(one)},`),
    ` ],`,
    ` strategy: ${JSON.stringify(strategies === undefined ? null : { field: strategies.field, values: strategies.prompts.map(({ value }) => value) })},`,
    ` names: ${JSON.stringify(names)},`,
    `};`,
    'export const coachQuery = gql`',
    'query tasCoach($id: ID!) { uiapi {',
    'query { Opportunity(where: { Id: { eq: $id } }, first: 1) { edges { node { Id',
    read.map((name) => `${name}@optional{value}`).join(' '),
    `TAS_Coaching_Answers__r(first: ${mostAnswers}, orderBy: { CreatedDate: { order: DESC } }) @optional { edges { node { Id`,
    [answerField.question, answerField.stage, answerField.choice, answerField.text]
      .map((name) => `${name}@optional{value}`)
      .join(' '),
    'CreatedDate{value} CreatedBy@optional{Name@optional{value}}',
    '}}}}}}}',
    `objectInfos(objectInfoInputs: [${infos.join(', ')}]) { ApiName createable`,
    'fields { ApiName label',
    '... on PicklistField { picklistValuesByRecordTypeIDs { picklistValues { label value }}}}}',
    '}}',
    '`;',
  ];
}
