/**
 * Ways round the gates, tried by name over the API as the rep who owns the deal (and, where he needs one, with a
 * manager or operations as accomplice). Each is refused, or what it skipped comes due.
 *
 * | bypass attempt                                               | outcome                                        |
 * | ------------------------------------------------------------ | ---------------------------------------------- |
 * | amount down, jump, amount up, before Closed Won              | comes due: G1–G6 stand against Closed Won      |
 * | … with a decided grade                                       | M2: the decided grade holds the track          |
 * | amount down, jump, win, amount up                            | M5                                             |
 * | Us → Partner, jump, → Us, before Closed Won                  | G1 without a registration; else M9             |
 * | … in one save, with another owner, through Closed Lost        | M9                                             |
 * | … after Closed Won                                           | M5                                             |
 * | tender answered No once stage 2 is left                      | M6                                             |
 * | tender No at first, past the tender stages, Yes              | M6; by an approver: comes due                  |
 * | lost, or back in stage 2 after the approval, tender No       | M6                                             |
 * | tender No, win, Yes                                          | M5 and M6                                      |
 * | another record type in a later stage, or back into the scope | M4                                             |
 * | out in stage 1, on, back to stage 1, in                      | comes due: every gate is ahead again           |
 * | a deal created, or cloned with its items, in a late stage    | the gates before it                            |
 * | a required field emptied, or blanked, after its gate         | the gate                                       |
 * | a contact swapped for one nobody can reach                   | the gate; phone deleted: comes due             |
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allItems, big, done, itemsOf, lost, partnerItems, partnerLed, small, stages, won } from '../gate/deals.ts';
import { changedModel } from '../gate/models.ts';
import { referenceModel } from '../reference/index.ts';
import { BypassOrg, type Fields } from './bypass-org.ts';

const [validate, initiate, needs, present, prepare, , signing] = stages;
const notWritable = 'INVALID_FIELD_FOR_INSERT_UPDATE';

let org: BypassOrg;
let scoped: BypassOrg;

beforeAll(async () => {
  org = await BypassOrg.start(referenceModel);
  scoped = await BypassOrg.start(changedModel(referenceModel, { recordTypes: ['Projects'] }));
});
afterAll(() => Promise.all([org.stop(), scoped.stop()]));

const at = (fields: Fields, stage: string, more: Fields = {}): Fields => ({ ...fields, StageName: stage, ...more });
const gates = (...numbers: number[]): string[] => numbers.map((number) => `TAS-G${number}`);

describe('lower the amount so that the grade falls, jump, and raise it again', () => {
  const fields = { ...small, TAS_Grade__c: null, Amount: 2_000_000, TAS_Is_Opportunity__c: 'Yes' };

  test('before Closed Won: what was skipped comes due', async () => {
    const id = org.deal(at(fields, validate), itemsOf(1, 7));
    expect(await org.edit('rep', id, { StageName: signing })).toContain('TAS-M2');
    expect(await org.edit('rep', id, { Amount: 400_000 })).toEqual([]);
    expect(await org.edit('rep', id, { StageName: signing })).toEqual([]);
    expect(await org.edit('rep', id, { Amount: 2_000_000 })).toEqual([]);
    expect(await org.dueAtTheEnd(id)).toEqual(gates(1, 2, 3, 4, 5, 6));
  });

  test('in one write with the jump the amount after counts', async () => {
    const id = org.deal(at(fields, validate), itemsOf(1));
    expect(await org.edit('rep', id, { StageName: signing, Amount: 1_000_000 })).toContain('TAS-M2');
  });

  test('a decided grade holds the track, and the rep cannot lower it', async () => {
    const id = org.deal(at({ ...fields, TAS_Grade__c: 'B' }, validate), itemsOf(1));
    expect(await org.edit('rep', id, { Amount: 400_000 })).toEqual([]);
    expect(await org.edit('rep', id, { StageName: signing })).toContain('TAS-M2');
    expect(await org.edit('rep', id, { TAS_Grade__c: 'C' })).toEqual([notWritable]);
    expect(await org.edit('manager', id, { TAS_Grade__c: 'C' })).toEqual(['TAS-M8']);
  });

  test('after Closed Won the guard refuses', async () => {
    const id = org.deal(at({ ...fields, Amount: 400_000 }, signing), itemsOf(1, 7));
    expect(await org.edit('rep', id, { StageName: won })).toEqual([]);
    for (const change of [{ Amount: 1_000_000 }, { StageName: signing }, { StageName: validate }])
      expect(await org.edit('rep', id, change)).toEqual(['TAS-M5']);
    expect(await org.edit('rep', id, { Amount: null })).toEqual(['TAS-G1', 'TAS-M5']);
    expect(await org.edit('rep', id, { Amount: 999_999.99 })).toEqual([]);
  });
});

describe('change who leads, to borrow the partner track, and back', () => {
  const ours = { ...big, TAS_Grade__c: null };

  test('without a deal registration the partner track has a gate of its own', async () => {
    const id = org.deal(at(ours, validate), itemsOf(1));
    expect(await org.edit('rep', id, { TAS_Led_By__c: 'Partner' })).toEqual([]);
    expect(await org.edit('rep', id, { StageName: signing })).toEqual(gates(1));
  });

  test('registered as partner-led from the start, jumped and turned back: refused; by an approver the full track comes due', async () => {
    const first = { ...partnerLed, ...small, TAS_Led_By__c: null, TAS_Grade__c: null, Amount: 2_000_000 };
    const id = org.deal(at(first, validate), partnerItems);
    expect(await org.edit('rep', id, { TAS_Led_By__c: 'Partner' })).toEqual([]);
    expect(await org.edit('rep', id, { StageName: signing })).toEqual([]);
    expect(await org.edit('rep', id, { TAS_Led_By__c: 'Us' })).toEqual(['TAS-M9']);
    expect(await org.edit('manager', id, { TAS_Led_By__c: 'Us' })).toEqual([]);
    expect(await org.dueAtTheEnd(id)).toEqual(gates(1, 2, 3, 4, 5, 6));
  });

  test('one save at stage 2, {led by Partner, last stage}, and back: refused, whoever owns the deal by then', async () => {
    const id = org.deal(at({ ...big, ...partnerLed, TAS_Led_By__c: 'Us' }, initiate), partnerItems);
    const jump = { TAS_Led_By__c: 'Partner', StageName: signing };
    expect(await org.edit('rep', id, jump)).toEqual(['TAS-M9']);
    expect(await org.edit('rep', id, { ...jump, OwnerId: org.id('manager') })).toEqual(['TAS-M9']);
    expect(await org.edit('manager', id, { ...jump, OwnerId: org.id('manager') })).toEqual(['TAS-M9']);
  });

  test('lost, answered anew and taken up again: refused', async () => {
    const id = org.deal(at(big, needs), itemsOf(1));
    expect(await org.edit('rep', id, { StageName: lost, TAS_Loss_Reason__c: 'Price' })).toEqual([]);
    expect(await org.edit('rep', id, { TAS_Led_By__c: 'Partner' })).toEqual(['TAS-M9']);
    expect(await org.edit('rep', id, { TAS_Tender_Required__c: 'No', StageName: initiate })).toEqual(['TAS-M6']);
  });

  test('turned back after Closed Won: refused', async () => {
    const id = org.deal(at(partnerLed, signing, { Amount: 2_000_000 }), partnerItems);
    expect(await org.edit('rep', id, { StageName: won })).toEqual([]);
    expect(await org.edit('rep', id, { TAS_Led_By__c: 'Us' })).toEqual(['TAS-M5', 'TAS-M9']);
    expect(await org.edit('manager', id, { TAS_Led_By__c: 'Us' })).toEqual(['TAS-M5']);
  });
});

describe('answer the tender question No, and back', () => {
  test('once stage 2 is left only an approver changes the answer', async () => {
    const id = org.deal(at(big, present), itemsOf(1, 2, 3, 4));
    for (const answer of ['No', null])
      expect(await org.edit('rep', id, { TAS_Tender_Required__c: answer })).toContain('TAS-M6');
  });

  test('No in time, past the tender stages, and Yes: refused to the rep; by an approver it comes due', async () => {
    const id = org.deal(at({ ...big, TAS_Tender_Required__c: null }, initiate), itemsOf(1, 2, 3, 4, 7));
    const without = { TAS_Bid_Result__c: null, TAS_Strengths__c: null, TAS_Tender_Required__c: 'No' };
    expect(await org.edit('rep', id, without)).toEqual([]);
    for (const stage of [needs, present, signing]) expect(await org.edit('rep', id, { StageName: stage })).toEqual([]);
    expect(await org.edit('rep', id, { TAS_Tender_Required__c: 'Yes' })).toEqual(['TAS-M6']);
    expect(await org.edit('manager', id, { TAS_Tender_Required__c: 'Yes' })).toEqual([]);
    expect(await org.dueAtTheEnd(id)).toEqual(gates(5, 6));
  });

  test('No, won, and Yes: refused, to an approver too', async () => {
    const id = org.deal(at(big, won, { TAS_Tender_Required__c: 'No' }), itemsOf(1, 2, 3, 4, 7));
    expect(await org.edit('rep', id, { TAS_Tender_Required__c: 'Yes' })).toEqual(['TAS-M5', 'TAS-M6']);
    expect(await org.edit('manager', id, { TAS_Tender_Required__c: 'Yes' })).toEqual(['TAS-M5']);
  });
});

describe('change the record type, and back', () => {
  let types: Readonly<Record<string, string>>;
  beforeAll(async () => {
    const { records } = await scoped
      .as('rep')
      .query<{ Id: string; DeveloperName: string }>('SELECT Id, DeveloperName FROM RecordType');
    types = Object.fromEntries(records.map(({ Id, DeveloperName }) => [DeveloperName, Id]));
  });
  const typed = (name: string): Fields => ({ RecordTypeId: types[name] });

  test('out of the scope from a later stage: refused', async () => {
    const id = scoped.deal(at(big, needs, typed('Projects')), itemsOf(1, 2));
    expect(await scoped.edit('rep', id, typed('Others'))).toEqual(['TAS-M4']);
    expect(await scoped.edit('rep', id, { ...typed('Others'), StageName: won })).toEqual(['TAS-M4']);
  });

  test('out in stage 1, on to a late stage, and back in: refused', async () => {
    const id = scoped.deal(at(big, validate, typed('Projects')));
    expect(await scoped.edit('rep', id, typed('Others'))).toEqual([]);
    expect(await scoped.edit('rep', id, { StageName: signing })).toEqual([]);
    expect(await scoped.edit('rep', id, typed('Projects'))).toEqual(['TAS-M4']);
    expect(await scoped.edit('rep', id, { ...typed('Projects'), StageName: validate })).toEqual(['TAS-M4']);
    expect(await scoped.edit('rep', id, { StageName: 'Nowhere' })).toEqual([]);
    expect(await scoped.edit('rep', id, typed('Projects'))).toEqual(['TAS-M4']);
  });

  test('out, on, back to stage 1 and in again: every gate is ahead again', async () => {
    const id = scoped.deal(at(big, signing, typed('Others')));
    expect(await scoped.edit('rep', id, { StageName: validate })).toEqual([]);
    expect(await scoped.edit('rep', id, typed('Projects'))).toEqual([]);
    expect(await scoped.edit('rep', id, { StageName: signing })).toEqual([...gates(1, 2, 3, 4, 5, 6), 'TAS-M2']);
    expect(await scoped.dueAtTheEnd(id)).toEqual([...gates(1, 2, 3, 4, 5, 6, 7), 'TAS-M2']);
  });
});

describe('start late', () => {
  /** All that the rep may write of a deal: the decided grade is not his. */
  const late = (fields: Fields): Fields =>
    Object.fromEntries(
      Object.entries(org.written({ ...fields, Name: 'Clone' })).filter(([name]) => name !== 'TAS_Grade__c'),
    );

  test('create a complete deal in a late stage: no gate before it has its items', async () => {
    const deals = org.as('rep').sobject('Opportunity');
    expect(await org.told(deals.create(late(at(big, prepare))))).toEqual(gates(1, 2, 3, 4));
    expect(await org.told(deals.create(late(at(small, signing))))).toEqual(gates(1));
    expect(await org.told(deals.create(late(at(small, won))))).toEqual([...gates(1, 7), 'TAS-M2']);
  });

  test('clone a late deal with its items in one composite call: the deal comes first, and is refused', async () => {
    const item = { ...org.item('@{deal.id}', done('VAL_CONFIRM')), Settled_By__c: org.id('rep') };
    const path = '/services/data/v66.0/sobjects';
    const { compositeResponse } = await org.as('rep').requestPost<{
      compositeResponse: { body: { errorCode: string; message: string }[] }[];
    }>('/services/data/v66.0/composite', {
      allOrNone: true,
      compositeRequest: [
        { method: 'POST', url: `${path}/Opportunity`, referenceId: 'deal', body: late(at(small, signing)) },
        { method: 'POST', url: `${path}/TAS_Gate_Item__c`, referenceId: 'item', body: item },
      ],
    });
    const [deal, copy] = compositeResponse.map(({ body }) => body[0]);
    expect(deal?.message).toMatch(/^\[TAS-G1\] The gate of "Validate Opportunity"/);
    expect(copy?.errorCode).toBe('PROCESSING_HALTED');
  });
});

describe('take away what a passed gate relied on', () => {
  test('empty a required field, or leave white space in it', async () => {
    const id = org.deal(at(big, needs), itemsOf(1, 2));
    for (const brief of [null, '', '   '])
      expect(await org.edit('rep', id, { TAS_Project_Brief__c: brief })).toEqual(gates(1));
    expect(await org.edit('rep', id, { TAS_Main_Competitors__c: null, TAS_Can_Win__c: null })).toEqual(gates(1, 2));
    expect(await org.edit('rep', id, { TAS_Customer_Needs__c: null })).toEqual([]);
  });

  test('swap the contact for one nobody can reach; take the phone away from the contact itself', async () => {
    const chen = org.load('Contact', { LastName: 'Chen', Phone: '1' });
    const silent = org.load('Contact', { LastName: 'Silent' });
    const id = org.deal(at(big, signing), allItems);
    expect(await org.edit('rep', id, { TAS_Project_Contact__c: silent })).toEqual(gates(1));
    expect(await org.edit('rep', id, { TAS_Project_Contact__c: chen })).toEqual([]);
    await org.as('rep').sobject('Contact').update({ Id: chen, Phone: null });
    expect(await org.dueAtTheEnd(id)).toEqual(gates(1));
  });
});
