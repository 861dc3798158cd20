/** Functions over dates, datetimes and times. Only DATEVALUE of a datetime and TODAY know the user's time zone. */
import { addMonths, civilOf, dayIn, daysOf, isDate, millisecondsOfDay } from '../calendar.ts';
import { dayOf, monthLength, readTime, timeOfDay, type CivilDate } from '../calendar.ts';
import {
  conditionArgument,
  expect,
  insist,
  numberArgument,
  presentNumber,
  refuse,
  type Call,
  type FunctionSpec,
} from '../call.ts';
import type { FunctionTable } from '../call.ts';
import { divide, integerOf, multiply, round } from '../decimal.ts';
import { FormulaError } from '../problem.ts';
import type { ResultType } from '../scope.ts';
import { calendarRun, number, text, textRun, type Run, type Term } from '../term.ts';

const moment = (type: ResultType, run: Run<number>): Term => ({ type, run });

/** A number taken from a date, or from a time; blank for blank. */
function part(type: 'date' | 'time', compute: (value: number) => number): FunctionSpec {
  const compile = (call: Call): Term => {
    const run = calendarRun(expect(call, 0, type));
    return number((context) => {
      const value = run(context);
      return value === null ? null : compute(value);
    });
  };
  return { least: 1, most: 1, compile };
}

const civilPart = (name: keyof CivilDate): FunctionSpec => part('date', (days) => civilOf(days)[name]);

/** 1 for Sunday to 7 for Saturday; day 0 was a Thursday. */
const weekday = (days: number): number => ((((days + 4) % 7) + 7) % 7) + 1;

const dayOfYear = (days: number): number => days - daysOf(civilOf(days).year, 1, 1) + 1;

/** The Thursday of a day's ISO week, which begins on Monday: its year is the week's year. */
const isoThursday = (days: number): number => days + 3 - ((weekday(days) + 5) % 7);

/** A number taken from the week of a date or of a datetime's GMT day. Unlike its likes it refuses NULL. */
function weekPart(compute: (days: number) => number): FunctionSpec {
  const compile = (call: Call): Term => {
    const from = insist(call, 0, 'date', 'datetime');
    const run = calendarRun(from);
    return number((context) => {
      const value = run(context);
      return value === null ? null : compute(from.type === 'datetime' ? dayOf(value) : value);
    });
  };
  return { least: 1, most: 1, compile };
}

function date(call: Call): Term {
  const [y, m, d] = [numberArgument(call, 0), numberArgument(call, 1), numberArgument(call, 2)];
  return moment('date', (context) => {
    const [year, month, day] = [y(context), m(context), d(context)];
    if (year === null || month === null || day === null) return null;
    const [wholeYear, wholeMonth, wholeDay] = [integerOf(year), integerOf(month), integerOf(day)];
    if (wholeYear < 1 || wholeYear > 9999) throw new FormulaError('Year out of range in DATE() function');
    if (wholeDay < 1 || wholeDay > monthLength(wholeYear, wholeMonth)) {
      throw new FormulaError('Month or Day out of range in DATE() function');
    }
    return daysOf(wholeYear, wholeMonth, wholeDay);
  });
}

function addingMonths(call: Call): Term {
  const from = insist(call, 0, 'date', 'datetime');
  const [run, count] = [calendarRun(from), presentNumber(call, 1)];
  const ofDatetime = from.type === 'datetime';
  return moment(ofDatetime ? 'datetime' : 'date', (context) => {
    const start = run(context);
    const months = count(context);
    if (start === null || months === null) return null;
    const by = integerOf(months);
    return ofDatetime ? addMonths(dayOf(start), by) * millisecondsOfDay + timeOfDay(start) : addMonths(start, by);
  });
}

const datePattern = /^(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/;

function parseDate(text: string, name: string): number {
  const [, year, month, day] = datePattern.exec(text) ?? [];
  if (year === undefined || !isDate(Number(year), Number(month), Number(day))) {
    throw new FormulaError(`Invalid date for ${name}: ${text}`);
  }
  return daysOf(Number(year), Number(month), Number(day));
}

/** From text, or from a datetime the day it is for the user. */
function dateValue(call: Call): Term {
  const from = insist(call, 0, 'text', 'datetime');
  if (from.type === 'datetime') {
    const run = calendarRun(from);
    const { scope } = call;
    return moment('date', (context) => {
      const value = run(context);
      return value === null ? null : dayIn(value, scope.timeZone(context));
    });
  }
  const run = textRun(from);
  return moment('date', (context) => {
    const text = run(context);
    return text === null ? null : parseDate(text, call.name);
  });
}

const clockPattern = /^.{8,10} (\d\d?:\d\d?:\d\d?)$/;

/** From text `YYYY-MM-DD HH:MM:SS`, a date (its midnight) or a datetime, all in GMT. */
function datetimeValue(call: Call): Term {
  const from = insist(call, 0, 'text', 'date', 'datetime');
  if (from.type === 'datetime') return from;
  if (from.type === 'date') {
    const run = calendarRun(from);
    return moment('datetime', (context) => {
      const days = run(context);
      return days === null ? null : days * millisecondsOfDay;
    });
  }
  const run = textRun(from);
  return moment('datetime', (context) => {
    const text = run(context);
    if (text === null) return null;
    const clock = clockPattern.exec(text)?.[1];
    if (clock === undefined) throw new FormulaError(`Invalid datetime for ${call.name}: ${text}`);
    const padded = clock.replaceAll(/\d+/g, (digits) => digits.padStart(2, '0'));
    return parseDate(text, call.name) * millisecondsOfDay + readTime(padded);
  });
}

/** From text `HH:MM:SS.mmm`, a datetime (its GMT clock) or a time. */
function timeValue(call: Call): Term {
  const from = insist(call, 0, 'text', 'datetime', 'time');
  if (from.type === 'time') return from;
  if (from.type === 'datetime') {
    const run = calendarRun(from);
    return moment('time', (context) => {
      const value = run(context);
      return value === null ? null : timeOfDay(value);
    });
  }
  const run = textRun(from);
  return moment('time', (context) => {
    const text = run(context);
    if (text !== null && !/^\d\d:\d\d:\d\d\.\d{3}$/.test(text)) throw new FormulaError(`Invalid time format: ${text}`);
    return text === null ? null : readTime(text);
  });
}

/** Seconds since 1970-01-01 GMT; of a time, since midnight. */
function unixTimestamp(call: Call): Term {
  const from = insist(call, 0, 'date', 'datetime', 'time');
  const run = calendarRun(from);
  return number((context) => {
    const value = run(context);
    if (value === null) return null;
    return from.type === 'date' ? value * 86_400 : divide(value - (((value % 1000) + 1000) % 1000), 1000);
  });
}

/** The other way round: a datetime of seconds since 1970-01-01 GMT, to the millisecond. */
function fromUnixTime(call: Call): Term {
  const run = presentNumber(call, 0);
  return moment('datetime', (context) => {
    const seconds = run(context);
    return seconds === null ? null : integerOf(round(multiply(seconds, 1000), 0, 'half-up'));
  });
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** `HH:MM:SS` of whole seconds, or `D:HH:MM:SS` with the days apart. */
function durationText(seconds: number, withDays: boolean): string {
  const whole = Math.abs(seconds);
  const [days, hours] = [Math.floor(whole / 86_400), Math.floor(whole / 3600)];
  const parts = [withDays ? hours % 24 : hours, Math.floor(whole / 60) % 60, whole % 60].map(twoDigits);
  return `${withDays ? `${days}:` : ''}${parts.join(':')}`;
}

/** Of a number of seconds, its days apart where the second argument is true; or between two times or datetimes. */
function formatDuration(call: Call): Term {
  const first = insist(call, 0, 'number', 'time', 'datetime');
  if (first.type === 'fault') return first;
  if (first.type === 'number') {
    const seconds = presentNumber(call, 0);
    const apart = call.args.length === 2 ? conditionArgument(call, 1) : () => false;
    return text((context) => {
      const value = seconds(context);
      return value === null ? null : durationText(integerOf(value), apart(context) === true);
    });
  }
  if (call.args.length === 1) return refuse(call, 0, 'Number');
  const second = insist(call, 1, first.type === 'time' ? 'time' : 'datetime');
  const [from, to] = [calendarRun(first), calendarRun(second)];
  return text((context) => {
    const [start, end] = [from(context), to(context)];
    if (start === null || end === null) return null;
    return durationText(Math.floor(Math.abs(end - start) / 1000), first.type === 'datetime');
  });
}

/** The clock in GMT. */
function timeNow({ scope }: Call): Term {
  return { ...moment('time', (context) => timeOfDay(scope.now(context))), present: true };
}

function today({ scope }: Call): Term {
  return { ...moment('date', (context) => dayIn(scope.now(context), scope.timeZone(context))), present: true };
}

export const dateFunctions: FunctionTable = {
  DATE: { least: 3, most: 3, compile: date },
  YEAR: civilPart('year'),
  MONTH: civilPart('month'),
  DAY: civilPart('day'),
  WEEKDAY: part('date', weekday),
  DAYOFYEAR: part('date', dayOfYear),
  ISOWEEK: weekPart((days) => Math.ceil(dayOfYear(isoThursday(days)) / 7)),
  ISOYEAR: weekPart((days) => civilOf(isoThursday(days)).year),
  HOUR: part('time', (time) => Math.floor(time / 3_600_000)),
  MINUTE: part('time', (time) => Math.floor(time / 60_000) % 60),
  SECOND: part('time', (time) => Math.floor(time / 1000) % 60),
  MILLISECOND: part('time', (time) => time % 1000),
  ADDMONTHS: { least: 2, most: 2, compile: addingMonths },
  DATEVALUE: { least: 1, most: 1, volatile: true, compile: dateValue },
  DATETIMEVALUE: { least: 1, most: 1, compile: datetimeValue },
  TIMEVALUE: { least: 1, most: 1, compile: timeValue },
  UNIXTIMESTAMP: { least: 1, most: 1, compile: unixTimestamp },
  TIMENOW: { least: 0, most: 0, volatile: true, compile: timeNow },
  FROMUNIXTIME: { least: 1, most: 1, compile: fromUnixTime },
  FORMATDURATION: { least: 1, most: 2, compile: formatDuration },
  TODAY: { least: 0, most: 0, volatile: true, compile: today },
  NOW: {
    least: 0,
    most: 0,
    volatile: true,
    compile: ({ scope }) => ({ ...moment('datetime', (context) => scope.now(context)), present: true }),
  },
};
