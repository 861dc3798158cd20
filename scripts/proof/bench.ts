/**
 * `npm run bench`: every speed we promise, in units of a yardstick timed beside each run. With `--rows N` the deals of an
 * org graded end to end, by us and by others.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
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
  benchRows,
  benchSource,
  contenders,
  referenceYardstick,
  rowsText,
  targetsOf,
  yardstick,
  type Contender,
  type Figure,
} from './bench/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const print = (line: string): void => void process.stdout.write(`${line}\n`);

process.exitCode = await main();

async function main(): Promise<number> {
  const given = optionsGiven();
  if (typeof given === 'string') return complain(given);
  const { rows, only, ...asked } = given;
  if (rows === undefined)
    return only === undefined && !Object.values(asked).includes(true)
      ? await benchEverything()
      : complain('What is asked for goes with --rows N.');
  const deals = Number(rows);
  const names = only === undefined ? contenders : only.split(',');
  const unknown = names.filter((name) => !isContender(name));
  if (!Number.isInteger(deals) || deals < 1 || unknown.length > 0)
    return complain(`--rows takes how many deals, --only some of ${contenders.join(',')}.`);
  return await benchDeals(deals, names.filter(isContender), asked);
}

/** The options, or what is wrong with them. */
function optionsGiven() {
  const flag = { type: 'boolean', default: false } as const;
  const options = { json: flag, undo: flag, growth: flag, installed: flag } as const;
  try {
    return parseArgs({ options: { rows: { type: 'string' }, only: { type: 'string' }, ...options } }).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function complain(problem: string): number {
  process.stderr.write(`${problem}\n`);
  return 1;
}

function isContender(name: string): name is Contender {
  return contenders.some((one) => one === name);
}

async function benchDeals(
  rows: number,
  only: readonly Contender[],
  { json, ...asked }: { readonly [Name in 'growth' | 'installed' | 'json' | 'undo']: boolean },
): Promise<number> {
  const tell = (what: string): void => void process.stderr.write(`${what}\n`);
  const result = await benchRows({ root, rows, only, tell, ...asked });
  const targets = targetsOf(result);
  print(json ? JSON.stringify({ ...result, targets }) : rowsText(result, targets));
  return targets.every(({ met }) => met) ? 0 : 1;
}

async function benchEverything(): Promise<number> {
  const unit = await yardstick();
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
  return missed === 0 ? 0 : 1;
}
