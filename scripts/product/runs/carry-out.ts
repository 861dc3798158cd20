/** Writes the rows of a run to the org, part by part, and puts down what came of each. */
import { dirname } from 'node:path';
import { OrgError, type OrgApi, type RecordUpdate, type RowOutcome, type WriteRequest } from '../org/index.ts';
import { currentRows, isAt, parts, whyLeft, type RunOrg } from './current.ts';
import type { RunJournal } from './journal.ts';
import { OrgRecord, recordCounts, type RecordCounts } from './org-record.ts';
import type { RowResult, RunCommand, RunRow } from './run.ts';
import { resumeCommand } from './commands.ts';

export interface CarryOut {
  readonly api: OrgApi;
  /** Told how many more rows have a result. */
  readonly onProgress: (more: number) => void;
  readonly now: () => Date;
}

/** Rows whose results may be lost when a process dies; the run is taken up by looking at the org. */
const partSize: Readonly<Record<OrgApi, number>> = { collections: 2_000, bulk: 50_000 };

/**
 * Whether the org is looked at once more before a part is sent: what a migration writes goes by what it read long before,
 * in hours in which people work; a grade is worked out anew by the next run.
 */
const looksAgain: Readonly<Record<RunCommand, boolean>> = {
  apply: false,
  grade: false,
  migrate: true,
  rollback: false,
  undo: false,
};

export interface RowsToWrite {
  /** They stand in the journal already. */
  readonly rows: readonly RunRow[];
  /** What is known of other rows of the run. */
  readonly earlier: readonly RowResult[];
}

/**
 * Writes rows that the journal holds already, in their order: those of one object and kind together. Each ends with one
 * result in the journal. Ends the run.
 * @throws {OrgError} with how to go on, after noting in the journal that the run stopped.
 */
export async function carryOut(
  org: RunOrg,
  journal: RunJournal,
  { rows, earlier }: RowsToWrite,
  { api, onProgress, now }: CarryOut,
): Promise<RowResult[]> {
  const results: RowResult[] = [];
  const states = new Map(earlier.map(({ n, state }) => [n, state]));
  const total = new Set([...states.keys(), ...rows.map(({ n }) => n)]).size;
  const counts = (): RecordCounts => recordCounts(total, states.values());
  const record = await OrgRecord.begin(org, journal, { rows: total, now });
  try {
    for (const group of alike(rows))
      for (const part of parts(byParent(group), partSize[api])) {
        const isMissing = ({ needs }: RunRow): boolean =>
          needs !== undefined && !/^(written|found)$/.test(states.get(needs) ?? '');
        const { sent, settled } = await toSend(org, part, isMissing, looksAgain[journal.head.command]);
        onProgress(settled.length);
        const written = [...settled, ...(await writePart(org, api, sent, onProgress))];
        journal.append(written.map((result) => ({ result })));
        for (const one of written) {
          results.push(one);
          states.set(one.n, one.state);
        }
      }
    journal.append([{ ended: now().toISOString() }]);
    await record.end(counts());
    return results;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    journal.append([{ stopped: now().toISOString(), why }]);
    await record.stop(counts(), error);
    throw stopped(error, journal, org.targetOrg);
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
  org: RunOrg,
  part: readonly RunRow[],
  isMissing: (row: RunRow) => boolean,
  again: boolean,
): Promise<{ readonly sent: RunRow[]; readonly settled: RowResult[] }> {
  const sent: RunRow[] = [];
  const settled: RowResult[] = [];
  const wanted = part.filter((row) => !isMissing(row));
  const current = again ? await currentRows(org, wanted, { isPart: true }) : undefined;
  for (const row of part) {
    const now = current?.get(row.n);
    if (isMissing(row)) settled.push(changedSince(row.n, 'the record that it goes with was not written'));
    else if (current === undefined || isAt(row.before, now)) sent.push(row);
    else if (isAt(row.after, now)) settled.push({ n: row.n, state: 'found', errors: [] });
    else settled.push(changedSince(row.n, whyLeft(row, now)));
  }
  return { sent, settled };
}

/** The error, with what the run can still do. */
function stopped(error: unknown, { head, folder }: RunJournal, targetOrg: string | undefined): unknown {
  if (!(error instanceof OrgError)) return error;
  return new OrgError(error.problem, {
    message: error.message,
    actions: [
      ...error.actions,
      `Or go on with this run where it stopped: ${resumeCommand(head.id, dirname(folder), targetOrg)}`,
    ],
    ...(error.errorCode === undefined ? {} : { errorCode: error.errorCode }),
    ...(error.status === undefined ? {} : { status: error.status }),
  });
}

const operationOf = ({ before, after, key }: RunRow): WriteRequest['operation'] =>
  after === null ? 'delete' : before === null || key !== 'Id' ? 'upsert' : 'update';

const columnsOf = ({ after }: RunRow): string[] => Object.keys(after ?? {});

/** Neighbours that one job can write. */
function alike(rows: readonly RunRow[]): RunRow[][] {
  const kindOf = (row: RunRow): string => [row.object, row.key, operationOf(row), ...columnsOf(row)].join(' ');
  const groups: { readonly kind: string; readonly rows: RunRow[] }[] = [];
  for (const row of rows) {
    const kind = kindOf(row);
    const last = groups.at(-1);
    if (last?.kind === kind) last.rows.push(row);
    else groups.push({ kind, rows: [row] });
  }
  return groups.map((group) => group.rows);
}

const byParent = (rows: readonly RunRow[]): RunRow[] =>
  rows.toSorted((a, b) => (a.parent < b.parent ? -1 : a.parent > b.parent ? 1 : a.n - b.n));

async function writePart(
  org: RunOrg,
  api: OrgApi,
  rows: readonly RunRow[],
  onProgress: (more: number) => void,
): Promise<RowResult[]> {
  const [first] = rows;
  if (first === undefined) return [];
  const { object } = first;
  const operation = operationOf(first);
  if (operation !== 'delete') {
    const updates = rows.map(({ id, parent, after }) => ({ id, parentId: parent, values: after ?? {} }));
    const request = { object, operation, key: first.key, columns: columnsOf(first), updates, onProgress };
    return resultsOf(rows, await org.write(api, request));
  }
  // Only an id deletes; a record that is gone already is as it shall be.
  const current = await currentRows(org, rows);
  const there = rows.filter(({ n }) => current.has(n));
  onProgress(rows.length - there.length);
  const updates = there.map(({ n, parent }): RecordUpdate => {
    return { id: current.get(n)?.recordId ?? '', parentId: parent, values: {} };
  });
  const request = { object, operation, key: 'Id', columns: [], updates, onProgress };
  const outcomes = updates.length === 0 ? [] : await org.write(api, request);
  const gone = rows.filter(({ n }) => !current.has(n)).map(({ n }): RowResult => ({ n, state: 'found', errors: [] }));
  return [...resultsOf(there, outcomes), ...gone];
}

function resultsOf(rows: readonly RunRow[], outcomes: readonly RowOutcome[]): RowResult[] {
  if (outcomes.length !== rows.length)
    throw new Error(`${rows.length} records were sent and ${outcomes.length} have an outcome.`);
  return rows.map(({ n }, at) => {
    const errors = outcomes[at]?.errors ?? [];
    return { n, state: errors.length === 0 ? 'written' : 'refused', errors };
  });
}
