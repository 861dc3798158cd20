/** What the coach asks of Salesforce, as texts of the generated module; null where the model asks no questions. */
import { answerField, coachingAnswer } from '../coaching/index.ts';
import { reviewReasons, type SalesModel } from '../model/index.ts';
import { field } from '../vocabulary/index.ts';

/** The latest; earlier ones stand in the related list. */
const mostAnswers = 200;

/** Lines of the module `queries` of the coach. Parameter `$id` is the id of the deal. */
export function coachQueryLines(model: SalesModel): string[] {
  const { coaching, stages } = model;
  if (coaching === undefined) return ['export const coaching = null;', 'export const coachQuery = null;'];
  const { questions, strategies } = coaching;
  const told = questions.map(({ code, kind, stages: asked = [], closed: atTheEnd }) => ({
    code,
    kind,
    stages: stages.filter(({ id }) => asked.includes(id)).map(({ name }) => name),
    closed: atTheEnd,
  }));
  const names = { object: coachingAnswer, ...answerField };
  const asked = reviewReasons(model);
  const valuesOf = (list: readonly { readonly value: string }[]): string[] => list.map(({ value }) => value);
  const reasons =
    asked === undefined ? null : { field: field.lossReason, won: valuesOf(asked.won), lost: valuesOf(asked.lost) };
  // Of the deal: what a picklist of it is called, and whether the reader may change it.
  const described = [
    ...(strategies === undefined ? [] : [strategies.field]),
    ...(reasons === null ? [] : [reasons.field]),
  ];
  const read = [
    field.stage,
    field.isClosed,
    ...(strategies === undefined ? [] : [strategies.field]),
    ...(reasons === null ? [] : ['IsWon', reasons.field, field.modified]),
  ];
  const infos = [
    `{ apiName: "${coachingAnswer}" }`,
    ...(described.length === 0
      ? []
      : [`{ apiName: "Opportunity", fieldNames: [${described.map((name) => `"${name}"`).join(', ')}] }`]),
  ];
  return [
    `import { gql } from 'lightning/graphql';`,
    `/** What is asked when, and what everything is called. */`,
    `export const coaching = {`,
    ` questions: [`,
    ...told.map((one) => `  ${JSON.stringify(one)},`),
    ` ],`,
    ` strategy: ${JSON.stringify(strategies === undefined ? null : { field: strategies.field, values: strategies.prompts.map(({ value }) => value) })},`,
    ` reasons: ${JSON.stringify(reasons)},`,
    ` names: ${JSON.stringify(names)},`,
    `};`,
    'export const coachQuery = gql`',
    'query tasCoach($id: ID!) { uiapi {',
    'query { Opportunity(where: { Id: { eq: $id } }, first: 1) { edges { node { Id',
    read.map((name) => `${name}@optional{value}`).join(' '),
    `TAS_Coaching_Answers__r(first: ${mostAnswers}, orderBy: { CreatedDate: { order: DESC } }) @optional { edges { node { Id`,
    [
      answerField.question,
      answerField.stage,
      answerField.choice,
      ...(reasons === null ? [] : [answerField.reason]),
      answerField.text,
    ]
      .map((name) => `${name}@optional{value}`)
      .join(' '),
    'CreatedDate{value} CreatedBy@optional{Name@optional{value}}',
    '}}}}}}}',
    `objectInfos(objectInfoInputs: [${infos.join(', ')}]) { ApiName createable`,
    `fields { ApiName label${reasons === null ? '' : ' updateable'}`,
    '... on PicklistField { picklistValuesByRecordTypeIDs { picklistValues { label value }}}}}',
    '}}',
    '`;',
  ];
}
