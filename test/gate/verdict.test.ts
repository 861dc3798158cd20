/** What a verdict tells beyond allowed and refused. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { itemVerdict, refusals, verdict, type Deal, type Item, type Viewer } from '../../scripts/product/gate/index.ts';
import { requirementsOf, type SalesModel } from '../../scripts/product/model/index.ts';
import { permission } from '../../scripts/product/vocabulary/index.ts';
import { dealCases, itemCases } from './cases.ts';
import {
  allItems,
  approver,
  bare,
  big,
  bypasser,
  done,
  excused,
  itemsOf,
  owner,
  partnerItems,
  partnerLed,
  person,
  raiser,
  rep,
  small,
  stages,
  now,
  today,
  won,
} from './deals.ts';
import { referenceModel as model } from '../reference/index.ts';
import { changedModel } from './models.ts';

const [validate, initiate, needs, present, , bidding, signing] = stages;
const at = (deal: Deal, stage: string): Deal => ({ ...deal, StageName: stage });
const askedOf = (
  of: SalesModel,
  before: Deal | undefined,
  after: Deal,
  items: readonly Item[] = [],
  viewer: Viewer = rep,
) => verdict({ model: of, before, after, items, viewer, today });
const ask = (before: Deal | undefined, after: Deal, items: readonly Item[] = [], viewer: Viewer = rep) =>
  askedOf(model, before, after, items, viewer);
const still = (deal: Deal, items: readonly Item[] = []) => ask(deal, deal, items);
const requirement = (asked: ReturnType<typeof ask>, code: string) =>
  asked.requirements.find((entry) => entry.code === code);

describe('refusals in the verdict', () => {
  test('are those of the fast path, and each gate that refuses names what blocks; to the bypass as well', () => {
    for (const { changes, before, after, items, viewer, today: day } of dealCases) {
      const changed = changedModel(model, changes);
      const write = { model: changed, before, after, items, viewer, today: day };
      const asked = verdict(write);
      expect(asked.refusals).toEqual(refusals(write));
      const permissions = new Set([...viewer.permissions].filter((name) => name !== permission.bypass));
      const withoutBypass = refusals({ ...write, viewer: { ...viewer, permissions } });
      const blocked = new Set(asked.requirements.filter(({ blocks }) => blocks).map(({ stage }) => `TAS-G${stage}`));
      expect([...blocked]).toEqual(withoutBypass.map(({ code }) => code).filter((code) => code.includes('-G')));
    }
  });

  test('an observed rule is reported and lets the write through, an enforced one does not', () => {
    const stagesEnforced = { ...model, stages: model.stages.map((s) => ({ ...s, enforcement: 'enforce' as const })) };
    const observed = ask(at(bare, validate), at(bare, initiate));
    expect(observed).toMatchObject({ allowed: true, refusals: [{ code: 'TAS-G1', observed: true }] });
    const enforced = askedOf(stagesEnforced, at(bare, validate), at(bare, initiate));
    expect(enforced).toMatchObject({ allowed: false, refusals: [{ code: 'TAS-G1', observed: false }] });
  });

  test('says why the rules leave a write alone', () => {
    expect(ask(bare, at(bare, bidding), [], bypasser).governed).toBe('bypass');
    const old = changedModel(model, { dealsCreatedFrom: '2026-04-01T00:00:00Z' });
    expect(askedOf(old, bare, bare).governed).toBe('cohort');
    const typed = changedModel(model, { recordTypes: ['Enterprise'] });
    expect(askedOf(typed, bare, bare).governed).toBe('recordType');
    expect(still(bare).governed).toBe('yes');
  });
});

describe('what was left behind', () => {
  const behind = (asked: ReturnType<typeof ask>) =>
    asked.requirements.filter((entry) => entry.behind).map(({ code }) => code);
  const hollow = at({ ...bare, Amount: 2_000_000, TAS_Led_By__c: 'Us' }, needs);
  const first = ['VAL_BRIEF', 'VAL_CONTACT', 'VAL_CONFIRM', 'VAL_FOUR_Q'];

  test('is every open hard requirement of the passed stages on its way, and blocks no step forward', () => {
    const asked = still(hollow);
    expect(behind(asked).slice(0, 4)).toEqual(first);
    expect(behind(asked).every((code) => /^(?:VAL|INI)_/.test(code))).toBe(true);
    expect(behind(still({ ...hollow, Amount: 400_000 }))).toEqual(first.slice(0, 3));
    expect(behind(still(at(hollow, validate)))).toEqual([]);
    expect(behind(still(at(hollow, 'Nowhere')))).toEqual([]);
    expect(behind(still(at(big, signing), allItems))).toEqual([]);
  });

  test('is said to the holder of the bypass too, and not of deals that the model leaves alone', () => {
    const asked = (changes: Parameters<typeof changedModel>[1], viewer: Viewer) =>
      behind(askedOf(changedModel(model, changes), hollow, hollow, [], viewer)).slice(0, 4);
    expect(asked({}, bypasser)).toEqual(first);
    expect(asked({ dealsCreatedFrom: '2026-04-01T00:00:00Z' }, rep)).toEqual([]);
    expect(asked({ dealsCreatedFrom: '2026-04-01T00:00:00Z' }, bypasser)).toEqual([]);
    expect(asked({ recordTypes: ['Enterprise'] }, bypasser)).toEqual([]);
  });
});

describe('where the deal stands', () => {
  test('in a stage of the model, a closed one or one that nobody knows, under which version', () => {
    const stage = (name: string) => still(at(big, name)).stage;
    expect([stage(present), stage(won), stage('Closed Lost'), stage('Nowhere')]).toEqual([
      { id: 4, name: present, known: true },
      { id: null, name: won, known: true },
      { id: null, name: 'Closed Lost', known: true },
      { id: null, name: 'Nowhere', known: false },
    ]);
    expect(still(big).version).toBe(model.version);
  });

  test('position, stage, way and next stage of a full-track deal', () => {
    const asked = still(at(big, present));
    expect(asked).toMatchObject({ position: 4, stage: { id: 4, name: present }, next: 'Tender Preparation' });
    expect(asked.track).toEqual({
      name: 'Full',
      why: 'grade',
      way: [1, 2, 3, 4, 5, 6, 7],
      noTender: false,
      jump: false,
    });
  });

  test('without a tender the next stage after the presentation is the last one', () => {
    const asked = still({ ...big, StageName: present, TAS_Tender_Required__c: 'No' });
    expect(asked.next).toBe(signing);
    expect(asked.track).toMatchObject({ way: [1, 2, 3, 4, 7], noTender: true });
  });

  test('the next stage of a fast deal is the last one, of the last one it is won, and then there is none', () => {
    expect(still(small).next).toBe(signing);
    expect(still(at(small, signing)).next).toBe(won);
    expect(still(at(small, won)).next).toBeNull();
  });

  test('a lost deal begins again in the first stage', () => {
    expect(still(at(big, 'Closed Lost'))).toMatchObject({
      position: 0,
      next: validate,
      stage: { id: null },
      age: null,
    });
  });
});

describe('the grade and its reason', () => {
  const grade = (deal: Deal) => still(deal).grade;

  test('by amount, with the numbers of its band', () => {
    expect(grade({ ...big, TAS_Grade__c: null })).toEqual({
      effective: 'B',
      why: 'suggested',
      suggested: { letter: 'B', why: 'band', amount: 2_000_000, from: 1_000_000, below: 5_000_000 },
      decided: null,
      manual: { letter: null, state: 'none', until: null },
    });
  });

  test('by partner, by decision, by hand', () => {
    expect(grade({ ...partnerLed, Amount: 9_000_000 })).toMatchObject({ effective: 'E', why: 'partnerLed' });
    expect(grade({ ...small, TAS_Grade__c: 'A' })).toMatchObject({ effective: 'A', why: 'decided' });
    const byHand = { ...small, TAS_Manual_Grade__c: 'A', TAS_Manual_Grade_Valid_Until__c: today };
    expect(grade(byHand)).toMatchObject({ effective: 'A', why: 'manual', manual: { state: 'valid', until: today } });
    const expired = { ...small, TAS_Manual_Grade__c: 'A', TAS_Manual_Grade_Valid_Until__c: '2026-06-14' };
    expect(grade(expired)).toMatchObject({ effective: 'C', manual: { letter: 'A', state: 'expired' } });
  });

  test.each([
    [{ TAS_Led_By__c: null }, 'noLead'],
    [{ Amount: null }, 'noAmount'],
    [{ Amount: 0 }, 'zero'],
    [{ Amount: -5 }, 'negative'],
  ])('ungraded for a named reason: %o', (change, why) => {
    const asked = still({ ...small, TAS_Grade__c: null, ...change });
    expect(asked.grade).toMatchObject({ effective: null, why: 'none', suggested: { letter: null, why } });
    expect(asked.track).toMatchObject({ name: 'Full', why: 'ungraded' });
  });

  test('in several currencies the amount of the model counts, and without it the rate is unknown', () => {
    const several = { ...model, money: { ...model.money, multiCurrency: true } };
    const ask = (deal: Deal) => askedOf(several, deal, deal).grade.suggested;
    expect(ask({ ...small, TAS_Model_Amount__c: 5_000_000 })).toMatchObject({ letter: 'A', amount: 5_000_000 });
    expect(ask(small)).toMatchObject({ letter: null, why: 'noRate', amount: null });
  });
});

describe('what if', () => {
  test('the next line up and down of a big deal: falling acts only after a run that may lower', () => {
    expect(still(big).whatIf).toEqual({
      up: { from: 5_000_000, grade: 'A', track: 'Full' },
      down: {
        below: 1_000_000,
        atOnce: { grade: 'B', track: 'Full' },
        afterRun: { grade: 'C', track: 'Fast' },
      },
    });
  });

  test('the lowest and the highest band have one line only', () => {
    const lowest = still({ ...small, Amount: 1, TAS_Grade__c: 'D' }).whatIf;
    expect(lowest).toEqual({ up: { from: 300_000, grade: 'C', track: 'Fast' }, down: null });
    expect(still({ ...big, Amount: 5_000_000 }).whatIf.up).toBeNull();
  });

  test('without an amount any amount is the next line, and nothing follows from it for partner-led deals', () => {
    expect(still({ ...bare, TAS_Led_By__c: 'Us' }).whatIf.up).toEqual({ from: 0, grade: 'D', track: 'Fast' });
    expect(still(partnerLed).whatIf).toEqual({ up: null, down: null });
  });
});

describe('requirements', () => {
  test('every one of the model is there, in its order', () => {
    const codes = requirementsOf(model).map(({ requirement: { code } }) => code);
    expect(still(bare).requirements.map(({ code }) => code)).toEqual(codes);
  });

  test('states: open, done, not applicable, waived, and skipped, which is never done', () => {
    const items = [excused('Waived', 'VAL_BRIEF'), excused('NotApplicable', 'VAL_CONFIRM'), done('INI_TEAM')];
    const asked = still({ ...small, TAS_Project_Brief__c: null }, items);
    expect(requirement(asked, 'VAL_BRIEF')?.state).toBe('waived');
    expect(requirement(asked, 'VAL_CONFIRM')?.state).toBe('notApplicable');
    expect(requirement(asked, 'VAL_CONTACT')?.state).toBe('done');
    expect(requirement(asked, 'SIG_NEGOTIATE')?.state).toBe('open');
    expect(requirement(asked, 'INI_TEAM')?.state).toBe('skipped');
    const tenderless = still({ ...big, TAS_Tender_Required__c: 'No' }, allItems);
    expect(requirement(tenderless, 'BID_CHECK')?.state).toBe('skipped');
  });

  test('why it is open, field by field', () => {
    const deal = {
      ...big,
      TAS_Project_Brief__c: null,
      'TAS_Project_Contact__r.Phone': null,
      Amount: 0,
      TAS_Bid_Result__c: 'Lost',
      TAS_Can_Win__c: null,
    };
    const asked = still(deal);
    expect(requirement(asked, 'VAL_BRIEF')?.why).toEqual([{ kind: 'blank', field: 'TAS_Project_Brief__c' }]);
    expect(requirement(asked, 'VAL_AMOUNT')?.why).toEqual([{ kind: 'notPositive', field: 'Amount' }]);
    expect(requirement(asked, 'VAL_FOUR_Q')?.why).toEqual([{ kind: 'blank', field: 'TAS_Can_Win__c' }]);
    expect(requirement(asked, 'VAL_CONTACT')?.why).toEqual([
      {
        kind: 'unreachable',
        field: 'TAS_Project_Contact__c',
        reach: ['TAS_Project_Contact__r.Phone', 'TAS_Project_Contact__r.MobilePhone'],
      },
    ]);
    expect(requirement(asked, 'BID_RESULT')?.why).toEqual([
      { kind: 'notAccepted', field: 'TAS_Bid_Result__c', value: 'Lost', accept: ['Won'] },
    ]);
  });

  test('why it is open, item by item', () => {
    const requested: Item = { code: 'INI_REPORT', status: 'Requested' };
    const asked = still(big, [requested, { code: 'INI_TEAM', status: 'Open' }, done('INI_AR'), done('INI_AR')]);
    expect(requirement(asked, 'INI_REPORT')?.why).toEqual([{ kind: 'itemRequested' }, { kind: 'evidenceMissing' }]);
    expect(requirement(asked, 'INI_TEAM')?.why).toEqual([{ kind: 'itemOpen' }]);
    expect(requirement(asked, 'INI_APPROVAL')?.why).toEqual([{ kind: 'itemMissing' }]);
    expect(requirement(asked, 'INI_AR')?.why).toEqual([{ kind: 'itemTwice' }]);
  });

  test('who can put it right, and whether this viewer can', () => {
    const fix = (deal: Deal, code: string, viewer: Viewer) => {
      const { fixer, canFix } = requirement(ask(deal, deal, [], viewer), code) ?? {};
      return [fixer, canFix];
    };
    expect(fix(big, 'VAL_BRIEF', rep)).toEqual(['editor', true]);
    expect(fix(big, 'INI_APPROVAL', rep)).toEqual(['approver', false]);
    expect(fix(big, 'INI_APPROVAL', approver)).toEqual(['approver', true]);
    expect(fix(big, 'INI_APPROVAL', person(owner, 'TAS_Approve'))).toEqual(['approver', false]);
    expect(fix(big, 'VAL_REVIEW', rep)).toEqual(['editor', true]);
    expect(fix(big, 'INI_GRADE', rep)).toEqual(['grader', false]);
    expect(fix(big, 'INI_GRADE', raiser)).toEqual(['grader', true]);
    expect(fix(big, 'INI_TENDER', rep)).toEqual(['editor', true]);
    expect(fix(at(big, needs), 'INI_TENDER', rep)).toEqual(['approver', false]);
  });

  test('progress counts the hard ones on the way, by stage and group', () => {
    const asked = still({ ...small, TAS_Project_Brief__c: null }, itemsOf(1));
    expect(asked.progress[0]).toEqual({
      stage: 1,
      done: 5,
      of: 6,
      groups: {
        required: { done: 4, of: 5 },
        actions: { done: 1, of: 1 },
        processes: { done: 0, of: 0 },
        people: { done: 0, of: 0 },
      },
    });
    expect(asked.progress[1]).toMatchObject({ stage: 2, done: 0, of: 0 });
    expect(still(at(partnerLed, signing), partnerItems).progress.map(({ done, of }) => done - of)).toEqual([
      0, 0, 0, 0, 0, 0, 0,
    ]);
  });
});

describe('warnings', () => {
  const kinds = (deal: Deal, items: readonly Item[] = []) => still(deal, items).warnings;

  test('a bid deadline under 20 days after the issue, exactly 20 is none', () => {
    const issued = { ...bare, TAS_Tender_Issue_Date__c: '2026-05-01' };
    expect(kinds({ ...issued, TAS_Bid_Deadline__c: '2026-05-20' })).toEqual([
      { kind: 'bidDeadline', days: 19, limit: 20 },
    ]);
    expect(kinds({ ...issued, TAS_Bid_Deadline__c: '2026-05-21' })).toEqual([]);
  });

  test('an award notice older than 30 days, until the contract is signed', () => {
    const award = (day: string) => ({ ...bare, StageName: signing, TAS_Award_Notice_Date__c: day });
    const found = { kind: 'awardNotice', days: 31, limit: 30 };
    expect(kinds(award('2026-05-15'))).toContainEqual(found);
    expect(kinds(award('2026-05-16'))).not.toContainEqual(expect.objectContaining({ kind: 'awardNotice' }));
    expect(kinds({ ...award('2026-05-15'), TAS_Contract_Signed_Date__c: today })).not.toContainEqual(found);
  });

  test('nobody mapped as opponent, from the stage on that asks for it', () => {
    const found = { kind: 'noOpponent', code: 'NEE_SUPPORTER' };
    expect(kinds(at(big, needs))).toContainEqual(found);
    expect(kinds(at(big, validate))).not.toContainEqual(found);
    expect(kinds(at(big, needs), [done('NEE_SUPPORTER')])).not.toContainEqual(found);
  });

  test.each(['TBD', 'tbd.', 'N/A', 'n/a', '待定', '无', '暂无', '未知', 'Unknown', ' - ', '???'])(
    '%s is a placeholder',
    (value) => {
      expect(kinds({ ...bare, TAS_Project_Brief__c: value })).toEqual([
        { kind: 'placeholder', code: 'VAL_BRIEF', field: 'TAS_Project_Brief__c', value },
      ]);
    },
  );

  test.each(['无人机巡检平台', 'Unknown rivals are two', 'Test bench for turbines', '待定价的三期项目'])(
    '%s is none',
    (value) => expect(kinds({ ...bare, TAS_Project_Brief__c: value })).toEqual([]),
  );

  test('unknown as the answer of a picklist is an answer', () => {
    expect(kinds({ ...big, StageName: validate, TAS_Can_Win__c: 'Unknown' })).toEqual([]);
  });

  test('what took an approver and is settled by the present owner, and what is done without its evidence', () => {
    const items = [
      { ...done('INI_APPROVAL'), settledBy: owner },
      { ...done('INI_REPORT'), evidence: null },
      { ...done('INI_TEAM'), settledBy: owner },
    ];
    expect(kinds(big, items)).toEqual([
      { kind: 'doneWithoutEvidence', code: 'INI_REPORT' },
      { kind: 'settledByOwner', code: 'INI_APPROVAL' },
    ]);
  });
});

describe('age of the stage', () => {
  const age = (deal: Deal) => still(deal).age;

  test('green, amber from 80 % of the expected days, red past them', () => {
    const since = (day: string) => age({ ...big, StageName: needs, LastStageChangeDate: `${day}T23:00:00.000+0000` });
    expect(since('2026-05-23')).toEqual({ days: 23, expected: 30, level: 'green' });
    expect(since('2026-05-22')).toEqual({ days: 24, expected: 30, level: 'amber' });
    expect(since('2026-05-16')).toEqual({ days: 30, expected: 30, level: 'amber' });
    expect(since('2026-05-15')).toEqual({ days: 31, expected: 30, level: 'red' });
  });

  test('counts the day of a moment where the reader is, as today is counted', () => {
    const dayOf = (moment: string) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date(moment));
    const deal = { ...big, StageName: needs, LastStageChangeDate: '2026-06-14T18:00:00.000Z' };
    const asked = { model, before: deal, after: deal, items: [], viewer: rep };
    // In Shanghai it was the 15th already: the deal came this very day.
    expect(verdict({ ...asked, today: '2026-06-15', dayOf }).age?.days).toBe(0);
    // In Los Angeles it is still the 14th when it is the 15th in GMT.
    const west = (moment: string) =>
      new Intl.DateTimeFormat('sv-SE', { timeZone: 'America/Los_Angeles' }).format(new Date(moment));
    const late = { ...deal, LastStageChangeDate: '2026-06-15T03:00:00.000Z' };
    expect(verdict({ ...asked, before: late, after: late, today: '2026-06-14', dayOf: west }).age?.days).toBe(0);
  });

  test('from the day that a migration kept, while the deal stands where it was put', () => {
    const moved = {
      ...big,
      StageName: needs,
      LastStageChangeDate: '2026-06-14T08:00:00.000Z',
      TAS_Stage_Since__c: '2026-05-20',
      TAS_Stage_Since_Stage__c: needs,
    };
    expect(age(moved)).toEqual({ days: 26, expected: 30, level: 'amber' });
    expect(age({ ...moved, StageName: initiate })).toMatchObject({ days: 1 });
    expect(age({ ...moved, TAS_Stage_Since__c: null })).toMatchObject({ days: 1 });
    // A day is a day wherever the reader is.
    const dayOf = (moment: string) => (moment === moved.TAS_Stage_Since__c ? 'asked' : moment);
    const asked = { model, before: moved, after: moved, items: [], viewer: rep, today: '2026-06-15', dayOf };
    expect(verdict(asked).age?.days).toBe(26);
  });

  test('from the creation where the stage never changed, and none without any date', () => {
    expect(age(bare)).toMatchObject({ days: 106, level: 'red' });
    expect(age({ ...bare, CreatedDate: null })).toBeNull();
  });
});

test('items of unknown codes are reported and count for nothing', () => {
  const ghost = done('OLD_CODE');
  const asked = ask(at(big, validate), at(big, initiate), [ghost]);
  expect(asked.unknownItems).toEqual([ghost]);
  expect(asked.refusals.map(({ code }) => code)).toEqual(['TAS-G1']);
});

describe('items', () => {
  const askItem = (before: Item | undefined, after: Item) =>
    itemVerdict({ model, deal: big, before, after, viewer: rep, now });

  test('the verdict carries the refusals of the fast path', () => {
    const refused = itemCases.filter(({ expect: codes }) => codes.length > 0);
    for (const { changes, deal, before, after, viewer, expect: codes } of refused) {
      const asked = itemVerdict({ model: changedModel(model, changes), deal, before, after, viewer, now });
      expect(asked.refusals.map(({ code }) => code)).toEqual(codes);
    }
  });

  test('says what settling takes, and whether it will count', () => {
    expect(askItem(undefined, done('INI_REPORT'))).toMatchObject({
      known: true,
      counts: true,
      needs: { evidence: true, person: false, reason: false, approver: false },
    });
    expect(askItem(undefined, excused('Waived', 'VAL_BRIEF')).needs).toEqual({
      evidence: false,
      person: false,
      reason: true,
      approver: true,
    });
    expect(askItem(undefined, done('VAL_BRIEF')).counts).toBe(false);
  });

  test('an unknown code is never allowed', () => {
    expect(askItem(undefined, done('OLD_CODE'))).toMatchObject({ known: false, allowed: false });
    const old = askItem(done('OLD_CODE'), { ...done('OLD_CODE'), note: 'old' });
    expect(old).toMatchObject({ known: false, counts: false, allowed: true, version: model.version });
  });
});

/** What the files of a module import and hand on. */
const importsOf = (module: string) => {
  const folder = new URL(`../../scripts/product/${module}/`, import.meta.url);
  return readdirSync(folder).flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/(?:import|export) [^;]*? from '([^']+)';/gs)].map(
      ([statement, from = '']) => ({ file, from, isType: /^(?:import|export) type/.test(statement) }),
    ),
  );
};

test('the engine can be bundled into a page: it imports nothing from outside but types and the vocabulary', () => {
  const imports = importsOf('gate');
  expect(imports.length).toBeGreaterThan(20);
  const outside = imports.filter(({ from }) => !from.startsWith('./'));
  expect(outside.filter(({ from, isType }) => !isType && from !== '../vocabulary/index.ts')).toEqual([]);
  expect(new Set(outside.map(({ from }) => from))).toEqual(new Set(['../model/index.ts', '../vocabulary/index.ts']));
});

test('the vocabulary imports nothing from outside at all', () => {
  const imports = importsOf('vocabulary');
  expect(imports.length).toBeGreaterThan(5);
  expect(imports.filter(({ from }) => !from.startsWith('./'))).toEqual([]);
});

test('spaces and controls alone are blank; wider spaces, and what else nobody sees, is content and warned of', () => {
  const why = (brief: string) => requirement(still({ ...big, TAS_Project_Brief__c: brief }), 'VAL_BRIEF')?.state;
  expect(['  ', '\u3000', '\u00a0 ', '', ' x', '无锡'].map(why)).toEqual([
    'open',
    'done',
    'done',
    'open',
    'done',
    'done',
  ]);
  const warned = (brief: string) => still({ ...big, TAS_Project_Brief__c: brief }).warnings.map(({ kind }) => kind);
  for (const nothing of [
    '\u3000',
    '\u00a0 ',
    '\u200b',
    '\u200d',
    '\u2060',
    '\u00ad',
    '\u180e',
    '\u2800',
    '\u3164\ufe0f',
  ])
    expect(warned(nothing), JSON.stringify(nothing)).toContain('unseen');
  for (const something of ['  ', '', ' x y', '无锡', 'a\u00adb', '👩\u200d🔧'])
    expect(warned(something), something).not.toContain('unseen');
});
