/** The day from which changes are told. */
import { ChangesError } from './error.ts';

const dayLength = 86_400_000;
const pattern = /^\d{4}-\d\d-\d\d$/;

const timeOf = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** The day it was so many days before, YYYY-MM-DD. */
export const daysBefore = (day: string, days: number): string =>
  new Date(timeOf(day) - days * dayLength).toISOString().slice(0, 10);

/** The last Monday before a day: on a Monday, that of the week before. */
export function lastMonday(today: string): string {
  const weekday = new Date(timeOf(today)).getUTCDay();
  return daysBefore(today, (weekday + 6) % 7 || 7);
}

function wrongDay(day: string, today: string): string | undefined {
  const isDay = pattern.test(day) && Number.isFinite(timeOf(day)) && daysBefore(day, 0) === day;
  if (!isDay) return `${JSON.stringify(day)} is no day.`;
  return day > today ? `${day} is still to come: today is ${today}.` : undefined;
}

/**
 * The day that was asked for, or the last Monday. `today` is that of the user.
 * @throws {ChangesError} for what is no day, or still to come.
 */
export function dayAsked(asked: string | undefined, today: string): string {
  if (asked === undefined) return lastMonday(today);
  const wrong = wrongDay(asked, today);
  if (wrong === undefined) return asked;
  throw new ChangesError('WrongDay', {
    message: `--since: ${wrong}`,
    actions: [`Give a day up to today as YYYY-MM-DD, such as --since ${lastMonday(today)}.`],
  });
}
