/** Changes as CSV and JSON. */
import { basename, dirname } from 'node:path';
import { csvHeadForPeople, csvRowForPeople, publishFiles } from '../csv/index.ts';
import { decimalOf } from '../grade/index.ts';
import type { ChangedDeal, ChangesReport, CountedChange } from './run.ts';
import type { KindSum } from './tally.ts';

const header = ['Change', 'ByRun', 'DealId', 'Deal', 'Owner', 'Stage', 'From', 'To', 'Amount', 'Currency'];

const rowsOf = ({ id, name, owner, stage, currency, changes, byRuns }: ChangedDeal): string =>
  [...changes.map((change) => ({ change, byRun: false })), ...byRuns.map((change) => ({ change, byRun: true }))]
    .map(({ change: { kind, from, to, cents }, byRun }) =>
      csvRowForPeople([
        kind,
        byRun,
        id,
        name,
        owner,
        stage,
        from,
        to,
        cents === null ? null : decimalOf(cents),
        cents === null ? null : currency,
      ]),
    )
    .join('');

/** A line for each change, safe to open in a spreadsheet. */
async function* csvOf(deals: AsyncIterable<ChangedDeal>): AsyncGenerator<string> {
  yield csvHeadForPeople(header);
  for await (const deal of deals) yield rowsOf(deal);
}

/** The largest first, those without an amount last. */
const byAmount = (a: ChangedDeal, b: ChangedDeal): number => {
  const [x, y] = [a.cents ?? -1n, b.cents ?? -1n];
  return x === y ? 0 : x < y ? 1 : -1;
};

export interface Told {
  readonly report: ChangesReport;
  /** The deals that were wanted, the largest first. */
  readonly list: readonly ChangedDeal[];
  /** Absolute paths of what was written. */
  readonly files: readonly string[];
}

/**
 * Runs the telling of changes to its end. `csv`: a file that takes every change as it comes; `list`: the deals are kept.
 * @throws whatever the org throws, or the disk.
 */
export async function tellChanges(
  run: AsyncGenerator<ChangedDeal, ChangesReport>,
  { csv, list }: { readonly csv?: string | undefined; readonly list: boolean },
): Promise<Told> {
  const kept: ChangedDeal[] = [];
  let report: ChangesReport | undefined;
  async function* deals(): AsyncGenerator<ChangedDeal> {
    for (;;) {
      const next = await run.next();
      if (next.done === true) {
        report = next.value;
        return;
      }
      if (list) kept.push(next.value);
      yield next.value;
    }
  }
  const stream = deals();
  let files: readonly string[] = [];
  if (csv === undefined) while ((await stream.next()).done !== true) continue;
  else files = await publishFiles(dirname(csv), new Map([[basename(csv), csvOf(stream)]]));
  if (report === undefined) throw new Error('the changes ended without a report');
  return { report, list: kept.sort(byAmount), files };
}

const sumJson = ({ kind, deals, cents }: KindSum) => ({ kind, deals, amount: decimalOf(cents) });

const changeJson = ({ cents, ...change }: CountedChange) => ({
  ...change,
  amount: cents === null ? null : decimalOf(cents),
});

const dealJson = ({ cents, changes, byRuns, ...deal }: ChangedDeal) => ({
  ...deal,
  amount: cents === null ? null : decimalOf(cents),
  changes: changes.map(changeJson),
  byRuns: byRuns.map(changeJson),
});

/** An amount in JSON is a text with two decimals: sums may be larger than a number is exact. */
export type ChangesJson = ReturnType<typeof toJson>;

/** The report as JSON; `list`: the deals, where they are wanted. */
export const toJson = (
  { kinds, groups, runs, ...report }: ChangesReport,
  list: readonly ChangedDeal[] | undefined,
) => ({
  ...report,
  kinds: kinds.map(sumJson),
  groups: groups.map(({ name, kinds: own }) => ({ name, kinds: own.map(sumJson) })),
  runs: { ...runs, kinds: runs.kinds.map(sumJson) },
  list: list === undefined ? null : list.map(dealJson),
});
