import { homeQuery, ownQuery, peopleQuery } from 'c/tasHomeModel';
import { dealQuery } from 'c/tasModel';
import Home from 'c/tasHome';
import { graphql } from 'lightning/graphql';
import { notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';
import { change, click, failure } from './open-panel';
import { all, dealData, item, namesData, now, one, other, settle, show, textOf, user } from './fixture';

jest.mock('@salesforce/customPermission/TAS_Approve', () => ({ __esModule: true, default: true }), { virtual: true });

beforeEach(() => jest.useFakeTimers({ now: new Date(now), doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

const isHome = ({ query }) => query === homeQuery;
const isOwn = ({ query }) => query === ownQuery({ money: true, runs: false });
const isPeople = ({ query }) => query === peopleQuery;

const cells = (values) => Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }]));

/** A request on a deal of somebody else's. */
const request = (code, at, { reason = null, deal = {}, link = null } = {}) => {
  const id = `006000000000${String(at).padStart(3, '0')}AAA`;
  const row = item(code, 'Requested', { changedBy: 'Li Wei', values: { Reason__c: reason, Evidence_Url__c: link } });
  const shown = { Name: `Deal ${at}`, StageName: 'Validate Opportunity', Amount: 1200000, OwnerId: other, ...deal };
  return {
    node: {
      ...row,
      Id: `a0x${at}`,
      Item_Key__c: { value: `${id}:${code}` },
      Opportunity__r: {
        Id: id,
        ...cells({ CreatedDate: '2026-06-01T08:00:00.000Z', TAS_Model_Amount__c: 1200000, ...shown }),
        Owner: cells({ Name: 'Li Wei' }),
        RecordType: null,
      },
    },
  };
};

const ending = (Name, day) => ({
  node: {
    Id: `006000000000${day.slice(-2)}0AAA`,
    ...cells({ Name, OwnerId: other, TAS_Deal_Reg_Expiry__c: day }),
    Owner: cells({ Name: 'Li Wei' }),
  },
});

const answerOf = (requests, total = requests.length, dates = []) => ({
  uiapi: {
    ...namesData().uiapi,
    query: {
      requests: { totalCount: total, edges: requests },
      ending0: { totalCount: 0, edges: [] },
      ending1: { totalCount: dates.length, edges: dates },
    },
  },
});
const dealsOf = (...nodes) => ({
  uiapi: { query: { Opportunity: { totalCount: nodes.length, edges: nodes.map((node) => ({ node })) } } },
});
const ownDeal = (Id, values, items = []) => ({
  ...dealData(dealQuery, values, items).uiapi.query.Opportunity.edges[0].node,
  Id,
});

async function openHome(answer, deals = dealsOf(), refresh = jest.fn(async () => {})) {
  updateRecord.mockReset().mockResolvedValue({ id: 'a0' });
  notifyRecordUpdateAvailable.mockReset().mockResolvedValue();
  const home = await show('c-tas-home', Home, {});
  graphql.emit(answer, isHome, refresh);
  graphql.emit(deals, isOwn, refresh);
  await settle();
  return home;
}

/** The elements that were given the cursor meanwhile. */
async function cursors(work) {
  const focus = jest.spyOn(HTMLElement.prototype, 'focus');
  await work();
  const found = [...focus.mock.contexts];
  focus.mockRestore();
  return found;
}

const rows = (home) => all(home, 'c-tas-requirement-row');
const names = (home) => rows(home).map(({ row }) => row.name);
const primary = (row) => one(row, '[data-id="primary"]');

test('what waits is listed with deal, asker, reason and evidence, and is approved in its row', async () => {
  const home = await openHome(
    answerOf([
      request('VAL_REG_APPROVAL', 1, { reason: 'Please', link: 'https://files.example/a' }),
      request('VAL_CONFIRM', 2, { reason: 'The ministry confirmed it' }),
    ]),
  );
  expect(textOf(one(home, '[data-id="requests-count"]'))).toBe('2 waiting, oldest first');
  expect(textOf(home)).toContain('Deal 1 Validate Opportunity · ¥1,200,000 · Li Wei');
  const text = rows(home).map(textOf).join(' ');
  expect(text).toContain('Li Wei asks for confirmation since Jun 9, 2026 · Please');
  expect(text).toContain('Li Wei asks for a waiver since Jun 9, 2026 · The ministry confirmed it');
  expect(one(rows(home)[0], 'a').href).toBe('https://files.example/a');
  jest.useRealTimers();
  await expect(home).toBeAccessible();
  await click(primary(rows(home)[0]));
  expect(updateRecord).toHaveBeenCalledWith(
    {
      fields: expect.objectContaining({
        Id: 'a0x1',
        Status__c: 'Done',
        Settled_By__c: user,
        Settled_Amount__c: 1200000,
      }),
    },
    { ifUnmodifiedSince: '2026-06-09T08:00:00.000Z' },
  );
  expect(notifyRecordUpdateAvailable).toHaveBeenCalledWith([{ recordId: '006000000000001AAA' }]);
  expect(names(home)).toEqual(['Confirm the project with its owner']);
  expect(textOf(one(home, '[data-id="spoken"]'))).toMatch(/^Approved: /);
});

test('granting leads on to the next request, and the last one to the head, so that no hand is needed', async () => {
  const home = await openHome(
    answerOf([request('VAL_CONFIRM', 1, { reason: 'a' }), request('VAL_CONFIRM', 2, { reason: 'b' })]),
  );
  expect(await cursors(() => click(primary(rows(home)[0])))).toEqual([primary(rows(home)[0])]);
  expect(rows(home)).toHaveLength(1);
  expect(await cursors(() => click(primary(rows(home)[0])))).toEqual([one(home, '[data-id="requests"]')]);
  expect(rows(home)).toHaveLength(0);
  expect(textOf(one(home, '[data-id="requests-count"]'))).toBe('Nobody waits for you.');
  expect(updateRecord.mock.calls.map(([{ fields }]) => fields.Status__c)).toEqual(['Waived', 'Waived']);
});

test('a request is declined with a reason, in the name of whoever declines', async () => {
  const home = await openHome(answerOf([request('VAL_REG_APPROVAL', 1)]));
  const [row] = rows(home);
  await click(one(row, '[data-id="decline"]'));
  const editor = one(row, '[data-id="below"]');
  await change(one(editor, '[data-name="reason"]'), { value: 'No budget' });
  await click(one(editor, '[data-id="save"]'));
  expect(updateRecord.mock.calls[0][0].fields).toMatchObject({
    Status__c: 'Declined',
    Reason__c: 'No budget',
    Declined_By__c: user,
  });
  expect(rows(home)).toHaveLength(0);
});

test('a refusal brings the row back with its reason, and the cursor to it', async () => {
  const home = await openHome(
    answerOf([request('VAL_CONFIRM', 1, { reason: 'a' }), request('VAL_CONFIRM', 2, { reason: 'b' })]),
  );
  updateRecord.mockRejectedValue(failure(400, 'Not today [TAS-I6]'));
  const found = await cursors(() => click(primary(rows(home)[0])));
  expect(rows(home)).toHaveLength(2);
  expect(textOf(rows(home)[0])).toContain('Not today [TAS-I6]');
  expect(found.at(-1)).toBe(primary(rows(home)[0]));
});

test('what somebody changed meanwhile is said, and the list is read again', async () => {
  const refresh = jest.fn(async () => {});
  const home = await openHome(answerOf([request('VAL_CONFIRM', 1, { reason: 'a' })]), dealsOf(), refresh);
  updateRecord.mockRejectedValue(failure(412, 'stale'));
  await click(primary(rows(home)[0]));
  expect(refresh).toHaveBeenCalledTimes(1);
  expect(textOf(rows(home)[0])).toContain('“Confirm the project with its owner” was changed meanwhile');
});

test('of three thousand requests the oldest are listed, and how many there are', async () => {
  const many = Array.from({ length: 50 }, (_, at) => request('VAL_CONFIRM', at, { reason: 'a' }));
  const home = await openHome(answerOf(many, 3000));
  expect(textOf(one(home, '[data-id="requests-count"]'))).toContain('50 of 3000 waiting, oldest first');
  expect(rows(home)).toHaveLength(10);
  const found = await cursors(() => click(one(home, '[data-part="requests"][data-id="more"]')));
  expect(rows(home)).toHaveLength(50);
  expect(found.map(textOf)).toEqual(['Deal 10']);
});

test('dates that have ended or end soon are named with their deals', async () => {
  const home = await openHome(answerOf([], 0, [ending('Late', '2026-06-14'), ending('Soon', '2026-06-20')]));
  expect(textOf(home)).toContain('Late Deal registration expiry · Li Wei ended on Jun 14, 2026');
  expect(textOf(home)).toContain('Soon Deal registration expiry · Li Wei ends on Jun 20, 2026');
});

test('a part that cannot be read says so and is tried again, and the others stand', async () => {
  const refresh = jest.fn(async () => {});
  const home = await openHome(answerOf([]), dealsOf(ownDeal('006000000000500AAA', {})));
  graphql.emitErrors([{ message: 'Too many requests' }], isHome, refresh);
  await settle();
  expect(textOf(home)).toContain('Too many requests');
  expect(textOf(home)).toContain('Grid control renewal');
  await click(one(home, '[data-id="waiting"]'));
  expect(refresh).toHaveBeenCalled();
});

test('what was declined and is asked for again waits again', async () => {
  const home = await openHome(answerOf([request('VAL_REG_APPROVAL', 1), request('VAL_CONFIRM', 2, { reason: 'a' })]));
  const [row] = rows(home);
  await click(one(row, '[data-id="decline"]'));
  const editor = one(row, '[data-id="below"]');
  await change(one(editor, '[data-name="reason"]'), { value: 'No budget' });
  await click(one(editor, '[data-id="save"]'));
  expect(rows(home)).toHaveLength(1);
  graphql.emit(answerOf([request('VAL_CONFIRM', 2, { reason: 'a' }), request('VAL_REG_APPROVAL', 1)]), isHome);
  await settle();
  expect(rows(home)).toHaveLength(2);
  expect(textOf(rows(home)[1])).not.toContain('No budget');
});

test('a page that cannot be read says so once, and is tried again', async () => {
  const refresh = jest.fn(async () => {});
  const home = await show('c-tas-home', Home, {});
  graphql.emitErrors([{ message: 'Too many requests' }], isHome, refresh);
  await settle();
  expect(textOf(home)).toContain('Too many requests');
  expect(all(home, 'c-tas-home-part')).toEqual([]);
  await click(one(home, '[data-id="waiting"]'));
  expect(refresh).toHaveBeenCalled();
});

const sums = (by, groups) => ({
  edges: groups.map(([value, count, sum]) => ({
    node: {
      aggregate: { [by]: { value }, Id: { count: { value: count } }, TAS_Model_Amount__c: { sum: { value: sum } } },
    },
  })),
});
const moneyOf = ({ all: every = [], blocked = [], owners = [], behind = [] }) => ({
  uiapi: {
    ...dealsOf().uiapi,
    aggregate: {
      all: sums('StageName', every),
      blocked: sums('StageName', blocked),
      owners: sums('OwnerId', owners),
      behind: sums('StageName', behind),
    },
  },
});
const tableOf = (home, name) =>
  all(home, `[data-table="${name}"] tbody tr`).map((row) => [...row.querySelectorAll('th, td.number')].map(textOf));
const barsOf = (home, name) => all(home, `[data-table="${name}"] rect`).map((bar) => Number(bar.getAttribute('width')));

test('blocked money is shown by stage and by owner, whose names are asked for, with bars of its size', async () => {
  const home = await openHome(
    answerOf([]),
    moneyOf({
      all: [
        ['Validate Opportunity', 3, 4e6],
        ['Initiate Pursuit', 2, 1e6],
        ['Prospecting', 1, null],
      ],
      blocked: [
        ['Initiate Pursuit', 2, 1e6],
        ['Validate Opportunity', 1, 3e6],
        ['Prospecting', 1, null],
      ],
      owners: [
        [other, 2, 1e6],
        [user, 2, 3e6],
      ],
      behind: [['Initiate Pursuit', 1, 5e5]],
    }),
  );
  graphql.emit(
    { uiapi: { query: { User: { edges: [{ node: { Id: user, Name: { value: 'Wang Fang' } } }] } } } },
    isPeople,
  );
  await settle();
  expect(textOf(one(home, '[data-id="money-count"]'))).toBe(
    '4 of 6 open deals have open items: ¥4,000,000 of ¥5,000,000',
  );
  expect(tableOf(home, 'stages').filter(([, , count]) => count !== '0')).toEqual([
    ['Validate Opportunity', '¥3,000,000', '1'],
    ['Initiate Pursuit', '¥1,000,000', '2'],
    ['Other stages', '¥0', '1'],
  ]);
  // Who has no name for the reader stands there with the id.
  expect(tableOf(home, 'owners')).toEqual([
    ['Wang Fang', '¥3,000,000', '2'],
    [other, '¥1,000,000', '2'],
  ]);
  const [first, second] = barsOf(home, 'owners');
  expect(first / second).toBeCloseTo(3);
  expect(textOf(home)).toContain('Left behind in an earlier stage: 1 deals, ¥500,000');
  jest.useRealTimers();
  await expect(home).toBeAccessible();
  expect(one(home, '[data-id="money"]').textContent).toBe('Blocked money');
});

test('beyond eight owners the others are one line, and nobody is asked for twice', async () => {
  const owners = Array.from({ length: 11 }, (_, at) => [`00500000000000${at}AAA`, 1, 1000 * (at + 1)]);
  const answer = moneyOf({
    all: [['Initiate Pursuit', 11, 66000]],
    blocked: [['Initiate Pursuit', 11, 66000]],
    owners,
  });
  const home = await openHome(answerOf([]), answer);
  const asked = graphql.getLastConfig();
  expect(asked.variables.ids).toHaveLength(8);
  const shown = tableOf(home, 'owners');
  expect(shown).toHaveLength(9);
  expect(shown.at(-1)).toEqual(['Others (3)', '¥6,000', '3']);
  graphql.emit(answer, isOwn);
  await settle();
  expect(graphql.getLastConfig()).toBe(asked);
});

test('where nothing is blocked, or there is no deal, no table is shown and no line is blank', async () => {
  const home = await openHome(answerOf([]), moneyOf({}));
  expect(textOf(one(home, '[data-id="money-count"]'))).toBe('No open deal has open items.');
  expect(all(home, 'table')).toEqual([]);
});

test('own deals and money that cannot be read are told once', async () => {
  const home = await openHome(answerOf([]), dealsOf(ownDeal('006000000000500AAA', {})));
  graphql.emitErrors([{ message: 'Too many requests' }], isOwn);
  await settle();
  expect(textOf(home).match(/Too many requests/g)).toHaveLength(1);
  expect(textOf(home)).toContain('Grid control renewal');
});

test('a change of who leads is asked for: the deal is opened for it, and the request is done or declined', async () => {
  const home = await openHome(answerOf([request('VAL_LED_BY', 1, { reason: 'The partner took over' })]));
  const [row] = rows(home);
  expect(textOf(row)).toContain(
    'Li Wei asks to have it changed since Jun 9, 2026: open the deal, then say done · The partner took over',
  );
  expect(primary(row)).toBeUndefined();
  await click(one(row, '[data-id="more"]'));
  const choices = all(row, '[data-choice]');
  expect(choices.map(textOf)).toEqual(['Done', 'Decline']);
  await click(choices[0]);
  const save = one(row, '[data-id="save"]');
  if (save) await click(save);
  expect(updateRecord.mock.calls[0][0].fields).toMatchObject({ Status__c: 'Done', Settled_By__c: user });
  expect(rows(home)).toHaveLength(0);
  expect(textOf(one(home, '[data-id="spoken"]'))).toMatch(/^Done: /);
});
