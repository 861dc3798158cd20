import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesOf, type ChangeContext, type HistoryRow } from '../../scripts/product/changes/change.ts';
import { dayAsked, lastMonday } from '../../scripts/product/changes/since.ts';

const places = ['First', 'Second', 'Won', 'Lost'];
const context: ChangeContext = {
  isSince: (moment) => moment >= '2026-11-16',
  stageOf: (name) => {
    const place = places.indexOf(name);
    return place === -1 ? undefined : { place, kind: place === 2 ? 'won' : place === 3 ? 'lost' : 'open' };
  },
  byRun: () => false,
};
const row = (on: string, more: Partial<HistoryRow> = {}): HistoryRow => ({
  stage: 'First',
  amount: 1,
  closeDate: '2027-01-31',
  by: '005',
  on,
  ...more,
});
const of = (rows: readonly HistoryRow[], created = '2026-01-01') =>
  changesOf({ id: '006', created, rows, grades: [] }, context);

describe('a deal', () => {
  test('that went there and back has not changed', () => {
    const rows = [row('2026-11-01'), row('2026-11-16', { stage: 'Second', amount: 9 }), row('2026-11-17')];
    expect(of(rows)).toEqual({ changes: [], byRuns: [], startKnown: true, unplaced: [] });
  });

  test('older than its history is told from where that begins, and said to be', () => {
    const rows = [row('2026-11-17'), row('2026-11-18', { amount: 3 })];
    expect(of(rows)).toMatchObject({ startKnown: false, changes: [{ kind: 'grown', from: 1, to: 3 }] });
    expect(of([])).toMatchObject({ startKnown: true, changes: [] });
  });

  test('that moved from or to a stage nobody knows is named by it, and its other changes are told', () => {
    const rows = [
      row('2026-11-01', { stage: 'Gone' }),
      row('2026-11-17', { stage: 'Second', closeDate: '2026-12-31' }),
    ];
    expect(of(rows)).toMatchObject({ unplaced: ['Gone'], changes: [{ kind: 'pulledIn' }] });
  });

  test('that is new and closed is new and won, whatever it went through', () => {
    const rows = [
      row('2026-11-17'),
      row('2026-11-18', { stage: 'Second', amount: 8 }),
      row('2026-11-19', { stage: 'Won', amount: 8 }),
    ];
    expect(of(rows, '2026-11-17').changes).toEqual([
      { kind: 'new', from: null, to: 8 },
      { kind: 'won', from: null, to: 'Won' },
    ]);
  });

  test('that was won and then lost is lost; one that came back is reopened', () => {
    const before = row('2026-11-01', { stage: 'Won' });
    expect(of([before, row('2026-11-17', { stage: 'Lost' })]).changes).toEqual([
      { kind: 'lost', from: 'Won', to: 'Lost' },
    ]);
    expect(of([before, row('2026-11-17')]).changes).toEqual([{ kind: 'reopened', from: 'Won', to: 'First' }]);
  });
});

describe('the day', () => {
  test('is by default the Monday before, a week ago on Mondays', () => {
    const days = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(days, (date) => {
        const today = date.toISOString().slice(0, 10);
        const monday = lastMonday(today);
        const behind = (Date.parse(today) - Date.parse(monday)) / 86_400_000;
        expect(new Date(monday).getUTCDay()).toBe(1);
        expect(behind >= 1 && behind <= 7).toBe(true);
        expect(dayAsked(undefined, today)).toBe(monday);
      }),
    );
  });

  test.each(['2026-11-31', '16.11.2026', '', '2026-11-24', '20261116'])('is not %j', (asked) => {
    expect(() => dayAsked(asked, '2026-11-23')).toThrow(/^--since: /);
  });

  test('may be today', () => {
    expect(dayAsked('2026-11-23', '2026-11-23')).toBe('2026-11-23');
  });
});
