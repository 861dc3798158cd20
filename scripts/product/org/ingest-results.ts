import { csvBatches, CsvError } from '../csv/index.ts';
import { jobPath, type BulkJob } from './bulk-job.ts';
import { OrgError } from './error.ts';
import { PassingFault } from './fault.ts';
import type { OrgHttp } from './http.ts';
import type { RowError, RowOutcome } from './rows.ts';

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

/** Reads one result file; its columns are found by the header, for their order is the org's. */
const readFile = async (http: OrgHttp, id: string, file: ResultFile, key: string): Promise<RowOutcome[]> =>
  await http.exchange({ method: 'GET', path: `${jobPath('ingest', id)}/${file}` }, async (answer) => {
    const outcomes: RowOutcome[] = [];
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
          const error = file === 'failedResults' ? parseRowErrors(fields[errorAt] ?? '') : [];
          outcomes.push({ id: fields[idAt] ?? '', errors: error });
        }
      }
    } catch (error) {
      if (error instanceof CsvError) throw notReadable(file, error.message);
      throw error;
    }
    return outcomes;
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
  const done = await readFile(http, job.id, 'successfulResults', key);
  const failed = await readFile(http, job.id, 'failedResults', key);
  const left =
    done.length + failed.length === sent.length ? [] : await readFile(http, job.id, 'unprocessedrecords', key);
  const message = `The job ended as ${job.state}: ${job.errorMessage ?? 'the record was not processed'}`;
  const unprocessed = left.map(({ id }) => ({ id, errors: [{ code: 'NOT_PROCESSED', message, fields: [] }] }));

  const all = [...done, ...failed, ...unprocessed];
  const byId = new Map(all.map((outcome) => [short(outcome.id, key), outcome]));
  const answered = sent.flatMap((id) => byId.get(short(id, key)) ?? []);
  if (all.length === sent.length && answered.length === sent.length && byId.size === sent.length) return answered;
  throw new OrgError('CountsDisagree', {
    message:
      `Bulk job ${job.id} was sent ${sent.length} records and answered for ${all.length} ` +
      `(${done.length} written, ${failed.length} failed, ${unprocessed.length} not processed).`,
    actions: ['Run the command again: it reads the org anew and writes only what is still missing.'],
  });
};
