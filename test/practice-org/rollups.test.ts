import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { connect, deal, loaded, startFixture } from './practice.ts';

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture();
});
afterAll(() => org.stop());

interface Check {
  readonly Status__c: string;
  readonly Weight__c: number | null;
  readonly Due__c: string | null;
}

type Step =
  | { readonly kind: 'insert'; readonly deal: 0 | 1; readonly check: Check }
  | { readonly kind: 'update'; readonly at: number; readonly check: Check }
  | { readonly kind: 'delete'; readonly at: number }
  | { readonly kind: 'undelete'; readonly at: number };

const check = fc.record({
  Status__c: fc.constantFrom('Open', 'Done', 'Waived'),
  Weight__c: fc.option(fc.integer({ min: -500, max: 900 }).map((cents) => cents / 100)),
  Due__c: fc.option(fc.constantFrom('2026-01-01', '2026-06-30', '2027-12-31')),
});
const at = fc.nat(20);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('insert' as const), deal: fc.constantFrom(0 as const, 1 as const), check }),
  fc.record({ kind: fc.constant('update' as const), at, check }),
  fc.record({ kind: fc.constant('delete' as const), at }),
  fc.record({ kind: fc.constant('undelete' as const), at }),
);

const names = ['Checks__c', 'Checks_Done__c', 'Points__c', 'Open_Weight__c', 'First_Due__c', 'Last_Due__c'];
let keys = 0;

/** What the six summaries must be, from the checks alone. */
function expected(checks: readonly Check[]): unknown {
  const sum = (rows: readonly Check[]) =>
    Math.round(rows.reduce((total, { Weight__c }) => total + (Weight__c ?? 0) * 100, 0)) / 100;
  const done = checks.filter(({ Status__c }) => Status__c === 'Done');
  const due = checks.flatMap(({ Due__c }) => Due__c ?? []).toSorted();
  return {
    Checks__c: checks.length,
    Checks_Done__c: done.length,
    Points__c: sum(done),
    Open_Weight__c: sum(checks.filter((one) => !done.includes(one))),
    First_Due__c: due[0] ?? null,
    Last_Due__c: due.at(-1) ?? null,
  };
}

test('roll-ups equal a fresh count after any sequence of writes', async () => {
  const load = connect(org, 'admin');
  const rows = load.sobject('Check__c');
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const deals = [loaded(org, 'Opportunity', deal()), loaded(org, 'Opportunity', deal())];
      const known: { id: string; deal: number; check: Check; deleted: boolean }[] = [];
      for (const next of steps) {
        if (next.kind === 'insert') {
          const row = { ...next.check, Opportunity__c: deals[next.deal], Key__c: `k${keys++}` };
          const [saved] = await rows.create([row]);
          if (saved?.success === true) known.push({ id: saved.id, deal: next.deal, check: next.check, deleted: false });
          continue;
        }
        const target = known[next.at % Math.max(1, known.length)];
        if (target === undefined) continue;
        if (next.kind === 'undelete') {
          if (org.undelete('Check__c', target.id).ok) target.deleted = false;
        } else if (next.kind === 'delete') {
          const [gone] = await rows.delete([target.id]);
          if (gone?.success === true) target.deleted = true;
        } else {
          const [saved] = await rows.update([{ Id: target.id, ...next.check }]);
          if (saved?.success === true) target.check = next.check;
        }
      }
      for (const [index, id] of deals.entries()) {
        const row = await load.sobject('Opportunity').retrieve(id);
        const live = known.filter((one) => one.deal === index && !one.deleted).map((one) => one.check);
        expect(Object.fromEntries(names.map((name) => [name, row[name] as unknown]))).toEqual(expected(live));
      }
    }),
    { numRuns: 40 },
  );
});

test('a master that refuses its new totals refuses the detail', async () => {
  const parent = loaded(org, 'Opportunity', deal());
  const rep = connect(org).sobject('Check__c');
  const row = (weight: number) => ({
    Opportunity__c: parent,
    Key__c: `k${keys++}`,
    Status__c: 'Done',
    Weight__c: weight,
  });
  const results = await rep.create([row(60), row(50), row(40)]);
  expect(results.map(({ success }) => success)).toEqual([true, false, true]);
  expect(results[1]?.errors).toEqual([
    { statusCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message: 'A deal has at most 100 points.', fields: [] },
  ]);
  expect((await connect(org).sobject('Opportunity').retrieve(parent))['Points__c']).toBe(100);
});

test('deleting a master takes its details with it, and undeleting brings them back', async () => {
  const admin = connect(org, 'admin');
  const parent = loaded(org, 'Opportunity', deal());
  const child = loaded(org, 'Check__c', {
    Opportunity__c: parent,
    Key__c: `k${keys++}`,
    Status__c: 'Done',
    Weight__c: 2,
  });
  await admin.sobject('Opportunity').destroy(parent);
  await expect(admin.sobject('Check__c').retrieve(child)).rejects.toMatchObject({ errorCode: 'ENTITY_IS_DELETED' });
  expect(org.undelete('Opportunity', parent).ok).toBe(true);
  expect((await admin.sobject('Check__c').retrieve(child))['Opportunity__c']).toBe(parent);
  expect((await admin.sobject('Opportunity').retrieve(parent))['Points__c']).toBe(2);
});

test('with allOrNone one refusal leaves everything as it was', async () => {
  const rep = connect(org);
  const parent = loaded(org, 'Opportunity', deal());
  const existing = loaded(org, 'Check__c', {
    Opportunity__c: parent,
    Key__c: `k${keys++}`,
    Status__c: 'Open',
    Weight__c: 1,
  });
  const snapshot = async () => {
    const checks = await rep.query(
      `SELECT FIELDS(ALL) FROM Check__c WHERE Opportunity__c = '${parent}' ORDER BY Id LIMIT 200`,
    );
    return [checks.records, await rep.sobject('Opportunity').retrieve(parent)];
  };
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 5 }), fc.nat(5), async (weights, spot) => {
      const before = await snapshot();
      const good = weights.map((Weight__c) => ({ Id: existing, Weight__c, Status__c: 'Done' }));
      const records = good.toSpliced(spot, 0, { Id: existing, Weight__c: 0, Status__c: 'Nonsense' });
      const results = await rep.sobject('Check__c').update(records, { allOrNone: true });
      const codes = results.map(({ errors }) => (errors[0] as unknown as { statusCode: string }).statusCode);
      expect(codes).toHaveLength(weights.length + 1);
      expect(new Set(codes.filter((code) => code !== 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST'))).toEqual(
        new Set(weights.length === 0 ? [] : ['ALL_OR_NONE_OPERATION_ROLLED_BACK']),
      );
      expect(await snapshot()).toEqual(before);
    }),
    { numRuns: 25 },
  );
});
