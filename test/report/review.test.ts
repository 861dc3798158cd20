/** `tas review`: one deal on a page, read from a practice org as it stands. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { coachingAnswer } from '../../scripts/product/coaching/index.ts';
import { snapshot, stakeholder } from '../../scripts/product/customer/index.ts';
import { localeOf } from '../../scripts/product/explain/index.ts';
import { messagesIn, type Language } from '../../scripts/product/messages/index.ts';
import type { OrgConnection } from '../../scripts/product/org/index.ts';
import { readReview, reviewPage, type DealReview } from '../../scripts/product/report/index.ts';
import { load, userOf } from '../../scripts/proof/browser/org-actions.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { connectionOf } from '../install/org.ts';
import { referenceModel as model, referenceProject } from '../reference/index.ts';
import { practiceIn } from '../start/practice.ts';

let started: StartedPractice;
let org: OrgConnection;
beforeAll(async () => {
  started = await practiceIn(referenceProject);
  org = connectionOf(started.org);
});
afterAll(async () => {
  org.close();
  await started.stop();
});

const put = (object: string, row: Readonly<Record<string, unknown>>): string => load(started.org, object, row);

function dealWith(more: Readonly<Record<string, unknown>> = {}): string {
  const AccountId = put('Account', { Name: '南方能源' });
  const deal = put('Opportunity', {
    Name: '<b>ERP</b> 二期',
    AccountId,
    StageName: 'Needs Analysis',
    CloseDate: '2027-06-30',
    Amount: 1_200_000,
    TAS_Led_By__c: 'Us',
    OwnerId: userOf(started.org, 'rep'),
    ...more,
  });
  const boss = put('Contact', { LastName: '陈国栋', Title: '总经理', AccountId });
  const it = put('Contact', { LastName: 'Behrens', AccountId, ReportsToId: boss });
  const person = (Contact__c: string, answers: object): string =>
    put(stakeholder, {
      Opportunity__c: deal,
      Contact__c,
      Stakeholder_Key__c: `${deal}:${Contact__c}`,
      ...answers,
    });
  person(boss, { Role__c: 'Approver', Influence__c: '3', Closeness__c: '2', Solution_Acceptance__c: '2' });
  person(it, { Role__c: 'Decision maker', Influence__c: '2', Closeness__c: '5', Price_Acceptance__c: 'Unknown' });
  const answer = (Question__c: string, more2: object): string =>
    put(coachingAnswer, { Opportunity__c: deal, Question__c, Stage__c: 'Needs Analysis', ...more2 });
  answer('WIN', { Choice__c: 'Unknown', Answer__c: 'Nobody has met the board' });
  answer('WIN', { Choice__c: 'Yes', Answer__c: 'The board has seen us' });
  answer('CHAIN', { Answer__c: 'An early thought' });
  answer('CHAIN', { Answer__c: '<script>alert(1)</script> then the board' });
  return deal;
}

const read = async (id: string): Promise<DealReview> => await readReview(org, model, id, await org.calendar());
const pageOf = (review: DealReview, language: Language): string =>
  reviewPage(review, { messages: messagesIn(language), locale: localeOf(model, language), language }, '2026-11-28');

test('the page has the next step with who can take it, the people and the answers, and names are no markup', async () => {
  const review = await read(dealWith({ TAS_Competitive_Strategy__c: 'Flanking' }));
  expect(review.map?.people.map(({ name, reportsTo, stance }) => [name, reportsTo, stance])).toEqual([
    ['陈国栋', '', 'opponent'],
    ['Behrens', '陈国栋', 'supporter'],
  ]);
  expect(review.map?.score).toEqual({ people: 2, score: (3 * 2 + 2 * 5) / 5, unknownShare: 50 });
  expect(review.answers?.filter(({ question }) => question === 'WIN').map(({ choice }) => choice)).toEqual([
    'Yes',
    'Unknown',
  ]);
  const text = pageOf(review, 'en_US');
  for (const words of [
    '&lt;b&gt;ERP&lt;/b&gt; 二期',
    'Customer needs',
    'Who can settle it',
    'Score 3.2 of 5 · 50 % unknown',
    'The board has seen us',
    'Nobody has met the board',
    '&lt;script&gt;alert(1)&lt;/script&gt; then the board',
    'Strategy chosen: Flanking',
  ])
    expect(text).toContain(words);
  // Of other questions the last answer alone; and nothing runs.
  expect(text).not.toContain('An early thought');
  expect(text).not.toMatch(/<script|<b>ERP/);
  const chinese = pageOf(review, 'zh_CN');
  for (const words of ['商机评审', '决策者', '能不能赢']) expect(chinese).toContain(words);
});

test('what the map said at each move stands below it, the latest first', async () => {
  const deal = dealWith();
  for (const [Stage__c, Score__c, Supporters__c] of [
    ['Initiate Pursuit', null, 0],
    ['Needs Analysis', 2.83, 1],
  ] as const)
    put(snapshot, {
      Opportunity__c: deal,
      Snapshot_Key__c: `${deal}:${Stage__c}`,
      Stage__c,
      People__c: 3,
      Supporters__c,
      Score__c,
    });
  const review = await read(deal);
  expect(
    review.map?.moves.map(({ stage, score, supporters, opponents }) => [stage, score, supporters, opponents]),
  ).toEqual([
    ['Needs Analysis', 2.83, 1, null],
    ['Initiate Pursuit', null, 0, null],
  ]);
  const text = pageOf(review, 'en_US');
  expect(text).toContain('What it said when the deal moved');
  expect(text).toMatch(/Needs Analysis · .*2\.8.*Initiate Pursuit · /s);
  expect(pageOf(review, 'zh_CN')).toContain('推进时的图谱');
});

test('a closed deal is told with the reason of its last review, in the words of the reader', async () => {
  const deal = dealWith({ StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Solution' });
  for (const [Reason__c, Answer__c] of [
    ['Price', 'Too dear at first sight'],
    ['Solution', 'Theirs runs on the old control room'],
  ])
    put(coachingAnswer, {
      Opportunity__c: deal,
      Question__c: 'DECIDED',
      Stage__c: 'Closed Lost',
      Reason__c,
      Answer__c,
    });
  const review = await read(deal);
  expect(pageOf(review, 'en_US')).toContain('Solution · Theirs runs on the old control room');
  expect(pageOf(review, 'en_US')).not.toContain('Too dear');
  expect(pageOf(review, 'zh_CN')).toContain('方案 · Theirs runs on');
});

test('an org with the package of before tells its answers without reasons', async () => {
  const deal = dealWith();
  const before: OrgConnection = Object.assign(Object.create(org) as OrgConnection, {
    describe: async (object: string) => {
      const fields = await org.describe(object);
      return object === coachingAnswer ? new Map([...fields].filter(([name]) => name !== 'Reason__c')) : fields;
    },
    read: async (...[api, query, ...rest]: Parameters<OrgConnection['read']>) => {
      if (query.text.includes(`FROM ${coachingAnswer}`)) expect(query.text).not.toContain('Reason__c');
      return await org.read(api, query, ...rest);
    },
  });
  const review = await readReview(before, model, deal, await org.calendar());
  expect(review.answers).toHaveLength(4);
});

test('a deal of which nothing is known says so', async () => {
  const deal = put('Opportunity', {
    Name: 'Bare',
    StageName: 'Validate Opportunity',
    CloseDate: '2027-06-30',
    OwnerId: userOf(started.org, 'rep'),
  });
  const review = await read(deal);
  expect([review.amount, review.account, review.strategy, review.answers]).toEqual([null, '', '', []]);
  const text = pageOf(review, 'en_US');
  expect(text).toContain('Nobody is on the map yet.');
  expect(text).toContain('Not answered yet');
});

test('a model without map and coach makes a page without them', async () => {
  const without = structuredClone(model);
  delete without.customer;
  delete without.coaching;
  const review = await readReview(org, without, dealWith(), await org.calendar());
  expect([review.map, review.answers]).toEqual([undefined, undefined]);
  const options = { messages: messagesIn('en_US'), locale: localeOf(without, 'en_US'), language: 'en_US' as const };
  expect(reviewPage(review, options, '2026-11-28')).not.toContain('How we win it');
});
