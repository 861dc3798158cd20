import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSnapshots, snapshotName, snapshotText, type Snapshot } from '../../scripts/product/report/snapshot.ts';

const org = '00D000000000001EAA';
const asked = { org, where: null, currency: 'CNY', hash: 'one', until: '2026-11-25' };
const snapshot = (more: Partial<Snapshot> = {}): Snapshot => ({
  tasSnapshot: 1,
  org,
  day: '2026-11-16',
  where: null,
  model: { version: 1, hash: 'one' },
  currency: 'CNY',
  open: { deals: 3, amount: '1234567890123456.78', weighted: '0.00' },
  blocked: { deals: 1, amount: '5.00' },
  requests: 0,
  stages: [{ stage: '立项', deals: 3, amount: '10.00' }],
  forecast: null,
  ...more,
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tas-snapshots-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (one: Snapshot, name = snapshotName(one), text = snapshotText(one)): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

test('what was written is read again, in the order of days, one for each day', () => {
  const day = fc.date({ min: new Date('2020-01-01'), max: new Date('2026-11-25'), noInvalidDate: true });
  fc.assert(
    fc.property(fc.array(fc.tuple(day, fc.nat()), { maxLength: 8 }), (days) => {
      const own = mkdtempSync(join(folder, 'run-'));
      const last = new Map<string, Snapshot>();
      for (const [at, requests] of days) {
        const one = snapshot({ day: at.toISOString().slice(0, 10), requests });
        writeFileSync(join(own, snapshotName(one)), snapshotText(one));
        last.set(one.day, one);
      }
      const { list, ...rest } = readSnapshots(own, asked);
      expect(list).toEqual([...last.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1)));
      expect(rest).toEqual({ damaged: [], otherOrgs: 0, otherCurrency: [], otherModel: [] });
    }),
    { numRuns: 50 },
  );
});

test('what is damaged, of another org, model, currency, condition or of a day to come is told, and nothing is thrown', () => {
  const good = snapshot();
  put(good);
  const damaged = [
    put(good, `${org}-2026-11-01.json`, '{"tasSnapshot":1'),
    put(good, `${org}-2026-11-02.json`, '{}'),
    // Its name says another day.
    put(good, `${org}-2026-11-03.json`),
    put(snapshot({ day: '2026-11-04' }), `${org}-2026-11-04.json`, snapshotText(good).replace('"5.00"', '"five"')),
    put(good, `${org}-2026-11-05.json`, ' '.repeat(300_000)),
  ];
  put(snapshot({ org: '00D000000000002EAA' }));
  put(snapshot({ day: '2026-11-12', currency: 'USD' }));
  const other = snapshot({ day: '2026-11-13', model: { version: 2, hash: 'two' } });
  put(other);
  put(snapshot({ day: '2026-11-14', where: 'Amount > 1' }));
  put(snapshot({ day: '2026-12-01' }));
  writeFileSync(join(folder, 'notes.txt'), 'mine');
  expect(readSnapshots(folder, asked)).toEqual({
    list: [other, good],
    damaged,
    otherOrgs: 1,
    otherCurrency: ['2026-11-12'],
    otherModel: ['2026-11-13'],
  });
  const some = readSnapshots(folder, { ...asked, where: 'Amount > 1' });
  expect(some.list.map(({ day }) => day)).toEqual(['2026-11-14']);
  expect(readSnapshots(join(folder, 'nowhere'), asked).list).toEqual([]);
});

test('a snapshot is a few kB, whatever the org is', () => {
  const stages = Array.from({ length: 40 }, (_, at) => ({
    stage: '很'.repeat(40) + String(at),
    deals: 1_000_000,
    amount: '1000000000000.00',
  }));
  expect(Buffer.byteLength(snapshotText(snapshot({ stages })))).toBeLessThan(16_000);
});
