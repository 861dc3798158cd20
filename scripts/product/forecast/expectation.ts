/** Chances of deals added up to what is expected of a pipeline. */
import { dayText } from './day.ts';
import { pull, type Fit } from './fit.ts';
import { bandAt, bands } from './group-shifts.ts';
import type { OpenDeals } from './open-deals.ts';
import type { Expectation, ForecastRow, Range } from './report.ts';

/** Deals of earlier quarters from which on the chance of a row is named. */
export const leastSeen = 20;
/** Of a normal distribution four fifths lie within so many standard deviations. */
export const fourFifths = 1.2816;

/**
 * How far off, as a share of it, a forecast is on all deals alike at the least: round numbers of ours, for what neither
 * chance nor the quarter before can tell; the second where no earlier quarter could be checked.
 */
const leastWrong = { checked: 0.1, unchecked: 0.2 } as const;

interface RowSum {
  readonly stage: string;
  readonly grade: string;
  readonly band: number;
  deals: number;
  amount: number;
  configured: number;
  seen: number;
  wins: number;
  ever: number;
  money: number;
}

/** `fixedAmount`: what every deal is taken to be worth; null: its own amount. */
export function expectationOf(fit: Fit, open: OpenDeals, fixedAmount: number | null): Expectation {
  const rows = new Map<string, RowSum>();
  const total = { wins: 0, winsVariance: 0, money: 0, moneyVariance: 0, everWins: 0, everMoney: 0, amount: 0 };
  for (const { stage, group, age, amount: own, configured } of open) {
    const amount = fixedAmount ?? own ?? 0;
    const { won, ever } = fit.chanceOf(group, age);
    const band = bandAt(age);
    const key = JSON.stringify([stage, group.grade, band]);
    let row = rows.get(key);
    if (row === undefined) {
      const { grade } = group;
      const seen = fit.seenIn(group, band);
      row = { stage, grade, band, deals: 0, amount: 0, configured: 0, seen, wins: 0, ever: 0, money: 0 };
      rows.set(key, row);
    }
    row.deals += 1;
    row.amount += own ?? 0;
    row.configured += configured ?? NaN;
    row.wins += won;
    row.ever += ever;
    row.money += won * amount;
    total.wins += won;
    total.winsVariance += won * (1 - won);
    total.money += won * amount;
    total.moneyVariance += won * (1 - won) * amount ** 2;
    total.everWins += ever;
    total.everMoney += ever * amount;
    total.amount += Math.max(0, amount);
  }
  // What was wrong with the forecast of a quarter ago may be wrong again, on all deals alike.
  const { checked } = fit;
  const common = checked === null ? leastWrong.unchecked : Math.max(leastWrong.checked, checked.wrong);
  const range = (expected: number, variance: number, most: number): Range => {
    const half = fourFifths * Math.sqrt(variance + (common * expected) ** 2);
    return { expected, low: Math.max(Math.min(0, expected), expected - half), high: Math.min(most, expected + half) };
  };
  const day = ({ from, until }: { from: number; until: number }): { from: string; until: string } => ({
    from: dayText(from),
    until: dayText(until),
  });
  return {
    wins: range(total.wins, total.winsVariance, open.count),
    money: range(total.money, total.moneyVariance, total.amount),
    ever: { wins: total.everWins, money: total.everMoney },
    commonError: common,
    share: fit.share,
    factor: fit.factors.won,
    seen: fit.seen.map((one) => ({ ...day(one), deals: one.deals })),
    checked:
      checked === null ? null : { ...day(checked), deals: checked.deals, expected: checked.expected, won: checked.won },
    rows: [...rows.values()].map((row) => rowOf(row, fit.seen.length > 0)),
  };
}

function rowOf({ stage, grade, band, ...sum }: RowSum, seesQuarters: boolean): ForecastRow {
  const { deals, seen } = sum;
  const byDay = sum.wins / deals;
  const from = bands[band] ?? 0;
  const next = bands[band + 1];
  const isNamed = !seesQuarters || seen >= leastSeen;
  return {
    stage,
    grade,
    age: { from, to: next === undefined ? null : next - 1 },
    deals,
    amount: sum.amount,
    seen,
    chance: isNamed
      ? { byDay, plusMinus: fourFifths * Math.sqrt((byDay * (1 - byDay)) / (seen + pull)), ever: sum.ever / deals }
      : null,
    configured: Number.isNaN(sum.configured) ? null : sum.configured / deals,
    wins: sum.wins,
    money: sum.money,
  };
}
