import type { Value } from '../store/row.ts';

const part =
  (pick: (date: Date) => number) =>
  (value: Value): Value =>
    typeof value === 'string' ? pick(new Date(value)) : null;

const dayOfYear = (date: Date): number =>
  Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000) + 1;

const month = (date: Date): number => date.getUTCMonth() + 1;
const quarter = (date: Date): number => Math.ceil(month(date) / 3);
const year = (date: Date): number => date.getUTCFullYear();

/** SOQL's date functions: what they make of a date or datetime, in UTC. */
export const dateFunctions: Readonly<Record<string, (value: Value) => Value>> = {
  CALENDAR_MONTH: part(month),
  CALENDAR_QUARTER: part(quarter),
  CALENDAR_YEAR: part(year),
  FISCAL_MONTH: part(month),
  FISCAL_QUARTER: part(quarter),
  FISCAL_YEAR: part(year),
  DAY_IN_MONTH: part((date) => date.getUTCDate()),
  DAY_IN_WEEK: part((date) => date.getUTCDay() + 1),
  DAY_IN_YEAR: part(dayOfYear),
  WEEK_IN_MONTH: part((date) => Math.ceil(date.getUTCDate() / 7)),
  WEEK_IN_YEAR: part((date) => Math.ceil(dayOfYear(date) / 7)),
  HOUR_IN_DAY: part((date) => date.getUTCHours()),
  DAY_ONLY: (value) => (typeof value === 'string' ? value.slice(0, 10) : null),
};

/** Functions that only change how a value is shown; the API's raw value stays. */
export const displayFunctions = new Set(['TOLABEL', 'CONVERTCURRENCY', 'FORMAT', 'CONVERTTIMEZONE']);
