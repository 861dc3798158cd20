import { csvBatches, CsvError } from '../csv/index.ts';
import { jobPath, type BulkJob } from './bulk-job.ts';
import { OrgError } from './error.ts';
import { PassingFault } from './fault.ts';
import type { OrgHttp } from './http.ts';
import { noErrors, type RowError, type RowOutcome } from './rows.ts';

type ResultFile = 'successfulResults' | 'failedResults' | 'unprocessedrecords';

const notReadable = (file: ResultFile, why: string): PassingFault =>
  new PassingFault(
    new OrgError('BrokenAnswer', {
      message: `The ${file} of a bulk job cannot be read: ${why}.`,
      actions: ['Run the command again: it writes only what is still missing.'],
    }),
  );

const errorStart = /(?<=^|;\s*|--\s*)([A-Z][A-Z0-9_]{3,}):/g;
const fieldsPattern = /:([\w., ]*?)\s*--[\s;]*$/;

const oneError = (code: string, rest: string): RowError => {
  const fields = fieldsPattern.exec(rest);
  if (fields === null) return { code, message: rest.trim(), fields: [] };
  const names = (fields[1] ?? '').split(',').map((name) => name.trim());
  return { code, message: rest.slice(0, fields.index).trim(), fields: names.filter((name) => name !== '') };
};

/** The errors in an sf__Error text: `CODE:message:Field1,Field2 --`, several of them one after the other, with or without a semicolon. */
export const parseRowErrors = (text: string): RowError[] => {
  const starts = [...text.matchAll(errorStart)];
  if (starts.length === 0) return [{ code: 'UNKNOWN_EXCEPTION', message: text.trim(), fields: [] }];
  return starts.map((start, at) =>
    oneError(start[1] ?? '', text.slice(start.index + start[0].length, starts[at + 1]?.index ?? text.length)),
  );
};

/** The records of a result file: their places among those that were sent, -1 for strangers, and what was said of each. */
interface Found {
  readonly places: number[];
  readonly errors: RowError[][];
}

/** Reads one result file; its columns are found by the header, for their order is the org's. */
const readFile = async (
  http: OrgHttp,
  { id, file, key }: { readonly id: string; readonly file: ResultFile; readonly key: string },
  placeOf: (id: string) => number,
): Promise<Found> =>
  await http.exchange({ method: 'GET', path: `${jobPath('ingest', id)}/${file}` }, async (answer) => {
    const found: Found = { places: [], errors: [] };
    let idAt = -1;
    let errorAt = -1;
    let width = -1;
    try {
      for await (const batch of csvBatches(answer.body)) {
        for (const { fields, line } of batch) {
          if (width < 0) {
            width = fields.length;
            idAt = fields.indexOf(fields.includes(key) ? key : 'sf__Id');
            errorAt = fields.indexOf('sf__Error');
            continue;
          }
          if (fields.length !== width) throw notReadable(file, `line ${line} has ${fields.length} values of ${width}`);
          found.places.push(placeOf(fields[idAt] ?? ''));
          if (file === 'failedResults') found.errors.push(parseRowErrors(fields[errorAt] ?? ''));
        }
      }
    } catch (error) {
      if (error instanceof CsvError) throw notReadable(file, error.message);
      throw error;
    }
    return found;
  });

/** An id in 15 or 18 characters; an external id stays as it is. */
const short = (id: string, key: string): string => (key === 'Id' ? id.slice(0, 15) : id);

/**
 * What became of every record of an ended ingest job, in the order they were sent: each id sent comes back exactly
 * once, in one of the three result files.
 * @throws {OrgError} CountsDisagree when one is missing, came twice or was never sent.
 */
export const ingestOutcomes = async (
  http: OrgHttp,
  job: BulkJob,
  sent: readonly string[],
  key: string,
): Promise<RowOutcome[]> => {
  const byId = new Map(sent.map((id, place) => [short(id, key), place]));
  const read = async (file: ResultFile): Promise<Found> =>
    await readFile(http, { id: job.id, file, key }, (id) => byId.get(short(id, key)) ?? -1);
  const done = await read('successfulResults');
  const failed = await read('failedResults');
  const isAll = done.places.length + failed.places.length === sent.length;
  const left = isAll ? { places: [], errors: [] } : await read('unprocessedrecords');

  const message = `The job ended as ${job.state}: ${job.errorMessage ?? 'the record was not processed'}`;
  const notProcessed = [{ code: 'NOT_PROCESSED', message, fields: [] }];
  const errors: RowError[][] = [];
  let answered = 0;
  const settle = ({ places }: Found, errorsAt: (at: number) => RowError[]): void => {
    for (const [at, place] of places.entries()) {
      if (place < 0 || errors[place] !== undefined) continue;
      errors[place] = errorsAt(at);
      answered += 1;
    }
  };
  settle(done, () => noErrors);
  settle(failed, (at) => failed.errors[at] ?? notProcessed);
  settle(left, () => notProcessed);
  const all = done.places.length + failed.places.length + left.places.length;
  if (all === sent.length && answered === sent.length)
    return sent.map((id, place) => ({ id, errors: errors[place] ?? notProcessed }));
  throw new OrgError('CountsDisagree', {
    message:
      `Bulk job ${job.id} was sent ${sent.length} records and answered for ${all} ` +
      `(${done.places.length} written, ${failed.places.length} failed, ${left.places.length} not processed).`,
    actions: ['Run the command again: it reads the org anew and writes only what is still missing.'],
  });
};
