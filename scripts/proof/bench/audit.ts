/** An audit of 100,000 deals with 1,000,000 items, and what memory it takes: rows made up at the reader's boundary. */
import type { AuditRunFigures } from './audit-run.ts';
import { count, timingOf, within, type Figure } from './measure.ts';
import { figuresOf, heapFigure } from './own-process.ts';

const deals = 100_000;
const itemsEach = 10;

/** Time of the whole audit with its three files; the heap that lives while it runs, beside that of a tenth of the deals. */
export async function benchAudit(root: string): Promise<Figure[]> {
  const audited = (rows: number): Promise<AuditRunFigures> => figuresOf(root, 'audit-run.ts', [rows, itemsEach]);
  const part = await audited(deals / 10);
  let whole: AuditRunFigures = part;
  const time = await timingOf(1, async () => (whole = await audited(deals)).seconds);
  return [
    within(
      `audit of 100,000 deals with 1,000,000 items, ${count(whole.findings)} findings written; rows made up where an org would give them`,
      time,
      20,
    ),
    heapFigure(whole.liveBytes, part.liveBytes),
  ];
}
