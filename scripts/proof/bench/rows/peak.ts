/** Loaded into a process by `--import`: when it ends, it writes the most memory it ever had, in bytes, where TAS_BENCH_PEAK says. */
import { writeFileSync } from 'node:fs';

const file = process.env['TAS_BENCH_PEAK'];
if (file !== undefined)
  process.once('exit', () => writeFileSync(`${file}-${process.pid}`, String(process.resourceUsage().maxRSS * 1024)));
