import { homeQuery, ownQuery } from 'c/tasHomeModel';
import { modelHash } from 'c/tasModel';
import Home from 'c/tasHome';
import { graphql } from 'lightning/graphql';
import { all, namesData, now, one, settle, show, textOf } from './fixture';

jest.mock('@salesforce/customPermission/TAS_See_Runs', () => ({ __esModule: true, default: true }), { virtual: true });

beforeEach(() => jest.useFakeTimers({ now: new Date(now), doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

const empty = { totalCount: 0, edges: [] };
const isHome = ({ query }) => query === homeQuery;
const isOwn = ({ query }) => query === ownQuery({ money: false, runs: true });

const labels = {
  grade: 'Grading',
  migrate: 'Migration',
  undo: 'Undo',
  Done: 'Done',
  Stopped: 'Stopped',
  Running: 'Running',
};
const run = (key, values = {}) => {
  const given = {
    Run_Key__c: key,
    Command__c: 'grade',
    State__c: 'Done',
    About__c: 'Grades of 30 deals',
    Started__c: '2026-06-14T08:00:00.000Z',
    Ended__c: null,
    Rows__c: 30,
    Written__c: 30,
    Refused__c: 0,
    Left_Alone__c: 0,
    Of_Run__c: null,
    Model_Hash__c: modelHash,
    ...values,
  };
  const cells = Object.entries(given).map(([name, value]) => [name, { value, label: labels[value] ?? value }]);
  return { node: { Id: `a1${key}`, ...Object.fromEntries(cells), CreatedBy: { Name: { value: 'Olga Ops' } } } };
};

async function openHome(runs, { total = runs.length, otherGrade = 0, otherStage = 0 } = {}) {
  const home = await show('c-tas-home', Home, {});
  graphql.emit({ uiapi: { ...namesData().uiapi, query: { requests: empty, ending0: empty } } }, isHome);
  graphql.emit(
    {
      uiapi: {
        query: {
          Opportunity: empty,
          TAS_Run__c: { totalCount: total, edges: runs },
          otherGrade: { totalCount: otherGrade },
          otherStage: { totalCount: otherStage },
        },
      },
    },
    isOwn,
  );
  await settle();
  return home;
}

const lines = (home) => all(home, '[data-run]').map(textOf);
const drifts = (home) => all(home, '[data-drift]').map(textOf);

test('runs are listed with who wrote what and how it ended', async () => {
  const home = await openHome([
    run('r3', { Command__c: 'undo', Of_Run__c: 'r1', About__c: 'Takes back: Grades of 30 deals' }),
    run('r2', { State__c: 'Stopped', Written__c: 12, Refused__c: 3, Left_Alone__c: 1, Rows__c: 4000 }),
    run('r1'),
  ]);
  expect(textOf(one(home, '[data-id="runs-count"]'))).toBe('3 runs, the newest first');
  expect(lines(home)).toEqual([
    'r3 Undo · Jun 14, 2026 · Olga Ops 30 of 30 written Takes back: Grades of 30 deals · takes back r1',
    'r2 Grading · Jun 14, 2026 · Olga Ops 12 of 4,000 written 3 refused 1 left alone stopped: “tas resume” goes on Grades of 30 deals',
    'r1 Grading · Jun 14, 2026 · Olga Ops 30 of 30 written Grades of 30 deals',
  ]);
  expect(drifts(home)).toEqual([
    'Every open deal stands in a stage of the model and has the grade that the model gives.',
  ]);
  jest.useRealTimers();
  await expect(home).toBeAccessible();
});

test('a run that has not ended, or went by another model, says so', async () => {
  const home = await openHome(
    [run('r2', { State__c: 'Running', Written__c: 0 }), run('r1', { Model_Hash__c: 'older' })],
    {
      total: 40,
    },
  );
  expect(textOf(one(home, '[data-id="runs-count"]'))).toBe('The newest 2 of 40 runs');
  expect(lines(home)[0]).toContain('has not ended');
  expect(lines(home)[1]).toContain('by another sales model than this page has');
});

test('what has drifted names the command that sets it right', async () => {
  const home = await openHome([], { otherGrade: 1200, otherStage: 3 });
  expect(textOf(one(home, '[data-id="runs-count"]'))).toBe('No command has written to this org yet.');
  expect(drifts(home)).toEqual([
    'Open deals whose decided grade is not the one that the model gives: 1,200. “tas grade” writes them.',
    'Open deals in a stage that the sales model does not know: 3. “tas migrate” moves them.',
  ]);
});

test('a run of which little is known is shown with what there is', async () => {
  const blank = Object.fromEntries(
    [
      'Command__c',
      'State__c',
      'About__c',
      'Started__c',
      'Rows__c',
      'Written__c',
      'Refused__c',
      'Left_Alone__c',
      'Model_Hash__c',
    ].map((name) => [name, null]),
  );
  expect(lines(await openHome([run('r1', blank)]))).toEqual(['r1 Olga Ops 0 of 0 written']);
});
