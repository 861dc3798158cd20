/** What the deal sums up of its map is what the component works out, on every write path; read back by somebody else. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import {
  mapField,
  mapScore,
  missingIn,
  stakeholder,
  stakeholderField as person,
  stakeholderKey,
  stanceOf,
  type Person,
} from '../../scripts/product/customer/index.ts';
import { callAs, load, userOf, type Person as Somebody } from '../../scripts/proof/browser/org-actions.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { referenceData } from '../model/models.ts';
import { referenceModel, referenceProject } from '../reference/index.ts';
import { practiceIn } from '../start/practice.ts';

const { customer } = referenceModel;
if (customer === undefined) throw new Error('the reference model has a map');
const approving = customer.roles.filter(({ approves }) => approves).map(({ value }) => value);

/** The reference model, with a gate of the first stage that asks for a supporter and for nothing else. */
function modelFile(): string {
  const data = referenceData();
  // Nor does it ask for a partner.
  Reflect.deleteProperty(data, 'registration');
  const [first] = data['stages'] as Record<string, { gate?: string }[]>[];
  for (const group of ['required', 'actions', 'processes', 'people'])
    if (first !== undefined) first[group] = first[group]?.filter(({ gate }) => gate !== 'hard') ?? [];
  first?.['required']?.push({
    code: 'VAL_SUPPORTER',
    gate: 'hard',
    slot: 9,
    fields: [{ name: mapField.supporters, positive: true }],
    label: { en_US: 'A supporter', zh_CN: '支持者' },
  } as { gate: string });
  const file = join(mkdtempSync(join(tmpdir(), 'tas-map-')), 'model.yaml');
  writeFileSync(file, stringify(data));
  return file;
}

let started: StartedPractice;
beforeAll(async () => {
  started = await practiceIn(referenceProject, { modelFile: modelFile() });
});
afterAll(() => started.stop());

const call = (who: Somebody, method: string, path: string, body?: unknown): Promise<unknown> =>
  callAs(started.org, who, { method, path, body });
const create = async (who: Somebody, fields: object): Promise<string> =>
  ((await call(who, 'POST', `sobjects/${stakeholder}`, fields)) as { id: string }).id;

function dealWith(contacts: number, more: object = {}): { deal: string; contacts: string[] } {
  const { org } = started;
  const AccountId = load(org, 'Account', { Name: 'Nordwind Energie AG' });
  const deal = load(org, 'Opportunity', {
    Name: 'Grid balancing',
    AccountId,
    StageName: 'Validate Opportunity',
    CloseDate: '2027-06-30',
    Amount: 200_000,
    TAS_Led_By__c: 'Us',
    OwnerId: userOf(org, 'rep'),
    ...more,
  });
  return {
    deal,
    contacts: Array.from({ length: contacts }, (_, at) =>
      load(org, 'Contact', { LastName: `Person ${at}`, AccountId }),
    ),
  };
}

const answer = fc.oneof(fc.constantFrom(null, 'Unknown'), fc.constantFrom('1', '2', '3', '4', '5'));
const somebody = fc.record({
  [person.role]: fc.option(fc.constantFrom(...customer.roles.map(({ value }) => value))),
  [person.closeness]: answer,
  [person.solution]: answer,
  [person.price]: answer,
  [person.influence]: fc.constantFrom(null, 'Unknown', '1', '2', '3'),
  [person.left]: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
});

const numberIn = (value: unknown): number | null =>
  typeof value === 'string' && value !== 'Unknown' ? Number(value) : null;
const readAs = (values: Readonly<Record<string, unknown>>): Person => ({
  contact: '',
  name: '',
  reportsTo: null,
  answers: [person.closeness, person.solution, person.price].map((name) => numberIn(values[name])),
  influence: numberIn(values[person.influence]),
  approves: approving.includes(String(values[person.role])),
  left: values[person.left] === true,
});

test('score, unknown share and counts of random maps are the same in component and org, read back by a manager', async () => {
  const met = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(somebody, { maxLength: 6 }), async (people) => {
      const { deal, contacts } = dealWith(people.length);
      for (const [at, values] of people.entries()) {
        const contact = contacts[at] ?? '';
        const key = stakeholderKey(deal, contact);
        await create('rep', { [person.deal]: deal, [person.contact]: contact, [person.key]: key, ...values });
      }
      const row = (await call('manager', 'GET', `sobjects/Opportunity/${deal}`)) as Record<string, number | null>;
      const map = people.map(readAs);
      const there = map.filter(({ left }) => !left);
      const stances = there.map((one) => stanceOf(one, customer));
      const { score, unknownShare } = mapScore(map, 1);
      expect({
        people: row[mapField.people],
        approvers: row[mapField.approvers],
        supporters: row[mapField.supporters],
        opponents: row[mapField.opponents],
        unknownShare: row[mapField.unknownShare],
      }).toEqual({
        people: there.length,
        approvers: there.filter(({ approves }) => approves).length,
        supporters: stances.filter((one) => one === 'supporter').length,
        opponents: stances.filter((one) => one === 'opponent').length,
        unknownShare,
      });
      if (score === null) expect(row[mapField.score]).toBeNull();
      else expect(row[mapField.score]).toBeCloseTo(score, 2);
      for (const one of [...stances, ...missingIn(map, customer).map((missing) => `no ${missing}`)]) met.add(one);
      if (score === null && there.length > 0) met.add('nothing known');
    }),
    { numRuns: 200, seed: 16 },
  );
  expect([...met].toSorted()).toEqual([
    'neutral',
    'no approver',
    'no opponent',
    'no supporter',
    'nothing known',
    'opponent',
    'supporter',
    'unknown',
  ]);
});

test('a contact stands once on the map of a deal, and its place is no other’s', async () => {
  const { deal, contacts } = dealWith(2);
  const [first = '', second = ''] = contacts;
  const fields = { [person.deal]: deal, [person.contact]: first, [person.key]: stakeholderKey(deal, first) };
  const id = await create('rep', fields);
  await expect(create('rep', fields)).rejects.toThrow(/DUPLICATE_VALUE/);
  await expect(create('rep', { ...fields, [person.key]: `${deal}:again` })).rejects.toThrow(/\[TAS-P1\]/);
  await expect(create('rep', { [person.deal]: deal, [person.key]: `${deal}:` })).rejects.toThrow(/\[TAS-P1\]/);
  const moved = { [person.contact]: second, [person.key]: stakeholderKey(deal, second) };
  await expect(call('rep', 'PATCH', `sobjects/${stakeholder}/${id}`, moved)).rejects.toThrow(/\[TAS-P2\]/);
  await expect(call('rep', 'DELETE', `sobjects/${stakeholder}/${id}`)).rejects.toThrow(/INSUFFICIENT_ACCESS/);
});

test('a contact that is deleted stays on the map, without a name, and can still be said to have left', async () => {
  const { deal, contacts } = dealWith(1);
  const [contact = ''] = contacts;
  const id = await create('rep', {
    [person.deal]: deal,
    [person.contact]: contact,
    [person.key]: stakeholderKey(deal, contact),
    [person.closeness]: '5',
  });
  await call('admin', 'DELETE', `sobjects/Contact/${contact}`);
  const path = `sobjects/${stakeholder}/${id}`;
  expect((await call('manager', 'GET', path)) as object).toMatchObject({
    [person.contact]: null,
    [person.closeness]: '5',
  });
  await call('rep', 'PATCH', path, { [person.left]: true });
  const row = (await call('manager', 'GET', `sobjects/Opportunity/${deal}`)) as Record<string, unknown>;
  expect(row[mapField.people]).toBe(0);
});

test('a gate that asks for a supporter is passed with one and not without, whoever was one before', async () => {
  const { deal, contacts } = dealWith(1, { TAS_Led_By__c: 'Partner' });
  const path = `sobjects/Opportunity/${deal}`;
  const stage = { StageName: 'Negotiation & Signing' };
  const refused = () =>
    call('rep', 'PATCH', path, stage).then(
      () => '',
      (error: unknown) => String(error),
    );
  expect(await refused()).toContain('[TAS-G1]');
  const [contact = ''] = contacts;
  const supporter = await create('rep', {
    [person.deal]: deal,
    [person.contact]: contact,
    [person.key]: stakeholderKey(deal, contact),
    [person.closeness]: '5',
  });
  expect(await refused()).toBe('');
  // What the passed gate relied on does not go, neither by leaving nor by another answer; what it did not look at may change.
  const change = (fields: object) =>
    call('rep', 'PATCH', `sobjects/${stakeholder}/${supporter}`, fields).then(
      () => '',
      (error: unknown) => String(error),
    );
  expect(await change({ [person.left]: true })).toContain('[TAS-G1]');
  expect(await change({ [person.closeness]: 'Unknown' })).toContain('[TAS-G1]');
  expect(await change({ [person.price]: '4', [person.role]: 'Coach' })).toBe('');
});
