/** The files of a migration. */
import { csvHeadForPeople, csvRowForPeople, type CsvValue } from '../csv/index.ts';
import { decimalOf } from '../grade/index.ts';
import { field } from '../vocabulary/index.ts';
import type { Migrated, MigrateSummary } from './summary.ts';

const textAt = (value: unknown): CsvValue => (typeof value === 'string' || typeof value === 'number' ? value : null);

/** The columns of migration.csv: a line for each deal that was read. */
const columns = (currency: string): Readonly<Record<string, (one: Migrated) => CsvValue>> => ({
  Id: ({ plan }) => plan.deal.Id,
  Name: ({ plan }) => textAt(plan.deal[field.name]),
  Owner: ({ plan }) => plan.owner,
  RecordType: ({ plan }) => plan.type,
  Stage: ({ plan }) => plan.from,
  NewRecordType: ({ plan }) => plan.toType,
  NewStage: ({ plan }) => plan.to,
  Amount: ({ plan }) => (plan.cents === null ? null : decimalOf(plan.cents)),
  Currency: ({ plan }) => (plan.cents === null ? null : currency),
  Probability: ({ plan }) => textAt(plan.deal[field.probability]),
  ForecastCategory: ({ plan }) => textAt(plan.deal[field.forecastCategory]),
  InStageSince: ({ plan }) => plan.since,
  Waived: ({ plan }) => plan.waived.map(({ code }) => code).join(' '),
  LeftOpen: ({ plan }) => plan.leftOpen.join(' '),
  Result: ({ result }) => result,
  Reason: ({ reason }) => reason,
});

function* migrationCsv(migrated: readonly Migrated[], currency: string): Generator<string> {
  const named = columns(currency);
  yield csvHeadForPeople(Object.keys(named));
  const values = Object.values(named);
  for (const one of migrated) yield csvRowForPeople(values.map((value) => value(one)));
}

/** migration.csv for people, safe to open in a spreadsheet, and migration.json, by name. */
export const migrateFiles = (
  summary: MigrateSummary,
  migrated: readonly Migrated[],
): ReadonlyMap<string, Iterable<string>> =>
  new Map<string, Iterable<string>>([
    ['migration.csv', migrationCsv(migrated, summary.currency)],
    ['migration.json', [`${JSON.stringify(summary, null, 2)}\n`]],
  ]);
