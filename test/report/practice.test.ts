/** The weekly report of the practice org's sample: every figure held against the raw rows, by another road. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { changesSince } from '../../scripts/product/changes/run.ts';
import { tellChanges } from '../../scripts/product/changes/files.ts';
import { explain } from '../../scripts/product/explain/index.ts';
import { forecast, orgSource, periodOf } from '../../scripts/product/forecast/index.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { toJson } from '../../scripts/product/report/files.ts';
import type { SalesModel } from '../../scripts/product/model/index.ts';
import type { WeeklyReport } from '../../scripts/product/report/report.ts';
import { summaryText } from '../../scripts/product/report/text.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { referenceModel as model } from '../reference/index.ts';
import { namesOf, rowsOf, startSample, type Values } from '../start/sample-org.ts';
import { broken, calendar, pageOf, reportOf, today, wordsOf } from './told.ts';

let practice: StartedPractice;
let org: OrgConnection;
let open: Values[];
let items: Values[];
let names: ReadonlyMap<unknown, string>;
let report: WeeklyReport;
/** Owner → manager. */
let managers: ReadonlyMap<string, string>;

/** The same org, in which some people have a manager: users of the practice org cannot be changed by the API. */
const withManagers = (of: OrgConnection): OrgConnection => ({
  ...of,
  read: async (api, query, columns, onRows) => {
    if (!query.text.includes('ManagerId')) return await of.read(api, query, columns, onRows);
    const rows = [...managers].filter(([id]) => query.text.includes(`'${id}'`));
    await onRows(rows);
    return rows.length;
  },
});

beforeAll(async () => {
  practice = await startSample({ now: new Date(`${today}T02:00:00.000Z`), sampleDeals: 700 });
  const { instanceUrl, accessToken, username, orgId } = practice.org;
  org = openOrg({ instanceUrl, accessToken, username, orgId });
  const users = await rowsOf(practice.org, 'User');
  const idOf = (name: string): string => String(users.find(({ Name }) => Name === name)?.['Id']);
  managers = new Map([
    [idOf('Rita Rep'), idOf('Max Manager')],
    [idOf('Li Wei'), idOf('Max Manager')],
    [idOf('Tom Reed'), idOf('Helen Brandt')],
  ]);
  open = (await rowsOf(practice.org, 'Opportunity')).filter(({ IsClosed }) => IsClosed === false);
  const ids = new Set(open.map(({ Id }) => Id));
  items = (await rowsOf(practice.org, 'TAS_Gate_Item__c')).filter((row) => ids.has(row['Opportunity__c']));
  names = await namesOf(practice.org);
  report = await reportOf(withManagers(org));
});

afterAll(async () => {
  org.close();
  await practice.org.stop();
});

const amountOf = ({ Amount }: Values): number => (typeof Amount === 'number' ? Amount : 0);
const sumOf = (rows: readonly Values[]): { deals: number; amount: string } => ({
  deals: rows.length,
  amount: rows.reduce((sum, row) => sum + amountOf(row), 0).toFixed(2),
});

test('stages, grades, totals and what they are configured with are those of the rows', () => {
  const { pipeline } = toJson(report);
  expect(pipeline).toMatchObject({ ...sumOf(open), currency: 'CNY', cohort: 0, otherTypes: 0 });
  expect(open.length).toBeGreaterThan(500);
  expect(pipeline.withoutAmount).toBe(open.filter(({ Amount }) => Amount === null).length);
  const letters = [...model.grades.map(({ letter }) => letter), null];
  expect(pipeline.grades).toEqual(
    letters.map((grade) => ({ grade, ...sumOf(open.filter((row) => row['TAS_Effective_Grade__c'] === grade)) })),
  );
  expect(pipeline.stages.map(({ stage }) => stage)).toEqual(model.stages.map(({ name }) => name));
  for (const row of pipeline.stages) {
    const own = open.filter(({ StageName }) => StageName === row.stage);
    expect(row).toMatchObject({ ...sumOf(own), known: true });
    expect(row.grades).toEqual(
      letters.map((grade) => ({ grade, ...sumOf(own.filter((one) => one['TAS_Effective_Grade__c'] === grade)) })),
    );
    const weighted = own.reduce((sum, one) => sum + (amountOf(one) * Number(one['Probability'])) / 100, 0);
    expect(Number(row.weighted)).toBeCloseTo(weighted, 0);
  }
});

test('who is blocked, by what and for how much is what the engine says of each deal', async () => {
  const explained = await Promise.all(
    open.map(async (row) => ({
      row,
      verdict: (await explain(org, model, String(row['Id']), undefined, calendar)).verdict,
    })),
  );
  const blocked = explained
    .map(({ row, verdict }) => ({
      row,
      codes: verdict.requirements.flatMap(({ blocks, code }) => (blocks ? [code] : [])),
    }))
    .filter(({ codes }) => codes.length > 0);
  const { pipeline } = toJson(report);
  expect(blocked.length).toBeGreaterThan(100);
  expect(pipeline.blocked).toEqual(sumOf(blocked.map(({ row }) => row)));
  expect(pipeline.judged).toEqual(sumOf(open));
  for (const { stage, blocked: own } of pipeline.stages)
    expect(own).toEqual(sumOf(blocked.flatMap(({ row }) => (row['StageName'] === stage ? [row] : []))));
  const nameOf = new Map(
    model.stages.flatMap((stage) =>
      [...stage.required, ...stage.actions, ...stage.processes, ...stage.people].map((one) => [one.code, one.label]),
    ),
  );
  const label = (code: string): string =>
    Object.entries(nameOf.get(code) ?? {}).find(([key]) => key === 'en_US')?.[1] ?? code;
  const byName = Map.groupBy(
    blocked.flatMap(({ row, codes }) => [...new Set(codes.map(label))].map((name) => ({ row, name }))),
    ({ name }) => name,
  );
  const wanted = [...byName].map(([name, all]) => ({ name, ...sumOf(all.map(({ row }) => row)) }));
  const inOrder = <T extends { name: string }>(list: readonly T[]): T[] =>
    list.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(inOrder(pipeline.blockers)).toEqual(inOrder(wanted));
  const largest = blocked.map(({ row }) => amountOf(row)).toSorted((a, b) => b - a);
  expect(pipeline.largestBlocked.map(({ amount }) => Number(amount))).toEqual(largest.slice(0, 20));
  for (const { id, by } of pipeline.largestBlocked) {
    const found = blocked.find(({ row }) => row['Id'] === id);
    expect(by.toSorted()).toEqual((found?.codes ?? []).map(label).toSorted());
  }
});

test('people have the deals, the blocked ones and the requests of the rows, and what they are the first to answer', async () => {
  // Who approves on a deal: those in roles of the model, each of them.
  const by = model.stages.flatMap(({ people }) => people.map(({ code }) => code));
  const ofRoles: SalesModel = { ...model, approvals: { ...model.approvals, by } };
  expectPeople(report, []);
  expectPeople(await reportOf(withManagers(org), { model: ofRoles }), by);
});

function expectPeople(of: WeeklyReport, roles: readonly string[]): void {
  const { people, requests, requestsOfNobody } = toJson(of).pipeline;
  const asked = items.filter(({ Status__c }) => Status__c === 'Requested');
  expect(requests).toBe(asked.length);
  const ownerOf = new Map(open.map(({ Id, OwnerId }) => [Id, OwnerId]));
  // Who approves on the deal, in the order of the roles that the model names; else the manager of its owner.
  const answererOf = (deal: unknown): unknown => {
    const [first] = roles.flatMap((code) =>
      items.filter(
        (row) =>
          row['Opportunity__c'] === deal &&
          row['Code__c'] === code &&
          row['Status__c'] === 'Done' &&
          row['Person__c'] !== null &&
          row['Person__c'] !== ownerOf.get(deal),
      ),
    );
    return first?.['Person__c'] ?? managers.get(String(ownerOf.get(deal))) ?? 'nobody';
  };
  const byAnswerer = Map.groupBy(asked, (row) => answererOf(row['Opportunity__c']));
  expect(requestsOfNobody).toBe(byAnswerer.get('nobody')?.length ?? 0);
  expect(byAnswerer.size).toBeGreaterThan(2);
  for (const person of people) {
    const own = open.filter(({ OwnerId }) => OwnerId === person.id);
    const askedBy = asked.filter((row) => ownerOf.get(row['Opportunity__c']) === person.id);
    expect(person).toMatchObject({
      name: names.get(person.id),
      ...sumOf(own),
      asked: askedBy.length,
      waiting: byAnswerer.get(person.id)?.length ?? 0,
    });
  }
  const known = people.map(({ id }) => id);
  expect([...byAnswerer.keys()].filter((id) => id !== 'nobody' && !known.includes(String(id)))).toEqual([]);
  expect(people.reduce((sum, { deals }) => sum + deals, 0)).toBe(open.length);
  expect(people.reduce((sum, { blocked }) => sum + blocked.deals, 0)).toBe(of.pipeline.blocked.deals);
}

test('changes and forecast are those that their own commands tell, of the same deals', async () => {
  const where = 'Amount > 3000000';
  const told = await reportOf(org, { where });
  expect(told.pipeline.total.deals).toBe(open.filter((row) => amountOf(row) > 3_000_000).length);
  const common = { model, api: 'auto', calendar, progress: silentProgress, where } as const;
  const changes = await tellChanges(
    changesSince(org, { ...common, modelFile: 'model.yaml', since: '2026-11-16', runs: [] }),
    { list: true },
  );
  expect(told.changes).toMatchObject({ kinds: changes.report.kinds, deals: changes.report.deals });
  expect(told.changed).toEqual(changes.list.filter((one) => one.changes.length > 0).slice(0, 12));
  expect(told.changed.length).toBeGreaterThan(3);
  const source = await orgSource(org, { ...common, sinceField: 'CreatedDate' });
  expect(told.forecast).toEqual(await forecast(source, { ...periodOf({}, today), probabilityOf: () => null }));
  const whole = report.forecast.expectation;
  expect(whole).not.toBeNull();
  expect(report.snapshot.forecast?.wins).toEqual(whole?.wins);
});

test('both APIs tell the same', async () => {
  const [one, other] = [await reportOf(org, { api: 'bulk' }), await reportOf(org, { api: 'collections' })];
  const plain = (of: WeeklyReport) => ({
    ...toJson(of),
    pipeline: { ...toJson(of).pipeline, api: '' },
    changes: { ...toJson(of).changes, api: '' },
  });
  expect(plain(one)).toEqual(plain(other));
});

test('the page says the figures in the reader’s language, and is one file that asks for nothing', async () => {
  const { total, blocked, requests } = report.pipeline;
  for (const [language, words] of [
    ['en_US', ['Weekly pipeline report', 'Negotiation & Signing', 'Nov 25, 2026', 'wins']],
    ['zh_CN', ['商机周报', '谈判签约', '2026年11月25日', '赢单']],
  ] as const) {
    const html = pageOf(await reportOf(org, {}, language), language);
    expect(html).not.toMatch(broken);
    expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"`);
    const said = wordsOf(html).replaceAll('&amp;', '&');
    for (const word of words) expect(said).toContain(word);
    for (const cents of [total.cents, blocked.cents])
      expect(said).toContain(`CNY ${(cents / 100n).toLocaleString('en-US')}`);
    expect(said).toContain(` ${requests} `);
    // Each chart is hidden, and a table stands in its card.
    for (const card of html
      .split('<section')
      .slice(1)
      .filter((one) => one.includes('<svg')))
      expect(card).toContain('<table');
    expect(html.match(/<svg/g)?.length).toBe(html.match(/<svg[^>]* aria-hidden="true"/g)?.length);
  }
  expect(summaryText(report, [])).not.toMatch(broken);
});
