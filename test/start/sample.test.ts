/** The sample as it stands after the start: read through the API, and judged by what a year of real work looks like. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { loadSample } from '../../scripts/practice-org/start/load-sample.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { practiceCurrencies } from '../../scripts/practice-org/start/currencies.ts';
import { sampleEvents, sampleStart } from '../../scripts/practice-org/start/sample/index.ts';
import { stageValues } from '../../scripts/product/compile/index.ts';
import { metadataOf } from '../../scripts/proof/prove/metadata.ts';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';
import { contractSection } from '../contract/section.ts';
import { referenceData } from '../model/models.ts';
import { crmSalesFile, noTenderFile, referenceModel, referencePackage } from '../reference/index.ts';
import { namesOf, orgWithoutBypass, replay, rowsOf, startSample, stateOf, type Values } from './sample-org.ts';

const wednesday = new Date('2026-11-25T02:00:00.000Z');
const sunday = new Date('2027-02-28T23:30:00.000Z');
const day = 86_400_000;
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : NaN);
const isFilled = (value: unknown): boolean => value !== null && value !== undefined && value !== '';
const sizes = (groups: Iterable<unknown>): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const one of groups) counts[String(one)] = (counts[String(one)] ?? 0) + 1;
  return counts;
};
/** The present ones of these, in this order. */
const given = (deal: Values, ...names: readonly string[]): unknown[] =>
  names.map((name) => deal[name]).filter(isFilled);
const isRising = (list: readonly unknown[]): boolean =>
  list.every((one, index) => index === 0 || (list[index - 1] as string | number) <= (one as string | number));

const confirmed = referenceModel.stages.flatMap(({ processes }) =>
  processes.flatMap(({ code, fields }) => (fields === undefined ? [code] : [])),
);
const people = referenceModel.stages.flatMap((stage) => stage.people.map(({ code }) => code));

describe.each([
  ['Wednesday morning', wednesday],
  ['Sunday night', sunday],
])('the sample of the reference model on a %s', (_when, now) => {
  const today = now.toISOString().slice(0, 10);
  let practice: StartedPractice;
  let deals: Values[];
  let items: Values[];
  let names: ReadonlyMap<unknown, string>;
  let dealOf: ReadonlyMap<unknown, Values>;
  beforeAll(async () => {
    practice = await startSample({ now });
    [deals, items, names] = await Promise.all([
      rowsOf(practice.org, 'Opportunity'),
      rowsOf(practice.org, 'TAS_Gate_Item__c'),
      namesOf(practice.org),
    ]);
    dealOf = new Map(deals.map((deal) => [deal['Id'], deal]));
  });
  afterAll(() => practice.stop());

  const open = (): Values[] => deals.filter(({ IsClosed }) => IsClosed === false);
  const ownerOf = ({ Opportunity__c }: Values): string =>
    names.get(dealOf.get(Opportunity__c)?.['OwnerId']) ?? 'nobody';
  const nameIn = (row: Values, field: string): string => names.get(row[field]) ?? '';

  test('holds 300 deals of different names, of which Rita Rep owns about 40 open ones', () => {
    expect(practice.loaded).toEqual({ loaded: 300, refused: [] });
    expect(new Set(deals.map(({ Name }) => Name)).size).toBe(300);
    const hers = open().filter((deal) => nameIn(deal, 'OwnerId') === 'Rita Rep');
    expect(hers.length).toBeGreaterThanOrEqual(36);
    expect(hers.length).toBeLessThanOrEqual(44);
    expect(new Set(hers.map(({ TAS_Effective_Grade__c }) => TAS_Effective_Grade__c)).size).toBeGreaterThanOrEqual(5);
    expect(new Set(hers.map(({ StageName }) => StageName)).size).toBe(7);
    expect(new Set(deals.map((deal) => nameIn(deal, 'OwnerId'))).size).toBe(6);
  });

  test('every process was confirmed by a manager who never owned the deal', () => {
    const settled = items.filter(({ Code__c, Settled_By__c }) => confirmed.includes(text(Code__c)) && Settled_By__c);
    expect(settled.length).toBeGreaterThan(200);
    expect(Object.keys(sizes(settled.map((item) => nameIn(item, 'Settled_By__c')))).sort()).toEqual([
      'Helen Brandt',
      'Max Manager',
    ]);
    expect(settled.filter((item) => nameIn(item, 'Settled_By__c') === ownerOf(item))).toEqual([]);
    // Nobody passed a deal on.
    expect(deals.filter(({ OwnerId, CreatedById }) => OwnerId !== CreatedById)).toEqual([]);
  });

  test('people are named by their role, and mostly others than who names them', () => {
    const named = items.filter(({ Code__c, Status__c }) => people.includes(text(Code__c)) && Status__c === 'Done');
    const others = named.filter(({ Person__c, Settled_By__c }) => Person__c !== Settled_By__c);
    expect(others.length / named.length).toBeGreaterThan(0.5);
    const who = (end: RegExp) =>
      sizes(named.filter((one) => end.test(text(one['Code__c']))).map((one) => nameIn(one, 'Person__c')));
    expect(who(/_AR$/)).not.toHaveProperty('Sun Yu');
    expect(Object.keys(who(/_SR$/))).toEqual(['Sun Yu']);
    expect(Object.keys(who(/_FR$/))).toEqual(['Zhao Qing']);
    expect(Object.keys(who(/_(?:SALES_MGR|COACH)$/))).toEqual(['Max Manager']);
    expect(Object.keys(who(/_BID_MGR$/))).toEqual(['Peter Novak']);
    for (const item of named.filter(({ Code__c }) => text(Code__c).endsWith('_AR')))
      expect(nameIn(item, 'Person__c')).toBe(ownerOf(item));
  });

  test('items show every state, and what belongs to it', () => {
    const by = Map.groupBy(items, ({ Status__c }) => text(Status__c));
    const of = (status: string): Values[] => by.get(status) ?? [];
    expect(of('Requested').length).toBeGreaterThan(20);
    expect(of('Requested').some((item) => ownerOf(item) === 'Rita Rep')).toBe(true);
    expect(of('Requested').every(({ Settled_By__c, Settled_On__c }) => !Settled_By__c && !Settled_On__c)).toBe(true);
    expect(of('Waived').length).toBeGreaterThan(20);
    expect(of('NotApplicable').length).toBeGreaterThan(20);
    expect(of('Declined').length).toBeGreaterThan(4);
    for (const item of [...of('Waived'), ...of('NotApplicable'), ...of('Declined')])
      expect(item['Reason__c']).toBeTruthy();
    for (const item of of('Declined')) {
      expect(item['Declined_On__c']).toBeTruthy();
      expect(nameIn(item, 'Declined_By__c')).not.toBe(ownerOf(item));
    }
    // Declined first, then asked again and confirmed.
    expect(of('Done').filter(({ Declined_By__c }) => Declined_By__c).length).toBeGreaterThan(10);
    const requests = of('Requested').map(
      ({ LastModifiedDate }) => (now.getTime() - Date.parse(text(LastModifiedDate))) / day,
    );
    expect(requests.filter((age) => age <= 14).length / requests.length).toBeGreaterThan(0.8);
  });

  test('ages are green, amber and red, over the whole year', () => {
    const expected = new Map(referenceModel.stages.map(({ name, expectedDays }) => [name, expectedDays]));
    const ages = open().map((deal) => {
      const since = text(deal['LastStageChangeDate'] ?? deal['CreatedDate']).slice(0, 10);
      const days = (Date.parse(today) - Date.parse(since)) / day;
      return { days, share: days / (expected.get(text(deal['StageName'])) ?? NaN) };
    });
    const levels = sizes(ages.map(({ share }) => (share > 1 ? 'red' : share >= 0.8 ? 'amber' : 'green')));
    expect(levels['green']).toBeGreaterThan(60);
    expect(levels['amber']).toBeGreaterThan(15);
    expect(levels['red']).toBeGreaterThan(30);
    expect(ages.filter(({ days }) => days === 0).length).toBeLessThan(10);
    const made = deals.map(({ CreatedDate }) => text(CreatedDate)).sort();
    expect(Date.parse(made.at(-1) ?? '') - Date.parse(made[0] ?? '')).toBeGreaterThan(250 * day);
  });

  test('dates follow each other, and nothing was done before its deal or after today', () => {
    for (const deal of deals) {
      const bid = given(
        deal,
        'TAS_Tender_Issue_Date__c',
        'TAS_Bid_Deadline__c',
        'TAS_Award_Notice_Date__c',
        'TAS_Contract_Signed_Date__c',
      );
      expect([deal['Name'], bid, isRising(bid)]).toEqual([deal['Name'], bid, true]);
      const made = text(deal['CreatedDate']).slice(0, 10);
      expect(
        given(deal, 'TAS_Tender_Issue_Date__c', 'TAS_Award_Notice_Date__c').every((one) => text(one) >= made),
      ).toBe(true);
      expect(given(deal, 'TAS_Contract_Signed_Date__c').every((one) => text(one) <= today)).toBe(true);
      if (deal['IsWon'] === true) expect(deal['CloseDate']).toBe(deal['TAS_Contract_Signed_Date__c']);
      if (deal['IsClosed'] === true) expect(text(deal['CloseDate']) <= today).toBe(true);
      if (deal['TAS_Bid_Result__c'] === 'Won')
        expect(text(deal['TAS_Bid_Deadline__c']) <= text(deal['LastModifiedDate']).slice(0, 10)).toBe(true);
    }
    for (const item of items) {
      const done = [
        dealOf.get(item['Opportunity__c'])?.['CreatedDate'],
        item['CreatedDate'],
        item['Settled_On__c'] ?? item['CreatedDate'],
      ];
      expect(isRising([...done.map((one) => Date.parse(text(one))), now.getTime()])).toBe(true);
    }
    expect(
      [...deals, ...items].every(({ LastModifiedDate }) => Date.parse(text(LastModifiedDate)) <= now.getTime()),
    ).toBe(true);
  });

  test('a contract is filed and handed over once it is signed', () => {
    const after = items.filter(({ Code__c }) =>
      ['SIG_CONTRACT', 'SIG_HAND_OVER', 'SIG_WIN_REVIEW'].includes(text(Code__c)),
    );
    expect(after.length).toBeGreaterThan(30);
    for (const item of after) {
      const signed = text(dealOf.get(item['Opportunity__c'])?.['TAS_Contract_Signed_Date__c']);
      expect([item['Item_Key__c'], signed !== '' && signed <= text(item['CreatedDate']).slice(0, 10)]).toEqual([
        item['Item_Key__c'],
        true,
      ]);
    }
  });

  test('money adds up: bond, cost, bid, target and amount, and what approvals were given for', () => {
    const rows = deals.map((deal) =>
      given(deal, 'TAS_Bid_Bond__c', 'TAS_Estimated_Cost__c', 'TAS_Bid_Price__c', 'TAS_Target_Price__c', 'Amount'),
    );
    expect(rows.filter((row) => row.length >= 4).length).toBeGreaterThan(15);
    expect(rows.filter((row) => !isRising(row))).toEqual([]);
    for (const deal of deals.filter(({ TAS_Pursuit_Cost__c }) => isFilled(TAS_Pursuit_Cost__c)))
      expect(number(deal['TAS_Pursuit_Cost__c'])).toBeLessThan(0.1 * number(deal['Amount']));
    const approved = items.filter(({ Settled_Amount__c }) => isFilled(Settled_Amount__c));
    const ratios = approved.map(
      (item) => number(dealOf.get(item['Opportunity__c'])?.['Amount']) / number(item['Settled_Amount__c']),
    );
    expect(approved.length).toBeGreaterThan(200);
    expect(ratios.filter((ratio) => ratio === 1).length / ratios.length).toBeGreaterThan(0.8);
    expect(ratios.filter((ratio) => ratio > 1.2).length).toBeGreaterThan(5);
  });

  test('grades were raised with a reason, decided by operations, and left some deals behind', () => {
    const raised = deals.filter(({ TAS_Manual_Grade__c }) => TAS_Manual_Grade__c);
    expect(raised.length).toBeGreaterThan(5);
    for (const deal of raised) {
      expect(
        [deal['TAS_Manual_Grade_Reason__c'], deal['TAS_Manual_Grade_Note__c'], deal['TAS_Manual_Grade_On__c']].every(
          isFilled,
        ),
      ).toBe(true);
      expect(nameIn(deal, 'TAS_Manual_Grade_By__c')).not.toBe(nameIn(deal, 'OwnerId'));
    }
    const behind = open().filter(({ TAS_Behind__c }) => number(TAS_Behind__c) > 0).length;
    expect(behind).toBeGreaterThan(3);
    expect(behind).toBeLessThan(30);
    const decided = open().filter(({ TAS_Grade__c }) => TAS_Grade__c);
    expect(decided.some((deal) => text(deal['TAS_Grade__c']) < text(deal['TAS_Suggested_Grade__c']))).toBe(true);
    expect(decided.length).toBeLessThan(open().length);
    expect(open().filter(({ TAS_Effective_Grade__c }) => !TAS_Effective_Grade__c).length).toBeGreaterThan(4);
  });

  test('partner deals have registrations, some of them lapsed', () => {
    const partner = open().filter(({ TAS_Effective_Grade__c }) => TAS_Effective_Grade__c === 'E');
    const expiries = partner.map((deal) => text(deal['TAS_Deal_Reg_Expiry__c'])).filter(isFilled);
    expect(expiries.filter((one) => one >= today).length).toBeGreaterThan(5);
    expect(expiries.filter((one) => one < today).length).toBeGreaterThan(4);
    expect(partner.some(({ TAS_Deal_Reg_Status__c }) => TAS_Deal_Reg_Status__c === 'Submitted')).toBe(true);
  });

  test('lost deals say why, and who won where rivals are asked for', () => {
    const lost = deals.filter(({ StageName }) => StageName === 'Closed Lost');
    expect(lost.length).toBeGreaterThan(20);
    const stages: ReadonlySet<unknown> = new Set(referenceModel.stages.map(({ name }) => name));
    expect(lost.filter(({ TAS_Lost_Stage__c }) => !stages.has(TAS_Lost_Stage__c))).toEqual([]);
    const open = deals.filter(({ IsClosed }) => IsClosed === false);
    expect(open.filter(({ TAS_Lost_Stage__c }) => TAS_Lost_Stage__c !== null)).toEqual([]);
    expect(Object.keys(sizes(lost.map(({ TAS_Loss_Reason__c }) => TAS_Loss_Reason__c))).length).toBeGreaterThanOrEqual(
      5,
    );
    for (const deal of lost.filter(({ TAS_Loss_Reason__c }) =>
      /Price|Solution|Relationship/.test(text(TAS_Loss_Reason__c)),
    ))
      expect(deal['TAS_Main_Competitors__c']).toBeTruthy();
    expect(deals.filter(({ IsWon }) => IsWon === true).length).toBeGreaterThan(20);
  });

  test('what people did is taken again, step by step, in an org where nobody has the bypass, and ends the same', async () => {
    const options = { deals: 300, now, currencies: [] };
    const events = sampleEvents(referenceModel, options);
    expect(sampleEvents(referenceModel, options)).toEqual(events);
    const seed = 7;
    const [picked = []] = fc.sample(
      fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 80, maxLength: 80 }),
      { numRuns: 1, seed },
    );
    const some = events.filter(({ deal }) => deal === 0 || picked.includes(deal));
    expect(some.length).toBeGreaterThan(1_500);
    const org = await orgWithoutBypass(now);
    try {
      expect(org.org.sessions.filter(({ permissions }) => permissions.has('tas_bypass'))).toEqual([]);
      expect(await replay(org, some)).toEqual([]);
      const replayed = new Set<unknown>((await rowsOf(org, 'Opportunity')).map(({ Name }) => Name));
      expect(replayed.size).toBe(picked.length);
      expect(await stateOf(org, replayed)).toEqual(await stateOf(practice.org, replayed));
    } finally {
      await org.stop();
    }
  });
});

test('an org without the sample begins today, and after the sample the clock runs on from today', async () => {
  const withSample = await startSample({ now: wednesday });
  const without = await startSample({ now: wednesday, sampleDeals: 0 });
  try {
    const made = async ({ org }: StartedPractice): Promise<unknown[]> =>
      (await rowsOf(org, 'User')).map(({ CreatedDate }) => text(CreatedDate).slice(0, 10));
    expect(new Set(await made(without))).toEqual(new Set(['2026-11-25']));
    expect(new Set(await made(withSample))).toEqual(new Set(['2025-11-25']));
    for (const { org } of [withSample, without]) {
      expect(org.clock.now()).toEqual(wednesday);
      expect(() => org.clock.set(sunday)).toThrow('runs');
    }
  } finally {
    await Promise.all([withSample.stop(), without.stop()]);
  }
});

test('where the model has contracts every won deal has one of its own, most of them in force, and no other deal', async () => {
  const practice = await startSample({ now: wednesday, modelFile: resolve(contractFile()) });
  try {
    expect(practice.loaded).toEqual({ loaded: 300, refused: [] });
    const deals = await rowsOf(practice.org, 'Opportunity');
    const contracts = new Map((await rowsOf(practice.org, 'Contract')).map((one) => [one['Id'], one]));
    const won = deals.filter(({ StageName }) => StageName === 'Closed Won');
    expect(won.length).toBeGreaterThan(20);
    for (const { Id, ContractId, AccountId } of won)
      expect(contracts.get(ContractId)).toMatchObject({ TAS_Opportunity__c: Id, AccountId });
    expect(contracts.size).toBe(deals.filter(({ ContractId }) => ContractId !== null).length);
    const statuses = [...contracts.values()].map(({ Status }) => Status);
    expect(statuses.filter((one) => one === 'Activated').length).toBeGreaterThan(statuses.length / 2);
    expect(statuses).toContain('Draft');
  } finally {
    await practice.stop();
  }
});

/** The reference model with contracts, as a file. */
function contractFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'tas-contracts-')), 'model.yaml');
  writeFileSync(file, stringify({ ...referenceData(), contract: contractSection }));
  return file;
}

test.each([
  ['five stages, no tenders', { modelFile: resolve(noTenderFile) }],
  ['two stages, in dollars', { modelFile: resolve(crmSalesFile) }],
  ['several currencies', { corporateCurrency: 'USD' }],
])('every write is taken as well with %s', async (_name, choice) => {
  const practice = await startSample({ now: wednesday, ...choice });
  try {
    expect(practice.loaded).toEqual({ loaded: 300, refused: [] });
    const deals = await rowsOf(practice.org, 'Opportunity');
    expect(deals.length).toBe(300);
    expect(new Set(deals.map(({ Name }) => Name)).size).toBe(300);
    expect(new Set(deals.map(({ StageName }) => StageName)).size).toBeGreaterThan(3);
    const statuses = new Set((await rowsOf(practice.org, 'TAS_Gate_Item__c')).map(({ Status__c }) => Status__c));
    for (const status of ['Done', 'Waived', 'Requested', 'Declined']) expect(statuses).toContain(status);
  } finally {
    await practice.stop();
  }
});

test('the sample of any model is taken, and gets through its stages', async () => {
  for (const spec of fc.sample(modelSpec, { numRuns: 12, seed: 20_261_126 })) {
    const model = modelOf(spec);
    const { multiCurrency, corporateCurrency, currency } = model.money;
    const currencies = multiCurrency ? practiceCurrencies(corporateCurrency ?? currency, currency) : [];
    const started = await startPracticeOrg({
      metadata: metadataOf('.', model),
      stages: stageValues(model),
      activateRules: true,
      currencies,
      currency,
      now: () => wednesday,
      startsAt: sampleStart(wednesday),
    });
    if (!started.ok) throw new Error(started.problems.join('\n'));
    const { org } = started;
    try {
      expect(loadSample(org, model, { deals: 120, now: wednesday, currencies })).toEqual({ loaded: 120, refused: [] });
      const stages = sizes((await rowsOf(org, 'Opportunity')).map(({ StageName }) => StageName));
      expect(stages['Closed Won']).toBeGreaterThan(4);
      expect(Object.keys(stages).length).toBeGreaterThan(3);
    } finally {
      await org.stop();
    }
  }
});

test('deals that a rule of the customer refuses are told, and the others are there', async () => {
  const rule = `<?xml version="1.0" encoding="UTF-8"?>
<ValidationRule xmlns="http://soap.sforce.com/2006/04/metadata"><fullName>No_Zephyr</fullName><active>true</active>
<errorConditionFormula>AND(ISCHANGED(StageName), BEGINS(Name, "Zephyr"))</errorConditionFormula><errorMessage>No Zephyr.</errorMessage></ValidationRule>`;
  const accounts = rule
    .replace('AND(ISCHANGED(StageName), BEGINS(Name, "Zephyr"))', 'BEGINS(Name, "Arctis")')
    .replace('No Zephyr.', 'No Arctis.');
  const { metadata, stages } = referencePackage();
  const started = await startPracticeOrg({
    metadata: new Map([
      ...metadata,
      ['objects/Opportunity/validationRules/No_Zephyr.validationRule-meta.xml', rule],
      ['objects/Account/validationRules/No_Zephyr.validationRule-meta.xml', accounts],
    ]),
    stages,
    activateRules: true,
    now: () => wednesday,
    startsAt: sampleStart(wednesday),
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  const { org } = started;
  try {
    const { loaded, refused } = loadSample(org, referenceModel, { deals: 300, now: wednesday, currencies: [] });
    expect(loaded).toBe(301 - refused.length);
    expect(refused.filter(({ line }) => line === 0)).toHaveLength(1);
    const reasons = refused.filter(({ line }) => line > 0).map(({ name, reason }) => `${name}: ${reason}`);
    expect(reasons.length).toBeGreaterThan(8);
    for (const reason of reasons)
      expect(reason).toMatch(
        /^Zephyr Telecom · .*: [A-Z][a-z]+ [A-Z][a-z]+ on 202\d-\d\d-\d\d: No Zephyr\.$|^Arctis Fisheries · .*incorrect type/,
      );
  } finally {
    await org.stop();
  }
});
