/** `--data`: a CSV file of opportunities whose header is field API names. */
import { createReadStream } from 'node:fs';
import { csvBatches, CsvError } from '../../product/csv/index.ts';
import type { PracticeOrg } from '../server/index.ts';
import { csvFormOf } from './csv-form.ts';
import {
  currencyColumn,
  exportColumns,
  exportNotes,
  headerProblems,
  parentColumns,
  type ExportColumns,
} from './csv-header.ts';
import { DealLoader, type LoadReport } from './load-rows.ts';

export interface CsvLoad {
  readonly file: string;
  /** Columns that are no fields and are left out on request. */
  readonly ignoreColumns: readonly string[];
  /** Called now and then with how many rows went in. */
  readonly onProgress: (rows: number) => void;
}

export type CsvLoadResult =
  | {
      readonly ok: true;
      readonly report: LoadReport;
      /** What of the file is not taken as it stands. */
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Loads the file; refused rows are in the report, a header or a file that cannot be read is a problem. */
export async function loadCsv(org: PracticeOrg, { file, ignoreColumns, onProgress }: CsvLoad): Promise<CsvLoadResult> {
  const loader = new DealLoader(org);
  // In an org of one currency every amount is in that: its column says nothing more.
  const ignored = hasOneCurrency(org) ? [...ignoreColumns, currencyColumn] : ignoreColumns;
  let header: readonly string[] | undefined;
  let exported: ExportColumns = { written: [], doubled: [], ids: [] };
  try {
    const form = csvFormOf(await beginningOf(file));
    if ('problem' in form) return { ok: false, problems: [`${file} ${form.problem}`] };
    const { delimiter, namesDelimiter } = form;
    for await (const batch of csvBatches(createReadStream(file), { delimiter })) {
      for (const { fields, line } of batch) {
        if (line === 1 && namesDelimiter) continue;
        // A quote after a space is a plain character: the field would end at the next delimiter.
        if (fields.some((field) => /^ +"/.test(field))) {
          const reason = 'A space stands before a quote. Take it out, so that the quotes count.';
          if (header === undefined) return { ok: false, problems: [`${file}:${line} ${reason}`] };
          loader.refuse({ line, name: '', reason });
          continue;
        }
        if (header === undefined) {
          header = withoutEmptyEnd(fields.map((name) => name.trim()));
          const problems = headerProblems(org, file, header, ignoreColumns);
          if (problems.length > 0) return { ok: false, problems };
          exported = exportColumns(org, header, ignored);
          continue;
        }
        // A spreadsheet writes empty columns behind the last one.
        const cells =
          header.length > 0 && fields.slice(header.length).every(isEmpty) ? fields.slice(0, header.length) : fields;
        if (cells.length !== header.length) {
          loader.refuse({
            line,
            name: '',
            reason: `The row has ${fields.length} fields, the header ${header.length}.`,
          });
          continue;
        }
        const foreign = foreignCurrency(org, header, cells);
        if (foreign === undefined) {
          const values = rowOf(header, cells, [...ignored, ...exported.written, ...exported.doubled]);
          for (const { name, target } of exported.ids) values[name] = loader.standIn(target, values[name] ?? '');
          loader.add({ line, values });
        } else loader.refuse({ line, name: '', reason: foreign });
      }
      onProgress(loader.counts.loaded + loader.counts.refused);
    }
  } catch (error) {
    if (error instanceof CsvError) return { ok: false, problems: [`${file}: ${error.message}`] };
    const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
    if (code === undefined) throw error;
    return { ok: false, problems: [`${file} cannot be read (${code}). Check the path and your rights to it.`] };
  }
  if (header === undefined) return { ok: false, problems: [`${file} is empty. The first row must name fields.`] };
  return { ok: true, report: loader.finish(), notes: exportNotes(exported) };
}

/** As much of a file as tells its form. */
async function beginningOf(file: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { end: 65_535 })) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const isEmpty = (cell: string): boolean => cell.trim() === '';

const withoutEmptyEnd = (names: readonly string[]): string[] =>
  names.slice(0, names.findLastIndex((name) => name !== '') + 1);

const hasOneCurrency = (org: PracticeOrg): boolean =>
  org.org.objects.get('opportunity')?.byName.has(currencyColumn.toLowerCase()) !== true;

/** Why a row of another currency is no row of an org with one: taken for its own, the amount would earn another grade. */
function foreignCurrency(org: PracticeOrg, header: readonly string[], cells: readonly string[]): string | undefined {
  const at = header.findIndex((name) => name.toLowerCase() === currencyColumn.toLowerCase());
  const code = (at < 0 ? '' : (cells[at] ?? '')).trim().toUpperCase();
  const own = org.org.currency;
  return !hasOneCurrency(org) || code === '' || code === own
    ? undefined
    : `The amount is in ${code}, and this org has one currency, ${own}. Start it with --multi-currency ${own}.`;
}

function rowOf(
  header: readonly string[],
  fields: readonly string[],
  ignored: readonly string[],
): Record<string, string> {
  const skip = new Set(ignored.map((name) => name.toLowerCase()));
  const row: Record<string, string> = {};
  for (const [index, name] of header.entries()) {
    const lower = name.toLowerCase();
    if (!skip.has(lower)) row[parentColumns.get(lower) ?? name] = fields[index] ?? '';
  }
  return row;
}
