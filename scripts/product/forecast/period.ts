/** Which days a forecast is of. */
import { dayNumber, dayText, quarterEnd } from './day.ts';
import { ForecastError } from './error.ts';
import type { ForecastOptions } from './forecast.ts';

export interface PeriodFlags {
  /** YYYY-MM-DD: the day of the past whose knowledge is used; left out: today. */
  readonly backtest?: string | undefined;
  readonly until?: string | undefined;
}

const numberOf = (flag: string, text: string): number => {
  const day = dayNumber(text);
  if (day !== undefined) return day;
  throw new ForecastError('BadDay', {
    message: `--${flag} "${text}" is no day such as 2026-03-31.`,
    actions: ['Write the day as YYYY-MM-DD.'],
  });
};

/**
 * The days of a forecast; without --until to the end of the calendar quarter. `today`: YYYY-MM-DD.
 * @throws {ForecastError} BadDay, DaysOutOfOrder.
 */
export function periodOf(
  { backtest, until: end }: PeriodFlags,
  today: string,
): Pick<ForecastOptions, 'day' | 'until' | 'isBacktest'> {
  const now = numberOf('today', today);
  const day = backtest === undefined ? now : numberOf('backtest', backtest);
  const until = end === undefined ? quarterEnd(day) : numberOf('until', end);
  if (until < day)
    throw new ForecastError('DaysOutOfOrder', {
      message: `--until ${dayText(until)} is before ${dayText(day)}.`,
      actions: ['Give a later day with --until.'],
    });
  if (backtest !== undefined && until >= now)
    throw new ForecastError('DaysOutOfOrder', {
      message: `What came by ${dayText(until)} is not known yet: today is ${today}.`,
      actions: ['Give an earlier day with --backtest or --until.'],
    });
  return { day, until, isBacktest: backtest !== undefined };
}
