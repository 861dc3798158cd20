import type { GradePlan, GradeResult } from './plan.ts';

/** How a deal ended that ended otherwise than it was planned. */
export interface DealEnd {
  readonly result: GradeResult;
  readonly reason: string;
  /** What was to be written; null: no grade. */
  readonly to: string | null;
}

/** Where the deals of a run go, one by one. */
export interface GradeSheet {
  add(plan: GradePlan): void;
  correct(id: string, end: DealEnd): void;
}
