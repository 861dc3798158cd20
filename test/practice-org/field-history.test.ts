/** What becomes of a field whose history is tracked, against the writes themselves. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call, connect, deal, fixtureMetadata, ingest, json, loaded, startFixture } from './practice.ts';

const standardField = (name: string): string =>
  `<CustomField><fullName>${name}</fullName><trackHistory>true</trackHistory></CustomField>`;
const tracking: readonly (readonly [file: string, element: string])[] = [
  ['Region__c.field-meta.xml', '<trackHistory>true</trackHistory></CustomField>'],
  ['Confidential__c.field-meta.xml', '<trackHistory>true</trackHistory></CustomField>'],
  ['Status__c.field-meta.xml', '<trackHistory>true</trackHistory></CustomField>'],
  ['Check__c.object-meta.xml', '<enableHistory>true</enableHistory></CustomObject>'],
];
const checks = [...fixtureMetadata()].map(([path, text]): [string, string] => {
  const more = tracking.find(([file]) => path.endsWith(`/${file}`))?.[1];
  return [path, more === undefined ? text : text.replace(/<\/Custom(?:Field|Object)>/, more)];
});
const metadata = new Map([
  ...checks,
  [
    'objects/Opportunity/Opportunity.object-meta.xml',
    '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><enableHistory>true</enableHistory></CustomObject>',
  ],
  ...['StageName', 'Amount', 'CloseDate', 'OwnerId', 'Description'].map((name): [string, string] => [
    `objects/Opportunity/fields/${name}.field-meta.xml`,
    standardField(name),
  ]),
]);

let org: PracticeOrg;
let users: { readonly Id: string; readonly Name: string }[];
beforeAll(async () => {
  org = await startFixture({ metadata });
  const { records } = await connect(org).query<{ Id: string; Name: string }>('SELECT Id, Name FROM User ORDER BY Id');
  users = records.slice(0, 2);
});
afterAll(() => org.stop());

type Row = Record<string, unknown>;
type Fields = Record<string, string | number | null>;
type Way = 'rest' | 'collection' | 'bulk' | 'ui';

const historyOf = async (id: string): Promise<Row[]> =>
  (
    await connect(org, 'admin').query<Row>(
      `SELECT Field, OldValue, NewValue, DataType FROM OpportunityFieldHistory WHERE OpportunityId = '${id}' ORDER BY Id`,
    )
  ).records.map(({ Field, OldValue, NewValue, DataType }) => ({ Field, OldValue, NewValue, DataType }));

/** One write of some fields, by one of the ways there are. */
const write = fc.record({
  way: fc.constantFrom<Way>('rest', 'collection', 'bulk', 'ui'),
  fields: fc.dictionary(
    fc.constantFrom('StageName', 'Amount', 'CloseDate', 'Region__c', 'NextStep'),
    fc.integer({ min: 0, max: 2 }),
    {
      minKeys: 1,
    },
  ),
});

const values: Readonly<Record<string, readonly (string | number | null)[]>> = {
  StageName: ['Prospecting', 'Qualification', 'Needs Analysis'],
  Amount: [null, 100, 2.5],
  CloseDate: ['2027-01-31', '2027-02-28', '2028-02-29'],
  Region__c: [null, 'North', 'South'],
  NextStep: [null, 'call', 'write'],
};

/** Whether it was taken: a rule of the fixture refuses some moves back. */
async function send(id: string, way: Way, fields: Fields): Promise<boolean> {
  if (way === 'bulk') {
    const names = Object.keys(fields);
    const cells = names.map((name) => String(fields[name] ?? '#N/A'));
    const { job } = await ingest(
      org,
      { object: 'Opportunity', operation: 'update', lineEnding: 'LF' },
      `Id,${names.join(',')}\n${id},${cells.join(',')}\n`,
    );
    return job['numberRecordsFailed'] === 0;
  }
  const paths = { rest: `/sobjects/Opportunity/${id}`, collection: '/composite/sobjects', ui: `/ui-api/records/${id}` };
  const bodies = {
    rest: fields,
    collection: { records: [{ attributes: { type: 'Opportunity' }, Id: id, ...fields }] },
    ui: { fields },
  };
  const response = await call(org, paths[way], { method: 'PATCH', body: JSON.stringify(bodies[way]) });
  if (way !== 'collection') return response.ok;
  const [result] = (await json(response)) as { success: boolean }[];
  return result?.success === true;
}

const tracked = ['StageName', 'Amount', 'CloseDate', 'Region__c'];

test('every change of a tracked field leaves a row, whatever way it is written, and no other change does', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 6 }), async (writes) => {
      const id = loaded(org, 'Opportunity', deal());
      let now: Fields = { StageName: 'Prospecting', Amount: null, CloseDate: '2027-01-31', Region__c: null };
      const expected: string[] = [JSON.stringify(['created', null, null])];
      for (const { way, fields } of writes) {
        const given = Object.fromEntries(
          Object.entries(fields).map(([name, at]) => [name, values[name]?.[at] ?? null]),
        );
        if (!(await send(id, way, given))) continue;
        const next = { ...now, ...given };
        const changed = tracked.filter((name) => next[name] !== now[name]);
        expected.push(...changed.map((name) => JSON.stringify([name, now[name], next[name]])).toSorted());
        now = next;
      }
      const rows = (await historyOf(id)).map((row) => JSON.stringify([row['Field'], row['OldValue'], row['NewValue']]));
      expect(rows.toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 25 },
  );
});

test('a lookup leaves its names and its ids, a long text that it changed', async () => {
  const [first, second] = users;
  const id = loaded(org, 'Opportunity', deal({ OwnerId: first?.Id }));
  const sent = { OwnerId: second?.Id, Description: 'A long story' };
  await connect(org, 'admin')
    .sobject('Opportunity')
    .update({ Id: id, ...sent });
  const rows = await historyOf(id);
  expect(rows.toSorted((a, b) => String(a['DataType']).localeCompare(String(b['DataType'])))).toEqual([
    { Field: 'Owner', OldValue: first?.Id, NewValue: second?.Id, DataType: 'EntityId' },
    { Field: 'Description', OldValue: null, NewValue: null, DataType: 'MultiLineText' },
    { Field: 'created', OldValue: null, NewValue: null, DataType: null },
    { Field: 'Owner', OldValue: first?.Name, NewValue: second?.Name, DataType: 'Text' },
  ]);
});

test('a write that was refused leaves no row, and the history of a deleted deal goes with it', async () => {
  const id = loaded(org, 'Opportunity', deal());
  const deals = connect(org, 'admin').sobject('Opportunity');
  await expect(deals.update({ Id: id, Amount: 9, OwnerId: '005000000000000AAA' })).rejects.toThrow();
  expect(await historyOf(id)).toHaveLength(1);
  await deals.destroy(id);
  expect(await historyOf(id)).toHaveLength(0);
});

test('a history is read with its deal and under it, and nobody writes it', async () => {
  const id = loaded(org, 'Opportunity', deal({ Name: 'Told' }));
  await connect(org).sobject('Opportunity').update({ Id: id, Amount: 5 });
  const { records } = await connect(org).query(
    `SELECT Field, Opportunity.Name, CreatedBy.Name FROM OpportunityFieldHistory WHERE Opportunity.Name = 'Told' AND Field IN ('Amount')`,
  );
  expect(records).toMatchObject([{ Field: 'Amount', Opportunity: { Name: 'Told' }, CreatedBy: { Name: 'Rita Rep' } }]);
  const under = await connect(org).query(`SELECT (SELECT Field FROM Histories) FROM Opportunity WHERE Id = '${id}'`);
  expect(under.records[0]?.['Histories']).toMatchObject({ totalSize: 2 });
  const history = connect(org, 'admin').sobject('OpportunityFieldHistory');
  await expect(history.create({ OpportunityId: id, Field: 'Amount' })).rejects.toMatchObject({
    errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  });
});

test('old and new values cannot be filtered by', async () => {
  const query = connect(org).query("SELECT Id FROM OpportunityFieldHistory WHERE NewValue = 'x'");
  await expect(query).rejects.toThrow(/NewValue' can not be filtered/);
});

test('a change of a field that somebody may not read is no row for them', async () => {
  const id = loaded(org, 'Opportunity', deal());
  await connect(org, 'admin').sobject('Opportunity').update({ Id: id, Confidential__c: 'secret' });
  const seen = async (persona: 'rep' | 'manager'): Promise<number> =>
    (
      await connect(org, persona).query(
        `SELECT Id FROM OpportunityFieldHistory WHERE OpportunityId = '${id}' AND Field = 'Confidential__c'`,
      )
    ).totalSize;
  expect([await seen('rep'), await seen('manager')]).toEqual([0, 1]);
  const all = await connect(org).query(`SELECT Field FROM OpportunityFieldHistory WHERE OpportunityId = '${id}'`);
  expect(all.records.map(({ Field }): unknown => Field)).toEqual(['created']);
});

test('custom objects have theirs, for those who read them', async () => {
  const id = loaded(org, 'Opportunity', deal());
  const check = loaded(org, 'Check__c', { Opportunity__c: id, Key__c: `k-${id}`, Status__c: 'Open' });
  await connect(org, 'admin').sobject('Check__c').update({ Id: check, Status__c: 'Done' });
  const query = `SELECT Field, OldValue, NewValue FROM Check__History WHERE ParentId = '${check}' ORDER BY Id`;
  const { records } = await connect(org, 'admin').query(query);
  expect(records).toMatchObject([{ Field: 'created' }, { Field: 'Status__c', OldValue: 'Open', NewValue: 'Done' }]);
  await expect(connect(org, 'ops').query(query)).rejects.toMatchObject({ errorCode: 'INVALID_TYPE' });
});

test('where history is off there is none, whatever the fields say', async () => {
  const off = await startFixture({
    metadata: new Map([...metadata].filter(([path]) => !path.endsWith('Opportunity.object-meta.xml'))),
  });
  try {
    await expect(connect(off).query('SELECT Id FROM OpportunityFieldHistory')).rejects.toMatchObject({
      errorCode: 'INVALID_TYPE',
    });
  } finally {
    await off.stop();
  }
});

test('FieldDefinition says which fields are tracked', async () => {
  const query = `SELECT QualifiedApiName FROM FieldDefinition WHERE EntityDefinition.QualifiedApiName = 'Opportunity' AND IsFieldHistoryTracked = true`;
  const { records } = (await json(await call(org, `/tooling/query?q=${encodeURIComponent(query)}`, {}, 'admin'))) as {
    records: { QualifiedApiName: string }[];
  };
  expect(records.map(({ QualifiedApiName }) => QualifiedApiName).toSorted()).toEqual(
    ['StageName', 'Amount', 'CloseDate', 'OwnerId', 'Description', 'Region__c', 'Confidential__c'].toSorted(),
  );
});
