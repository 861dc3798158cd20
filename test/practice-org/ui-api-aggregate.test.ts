/** Aggregates of GraphQL against rows read by SOQL and grouped here. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call, connect, deal, json, loaded, startFixture } from './practice.ts';
import { graphql, messages, Json } from './ui-api.ts';

interface Deal {
  readonly StageName: string;
  readonly Region__c: string | null;
  readonly CloseDate: string;
  readonly Amount: number | null;
}

const count = 60;
let org: PracticeOrg;
let deals: Deal[];
beforeAll(async () => {
  org = await startFixture();
  for (let at = 0; at < count; at++)
    loaded(
      org,
      'Opportunity',
      deal({
        Name: `Deal ${at}`,
        StageName: ['Prospecting', 'Qualification', 'Closed Won'][at % 3],
        Region__c: ['North', 'South', null][at % 4] ?? null,
        CloseDate: `202${6 + (at % 2)}-${String(1 + (at % 12)).padStart(2, '0')}-15`,
        Amount: at % 5 === 0 ? null : at * 100,
      }),
    );
  const { records } = await connect(org).query('SELECT StageName, Region__c, CloseDate, Amount FROM Opportunity');
  deals = records as unknown as Deal[];
});
afterAll(() => org.stop());

const ask = (given: string, inner: string, more = ''): string =>
  `{ uiapi { aggregate { Opportunity${given === '' ? '' : `(${given})`} { totalCount edges { node { aggregate { ${inner} } } } ${more} } } } }`;
const found = (answer: Json, alias = 'Opportunity'): Json[] =>
  answer.list('data', 'uiapi', 'aggregate', alias, 'edges').map((edge) => new Json(edge.at('node', 'aggregate')));

type Key = string | number | null;

interface GroupKey {
  readonly input: string;
  readonly output: string;
  readonly path: readonly string[];
  of(one: Deal): Key;
}

const keys: readonly GroupKey[] = [
  {
    input: 'StageName: { group: true }',
    output: 'StageName { value }',
    path: ['StageName', 'value'],
    of: (one) => one.StageName,
  },
  {
    input: 'Region__c: { group: true }',
    output: 'Region__c { value }',
    path: ['Region__c', 'value'],
    of: (one) => one.Region__c,
  },
  {
    input: 'CloseDate: { function: CALENDAR_QUARTER }',
    output: 'CloseDate { calendarQuarter { value } }',
    path: ['CloseDate', 'calendarQuarter', 'value'],
    of: (one) => Math.ceil(Number(one.CloseDate.slice(5, 7)) / 3),
  },
  {
    input: 'CloseDate: { function: CALENDAR_YEAR }',
    output: 'CloseDate { calendarYear { value } }',
    path: ['CloseDate', 'calendarYear', 'value'],
    of: (one) => Number(one.CloseDate.slice(0, 4)),
  },
];

const figures = `Id { count { value } } Amount { sum { value } avg { value } min { value } max { value } count { value }
  countDistinct { value } } CloseDate { min { value } max { value } }`;

function expected(rows: readonly Deal[]): unknown[] {
  const amounts = rows.flatMap(({ Amount }) => (Amount === null ? [] : [Amount]));
  const sum = amounts.reduce((total, one) => total + one, 0);
  const none = amounts.length === 0;
  const dates = rows.map(({ CloseDate }) => CloseDate).toSorted();
  return [
    rows.length,
    none ? null : sum,
    none ? null : sum / amounts.length,
    none ? null : Math.min(...amounts),
    none ? null : Math.max(...amounts),
    amounts.length,
    new Set(amounts).size,
    dates[0],
    dates.at(-1),
  ];
}

const figurePaths = [
  ['Id', 'count'],
  ['Amount', 'sum'],
  ['Amount', 'avg'],
  ['Amount', 'min'],
  ['Amount', 'max'],
  ['Amount', 'count'],
  ['Amount', 'countDistinct'],
  ['CloseDate', 'min'],
  ['CloseDate', 'max'],
] as const;

const figuresOf = (group: Json): unknown[] => figurePaths.map((path) => group.at(...path, 'value'));

/** Each subset of keys that a subtotal leaves, from the words of the SOQL reference. */
function levels(type: string, chosen: readonly GroupKey[]): GroupKey[][] {
  if (type === 'GROUP_BY') return [[...chosen]];
  if (type === 'ROLLUP') return Array.from({ length: chosen.length + 1 }, (_none, at) => chosen.slice(0, at));
  return chosen.reduce<GroupKey[][]>((sets, key) => sets.flatMap((set) => [set, [...set, key]]), [[]]);
}

const distinctFields = (chosen: readonly GroupKey[]): boolean =>
  new Set(chosen.map(({ path }) => path[0])).size === chosen.length;

test('groups, subtotals and their figures are those of the rows', async () => {
  const minimum = fc.integer({ min: 0, max: 6000 });
  const grouped = fc.shuffledSubarray([...keys], { minLength: 1, maxLength: 3 }).filter(distinctFields);
  await fc.assert(
    fc.asyncProperty(grouped, fc.constantFrom('GROUP_BY', 'ROLLUP', 'CUBE'), minimum, async (chosen, type, least) => {
      const given = `first: 2000, where: { Amount: { gte: ${least} } }, groupBy: { type: ${type}, ${chosen.map(({ input }) => input).join(', ')} }`;
      const answer = await graphql(org, ask(given, `${chosen.map(({ output }) => output).join(' ')} ${figures}`));
      expect(messages(answer)).toEqual([]);
      const rows = deals.filter(({ Amount }) => Amount !== null && Amount >= least);
      const wanted = levels(type, chosen).flatMap((kept) => {
        const groups = Map.groupBy(rows, (one) =>
          JSON.stringify(chosen.map((key) => (kept.includes(key) ? key.of(one) : null))),
        );
        return [...groups].map(([key, own]) => JSON.stringify([JSON.parse(key), expected(own)]));
      });
      const got = found(answer).map((group) =>
        JSON.stringify([chosen.map(({ path }) => group.at(...path)), figuresOf(group)]),
      );
      expect(got.toSorted()).toEqual(wanted.toSorted());
      expect(answer.at('data', 'uiapi', 'aggregate', 'Opportunity', 'totalCount')).toBe(wanted.length);
    }),
    { numRuns: 80 },
  );
});

test('without groups all that match is one group, also where nothing matches', async () => {
  const all = await graphql(org, ask('', figures));
  expect(found(all).map(figuresOf)).toEqual([expected(deals)]);
  const none = await graphql(
    org,
    ask('where: { Amount: { lt: 0 } }', 'Id { count { value } } Amount { sum { value } }'),
  );
  expect(found(none).map(({ value }) => value)).toEqual([
    { Id: { count: { value: 0 } }, Amount: { sum: { value: null } } },
  ]);
});

test('groups come in pages, ordered by what they are grouped by', async () => {
  const given = 'first: 3, groupBy: { CloseDate: { group: true } }';
  const info = 'pageInfo { hasNextPage endCursor }';
  const seen: string[] = [];
  let after = '';
  for (let more = true; more;) {
    const next: Json = await graphql(
      org,
      ask(`${given}, orderBy: { CloseDate: { order: DESC } }${after}`, 'CloseDate { value displayValue }', info),
    );
    expect(messages(next)).toEqual([]);
    seen.push(...found(next).map((group) => group.text('CloseDate', 'value')));
    more = next.at('data', 'uiapi', 'aggregate', 'Opportunity', 'pageInfo', 'hasNextPage') === true;
    after = `, after: "${next.text('data', 'uiapi', 'aggregate', 'Opportunity', 'pageInfo', 'endCursor')}"`;
  }
  expect(seen).toEqual([...new Set(deals.map(({ CloseDate }) => CloseDate))].toSorted().toReversed());
});

test('a subtotal says over which field it is', async () => {
  const answer = await graphql(
    org,
    ask(
      'groupBy: { type: ROLLUP, StageName: { group: true } }',
      'StageName { value grouping { value } } Id { count { value } }',
    ),
  );
  const last = found(answer).at(-1);
  expect(last?.value).toEqual({ StageName: { value: null, grouping: { value: 1 } }, Id: { count: { value: count } } });
});

const filterOf = (region: string): string => `where: { Region__c: { eq: "${region}" } }`;

test('ten aliases answer in one request, an eleventh refuses all of them', async () => {
  const one = (at: number): string =>
    `a${at}: Opportunity(${filterOf(at % 2 === 0 ? 'North' : 'South')}, groupBy: { StageName: { group: true } }) {
      edges { node { aggregate { StageName { value } Id { count { value } } } } } }`;
  const aliases = (many: number): string =>
    `{ uiapi { aggregate { ${Array.from({ length: many }, (_none, at) => one(at)).join(' ')} } } }`;
  const ten = await graphql(org, aliases(10));
  const sums = Array.from({ length: 10 }, (_none, at) =>
    found(ten, `a${at}`).reduce((sum, group) => sum + Number(group.at('Id', 'count', 'value')), 0),
  );
  const [north, south] = ['North', 'South'].map((name) => deals.filter(({ Region__c }) => Region__c === name).length);
  expect(sums).toEqual(Array.from({ length: 10 }, (_none, at) => (at % 2 === 0 ? north : south)));
  expect(messages(await graphql(org, aliases(11)))).toEqual([
    'A query can contain up to 10 subqueries; this one has 11.',
  ]);
});

test.each([
  ['a formula', 'groupBy: { Size__c: { group: true } }', 'Id { count { value } }', /'Size__c' can not be grouped/],
  ['an amount', 'groupBy: { Amount: { group: true } }', 'Id { count { value } }', /"Amount" is not defined/],
  ['a moment itself', 'groupBy: { CreatedDate: { group: true } }', 'Id { count { value } }', /"group" is not defined/],
  ['a value in no group', '', 'StageName { value }', /Field must be grouped or aggregated: StageName/],
  ['a sum of a text', '', 'Name { sum { value } }', /Field 'sum' in type 'StringAggregate' is undefined/],
  [
    'an order by a field in no group',
    'groupBy: { StageName: { group: true } }, orderBy: { Name: { order: ASC } }',
    'StageName { value }',
    /Field must be grouped or aggregated: Name/,
  ],
  ['a page of 2,001', 'first: 2001', 'Id { count { value } }', /first: 2001 is not between 1 and 2000/],
  ['a page after nothing', 'after: "x"', 'Id { count { value } }', /after: x is no cursor/],
  [
    'subtotals of four fields',
    'groupBy: { type: CUBE, StageName: { group: true }, Region__c: { group: true }, OwnerId: { group: true }, Name: { group: true } }',
    'Id { count { value } }',
    /GROUP BY CUBE takes at most 3 fields/,
  ],
])('%s is refused as GraphQL refuses', async (_what, given, inner, message) => {
  const answer = await graphql(org, ask(given, inner));
  expect(messages(answer)[0]).toMatch(message);
  expect(answer.at('data', 'uiapi', 'aggregate', 'Opportunity', 'edges', 0, 'node', 'aggregate', 'Id')).toBeUndefined();
});

test('describe tells what SOQL does not group by', async () => {
  const body = (await json(await call(org, '/sobjects/Opportunity/describe'))) as {
    fields: { name: string; groupable: boolean }[];
  };
  const groupable = new Map(body.fields.map((one) => [one.name, one.groupable]));
  expect(['StageName', 'Region__c', 'CloseDate', 'Size__c', 'Amount'].map((name) => groupable.get(name))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test('what a user may not read is in no aggregate, group, order or filter', async () => {
  for (const [given, inner] of [
    ['groupBy: { Confidential__c: { group: true } }', 'Id { count { value } }'],
    ['', 'Confidential__c { countDistinct { value } }'],
    ['where: { Confidential__c: { ne: null } }', 'Id { count { value } }'],
  ] as const) {
    expect(messages(await graphql(org, ask(given, inner)))).toHaveLength(1);
    expect(messages(await graphql(org, ask(given, inner), {}, { as: 'manager' }))).toEqual([]);
  }
  const query = '{ uiapi { aggregate { Check__c { totalCount } } } }';
  expect(messages(await graphql(org, query, {}, { as: 'ops' }))).toEqual([
    "Field 'Check__c' in type 'RecordQueryAggregate' is undefined",
  ]);
});

test('amounts of several currencies are added up in the corporate one, as SOQL does', async () => {
  const several = await startFixture({
    currencies: [
      { isoCode: 'USD', conversionRate: 1, isCorporate: true, isActive: true },
      { isoCode: 'EUR', conversionRate: 0.5, isCorporate: false, isActive: true },
    ],
  });
  try {
    loaded(several, 'Opportunity', deal({ Amount: 100 }));
    loaded(several, 'Opportunity', deal({ Amount: 100, CurrencyIsoCode: 'EUR' }));
    const answer = await graphql(several, ask('', 'Amount { sum { value displayValue } max { value } }'));
    expect(found(answer)[0]?.value).toEqual({
      Amount: { sum: { value: 300, displayValue: '$300.00' }, max: { value: 200 } },
    });
    const { records } = await connect(several).query('SELECT SUM(Amount) total FROM Opportunity');
    expect(records[0]).toMatchObject({ total: 300 });
  } finally {
    await several.stop();
  }
});

test('more than 2,000 groups are too many, in GraphQL as in SOQL', async () => {
  const many = await startFixture();
  try {
    const rows = Array.from({ length: 2001 }, (_none, at) => deal({ Name: `Deal ${at}` }));
    expect(many.load('Opportunity', rows).every(({ ok }) => ok)).toBe(true);
    const answer = await graphql(many, ask('groupBy: { Name: { group: true } }', 'Name { value }'));
    expect(messages(answer)).toEqual([
      'Aggregate query does not support queryMore(), use LIMIT to restrict the results to a single batch',
    ]);
    await expect(connect(many).query('SELECT Name FROM Opportunity GROUP BY Name')).rejects.toMatchObject({
      errorCode: 'EXCEEDED_ID_LIMIT',
    });
  } finally {
    await many.stop();
  }
});

test('SOQL has the same subtotals', async () => {
  const { records } = await connect(org).query(
    'SELECT StageName, GROUPING(StageName) over, COUNT(Id) deals FROM Opportunity GROUP BY ROLLUP(StageName)',
  );
  expect(records.find((row) => row['over'] === 1)).toMatchObject({ StageName: null, deals: count });
  expect(records).toHaveLength(4);
});

/** Conditions as GraphQL has them, and as they are tried on rows here. */
const conditions: readonly (readonly [filter: string, holds: (one: Deal) => boolean])[] = [
  ['{ StageName: { eq: "Prospecting" } }', ({ StageName }) => StageName === 'Prospecting'],
  ['{ Region__c: { eq: null } }', ({ Region__c }) => Region__c === null],
  ['{ Amount: { gt: 2000 } }', ({ Amount }) => (Amount ?? 0) > 2000],
  [
    '{ or: [{ Region__c: { eq: "North" } }, { Amount: { lte: 500 } }] }',
    ({ Region__c, Amount }) => Region__c === 'North' || (Amount !== null && Amount <= 500),
  ],
  ['{ not: { StageName: { eq: "Qualification" } } }', ({ StageName }) => StageName !== 'Qualification'],
];

test('lists of one request that have conditions in common count as they do alone', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.constantFrom(...conditions), { minLength: 1, maxLength: 3 }), {
        minLength: 2,
        maxLength: 6,
      }),
      async (lists) => {
        const list = (of: (typeof lists)[number], at: number): string =>
          `l${at}: Opportunity(first: 100, where: { and: [${of.map(([filter]) => filter).join()}] }, groupBy: { StageName: { group: true } }) { edges { node { aggregate { StageName { value } Id { count { value } } } } } }`;
        const answer = await graphql(org, `{ uiapi { aggregate { ${lists.map(list).join(' ')} } } }`);
        const counted = lists.map((_, at) => {
          const groups = found(answer, `l${at}`);
          const counts = groups.map((one): [string, unknown] => [
            String(one.at('StageName', 'value')),
            one.at('Id', 'count', 'value'),
          ]);
          return Object.fromEntries(counts);
        });
        const expectedCounts = lists.map((of) => {
          const rows = deals.filter((one) => of.every(([, holds]) => holds(one)));
          return Object.fromEntries(
            [...Map.groupBy(rows, ({ StageName }) => StageName)].map(([stage, own]) => [stage, own.length]),
          );
        });
        expect(counted).toEqual(expectedCounts);
      },
    ),
    { numRuns: 60 },
  ));
