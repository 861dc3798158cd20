/** Writes the grades that changed, as a run, and counts what came of each. */
import { chooseApi } from '../org/index.ts';
import { modelHash } from '../model/index.ts';
import { newRunId, RowStates, startRun, type RowResult, type RunHead, type RunRow } from '../runs/index.ts';
import { field } from '../vocabulary/index.ts';
import { ofWriting, type CallBudget } from './calls.ts';
import type { Change, GradeChanges } from './changes.ts';
import { dealColumns, dealFromRow } from './deal.ts';
import type { GradeOptions } from './options.ts';
import type { GradeOrg, OrgApi } from './org.ts';
import { planGrade } from './plan.ts';
import { readBack, type ReadBack } from './read-back.ts';
import { FailureTally, type EndedDeal, type FailureCount, type GradeTally } from './tally.ts';

/** What a run has read and is to write. */
export interface Reading {
  readonly tally: GradeTally;
  readonly changes: GradeChanges;
  readonly api: OrgApi;
  readonly multiCurrency: boolean;
  /** By the org's clock. */
  readonly readAt: Date | undefined;
  readonly budget: CallBudget;
}

export interface Written {
  readonly readBack: ReadBack | null;
  readonly api: OrgApi | null;
  readonly run: string | null;
  readonly counts: { readonly written: number; readonly failed: number; readonly changedSince: number };
  readonly failures: readonly FailureCount[];
  /** Seconds from looking at a part once more to its having been written, at the longest. */
  readonly longestWindow: number | null;
}

export const nothingWritten: Written = {
  readBack: null,
  api: null,
  run: null,
  counts: { written: 0, failed: 0, changedSince: 0 },
  failures: [],
  longestWindow: null,
};

/** Writes the changes of a reading; what became of each deal goes to its tally and to the sheet. @throws {OrgError} */
export async function writeGrades(org: GradeOrg, options: GradeOptions, reading: Reading): Promise<Written> {
  const { progress, runs } = options;
  const { changes, readAt, budget } = reading;
  const { count: total } = changes;
  const api = chooseApi(options.api, total);
  budget.take(ofWriting(api, total), `Writing ${total} deals`);
  const head = headOf(org, options, total);
  const states = new RowStates();
  const failures = new FailureTally();
  const counts = { written: 0, failed: 0, changedSince: 0 };
  const onResults = (results: readonly RowResult[], rows: readonly Change[]): void => {
    for (const result of results) states.set(result.n, result.state);
    const untaken = new Map(results.filter(isUntaken).map((result) => [result.n, result]));
    for (const change of rows) {
      const end = endOf(change, untaken.get(change.n), failures);
      counts[end.kind] += 1;
      reading.tally.end(end.deal);
      if (end.kind !== 'written') {
        const { result, reason, letter: to } = end.deal;
        options.sheet?.correct(change.id, { result, reason, to });
      }
    }
  };
  progress.begin('Writing grades', total);
  const { longestWindow } = await startRun(org, head, {
    api,
    runs,
    rows: () => changes.rows(),
    total,
    now: options.now,
    readAt,
    watch: watchOf(options, reading.multiCurrency),
    onProgress: (more) => progress.advance(more),
    onResults,
  });
  progress.end();
  const taken = (isWanted: () => boolean): Iterable<RunRow> => changes.rows((n) => states.isTaken(n) && isWanted());
  return {
    readBack: await readBack(org, { rows: taken, of: counts.written }, options.verify ?? 'sample'),
    api,
    run: head.id,
    counts,
    failures: failures.groups,
    longestWindow: Math.ceil(longestWindow / 1_000),
  };
}

function headOf(org: GradeOrg, options: GradeOptions, total: number): RunHead {
  const { model, modelFile } = options;
  const now = options.now();
  return {
    id: newRunId('grade', now),
    command: 'grade',
    org: { id: org.orgId, instanceUrl: org.instanceUrl, username: org.username },
    model: { file: modelFile, version: model.version, hash: modelHash(model) },
    started: now.toISOString(),
    of: null,
    about: `Grades of ${total === 1 ? '1 deal' : `${total} deals`}`,
  };
}

/** What a grade goes by is looked at once more before it is written. */
function watchOf(
  options: GradeOptions,
  multiCurrency: boolean,
): { columns: string[]; why: (row: RunRow, now: Readonly<Record<string, string>>) => string | undefined } {
  const names = dealColumns(multiCurrency);
  return {
    columns: [...names, field.isClosed],
    why: ({ after }, now) => {
      if (now[field.isClosed] === 'true') return 'the deal was closed since';
      const { write, reason } = planGrade(dealFromRow(names.map((name) => now[name] ?? '')), options);
      return write?.to === after?.[field.grade] ? undefined : `what the grade goes by changed since: ${reason}`;
    },
  };
}

const isUntaken = ({ state }: RowResult): boolean => state === 'refused' || state === 'changed';

interface End {
  readonly kind: keyof Written['counts'];
  readonly deal: EndedDeal;
}

/** What became of a change; `result` where the org does not hold it. */
function endOf({ deal, effectiveBefore }: Change, result: RowResult | undefined, failures: FailureTally): End {
  if (result === undefined) return { kind: 'written', deal };
  const { id, name, stage } = deal;
  const asBefore = { ...deal, effective: effectiveBefore };
  if (result.state === 'changed') {
    const reason = result.errors.map(({ message }) => message).join('; ');
    return { kind: 'changedSince', deal: { ...asBefore, result: 'ChangedSince', reason } };
  }
  const said = failures.add(result.errors);
  failures.example(said, { id, name, stage });
  return { kind: 'failed', deal: { ...asBefore, result: 'Failed', reason: failures.text(said) } };
}
