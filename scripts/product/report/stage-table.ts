/** What is expected stage by stage, and what is configured beside it: the same table in the report and on the page. */
import type { StageSum } from './forecast-sums.ts';
import { told, type Html } from './html.ts';
import { table } from './table.ts';
import type { Writer } from './write.ts';

interface StageSums {
  readonly rows: readonly StageSum[];
  readonly total: StageSum;
}

/** `nameOf`: a stage as people read it; `code`: ISO code of the money. */
export function stageTable(
  { rows, total }: StageSums,
  { nameOf, code }: { readonly nameOf: (stage: string) => string; readonly code: string },
  { messages: { foresight }, count, rounded, tenths }: Writer,
): Html {
  const figureOf = (head: string, of: (sum: StageSum) => string) => ({
    head,
    look: 'money' as const,
    of: (sum: StageSum): Html => told(of(sum)),
    total: told(of(total)),
  });
  return table(
    rows,
    [
      { head: foresight.stage, of: ({ stage }) => told(nameOf(stage)) },
      figureOf(foresight.deals, ({ deals }) => count(deals)),
      figureOf(foresight.expectedWins, ({ wins }) => tenths(wins)),
      figureOf(foresight.configuredWins, ({ configured }) => (configured === null ? '–' : tenths(configured))),
      figureOf(foresight.expectedMoney, ({ money }) => rounded(money, code)),
    ],
    foresight.total,
  );
}
