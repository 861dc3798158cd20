import { csvRowForPeople } from '../csv/index.ts';
import type { GradePlan } from './plan.ts';
import type { GradeSummary } from './summary.ts';

const columns = ['Id', 'Name', 'StageName', 'Amount', 'LedBy', 'CurrentGrade', 'Grade', 'Result', 'Reason'] as const;

/** grades.csv, a row for each deal; safe to open in a spreadsheet. */
function* gradesCsv(plans: readonly GradePlan[]): Generator<string> {
  yield csvRowForPeople(columns);
  for (const { deal, letter, result, reason } of plans) {
    const { id, name, stage, amount, ledBy, decided } = deal;
    yield csvRowForPeople([id, name, stage, amount, ledBy, decided, letter, result, reason]);
  }
}

/** The files of a run, by name. */
export const gradeFiles = (summary: GradeSummary, plans: readonly GradePlan[]): ReadonlyMap<string, Iterable<string>> =>
  new Map<string, Iterable<string>>([
    ['grades.csv', gradesCsv(plans)],
    ['summary.json', [`${JSON.stringify(summary, null, 2)}\n`]],
  ]);
