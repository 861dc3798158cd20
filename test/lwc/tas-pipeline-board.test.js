import { blockedQuery, cardsQuery, countsQuery, letters } from 'c/tasBoardModel';
import { model } from 'c/tasModel';
import Board from 'c/tasPipelineBoard';
import { graphql } from 'lightning/graphql';
import { createRecord, updateRecord } from 'lightning/uiRecordApi';
import { click, failure } from './open-panel';
import { all, one, other, settle, show, textOf, user } from './fixture';

const [first, second] = model.stages.map(({ name }) => name);
const isCounts = ({ query }) => query === countsQuery;
const isBlocked = ({ query }) => query === blockedQuery;
const isCards = ({ query }) => query === cardsQuery;

const list = (...groups) => ({
  edges: groups.map(([stage, count, amount, weighted = 0]) => ({
    node: {
      aggregate: {
        StageName: { value: stage },
        Id: { count: { value: count } },
        TAS_Model_Amount__c: { sum: { value: amount } },
        ExpectedRevenue: { sum: { value: weighted } },
      },
    },
  })),
});
/** A list for each grade, and one without; `given` by place. */
const grades = (given = {}) => Object.fromEntries([...letters, null].map((_, at) => [`g${at}`, given[at] ?? list()]));
const figures = (lists) => ({ uiapi: { aggregate: lists } });
const cells = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));
const deal = (at, more = {}) => ({
  node: {
    Id: `00600000000000${at}AAA`,
    ...cells({
      Name: `Deal ${at}`,
      StageName: first,
      CloseDate: '2026-12-31',
      LastModifiedDate: '2026-06-10T08:00:00.000Z',
      Amount: 1200000,
      TAS_Effective_Grade__c: 'B',
      TAS_Open_Items__c: 2,
      ...more,
    }),
    Owner: cells({ Name: 'Li Wei' }),
    Account: null,
  },
});
const cards = (deals, total = deals.length, ages = {}) => ({
  uiapi: {
    query: { Opportunity: { totalCount: total, edges: deals } },
    aggregate: { a0: list(), a1: list(), a2: list(), a3: list(), ...ages },
  },
});

async function openBoard({
  counts = grades(),
  blocked = grades(),
  shown = cards([]),
  refresh = jest.fn(async () => {}),
}) {
  updateRecord.mockReset().mockResolvedValue({ id: 'x' });
  createRecord.mockReset().mockResolvedValue({ id: 'y' });
  const board = await show('c-tas-pipeline-board', Board, {});
  graphql.emit(figures(counts), isCounts, refresh);
  graphql.emit(figures(blocked), isBlocked, refresh);
  graphql.emit(shown, isCards, refresh);
  await settle();
  return { board, refresh };
}

const cell = (board, row, grade) => one(board, `[data-row="${row}"] td[data-grade="${grade}"]`);

test('each cell says count, amount, weighted amount and how many have open items, and the lines add up', async () => {
  const { board } = await openBoard({
    counts: grades({ 0: list([first, 2, 3000000, 300000], [second, 1, 1000000, 200000]), 1: list([first, 3, 600000]) }),
    blocked: grades({ 0: list([first, 1, 3000000]) }),
    shown: cards([], 6, { a0: list([first, 4, 0]), a3: list([second, 1, 0]) }),
  });
  const button = one(cell(board, first, letters[0]), 'button');
  expect(button.title).toMatch(/2 deals, ¥3,000,000, weighted ¥300,000, and 1 with open items$/);
  expect(textOf(cell(board, first, 'all'))).toBe('5 ¥3,600,000');
  expect(textOf(cell(board, 'total', 'all'))).toBe('6 ¥4,600,000');
  expect(textOf(cell(board, second, letters[1]))).toBe('–');
  expect(all(one(board, `[data-row="${first}"]`), '.age').map(textOf)).toEqual(['4', '0', '0', '0']);
  expect(all(one(board, '[data-row="total"]'), '.age').map(textOf)).toEqual(['4', '0', '0', '1']);
  await expect(board).toBeAccessible();
});

test('nothing at all, a stage that the model does not know, and amounts of 10^12 are said', async () => {
  const { board } = await openBoard({});
  expect(textOf(one(board, '[data-id="cards-count"]'))).toBe('No open deal is like that.');
  expect(textOf(cell(board, 'total', 'all'))).toBe('–');
  const strange = await openBoard({ counts: grades({ 0: list(['Prospecting', 1, 1e12]) }) });
  expect(textOf(one(strange.board, '[data-row="other"] th'))).toBe('Other stages');
  expect(textOf(cell(strange.board, 'total', 'all'))).toBe('1 ¥1,000,000,000,000');
});

test('of more deals than cards it says how many are shown', async () => {
  const { board } = await openBoard({ shown: cards([deal(1), deal(2)], 50000) });
  expect(textOf(one(board, '[data-id="cards-count"]'))).toBe('The largest 2 of 50000 deals');
});

test('whose deals they are goes to Salesforce as a filter, and the answer before is gone', async () => {
  const { board } = await openBoard({ shown: cards([deal(1)]) });
  expect(graphql.getLastConfig().variables.scope).toEqual({ and: [{ IsClosed: { eq: false } }] });
  await click(one(board, '[data-scope="team"]'));
  expect(graphql.getLastConfig().variables.scope.and[1]).toEqual({
    or: [{ OwnerId: { eq: user } }, { Owner: { ManagerId: { eq: user } } }],
  });
  expect(all(board, '[data-card]')).toEqual([]);
});

/** What an org says of its record types and currencies. */
const kinds = (types, codes) => {
  const { query, aggregate } = cards([deal(1)]).uiapi;
  const infos = [...types, 'Master'].map((name) => ({
    name,
    master: name === 'Master',
    recordTypeId: `id of ${name}`,
  }));
  const currencies = { edges: codes.map((code) => ({ node: { aggregate: cells({ CurrencyIsoCode: code }) } })) };
  return { uiapi: { query, aggregate: { ...aggregate, currencies }, objectInfos: [{ recordTypeInfos: infos }] } };
};
const choose = async (board, name, value) => {
  const select = one(board, `select[data-id="${name}"]`);
  select.value = value;
  select.dispatchEvent(new CustomEvent('change'));
  await settle();
};
const switches = (board) => all(board, 'select').map((select) => select.dataset.id);

test('record type and currency are switches where there is more than one, and filters once they are chosen', async () => {
  const { board } = await openBoard({ shown: kinds(['New business', 'Renewal'], ['USD', 'EUR']) });
  expect(switches(board)).toEqual(['track', 'recordType', 'currency']);
  expect(textOf(one(board, 'select[data-id="recordType"]'))).toBe('All record types New business Renewal');
  expect(textOf(one(board, 'select[data-id="currency"]'))).toBe('All currencies EUR USD');
  await choose(board, 'recordType', 'id of Renewal');
  await choose(board, 'currency', 'EUR');
  expect(graphql.getLastConfig().variables.scope.and.slice(1)).toEqual([
    { RecordTypeId: { eq: 'id of Renewal' } },
    { CurrencyIsoCode: { eq: 'EUR' } },
  ]);
  // While the other deals are read there is still something to choose from.
  expect(switches(board)).toEqual(['track', 'recordType', 'currency']);
  expect(one(board, 'select[data-id="currency"]').value).toBe('EUR');
  await choose(board, 'currency', '');
  expect(graphql.getLastConfig().variables.scope.and).toHaveLength(2);
  await expect(board).toBeAccessible();
});

test.each([
  ['one of each', kinds(['New business'], ['USD'])],
  ['none', kinds([], [])],
  ['an answer that says nothing of them', cards([deal(1)])],
])('of %s there is no switch', async (_, shown) => {
  const { board } = await openBoard({ shown });
  expect(switches(board)).toEqual(['track']);
});

test('a move is written with the moment the deal was read at, and shown at once', async () => {
  const { board, refresh } = await openBoard({ shown: cards([deal(1)]) });
  await click(one(board, '[data-move]'));
  await click(one(board, `.menu [data-stage="${second}"]`));
  expect(updateRecord).toHaveBeenCalledWith(
    { fields: { Id: '006000000000001AAA', StageName: second } },
    { ifUnmodifiedSince: '2026-06-10T08:00:00.000Z' },
  );
  expect(one(board, `section[data-stage="${second}"] [data-card]`)).toBeDefined();
  expect(refresh).toHaveBeenCalled();
  expect(textOf(one(board, '[data-id="spoken"]'))).toBe(`“Deal 1” is now in “${second}”`);
});

test('a moved card keeps what the map of its deal says; where that is refused the deal has moved all the same', async () => {
  const mapped = deal(1, { TAS_Map_People__c: 2, TAS_Map_Supporters__c: 1 });
  const { board } = await openBoard({ shown: cards([mapped, deal(2)]) });
  createRecord.mockRejectedValueOnce(failure(400, '[TAS-P3] A map snapshot says what the deal says'));
  await click(one(board, '[data-move="006000000000002AAA"]'));
  await click(one(board, `.menu [data-stage="${second}"]`));
  expect(createRecord).not.toHaveBeenCalled();
  await click(one(board, '[data-move="006000000000001AAA"]'));
  await click(one(board, `.menu [data-stage="${second}"]`));
  await settle();
  expect(createRecord.mock.calls[0][0]).toMatchObject({
    apiName: 'TAS_Map_Snapshot__c',
    fields: { Opportunity__c: '006000000000001AAA', Stage__c: second, People__c: 2, Supporters__c: 1 },
  });
  const told = textOf(one(one(board, '[data-id="refused"]'), 'c-tas-notice'));
  expect(told).toContain('The deal was moved. What its customer map said at this moment was not kept.');
  expect(all(board, `section[data-stage="${second}"] [data-card]`)).toHaveLength(2);
});

test('a refused move brings the card back, with the reason and the panel of the deal', async () => {
  const { board } = await openBoard({ shown: cards([deal(1)]) });
  updateRecord.mockRejectedValue(failure(400, 'Main competitors are missing [TAS-G2]'));
  await click(one(board, '[data-move]'));
  await click(one(board, `.menu [data-stage="${second}"]`));
  expect(one(board, `section[data-stage="${first}"] [data-card]`)).toBeDefined();
  const refused = one(board, '[data-id="refused"]');
  expect(textOf(one(refused, 'c-tas-notice'))).toContain('Main competitors are missing [TAS-G2]');
  expect(one(refused, 'c-tas-stage-panel').recordId).toBe('006000000000001AAA');
});

test('a deal that somebody else changed meanwhile is read again, and not written over', async () => {
  const { board, refresh } = await openBoard({ shown: cards([deal(1, { OwnerId: other })]) });
  updateRecord.mockRejectedValue(failure(412, 'stale'));
  await click(one(board, '[data-move]'));
  await click(one(board, `.menu [data-stage="${second}"]`));
  expect(refresh).toHaveBeenCalledTimes(1);
  expect(one(board, `section[data-stage="${first}"] [data-card]`)).toBeDefined();
});

test('an answer that fails is told, and asked for again', async () => {
  const refresh = jest.fn(async () => {});
  const board = await show('c-tas-pipeline-board', Board, {});
  graphql.emit(figures(grades()), isCounts, refresh);
  graphql.emitErrors([{ message: 'Too many requests' }], isCards, refresh);
  await settle();
  expect(textOf(board)).toContain('The board could not be read');
  await click(one(board, '[data-id="retry"]'));
  expect(refresh).toHaveBeenCalled();
});

test('the counts are shown before what is blocked, ages and cards have come', async () => {
  const board = await show('c-tas-pipeline-board', Board, {});
  graphql.emit(figures(grades({ 0: list([first, 2, 3000000]) })), isCounts);
  await settle();
  expect(textOf(cell(board, first, letters[0]))).toBe('2 ¥3,000,000');
  expect(one(board, '.board').getAttribute('aria-busy')).toBe('true');
  expect(all(one(board, `[data-row="${first}"]`), '.age').map(textOf)).toEqual(['', '', '', '']);
  expect(all(board, '[data-card]')).toEqual([]);
  graphql.emit(figures(grades({ 0: list([first, 1, 3000000]) })), isBlocked);
  graphql.emit(cards([deal(1)], 2, { a1: list([first, 2, 0]) }), isCards);
  await settle();
  expect(one(board, '.board').getAttribute('aria-busy')).toBe('false');
  expect(one(cell(board, first, letters[0]), 'button').title).toContain('1 with open items');
  expect(all(one(board, `[data-row="${first}"]`), '.age').map(textOf)).toEqual(['0', '2', '0', '0']);
});
