/** How much a plan changes. */
import type { InstallPlan, PlanChange } from './plan-types.ts';

export type PlanCounts = Record<PlanChange['kind'], number>;

export function planCounts({ changes }: Pick<InstallPlan, 'changes'>): PlanCounts {
  const count = (kind: PlanChange['kind']): number => changes.filter((change) => change.kind === kind).length;
  return { add: count('add'), change: count('change'), remove: count('remove') };
}

export const countsText = ({ add, change, remove }: PlanCounts): string =>
  `${add} to add, ${change} to change, ${remove} to remove`;
