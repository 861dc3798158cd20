import { expect, test } from 'vitest';
import { loadOrg } from '../../scripts/practice-org/server/load-org.ts';
import { Row } from '../../scripts/practice-org/server/store/row.ts';
import { fixtureMetadata } from './practice.ts';

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
