/** Rows through any number of deployments, against a model that is a plain map. */
import fc from 'fast-check';
import { Connection } from 'jsforce';
import { expect, test } from 'vitest';
import { deploy, failures, manifest, xml } from './deploy.ts';
import { connect, deal, loaded, startFixture } from './practice.ts';

const names = ['A__c', 'B__c', 'C__c'];

const types = {
  text: { xml: '<type>Text</type><length>40</length>', value: 'words', fresh: null },
  number: { xml: '<type>Number</type><precision>10</precision><scale>2</scale>', value: 7.25, fresh: null },
  checkbox: { xml: '<type>Checkbox</type><defaultValue>true</defaultValue>', value: false, fresh: true },
  unchecked: { xml: '<type>Checkbox</type><defaultValue>false</defaultValue>', value: true, fresh: false },
} as const;

type Kind = keyof typeof types;

/** What is done to one field: deployed in some form, deleted, or written on one of the rows. */
const step = fc.record({
  name: fc.constantFrom(...names),
  act: fc.oneof(
    fc.record({
      do: fc.constant('deploy' as const),
      kind: fc.constantFrom<Kind>('text', 'number', 'checkbox', 'unchecked'),
    }),
    fc.constant({ do: 'delete' as const }),
    fc.record({ do: fc.constant('write' as const), row: fc.integer({ min: 0, max: 2 }) }),
  ),
});

const fieldFile = (name: string, kind: Kind): Record<string, string> => ({
  'objects/Opportunity.object': xml(
    'CustomObject',
    `<fields><fullName>${name}</fullName><label>${name}</label>${types[kind].xml}</fields>`,
  ),
});

test('deployed, deleted and deployed anew, fields hold what was written since they were last made', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const org = await startFixture({ metadata: new Map() });
      try {
        const admin = connect(org, 'admin');
        const ids = ['First', 'Second', 'Third'].map((Name) => loaded(org, 'Opportunity', deal({ Name, Amount: 3 })));
        const kinds = new Map<string, Kind>();
        const rows = ids.map(() => new Map<string, unknown>());
        for (const { name, act } of steps) {
          const kind = kinds.get(name);
          if (act.do === 'deploy') {
            // A type that is there stays: what becomes of values of another type is tested by itself.
            const next = kind ?? act.kind;

            const result = await deploy(admin, {
              'package.xml': manifest({ CustomField: [`Opportunity.${name}`] }),
              ...fieldFile(name, next),
            });
            expect(failures(result)).toEqual([]);
            if (kind === undefined) for (const row of rows) row.set(name, types[next].fresh);
            kinds.set(name, next);
          } else if (act.do === 'delete') {
            await deploy(
              admin,
              {
                'package.xml': manifest({}),
                'destructiveChanges.xml': manifest({ CustomField: [`Opportunity.${name}`] }),
              },
              { ignoreWarnings: true },
            );
            kinds.delete(name);
            for (const row of rows) row.delete(name);
          } else if (kind !== undefined) {
            await admin.sobject('Opportunity').update({ Id: ids[act.row] ?? '', [name]: types[kind].value });
            rows[act.row]?.set(name, types[kind].value);
          }
        }
        const fields = [...kinds.keys()];
        const { records } = await admin.query(
          `SELECT Id, Name, Amount${fields.map((name) => `, ${name}`).join('')} FROM Opportunity ORDER BY Id`,
        );
        expect(records).toHaveLength(3);
        for (const [at, record] of records.entries())
          expect(record).toMatchObject({ Id: ids[at], Amount: 3, ...Object.fromEntries(rows[at] ?? []) });
        const described = (await admin.describe('Opportunity')).fields.map(({ name }) => name);
        expect(names.filter((name) => described.includes(name)).toSorted()).toEqual(fields.toSorted());
      } finally {
        await org.stop();
      }
    }),
    { numRuns: 25 },
  );
});

test('ids and numbers go on, the recycle bin keeps its rows, and a roll-up counts what was there before it', async () => {
  const org = await startFixture({ metadata: new Map() });
  try {
    const admin = connect(org, 'admin');
    const one = loaded(org, 'Opportunity', deal());
    const object = (inner: string, name: string) => ({ [`objects/${name}.object`]: xml('CustomObject', inner) });
    const visit =
      '<fields><fullName>Deal__c</fullName><label>Deal</label><referenceTo>Opportunity</referenceTo><relationshipName>Visits</relationshipName><type>MasterDetail</type></fields><fields><fullName>Hours__c</fullName><label>Hours</label><precision>6</precision><scale>1</scale><type>Number</type></fields><label>Visit</label><nameField><displayFormat>V-{0000}</displayFormat><label>No</label><type>AutoNumber</type></nameField><pluralLabel>Visits</pluralLabel>';
    expect(
      failures(
        await deploy(admin, { 'package.xml': manifest({ CustomObject: ['Visit__c'] }), ...object(visit, 'Visit__c') }),
      ),
    ).toEqual([]);
    const [first, second] = [
      loaded(org, 'Visit__c', { Deal__c: one, Hours__c: 2 }),
      loaded(org, 'Visit__c', { Deal__c: one, Hours__c: 3.5 }),
    ];
    const gone = loaded(org, 'Visit__c', { Deal__c: one, Hours__c: 9 });
    await admin.sobject('Visit__c').delete(gone);
    // An object whose name comes before takes no prefix from one that is there.
    const early =
      '<label>Early</label><nameField><label>Name</label><type>Text</type></nameField><pluralLabel>Early</pluralLabel>';
    const rollup =
      '<fields><fullName>Hours__c</fullName><label>Hours</label><summarizedField>Visit__c.Hours__c</summarizedField><summaryForeignKey>Visit__c.Deal__c</summaryForeignKey><summaryOperation>sum</summaryOperation><type>Summary</type></fields><fields><fullName>Long__c</fullName><label>Long</label><formula>Hours__c &gt; 5</formula><type>Checkbox</type></fields>';
    const before = await admin.sobject('Opportunity').retrieve(one);
    expect(
      failures(
        await deploy(admin, {
          'package.xml': manifest({
            CustomObject: ['Early__c'],
            CustomField: ['Opportunity.Hours__c', 'Opportunity.Long__c'],
          }),
          ...object(early, 'Early__c'),
          ...object(rollup, 'Opportunity'),
        }),
      ),
    ).toEqual([]);
    expect(await admin.sobject('Opportunity').retrieve(one)).toMatchObject({
      Hours__c: 5.5,
      Long__c: true,
      SystemModstamp: before['SystemModstamp'] as string,
    });
    const third = loaded(org, 'Visit__c', { Deal__c: one, Hours__c: 1 });
    expect(new Set([first, second, gone, third]).size).toBe(4);
    expect(third.slice(0, 3)).toBe(first.slice(0, 3));
    const { records } = await admin.query<{ Name: string }>('SELECT Name FROM Visit__c ORDER BY Name');
    expect(records.map(({ Name }) => Name)).toEqual(['V-0001', 'V-0002', 'V-0004']);
    expect(org.undelete('Visit__c', gone)).toMatchObject({ ok: true });
    expect(await admin.sobject('Opportunity').retrieve(one)).toMatchObject({ Hours__c: 15.5 });
  } finally {
    await org.stop();
  }
});

test('what an org was started with is there after a deployment as well', async () => {
  const org = await startFixture({
    activateRules: true,
    stages: [{ name: 'Extra', probability: 15, forecastCategory: 'Pipeline', isClosed: false, isWon: false }],
    currencies: [
      { isoCode: 'CNY', conversionRate: 1, isCorporate: true, isActive: true },
      { isoCode: 'USD', conversionRate: 0.14, isCorporate: false, isActive: true },
    ],
    pipelineInspection: true,
    now: () => new Date('2026-11-20T08:00:00Z'),
  });
  try {
    const admin = connect(org, 'admin');
    const { accessToken, userId } = org.addPerson({ lastName: 'New', permissionSets: [] });
    const type = org.recordTypeNamed('Opportunity', 'Renewal');
    const id = loaded(org, 'Opportunity', deal({ CurrencyIsoCode: 'USD', RecordTypeId: type }));
    const before = await admin.sobject('Opportunity').retrieve(id);
    const refused = { Opportunity__c: id, Key__c: 'x' };
    const rules = await admin.sobject('Check__c').create(refused).then(String, String);
    const result = await deploy(admin, {
      'package.xml': manifest({ CustomField: ['Opportunity.D__c'] }),
      ...fieldFile('D__c', 'text'),
    });
    expect(failures(result)).toEqual([]);
    expect(await admin.sobject('Opportunity').retrieve(id)).toEqual({ ...before, D__c: null });
    expect(await admin.sobject('Check__c').create(refused).then(String, String)).toBe(rules);
    expect(rules).toContain('FIELD_CUSTOM_VALIDATION_EXCEPTION');
    const extra = "SELECT DefaultProbability FROM OpportunityStage WHERE ApiName = 'Extra' AND IsActive = true";
    expect((await admin.query(extra)).records).toMatchObject([{ DefaultProbability: 15 }]);
    const { records } = await admin.query('SELECT IsoCode FROM CurrencyType ORDER BY IsoCode');
    expect(records).toMatchObject([{ IsoCode: 'CNY' }, { IsoCode: 'USD' }]);
    expect(org.recordTypeNamed('Opportunity', 'renewal')).toBe(type);
    const person = new Connection({ instanceUrl: org.instanceUrl, accessToken, version: '62.0' });
    expect(await person.identity()).toMatchObject({ user_id: userId });
    expect(await person.sobject('Opportunity').create(deal())).toMatchObject({ success: true });
  } finally {
    await org.stop();
  }
});

test('a bulk job that was opened before a deployment takes the fields that came with it', async () => {
  const org = await startFixture({ metadata: new Map() });
  try {
    const admin = connect(org, 'admin');
    const job = admin.bulk2.createJob({ object: 'Opportunity', operation: 'insert' });
    await job.open();
    await deploy(admin, {
      'package.xml': manifest({ CustomField: ['Opportunity.D__c'] }),
      ...fieldFile('D__c', 'text'),
    });
    await job.uploadData('Name,StageName,CloseDate,D__c\nBulk,Prospecting,2027-01-31,new\n');
    await job.close();
    await job.poll(5, 5000);
    expect(await job.getAllResults()).toMatchObject({ failedResults: [], unprocessedRecords: [] });
    expect((await admin.query('SELECT Name, D__c FROM Opportunity')).records).toMatchObject([
      { Name: 'Bulk', D__c: 'new' },
    ]);
  } finally {
    await org.stop();
  }
});
