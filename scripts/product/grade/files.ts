/** The files of a run. */
import { csvHeadForPeople, csvRowForPeople, type CsvValue } from '../csv/index.ts';
import { field } from '../vocabulary/index.ts';
import { amountsOf } from './deal.ts';
import type { GradePlan } from './plan.ts';
import type { GradeSummary } from './summary.ts';

/** The columns of grades.csv: a line each. */
const columns: Readonly<Record<string, (plan: GradePlan) => CsvValue>> = {
  Id: ({ deal }) => deal.id,
  Name: ({ deal }) => deal.name,
  StageName: ({ deal }) => deal.stage,
  Amount: ({ deal }) => amountsOf(deal).own,
  LedBy: ({ deal }) => textAt(deal.fields[field.ledBy]),
  CurrentGrade: ({ deal }) => textAt(deal.fields[field.grade]),
  Grade: ({ letter }) => letter,
  Result: ({ result }) => result,
  Reason: ({ reason }) => reason,
};

const textAt = (value: unknown): string => (typeof value === 'string' ? value : '');

/** grades.csv, a row for each deal; for people, so safe to open in a spreadsheet. What goes to Bulk has no mark. */
function* gradesCsv(plans: readonly GradePlan[]): Generator<string> {
  yield csvHeadForPeople(Object.keys(columns));
  const values = Object.values(columns);
  for (const plan of plans) yield csvRowForPeople(values.map((value) => value(plan)));
}

/** The files of a run, by name. */
export const gradeFiles = (summary: GradeSummary, plans: readonly GradePlan[]): ReadonlyMap<string, Iterable<string>> =>
  new Map<string, Iterable<string>>([
    ['grades.csv', gradesCsv(plans)],
    ['summary.json', [`${JSON.stringify(summary, null, 2)}\n`]],
  ]);
