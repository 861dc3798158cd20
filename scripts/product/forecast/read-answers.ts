/** What the coach was answered about the deals of an org, as a stream that goes beside theirs. */
import { answerChoices, answerField, coachingAnswer } from '../coaching/index.ts';
import { countIfThere, describeIfThere } from '../explain/index.ts';
import { baseLanguage, reviewReasons, type SalesModel } from '../model/index.ts';
import {
  chooseApi,
  soql,
  soqlFields,
  soqlIdentifier,
  type ApiChoice,
  type Calendar,
  type OrgApi,
  type OrgConnection,
  type Soql,
} from '../org/index.ts';
import { field } from '../vocabulary/index.ts';
import type { Asked, DealAnswers } from './learned.ts';

export interface AnswerStream {
  readonly asked: Asked;
  /** Undefined: there is nothing to read. The first column is the id of the deal. */
  readonly rows: { readonly api: OrgApi; readonly query: Soql; readonly columns: readonly string[] } | undefined;
  /** What the rows of one deal say of it, in the order in which they were read. */
  readonly of: (rows: readonly (readonly string[])[], deal: Ended) => DealAnswers;
}

/** How a deal ended. */
interface Ended {
  /** YYYY-MM-DD; null: it is open. */
  readonly closed: string | null;
  readonly won: boolean;
}

interface Options {
  readonly api: ApiChoice;
  readonly calendar: Calendar;
  /** A condition on the deals that are read; null: all are. */
  readonly ofDeals: Soql | null;
}

const { deal: dealField, question: questionField, stage: stageField, choice, reason } = answerField;

/**
 * Undefined: the coach of the model asks neither whether a deal can be won nor what decided it. What the user does not see
 * is named, and is never a reason to fail.
 * @throws whatever the org throws.
 */
export async function answersOf(
  org: Pick<OrgConnection, 'describe' | 'count'>,
  model: SalesModel,
  { api, calendar, ofDeals }: Options,
): Promise<AnswerStream | undefined> {
  const base = baseLanguage(model);
  const questions = (model.coaching?.questions ?? [])
    .filter(({ kind }) => kind !== 'text')
    .map(({ code, kind, label }) => ({
      code,
      title: label[base] ?? code,
      column: kind === 'reason' ? reason : choice,
    }));
  if (questions.length === 0) return undefined;
  const needed = [...new Set(questions.map(({ column }) => column))];

  const fields = await describeIfThere(org, coachingAnswer);
  const readable = questions.filter(({ column }) => fields?.has(column) === true);
  const condition = conditionOf(
    readable.map(({ code }) => code),
    ofDeals,
  );
  const count =
    readable.length === 0
      ? undefined
      : await countIfThere(org, soql`SELECT COUNT() FROM ${soqlIdentifier(coachingAnswer)} WHERE ${condition}`);
  const isSeen = fields !== undefined && (readable.length === 0 || count !== undefined);
  const seen = count === undefined ? [] : readable;
  const decided = seen.find(({ column }) => column === reason);
  const columns = [
    dealField,
    questionField,
    field.created,
    ...(fields?.has(stageField) === true ? [stageField] : []),
    ...needed.filter((name) => seen.some(({ column }) => column === name)),
  ];
  return {
    asked: {
      choices: seen.filter(({ column }) => column === choice).map(({ code, title }) => ({ code, title })),
      reason:
        decided === undefined
          ? null
          : {
              code: decided.code,
              title: decided.title,
              order: (reviewReasons(model)?.all ?? []).map(({ value }) => value),
            },
      unseen: isSeen
        ? needed.filter((name) => !fields.has(name)).map((name) => `${coachingAnswer}.${name}`)
        : [coachingAnswer],
    },
    rows:
      count === undefined
        ? undefined
        : {
            api: chooseApi(api, count),
            query: soql`SELECT ${soqlFields(columns)} FROM ${soqlIdentifier(coachingAnswer)} WHERE ${condition} ORDER BY ${soqlIdentifier(dealField)}, CreatedDate, Id`,
            columns,
          },
    of: reader(model, columns, calendar),
  };
}

function conditionOf(codes: readonly string[], ofDeals: Soql | null): Soql {
  const asked = soql`${soqlIdentifier(questionField)} IN ${codes}`;
  return ofDeals === null
    ? asked
    : soql`${asked} AND ${soqlIdentifier(dealField)} IN (SELECT Id FROM Opportunity WHERE ${ofDeals})`;
}

const isChoice = (text: string): boolean => (answerChoices as readonly string[]).includes(text);

function reader(model: SalesModel, columns: readonly string[], { dayOf }: Calendar): AnswerStream['of'] {
  const { won, lost } = model.closed;
  const stages = new Set([...model.stages.map(({ name }) => name), won.name, lost.name]);
  const placeOf = new Map(columns.map((name, at) => [name, at]));
  return (rows, { closed, won: isWon }) => {
    const end = isWon ? won.name : lost.name;
    const choices = new Map<string, string>();
    let decided: string | null = null;
    for (const row of rows) {
      const text = (name: string): string => row[placeOf.get(name) ?? -1] ?? '';
      const [stage, picked, given] = [text(stageField), text(choice), text(reason)];
      // A review of another stage is one of before the deal was opened again.
      if (given !== '' && closed !== null && (stage === end || !stages.has(stage))) decided = given;
      // Who answers once it is closed knows how it ended, and so may who answers on that day.
      const isBefore =
        stage !== won.name && stage !== lost.name && (closed === null || dayOf(text(field.created)) < closed);
      if (isChoice(picked) && isBefore) choices.set(text(questionField), picked);
    }
    return { choices, reason: decided };
  };
}
