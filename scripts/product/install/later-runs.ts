/** Runs that came after an install and stand on it: migrations put deals into its stages, later installs changed its parts. */
import { listRuns, planUndo, undoRun, type CarryOut, type Run } from '../runs/index.ts';
import type { InstallOrg } from './org.ts';
import { planRollback } from './rollback-plan.ts';
import { rollBack, type RollbackOptions } from './rollback.ts';

/** Whether an install may have changed the org: one that ended before its deployment has not. */
export const reachedOrg = ({ steps }: Pick<Run, 'steps'>): boolean => steps.some(({ name }) => name === 'deploy');

/** Those of the same org that were not taken back, the newest first. */
export function laterRuns(runs: string, { head }: Run): Run[] {
  const all = listRuns(runs).filter((run) => run.head.org.id === head.org.id && run.head.started > head.started);
  const taken = new Set(
    all.flatMap((run) => (/^(?:undo|rollback)$/.test(run.head.command) && run.ended !== null ? [run.head.of] : [])),
  );
  const counts = (run: Run): boolean =>
    run.head.command === 'migrate' || (run.head.command === 'apply' && reachedOrg(run));
  return all.filter((run) => counts(run) && !taken.has(run.head.id));
}

/** Takes one of them back, as a run of its own; answers its id, or null where nothing was to be done. */
export async function takeBack(
  org: InstallOrg,
  run: Run,
  options: RollbackOptions & Pick<CarryOut, 'api'>,
): Promise<string | null> {
  if (run.head.command === 'apply') return (await rollBack(org, await planRollback(org, run), options)).run;
  const plan = await planUndo(org, run);
  try {
    if (plan.counts.toWrite === 0) return null;
    return (await undoRun(org, run, plan, { ...options, onProgress: () => undefined })).head.id;
  } finally {
    plan.close();
  }
}
