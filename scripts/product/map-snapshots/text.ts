/** What the command says. */
import { undoCommand } from '../runs/index.ts';
import { plain, tableLines } from '../terminal/index.ts';
import type { Snapshots } from './take.ts';

const count = (value: number): string => value.toLocaleString('en-US');
const mostShown = 50;

/** @param runs Folder of runs. @param org How the user named the org. */
export function snapshotsText(
  { deals, kept, missing, applied, run, counts }: Snapshots,
  runs: string,
  org?: string,
): string {
  const head = `${count(deals)} moved deals have a map; of ${count(kept)} the last move is kept.`;
  if (missing.length === 0) return `${head}\nNothing to do.`;
  return [
    head,
    `Moved and not kept (${count(missing.length)}):`,
    ...tableLines(
      ['Deal', 'Id', 'Stage', 'Moved on'].map((text) => ({ head: text, align: 'left' as const })),
      missing.slice(0, mostShown).map(({ deal, name, stage, movedOn }) => [name, deal, stage, movedOn].map(plain)),
      { ruled: false },
    ),
    ...(missing.length > mostShown ? [`… and ${count(missing.length - mostShown)} more; --json lists all.`] : []),
    ...(applied ? [] : ['Nothing was written. Keep what these maps say now with --apply.']),
    ...(run === null || counts === null
      ? []
      : [
          `Run ${run}: ${count(counts.written + counts.found)} kept, ${count(counts.refused)} refused. Take it back: ${undoCommand(run, runs, org)}`,
        ]),
  ].join('\n');
}
