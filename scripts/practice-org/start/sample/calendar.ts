/** Days of the sample's year and the moments at which somebody works: Monday to Friday, 9:00 to 18:00 in Shanghai. */

export const dayLength = 86_400_000;
const hour = 3_600_000;
/** How far back the sample begins, in days. */
export const sampleDays = 365;
/** 1970-01-05 was a Monday. */
const firstMonday = 4 * dayLength;

export class SampleCalendar {
  /** Milliseconds. */
  readonly from: number;
  readonly #until: number;

  /** `now` in milliseconds: nothing happens in the minute before it, or later. */
  constructor(now: number) {
    this.from = now - sampleDays * dayLength;
    this.#until = now - 60_000;
  }

  /**
   * The working moment, in milliseconds, of so many days since the beginning; a later day is never an earlier moment.
   * A week of seven days is laid out on its five.
   */
  moment(days: number): number {
    const time = this.from + days * dayLength - firstMonday;
    const week = Math.floor(time / (7 * dayLength));
    const place = (time / (7 * dayLength) - week) * 5;
    const day = Math.floor(place);
    const worked = firstMonday + (week * 7 + day) * dayLength + hour + (place - day) * 9 * hour;
    const minute = Math.floor(worked / 60_000) * 60_000;
    return Math.min(Math.max(minute, this.from), this.#until);
  }

  /** The day, YYYY-MM-DD, of so many days since the beginning. */
  day(days: number): string {
    return dayOf(this.from + days * dayLength);
  }
}

/** YYYY-MM-DD, GMT, as the practice org counts. */
export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The day so many days after another; negative for before. */
export const daysAfter = (day: string, days: number): string =>
  dayOf(Date.parse(`${day}T00:00:00Z`) + days * dayLength);

export const laterOf = (one: string, other: string): string => (one > other ? one : other);
