/** The short form of `npm run prove:ops`: what is told in "words" is left to the long one. */
import { resolve } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  crashPoints,
  faultCases,
  proveCrashes,
  proveCsv,
  proveDisk,
  proveFaults,
  proveStops,
  Station,
  stopMoments,
  type Told,
  type Tried,
} from '../../scripts/proof/ops/index.ts';
import { referenceFile } from '../reference/index.ts';

const deals = 3_000;
const station = (): Station => new Station({ modelFile: resolve(referenceFile), deals, seed: 5 });
const stations = [station(), station()] as const;
afterAll(async () => {
  await Promise.all(stations.map((one) => one.stop()));
});

/** The trials that went wrong, of so many at the least. */
async function problemsOf(least: number, prove: (told: Told) => Promise<unknown>): Promise<string[]> {
  const tried: Tried[] = [];
  await prove({ tried, print: () => undefined, progress: () => undefined });
  const counted = tried.filter(({ proof }) => proof !== 'words');
  expect(counted.length).toBeGreaterThanOrEqual(least);
  return counted.flatMap(({ name, problem }) => (problem === undefined ? [] : [`${name}: ${problem}`]));
}

const patience = { timeout: 600_000 };

test(
  'killed at twelve points, a run ends as if nothing had happened, and is taken back to the row',
  patience,
  async () => {
    const points = crashPoints(12, 2);
    expect(await problemsOf(12, async (told) => await proveCrashes(stations, points, told))).toEqual([]);
  },
);

/** One for each kind of answer that a client may take for another. */
const telling = [
  /503 once × ingest: (?:job|upload)$/,
  /reset after it took effect × (?:ingest: upload complete|collections)$/,
  /reset amid the answer × results: written$/,
  /cut as if whole × (?:results: query page|results: refused)$/,
  /session expired × poll: ingest job$/,
  /limit exhausted once × ingest: upload$/,
  /carried out twice × ingest: upload complete$/,
  /first page again .* × results: next page$/,
  /no Sforce-Locator once/,
  /some rows locked × ingest/,
  /3 h behind/,
];

test('a fault ends right or is told with its rows, and what goes on afterwards completes it', patience, async () => {
  const cases = faultCases(deals).filter(({ fault, where }) => telling.some((one) => one.test(`${fault} × ${where}`)));
  expect(await problemsOf(telling.length, async (told) => await proveFaults(stations, cases, told))).toEqual([]);
});

test('Ctrl+C at any moment ends a run that can be gone on with', patience, async () => {
  const moments = stopMoments(6, 3);
  expect(await problemsOf(6, async (told) => await proveStops(stations, moments, told))).toEqual([]);
});

test('one bit of a journal flipped, and nothing of the run is trusted', patience, async () => {
  const prove = async (told: Told): Promise<void> => await proveDisk(stations[0], 5, told, /flipped, [12]$|is a file/);
  expect(await problemsOf(3, prove)).toEqual([]);
});

test('the CSV scanner and csv-parse read the same rows of texts that are cut anywhere', async () => {
  expect(await problemsOf(1, async (told) => await proveCsv(10_000, 7, told))).toEqual([]);
});
