/** What an apply found in the org, kept so that it can be put back: metadata, and the deals' stages. */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { csvRowExact, CsvScanner } from '../csv/index.ts';
import { readIfThere, readTree, writeWhole } from '../metadata/index.ts';
import { soql } from '../org/index.ts';
import { InstallError } from './error.ts';
import type { InstallOrg } from './org.ts';
import { savePlan } from './plan-file.ts';
import type { InstallPlan } from './plan-types.ts';
import { sumOf, writeSource, type Files } from './state.ts';

const planFile = 'plan.json';
const metadataFolder = 'backup';
const dealsFile = 'deals.csv';
const sumsFile = 'checksums.json';

const dealColumns = ['Id', 'StageName', 'Probability', 'ForecastCategoryName'] as const;

/** Reads them, whatever their number; the rows as text. */
export async function readDeals(org: InstallOrg): Promise<(readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  const total = await org.count(soql`SELECT COUNT() FROM Opportunity`);
  const query = soql`SELECT Id, StageName, Probability, ForecastCategoryName FROM Opportunity`;
  await org.read(total > 2000 ? 'bulk' : 'collections', query, dealColumns, (found) => {
    for (const row of found) rows.push(row);
  });
  return rows;
}

/** Stage, probability and forecast category of every deal, by its id. */
export const dealStages = (rows: readonly (readonly string[])[]): ReadonlyMap<string, string> =>
  new Map(rows.map(([id = '', ...values]) => [id, JSON.stringify(values)]));

const sumsOf = (files: Files): Record<string, string> =>
  Object.fromEntries([...files].map(([path, text]) => [path, sumOf(text)]));

/**
 * Writes plan, metadata and deals into the folder of the run, with a checksum of each file.
 * @throws {InstallError} where they cannot be kept.
 */
export function writeBackup(
  folder: string,
  plan: InstallPlan,
  before: Files,
  deals: readonly (readonly string[])[],
): void {
  try {
    savePlan(join(folder, planFile), plan);
    writeSource(join(folder, metadataFolder), before);
    const table = [dealColumns, ...deals].map(csvRowExact).join('');
    writeWhole(join(folder, dealsFile), table);
    const sums = { [dealsFile]: sumOf(table), ...sumsOf(before) };
    writeWhole(join(folder, sumsFile), `${JSON.stringify(sums, null, 1)}\n`);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    throw new InstallError('BackupFolder', {
      message: `The backup cannot be kept in ${folder} (${code}). Nothing was written to the org.`,
      actions: ['Make room there, or name another folder with --runs.'],
    });
  }
}

export interface Backup {
  readonly files: Files;
  readonly deals: readonly (readonly string[])[];
}

/** @throws {InstallError} where a file is missing or is not as it was written. */
export function readBackup(folder: string): Backup {
  const files = readTree(join(folder, metadataFolder, 'main', 'default'));
  const sums = readIfThere(join(folder, sumsFile));
  const table = readIfThere(join(folder, dealsFile));
  const found = { [dealsFile]: sumOf(table ?? ''), ...sumsOf(files) };
  if (sums === undefined || table === undefined || !isDeepStrictEqual(JSON.parse(sums), found))
    throw new InstallError('NoBackup', {
      message: `The backup in ${folder} is not whole, or was changed: nothing of it is trusted.`,
      actions: ['Put the folder back as it was, from a copy.'],
    });
  return { files, deals: parsedTable(table) };
}

export const planOf = (folder: string): string => join(folder, planFile);

function parsedTable(table: string): string[][] {
  const rows: string[][] = [];
  const scanner = new CsvScanner((fields) => rows.push(fields));
  scanner.feedText(table);
  scanner.end();
  return rows.slice(1);
}
