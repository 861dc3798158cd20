import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call, deal, json, loaded, startFixture } from './practice.ts';
import { graphql, Json, messages } from './ui-api.ts';

let org: PracticeOrg;
let id: string;
beforeAll(async () => {
  org = await startFixture();
  id = loaded(org, 'Opportunity', deal({ Name: 'Held', Amount: 10 }));
});
afterAll(() => org.stop());

const batch = (inner: string, allOrNone?: boolean): string =>
  `mutation M { uiapi${allOrNone === undefined ? '' : `(input: { allOrNone: ${allOrNone} })`} { ${inner} } }`;
const create = (alias: string, fields: string): string =>
  `${alias}: OpportunityCreate(input: { Opportunity: { ${fields} } }) { Record { Id Name { value } } }`;
const update = (alias: string, fields: string, target = id): string =>
  `${alias}: OpportunityUpdate(input: { Id: "${target}", Opportunity: { ${fields} } }) { success Record { Id Amount { value } } }`;
const good = (name: string): string => `Name: "${name}", StageName: "Prospecting", CloseDate: "2027-01-31"`;

async function deals(where: string): Promise<Json[]> {
  const query = `{ uiapi { query { Opportunity(where: ${where}) { edges { node { Name { value } Amount { value } Points__c { value } } } } } } }`;
  return (await graphql(org, query)).list('data', 'uiapi', 'query', 'Opportunity', 'edges');
}
const isThere = async (name: string): Promise<boolean> => (await deals(`{ Name: { eq: "${name}" } }`)).length > 0;
const amount = async (): Promise<unknown> => (await deals(`{ Id: { eq: "${id}" } }`))[0]?.at('node', 'Amount', 'value');

test('records are created, changed and deleted in one mutation, and roll-ups follow', async () => {
  const gone = loaded(org, 'Check__c', { Opportunity__c: id, Status__c: 'Done', Key__c: 'k-gone', Weight__c: 3 });
  const query = `mutation Save($a: Check__cCreateInput!, $b: OpportunityUpdateInput!) {
    uiapi(input: { allOrNone: true }) {
      r0: Check__cCreate(input: $a) { Record { Id Status__c { value } Opportunity__c { value } } }
      r1: OpportunityUpdate(input: $b) { success Record { Id Amount { value displayValue } Points__c { value } } }
      r2: Check__cDelete(input: { Id: "${gone}" }) { Id }
    } }`;
  const answer = await graphql(org, query, {
    a: { Check__c: { Opportunity__c: id, Status__c: 'Done', Key__c: 'k-1' } },
    b: { Id: id, Opportunity: { Amount: 12.5 } },
  });
  expect(messages(answer)).toEqual([]);
  expect(answer.at('data', 'uiapi')).toEqual({
    r0: {
      Record: {
        Id: expect.stringMatching(/^\w{18}$/) as unknown,
        Status__c: { value: 'Done' },
        Opportunity__c: { value: id },
      },
    },
    r1: {
      success: true,
      Record: { Id: id, Amount: { value: 12.5, displayValue: '$12.50' }, Points__c: { value: 3 } },
    },
    r2: { Id: gone },
  });
  const [held] = await deals(`{ Id: { eq: "${id}" } }`);
  expect(held?.at('node', 'Points__c', 'value')).toBe(0);
});

test.each([undefined, true])('with allOrNone %s one broken rule takes all of them back', async (allOrNone) => {
  const before = await amount();
  const inner = [create('a', good('Lost')), update('b', 'Amount: -1'), update('c', 'Amount: 77')].join(' ');
  const answer = await graphql(org, batch(inner, allOrNone));
  expect(answer.at('data')).toEqual({ uiapi: { a: null, b: null, c: null } });
  const halted = 'The transaction was rolled back since another operation in the same transaction failed.';
  const told = answer.list('errors').map((error) => [error.at('path'), error.at('message'), error.at('extensions')]);
  const extensions = { ErrorType: 'DataFetchingException' };
  expect(told).toEqual([
    [['uiapi', 'b'], 'The amount cannot be negative.', extensions],
    [['uiapi', 'c'], halted, extensions],
    [['uiapi', 'a'], halted, extensions],
  ]);
  expect([await isThere('Lost'), await amount()]).toEqual([false, before]);
});

test('without allOrNone the others stay', async () => {
  const inner = [create('a', good('Kept')), update('b', 'Amount: -1'), update('c', 'Amount: 78')].join(' ');
  const answer = await graphql(org, batch(inner, false));
  expect([answer.at('data', 'uiapi', 'a', 'Record', 'Name', 'value'), answer.at('data', 'uiapi', 'b')]).toEqual([
    'Kept',
    null,
  ]);
  expect(messages(answer)).toEqual(['The amount cannot be negative.']);
  expect([await isThere('Kept'), await amount()]).toEqual([true, 78]);
});

test('each mistake of a record is an error of its own', async () => {
  const answer = await graphql(org, batch(create('a', 'StageName: "Prospecting"')));
  expect(messages(answer).length).toBeGreaterThan(0);
  expect(answer.list('errors').every((error) => error.text('path', 1) === 'a')).toBe(true);
  expect(messages(answer).join(' ')).toMatch(/Name/);
});

test.each([
  ['may not edit', 'Points__c: 3', { Points__c: 3 }, 'Points__c'],
  ['may not see', 'Confidential__c: "x"', { Confidential__c: 'x' }, 'Confidential__c'],
  ['does not have', 'Nobody__c: "x"', { Nobody__c: 'x' }, 'Nobody__c'],
])('a field the user %s is in no input', async (_what, literal, given, name) => {
  const before = await amount();
  const inner = update('b', literal);
  const variables = { b: { Id: id, Opportunity: { ...given, Amount: 5 } } };
  const query = 'mutation M($b: OpportunityUpdateInput!) { uiapi { b: OpportunityUpdate(input: $b) { success } } }';
  for (const answer of [await graphql(org, batch(inner)), await graphql(org, query, variables)]) {
    expect(answer.at('data')).toBeNull();
    expect(messages(answer).join()).toContain(name);
    expect(answer.list('errors')[0]?.at('extensions', 'ErrorType')).toBe('ValidationError');
  }
  expect(await amount()).toBe(before);
});

test('what the user may not do with an object is refused with the place it was asked at', async () => {
  const me = org.org.sessions[0]?.userId ?? '';
  const inner = `o: OpportunityDelete(input: { Id: "${id}" }) { Id }
    u: UserUpdate(input: { Id: "${me}", User: { LastName: "x" } }) { success }`;
  const answer = await graphql(org, batch(inner, false));
  expect(answer.at('data', 'uiapi')).toEqual({ o: null, u: null });
  expect(answer.list('errors').map((error) => [error.text('path', 1), error.text('message')])).toEqual([
    ['o', 'insufficient access rights on object id'],
    ['u', 'entity type cannot be updated: User'],
  ]);
});

test('a value in a wrong format refuses the whole mutation, whatever allOrNone says', async () => {
  const inner = [create('a', good('Early')), update('b', 'CloseDate: "tomorrow"')].join(' ');
  const answer = await graphql(org, batch(inner, false));
  expect(answer.at('data')).toBeNull();
  expect(answer.list('errors').map((error) => error.at('extensions', 'ErrorType'))).toEqual(['ValidationError']);
  expect(await isThere('Early')).toBe(false);
});

const check = (alias: string, parent: string): string =>
  `${alias}: Check__cCreate(input: { Check__c: { Opportunity__c: "${parent}", Key__c: "k-${alias}" } }) { Record { Opportunity__c { value } } }`;

test('an operation names the record of one before it, by alias or by its own name', async () => {
  const inner = `OpportunityCreate(input: { Opportunity: { ${good('Chain')} } }) { Record { Id } }
    ${update('b', 'Amount: 9', '@{OpportunityCreate}')} ${create('n', good('Chain 2'))} ${check('k', '@{n}')}
    d: Check__cDelete(input: { Id: "@{k}" }) { Id }`;
  const answer = await graphql(org, batch(inner));
  expect(messages(answer)).toEqual([]);
  const made = answer.at('data', 'uiapi', 'OpportunityCreate', 'Record', 'Id');
  expect(answer.at('data', 'uiapi', 'b', 'Record')).toEqual({ Id: made, Amount: { value: 9 } });
  expect(answer.at('data', 'uiapi', 'k', 'Record', 'Opportunity__c', 'value')).toBe(
    answer.at('data', 'uiapi', 'n', 'Record', 'Id'),
  );
});

test('what hangs on a failed or later operation fails too, others stay', async () => {
  const inner = [
    check('early', '@{late}'),
    create('late', good('Late')),
    create('bad', `${good('Bad')}, Amount: -1`),
    update('hangs', 'Amount: 3', '@{bad}'),
    update('changed', 'Amount: 4'),
    update('after', 'Amount: 3', '@{changed}'),
  ].join(' ');
  const answer = await graphql(org, batch(inner, false));
  expect(answer.list('errors').map((error) => error.text('path', 1))).toEqual(['early', 'bad', 'hangs', 'after']);
  expect(messages(answer)[0]).toMatch(/@\{late\}/);
  expect(await isThere('Late')).toBe(true);
});

test.each([
  ['of another object', '001000000000001AAA', /incorrect type/],
  ['of nobody', '006TA0000009999', /invalid cross reference id/],
])('an id %s is refused', async (_what, wrong, message) => {
  const deletes = `d: OpportunityDelete(input: { Id: "${wrong}" }) { Id }`;
  for (const inner of [deletes, update('b', 'Amount: 1', wrong)])
    expect(messages(await graphql(org, batch(inner)))[0]).toMatch(message);
});

test('parents and children are not in what a mutation answers', async () => {
  const inner = `b: OpportunityUpdate(input: { Id: "${id}", Opportunity: { Amount: 41 } }) { Record { OwnerId { value } Owner { Id } Checks__r { totalCount } } }`;
  const answer = await graphql(org, batch(inner));
  expect(answer.at('data', 'uiapi', 'b', 'Record')).toMatchObject({ Owner: null, Checks__r: null });
  expect(messages(answer)).toEqual([
    'Owner is not currently available in mutation results',
    'Checks__r is not currently available in mutation results',
  ]);
  expect(await amount()).toBe(41);
});

test('a document holds queries and mutations; operationName picks one', async () => {
  const query = `query Read { uiapi { query { Opportunity(where: { Id: { eq: "${id}" } }) { totalCount } } } }
    mutation Write { uiapi { ${update('b', 'Amount: 55')} } }`;
  const ask = async (operationName?: string): Promise<Json> =>
    new Json(
      await json(await call(org, '/graphql', { method: 'POST', body: JSON.stringify({ query, operationName }) })),
    );
  expect((await ask('Read')).at('data')).toEqual({ uiapi: { query: { Opportunity: { totalCount: 1 } } } });
  expect(await amount()).toBe(41);
  expect((await ask('Write')).at('data', 'uiapi', 'b', 'success')).toBe(true);
  expect(await amount()).toBe(55);
  for (const name of [undefined, 'Nobody']) {
    const answer = await ask(name);
    expect([answer.at('data'), answer.list('errors')[0]?.at('extensions', 'ErrorType')]).toEqual([
      null,
      'ValidationError',
    ]);
  }
});

test('a composite call takes a mutation back with the rest', async () => {
  const body = JSON.stringify({
    allOrNone: true,
    compositeRequest: [
      {
        method: 'POST',
        url: '/services/data/v66.0/graphql',
        referenceId: 'm',
        body: { query: batch(update('b', 'Amount: 60')) },
      },
      {
        method: 'PATCH',
        url: `/services/data/v66.0/sobjects/Opportunity/${id}`,
        referenceId: 'p',
        body: { Amount: -1 },
      },
    ],
  });
  await call(org, '/composite', { method: 'POST', body });
  expect(await amount()).toBe(55);
});
