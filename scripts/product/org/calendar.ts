import { soql, type Soql } from './soql.ts';
import type { OnRows } from './rows.ts';

/** The day it is in a time zone, YYYY-MM-DD; in GMT where the zone is unknown. */
export function dayIn(timeZone: string, now: Date): string {
  try {
    // The Swedish way to write a date is ours.
    return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return now.toISOString().slice(0, 10);
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
  return {
    today: dayIn(zone, now),
    // Salesforce writes +0000, which not every engine reads.
    dayOf: (moment) => dayIn(zone, new Date(moment.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))),
  };
}
