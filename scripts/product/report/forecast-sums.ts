/** Rows of a forecast added up by stage. */
import type { ForecastRow } from '../forecast/index.ts';

export interface StageSum {
  readonly stage: string;
  readonly deals: number;
  readonly amount: number;
  /** Expected by the day. */
  readonly wins: number;
  readonly money: number;
  /** By configured probability, without an end; null: not known of every deal. */
  readonly configured: number | null;
}

const addTo = (sum: StageSum, row: ForecastRow): StageSum => ({
  stage: sum.stage,
  deals: sum.deals + row.deals,
  amount: sum.amount + row.amount,
  wins: sum.wins + row.wins,
  money: sum.money + row.money,
  configured: sum.configured === null || row.configured === null ? null : sum.configured + row.configured * row.deals,
});

const none = (stage: string): StageSum => ({ stage, deals: 0, amount: 0, wins: 0, money: 0, configured: 0 });

/** Stages in the order given, those that are not in it last by name; stages without deals are left out. */
export function stageSumsOf(
  rows: readonly ForecastRow[],
  order: readonly string[],
): { readonly rows: readonly StageSum[]; readonly total: StageSum } {
  const sums = new Map<string, StageSum>();
  for (const row of rows) sums.set(row.stage, addTo(sums.get(row.stage) ?? none(row.stage), row));
  return { rows: inOrder([...sums.values()], order), total: rows.reduce(addTo, none('')) };
}

/** Rows by the place of their stage; those without one last, by name. */
export function inOrder<T extends { readonly stage: string }>(rows: readonly T[], order: readonly string[]): T[] {
  const placeOf = (stage: string): number => (order.includes(stage) ? order.indexOf(stage) : order.length);
  return rows.toSorted(
    (a, b) => placeOf(a.stage) - placeOf(b.stage) || (a.stage < b.stage ? -1 : a.stage > b.stage ? 1 : 0),
  );
}
