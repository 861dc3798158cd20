/**
 * `npm run prove:ops`: runs killed at random points, every fault of the catalogue, other people at work, full disks,
 * Ctrl+C, and the CSV scanner; each is gone on with and taken back, and every deal compared.
 */
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import {
  crashPoints,
  faultCases,
  measureCsv,
  pageCases,
  proveCrashes,
  proveCsv,
  proveDisk,
  proveFaults,
  proveOthers,
  proveStops,
  Station,
  stopMoments,
  type Told,
  type Tried,
} from './ops/index.ts';

const modelFile = fileURLToPath(new URL('../../config/tas-plus.yaml', import.meta.url));
/** Enough for Bulk, and for several calls of collections. */
const fewDeals = 3_000;
const megabytes = 50;
/** `tas runs show --json` gives no more rows of a run. */
const mostShown = 10_000;

interface Options {
  /** Points at which a run is killed. */
  readonly points: number;
  /** Deals of the org in which it is. */
  readonly rows: number;
  readonly seed: number;
  /** CSV texts. */
  readonly inputs: number;
  /** Moments of Ctrl+C. */
  readonly stops: number;
  readonly json: boolean;
  readonly only: readonly string[];
}

const proofs: Readonly<Record<string, (options: Options, told: Told) => Promise<unknown>>> = {
  csv: async ({ inputs, seed }, told) => {
    await proveCsv(inputs, seed, told);
    await measureCsv(megabytes, told);
  },
  faults: async ({ rows, seed }, told) => {
    await atStations(2, fewDeals, seed, async (stations) => await proveFaults(stations, faultCases(fewDeals), told));
    await atStations(1, Math.max(rows, 20_000), seed, async (stations) => await proveFaults(stations, pageCases, told));
  },
  stops: async ({ stops, seed }, told) =>
    await atStations(2, fewDeals, seed, async (stations) => await proveStops(stations, stopMoments(stops, seed), told)),
  disk: async ({ seed }, told) =>
    await atStations(1, fewDeals, seed, async ([station]) => await proveDisk(station, seed, told)),
  others: async ({ rows, seed }, told) =>
    await atStations(1, Math.min(rows, mostShown), seed, async ([station]) => await proveOthers(station, seed, told)),
  crash: async ({ points, rows, seed }, told) =>
    await atStations(2, rows, seed, async (stations) => {
      const started = performance.now();
      const counts = await proveCrashes(stations, crashPoints(points, seed), told);
      const phases = Object.entries(counts).map(([phase, count]) => `${phase} ${count}`);
      const minutes = ((performance.now() - started) / 60_000).toFixed(1);
      told.print(`       ${points} points of ${rows} deals, seed ${seed}, ${minutes} min: ${phases.join(', ')}`);
    }),
};

process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions();
  if (options === undefined) {
    process.stderr.write(
      `Usage: npm run prove:ops -- [--points N] [--rows N] [--seed S] [--inputs N] [--stops N] [--only ${Object.keys(proofs).join(',')}] [--json]\n`,
    );
    return 1;
  }
  const tried: Tried[] = [];
  const told: Told = {
    tried,
    print: (line) => {
      if (!options.json) process.stdout.write(`${line}\n`);
    },
    progress,
  };
  const started = performance.now();
  for (const name of options.only) await proofs[name]?.(options, told);
  progress('');
  const failures = tried.filter(({ problem }) => problem !== undefined).length;
  const seconds = Math.round((performance.now() - started) / 1000);
  if (options.json)
    process.stdout.write(`${JSON.stringify({ seed: options.seed, seconds, failures, tried }, null, 2)}\n`);
  told.print(`\nseed ${options.seed}: ${tried.length} trials, ${failures} failed, ${seconds} s`);
  return failures === 0 ? 0 : 1;
}

/** One line that is written over on a terminal; nothing elsewhere. */
function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${text}`);
}

async function atStations(
  count: number,
  deals: number,
  seed: number,
  work: (stations: readonly [Station, ...Station[]]) => Promise<unknown>,
): Promise<void> {
  const station = (): Station => new Station({ modelFile, deals, seed });
  const stations = [station(), ...Array.from({ length: count - 1 }, station)] as const;
  try {
    await work(stations);
  } finally {
    await Promise.all(stations.map((one) => one.stop()));
  }
}

function readOptions(): Options | undefined {
  try {
    const { values } = parseArgs({
      options: {
        points: { type: 'string', default: '200' },
        rows: { type: 'string', default: '20000' },
        seed: { type: 'string', default: '1' },
        inputs: { type: 'string', default: '100000' },
        stops: { type: 'string', default: '30' },
        only: { type: 'string', default: Object.keys(proofs).join(',') },
        json: { type: 'boolean', default: false },
      },
    });
    const { json } = values;
    const [points, rows, seed, inputs, stops] = [
      values.points,
      values.rows,
      values.seed,
      values.inputs,
      values.stops,
    ].map(Number) as [number, number, number, number, number];
    const only = values.only.split(',');
    const isRight =
      [points, rows, seed, inputs, stops].every((number) => Number.isInteger(number) && number > 0) &&
      only.every((name) => name in proofs);
    return isRight ? { points, rows, seed, inputs, stops, json, only } : undefined;
  } catch {
    return undefined;
  }
}
