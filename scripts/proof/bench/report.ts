/** A weekly report of 1,000,000 deals with 3,000,000 rows of history, and what memory it takes: rows made up at the reader's boundary. */
import { count, timingOf, within, type Figure } from './measure.ts';
import { figuresOf } from './own-process.ts';
import type { ReportRunFigures } from './report-run.ts';

const deals = 1_000_000;
const mostBytes = 300e6;

/** Time of the whole report with its page and JSON, and the most memory that its process ever had. */
export async function benchReport(root: string): Promise<Figure[]> {
  let figures: ReportRunFigures | undefined;
  const time = await timingOf(1, async () => {
    figures = await figuresOf<ReportRunFigures>(root, 'report-run.ts', [deals]);
    return figures.seconds;
  });
  const { open = 0, items = 0, liveBytes = Infinity, peakBytes = Infinity, pageBytes = Infinity } = figures ?? {};
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  return [
    within(
      `report on 1,000,000 deals with 3,000,000 rows of history, ${count(open)} open with ${count(items)} items, a page of ${count(Math.round(pageBytes / 1000))} kB; rows made up where an org would give them`,
      time,
      60,
    ),
    {
      name: `the memory of its process at its peak; ${mb(liveBytes)} lived in its heap`,
      shown: mb(peakBytes),
      target: `≤ ${mb(mostBytes)}`,
      met: peakBytes <= mostBytes,
    },
  ];
}
