/** Days as whole numbers since 1970-01-01, so that ages are differences. */
const msPerDay = 86_400_000;
const dayPattern = /^\d{4}-\d\d-\d\d$/;

/** The number of a day written YYYY-MM-DD; undefined: it is none. */
export function dayNumber(text: string): number | undefined {
  if (!dayPattern.test(text)) return undefined;
  const ms = Date.parse(`${text}T00:00:00Z`);
  // 2017-02-30 reads as a day of March.
  return Number.isNaN(ms) || dayText(ms / msPerDay) !== text ? undefined : ms / msPerDay;
}

/** YYYY-MM-DD of the number of a day. */
export const dayText = (day: number): string => new Date(day * msPerDay).toISOString().slice(0, 10);

const of = (day: number): Date => new Date(day * msPerDay);
const lastOfMonth = (year: number, month: number): number => Date.UTC(year, month + 1, 0) / msPerDay;

/** The last day of the calendar quarter that the day is in. */
export const quarterEnd = (day: number): number =>
  lastOfMonth(of(day).getUTCFullYear(), Math.floor(of(day).getUTCMonth() / 3) * 3 + 2);

/** The same day so many quarters earlier; the last day of a month stays the last day of a month. */
export function quartersBefore(day: number, quarters: number): number {
  const date = of(day);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() - 3 * quarters];
  const last = lastOfMonth(year, month);
  if (day === lastOfMonth(date.getUTCFullYear(), date.getUTCMonth())) return last;
  return Math.min(last, Date.UTC(year, month, date.getUTCDate()) / msPerDay);
}
