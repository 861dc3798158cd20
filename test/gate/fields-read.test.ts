/** The engine says what it reads: whoever asks an org for that, and for nothing else, gets the same verdict. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldsRead, gradeOf, fieldsOfGrade, verdict, type Deal, type Item } from '../../scripts/product/gate/index.ts';
import { requirementsOf, type SalesModel } from '../../scripts/product/model/index.ts';
import { caseSpec, proofDay } from '../../scripts/proof/prove/case-spec.ts';
import { caseOf } from '../../scripts/proof/prove/cases.ts';
import { modelOf, modelSpec } from '../../scripts/proof/prove/models.ts';
import { referenceModel } from '../reference/index.ts';

const people = ['005000000000001AAA', '005000000000002AAA'] as const;

/** The deal, and every name that somebody asks it for. */
function watched<T extends object>(record: T, asked: Set<string>): T {
  return new Proxy(record, {
    get: (target, name, receiver): unknown => {
      if (typeof name === 'string') asked.add(name);
      return Reflect.get(target, name, receiver);
    },
  });
}

/** Item properties are named like the fields of the gate item in the vocabulary. */
const itemNames: Readonly<Record<string, string>> = {
  code: 'Code__c',
  status: 'Status__c',
  key: 'Item_Key__c',
  evidence: 'Evidence_Url__c',
  person: 'Person__c',
  reason: 'Reason__c',
  note: 'Note__c',
  settledBy: 'Settled_By__c',
  settledOn: 'Settled_On__c',
  settledAmount: 'Settled_Amount__c',
};

function readBy(model: SalesModel, seed: number, runs: number): { deal: Set<string>; item: Set<string> } {
  const deal = new Set<string>();
  const item = new Set<string>();
  for (const [index, spec] of fc.sample(caseSpec, { numRuns: runs, seed }).entries()) {
    const { before, after, items, viewer } = caseOf(model, spec, [...people]);
    // Every other deal was migrated into the stage where it stands.
    const migrated = (one: Deal): Deal =>
      index % 2 === 0 ? one : { ...one, TAS_Stage_Since_Stage__c: one['StageName'], TAS_Stage_Since__c: proofDay };
    verdict({
      model,
      before: before && watched<Deal>(migrated(before), deal),
      after: watched<Deal>({ ...after, Probability: 45, ForecastCategoryName: 'Commit' }, deal),
      items: items.map((one) => watched<Item>(one, item)),
      viewer,
      today: proofDay,
    });
  }
  return { deal, item };
}

describe('over random writes, a verdict looks at nothing but what fieldsRead names', () => {
  test.each<[string, SalesModel]>([
    ['the reference model', referenceModel],
    ...fc
      .sample(modelSpec, { numRuns: 25, seed: 5 })
      .map((spec, index): [string, SalesModel] => [`random model ${index}`, modelOf(spec)]),
  ])('%s', (_name, model) => {
    const read = fieldsRead(model);
    const asked = readBy(model, 11, 150);
    expect(asked.deal.size).toBeGreaterThan(10);
    const unnamed = [...asked.deal].filter((name) => ![...read.deal, ...read.related].includes(name));
    // What a model warns of and does not have is looked for in vain.
    const made = new Set(
      requirementsOf(model)
        .flatMap(({ requirement }) => requirement.fields ?? [])
        .map(({ name }) => name),
    );
    const { bidDeadline, awardNotice } = model.warnings;
    const warned = [bidDeadline.from, bidDeadline.to, awardNotice.from, awardNotice.until].filter(
      (name) => !made.has(name),
    );
    expect(unnamed.filter((name) => !warned.includes(name))).toEqual([]);
    expect([...asked.item].filter((name) => name !== 'id' && !read.item.includes(itemNames[name] ?? name))).toEqual([]);
  });

  test('of the reference model nothing is named in vain but the record type, which models that name some look at', () => {
    const read = fieldsRead(referenceModel);
    const { deal } = readBy(referenceModel, 3, 3_000);
    expect(read.deal.filter((name) => !deal.has(name))).toEqual(['RecordTypeId']);
  });
});

test('a grade alone looks at nothing but fieldsOfGrade', () => {
  const asked = new Set<string>();
  for (const spec of fc.sample(caseSpec, { numRuns: 500, seed: 4 })) {
    const { after } = caseOf(referenceModel, spec, [...people]);
    gradeOf(referenceModel, watched<Deal>(after, asked), proofDay);
  }
  expect([...asked].filter((name) => !fieldsOfGrade.includes(name))).toEqual([]);
  expect(fieldsOfGrade.filter((name) => !asked.has(name))).toEqual([]);
});

test('with nothing but what is named, the verdict is the same', () => {
  const read = fieldsRead(referenceModel);
  const kept = (deal: Deal): Deal =>
    Object.fromEntries(Object.entries(deal).filter(([name]) => [...read.deal, ...read.related].includes(name)));
  for (const spec of fc.sample(caseSpec, { numRuns: 300, seed: 8 })) {
    const { before, after, items, viewer } = caseOf(referenceModel, spec, [...people]);
    const asked = { model: referenceModel, items, viewer, today: proofDay };
    expect(verdict({ ...asked, before: before && kept(before), after: kept(after) })).toEqual(
      verdict({ ...asked, before, after }),
    );
  }
});

describe('what a model warns of', () => {
  const warningsOf = (model: SalesModel, deal: Deal) =>
    verdict({
      model,
      before: deal,
      after: deal,
      items: [],
      viewer: { id: people[0], permissions: new Set() },
      today: proofDay,
    }).warnings;
  const deal: Deal = {
    StageName: 'Validate Opportunity',
    TAS_Project_Brief__c: 'ask later',
    TAS_Tender_Issue_Date__c: '2026-11-01',
    TAS_Bid_Deadline__c: '2026-11-25',
    TAS_Award_Notice_Date__c: '2026-11-01',
  };

  test('thresholds, codes and placeholders are those of the model', () => {
    const model: SalesModel = {
      ...referenceModel,
      warnings: {
        bidDeadline: { ...referenceModel.warnings.bidDeadline, leastDays: 25 },
        awardNotice: { ...referenceModel.warnings.awardNotice, mostDays: 21 },
        noOpponent: { code: 'VAL_CONFIRM' },
        placeholders: ['Ask later'],
      },
    };
    expect(warningsOf(referenceModel, deal)).toEqual([]);
    expect(warningsOf(model, deal)).toEqual([
      { kind: 'bidDeadline', days: 24, limit: 25 },
      { kind: 'awardNotice', days: 22, limit: 21 },
      { kind: 'placeholder', code: 'VAL_BRIEF', field: 'TAS_Project_Brief__c', value: 'ask later' },
      { kind: 'noOpponent', code: 'VAL_CONFIRM' },
    ]);
  });

  test.each([
    'TBD',
    'tbd.',
    'To be confirmed',
    'n/a',
    'N.A.',
    'none',
    'xxx',
    '---',
    '??',
    '待定',
    '无。',
    '暂无',
    ' unknown ',
  ])('by default “%s” is a placeholder', (value) => {
    expect(warningsOf(referenceModel, { ...deal, TAS_Project_Brief__c: value })).toMatchObject([
      { kind: 'placeholder' },
    ]);
  });

  test.each(['Unknown rival from Lyon', 'x-ray ward', '无锡地铁', 'none of them can deliver', '-5 °C cold store'])(
    '“%s” is none',
    (value) => {
      expect(warningsOf(referenceModel, { ...deal, TAS_Project_Brief__c: value })).toEqual([]);
    },
  );
});
