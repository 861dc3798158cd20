/** Deals and what they are worth together, by whatever groups them. */
import { decimalOf } from '../grade/index.ts';
import type { DealPlan } from './plan.ts';

/** A group of deals; the amount is in the corporate currency, a text with two decimals, since sums may be large. */
export interface DealSum {
  deals: number;
  amount: string;
  /** Hard requirements of passed stages that are waived. */
  items: number;
}

/** The groups of `keyOf`, the largest amount first. */
export function sumsBy<K extends object>(plans: readonly DealPlan[], keyOf: (plan: DealPlan) => K): (K & DealSum)[] {
  const groups = Map.groupBy(plans, (plan) => JSON.stringify(keyOf(plan)));
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const cents = group.reduce((sum, one) => sum + (one.cents ?? 0n), 0n);
      const items = group.reduce((sum, { waived }) => sum + waived.length, 0);
      return [{ cents, sum: { ...keyOf(first), deals: group.length, amount: decimalOf(cents), items } }];
    })
    .sort((a, b) => (a.cents < b.cents ? 1 : a.cents > b.cents ? -1 : b.sum.deals - a.sum.deals))
    .map(({ sum }) => sum);
}
