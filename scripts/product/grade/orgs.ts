/** Several orgs graded one after the other: a line for each, a table, a total. */
import { plain, tableLines, type Column } from '../terminal/index.ts';
import type { GradeSummary } from './summary.ts';
import { closingLine } from './text.ts';

interface Failed {
  readonly error: { readonly name: string; readonly message: string; readonly actions: readonly string[] };
  readonly exitCode: number;
}

/** What came of an org, as the user named it: its summary and files, or why it could not be graded. */
export type GradedOrg = { readonly target: string } & ((GradeSummary & { readonly files: readonly string[] }) | Failed);

const count = (value: number): string => value.toLocaleString('en-US');

/** How an org is named in output and on the disk: an access token by its org alone. */
export const nameOfTarget = (target: string): string =>
  /^(00D\w{12,15})!/.exec(target)?.[1] ?? target.replaceAll(/[^\w.@+-]+/g, '_');

/** One line for a log: what came of an org, its run, and the exit code. */
export function lineOf(target: string, graded: GradeSummary | Failed): string {
  const name = nameOfTarget(target);
  if ('error' in graded)
    return `${name}: ${graded.error.name}: ${plain(graded.error.message)} Exit code ${graded.exitCode}.`;
  const run = graded.run === null ? '' : ` Run ${graded.run}.`;
  return `${name}: ${closingLine(graded)}${run} Exit code ${graded.exitCode}.`;
}

/** The sums of the orgs that were graded, and the worst exit code: an error, a refusal, changes pending, done. */
export function totalOf(orgs: readonly GradedOrg[]): { total: GradeSummary['counts']; exitCode: number } {
  const total = {
    read: 0,
    withGrade: 0,
    withoutGrade: 0,
    changes: 0,
    written: 0,
    failed: 0,
    changedSince: 0,
    loweringProposed: 0,
  };
  for (const graded of orgs)
    if ('counts' in graded)
      for (const name of Object.keys(total) as (keyof typeof total)[]) total[name] += graded.counts[name];
  const codes = new Set(orgs.map(({ exitCode }) => exitCode));
  return { total, exitCode: [1, 3, 2].find((code) => codes.has(code)) ?? 0 };
}

const columns: readonly Column[] = [
  { head: 'Org', align: 'left' },
  ...['Read', 'With a grade', 'To write', 'Written', 'Failed', 'Left alone', 'Exit code'].map((head): Column => ({
    head,
    align: 'right',
  })),
];

/** A row for each org and one for all; below it what stopped those that failed. */
export function orgsText(orgs: readonly GradedOrg[]): string {
  const { total, exitCode } = totalOf(orgs);
  const cells = ({ read, withGrade, changes, written, failed, changedSince }: GradeSummary['counts']): string[] =>
    [read, withGrade, changes, written, failed, changedSince].map(count);
  const rows = orgs.map((graded) => {
    const figures = 'counts' in graded ? cells(graded.counts) : Array.from({ length: 6 }, () => '–');
    return [nameOfTarget(graded.target), ...figures, String(graded.exitCode)];
  });
  const stopped = orgs.flatMap((graded) =>
    'error' in graded
      ? [
          '',
          `${nameOfTarget(graded.target)} was not graded: ${plain(graded.error.message)}`,
          ...graded.error.actions.map((action) => `  ${action}`),
        ]
      : [],
  );
  return [
    ...tableLines(columns, [...rows, ['total', ...cells(total), String(exitCode)]], { ruled: false }),
    ...stopped,
  ].join('\n');
}
