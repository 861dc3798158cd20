/** Old runs are removed when somebody asks for it, never else. */
import { rmSync } from 'node:fs';
import { lockHolder } from './journal.ts';
import type { Run } from './run.ts';

/** Why a run that is old enough stays all the same; undefined: it may go. */
function whyKept(run: Run, before: string, newer: ReadonlySet<string>): string | undefined {
  const { head, ended, folder, counts } = run;
  if (lockHolder(folder) !== undefined) return 'somebody is at work on it';
  if (head.command === 'apply') return 'an install is taken back by it';
  if (counts.rows > 0 && run.isWhole && ended === null) return 'it was interrupted: resume it or take it back first';
  if (newer.has(head.id)) return `a run that takes it back is younger than ${before}`;
  return undefined;
}

export interface Pruning {
  readonly go: readonly Run[];
  readonly kept: readonly { readonly run: Run; readonly why: string }[];
}

/** Which of these runs began before a day (YYYY-MM-DD) and may go. */
export function planPruning(runs: readonly Run[], before: string): Pruning {
  const isOld = ({ head }: Run): boolean => head.started < before;
  const newer = new Set(runs.flatMap((run) => (isOld(run) || run.head.of === null ? [] : [run.head.of])));
  const go: Run[] = [];
  const kept: Pruning['kept'][number][] = [];
  for (const run of runs.filter(isOld)) {
    const why = whyKept(run, before, newer);
    if (why === undefined) go.push(run);
    else kept.push({ run, why });
  }
  return { go, kept };
}

/** Removes the folders of runs for good. */
export function prune(runs: readonly Run[]): void {
  for (const { folder } of runs) rmSync(folder, { recursive: true });
}
