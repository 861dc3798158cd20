/** `tas team sync` and `tas team workload` on a practice org, by the commands' own functions. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { soql, soqlFields, soqlIdentifier, type OrgConnection } from '../../scripts/product/org/index.ts';
import { listRuns, planResume, planUndo, readRun, resumeRun, undoRun } from '../../scripts/product/runs/index.ts';
import { syncedText, syncTeams, workloadOf, workloadText, type Synced } from '../../scripts/product/team/index.ts';
import { silentProgress } from '../../scripts/product/terminal/index.ts';
import { itemKey } from '../../scripts/product/vocabulary/index.ts';
import { foreignOrg, type ForeignOrg } from '../install/org.ts';
import { loaded } from '../practice-org/practice.ts';
import { modelIn, noTenderFile, referenceModel as model, referencePackage } from '../reference/index.ts';

let practice: ForeignOrg['practice'];
let org: OrgConnection;
let runs: string;
beforeEach(async () => {
  const { metadata, stages } = referencePackage();
  ({ practice, org } = await foreignOrg(metadata, { stages, teamSelling: true, activateRules: true }));
  runs = mkdtempSync(join(tmpdir(), 'tas-team-'));
  onTestFinished(() => rmSync(runs, { recursive: true, force: true }));
});

const sync = async (
  apply: boolean,
  more: Partial<Parameters<typeof syncTeams>[1]> = {},
  api: 'bulk' | 'collections' = 'collections',
  on: OrgConnection = org,
): Promise<Synced> =>
  await syncTeams(on, {
    model,
    modelFile: 'model.yaml',
    side: 'both',
    apply,
    confirm: () => Promise.resolve(),
    api,
    leave: 0,
    calendar: await on.calendar(),
    progress: silentProgress,
    runs,
    now: () => new Date(),
    ...more,
  });

const userOf = (persona: 'rep' | 'manager' | 'ops'): string =>
  practice.org.sessions.find((one) => one.persona === persona)?.userId ?? '';

function deal(more: Readonly<Record<string, unknown>> = {}): string {
  return loaded(practice, 'Opportunity', {
    Name: 'Grid',
    StageName: 'Initiate Pursuit',
    CloseDate: '2027-01-31',
    Amount: 2_000_000,
    TAS_Led_By__c: 'Us',
    OwnerId: userOf('rep'),
    ...more,
  });
}
const person = (id: string, code: string, user: string): string =>
  loaded(practice, 'TAS_Gate_Item__c', {
    Opportunity__c: id,
    Code__c: code,
    Item_Key__c: itemKey(id, code),
    Status__c: 'Done',
    Person__c: user,
    Settled_By__c: userOf('rep'),
    Settled_On__c: new Date().toISOString(),
  });
const member = (OpportunityId: string, UserId: string, TeamMemberRole: string): string =>
  loaded(practice, 'OpportunityTeamMember', { OpportunityId, UserId, TeamMemberRole, OpportunityAccessLevel: 'Read' });

async function stored(object: string, fields: readonly string[]): Promise<string[][]> {
  const found: string[][] = [];
  const query = soql`SELECT ${soqlFields(fields)} FROM ${soqlIdentifier(object)} ORDER BY Id`;
  await org.read('collections', query, fields, (rows) => void found.push(...rows.map((row) => [...row])));
  return found;
}
const members = (): Promise<string[][]> =>
  stored('OpportunityTeamMember', ['OpportunityId', 'UserId', 'TeamMemberRole', 'OpportunityAccessLevel']);
const items = (): Promise<string[][]> =>
  stored('TAS_Gate_Item__c', ['Opportunity__c', 'Code__c', 'Status__c', 'Person__c', 'Settled_By__c']);

describe('the two brought together', () => {
  test.each(['collections', 'bulk'] as const)(
    'by %s: shown first, written through the rules, right at the second run, and taken back',
    async (api) => {
      const one = deal();
      person(one, 'INI_AR', userOf('ops'));
      member(one, userOf('manager'), 'Pre-Sales Consultant');
      const before = [await members(), await items()];

      const dry = await sync(false, {}, api);
      expect(dry).toMatchObject({
        exitCode: 2,
        deals: 1,
        joining: [{ deal: one, user: userOf('ops'), role: 'Account Manager', access: 'Edit', code: 'INI_AR' }],
        naming: [
          { deal: one, code: 'VAL_AR', user: userOf('ops') },
          { deal: one, code: 'INI_SR', user: userOf('manager') },
        ],
        notes: [],
        run: null,
      });
      expect([await members(), await items()]).toEqual(before);
      expect(syncedText(dry, runs)).toContain('Nothing was written. Write it with --apply.');

      const done = await sync(true, {}, api);
      expect(done).toMatchObject({ exitCode: 0, counts: { rows: 3, written: 3, refused: 0 } });
      expect(await members()).toContainEqual([one, userOf('ops'), 'Account Manager', 'Edit']);
      const admin = practice.org.sessions.find((own) => own.persona === 'admin')?.userId;
      expect(await items()).toContainEqual([one, 'INI_SR', 'Done', userOf('manager'), admin]);
      expect(await sync(true, {}, api)).toMatchObject({ exitCode: 0, joining: [], naming: [], run: null });

      const run = readRun(runs, done.run ?? '');
      expect((await planResume(org, run)).counts.toWrite).toBe(0);
      const plan = await planUndo(org, run);
      expect(plan.counts).toEqual({ toWrite: 3, already: 0, left: 0 });
      await undoRun(org, run, plan, { api, runs, now: () => new Date(), onProgress: () => undefined });
      expect([await members(), await items()]).toEqual(before);
    },
  );

  test('one side alone', async () => {
    const one = deal();
    person(one, 'INI_AR', userOf('ops'));
    member(one, userOf('manager'), 'Pre-Sales Consultant');
    expect(await sync(false, { side: 'team' })).toMatchObject({ joining: [{ code: 'INI_AR' }], naming: [] });
    expect(await sync(false, { side: 'people' })).toMatchObject({
      joining: [],
      naming: [{ code: 'INI_SR' }],
    });
  });

  test('later stages, closed deals and stages off the track are asked nothing', async () => {
    const first = deal({ StageName: 'Validate Opportunity' });
    const small = deal({ Amount: 200_000 });
    const won = deal({ StageName: 'Closed Won' });
    for (const one of [first, small, won]) member(one, userOf('manager'), 'Pre-Sales Consultant');
    expect(await sync(false)).toMatchObject({ deals: 2, joining: [], naming: [] });
  });

  test('whom somebody took out of a team is not brought back, and after an undo is', async () => {
    const one = deal();
    person(one, 'INI_AR', userOf('ops'));
    const { run } = await sync(true);
    const [[id = ''] = []] = await stored('OpportunityTeamMember', ['Id']);
    await org.write('collections', {
      object: 'OpportunityTeamMember',
      operation: 'delete',
      key: 'Id',
      columns: [],
      updates: [{ id, parentId: one, values: {} }],
    });
    expect(await sync(true)).toMatchObject({
      joining: [],
      notes: [{ kind: 'removed', named: userOf('ops') }],
      run: null,
    });
    expect((await items()).map(([, code, status]) => [code, status])).toEqual([
      ['INI_AR', 'Done'],
      ['VAL_AR', 'Done'],
    ]);

    const taken = readRun(runs, run ?? '');
    const plan = await planUndo(org, taken);
    await undoRun(org, taken, plan, { api: 'collections', runs, now: () => new Date(), onProgress: () => undefined });
    expect((await sync(false)).joining).toHaveLength(1);
  });

  test('a run that was cut off goes on, and adds nobody twice', async () => {
    const deals = Array.from({ length: 5 }, () => deal());
    for (const one of deals) person(one, 'INI_AR', userOf('ops'));
    const before = await members();
    const cut: OrgConnection = {
      ...org,
      write: async (api, request) => {
        if (request.object !== 'OpportunityTeamMember') return await org.write(api, request);
        await org.write(api, { ...request, updates: request.updates.slice(0, 2) });
        throw new Error('the line went dead');
      },
    };
    await expect(sync(true, {}, 'collections', cut)).rejects.toThrow('the line went dead');
    expect(await members()).toHaveLength(before.length + 2);
    const [run] = listRuns(runs, 'team');
    if (run === undefined) throw new Error('no run');
    const plan = await planResume(org, run);
    expect(plan.counts).toEqual({ toWrite: 8, already: 2, left: 0 });
    await resumeRun(org, run, plan, { api: 'collections', now: () => new Date(), onProgress: () => undefined });
    expect(await members()).toHaveLength(before.length + 5);
  });
});

describe('where it cannot be', () => {
  test('an org without team selling is told how to switch it on', async () => {
    const { metadata, stages } = referencePackage();
    const { org: without } = await foreignOrg(metadata, { stages, activateRules: true });
    await expect(sync(true, {}, 'collections', without)).rejects.toMatchObject({ name: 'TeamSellingOff', exitCode: 3 });
  });

  test('a model without a team is named', async () => {
    const without = structuredClone(modelIn(noTenderFile));
    delete without.team;
    await expect(sync(false, { model: without })).rejects.toMatchObject({ name: 'NoTeam' });
  });

  test('a Team Role that the org lacks is listed, and the other roles go on', async () => {
    const one = deal();
    person(one, 'INI_AR', userOf('ops'));
    person(one, 'INI_SR', userOf('manager'));
    const roles = model.team?.roles.map((role) => (role.name === 'SR' ? { ...role, member: 'Architect' } : role)) ?? [];
    const synced = await sync(true, { model: { ...model, team: { roles } } });
    expect(synced).toMatchObject({
      exitCode: 0,
      joining: [{ code: 'INI_AR' }],
      notes: [{ kind: 'noRole', role: 'SR' }],
    });
    expect(syncedText(synced, runs)).toContain('the org has no Team Role Architect');
  });
});

test('the workload counts a deal once for its owner and for everybody it names', async () => {
  const [one, two] = [deal(), deal({ Amount: 500_000.25, OwnerId: userOf('manager') })];
  deal({ StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' });
  person(one, 'INI_AR', userOf('rep'));
  person(one, 'INI_SR', userOf('ops'));
  person(two, 'INI_AR', userOf('ops'));
  const workload = await workloadOf(org, {
    model,
    api: 'auto',
    calendar: await org.calendar(),
    progress: silentProgress,
    nameOf: (code) => code,
  });
  expect(workload.deals).toBe(2);
  expect(
    workload.people.map(({ user, deals, owned, named, amount, grades, parts }) => ({
      user,
      deals,
      owned,
      named,
      amount,
      grades,
      parts,
    })),
  ).toEqual([
    {
      user: userOf('ops'),
      deals: 2,
      owned: 0,
      named: 2,
      amount: 2_500_000.25,
      grades: { B: 1, C: 1 },
      parts: { INI_SR: 1, INI_AR: 1 },
    },
    { user: userOf('rep'), deals: 1, owned: 1, named: 1, amount: 2_000_000, grades: { B: 1 }, parts: { INI_AR: 1 } },
    { user: userOf('manager'), deals: 1, owned: 1, named: 0, amount: 500_000.25, grades: { C: 1 }, parts: {} },
  ]);
  expect(workloadText(workload)).toMatch(/Olga Ops +2 +0 +2/);
});
