import { describe, expect, test } from 'vitest';
import { calendarOf, dayIn } from '../../scripts/product/org/calendar.ts';

describe('the day of the user who is logged in', () => {
  const lateInGreenwich = new Date('2026-06-30T23:30:00Z');
  const earlyInGreenwich = new Date('2026-07-01T00:30:00Z');

  test.each([
    ['Asia/Shanghai', lateInGreenwich, '2026-07-01'],
    ['GMT', lateInGreenwich, '2026-06-30'],
    ['UTC', earlyInGreenwich, '2026-07-01'],
    ['America/Los_Angeles', earlyInGreenwich, '2026-06-30'],
    ['', earlyInGreenwich, '2026-07-01'],
    ['Mars/Olympus', lateInGreenwich, '2026-06-30'],
  ])('in "%s" at %o is %s', (zone, now, day) => {
    expect(dayIn(zone, now)).toBe(day);
  });

  test('is asked of the org, in one query for one user', async () => {
    const asked: string[] = [];
    const org = {
      username: "o'neil@example.com",
      read: async (...[, query, columns, onRows]: Parameters<Parameters<typeof calendarOf>[0]['read']>) => {
        asked.push(query.text, columns.join());
        await onRows([['Asia/Tokyo']]);
        return 1;
      },
    };
    const { today, dayOf } = await calendarOf(org, lateInGreenwich);
    expect(today).toBe('2026-07-01');
    expect(['2026-06-30T14:59:59.000+0000', '2026-06-30T15:00:00.000+0000'].map(dayOf)).toEqual([
      '2026-06-30',
      '2026-07-01',
    ]);
    expect(asked).toEqual([
      "SELECT TimeZoneSidKey FROM User WHERE Username = 'o\\'neil@example.com'",
      'TimeZoneSidKey',
    ]);
  });
});
