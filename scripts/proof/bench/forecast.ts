/** A forecast of 1,000,000 deals with 3,000,000 rows of history and 2,000,000 answers of the coach, and what memory it takes: rows made up at the reader's boundary. */
import type { ForecastRunFigures } from './forecast-run.ts';
import { timingOf, within, type Figure } from './measure.ts';
import { figuresOf } from './own-process.ts';

const deals = 1_000_000;
const mostBytes = 300e6;

/** Time of the whole forecast, and the most memory that its process ever had. */
export async function benchForecast(root: string): Promise<Figure[]> {
  let figures: ForecastRunFigures | undefined;
  const time = await timingOf(1, async () => {
    figures = await figuresOf<ForecastRunFigures>(root, 'forecast-run.ts', [deals]);
    return figures.seconds;
  });
  const { liveBytes = Infinity, peakBytes = Infinity } = figures ?? {};
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  return [
    within(
      'forecast of 1,000,000 deals with 3,000,000 rows of history and 2,000,000 answers to the coach; rows made up where an org would give them',
      time,
      60,
    ),
    {
      name: `the memory of its process at its peak; ${mb(liveBytes)} lived`,
      shown: mb(peakBytes),
      target: `≤ ${mb(mostBytes)}`,
      met: peakBytes <= mostBytes,
    },
  ];
}
