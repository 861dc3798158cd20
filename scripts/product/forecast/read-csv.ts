/** Deals of CSV files, without an org: an export, and where it lacks the day on which deals were taken up, a file of those. */
import { createReadStream } from 'node:fs';
import { csvBatches } from '../csv/index.ts';
import { field } from '../vocabulary/index.ts';
import { dayNumber } from './day.ts';
import { ForecastError } from './error.ts';
import type { DealSource, SourceDeal } from './forecast.ts';
import { ungraded } from './read-org.ts';

export interface CsvSourceOptions {
  /** Columns StageName, CloseDate and, where there is no `since`, `sinceField`; Amount where it is known. */
  readonly data: string;
  /** Two columns: one that `data` has too, and the day. */
  readonly since?: string;
  readonly sinceField: string;
  /** StageName of deals that are won, and of those that are lost. */
  readonly won: string;
  readonly lost: string;
  readonly probabilityOf: (stage: string) => number | null;
}

interface Line {
  readonly at: string;
  readonly text: (column: number) => string;
}

const lower = (name: string): string => name.trim().toLowerCase();

/** The lines of a file below its first, which is given to `onHeader`. */
async function* linesOf(file: string, onHeader: (names: string[]) => void): AsyncGenerator<Line, void> {
  let isFirst = true;
  for await (const batch of csvBatches(createReadStream(file)))
    for (const { fields, line } of batch) {
      if (isFirst) onHeader(fields.map((name) => name.trim()));
      else yield { at: `${file}:${line}`, text: (column) => (fields[column] ?? '').trim() };
      isFirst = false;
    }
  if (isFirst) throw noColumn(file, field.stage, []);
}

const noColumn = (file: string, name: string, header: readonly string[]): ForecastError =>
  new ForecastError('UnknownColumn', {
    message: `${file}:1 There is no column ${name}. The columns are: ${header.length === 0 ? 'none' : header.join(', ')}.`,
    actions: [
      'The file needs StageName, CloseDate and the day on which a deal was taken up: --since-field names that column, or --since a file that has it.',
    ],
  });

function dayAt({ at, text }: Line, column: number, name: string): number | null {
  const value = text(column);
  if (value === '') return null;
  const day = dayNumber(value.slice(0, 10));
  if (day !== undefined) return day;
  throw new ForecastError('BadValue', {
    message: `${at} ${name} "${value}" is no day such as 2026-03-31.`,
    actions: ['Correct the line and run the command again.'],
  });
}

function amountAt({ at, text }: Line, column: number): number | null {
  const value = text(column);
  if (value === '') return null;
  const amount = Number(value);
  if (Number.isFinite(amount)) return amount;
  throw new ForecastError('BadValue', {
    message: `${at} Amount "${value}" is no number such as 1250000.50.`,
    actions: ['Correct the line and run the command again.'],
  });
}

interface Begun {
  /** The column that both files have. */
  readonly key: string;
  readonly days: ReadonlyMap<string, number | null>;
}

async function readBegun(file: string, dataHeader: readonly string[]): Promise<Begun> {
  const days = new Map<string, number | null>();
  let header: string[] = [];
  let [key, day] = [-1, -1];
  const lines = linesOf(file, (names) => {
    header = names;
    key = names.findIndex((name) => dataHeader.some((other) => lower(other) === lower(name)));
    day = names.findIndex((_, at) => at !== key);
    if (key < 0 || day < 0 || names.length !== 2)
      throw new ForecastError('UnknownColumn', {
        message: `${file}:1 Two columns are needed, one that the deals have too and the day on which each was taken up; these are: ${names.join(', ')}.`,
        actions: [`The deals have: ${dataHeader.join(', ')}.`],
      });
  });
  for await (const line of lines) {
    const value = line.text(key);
    if (days.has(value))
      throw new ForecastError('SameKey', {
        message: `${line.at} ${header[key] ?? ''} "${value}" stands twice.`,
        actions: ['Keep one line for each deal.'],
      });
    days.set(value, dayAt(line, day, header[day] ?? ''));
  }
  return { key: header[key] ?? '', days };
}

async function headerOf(file: string): Promise<string[]> {
  let header: string[] = [];
  const lines = linesOf(file, (names) => (header = names));
  await lines.next();
  await lines.return();
  return header;
}

/**
 * The deals of a CSV file as a stream; the days of a `since` file are held.
 * @throws {ForecastError} UnknownColumn; while the deals are read BadValue and SameKey, with file and line; {@link CsvError}.
 */
export async function csvSource(options: CsvSourceOptions): Promise<DealSource> {
  const { data, since, won, lost } = options;
  const header = await headerOf(data);
  const columnOf = (name: string): number => header.findIndex((one) => lower(one) === lower(name));
  const needed = (name: string): number => {
    const column = columnOf(name);
    if (column < 0) throw noColumn(data, name, header);
    return column;
  };
  const [stageColumn, closeColumn, amountColumn] = [
    needed(field.stage),
    needed(field.closeDate),
    columnOf(field.amount),
  ];
  const begun = since === undefined ? undefined : await readBegun(since, header);
  const sinceColumn = begun === undefined ? needed(options.sinceField) : needed(begun.key);
  async function* deals(): AsyncGenerator<SourceDeal> {
    for await (const line of linesOf(data, () => undefined)) {
      const stage = line.text(stageColumn);
      const isClosed = stage === won || stage === lost;
      yield {
        begun:
          begun === undefined
            ? dayAt(line, sinceColumn, options.sinceField)
            : (begun.days.get(line.text(sinceColumn)) ?? null),
        // Of an open deal it is what somebody hopes.
        closed: isClosed ? dayAt(line, closeColumn, field.closeDate) : null,
        isClosed,
        won: stage === won,
        grade: ungraded,
        stage,
        stageAt: () => null,
        amount: amountColumn < 0 ? null : amountAt(line, amountColumn),
        probability: options.probabilityOf(stage),
      };
    }
  }
  return {
    name: since === undefined ? data : `${data}, ${since}`,
    currency: null,
    seesStages: false,
    notes: ['Of files neither grades nor earlier stages are known: chances go by age alone.'],
    deals: deals(),
  };
}
