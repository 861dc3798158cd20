import { soql, type Soql } from './soql.ts';
import type { OnRows } from './rows.ts';

/** The day it is in a time zone, YYYY-MM-DD; in GMT where the zone is unknown. */
export const dayIn = (timeZone: string, now: Date): string => daysOf(timeZone)(now);

/** The days of a time zone. What writes them is made once: it takes longer than all else that is asked of a deal. */
function daysOf(timeZone: string): (moment: Date) => string {
  try {
    // The Swedish way to write a date is ours.
    const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
    return (moment) => format.format(moment);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return (moment) => moment.toISOString().slice(0, 10);
  }
}

interface Asked {
  readonly username: string;
  read(api: 'collections', query: Soql, columns: readonly string[], onRows: OnRows): Promise<number>;
}

/** Days as the user who is logged in counts them, YYYY-MM-DD. */
export interface Calendar {
  readonly today: string;
  /** The day of a moment (ISO 8601). */
  readonly dayOf: (moment: string) => string;
}

/**
 * The days of the user who is logged in, as TODAY() gives them to the org's formulas: in the time zone of their user
 * record, wherever this machine stands. Manual grades hold up to and including their last day, counted so.
 */
export async function calendarOf(org: Asked, now: Date): Promise<Calendar> {
  let zone = '';
  const query = soql`SELECT TimeZoneSidKey FROM User WHERE Username = ${org.username}`;
  await org.read('collections', query, ['TimeZoneSidKey'], (rows) => {
    zone = rows[0]?.[0] ?? zone;
  });
  const dayAt = daysOf(zone);
  return {
    today: dayAt(now),
    // Salesforce writes +0000, which not every engine reads.
    dayOf: (moment) => dayAt(new Date(moment.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))),
  };
}
