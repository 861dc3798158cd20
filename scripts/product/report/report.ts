/** What a weekly report knows, as it is shown, printed and given as JSON. */
import type { ChangedDeal, ChangesReport } from '../changes/index.ts';
import type { ForecastReport } from '../forecast/index.ts';
import type { Pipeline } from './pipeline.ts';
import type { Snapshot, Snapshots } from './snapshot.ts';

export interface WeeklyReport {
  readonly org: ChangesReport['org'];
  readonly model: { readonly file: string; readonly version: number };
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly where: string | null;
  readonly pipeline: Pipeline;
  readonly changes: ChangesReport;
  /** The largest deals that people changed, the largest first. */
  readonly changed: readonly ChangedDeal[];
  readonly forecast: ForecastReport;
  /** What today leaves behind. */
  readonly snapshot: Snapshot;
  /** What earlier days have left, today's own last. */
  readonly history: Snapshots;
}
