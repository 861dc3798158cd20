/** Writes the rows of a run to the org, part by part, and puts down what came of each. */
import { dirname } from 'node:path';
import { OrgError, type OrgApi, type RecordUpdate, type RowOutcome, type WriteRequest } from '../org/index.ts';
import { alike } from './blocks.ts';
import { resumeCommand } from './commands.ts';
import { isAt, isTwofold, OrgRows, whyLeft, type CurrentRow, type RunOrg } from './current.ts';
import { RunError } from './error.ts';
import type { RunJournal } from './journal.ts';
import { OrgRecord, recordCounts } from './org-record.ts';
import type { RowResult, RunRow } from './run.ts';
import type { RowStates, RunCounts } from './states.ts';

/** What of a record, beside the written fields, decided what is written. */
export interface Watch {
  readonly columns: readonly string[];
  /** Why the row is not right any more, given what stands in the columns now; undefined: it still is. */
  readonly why: (row: RunRow, now: Readonly<Record<string, string>>) => string | undefined;
}

export interface CarryOut<Row extends RunRow = RunRow> {
  readonly api: OrgApi;
  /** Told how many more rows have a result. */
  readonly onProgress: (more: number) => void;
  readonly now: () => Date;
  /** When it was read how rows stand, by the org's clock; undefined: nobody knows. */
  readonly readAt?: Date | undefined;
  readonly watch?: Watch;
  /** Told the rows of each part with what came of them. */
  readonly onResults?: (results: readonly RowResult[], rows: readonly Row[]) => void;
}

/** What came of a run. */
export interface Carried {
  readonly counts: RunCounts;
  /** The longest time, in milliseconds, from looking at the rows of a part to the org's having written them. */
  readonly longestWindow: number;
}

/**
 * Rows whose results may be lost when a process dies; the run is taken up by looking at the org. Salesforce works on
 * 10,000 of a bulk job at a time.
 */
export const partSize: Readonly<Record<OrgApi, number>> = { collections: 2_000, bulk: 20_000 };

export interface RowsToWrite<Row extends RunRow> {
  /** They stand in the journal already. */
  readonly rows: Iterable<Row>;
  /** Of the whole run. */
  readonly total: number;
  /** What is known of the rows of the run; what comes of these is put there. */
  readonly states: RowStates;
}

/**
 * Writes rows that the journal holds already, in their order: those of one object and kind together. Parts go one after
 * the other, so that no two jobs wait for one parent. Each part is looked at in the org once more before it is sent, and
 * rows that somebody changed are left alone. Each row ends with one result in the journal. Ends the run.
 * @throws {OrgError} and {RunError} with how to go on, after noting in the journal that the run stopped.
 */
export async function carryOut<Row extends RunRow>(
  org: RunOrg,
  journal: RunJournal,
  { rows, total, states }: RowsToWrite<Row>,
  options: CarryOut<Row>,
): Promise<Carried> {
  const { api, now, onProgress, onResults } = options;
  const there = new OrgRows(org);
  journal.goOn = resumeOf(journal, org);
  const record = await OrgRecord.begin(org, journal, { rows: total, now });
  let longestWindow = 0;
  try {
    const parts = alike(rows, partSize[api]);
    // While the org is at work on one part, the next one is read.
    const ahead: (Row[] | undefined)[] = [];
    const onSent = (): void => {
      if (ahead.length === 0) ahead.push(parts.next().value);
    };
    for (;;) {
      const part = ahead.length === 0 ? parts.next().value : ahead.pop();
      if (part === undefined) break;
      const begun = performance.now();
      const { sent, settled, current } = await toSend(there, part, states, options);
      onProgress(settled.length);
      const written = [...settled, ...(await writePart(org, api, { rows: sent, current }, { onProgress, onSent }))];
      longestWindow = Math.max(longestWindow, performance.now() - begun);
      journal.appendResults(written);
      for (const { n, state } of written) states.set(n, state);
      onResults?.(written, part);
    }
    const counts = states.counts(total);
    journal.append([{ ended: now().toISOString() }]);
    await record.end(recordCounts(counts));
    return { counts, longestWindow };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    journal.note([{ stopped: now().toISOString(), why }]);
    await record.stop(recordCounts(states.counts(total)), error);
    throw stopped(error, journal.goOn);
  }
}

/** The result of a row that somebody else was faster with. */
export const changedSince = (n: number, message: string): RowResult => ({
  n,
  state: 'changed',
  errors: [{ code: 'CHANGED_SINCE', message, fields: [] }],
});

/** Which rows of a part go to the org, and what came of the others. */
async function toSend(
  there: OrgRows,
  part: readonly RunRow[],
  states: RowStates,
  { readAt, watch }: Pick<CarryOut, 'readAt' | 'watch'>,
): Promise<{ readonly sent: RunRow[]; readonly settled: RowResult[]; readonly current: Map<number, CurrentRow> }> {
  const sent: RunRow[] = [];
  const settled: RowResult[] = [];
  const isMissing = ({ needs }: RunRow): boolean => needs !== undefined && !states.isTaken(needs);
  const wanted = part.some(isMissing) ? part.filter((row) => !isMissing(row)) : part;
  const changed = readAt === undefined ? undefined : await there.changedSince(wanted, readAt, watch?.columns ?? []);
  const current = changed ?? (await there.current(wanted));
  for (const row of part) {
    const now = current.get(row.n);
    if (isMissing(row)) settled.push(changedSince(row.n, 'the record that it goes with was not written'));
    else if (changed !== undefined && now === undefined) sent.push(row);
    else if (isAt(row.after, now)) settled.push({ n: row.n, state: 'found', errors: [] });
    else if (!isAt(row.before, now)) settled.push(changedSince(row.n, whyLeft(row, now)));
    else {
      const why = changed === undefined ? undefined : watch?.why(row, now?.values ?? {});
      if (why === undefined) sent.push(row);
      else settled.push(changedSince(row.n, why));
    }
  }
  return { sent, settled, current };
}

const resumeOf = ({ head, folder }: RunJournal, { targetOrg }: RunOrg): string =>
  resumeCommand(head.id, dirname(folder), targetOrg);

/** The error, with what the run can still do. */
function stopped(error: unknown, goOn: string): unknown {
  const resume = `Or go on with this run where it stopped: ${goOn}`;
  if (error instanceof RunError) {
    const { message, exitCode, disk } = error;
    return new RunError(error.problem, { message, exitCode, disk, actions: [...error.actions, resume] });
  }
  if (!(error instanceof OrgError)) return error;
  return new OrgError(error.problem, {
    message: error.message,
    actions: [...error.actions, resume],
    ...(error.errorCode === undefined ? {} : { errorCode: error.errorCode }),
    ...(error.status === undefined ? {} : { status: error.status }),
  });
}

const operationOf = ({ before, after, key }: RunRow): WriteRequest['operation'] =>
  after === null ? 'delete' : isTwofold(key) ? 'insert' : before === null || key !== 'Id' ? 'upsert' : 'update';

const namesOf = ({ after }: RunRow): string[] => Object.keys(after ?? {});

interface Part {
  readonly rows: readonly RunRow[];
  /** Of rows that delete, all that are there. */
  readonly current: ReadonlyMap<number, CurrentRow>;
}

async function writePart(
  org: RunOrg,
  api: OrgApi,
  { rows, current }: Part,
  told: Pick<WriteRequest, 'onProgress' | 'onSent'>,
): Promise<RowResult[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const { object } = first;
  const operation = operationOf(first);
  // Only an id deletes.
  const isDelete = operation === 'delete';
  const updates = rows.map(({ n, id, parent, after }): RecordUpdate => {
    return { id: isDelete ? (current.get(n)?.recordId ?? '') : id, parentId: parent, values: after ?? {} };
  });
  const key = isDelete ? 'Id' : first.key;
  const request = { object, operation, key, columns: namesOf(first), updates, ...told };
  return resultsOf(rows, await org.write(operation === 'insert' ? 'collections' : api, request));
}

const none: RowResult['errors'] = [];

function resultsOf(rows: readonly RunRow[], outcomes: readonly RowOutcome[]): RowResult[] {
  if (outcomes.length !== rows.length)
    throw new Error(`${rows.length} records were sent and ${outcomes.length} have an outcome.`);
  return rows.map(({ n }, at) => {
    const errors = outcomes[at]?.errors ?? none;
    return { n, state: errors.length === 0 ? 'written' : 'refused', errors };
  });
}
