/** The days a date literal covers: from `start` up to but not including `end`, as `YYYY-MM-DD`. */
export interface DayRange {
  readonly start: string;
  readonly end: string;
}

type Unit = 'DAY' | 'WEEK' | 'MONTH' | 'QUARTER' | 'YEAR';

const day = (date: Date): string => date.toISOString().slice(0, 10);
const utc = (year: number, month: number, date: number): Date => new Date(Date.UTC(year, month, date));

/** The first day of the unit `today` lies in, moved by `steps` units. Weeks start on Sunday. */
function startOf(unit: Unit, today: Date, steps: number): Date {
  const [year, month, date] = [today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate()];
  switch (unit) {
    case 'DAY':
      return utc(year, month, date + steps);
    case 'WEEK':
      return utc(year, month, date - today.getUTCDay() + 7 * steps);
    case 'MONTH':
      return utc(year, month + steps, 1);
    case 'QUARTER':
      return utc(year, month - (month % 3) + 3 * steps, 1);
    case 'YEAR':
      return utc(year + steps, 0, 1);
  }
}

const span = (unit: Unit, today: Date, from: number, to: number): DayRange => ({
  start: day(startOf(unit, today, from)),
  end: day(startOf(unit, today, to)),
});

const named: Readonly<Record<string, (today: Date) => DayRange>> = {
  YESTERDAY: (today) => span('DAY', today, -1, 0),
  TODAY: (today) => span('DAY', today, 0, 1),
  TOMORROW: (today) => span('DAY', today, 1, 2),
  LAST_90_DAYS: (today) => span('DAY', today, -89, 1),
  NEXT_90_DAYS: (today) => span('DAY', today, 1, 91),
};

const units: Readonly<Record<string, Unit>> = {
  DAY: 'DAY',
  WEEK: 'WEEK',
  MONTH: 'MONTH',
  QUARTER: 'QUARTER',
  YEAR: 'YEAR',
  FISCAL_QUARTER: 'QUARTER',
  FISCAL_YEAR: 'YEAR',
};

/**
 * The days of a literal such as `TODAY`, `LAST_QUARTER` or `LAST_N_DAYS:30`; undefined for unknown ones. Days are
 * those of UTC, the fiscal year is the calendar year. `LAST_N_DAYS` includes today, the other `LAST_N_` end before
 * the current unit; `NEXT_N_` start after it.
 */
export function dayRange(literal: string, now: Date): DayRange | undefined {
  const text = literal.toUpperCase();
  const fixed = named[text];
  if (fixed !== undefined) return fixed(now);
  const plain = /^(LAST|THIS|NEXT)_(WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)$/.exec(text);
  if (plain !== null) {
    const steps = plain[1] === 'LAST' ? -1 : plain[1] === 'NEXT' ? 1 : 0;
    return span(units[plain[2] ?? ''] ?? 'DAY', now, steps, steps + 1);
  }
  const counted = /^(LAST|NEXT)_N_(DAY|WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)S:(\d+)$/.exec(text);
  if (counted !== null) {
    const [unit, count] = [units[counted[2] ?? ''] ?? 'DAY', Number(counted[3])];
    if (counted[1] === 'NEXT') return span(unit, now, 1, count + 1);
    return unit === 'DAY' ? span(unit, now, 1 - count, 1) : span(unit, now, -count, 0);
  }
  const ago = /^N_(DAY|WEEK|MONTH|QUARTER|YEAR|FISCAL_QUARTER|FISCAL_YEAR)S_AGO:(\d+)$/.exec(text);
  if (ago !== null) return span(units[ago[1] ?? ''] ?? 'DAY', now, -Number(ago[2]), 1 - Number(ago[2]));
  return undefined;
}
