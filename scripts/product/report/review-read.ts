/** What a review of one deal reads beside its verdict: the people of the customer, and what the coach was answered. */
import { answerField, coachingAnswer } from '../coaching/index.ts';
import {
  leastInfluence,
  mapScore,
  missingIn,
  stakeholder,
  stakeholderField as own,
  stanceOf,
  type Person,
} from '../customer/index.ts';
import { describeIfThere, explanationOf, readDeal, rowsOf, type Explanation } from '../explain/index.ts';
import { reviewReasons, type SalesModel } from '../model/index.ts';
import { soql, soqlFields, soqlIdentifier, type Calendar, type OrgConnection } from '../org/index.ts';
import { field } from '../vocabulary/index.ts';
import { readMoves, type ReviewedMove } from './review-moves.ts';
import { rowsIfThere } from './rows.ts';

/** Somebody of the customer, as the map has them. */
export interface ReviewedPerson {
  readonly name: string;
  readonly title: string;
  readonly role: string;
  /** Name of whom they report to; empty: nobody is known. */
  readonly reportsTo: string;
  /** Stored values; empty: not asked yet. */
  readonly closeness: string;
  readonly solution: string;
  readonly price: string;
  readonly influence: string;
  readonly stance: ReturnType<typeof stanceOf>;
  readonly left: boolean;
}

/** An answer to a question of the coach. */
export interface ReviewedAnswer {
  readonly question: string;
  /** StageName at that moment. */
  readonly stage: string;
  readonly choice: string;
  /** Why it was won or lost, as it is stored; empty: not asked, not said, or not seen. */
  readonly reason: string;
  readonly text: string;
  readonly by: string;
  /** ISO 8601 day. */
  readonly on: string;
}

export interface DealReview {
  readonly explanation: Explanation;
  readonly account: string;
  readonly closeDate: string;
  /** In the model's currency; null: not known. */
  readonly amount: number | null;
  /** Value of the field that holds the strategy; empty: none was chosen, or the model has none. */
  readonly strategy: string;
  /** Undefined: the model has no map, or this user does not see it. */
  readonly map:
    | {
        readonly people: readonly ReviewedPerson[];
        readonly score: ReturnType<typeof mapScore>;
        readonly missing: ReturnType<typeof missingIn>;
        /** The latest first. */
        readonly moves: readonly ReviewedMove[];
      }
    | undefined;
  /** The latest first. Undefined: the model asks nothing, or this user does not see the answers. */
  readonly answers: readonly ReviewedAnswer[] | undefined;
}

/** @throws {OrgError} when there is no such deal, or the org does not answer. */
export async function readReview(
  org: OrgConnection,
  model: SalesModel,
  id: string,
  calendar: Calendar,
): Promise<DealReview> {
  const read = await readDeal(org, model, id);
  const { deal, fields } = read;
  const strategyField = model.coaching?.strategies?.field;
  const more = ['Account.Name', ...(strategyField !== undefined && fields.has(strategyField) ? [strategyField] : [])];
  const [row] = await rowsOf(org, soql`SELECT ${soqlFields(more)} FROM Opportunity WHERE Id = ${deal.Id}`, more);
  const amount = deal[field.modelAmount];
  return {
    explanation: explanationOf(model, read, undefined, calendar),
    account: row?.get('Account.Name') ?? '',
    closeDate: String(deal[field.closeDate] ?? ''),
    amount: typeof amount === 'number' ? amount : null,
    strategy: row?.get(strategyField ?? '') ?? '',
    map: await readMap(org, model, deal.Id, calendar),
    answers: model.coaching === undefined ? undefined : await readAnswers(org, model, deal.Id, calendar),
  };
}

const contactName = 'Contact__r.Name';
const contactTitle = 'Contact__r.Title';
const bossId = 'Contact__r.ReportsToId';
const bossName = 'Contact__r.ReportsTo.Name';

async function readMap(
  org: OrgConnection,
  { customer }: SalesModel,
  id: string,
  calendar: Calendar,
): Promise<DealReview['map']> {
  if (customer === undefined) return undefined;
  const answers = [own.closeness, own.solution, own.price] as const;
  const columns = [
    own.contact,
    contactName,
    contactTitle,
    bossId,
    bossName,
    own.role,
    ...answers,
    own.influence,
    own.left,
  ];
  const rows = await rowsIfThere(
    org,
    soql`SELECT ${soqlFields(columns)} FROM ${soqlIdentifier(stakeholder)} WHERE ${soqlIdentifier(own.deal)} = ${id} ORDER BY CreatedDate, Id`,
    columns,
  );
  if (rows === undefined) return undefined;
  const numberIn = (text: string): number | null => (/^\d$/.test(text) ? Number(text) : null);
  const people = rows.map((row) => {
    const text = (column: string): string => row.get(column) ?? '';
    const person: Person = {
      contact: text(own.contact),
      name: text(contactName),
      reportsTo: text(bossId) || null,
      answers: answers.map((one) => numberIn(text(one))),
      influence: numberIn(text(own.influence)),
      approves: customer.roles.some(({ value, approves }) => approves && value === text(own.role)),
      left: text(own.left) === 'true',
    };
    return { person, text };
  });
  const all = people.map(({ person }) => person);
  return {
    people: people.map(({ person, text }) => ({
      name: person.name,
      title: text(contactTitle),
      role: text(own.role),
      reportsTo: text(bossName),
      closeness: text(own.closeness),
      solution: text(own.solution),
      price: text(own.price),
      influence: text(own.influence),
      stance: stanceOf(person, customer),
      left: person.left,
    })),
    score: mapScore(all, leastInfluence),
    missing: missingIn(all, customer),
    moves: await readMoves(org, id, calendar),
  };
}

const author = 'CreatedBy.Name';
const made = 'CreatedDate';

async function readAnswers(
  org: OrgConnection,
  model: SalesModel,
  id: string,
  { dayOf }: Calendar,
): Promise<DealReview['answers']> {
  const { deal, question, stage, choice, reason, text } = answerField;
  const columns = [question, stage, choice, ...(await reasonIfThere(org, model)), text, author, made];
  const rows = await rowsIfThere(
    org,
    soql`SELECT ${soqlFields(columns)} FROM ${soqlIdentifier(coachingAnswer)} WHERE ${soqlIdentifier(deal)} = ${id} ORDER BY CreatedDate DESC, Id DESC`,
    columns,
  );
  return rows?.map((row) => ({
    question: row.get(question) ?? '',
    stage: row.get(stage) ?? '',
    choice: row.get(choice) ?? '',
    reason: row.get(reason) ?? '',
    text: row.get(text) ?? '',
    by: row.get(author) ?? '',
    on: dayOf(row.get(made) ?? ''),
  }));
}

/** An org that has the package of before has no such field, and its answers are told without it. */
async function reasonIfThere(org: OrgConnection, model: SalesModel): Promise<string[]> {
  if (reviewReasons(model) === undefined) return [];
  const fields = await describeIfThere(org, coachingAnswer);
  return fields?.has(answerField.reason) === true ? [answerField.reason] : [];
}
