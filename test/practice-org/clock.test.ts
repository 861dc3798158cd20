import { describe, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { loadOrg } from '../../scripts/practice-org/server/load-org.ts';
import { Row } from '../../scripts/practice-org/server/store/row.ts';
import { call, connect, deal, fixtureMetadata, json, startFixture } from './practice.ts';

const field = (name: string, formula: string): [string, string] => [
  `objects/Opportunity/fields/${name}.field-meta.xml`,
  `<?xml version="1.0" encoding="UTF-8"?>
<CustomField xmlns="http://soap.sforce.com/2006/04/metadata">
  <fullName>${name}</fullName><label>${name}</label><type>Text</type>
  <formula>${formula}</formula><formulaTreatBlanksAs>BlankAsBlank</formulaTreatBlanksAs>
</CustomField>`,
];

test('a formula that asks for the day, or builds on one that does, is worked out anew when the day turns', () => {
  let now = Date.parse('2026-11-23T23:59:59.999Z');
  const loaded = loadOrg({
    metadata: new Map([
      ...fixtureMetadata(),
      field('Overdue__c', 'IF(CloseDate &lt; TODAY(), "late", "in time")'),
      field('Shown__c', '"It is " &amp; Overdue__c'),
      field('Minute__c', 'TEXT(NOW())'),
    ]),
    activateRules: false,
    now: () => new Date(now),
  });
  if (!loaded.ok) throw new Error(loaded.problems.map(({ message }) => message).join('\n'));
  const deals = loaded.org.objects.get('opportunity');
  const [session] = loaded.org.sessions;
  if (deals === undefined || session === undefined) throw new Error('no Opportunity');
  const closes = deals.byName.get('closedate');
  const row = new Row(deals.fields.map((one) => (one === closes ? '2026-11-23' : null)));
  const read = (name: string) => deals.byName.get(name)?.read(row, session);
  expect(read('shown__c')).toBe('It is in time');
  expect(read('minute__c')).toBe('2026-11-23 23:59:59Z');
  now += 1;
  expect(read('shown__c')).toBe('It is late');
  expect(read('overdue__c')).toBe('late');
  expect(read('minute__c')).toBe('2026-11-24 00:00:00Z');
});

const day = 86_400_000;
const at = (text: string): Date => new Date(`${text}.000Z`);
const stored = (text: string): string => `${text}.000+0000`;

/** An org whose clock stands at the turn of the year, and whose machine is at `machine()`. */
const startInJanuary = (machine: () => Date): Promise<PracticeOrg> =>
  startFixture({
    metadata: new Map([
      ...fixtureMetadata(),
      field('Overdue__c', 'IF(CloseDate &lt; TODAY(), "late", "in time")'),
      field('Minute__c', 'TEXT(NOW())'),
    ]),
    now: machine,
    startsAt: at('2026-01-01T08:00:00'),
  });

const madeId = (result: ReturnType<ReturnType<PracticeOrg['as']>['insert']>): string => {
  if (result.ok) return result.id;
  throw new Error(JSON.stringify(result.errors));
};

describe('the clock of the org', () => {
  test('is set and moved by the start-up: what people do then bears its dates, their names, and the rules hold', async () => {
    const org = await startInJanuary(() => at('2026-11-23T12:00:00'));
    try {
      const li = org.addPerson({ firstName: 'Li', lastName: 'Wei', permissionSets: ['TAS_Rep'] }).userId;
      const id = madeId(org.as(li).insert('Opportunity', deal({ CloseDate: '2026-03-01' })));
      org.clock.set(at('2026-02-10T09:30:00'));
      expect(org.as('manager').update('Opportunity', id, { StageName: 'Qualification' })).toMatchObject({ ok: true });
      expect(org.as(li).insert('Opportunity', deal({ Amount: -1 }))).toMatchObject({
        ok: false,
        errors: [{ statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION' }],
      });
      expect(org.as(li).insert('Nothing__c', {})).toMatchObject({ errors: [{ statusCode: 'INVALID_TYPE' }] });
      const read = async (): Promise<object> => connect(org, 'admin').sobject('Opportunity').retrieve(id);
      const manager = org.org.sessions.find(({ persona }) => persona === 'manager')?.userId;
      expect(await read()).toMatchObject({
        OwnerId: li,
        CreatedById: li,
        CreatedDate: stored('2026-01-01T08:00:00'),
        LastModifiedById: manager,
        LastModifiedDate: stored('2026-02-10T09:30:00'),
        SystemModstamp: stored('2026-02-10T09:30:00'),
        LastStageChangeDate: stored('2026-02-10T09:30:00'),
        Overdue__c: 'in time',
        Minute__c: '2026-02-10 09:30:00Z',
      });
      org.clock.set(at('2026-03-02T00:00:00'));
      expect(await read()).toMatchObject({ Overdue__c: 'late', Minute__c: '2026-03-02 00:00:00Z' });
      const found = await connect(org, 'admin').query(
        "SELECT Id FROM Opportunity WHERE CreatedDate = LAST_N_DAYS:61 AND CloseDate = YESTERDAY AND Overdue__c = 'late'",
      );
      expect(found.totalSize).toBe(1);
      const people = await connect(org, 'admin').query<{ CreatedDate: string }>('SELECT CreatedDate FROM User');
      expect(people.records.map(({ CreatedDate }) => CreatedDate)).toEqual(
        people.records.map(() => stored('2026-01-01T08:00:00')),
      );
    } finally {
      await org.stop();
    }
  });

  test('goes forward alone, and once it runs it keeps the pace of the machine and cannot be set', async () => {
    let machine = at('2026-11-23T12:00:00').getTime();
    const org = await startInJanuary(() => new Date(machine));
    try {
      machine += day;
      expect(org.clock.now()).toEqual(at('2026-01-01T08:00:00'));
      expect(() => org.clock.set(at('2025-12-31T08:00:00'))).toThrow(RangeError);
      expect(() => org.clock.set(new Date(NaN))).toThrow(RangeError);
      org.clock.set(at('2026-11-20T23:59:59'));
      org.clock.run();
      machine += 2000;
      expect(org.clock.now()).toEqual(at('2026-11-21T00:00:01'));
      expect(() => org.clock.set(at('2027-01-01T08:00:00'))).toThrow('runs');
      org.clock.run();
      expect(org.clock.now()).toEqual(at('2026-11-21T00:00:01'));
      const made = await call(org, '/sobjects/Opportunity', { method: 'POST', body: JSON.stringify(deal()) });
      const { id } = (await json(made)) as { id: string };
      expect(await connect(org).sobject('Opportunity').retrieve(id)).toMatchObject({
        CreatedDate: stored('2026-11-21T00:00:01'),
      });
    } finally {
      await org.stop();
    }
  });
});
