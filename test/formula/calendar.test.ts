import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  civilOf,
  dateText,
  dayIn,
  daysOf,
  momentText,
  readDate,
  readMoment,
} from '../../scripts/product/formula/calendar.ts';
import { readTime, timeText } from '../../scripts/product/formula/calendar.ts';

const millisecondsOfDay = 86_400_000;
const days = fc.integer({ min: -719_162, max: 2_932_896 });

describe('The calendar', () => {
  it('counts days as JS does, from year 1 to 9999, and back', () => {
    fc.assert(
      fc.property(days, (day) => {
        const date = new Date(day * millisecondsOfDay);
        const civil = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
        expect(civilOf(day)).toEqual(civil);
        expect(daysOf(civil.year, civil.month, civil.day)).toBe(day);
        expect(dateText(day)).toBe(date.toISOString().slice(0, 10));
        expect(readDate(dateText(day))).toBe(day);
      }),
    );
  });

  it('reads moments and times as it writes them', () => {
    const moments = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, (date) => {
        expect(momentText(date.getTime())).toBe(date.toISOString());
        expect(readMoment(date.toISOString())).toBe(date.getTime());
      }),
    );
    fc.assert(fc.property(fc.nat(millisecondsOfDay - 1), (time) => readTime(`${timeText(time)}Z`) === time));
  });

  it('knows the day in a zone, however moments follow each other', () => {
    const moments = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2040, 0, 1) });
    const zones = fc.constantFrom('Europe/Berlin', 'Asia/Kathmandu', 'Pacific/Apia', 'America/St_Johns', 'UTC');
    fc.assert(
      fc.property(moments, zones, fc.array(fc.nat(2 * millisecondsOfDay), { maxLength: 5 }), (start, zone, steps) => {
        const format = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
        for (const moment of [start, ...steps.map((step) => start + step)]) {
          expect(dateText(dayIn(moment, zone))).toBe(format.format(moment));
        }
      }),
    );
  });
});
