/**
 * Loaded into a process by `--import`: when it ends, it writes the most memory it ever had and the processor time it took
 * where TAS_BENCH_PEAK says.
 */
import { writeFileSync } from 'node:fs';

export interface Peak {
  /** Bytes. */
  readonly rss: number;
  /** Seconds, those of all its threads. */
  readonly cpu: number;
}

const file = process.env['TAS_BENCH_PEAK'];
if (file !== undefined)
  process.once('exit', () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    const peak: Peak = { rss: maxRSS * 1024, cpu: (userCPUTime + systemCPUTime) / 1e6 };
    writeFileSync(`${file}-${process.pid}`, JSON.stringify(peak));
  });
