import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call, connect, deal, json, loaded, startFixture } from './practice.ts';

/** A clock that stands still, so that date literals mean the same in every run: a Wednesday. */
const now = new Date('2026-05-13T09:30:00Z');

interface Sample {
  readonly Name: string;
  readonly Amount: number | null;
  readonly NextStep: string | null;
  readonly CloseDate: string;
  readonly Reviewed__c: boolean;
}

let org: PracticeOrg;
const names = ['alpha', 'Beta', 'GAMMA', 'al%a', "O'Neil", 'a_b', 'delta\\'];
const amounts = [null, 0, 1, 1.5, 100, 1_000_000];
const steps = [null, 'call', 'CALL', 'visit'];
const days = ['2026-05-12', '2026-05-13', '2026-05-14', '2026-04-30', '2025-12-31', '2026-07-01'];
const samples: Sample[] = names.flatMap((Name, at) =>
  amounts.map((Amount, index) => ({
    Name,
    Amount,
    NextStep: steps[(at + index) % steps.length] ?? null,
    CloseDate: days[(at * 2 + index) % days.length] ?? '2026-05-13',
    Reviewed__c: (at + index) % 3 === 0,
  })),
);

beforeAll(async () => {
  org = await startFixture({ now: () => now });
  for (const result of org.load(
    'Opportunity',
    samples.map((sample) => deal({ ...sample })),
  ))
    expect(result.ok).toBe(true);
});
afterAll(() => org.stop());

/** A condition as SOQL and as a plain test of a sample. */
interface Condition {
  readonly soql: string;
  readonly test: (sample: Sample) => boolean;
}

const literal = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const same = (a: string | null, b: string): boolean => a?.toLowerCase() === b.toLowerCase();

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  fc
    .constantFrom(...names)
    .map((name) => ({ soql: `Name = ${literal(name)}`, test: (one: Sample) => same(one.Name, name) })),
  fc
    .constantFrom('call', 'visit')
    .map((text) => ({ soql: `NextStep != '${text}'`, test: (one: Sample) => !same(one.NextStep, text) })),
  fc.constantFrom('=', '!=').map((operator) => ({
    soql: `NextStep ${operator} null`,
    test: (one: Sample) => (one.NextStep === null) === (operator === '='),
  })),
  fc.tuple(fc.constantFrom('<', '<=', '>', '>='), fc.constantFrom(0, 1, 1.5, 99)).map(([operator, number]) => ({
    soql: `Amount ${operator} ${number}`,
    test: ({ Amount }: Sample) => {
      if (Amount === null) return false;
      return operator === '<'
        ? Amount < number
        : operator === '<='
          ? Amount <= number
          : operator === '>'
            ? Amount > number
            : Amount >= number;
    },
  })),
  fc.subarray(names, { minLength: 1 }).map((some) => ({
    soql: `Name IN (${some.map(literal).join(', ')})`,
    test: (one: Sample) => some.some((name) => same(one.Name, name)),
  })),
  fc.constant({
    soql: `Name NOT IN ('alpha', 'beta')`,
    test: (one: Sample) => !same(one.Name, 'alpha') && !same(one.Name, 'beta'),
  }),
  fc.constant({ soql: `Name LIKE 'al%a'`, test: (one: Sample) => /^al.*a$/i.test(one.Name) }),
  fc.constant({ soql: `Name LIKE 'al\\%a'`, test: (one: Sample) => one.Name === 'al%a' }),
  fc.constant({ soql: `Name LIKE 'a_b'`, test: (one: Sample) => /^a.b$/i.test(one.Name) }),
  fc
    .boolean()
    .map((flag) => ({ soql: `Reviewed__c = ${String(flag)}`, test: (one: Sample) => one.Reviewed__c === flag })),
  fc.constant({ soql: 'CloseDate = TODAY', test: (one: Sample) => one.CloseDate === '2026-05-13' }),
  fc.constant({ soql: 'CloseDate > YESTERDAY', test: (one: Sample) => one.CloseDate > '2026-05-12' }),
  fc.constant({
    soql: 'CloseDate = THIS_QUARTER',
    test: (one: Sample) => one.CloseDate >= '2026-04-01' && one.CloseDate < '2026-07-01',
  }),
  fc.constant({
    soql: 'CloseDate = LAST_N_DAYS:2',
    test: (one: Sample) => one.CloseDate === '2026-05-12' || one.CloseDate === '2026-05-13',
  }),
  fc.constant({ soql: 'CloseDate < 2026-01-01', test: (one: Sample) => one.CloseDate < '2026-01-01' }),
  fc.constant({ soql: 'CALENDAR_YEAR(CloseDate) = 2025', test: (one: Sample) => one.CloseDate.startsWith('2025') }),
  fc.constant({ soql: `Size__c = 'BIG'`, test: ({ Amount }: Sample) => (Amount ?? 0) >= 1_000_000 }),
);

const condition = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    leaf,
    // The parser loses the third of three NOTs in a row (and the org then refuses the query), so something stands between.
    tie('tree').map((inner) => ({
      soql: `(NOT (Name != null AND (${inner.soql})))`,
      test: (one: Sample) => !inner.test(one),
    })),
    fc.tuple(tie('tree'), tie('tree'), fc.constantFrom('AND', 'OR')).map(([a, b, operator]) => ({
      soql: `((${a.soql}) ${operator} (${b.soql}))`,
      test: (one: Sample) => (operator === 'AND' ? a.test(one) && b.test(one) : a.test(one) || b.test(one)),
    })),
  ),
})).tree;

const query = (soql: string) => connect(org).query<Record<string, unknown>>(soql);

test('a filter selects exactly the rows a plain filter of the same samples does', async () => {
  await fc.assert(
    fc.asyncProperty(condition, async ({ soql, test: matches }) => {
      const { records } = await query(`SELECT Name, Amount FROM Opportunity WHERE ${soql}`);
      const found = records.map(({ Name, Amount }) => ({ Name, Amount }));
      expect(found).toEqual(samples.filter(matches).map(({ Name, Amount }) => ({ Name, Amount })));
    }),
    { numRuns: 300 },
  );
});

test('a stretch of ids holds the live rows between them, whatever was made, deleted and brought back', async () => {
  const ids = Array.from({ length: 8 }, (_none, at) => loaded(org, 'Account', { Name: `Stretch ${at}` }));
  const accounts = connect(org, 'admin').sobject('Account');
  const deleted = new Set<string>();
  const step = fc.oneof(
    fc.record({ act: fc.constant('make' as const), at: fc.nat() }),
    fc.record({ act: fc.constantFrom('delete' as const, 'restore' as const), at: fc.nat() }),
  );
  const bounds = fc.record({
    from: fc.tuple(fc.constantFrom('>', '>='), fc.nat()),
    to: fc.tuple(fc.constantFrom('<', '<='), fc.nat()),
    sides: fc.constantFrom('both', 'from', 'to'),
  });
  const play = async (act: 'delete' | 'make' | 'restore', at: number): Promise<void> => {
    if (act === 'make') ids.push(loaded(org, 'Account', { Name: 'Stretch' }));
    const id = ids[at % ids.length] ?? '';
    if (act === 'delete' && !deleted.has(id)) {
      await accounts.delete(id);
      deleted.add(id);
    }
    if (act === 'restore' && deleted.has(id)) {
      org.undelete('Account', id);
      deleted.delete(id);
    }
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 4 }), bounds, async (steps, { from, to, sides }) => {
      for (const { act, at } of steps) await play(act, at);
      const [least, most] = [from, to].map(([, at]) => ids[at % ids.length] ?? '') as [string, string];
      const clauses = [
        ...(sides === 'to' ? [] : [`Id ${from[0]} '${least}'`]),
        ...(sides === 'from' ? [] : [`Id ${to[0]} '${most}'`]),
      ];
      const passes = (id: string): boolean =>
        (sides === 'to' || id > least || (id === least && from[0] === '>=')) &&
        (sides === 'from' || id < most || (id === most && to[0] === '<='));
      const { records } = await query(`SELECT Id FROM Account WHERE ${clauses.join(' AND ')} AND Name LIKE 'Stretch%'`);
      expect(records.map(({ Id }) => Id)).toEqual(ids.filter((id) => !deleted.has(id) && passes(id)));
    }),
    { numRuns: 100 },
  );
});

test('nulls come first unless the query says otherwise, ties keep their order', async () => {
  const amountsOf = async (order: string) =>
    (await query(`SELECT Amount FROM Opportunity WHERE Name = 'alpha' ORDER BY Amount ${order}`)).records.map(
      ({ Amount }) => Amount,
    );
  expect(await amountsOf('')).toEqual([null, 0, 1, 1.5, 100, 1_000_000]);
  expect(await amountsOf('DESC NULLS LAST')).toEqual([1_000_000, 100, 1.5, 1, 0, null]);
  const { records } = await query('SELECT Name FROM Opportunity ORDER BY Name LIMIT 3 OFFSET 6');
  expect(records.map(({ Name }) => Name)).toEqual(['al%a', 'al%a', 'al%a'].map(() => 'al%a'));
});

test('picklists sort in the order they are defined in', async () => {
  const { records } = await query('SELECT MasterLabel FROM OpportunityStage ORDER BY SortOrder LIMIT 2');
  expect(records.map(({ MasterLabel }) => MasterLabel)).toEqual(['Prospecting', 'Qualification']);
});

test('groups are counted, summed and filtered', async () => {
  const { records } = await query(
    `SELECT NextStep step, COUNT(Id) n, SUM(Amount) FROM Opportunity GROUP BY NextStep HAVING COUNT(Id) > 5 ORDER BY COUNT(Id) DESC, NextStep`,
  );
  const groups = Map.groupBy(samples, ({ NextStep }) => NextStep?.toLowerCase() ?? null);
  const expected = [...groups].map(([key, rows]) => [
    key,
    rows.length,
    rows.reduce((sum, { Amount }) => sum + (Amount ?? 0), 0),
  ]);
  const shown = records.map(({ step, n, expr0 }) => [typeof step === 'string' ? step.toLowerCase() : step, n, expr0]);
  expect(shown).toEqual(
    expected.toSorted((a, b) => Number(b[1]) - Number(a[1]) || (a[0] === null ? -1 : b[0] === null ? 1 : 0)),
  );
  expect((await query('SELECT COUNT() FROM Opportunity')).totalSize).toBe(samples.length);
});

test('parents, children, semi-joins and multi-select picklists are followed', async () => {
  const account = loaded(org, 'Account', { Name: 'Acme', Phone: '+86 10' });
  const parent = loaded(org, 'Opportunity', deal({ Name: 'With checks', AccountId: account }));
  const checks = [
    { Opportunity__c: parent, Key__c: 'k1', Tags__c: 'blue;red' },
    { Opportunity__c: parent, Key__c: 'k2', Tags__c: 'green' },
  ];
  for (const row of checks) loaded(org, 'Check__c', row);
  const nested = await query(
    `SELECT Name, Account.Name, Owner.Name, Account_Phone__c, (SELECT Key__c FROM Checks__r ORDER BY Key__c DESC) FROM Opportunity WHERE Id IN (SELECT Opportunity__c FROM Check__c WHERE Tags__c INCLUDES ('red;blue', 'nothing'))`,
  );
  expect(nested.records).toMatchObject([
    {
      Name: 'With checks',
      Account: { attributes: { type: 'Account' }, Name: 'Acme' },
      Owner: { Name: 'Data Load' },
      Account_Phone__c: '+86 10',
      Checks__r: { totalSize: 2, done: true, records: [{ Key__c: 'k2' }, { Key__c: 'k1' }] },
    },
  ]);
  const children = await query(
    `SELECT Key__c, Tags__c FROM Check__c WHERE Opportunity__r.Account.Name = 'acme' AND Tags__c EXCLUDES ('green')`,
  );
  expect(children.records).toMatchObject([{ Key__c: 'k1', Tags__c: 'red;blue' }]);
  await call(org, `/sobjects/Opportunity/${parent}`, { method: 'DELETE' }, 'admin');
  expect((await query(`SELECT Id FROM Check__c`)).totalSize).toBe(0);
  const all = await json(
    await call(org, `/queryAll?q=${encodeURIComponent('SELECT Id, IsDeleted FROM Check__c WHERE IsDeleted = true')}`),
  );
  expect(all).toMatchObject({ totalSize: 2 });
});

test.each([
  ['SELECT Nope FROM Opportunity', 'INVALID_FIELD', "No such column 'Nope' on entity 'Opportunity'"],
  ['SELECT Confidential__c FROM Opportunity', 'INVALID_FIELD', "No such column 'Confidential__c'"],
  ['SELECT Id FROM ScratchOrgInfo', 'INVALID_TYPE', "sObject type 'ScratchOrgInfo' is not supported"],
  ['SELECT Id FROM CurrencyType', 'INVALID_TYPE', "sObject type 'CurrencyType' is not supported"],
  ['SELECT Id FORM Opportunity', 'MALFORMED_QUERY', "unexpected token: 'Opportunity'"],
  ['SELECT Id FROM Opportunity LIMIT a', 'MALFORMED_QUERY', "unexpected token: 'a'"],
  ['SELECT Id FROM Opportunity WHERE Name =', 'MALFORMED_QUERY', 'unexpected token: <EOF>'],
  ['SELECT Id FROM Opportunity WHERE Name ~ 1', 'MALFORMED_QUERY', "unexpected token: '~'"],
  [
    "SELECT Id FROM Opportunity WHERE Name = 'a' AND Amount = 1 OR Amount = 2",
    'MALFORMED_QUERY',
    'unexpected token: OR',
  ],
  [
    "SELECT Id FROM Opportunity WHERE Amount = 'x'",
    'INVALID_FIELD',
    'must be of type currency and should not be enclosed in quotes',
  ],
  [
    "SELECT Id FROM Opportunity WHERE Note__c = 'x'",
    'INVALID_FIELD',
    "field 'Note__c' can not be filtered in a query call",
  ],
  ['SELECT Id FROM Opportunity USING SCOPE mine', 'MALFORMED_QUERY', 'USING SCOPE mine is not supported'],
  ['SELECT Id FROM Opportunity WITH DATA CATEGORY A__c AT B__c', 'MALFORMED_QUERY', 'DATA CATEGORY is not supported'],
  ['SELECT Name, Id, name FROM Opportunity', 'MALFORMED_QUERY', 'duplicate field selected: Name'],
  ['SELECT FIELDS(ALL) FROM Opportunity', 'MALFORMED_QUERY', 'LIMIT of at most 200'],
  ['SELECT StageName, COUNT(Id) FROM Opportunity', 'MALFORMED_QUERY', 'Field must be grouped or aggregated: StageName'],
  ['SELECT Id FROM Opportunity ORDER BY COUNT(Id)', 'MALFORMED_QUERY', 'cannot be ordered by COUNT'],
  ['SELECT Foo__r.Name FROM Opportunity', 'INVALID_FIELD', "Didn't understand relationship 'Foo__r'"],
])('%s is refused', async (soql, errorCode, message) => {
  await expect(query(soql)).rejects.toMatchObject({ errorCode, message: expect.stringContaining(message) as unknown });
});

test('pages hold 2,000 rows or as many as the client asks, and jsforce reads them all', async () => {
  const many = Array.from({ length: 4_100 }, (_none, at) => ({ Name: `Account ${at}` }));
  for (const result of org.load('Account', many)) expect(result.ok).toBe(true);
  const soql = "SELECT Id FROM Account WHERE Name LIKE 'Account %'";
  const first = (await json(await call(org, `/query?q=${encodeURIComponent(soql)}`))) as {
    records: unknown[];
    nextRecordsUrl: string;
  };
  expect(first.records).toHaveLength(2000);
  expect(first.nextRecordsUrl).toMatch(/^\/services\/data\/v62\.0\/query\/[0-9A-Za-z]{18}-2000$/);
  const small = await json(
    await call(org, `/query?q=${encodeURIComponent(soql)}`, { headers: { 'Sforce-Query-Options': 'batchSize=250' } }),
  );
  expect((small as typeof first).records).toHaveLength(250);
  const all = await connect(org).query(soql, { autoFetch: true, maxFetch: 10_000 });
  expect(new Set(all.records.map(({ Id }) => Id)).size).toBe(4_100);
});

test('an eleventh open cursor drops the oldest', async () => {
  const open = async () =>
    (await json(await call(org, `/query?q=${encodeURIComponent('SELECT Id FROM Account')}`))) as {
      nextRecordsUrl: string;
    };
  const first = await open();
  const path = (url: string) => url.replace('/services/data/v62.0', '');
  expect((await call(org, path(first.nextRecordsUrl))).status).toBe(200);
  for (let more = 0; more < 10; more++) await open();
  const gone = await call(org, path(first.nextRecordsUrl));
  expect([gone.status, await json(gone)]).toEqual([
    400,
    [{ message: 'invalid query locator', errorCode: 'INVALID_QUERY_LOCATOR' }],
  ]);
});

test('column metadata tells the select list', async () => {
  const answer = await json(
    await call(org, `/query?columns=true&q=${encodeURIComponent('SELECT Id, Account.Name, Amount FROM Opportunity')}`),
  );
  expect(answer).toMatchObject({
    columnMetadata: [
      { columnName: 'Id', joinColumns: [] },
      { columnName: 'Account', joinColumns: [{ columnName: 'Name', textType: true }] },
      { columnName: 'Amount', numberType: true },
    ],
  });
});
