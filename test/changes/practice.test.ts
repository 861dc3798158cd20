/** Changes as the history of a practice org tells them, against pictures taken of its deals at the day and now. */
import { rmSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { tellChanges, toJson } from '../../scripts/product/changes/files.ts';
import {
  changesSince,
  type ChangedDeal,
  type ChangesOptions,
  type ChangesReport,
} from '../../scripts/product/changes/run.ts';
import { summaryText } from '../../scripts/product/changes/text.ts';
import { openOrg, type OrgConnection } from '../../scripts/product/org/index.ts';
import { listRuns, newRunId, startRun } from '../../scripts/product/runs/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { readCsvSlowly } from '../csv/oracle.ts';
import { call } from '../practice-org/practice.ts';
import { referenceFile, referenceModel as model, referencePackage } from '../reference/index.ts';

const since = '2026-11-16';
const old = new Date('2026-11-02T09:00:00.000Z');
const stages = [...model.stages.map(({ name }) => name), model.closed.won.name, model.closed.lost.name];
const grades = ['A', 'B', 'C', null];
const dates = ['2026-12-01', '2027-01-31', '2027-06-30'];
const amounts = [null, 0, 100, 250.5, 10_000_000];

/** Places in the lists above; undefined is left as it was. */
interface Write {
  readonly deal: number;
  readonly stage?: number | undefined;
  readonly date?: number | undefined;
  readonly amount?: number | undefined;
  readonly grade?: number | undefined;
}

type State = Record<'StageName' | 'CloseDate' | 'Amount' | 'TAS_Grade__c', string | number | null>;

const maybe = (length: number) => fc.option(fc.integer({ min: 0, max: length - 1 }), { nil: undefined });
const mostDeals = 4;
const write: fc.Arbitrary<Write> = fc.record({
  deal: fc.integer({ min: 0, max: mostDeals - 1 }),
  stage: maybe(stages.length),
  date: maybe(dates.length),
  amount: maybe(amounts.length),
  grade: maybe(grades.length),
});

const valuesOf = ({ stage, date, amount, grade }: Write): Partial<State> => ({
  ...(stage === undefined ? {} : { StageName: stages[stage] ?? null }),
  ...(date === undefined ? {} : { CloseDate: dates[date] ?? null }),
  ...(amount === undefined ? {} : { Amount: amounts[amount] ?? null }),
  ...(grade === undefined ? {} : { TAS_Grade__c: grades[grade] ?? null }),
});

const historyOn =
  '<CustomObject xmlns="http://soap.sforce.com/2006/04/metadata"><enableHistory>true</enableHistory></CustomObject>';

async function start(tracked: boolean): Promise<PracticeOrg> {
  const { metadata, stages: values } = referencePackage();
  const fields = [...metadata].map(([path, text]): [string, string] => [
    path,
    tracked && path.endsWith('/TAS_Grade__c.field-meta.xml')
      ? text.replace('</CustomField>', '<trackHistory>true</trackHistory></CustomField>')
      : text,
  ]);
  const started = await startPracticeOrg({
    metadata: new Map([...fields, ['objects/Opportunity/Opportunity.object-meta.xml', historyOn]]),
    stages: values,
    activateRules: false,
    currency: model.money.currency,
    startsAt: old,
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  return started.org;
}

let practice: PracticeOrg;
let org: OrgConnection;
let folder: string;
const begin = async (tracked = true): Promise<void> => {
  practice = await start(tracked);
  org = openOrg({ ...practice });
};
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tas-changes-'));
});
afterEach(async () => {
  org.close();
  await practice.stop();
  rmSync(folder, { recursive: true, force: true });
});
const calendar = { today: '2026-11-23', dayOf: (moment: string): string => moment.slice(0, 10) };

async function told(more: Partial<ChangesOptions> = {}): Promise<{ deals: ChangedDeal[]; report: ChangesReport }> {
  const run = changesSince(org, {
    model,
    modelFile: referenceFile,
    since,
    calendar,
    api: 'auto',
    runs: listRuns(folder),
    progress: silentProgress,
    ...more,
  });
  const { report, list } = await tellChanges(run, { list: true });
  return { report, deals: list.toSorted((a, b) => (a.id < b.id ? -1 : 1)) };
}

const made = (values: Record<string, unknown>): string => {
  const [result] = practice.load('Opportunity', [values]);
  if (result?.ok !== true) throw new Error(JSON.stringify(result));
  return result.id;
};

const put = async (id: string, values: Partial<State>, as: 'rep' | 'manager' | 'admin' = 'admin'): Promise<void> => {
  const response = await call(
    practice,
    `/sobjects/Opportunity/${id}`,
    { method: 'PATCH', body: JSON.stringify(values) },
    as,
  );
  if (!response.ok) throw new Error(await response.text());
};

const newDeal = (name: string): Record<string, unknown> => ({
  Name: name,
  StageName: stages[0],
  CloseDate: dates[0],
});

interface Stored extends State {
  readonly Id: string;
  readonly IsClosed: boolean;
  readonly IsWon: boolean;
}

async function picture(): Promise<Map<string, Stored>> {
  const query = 'SELECT Id, StageName, CloseDate, Amount, TAS_Grade__c, IsClosed, IsWon FROM Opportunity';
  const response = await call(practice, `/query?q=${encodeURIComponent(query)}`, {}, 'admin');
  const { records } = (await response.json()) as { records: Stored[] };
  return new Map(records.map((row) => [row.Id, row]));
}

/** What is different between two pictures, in words of its own. */
function differences(before: ReadonlyMap<string, Stored>, after: ReadonlyMap<string, Stored>): string[] {
  return [...after].flatMap(([id, now]) => {
    const was = before.get(id);
    const ended = now.IsWon ? 'won' : 'lost';
    if (was === undefined) return [`${id} new`, ...(now.IsClosed ? [`${id} ${ended}`] : [])];
    const found: string[] = [];
    if (now.IsClosed && (was.IsClosed !== now.IsClosed || was.IsWon !== now.IsWon)) found.push(ended);
    if (!now.IsClosed && was.IsClosed) found.push('reopened');
    const [from, to] = [stages.indexOf(String(was.StageName)), stages.indexOf(String(now.StageName))];
    if (!now.IsClosed && !was.IsClosed && from !== to) found.push(to > from ? 'forward' : 'back');
    if (!now.IsClosed && now.CloseDate !== was.CloseDate)
      found.push(Date.parse(String(now.CloseDate)) > Date.parse(String(was.CloseDate)) ? 'pushed' : 'pulledIn');
    // An amount that was blank and is 0 is another, and not more.
    if (now.Amount !== was.Amount) found.push(Number(now.Amount) > Number(was.Amount) ? 'grown' : 'shrunk');
    if (now.TAS_Grade__c !== was.TAS_Grade__c) found.push('regraded');
    return found.map((kind) => `${id} ${kind}`);
  });
}

test('the changes of any history are the differences of two pictures', async () => {
  await begin();
  let minute = 0;
  const moments: [string, string][] = [];
  const any = fc.asyncProperty(
    fc.integer({ min: 0, max: mostDeals }),
    fc.array(write, { maxLength: 8 }),
    fc.array(write, { maxLength: 14 }),
    async (oldDeals, earlier, later) => {
      // A day of the user for each round: the clock goes on, and what was before is before.
      const round = new Date(old.getTime() + (minute += 2) * 86_400_000);
      const day = new Date(round.getTime() + 86_400_000).toISOString().slice(0, 10);
      practice.clock.set(round);
      const ids = Array.from({ length: oldDeals }, (_none, at) => made(newDeal(`Old ${at}`)));
      for (const one of earlier) {
        const id = ids[one.deal];
        if (id !== undefined) await put(id, valuesOf(one));
      }
      const before = await picture();
      practice.clock.set(new Date(`${day}T00:00:00.000Z`));
      const news = Array.from({ length: mostDeals - oldDeals }, (_none, at) => made(newDeal(`New ${at}`)));
      const all = [...ids, ...news];
      for (const one of later) {
        practice.clock.set(new Date(practice.clock.now().getTime() + 1_500));
        await put(all[one.deal] ?? '', valuesOf(one));
      }
      const { deals, report } = await told({ since: day });
      const got = deals.flatMap(({ id, changes }) => changes.map(({ kind }) => `${id} ${kind}`));
      expect(got.toSorted()).toEqual(differences(before, await picture()).toSorted());
      expect(report.deals).toBe(new Set(got.map((one) => one.slice(0, 18))).size);
      for (const { kind, deals: count } of report.kinds)
        expect(count).toBe(got.filter((one) => one.endsWith(` ${kind}`)).length);
      moments.push(...got.map((one): [string, string] => [day, one.slice(19)]));
    },
  );
  const kinds = (): number => new Set(moments.map(([, kind]) => kind)).size;
  // Some kinds are rare: it goes on until each has come about.
  for (let batch = 0; batch < 1 || (kinds() < 11 && batch < 10); batch += 1) await fc.assert(any, { numRuns: 40 });
  expect(kinds()).toBe(11);
});

/** A run of ours on deals, by ops, while the clock of the org stands. */
async function runOfOurs(
  command: 'grade' | 'migrate',
  rows: readonly { id: string; before: Partial<State>; after: Partial<State> }[],
): Promise<string> {
  const ops = openOrg({ ...practice, accessToken: practice.tokens.ops, username: 'ops@practice.example' });
  const now = (): Date => practice.clock.now();
  const head = {
    id: newRunId(command, now()),
    command,
    org: { id: practice.orgId, instanceUrl: practice.instanceUrl, username: 'ops@practice.example' },
    model: null,
    started: now().toISOString(),
    of: null,
    about: 'A run of a test',
  };
  const { counts } = await startRun(ops, head, {
    api: 'collections',
    runs: folder,
    now,
    onProgress: () => undefined,
    rows: () => rows.map((row, n) => ({ ...row, n, object: 'Opportunity', key: 'Id', parent: '' })),
    total: rows.length,
  });
  ops.close();
  expect(counts).toMatchObject({ rows: rows.length, written: rows.length });
  return head.id;
}

const kindsOf = (changes: ChangedDeal['changes']): string[] =>
  changes.map(({ kind, from, to }) => `${kind} ${String(from)} ${String(to)}`);

test('what a run of ours wrote is told apart from what people did before and after it, and by the same user', async () => {
  await begin();
  const [moved, mixed, graded, handmade] = ['Moved', 'Mixed', 'Graded', 'Handmade'].map((name) => made(newDeal(name)));
  if (moved === undefined || mixed === undefined || graded === undefined || handmade === undefined) throw new Error();
  practice.clock.set(new Date('2026-11-17T09:00:00.000Z'));
  await put(mixed, { StageName: stages[1] ?? null });
  practice.clock.set(new Date('2026-11-18T09:00:00.000Z'));
  const migrated = await runOfOurs('migrate', [
    { id: moved, before: { StageName: stages[0] ?? null }, after: { StageName: stages[3] ?? null } },
    { id: mixed, before: { StageName: stages[1] ?? null }, after: { StageName: stages[4] ?? null } },
  ]);
  const grading = await runOfOurs('grade', [
    { id: graded, before: { TAS_Grade__c: null }, after: { TAS_Grade__c: 'B' } },
  ]);
  // The same user, by hand, while the run counts as going on: another value on one of its deals, and another deal.
  const ops = openOrg({ ...practice, accessToken: practice.tokens.ops, username: 'ops@practice.example' });
  await ops.write('collections', {
    object: 'Opportunity',
    operation: 'update',
    key: 'Id',
    columns: ['StageName'],
    updates: [
      { id: moved, parentId: '', values: { StageName: stages[2] ?? null } },
      { id: handmade, parentId: '', values: { StageName: stages[3] ?? null } },
    ],
  });
  ops.close();
  practice.clock.set(new Date('2026-11-20T09:00:00.000Z'));
  await put(mixed, { StageName: stages[5] ?? null, Amount: 100 });
  await put(graded, { TAS_Grade__c: 'A' });
  const { deals, report } = await told();
  expect(
    Object.fromEntries(deals.map(({ name, changes, byRuns }) => [name, [kindsOf(changes), kindsOf(byRuns)]])),
  ).toEqual({
    Moved: [[`back ${stages[3]} ${stages[2]}`], [`forward ${stages[0]} ${stages[3]}`]],
    Mixed: [[`forward ${stages[0]} ${stages[5]}`, 'grown null 100'], [`forward ${stages[1]} ${stages[4]}`]],
    Graded: [['regraded B A'], ['regraded null B']],
    Handmade: [[`forward ${stages[0]} ${stages[3]}`], []],
  });
  expect(report.runs).toEqual({
    ids: [grading, migrated].toSorted().toReversed(),
    deals: 3,
    kinds: [
      { kind: 'forward', deals: 2, cents: 10_000n },
      { kind: 'regraded', deals: 1, cents: 0n },
    ],
  });
  expect(summaryText(report, [], [])).toContain(
    'By our own runs, in none of the counts: 3 deals (moved forward 2, re-graded 1);',
  );
  const without = await told({ runs: [] });
  expect(without.report.runs).toEqual({ ids: [], deals: 0, kinds: [] });
  expect(without.report.kinds.find(({ kind }) => kind === 'regraded')?.deals).toBe(1);
});

test('the same value written by somebody else meanwhile, or by the same user later, is no work of the run', async () => {
  await begin();
  const [other, later] = [made(newDeal('Other')), made(newDeal('Later'))];
  const [first, second, third] = stages.map((StageName): Partial<State> => ({ StageName }));
  if (first === undefined || second === undefined || third === undefined) throw new Error();
  practice.clock.set(new Date('2026-11-18T09:00:00.000Z'));
  await runOfOurs(
    'migrate',
    [other, later].map((id) => ({ id, before: first, after: third })),
  );
  await put(other, second);
  await put(other, third);
  practice.clock.set(new Date('2026-11-20T09:00:00.000Z'));
  await put(later, second);
  const body = JSON.stringify(third);
  await call(practice, `/sobjects/Opportunity/${later}`, { method: 'PATCH', body }, 'ops');
  const { deals } = await told();
  // There and back: nothing that people changed is left. Taken for the run's, the way back would be missing.
  const byRun = [`forward ${stages[0]} ${stages[2]}`];
  expect(deals.map(({ changes, byRuns }) => [kindsOf(changes), kindsOf(byRuns)])).toEqual([
    [[], byRun],
    [[], byRun],
  ]);
});

test('where the grade is not tracked the report says that it cannot tell, and tells the rest', async () => {
  await begin(false);
  const id = made(newDeal('Deal'));
  practice.clock.set(new Date('2026-11-17T09:00:00.000Z'));
  await put(id, { TAS_Grade__c: 'A', Amount: 5 });
  const { deals, report } = await told();
  expect([report.seesGrades, deals.flatMap(({ changes }) => kindsOf(changes))]).toEqual([false, ['grown null 5']]);
  expect(summaryText(report, [], [])).toContain('Re-graded deals cannot be told');
});

test('sums, groups, list, CSV and JSON say the same, and names do no harm', async () => {
  await begin();
  const users = await call(
    practice,
    `/query?q=${encodeURIComponent('SELECT Id, Name FROM User ORDER BY Name LIMIT 2')}`,
    {},
    'admin',
  );
  const owners = ((await users.json()) as { records: { Id: string; Name: string }[] }).records;
  const ids = Array.from({ length: 12 }, (_none, at) =>
    made({
      ...newDeal(at === 0 ? '=1+1 "x"\u001b[31m' : `Deal ${at}`),
      Amount: at === 5 ? 1_000_000_000_000 : at * 10,
      OwnerId: owners[at % 2]?.Id,
    }),
  );
  practice.clock.set(new Date('2026-11-17T09:00:00.000Z'));
  for (const [at, id] of ids.entries())
    await put(
      id,
      at % 3 === 0
        ? { StageName: stages[2] ?? null }
        : at % 3 === 1
          ? { Amount: at }
          : { StageName: model.closed.lost.name },
    );
  const { report } = await told({ by: 'owner' });
  const csv = join(folder, 'changes.csv');
  const run = changesSince(org, {
    model,
    modelFile: referenceFile,
    since,
    calendar,
    api: 'bulk',
    runs: [],
    progress: silentProgress,
    by: 'owner',
  });
  const { list, files, report: same } = await tellChanges(run, { list: true, csv });
  expect({ ...same, api: report.api }).toEqual(report);
  const [header = [], ...lines] = readCsvSlowly(readFileSync(csv, 'utf8'));
  const rows = lines.map((line) => Object.fromEntries(header.map((name, at) => [name, line[at] ?? ''])));
  expect([files, rows.length]).toEqual([[csv], 12]);
  expect(rows.find(({ DealId }) => DealId === ids[0])?.['Deal']).toMatch(/^'=1\+1/);
  const cents = (own: readonly Record<string, string>[]): bigint =>
    own.reduce((sum, { Amount = '' }) => sum + BigInt(Math.round(Number(Amount) * 100)), 0n);
  const kinds = (own: readonly Record<string, string>[]) =>
    [...Map.groupBy(own, ({ Change = '' }) => Change)].map(([kind, of]) => ({
      kind,
      deals: of.length,
      cents: cents(of),
    }));
  const byKind = (a: { kind: string }, b: { kind: string }): number => (a.kind < b.kind ? -1 : 1);
  expect(report.kinds.filter(({ deals }) => deals > 0).toSorted(byKind)).toEqual(kinds(rows).toSorted(byKind));
  const groups = Map.groupBy(rows, ({ Owner = '' }) => Owner);
  expect(report.groups.map(({ name }) => name)).toEqual([...groups.keys()].toSorted());
  for (const { name, kinds: own } of report.groups)
    expect(own.toSorted(byKind)).toEqual(kinds(groups.get(name) ?? []).toSorted(byKind));
  const json = toJson(report, list);
  expect(json.list?.map(({ id }) => id)).toEqual(list.map(({ id }) => id));
  expect(json.list?.[0]).toMatchObject({ id: ids[5], amount: '1000000000000.00' });
  const text = summaryText(report, list, files);
  expect(text).toContain('1,000,000,000,000');
  expect(text).not.toMatch(/\u001b|undefined|NaN/);
});

test('deals that nothing has become of leave zeros, in every place', async () => {
  await begin();
  made(newDeal('Still'));
  practice.clock.set(new Date('2026-11-17T09:00:00.000Z'));
  const { deals, report } = await told({ where: "Name = 'Nobody'" });
  expect([deals, report.deals, report.kinds.map((sum) => sum.deals)]).toEqual([[], 0, new Array(11).fill(0)]);
  expect(summaryText(report, [], [])).toMatch(/Of 0 deals/);
});
