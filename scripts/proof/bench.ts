/** `npm run bench`: every speed we promise, absolutely and as a multiple of a yardstick timed in the same run. */
import { fileURLToPath } from 'node:url';
import {
  benchAudit,
  benchCommands,
  benchCompile,
  benchEvaluator,
  benchGate,
  benchOrg,
  type Figure,
  yardstick,
} from './bench/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const unit = await yardstick();
const print = (line: string): void => void process.stdout.write(`${line}\n`);

print(`Yardstick: JSON.parse and stringify of one deal, ${(unit * 1e6).toFixed(2)} µs. Medians of 5 warm runs.`);
print('Targets hold on an idle machine with 2 cores; grading is one run, by a new process.\n');
let missed = 0;
const benches: readonly (() => Promise<Figure | readonly Figure[]>)[] = [
  () => benchCompile(root),
  () => benchEvaluator(root),
  () => benchGate(root),
  () => benchAudit(root),
  () => benchOrg(root),
  () => benchCommands(root),
];
for (const bench of benches)
  for (const { name, shown, seconds, target, met } of [await bench()].flat()) {
    if (!met) missed += 1;
    const multiple =
      seconds === undefined
        ? ''
        : `, ${(seconds / unit).toLocaleString('en-US', { maximumSignificantDigits: 3 })} yardsticks`;
    print(`${met ? 'met   ' : 'MISSED'} ${name}: ${shown} (${target})${multiple}`);
  }
print(`\n${missed === 0 ? 'Every target met.' : `${missed} targets missed.`}`);
process.exitCode = missed === 0 ? 0 : 1;
