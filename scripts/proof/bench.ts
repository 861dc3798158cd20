/** `npm run bench`: every speed we promise, in units of a yardstick timed beside each run. */
import { fileURLToPath } from 'node:url';
import {
  benchAudit,
  benchChanges,
  benchCommands,
  benchCompile,
  benchEvaluator,
  benchForecast,
  benchGate,
  benchOrg,
  benchPlan,
  benchReport,
  benchSource,
  type Figure,
  referenceYardstick,
  yardstick,
} from './bench/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const unit = await yardstick();
const print = (line: string): void => void process.stdout.write(`${line}\n`);

const us = (value: number): string => `${(value * 1e6).toFixed(2)} µs`;
print(`Yardstick: JSON.parse and stringify of one deal, ${us(unit)} here. Medians of 5 warm runs.`);
print(
  `Figures and targets are those of a machine where it takes ${us(referenceYardstick)}; it is timed around each run.`,
);
print('Audit, forecast, report and grading are one run each, by a new process.\n');
let missed = 0;
const benches: readonly (() => Promise<Figure | readonly Figure[]>)[] = [
  () => benchCompile(root),
  () => benchEvaluator(root),
  () => benchGate(root),
  () => benchAudit(root),
  () => benchForecast(root),
  () => benchChanges(root),
  () => benchReport(root),
  () => benchOrg(root),
  () => benchSource(),
  () => benchPlan(root),
  () => benchCommands(root),
];
for (const bench of benches)
  for (const { name, shown, target, met } of [await bench()].flat()) {
    if (!met) missed += 1;
    print(`${met ? 'met   ' : 'MISSED'} ${name}: ${shown} (${target})`);
  }
print(`\n${missed === 0 ? 'Every target met.' : `${missed} targets missed.`}`);
process.exitCode = missed === 0 ? 0 : 1;
