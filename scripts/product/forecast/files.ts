/** The rows of a forecast as CSV. */
import { csvHeadForPeople, csvRowForPeople, type CsvValue } from '../csv/index.ts';
import type { ForecastReport, ForecastRow } from './report.ts';

const cents = (value: number): number => Math.round(value * 100) / 100;
const share = (value: number | null): CsvValue => (value === null ? null : value.toFixed(4));

const columns: Readonly<Record<string, (row: ForecastRow) => CsvValue>> = {
  Stage: ({ stage }) => stage,
  Grade: ({ grade }) => grade,
  AgeFrom: ({ age }) => age.from,
  AgeTo: ({ age }) => age.to,
  Deals: (row) => row.deals,
  Amount: ({ amount }) => cents(amount),
  SeenEarlier: ({ seen }) => seen,
  WonByDay: ({ chance }) => (chance === null ? 'too few deals' : share(chance.byDay)),
  PlusMinus: ({ chance }) => share(chance?.plusMinus ?? null),
  WonAtAll: ({ chance }) => share(chance?.ever ?? null),
  Configured: ({ configured }) => share(configured),
  Wins: ({ wins }) => wins.toFixed(4),
  Money: ({ money }) => cents(money),
};

/** A line for each stage, grade and age band that has open deals; safe to open in a spreadsheet. */
export function* forecastCsv({ expectation }: ForecastReport): Generator<string> {
  yield csvHeadForPeople(Object.keys(columns));
  const values = Object.values(columns);
  for (const row of expectation?.rows ?? []) yield csvRowForPeople(values.map((value) => value(row)));
}
