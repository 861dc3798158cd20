/** `--data`: a CSV file of opportunities whose header is field API names. */
import { createReadStream } from 'node:fs';
import { csvBatches, CsvError } from '../../product/csv/index.ts';
import type { PracticeOrg } from '../server/index.ts';
import { DealLoader, type LoadReport } from './load-rows.ts';

export interface CsvLoad {
  readonly file: string;
  /** Columns that are no fields and are left out on request. */
  readonly ignoreColumns: readonly string[];
  /** Called now and then with how many rows went in. */
  readonly onProgress: (rows: number) => void;
}

export type CsvLoadResult =
  { readonly ok: true; readonly report: LoadReport } | { readonly ok: false; readonly problems: readonly string[] };

/** Columns that name a parent, by their lower-case name. */
const parentColumns: ReadonlyMap<string, string> = new Map([
  ['account.name', 'Account.Name'],
  ['owner.name', 'Owner.Name'],
  ['recordtype.developername', 'RecordType.DeveloperName'],
]);

/** Loads the file; refused rows are in the report, a header or a file that cannot be read is a problem. */
export async function loadCsv(org: PracticeOrg, { file, ignoreColumns, onProgress }: CsvLoad): Promise<CsvLoadResult> {
  const loader = new DealLoader(org);
  let header: readonly string[] | undefined;
  try {
    for await (const batch of csvBatches(createReadStream(file))) {
      for (const { fields, line } of batch) {
        if (header === undefined) {
          header = fields.map((name) => name.trim());
          const problems = checkHeader(org, file, header, ignoreColumns);
          if (problems.length > 0) return { ok: false, problems };
          continue;
        }
        if (fields.length !== header.length) {
          loader.refuse({
            line,
            name: '',
            reason: `The row has ${fields.length} fields, the header ${header.length}.`,
          });
          continue;
        }
        loader.add({ line, values: rowOf(header, fields, ignoreColumns) });
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
  return { ok: true, report: loader.finish() };
}

function checkHeader(org: PracticeOrg, file: string, header: readonly string[], ignored: readonly string[]): string[] {
  const fields = new Set(org.org.objects.get('opportunity')?.byName.keys() ?? []);
  const skip = new Set(ignored.map((name) => name.toLowerCase()));
  const names = header.map((name) => name.toLowerCase());
  const unknown = header.filter((name) => {
    const lower = name.toLowerCase();
    return !fields.has(lower) && !parentColumns.has(lower) && !skip.has(lower);
  });
  const twice = header.filter((name, index) => names.indexOf(name.toLowerCase()) !== index);
  return [
    ...unknown.map((name) =>
      name === ''
        ? `${file}:1 Column ${names.indexOf('') + 1} has no name. Give it the API name of a field, or take it out of the file.`
        : `${file}:1 Column "${name}" is no field of Opportunity. Rename it, or leave it out with --ignore-columns ${name}.`,
    ),
    ...twice.map((name) => `${file}:1 Column "${name}" stands twice. Keep one of the two.`),
    ...ignored
      .filter((name) => !names.includes(name.toLowerCase()))
      .map((name) => `${file}:1 There is no column "${name}" to ignore. Correct --ignore-columns.`),
  ];
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
