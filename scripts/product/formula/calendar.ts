/**
 * Dates, datetimes and times as numbers: days since 1970-01-01, milliseconds since then in UTC, milliseconds of the
 * day. The calendar is the proleptic Gregorian one, without JS Date's reading of two-digit years.
 */
import { FormulaError } from './problem.ts';

export const millisecondsOfDay = 86_400_000;

export interface CivilDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
}

const lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

/** The days of a month, 1 to 12; 0 for any other month. */
export function monthLength(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (lengths[month - 1] ?? 0);
}

/** Days since 1970-01-01. Counts from March, so that the leap day ends a year. */
export function daysOf(year: number, month: number, day: number): number {
  const shifted = month > 2 ? year : year - 1;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The inverse of `daysOf`. */
export function civilOf(days: number): CivilDate {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

/** Whether the year is 1 to 9999 and has such a day. */
export const isDate = (year: number, month: number, day: number): boolean =>
  year >= 1 && year <= 9999 && day >= 1 && day <= monthLength(year, month);

/** Moves a day by whole months; the last day of a month stays the last day. */
export function addMonths(days: number, months: number): number {
  const { year, month, day } = civilOf(days);
  const count = year * 12 + month - 1 + months;
  const toYear = Math.floor(count / 12);
  const toMonth = count - toYear * 12 + 1;
  const last = monthLength(toYear, toMonth);
  return daysOf(toYear, toMonth, day === monthLength(year, month) ? last : Math.min(day, last));
}

const two = (value: number): string => (value < 10 ? `0${value}` : String(value));

/** `YYYY-MM-DD`. */
export function dateText(days: number): string {
  const { year, month, day } = civilOf(days);
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** `HH:MM:SS.mmm`. */
export function timeText(milliseconds: number): string {
  return `${clockText(milliseconds)}.${String(milliseconds % 1000).padStart(3, '0')}`;
}

/** `HH:MM:SS`. */
export function clockText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** Splits a moment into its UTC day and the milliseconds of that day. */
export const dayOf = (moment: number): number => Math.floor(moment / millisecondsOfDay);
export const timeOfDay = (moment: number): number => moment - dayOf(moment) * millisecondsOfDay;

/** `YYYY-MM-DDTHH:MM:SS.mmmZ`. */
export const momentText = (moment: number): string => `${dateText(dayOf(moment))}T${timeText(timeOfDay(moment))}Z`;

const digit = (text: string, at: number): number => text.charCodeAt(at) - 48;

/** Days of a stored `YYYY-MM-DD`. Throws FormulaError for anything else: the host holds a value that is no date. */
export function readDate(text: string): number {
  const year = digit(text, 0) * 1000 + digit(text, 1) * 100 + digit(text, 2) * 10 + digit(text, 3);
  const month = digit(text, 5) * 10 + digit(text, 6);
  const day = digit(text, 8) * 10 + digit(text, 9);
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-' || !isDate(year, month, day)) {
    throw new FormulaError(`Not a date: ${text}`);
  }
  return daysOf(year, month, day);
}

const timePattern = /^(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?Z?$/;

/** Milliseconds of the day of a stored `HH:MM:SS.mmmZ`. Throws FormulaError for anything else. */
export function readTime(text: string): number {
  const [, hour, minute, second = '0', fraction = ''] = timePattern.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
    throw new FormulaError(`Not a time: ${text}`);
  }
  return (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000 + Number(fraction.padEnd(3, '0'));
}

const zonePattern = /^(.*?)(?:Z|([+-])(\d\d):?(\d\d))$/;

/** A stored ISO datetime with `Z`, `+0000` or `+00:00`. Throws FormulaError for anything else. */
export function readMoment(text: string): number {
  const [, clock = '', sign, hours = '0', minutes = '0'] = zonePattern.exec(text.slice(11)) ?? [];
  if (clock === '' || text[10] !== 'T') throw new FormulaError(`Not a datetime: ${text}`);
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000;
  const local = readDate(text.slice(0, 10)) * millisecondsOfDay + readTime(clock);
  return sign === '-' ? local + offset : local - offset;
}

interface Zone {
  readonly format: Intl.DateTimeFormat;
  /** The last quarter of an hour asked for, and its day. */
  quarter: number;
  day: number;
}

const zones = new Map<string, Zone>();
const millisecondsOfQuarter = 900_000;
/** Since this moment every zone is whole quarters of an hour from UTC, so a quarter never spans two days. */
const wholeQuarters = Date.UTC(1973, 0, 1);

function zoneOf(name: string): Zone {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    calendar: 'gregory',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    timeZone: name,
  });
  const zone = { format, quarter: Number.NaN, day: 0 };
  zones.set(name, zone);
  return zone;
}

/** The day it is at a moment in an IANA time zone. */
export function dayIn(moment: number, zoneName: string): number {
  if (zoneName === 'GMT' || zoneName === 'UTC') return dayOf(moment);
  const zone = zoneOf(zoneName);
  if (moment < wholeQuarters) return civilDayIn(moment, zone.format);
  const quarter = Math.floor(moment / millisecondsOfQuarter);
  if (zone.quarter !== quarter) {
    zone.day = civilDayIn(moment, zone.format);
    zone.quarter = quarter;
  }
  return zone.day;
}

function civilDayIn(moment: number, format: Intl.DateTimeFormat): number {
  let [year, month, day] = [0, 0, 0];
  for (const { type, value } of format.formatToParts(moment)) {
    if (type === 'year') year = Number(value);
    else if (type === 'month') month = Number(value);
    else if (type === 'day') day = Number(value);
  }
  return daysOf(year, month, day);
}
