import { csvLine } from './csv.ts';
import type { IngestJob } from './ingest-job.ts';
import { breathe, delimiters } from './job.ts';

export type ResultKind = 'successfulResults' | 'failedResults' | 'unprocessedrecords';

const heads: Readonly<Record<ResultKind, readonly string[]>> = {
  successfulResults: ['sf__Id', 'sf__Created'],
  failedResults: ['sf__Id', 'sf__Error'],
  unprocessedrecords: [],
};

/** The lines of one result file, in the order rows were processed. */
function* lines(job: IngestJob, kind: ResultKind): Generator<string> {
  const delimiter = delimiters[job.columnDelimiter] ?? ',';
  const end = job.lineEnding === 'CRLF' ? '\r\n' : '\n';
  yield csvLine([...heads[kind], ...job.header], delimiter, end);
  if (kind === 'unprocessedrecords') {
    const processed = new Set(job.outcomes.map(({ row }) => row));
    for (const [at, cells] of job.rows.entries()) if (!processed.has(at)) yield csvLine(cells, delimiter, end);
    return;
  }
  const wanted = kind === 'successfulResults';
  for (const { row, id, created, error } of job.outcomes) {
    if ((error === '') !== wanted) continue;
    const cells = job.rows[row] ?? [];
    yield csvLine([id, wanted ? String(created) : error, ...cells], delimiter, end);
  }
}

export async function* resultText(job: IngestJob, kind: ResultKind): AsyncGenerator<string> {
  let text = '';
  for (const line of lines(job, kind)) {
    text += line;
    if (text.length < 256_000) continue;
    yield text;
    text = '';
    await breathe();
  }
  yield text;
}
