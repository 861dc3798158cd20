import { dealQuery } from 'c/tasModel';
import { panelView, problemOf, readDeal, readNames, readPicklists, safeLink } from 'c/tasPanelState';
import { dealData, item, namesData, other, picklistData, user } from './fixture';

const view = (values, items = [], more = {}) =>
  panelView({
    read: readDeal(dealData(dealQuery, values, items)),
    names: readNames(namesData()),
    picklists: readPicklists(picklistData),
    viewer: { id: user, permissions: new Set() },
    today: '2026-06-15',
    viewed: null,
    busy: new Set(),
    local: new Map(),
    moved: null,
    team: [],
    ...more,
  });
const linesOf = ({ lines }) => lines.map(({ text }) => text);
const rowOf = ({ groups }, code) => groups.flatMap(({ rows }) => rows).find((row) => row.code === code);
const locked = { TAS_Manual_Grade__c: null };

test('a deal reads as plain values, related ones under dotted names', () => {
  const { deal, seesItems } = readDeal(dealData(dealQuery, { TAS_Project_Contact__c: '003000000000001AAA' }));
  expect(deal).toMatchObject({
    Id: '006000000000001AAA',
    Amount: 1200000,
    'TAS_Project_Contact__r.Phone': '+86 21 5550 1234',
  });
  expect(seesItems).toBe(true);
});

test('no node, and answers that hold nothing, read as no deal', () => {
  for (const data of [undefined, null, {}, { uiapi: null }, { uiapi: { query: { Opportunity: null } } }])
    expect(readDeal(data)).toBeNull();
});

test.each([
  ['B by its amount', {}, 'Why B', 'We lead, ¥1,200,000 ≥ ¥1,000,000, below ¥5,000,000'],
  ['E led by the partner', { TAS_Led_By__c: 'Partner' }, 'Why E', 'The partner leads, so the amount does not count'],
  ['ungraded for want of an answer', { TAS_Led_By__c: null }, 'Why there is no grade', 'Nobody has answered who leads'],
  [
    'ungraded for want of an amount',
    { Amount: null, TAS_Model_Amount__c: null },
    'Why there is no grade',
    'There is no amount',
  ],
  [
    'decided, though the amount fell',
    { TAS_Grade__c: 'A', ...locked },
    'Why A',
    'Decided earlier; a lower amount does not undo it · we lead, ¥1,200,000 ≥ ¥1,000,000, below ¥5,000,000',
  ],
])('a grade that is %s gives its reason', (_name, values, title, reason) => {
  const { grade } = view(values);
  expect([grade.title, linesOf(grade)[0]]).toEqual([title, reason]);
});

test('a stage off the way may be skipped, is skipped once it is passed, and asks nothing', () => {
  const small = { Amount: 400000, TAS_Model_Amount__c: 400000 };
  const { head, groups, groupsNote } = view(small, [], { viewed: 3 });
  expect(head.steps.map(({ state }) => state)).toEqual([
    'here',
    'optional',
    'optional',
    'optional',
    'optional',
    'optional',
    'later',
  ]);
  expect(groups).toEqual([]);
  expect(groupsNote).toBe('This stage is not on the way of the deal: it may be skipped, and asks for nothing.');
  const passed = view({ ...small, StageName: 'Negotiation & Signing' }, [], { viewed: 3 });
  expect(passed.head.steps.map(({ state }) => state).slice(1, 6)).toEqual(Array(5).fill('skipped'));
  expect(passed.groupsNote).toBe('Skipped, not done: this stage is not on the way of the deal.');
  // Who steps through it all the same stands there.
  expect(view({ ...small, StageName: 'Needs Analysis' }).head.steps[2].state).toBe('here');
});

test.each([
  ['2026-06-10T00:00:00.000Z', 'Day 5 of 14', 'green'],
  ['2026-06-03T00:00:00.000Z', 'Day 12 of 14 · soon overdue', 'amber'],
  ['2026-05-01T00:00:00.000Z', 'Day 45 of 14 · overdue', 'red'],
])('in its stage since %s it says %s', (LastStageChangeDate, age, ageLevel) => {
  expect(view({ LastStageChangeDate }).head).toMatchObject({ age, ageLevel });
});

test('a settled row says what, who and when', () => {
  const done = item('VAL_CONFIRM', 'Done', {
    settledBy: 'Li Wei',
    values: { Settled_By__c: other, Settled_On__c: '2026-06-11T02:00:00.000Z', Evidence_Url__c: 'https://x.example/a' },
  });
  expect(rowOf(view({}, [done]), 'VAL_CONFIRM')).toMatchObject({
    tone: 'done',
    detail: 'Li Wei · Jun 11, 2026',
    link: 'https://x.example/a',
  });
  const waived = item('VAL_BRIEF', 'Waived', { values: { Reason__c: 'Framework contract' } });
  expect(rowOf(view({}, [waived]), 'VAL_BRIEF')).toMatchObject({
    tone: 'excused',
    detail: 'Waived · Framework contract',
  });
});

test('placeholders are pointed at where they stand', () => {
  const [warning] = rowOf(view({ TAS_Project_Brief__c: 'TBD' }), 'VAL_BRIEF').warnings;
  expect(warning.text).toBe('“Project brief” says “TBD”, which is a placeholder');
});

test.each([`${'javascript'}:alert(1)`, 'data:text/html,x', ' //evil', 'ftp://x', '', null, undefined, 'https://a b'])(
  '%s is no link to send anybody to',
  (url) => expect(safeLink(url)).toBeNull(),
);

test.each([
  [{ status: 412, body: {} }, 'conflict'],
  [{ status: 400, body: { errorCode: 'ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK' } }, 'conflict'],
  [{ status: 404, body: [{ errorCode: 'NOT_FOUND', message: 'gone' }] }, 'gone'],
  [
    {
      status: 400,
      body: { output: { errors: [], fieldErrors: { X: [{ errorCode: 'DUPLICATE_VALUE', message: 'd' }] } } },
    },
    'twice',
  ],
  [{ status: 400, body: { errorCode: 'ENTITY_IS_DELETED', message: 'gone' } }, 'gone'],
  [{ status: 400, body: { errorCode: 'INVALID_CROSS_REFERENCE_KEY', message: 'gone' } }, 'gone'],
  [{ status: 403, body: {} }, 'access'],
  [{ status: 401, body: {} }, 'access'],
  [{ status: 400, body: { errorCode: 'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY', message: 'no' } }, 'access'],
  [{ status: 400, body: { errorCode: 'INVALID_FIELD_FOR_INSERT_UPDATE', message: 'no' } }, 'access'],
  [{ status: 400, body: { message: 'No' } }, 'refused'],
  [{ status: 503, body: {} }, 'server'],
  [new TypeError('Failed to fetch'), 'network'],
  [undefined, 'network'],
])('%j is a problem of the kind %s', (error, kind) => {
  expect(problemOf(error, 'T')).toMatchObject({ kind, title: 'T' });
});

test('the same message at two fields is said once', () => {
  const twice = { errorCode: 'X', message: 'Ask the CFO' };
  const problem = problemOf(
    { status: 400, body: { output: { errors: [], fieldErrors: { A: [twice], B: [twice] } } } },
    'T',
  );
  expect(linesOf(problem)).toEqual(['A rule of your company, not of TAS+, refused it:', 'Ask the CFO']);
});

describe('people of a requirement', () => {
  const member = (id, name, role) => ({ id, name, role });
  const atStageTwo = { StageName: 'Initiate Pursuit' };
  const offered = (team, items = []) =>
    rowOf(view(atStageTwo, items, { team, viewed: 2 }), 'INI_SR').people.map(({ label }) => label);

  test('the team comes first, with whoever has this role in front, each person once', () => {
    const team = [
      member('005000000000007AAA', 'Mei Lin', 'Sales Manager'),
      member('005000000000008AAA', 'Sun Yu', 'Pre-Sales Consultant'),
      member(user, 'Rita Rep', 'Account Manager'),
    ];
    expect(offered(team)).toEqual(['Team: Sun Yu', 'Team: Mei Lin', 'Team: Rita Rep']);
  });

  test('of a large team some are one click away, and so is the reader', () => {
    const team = Array.from({ length: 9 }, (_, at) => member(`00500000000010${at}AAA`, `Colleague ${at}`, null));
    expect(offered(team)).toEqual([...[0, 1, 2, 3, 4].map((at) => `Team: Colleague ${at}`), 'Me']);
  });

  test('without a team it is the reader, as before', () => {
    expect(offered([])).toEqual(['Me']);
  });
});
