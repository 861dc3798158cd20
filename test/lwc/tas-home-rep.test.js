import { homeQuery, ownQuery } from 'c/tasHomeModel';
import { dealQuery } from 'c/tasModel';
import Home from 'c/tasHome';
import { graphql } from 'lightning/graphql';
import { click } from './open-panel';
import { all, dealData, firstStage, item, namesData, now, one, settle, show, textOf } from './fixture';

beforeEach(() => jest.useFakeTimers({ now: new Date(now), doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

const empty = { totalCount: 0, edges: [] };
const isHome = ({ query }) => query === homeQuery;
const isOwn = ({ query }) => query === ownQuery({ money: false, runs: false });
const deal = (at, values = {}, items = []) => ({
  ...dealData(dealQuery, { Name: `Deal ${at}`, ...values }, items).uiapi.query.Opportunity.edges[0].node,
  Id: `00600000000000${at}AAA`,
});

async function openHome(...deals) {
  const refresh = jest.fn(async () => {});
  const home = await show('c-tas-home', Home, {});
  graphql.emit(
    { uiapi: { ...namesData().uiapi, query: { requests: empty, ending0: empty, ending1: empty } } },
    isHome,
    refresh,
  );
  graphql.emit(
    { uiapi: { query: { Opportunity: { totalCount: deals.length, edges: deals.map((node) => ({ node })) } } } },
    isOwn,
    refresh,
  );
  await settle();
  return { home, refresh };
}

const lines = (home) => all(home, 'c-tas-deal-line');

test('a rep is shown no approvals, and of own deals the overdue ones first', async () => {
  const { home } = await openHome(
    deal(1, { CloseDate: '2026-12-31', LastStageChangeDate: '2026-06-14T08:00:00.000Z' }),
    deal(2, { CloseDate: '2027-01-31', LastStageChangeDate: '2026-01-14T08:00:00.000Z' }),
    deal(3, { CloseDate: '2026-06-01', LastStageChangeDate: '2026-06-14T08:00:00.000Z' }),
  );
  expect(all(home, '[data-id="requests"]')).toEqual([]);
  expect(lines(home).map(({ line }) => line.name)).toEqual(['Deal 3', 'Deal 2', 'Deal 1']);
  expect(textOf(lines(home)[0])).toContain('was to close Jun 1, 2026');
  expect(textOf(lines(home)[1])).toMatch(/Day \d+ of 14 · overdue/);
  expect(textOf(one(home, '[data-id="deals-count"]'))).toBe('3 open deals, the most urgent first');
  jest.useRealTimers();
  await expect(home).toBeAccessible();
});

test('what is mine to do is told apart from what waits for others, by name', async () => {
  const items = [item('VAL_CONFIRM', 'Requested', { values: { Reason__c: 'a' } }), item('VAL_FOUR_Q', 'Done')];
  const { home } = await openHome(
    deal(1, { ...firstStage, TAS_Project_Brief__c: null, TAS_Budget_Status__c: 'Approved' }, items),
  );
  const text = textOf(lines(home)[0]);
  expect(text).toContain('1 waits for others');
  expect(text).toContain('Project brief');
  expect(text).toContain('Confirm the project with its owner');
});

test('the panel of a deal opens in its place, and what was settled in it is read again', async () => {
  const { home, refresh } = await openHome(deal(1));
  const toggle = one(lines(home)[0], '[data-id="toggle"]');
  expect(toggle.getAttribute('aria-expanded')).toBe('false');
  await click(toggle);
  const panel = one(lines(home)[0], 'c-tas-stage-panel');
  expect([panel.recordId, panel.layout]).toEqual(['006000000000001AAA', 'compact']);
  await click(toggle);
  expect(one(lines(home)[0], 'c-tas-stage-panel')).toBeUndefined();
  expect(refresh).toHaveBeenCalled();
});

test('nothing at all is said in words', async () => {
  const { home } = await openHome();
  expect(textOf(home)).toContain('You own no open deal.');
  expect(textOf(home)).toContain('Nothing ends within 14 days.');
});

test('a deal in a stage that the model does not know says so', async () => {
  const { home } = await openHome(deal(1, { StageName: 'Prospecting' }));
  expect(textOf(lines(home)[0])).toContain('in a stage that the sales model does not know');
});

test('dates that cannot be read are told to whoever is shown no requests, too', async () => {
  const refresh = jest.fn(async () => {});
  const { home } = await openHome();
  graphql.emitErrors([{ message: 'Too many requests' }], isHome, refresh);
  await settle();
  expect(textOf(home)).toContain('Too many requests');
  await click(one(home, '[data-id="waiting"]'));
  expect(refresh).toHaveBeenCalled();
});

test('a rep is told nothing of the money and the runs of others', async () => {
  const { home } = await openHome(deal(1));
  expect(all(home, 'c-tas-home-money')).toEqual([]);
  expect(all(home, 'c-tas-home-runs')).toEqual([]);
  expect(ownQuery({ money: false, runs: false })).not.toMatch(/aggregate|TAS_Run__c/);
});
