/** What Salesforce answered, as questions with their answers. Pure. */
import { coaching, messages } from 'c/tasCoachModel';

const names = /** @type {Readonly<Record<string, string>>} */ (coaching?.names ?? {});

/**
 * @param {any} data answer to `coachQuery`
 * @returns {Coach.Read | null} null: the deal is not there for this user
 */
export function readCoach(data) {
  const deal = data?.uiapi?.query?.Opportunity?.edges?.[0]?.node;
  if (!deal || !coaching) return null;
  const infos = data.uiapi.objectInfos ?? [];
  const info = infos.find((/** @type {any} */ one) => one?.ApiName === names.object);
  const fields = new Map(
    infos.flatMap((/** @type {any} */ one) => one?.fields ?? []).map((/** @type {any} */ one) => [one.ApiName, one]),
  );
  const values = (/** @type {string} */ name) =>
    fields.get(name)?.picklistValuesByRecordTypeIDs?.[0]?.picklistValues ?? [];
  const edges = deal.TAS_Coaching_Answers__r?.edges;
  const of = (/** @type {any} */ node, /** @type {string} */ name) => node[name]?.value ?? null;
  const strategy = coaching.strategy === null ? null : of(deal, coaching.strategy.field);
  return {
    stage: of(deal, 'StageName') ?? '',
    isClosed: of(deal, 'IsClosed') === true,
    strategy,
    strategyText:
      values(coaching.strategy?.field ?? '').find((/** @type {any} */ one) => one.value === strategy)?.label ??
      strategy,
    isSeen: edges !== undefined,
    mayAnswer: info?.createable === true,
    label: (name) => fields.get(name)?.label ?? name,
    titles: new Map(values(names.question).map((/** @type {any} */ one) => [one.value, one.label])),
    choices: values(names.choice).map((/** @type {any} */ one) => ({ label: one.label, value: one.value })),
    answers: (edges ?? []).map((/** @type {any} */ edge) => readAnswer(edge.node)).sort(latestFirst),
  };
}

/** @param {any} node @returns {Coach.Answer} */
function readAnswer(node) {
  const of = (/** @type {string} */ name) => node[name]?.value ?? null;
  return {
    id: node.Id,
    question: of(names.question),
    stage: of(names.stage) ?? '',
    choice: of(names.choice),
    text: of(names.text) ?? '',
    by: node.CreatedBy?.Name?.value ?? '',
    on: of('CreatedDate'),
  };
}

/** Of one second, the one with the higher id: ids are given one after the other. @param {Coach.Answer} a @param {Coach.Answer} b */
const latestFirst = (a, b) => (`${a.on} ${a.id}` < `${b.on} ${b.id}` ? 1 : -1);

/** The questions of a stage, or of the end. @param {Coach.Read} read */
export const questionsOf = ({ stage, isClosed }) =>
  (coaching?.questions ?? []).filter((one) => (isClosed ? one.closed : one.stages.includes(stage)));

/** What a question makes one think of. @param {string} code */
export const helpOf = (code) => messages.question[code] ?? '';

/** What the strategy that was chosen makes one think of; undefined: none is chosen, or it has no prompt. @param {Coach.Read} read */
export function promptOf({ strategy }) {
  const at = coaching?.strategy?.values.indexOf(strategy ?? '') ?? -1;
  return at < 0 ? undefined : messages.strategy[at];
}
