/** Changes of 200,000 deals by 1,000,000 rows of history, and what memory that takes: rows made up at the boundary. */
import type { ChangesRunFigures } from './changes-run.ts';
import { count, timingOf, within, type Figure } from './measure.ts';
import { figuresOf, heapFigure } from './own-process.ts';

const deals = 200_000;
const rowsEach = 5;

/** Time with a CSV of every change; the heap that lives while it runs, beside that of a tenth of the deals. */
export async function benchChanges(root: string): Promise<Figure[]> {
  const told = (rows: number): Promise<ChangesRunFigures> => figuresOf(root, 'changes-run.ts', [rows, rowsEach]);
  const part = await told(deals / 10);
  let whole: ChangesRunFigures = part;
  const time = await timingOf(1, async () => (whole = await told(deals)).seconds);
  return [
    within(
      `changes of 200,000 deals by 1,000,000 rows of history, ${count(whole.changed)} changed; rows made up where an org would give them`,
      time,
      15,
    ),
    heapFigure(whole.liveBytes, part.liveBytes),
  ];
}
