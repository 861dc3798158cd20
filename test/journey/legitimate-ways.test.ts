/**
 * Every refusal points somewhere: who is refused, and who of the least role may do what the message asks for, and does.
 * What gates ask for has test/journey/dead-ends.test.ts to itself.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { big, done, excused, itemsOf, now, small, stages, won } from '../gate/deals.ts';
import { changedModel } from '../gate/models.ts';
import { referenceModel } from '../reference/index.ts';
import { BypassOrg, type Fields, type Person } from './bypass-org.ts';

const [validate, initiate, needs, present, , , signing] = stages;

let org: BypassOrg;
let scoped: BypassOrg;
let lowering: BypassOrg;
beforeAll(async () => {
  org = await BypassOrg.start(referenceModel);
  scoped = await BypassOrg.start(changedModel(referenceModel, { recordTypes: ['Projects'] }));
  lowering = await BypassOrg.start(changedModel(referenceModel, { mayLower: true }));
});
afterAll(() => Promise.all([org.stop(), scoped.stop(), lowering.stop()]));

const at = (stage: string, more: Fields = {}): Fields => ({ ...big, StageName: stage, ...more });
const idOf = async (of: BypassOrg, person: Person): Promise<string> => (await of.as(person).identity()).user_id;

const manualGrade = async (of: BypassOrg, person: Person, letter: string): Promise<Fields> => ({
  TAS_Manual_Grade__c: letter,
  TAS_Manual_Grade_Reason__c: 'Importance',
  TAS_Manual_Grade_Note__c: 'Opens the region',
  TAS_Manual_Grade_By__c: await idOf(of, person),
  TAS_Manual_Grade_On__c: '2026-06-15',
});

describe('on the deal', () => {
  test('M1: a stage of the model in place of a foreign one', async () => {
    const id = org.deal(at(validate), itemsOf(1));
    expect(await org.edit('rep', id, { StageName: 'Prospecting' })).toEqual(['TAS-M1']);
    expect(await org.edit('rep', id, { StageName: initiate })).toEqual([]);
  });

  test('M2: one stage after the other', async () => {
    const id = org.deal(at(validate), itemsOf(1, 2, 3));
    expect(await org.edit('rep', id, { StageName: present })).toEqual(['TAS-M2']);
    for (const stage of [initiate, needs, present]) expect(await org.edit('rep', id, { StageName: stage })).toEqual([]);
  });

  test('M3: lost, with its reason', async () => {
    const id = org.deal(at(needs));
    expect(await org.edit('rep', id, { StageName: 'Closed Lost' })).toEqual(['TAS-M3']);
    expect(await org.edit('rep', id, { StageName: 'Closed Lost', TAS_Loss_Reason__c: 'Price' })).toEqual([]);
  });

  test('M4: another record type, back in the first stage', async () => {
    const { records } = await scoped
      .as('admin')
      .query<{ Id: string; DeveloperName: string }>(
        "SELECT Id, DeveloperName FROM RecordType WHERE SobjectType = 'Opportunity'",
      );
    const typeOf = (name: string): string => records.find((type) => type.DeveloperName === name)?.Id ?? '';
    const id = scoped.deal(at(needs, { RecordTypeId: typeOf('Projects') }));
    const other = { RecordTypeId: typeOf('Others') };
    expect(await scoped.edit('rep', id, other)).toEqual(['TAS-M4']);
    expect(await scoped.edit('rep', id, { StageName: validate })).toEqual([]);
    expect(await scoped.edit('rep', id, other)).toEqual([]);
  });

  test('M5: reopened by somebody with the right to it', async () => {
    const id = org.deal({ ...small, StageName: won }, itemsOf(1, 7));
    for (const person of ['rep', 'manager'] as const)
      expect(await org.edit(person, id, { StageName: signing })).toEqual(['TAS-M5']);
    expect(await org.edit('admin', id, { StageName: signing })).toEqual([]);
  });

  test('M6: the tender answer, by an approver who does not own the deal', async () => {
    const id = org.deal(at(needs), itemsOf(1, 2));
    expect(await org.edit('rep', id, { TAS_Tender_Required__c: 'No' })).toEqual(['TAS-M6']);
    expect(await org.edit('manager', id, { TAS_Tender_Required__c: 'No' })).toEqual([]);
    const own = org.deal(at(needs), itemsOf(1, 2));
    expect(await org.edit('admin', own, { OwnerId: org.id('manager') })).toEqual([]);
    expect(await org.edit('manager', own, { TAS_Tender_Required__c: 'No' })).toEqual(['TAS-M6']);
    expect(await org.edit('admin', own, { TAS_Tender_Required__c: 'No' })).toEqual([]);
  });

  test('M7: a manual grade that is signed, by somebody with the right to it', async () => {
    const id = org.deal({ ...small, StageName: validate });
    const raised = await manualGrade(org, 'manager', 'A');
    expect(await org.edit('rep', id, raised)).toEqual(['INVALID_FIELD_FOR_INSERT_UPDATE']);
    expect(await org.edit('manager', id, { ...raised, TAS_Manual_Grade_By__c: org.id('rep') })).toEqual(['TAS-M7']);
    expect(await org.edit('manager', id, raised)).toEqual([]);
  });

  test('M7: where a manual grade may lower, one below the automatic by somebody who may lower grades', async () => {
    const id = lowering.deal(at(validate));
    expect(await lowering.edit('manager', id, await manualGrade(lowering, 'manager', 'D'))).toEqual(['TAS-M7']);
    expect(await lowering.edit('admin', id, await manualGrade(lowering, 'admin', 'D'))).toEqual([]);
  });

  test('M8: a decided grade, lowered by somebody who may lower grades', async () => {
    const id = org.deal(at(validate));
    expect(await org.edit('manager', id, { TAS_Grade__c: 'C' })).toEqual(['TAS-M8']);
    expect(await org.edit('manager', id, { TAS_Grade__c: 'A' })).toEqual([]);
    for (const [person, grade] of [
      ['admin', 'C'],
      ['ops', 'D'],
    ] as const)
      expect(await org.edit(person, id, { TAS_Grade__c: grade })).toEqual([]);
  });
});

describe('on its items', () => {
  const made = async (person: Person, fields: Fields): Promise<string[]> =>
    await org.told(org.as(person).sobject('TAS_Gate_Item__c').create(fields));

  /** An item as somebody writes it in their own name. */
  const item = async (person: Person, deal: string, code: string, more: Fields = {}): Promise<Fields> => ({
    Opportunity__c: deal,
    Code__c: code,
    Item_Key__c: `${deal}:${code}`,
    Status__c: 'Done',
    Settled_By__c: await idOf(org, person),
    Settled_On__c: now,
    Settled_Amount__c: code === 'INI_APPROVAL' ? 2_000_000 : null,
    ...more,
  });
  const waived = { Status__c: 'Waived' };

  test.each<[rule: string, refused: Person, code: string, wrong: Fields, may: Person, right: Fields]>([
    ['I1', 'rep', 'VAL_CONFIRM', { Item_Key__c: 'x' }, 'rep', {}],
    ['I3', 'rep', 'INI_REPORT', {}, 'rep', { Evidence_Url__c: 'https://files.example/1' }],
    ['I4', 'manager', 'VAL_BRIEF', waived, 'manager', { ...waived, Reason__c: 'Agreed with the customer' }],
    ['I5', 'rep', 'INI_AR', {}, 'rep', { Person__c: '@rep' }],
    ['I6', 'rep', 'INI_APPROVAL', {}, 'manager', {}],
    ['I7', 'rep', 'VAL_CONFIRM', { Settled_By__c: '@manager' }, 'rep', {}],
  ])('%s: refused to the %s, put right', async (rule, refused, code, wrong, may, right) => {
    const deal = org.deal(at(validate));
    const named = (fields: Fields): Fields =>
      Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
          name,
          value === '@rep' ? org.id('rep') : value === '@manager' ? org.id('manager') : value,
        ]),
      );
    expect(await made(refused, await item(refused, deal, code, named(wrong)))).toEqual([`TAS-${rule}`]);
    expect(await made(may, await item(may, deal, code, named(right)))).toEqual([]);
  });

  test('I2: an item of its own for the other requirement', async () => {
    const deal = org.deal(at(validate), [done('VAL_CONFIRM')]);
    const id = await org.itemId(deal, 'VAL_CONFIRM');
    const other = { Code__c: 'VAL_DUPLICATE', Item_Key__c: `${deal}:VAL_DUPLICATE` };
    expect(await org.editItem('rep', id, other)).toEqual(['TAS-I2']);
    expect(await made('rep', await item('rep', deal, 'VAL_DUPLICATE'))).toEqual([]);
  });

  test('I6: who approves and owns the deal leaves it to another approver', async () => {
    const deal = org.deal(at(validate));
    expect(await org.edit('admin', deal, { OwnerId: org.id('manager') })).toEqual([]);
    expect(await made('manager', await item('manager', deal, 'INI_APPROVAL'))).toEqual(['TAS-I6']);
    expect(await made('admin', await item('admin', deal, 'INI_APPROVAL'))).toEqual([]);
  });

  test('I8: reopened, changed and settled again', async () => {
    const deal = org.deal(at(initiate), [done('INI_REPORT')]);
    const id = await org.itemId(deal, 'INI_REPORT');
    const evidence = { Evidence_Url__c: 'https://files.example/2' };
    expect(await org.editItem('rep', id, evidence)).toEqual(['TAS-I8']);
    expect(
      await org.editItem('rep', id, {
        Status__c: 'Open',
        Settled_By__c: null,
        Settled_On__c: null,
        Settled_Amount__c: null,
      }),
    ).toEqual([]);
    const again = { ...evidence, Status__c: 'Done', Settled_By__c: org.id('rep'), Settled_On__c: now };
    expect(await org.editItem('rep', id, again)).toEqual([]);
  });

  test('I9: what a passed gate relied on, reopened by an approver', async () => {
    const deal = org.deal(at(needs), itemsOf(1, 2));
    const id = await org.itemId(deal, 'INI_REPORT');
    const open = { Status__c: 'Open', Settled_By__c: null, Settled_On__c: null, Settled_Amount__c: null };
    expect(await org.editItem('rep', id, open)).toEqual(['TAS-I9']);
    expect(await org.editItem('manager', id, open)).toEqual([]);
  });

  test('I10: what decides the track, filled in', async () => {
    const deal = org.deal(at(validate, { Amount: null }));
    const { reason } = excused('Waived', 'VAL_AMOUNT');
    const waiver = await item('manager', deal, 'VAL_AMOUNT', { ...waived, Reason__c: reason });
    expect(await made('manager', waiver)).toEqual(['TAS-I10']);
    expect(await org.edit('rep', deal, { Amount: 2_000_000 })).toEqual([]);
  });
});
