/** Migrations that came after an install: they put deals into stages that the way back switches off. */
import { listRuns, planUndo, undoRun, type CarryOut, type Run } from '../runs/index.ts';
import type { InstallOrg } from './org.ts';

/** Those of the same org that were not taken back, the newest first. */
export function migrationsSince(runs: string, { head }: Run): Run[] {
  const all = listRuns(runs).filter((run) => run.head.org.id === head.org.id && run.head.started > head.started);
  const undone = new Set(all.flatMap((run) => (run.head.command === 'undo' ? [run.head.of] : [])));
  return all.filter((run) => run.head.command === 'migrate' && !undone.has(run.head.id));
}

/** Takes them back; answers how many rows were written. */
export async function undoMigrations(
  org: InstallOrg,
  migrations: readonly Run[],
  options: Omit<CarryOut, 'onProgress'> & { readonly runs: string },
): Promise<number> {
  let written = 0;
  for (const run of migrations) {
    const plan = await planUndo(org, run);
    if (!plan.pending) continue;
    const { results } = await undoRun(org, run, plan, { ...options, onProgress: () => undefined });
    written += results.filter(({ state }) => state === 'written').length;
  }
  return written;
}
