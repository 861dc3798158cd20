/** What Salesforce answered, as questions with their answers. Pure. */
import { coaching, messages } from 'c/tasCoachModel';
import { fill } from 'c/tasModel';

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
  const { reasons } = coaching;
  const isClosed = of(deal, 'IsClosed') === true;
  const isWon = of(deal, 'IsWon') === true;
  // Who does not see the field of the answer says it in words.
  const offered = (fields.has(names.reason) && (isWon ? reasons?.won : reasons?.lost)) || [];
  const lossReason = reasons === null ? null : of(deal, reasons.field);
  return {
    stage: of(deal, 'StageName') ?? '',
    isClosed,
    loss:
      reasons === null || !isClosed || isWon || !(reasons.field in deal)
        ? null
        : {
            reason: lossReason,
            text: labelIn(values(reasons.field), lossReason),
            mayChange: fields.get(reasons.field)?.updateable === true,
          },
    changedOn: of(deal, 'LastModifiedDate'),
    strategy,
    strategyText: labelIn(values(coaching.strategy?.field ?? ''), strategy),
    isSeen: edges !== undefined,
    mayAnswer: info?.createable === true,
    label: (name) => fields.get(name)?.label ?? name,
    titles: new Map(values(names.question).map((/** @type {any} */ one) => [one.value, one.label])),
    choices: values(names.choice).map((/** @type {any} */ one) => ({ label: one.label, value: one.value })),
    reasons: values(names.reason).map((/** @type {any} */ one) => ({ label: one.label, value: one.value })),
    offered: offered.map((value) => ({ value, label: labelIn(values(names.reason), value) ?? value })),
    answers: (edges ?? []).map((/** @type {any} */ edge) => readAnswer(edge.node)).sort(latestFirst),
  };
}

/**
 * A value in the reader's language.
 * @param {readonly Panel.Option[]} options
 * @param {string | null} value
 */
const labelIn = (options, value) => options.find((one) => one.value === value)?.label ?? value;

/** @param {any} node @returns {Coach.Answer} */
function readAnswer(node) {
  const of = (/** @type {string} */ name) => node[name]?.value ?? null;
  return {
    id: node.Id,
    question: of(names.question),
    stage: of(names.stage) ?? '',
    choice: of(names.choice),
    reason: of(names.reason),
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

/** Whether a closed deal was reviewed since it came to this end. @param {Coach.Read} read */
export const isReviewed = (read) =>
  questionsOf(read).some(({ code }) =>
    read.answers.some(({ question, stage }) => question === code && (stage === '' || stage === read.stage)),
  );

/**
 * What an answer does to the reason of a lost deal, in words; empty: nothing.
 * @param {Coach.Read} read
 * @param {string | null} chosen not yet: null
 */
export function consequenceOf({ loss, offered }, chosen) {
  const { coach } = messages;
  if (loss === null) return '';
  const { reason, text, mayChange } = loss;
  if (!mayChange) return fill(coach.reasonNotYours, text ?? coach.reasonBlank);
  if (chosen === null) return reason === null ? coach.reasonNone : fill(coach.reasonIs, String(text));
  if (chosen === reason) return '';
  const to = String(labelIn(offered, chosen));
  return reason === null ? fill(coach.reasonSets, to) : fill(coach.reasonChanges, String(text), to);
}

/**
 * Whether an answer changes the reason of its deal.
 * @param {Coach.Read} read
 * @param {string | null} chosen
 */
export const corrects = ({ loss }, chosen) =>
  chosen !== null && loss !== null && loss.mayChange && loss.reason !== chosen;

/** What a question makes one think of. @param {string} code */
export const helpOf = (code) => messages.question[code] ?? '';

/** What the strategy that was chosen makes one think of; undefined: none is chosen, or it has no prompt. @param {Coach.Read} read */
export function promptOf({ strategy }) {
  const at = coaching?.strategy?.values.indexOf(strategy ?? '') ?? -1;
  return at < 0 ? undefined : messages.strategy[at];
}
