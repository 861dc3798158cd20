/** Queries nobody should send: each is refused with a reason, and the org goes on. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call, deal, json, loaded, startFixture } from './practice.ts';
import { graphql, messages } from './ui-api.ts';

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture();
  loaded(org, 'Opportunity', deal());
});
afterAll(() => org.stop());

const plain = '{ uiapi { query { Opportunity { edges { node { Id } } } } } }';
const within = (inner: string): string => `{ uiapi { query { Opportunity { edges { node { ${inner} } } } } } }`;

afterEach(async () => {
  expect((await graphql(org, plain)).list('data', 'uiapi', 'query', 'Opportunity', 'edges')).toHaveLength(1);
});

const repeated = (count: number, one: (at: number) => string): string =>
  Array.from({ length: count }, (_none, at) => one(at)).join(' ');

test.each([
  ['an open brace', '{ uiapi {', 'InvalidSyntax', /^Syntax Error/],
  ['no query at all', '', 'InvalidSyntax', /^Syntax Error/],
  ['a forbidden character', '{ uiapi \u0000 }', 'InvalidSyntax', /^Syntax Error/],
  ['an unknown field', within('Nonsense__c { value }'), 'ValidationError', /'Nonsense__c' in type 'Opportunity'/],
  ['an unknown object', '{ uiapi { query { Nobody { totalCount } } } }', 'ValidationError', /'Nobody' in type/],
  ['a value without its parts', within('Name'), 'ValidationError', /must have a selection of subfields/],
  ['a field in a wrong case', within('name { value }'), 'ValidationError', /'name' in type 'Opportunity'/],
  ['a fragment that spreads itself', `query { ...F } fragment F on Query { ...F }`, 'ValidationError', /spread/],
  [
    'a subscription',
    'subscription { uiapi { query { __typename } } }',
    'OperationNotSupported',
    /not configured for sub/,
  ],
  [
    'a query in a mutation',
    'mutation { uiapi { query { __typename } } }',
    'ValidationError',
    /'query' in type 'UIAPIM/,
  ],
  [
    'a thousand aliases',
    `{ uiapi { query { ${repeated(1000, (at) => `a${at}: Opportunity { totalCount }`)} } } }`,
    'ExecutionAborted',
    /up to 10 subqueries; this one has 1000/,
  ],
  [
    'more subqueries behind fragments',
    `{ uiapi { query { ...B ...C } } } fragment B on RecordQuery { ${repeated(6, (at) => `b${at}: Contact { totalCount }`)} }
     fragment C on RecordQuery { ...B ${repeated(6, (at) => `c${at}: Account { totalCount }`)} }`,
    'ExecutionAborted',
    /up to 10 subqueries/,
  ],
  ['a deep query', within(`${'Owner { '.repeat(5000)}Id${' }'.repeat(5000)}`), 'ExecutionAborted', /deeper than 60/],
  [
    'six parents in a row',
    within('Account { Parent { Parent { Parent { Parent { Parent { Id } } } } } }'),
    'ExecutionAborted',
    /5 levels/,
  ],
  [
    'grandchildren',
    '{ uiapi { query { Account { edges { node { Opportunities { edges { node { Checks__r { totalCount } } } } } } } } } }',
    'ExecutionAborted',
    /one level down/,
  ],
  ['too many words', within(repeated(20_000, () => 'Id')), 'ExecutionAborted', /more than 15000 tokens/],
])('%s is refused', async (_what, query, kind, message) => {
  const answer = await graphql(org, query);
  expect(answer.at('data')).toBeNull();
  const [error] = answer.list('errors');
  expect(error?.at('extensions', 'ErrorType')).toBe(kind);
  expect(error?.text('message')).toMatch(message);
});

test.each([
  ['too large a page', '(first: 2001)', /not between 1 and 2000/],
  ['an empty page', '(first: 0)', /not between 1 and 2000/],
  ['a cursor of nobody', '(after: "nonsense")', /is no cursor/],
  ['a day that is none', '(where: { CloseDate: { eq: { value: "tomorrow" } } })', /is no date/],
  ['text for a number', '(where: { Amount: { eq: "much" } })', /compared with a number/],
  ['an empty range', '(where: { CloseDate: { eq: { range: {} } } })', /empty range/],
])('%s fails that list alone', async (_what, given, message) => {
  const query = `{ uiapi { query { bad: Opportunity${given} { totalCount } good: Opportunity { totalCount } } } }`;
  const answer = await graphql(org, query);
  expect(answer.at('data', 'uiapi', 'query')).toEqual({ bad: null, good: { totalCount: 1 } });
  const [error] = answer.list('errors');
  expect(error?.text('message')).toMatch(message);
  expect(error?.at('path')).toEqual(['uiapi', 'query', 'bad']);
});

test('variables of the wrong type are refused before anything is read', async () => {
  const query = 'query Q($most: Int!) { uiapi { query { Opportunity(first: $most) { totalCount } } } }';
  for (const most of ['ten', null, 1.5, { a: 1 }]) {
    const answer = await graphql(org, query, { most });
    expect([answer.at('data'), messages(answer)]).toEqual([null, [expect.stringContaining('$most')]]);
  }
});

test('variables nested beyond all measure are refused', async () => {
  const query = 'query Q($where: Opportunity_Filter) { uiapi { query { Opportunity(where: $where) { totalCount } } } }';
  for (const depth of [5000, 100_000]) {
    const where = `${'{"not":'.repeat(depth)}{}${'}'.repeat(depth)}`;
    const body = `{"query":${JSON.stringify(query)},"variables":{"where":${where}}}`;
    const response = await call(org, '/graphql', { method: 'POST', body });
    expect(await json(response)).toMatchObject({ errors: [{ message: 'The variables are nested too deeply.' }] });
  }
});

test('a filter longer than SOQL may be is refused', async () => {
  const query =
    'query Q($names: [String]) { uiapi { query { Opportunity(where: { Name: { in: $names } }) { totalCount } } } }';
  const answer = await graphql(org, query, { names: Array.from({ length: 50_000 }, (_none, at) => `n${at}`) });
  expect(messages(answer)).toEqual(['The filter is longer than 100000 characters.']);
});

test('a body that is no query is refused as malformed', async () => {
  for (const body of ['{}', '[]', '{"query":5}', '{"query":"{uiapi{__typename}}","variables":"x"}']) {
    const response = await call(org, '/graphql', { method: 'POST', body });
    expect([response.status, await json(response)]).toMatchObject([400, [{ errorCode: 'JSON_PARSER_ERROR' }]]);
  }
  expect((await call(org, '/graphql')).status).toBe(405);
});
