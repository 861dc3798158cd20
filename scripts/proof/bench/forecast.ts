/** A forecast of 1,000,000 deals with 3,000,000 rows of history, and what memory it takes: rows made up at the reader's boundary. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { ForecastRunFigures } from './forecast-run.ts';
import { timingOf, within, type Figure } from './measure.ts';

const deals = 1_000_000;
const mostBytes = 300e6;

/** In a process of its own, so that nothing else stands in its heap. */
async function forecasted(root: string): Promise<ForecastRunFigures> {
  const script = fileURLToPath(new URL('forecast-run.ts', import.meta.url));
  const child = spawn(process.execPath, ['--expose-gc', script, String(deals)], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return JSON.parse(output) as ForecastRunFigures;
}

/** Time of the whole forecast, and the memory that lives while it runs. */
export async function benchForecast(root: string): Promise<Figure[]> {
  let figures: ForecastRunFigures | undefined;
  const time = await timingOf(1, async () => (figures = await forecasted(root)).seconds);
  const { liveBytes = Infinity, peakBytes = Infinity } = figures ?? {};
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  return [
    within(
      'forecast of 1,000,000 deals with 3,000,000 rows of history; rows made up where an org would give them',
      time,
      60,
    ),
    {
      name: `its live memory at most; the process had ${mb(peakBytes)} at its peak`,
      shown: mb(liveBytes),
      target: `≤ ${mb(mostBytes)}`,
      met: liveBytes <= mostBytes,
    },
  ];
}
