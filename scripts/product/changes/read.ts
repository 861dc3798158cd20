/** What an org is asked for changes: deals written since a day, with their histories, as sorted streams. */
import { isMissing } from '../explain/index.ts';
import {
  chooseApi,
  mergeJoin,
  pagesOf,
  soql,
  soqlAll,
  soqlCondition,
  soqlFields,
  type ApiChoice,
  type Joined,
  type OrgApi,
  type OrgConnection,
} from '../org/index.ts';
import type { Progress } from '../terminal/index.ts';
import { field } from '../vocabulary/index.ts';
import type { GradeRow, HistoryRow } from './change.ts';
import { daysBefore } from './since.ts';

/** What telling changes needs of an org; a test passes its own. */
export type ChangesOrg = Pick<
  OrgConnection,
  'instanceUrl' | 'username' | 'orgId' | 'apiVersion' | 'describe' | 'count' | 'read'
>;

export interface ReadOptions {
  /** YYYY-MM-DD, in the calendar of the user. */
  readonly since: string;
  readonly where?: string;
  readonly api: ApiChoice;
  readonly progress: Progress;
}

const dealColumns = ['Id', field.name, 'Owner.Name', field.stage, field.amount, field.created] as const;
const historyColumns = [
  'OpportunityId',
  field.stage,
  field.amount,
  field.closeDate,
  'CreatedById',
  field.created,
] as const;
const gradeColumns = ['OpportunityId', 'OldValue', 'NewValue', 'CreatedById', field.created] as const;

/** A deal as it stands now. */
export interface CurrentDeal {
  readonly id: string;
  readonly name: string;
  readonly owner: string;
  readonly stage: string;
  readonly amount: number | null;
  readonly created: string;
  /** ISO code; empty in an org with one currency. */
  readonly currency: string;
}

const numberOf = (text: string): number | null => (text === '' ? null : Number(text));
const textOrNull = (text: string): string | null => (text === '' ? null : text);

export function dealOf([
  id = '',
  name = '',
  owner = '',
  stage = '',
  amount = '',
  created = '',
  currency = '',
]: readonly string[]): CurrentDeal {
  return { id, name, owner, stage, amount: numberOf(amount), created, currency };
}

export const historyRowOf = ([
  ,
  stage = '',
  amount = '',
  closeDate = '',
  by = '',
  on = '',
]: readonly string[]): HistoryRow => ({
  stage,
  amount: numberOf(amount),
  closeDate: textOrNull(closeDate),
  by,
  on,
});

export const gradeRowOf = ([, from = '', to = '', by = '', on = '']: readonly string[]): GradeRow => ({
  from: textOrNull(from),
  to: textOrNull(to),
  by,
  on,
});

export interface Source {
  /** Deals in the order of their ids, each with the rows of its history and of its grade's. */
  readonly joined: AsyncIterable<Joined>;
  readonly api: OrgApi;
  readonly multiCurrency: boolean;
  /** Whether the org tracks the decided grade, and lets this user read what it kept. */
  readonly seesGrades: boolean;
}

/**
 * Every change of a deal moves its SystemModstamp, so the deals whose stamp is of the day or later are all that can have
 * changed. Days of the user begin up to a day before or after those of GMT, in which the org is asked; what is too old
 * is told by the days of the user afterwards.
 * @throws {OrgError} when the org does not answer.
 */
export async function openSource(org: ChangesOrg, options: ReadOptions): Promise<Source> {
  const multiCurrency = (await org.describe('Opportunity')).has(field.currency);
  const from = new Date(`${daysBefore(options.since, 1)}T00:00:00Z`);
  const which = soqlAll([
    soql`SystemModstamp >= ${from}`,
    ...(options.where === undefined ? [] : [soqlCondition(options.where)]),
  ]);
  const [expected, seesGrades] = await Promise.all([
    org.count(soql`SELECT COUNT() FROM Opportunity WHERE ${which}`),
    tracksGrades(org),
  ]);
  const api = chooseApi(options.api, expected);
  options.progress.begin('Reading deals and their history', expected);
  const columns = [...dealColumns, ...(multiCurrency ? [field.currency] : [])];
  const deals = soql`SELECT ${soqlFields(columns)} FROM Opportunity WHERE ${which} ORDER BY Id`;
  const history = soql`SELECT ${soqlFields(historyColumns)} FROM OpportunityHistory WHERE Opportunity.SystemModstamp >= ${from} ORDER BY OpportunityId, CreatedDate, Id`;
  const grades = soql`SELECT ${soqlFields(gradeColumns)} FROM OpportunityFieldHistory WHERE Field = ${field.grade} AND CreatedDate >= ${from} ORDER BY OpportunityId, CreatedDate, Id`;
  const joined = mergeJoin(
    { pages: pagesOf((onRows) => org.read(api, deals, columns, onRows)), key: 0, what: 'deals' },
    [
      { pages: pagesOf((onRows) => org.read(api, history, historyColumns, onRows)), key: 0, what: 'history' },
      ...(seesGrades
        ? [{ pages: pagesOf((onRows) => org.read(api, grades, gradeColumns, onRows)), key: 0, what: 'field history' }]
        : []),
    ],
  );
  return { joined, api, multiCurrency, seesGrades };
}

/** A field that is not tracked leaves no rows, which would read as "no grade has changed". */
async function tracksGrades(org: ChangesOrg): Promise<boolean> {
  const tracked = soql`SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Opportunity' AND QualifiedApiName = ${field.grade} AND IsFieldHistoryTracked = true`;
  let found = 0;
  try {
    await org.read('collections', tracked, ['QualifiedApiName'], (rows) => {
      found += rows.length;
    });
    if (found > 0) await org.count(soql`SELECT COUNT() FROM OpportunityFieldHistory WHERE CreatedDate = TODAY`);
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
  return found > 0;
}
