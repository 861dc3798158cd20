/** The report as JSON. */
import { decimalOf } from '../grade/index.ts';
import { toJson as changesJson } from '../changes/index.ts';
import type { WeeklyReport } from './report.ts';
import type { Sum } from './sums.ts';

const sumJson = ({ deals, cents }: Sum): { deals: number; amount: string } => ({ deals, amount: decimalOf(cents) });

/** An amount in JSON is a text with two decimals: sums may be larger than a number is exact. Those of `forecast` are numbers. */
export type ReportJson = ReturnType<typeof toJson>;

export function toJson({ pipeline, changes, changed, history, ...report }: WeeklyReport) {
  const { total, grades, stages, byGrade, judged, blocked, blockers, largestBlocked, people, ...counts } = pipeline;
  return {
    ...report,
    pipeline: {
      ...counts,
      ...sumJson(total),
      weighted: decimalOf(total.weighted),
      grades: grades.map((grade, at) => ({ grade, ...sumJson(byGrade[at] ?? { deals: 0, cents: 0n }) })),
      stages: stages.map((row) => ({
        stage: row.stage,
        name: row.name,
        known: row.known,
        ...sumJson(row),
        weighted: decimalOf(row.weighted),
        blocked: sumJson(row.blocked),
        grades: row.cells.map((cell, at) => ({ grade: grades[at] ?? null, ...sumJson(cell) })),
      })),
      judged: sumJson(judged),
      blocked: sumJson(blocked),
      blockers: blockers.map(({ name, ...sum }) => ({ name, ...sumJson(sum) })),
      largestBlocked: largestBlocked.map(({ cents, ...deal }) => ({
        ...deal,
        amount: cents === null ? null : decimalOf(cents),
      })),
      people: people.map(({ id, name, asked, waiting, ...sum }) => ({
        id,
        name,
        ...sumJson(sum),
        blocked: sumJson(sum.blocked),
        asked,
        waiting,
      })),
    },
    changes: changesJson(changes, changed),
    history,
  };
}
