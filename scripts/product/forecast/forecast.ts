/** The forecast itself: a stream of deals in, one report out. */
import { dayText } from './day.ts';
import { backtestOf } from './backtest.ts';
import { expectationOf } from './expectation.ts';
import { leastClosed, Study } from './fit.ts';
import { LearnedTally, type Asked, type DealAnswers } from './learned.ts';
import { OpenDeals } from './open-deals.ts';
import type { PastDeal } from './quarter-table.ts';
import type { ForecastReport } from './report.ts';

/** A deal as a source gives it. */
export interface SourceDeal extends Omit<PastDeal, 'begun'> {
  /** The day it was taken up; null: it never was. */
  readonly begun: number | null;
  /** True: won or lost, whether or not the day is known. */
  readonly isClosed: boolean;
  /** StageName of today. */
  readonly stage: string;
  readonly amount: number | null;
  /** Probability of today, 0 to 1; null: not known. */
  readonly probability: number | null;
  /** What the coach was answered; left out: nothing is known. */
  readonly answers?: DealAnswers;
}

/** Where deals come from. */
export interface DealSource {
  /** For the reader. */
  readonly name: string;
  /** ISO code of the amounts; null: not known. */
  readonly currency: string | null;
  readonly notes: readonly string[];
  /** Whether it knows in which stage a deal stood earlier. */
  readonly seesStages: boolean;
  /** What the coach asks; left out: nothing, or nobody looked. */
  readonly asked?: Asked;
  readonly deals: AsyncIterable<SourceDeal>;
}

export interface ForecastOptions {
  /** What happened before this day is known. */
  readonly day: number;
  /** The last day that is asked of. */
  readonly until: number;
  /** True: the day is past, and what came is held against the forecast. Else it is today. */
  readonly isBacktest: boolean;
  /** What a stage is configured with, 0 to 1; null: not known. For a backtest. */
  readonly probabilityOf: (stage: string) => number | null;
}

/** Forecasts the deals of a source. Memory holds counts, and a few numbers of each deal that is open. */
export async function forecast(source: DealSource, options: ForecastOptions): Promise<ForecastReport> {
  const { day, until, isBacktest } = options;
  const study = new Study(day, until);
  const open = new OpenDeals();
  // What was answered since a day of the past would tell what came.
  const learned = source.asked === undefined || isBacktest ? undefined : new LearnedTally(source.asked, day);
  const counts = { read: 0, notBegun: 0, closedWithoutDay: 0, withoutAmount: 0 };
  const won = { deals: 0, amount: 0 };
  const sums = { amount: 0, wins: 0, money: 0, unknown: 0 };
  for await (const deal of source.deals) {
    counts.read += 1;
    const { begun, amount, isClosed } = deal;
    if (isClosed && deal.closed === null) {
      counts.closedWithoutDay += 1;
      continue;
    }
    // A deal of today is open, and has told nothing yet.
    if (begun === null || begun > day || (isBacktest && begun === day)) {
      counts.notBegun += 1;
      continue;
    }
    // What is closed now was closed by now, whatever day it names.
    const closed = deal.closed === null ? null : isBacktest ? deal.closed : Math.min(deal.closed, day - 1);
    // Loaded data may name a closing before the beginning: such a deal closed on its first day.
    const past: PastDeal = {
      begun: Math.min(begun, closed ?? begun),
      closed,
      won: deal.won,
      grade: deal.grade,
      stageAt: deal.stageAt,
    };
    study.add(past);
    if (closed !== null && closed < day) {
      learned?.addClosed(deal, closed);
      if (deal.won && amount !== null) {
        won.deals += 1;
        won.amount += amount;
      }
      continue;
    }
    learned?.addOpen(deal);
    const stageThen = deal.stageAt(day);
    const configured = isBacktest ? (stageThen === null ? null : options.probabilityOf(stageThen)) : deal.probability;
    const isWon = deal.won && closed !== null && closed <= until;
    const stage = isBacktest ? (stageThen ?? '') : deal.stage;
    open.add({ stage, group: { stage: stageThen, grade: deal.grade }, age: day - begun, amount, configured, isWon });
    sums.amount += amount ?? 0;
    if (amount === null) counts.withoutAmount += 1;
    if (configured === null) sums.unknown += 1;
    sums.wins += configured ?? 0;
    sums.money += (configured ?? 0) * (amount ?? 0);
  }
  const fit = study.fit();
  const { known } = fit;
  const isEnough = known.won >= leastClosed && known.lost >= leastClosed;
  const meanAmount = won.deals === 0 ? 0 : won.amount / won.deals;
  const fixedAmount = isBacktest ? meanAmount : null;
  return {
    source: source.name,
    day: dayText(day),
    until: dayText(until),
    currency: source.currency,
    notes: [...source.notes],
    seesStages: source.seesStages,
    deals: { ...counts, ...known, open: open.count },
    amount: sums.amount,
    configured: sums.unknown > 0 ? null : { wins: sums.wins, money: sums.money },
    expectation: isEnough ? expectationOf(fit, open, fixedAmount) : null,
    leastClosed,
    backtest: isBacktest && isEnough ? backtestOf(fit, open, meanAmount) : null,
    learned: learned?.told() ?? null,
  };
}
