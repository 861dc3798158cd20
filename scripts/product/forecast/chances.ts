/** A forecast as the table that the record page looks a deal up in. */
import type { Chances } from '../model/index.ts';
import type { ForecastReport } from './report.ts';

/** Thousandths: more would say more than is known, and change the file at every run. */
const rounded = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 1000) / 1000;

/**
 * The rows that a chance is named of, and that earlier quarters told by stage. `since`: the field that says when a deal
 * was taken up. Null: the forecast names none.
 */
export function chancesOf({ day, until, expectation }: ForecastReport, since: string): Chances | null {
  const rows = (expectation?.rows ?? []).flatMap(({ stage, grade, age, chance, seen }) =>
    chance === null || seen === 0
      ? []
      : [
          {
            stage,
            grade: grade === 'none' ? null : grade,
            from: age.from,
            to: age.to,
            won: rounded(chance.byDay),
            plusMinus: rounded(chance.plusMinus),
            seen,
          },
        ],
  );
  if (rows.length === 0) return null;
  const placeOf = (row: (typeof rows)[number]): string =>
    `${row.stage}\u0000${row.grade ?? ''}\u0000${String(row.from).padStart(5, '0')}`;
  const sorted = rows.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  return { format: 1, day, until, since, rows: sorted };
}
