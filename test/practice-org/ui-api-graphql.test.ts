import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deal, loaded, startFixture } from './practice.ts';
import { graphql, messages, type Json } from './ui-api.ts';

let org: PracticeOrg;
let big: string;
beforeAll(async () => {
  org = await startFixture({ currency: 'EUR' });
  const account = loaded(org, 'Account', { Name: 'Acme' });
  const share = { Share__c: 12.5, Region__c: 'North', Confidential__c: 'secret', NextStep: 'call' };
  big = loaded(org, 'Opportunity', deal({ Name: 'Big', Amount: 2_000_000, AccountId: account, ...share }));
  for (let at = 1; at <= 24; at++)
    loaded(org, 'Opportunity', deal({ Name: `Deal ${String(at).padStart(2, '0')}`, Amount: at * 1000 }));
  for (const [at, status] of ['Open', 'Done', 'Waived', 'Done'].entries())
    loaded(org, 'Check__c', { Opportunity__c: big, Key__c: `k-${at}`, Status__c: status, Weight__c: at });
});
afterAll(() => org.stop());

const list = (inner: string, given = ''): string => `{ uiapi { query { Opportunity${given} { ${inner} } } } }`;
const node = (inner: string): string => `edges { node { ${inner} } }`;
const found = (answer: Json): Json[] => answer.list('data', 'uiapi', 'query', 'Opportunity', 'edges');
const names = async (where: string): Promise<string[]> => {
  const answer = await graphql(org, list(node('Name { value }'), `(first: 50, where: ${where})`));
  expect(messages(answer)).toEqual([]);
  return found(answer).map((edge) => edge.text('node', 'Name', 'value'));
};

test('a deal, its parents and its children come in one query, each value with what a page shows of it', async () => {
  const query = `query Deal($id: ID!) { uiapi { query { Opportunity(where: { Id: { eq: $id } }) { edges { node {
    Id ApiName Amount { value displayValue } CloseDate { value displayValue } Share__c { value displayValue }
    Region__c { value displayValue label } Name { value displayValue } IsClosed { value displayValue }
    Points__c { value } Size__c { value } OwnerId { value } LastModifiedDate { value }
    Account { Name { value } } Owner { Name { value } }
    Checks__r(first: 2, where: { Status__c: { eq: "Done" } }, orderBy: { Weight__c: { order: DESC } }) {
      totalCount edges { node { Key__c { value } Weight__c { value displayValue } } } }
  } } } } } }`;
  const [edge] = found(await graphql(org, query, { id: big.slice(0, 15) }));
  expect(edge?.at('node')).toEqual({
    Id: big,
    ApiName: 'Opportunity',
    Amount: { value: 2_000_000, displayValue: '€2,000,000.00' },
    CloseDate: { value: '2027-01-31', displayValue: '1/31/2027' },
    Share__c: { value: 12.5, displayValue: '12.50%' },
    Region__c: { value: 'North', displayValue: 'North', label: 'North' },
    Name: { value: 'Big', displayValue: null },
    IsClosed: { value: false, displayValue: null },
    Points__c: { value: 4 },
    Size__c: { value: 'big' },
    OwnerId: { value: expect.stringMatching(/^005/) as unknown },
    LastModifiedDate: { value: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/) as unknown },
    Account: { Name: { value: 'Acme' } },
    Owner: { Name: { value: 'Data Load' } },
    Checks__r: {
      totalCount: 2,
      edges: [
        { node: { Key__c: { value: 'k-3' }, Weight__c: { value: 3, displayValue: '3.00' } } },
        { node: { Key__c: { value: 'k-1' }, Weight__c: { value: 1, displayValue: '1.00' } } },
      ],
    },
  });
});

test('a connection gives ten records, and the rest from its cursors on', async () => {
  const page = `edges { cursor node { Name { value } } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount`;
  const seen: string[] = [];
  let after: string | null = null;
  const infos: unknown[] = [];
  do {
    const query = `query Q($after: String) ${list(page, '(after: $after, orderBy: { Name: { order: ASC } })')}`;
    const answer = await graphql(org, query, { after });
    const connection = ['data', 'uiapi', 'query', 'Opportunity'] as const;
    expect(answer.at(...connection, 'totalCount')).toBe(25);
    const edges = found(answer);
    seen.push(...edges.map((edge) => edge.text('node', 'Name', 'value')));
    const info = [...connection, 'pageInfo'] as const;
    expect([answer.at(...info, 'startCursor'), answer.at(...info, 'endCursor')]).toEqual([
      edges[0]?.at('cursor'),
      edges.at(-1)?.at('cursor'),
    ]);
    infos.push([edges.length, answer.at(...info, 'hasPreviousPage'), answer.at(...info, 'hasNextPage')]);
    after = answer.at(...info, 'hasNextPage') === true ? answer.text(...info, 'endCursor') : null;
  } while (after !== null);
  expect(infos).toEqual([
    [10, false, true],
    [10, true, true],
    [5, true, false],
  ]);
  expect(seen).toEqual(seen.toSorted());
  expect(new Set(seen).size).toBe(25);
});

test.each([
  ['{ Name: { eq: "big" } }', ['Big']],
  ['{ Name: { like: "Deal 0%" }, Amount: { gte: 8000 } }', ['Deal 08', 'Deal 09']],
  ['{ Amount: { gt: 22000, lte: 24000, ne: 23000 } }', ['Deal 24']],
  ['{ Amount: { lt: 2000 } }', ['Deal 01']],
  ['{ Name: { in: ["Deal 03", "Big"] } }', ['Big', 'Deal 03']],
  ['{ Name: { in: [] } }', []],
  ['{ and: [{ Amount: { gt: 1000 } }, { not: { Amount: { gt: 2000 } } }] }', ['Deal 02']],
  ['{ or: [{ Region__c: { eq: "North" } }, { Name: { eq: "Deal 01" } }] }', ['Big', 'Deal 01']],
  ['{ Region__c: { nin: ["North"], ne: null } }', []],
  ['{ Region__c: { ne: null } }', ['Big']],
  ['{ Account: { Name: { like: "acm%" } } }', ['Big']],
  ['{ CloseDate: { lt: { value: "2027-02-01" } }, Amount: { gte: 2000000 } }', ['Big']],
  ['{ CloseDate: { eq: { literal: YESTERDAY } } }', []],
  ['{ CreatedDate: { gte: { range: { last_n_days: 2 } } }, Name: { eq: "Big" } }', ['Big']],
  ['{ Id: { eq: "006000000000001AAA" } }', []],
  ['{ Name: { eq: "O\'Hara \\\\ \\"x\\" OR Name != null" } }', []],
])('the filter %s finds %j', async (where, expected) => {
  expect(await names(where)).toEqual(expected);
});

test('records are sorted by several fields in the order the query names them', async () => {
  const of = async (order: string): Promise<string[]> =>
    found(await graphql(org, list(node('Name { value }'), `(first: 50, orderBy: { ${order} })`))).map((edge) =>
      edge.text('node', 'Name', 'value'),
    );
  const byAmount = await of('Amount: { order: DESC }, Name: { order: ASC }');
  const byName = await of('Name: { order: ASC }, Amount: { order: DESC }');
  expect([byAmount[1], byName[1]]).toEqual(['Deal 24', 'Deal 01']);
});

test('the current user is told by name', async () => {
  const answer = await graphql(org, '{ uiapi { currentUser { Id Name { value } } } }', {}, { as: 'manager' });
  expect(answer.at('data', 'uiapi', 'currentUser', 'Name', 'value')).toBe('Max Manager');
});

test('what a user may not see refuses the query, and is left out where it is marked optional', async () => {
  const bare = await graphql(org, list(node('Name { value } Confidential__c { value }')));
  expect(bare.at('data')).toBeNull();
  expect(messages(bare)).toEqual(["Field 'Confidential__c' in type 'Opportunity' is undefined"]);
  expect(bare.list('errors')[0]?.at('locations', 0, 'line')).toBe(1);
  const marked = list(node('Id Confidential__c @optional { value }'), '(where: { Amount: { gt: 1000000 } })');
  const hidden = await graphql(org, marked);
  expect([hidden.at('errors'), found(hidden)[0]?.at('node')]).toEqual([[], { Id: big }]);
  const shown = await graphql(org, marked, {}, { as: 'manager' });
  expect(found(shown)[0]?.at('node')).toEqual({ Id: big, Confidential__c: { value: 'secret' } });
  for (const given of ['where: { Confidential__c: { eq: "secret" } }', 'orderBy: { Confidential__c: { order: ASC } }'])
    expect(messages(await graphql(org, list('totalCount', `(${given})`)))).toHaveLength(1);
});

test('an object without read right is not there, nor are its lists', async () => {
  const direct = await graphql(org, '{ uiapi { query { Check__c { totalCount } } } }', {}, { as: 'ops' });
  expect(messages(direct)).toEqual(["Field 'Check__c' in type 'RecordQuery' is undefined"]);
  const query = list(
    node('Checks__r(first: $most) @optional { edges { node { Key__c { value } } } }'),
    '(where: { Amount: { gt: 1000000 } })',
  );
  const answer = await graphql(org, `query Q($most: Int) ${query}`, { most: 5 }, { as: 'ops' });
  expect([answer.at('errors'), found(answer)[0]?.at('node')]).toEqual([[], {}]);
});
