/** An audit of 100,000 deals with 1,000,000 items, and what memory it takes: rows made up at the reader's boundary. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { AuditRunFigures } from './audit-run.ts';
import { count, timingOf, within, type Figure } from './measure.ts';

const deals = 100_000;
const itemsEach = 10;

/** In a process of its own, so that nothing else stands in its heap. */
async function audited(root: string, rows: number): Promise<AuditRunFigures> {
  const script = fileURLToPath(new URL('audit-run.ts', import.meta.url));
  const args = ['--expose-gc', script, String(rows), String(itemsEach)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  return JSON.parse(output) as AuditRunFigures;
}

/** Time of the whole audit with its three files; the heap that lives while it runs, beside that of a tenth of the deals. */
export async function benchAudit(root: string): Promise<Figure[]> {
  const part = await audited(root, deals / 10);
  let whole: AuditRunFigures = part;
  const time = await timingOf(1, async () => (whole = await audited(root, deals)).seconds);
  const growth = whole.liveBytes / part.liveBytes;
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(0)} MB`;
  return [
    within(
      `audit of 100,000 deals with 1,000,000 items, ${count(whole.findings)} findings written; rows made up where an org would give them`,
      time,
      20,
    ),
    {
      name: `its live heap at most: ${mb(whole.liveBytes)}, and of a tenth of the deals ${mb(part.liveBytes)}`,
      shown: `× ${growth.toFixed(2)}`,
      target: '≤ × 1.25',
      met: growth <= 1.25,
    },
  ];
}
