/**
 * Ways round the gates by way of their items and signatures, tried by name over the API as the rep who owns the deal.
 *
 * | bypass attempt                                               | outcome                                        |
 * | ------------------------------------------------------------ | ---------------------------------------------- |
 * | an approved item gets another code or key                    | I2                                             |
 * | an item is moved to another deal                             | the platform: a detail keeps its master        |
 * | an item with the key of another deal                         | I1                                             |
 * | approved items copied onto a clone                           | I6, I7                                         |
 * | an item behind a passed gate deleted                         | the platform; by operations: comes due         |
 * | an item behind a passed gate reopened                        | I9                                             |
 * | Settled By forged                                            | I7                                             |
 * | manual grade by a rep, signed for another                    | the platform; by a manager M7                  |
 * | evidence, person or reason of a settled item changed         | I8                                             |
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allItems, big, done, itemsOf, small, stages } from '../gate/deals.ts';
import { referenceModel } from '../reference/index.ts';
import { BypassOrg, type Fields } from './bypass-org.ts';

const [validate, initiate, needs, , , , signing] = stages;
const notWritable = 'INVALID_FIELD_FOR_INSERT_UPDATE';

let org: BypassOrg;
beforeAll(async () => {
  org = await BypassOrg.start(referenceModel);
});
afterAll(() => org.stop());

const at = (fields: Fields, stage: string, more: Fields = {}): Fields => ({ ...fields, StageName: stage, ...more });
const gates = (...numbers: number[]): string[] => numbers.map((number) => `TAS-G${number}`);

describe('pass one item off as another', () => {
  test('relabel an approved item: its code and its key never change', async () => {
    const id = org.deal(at(big, initiate), itemsOf(1, 2));
    const item = await org.itemId(id, 'INI_APPROVAL');
    const other = { Code__c: 'TEN_DECISION', Item_Key__c: `${id}:TEN_DECISION` };
    expect(await org.editItem('rep', item, other)).toEqual(['TAS-I2']);
    expect(await org.editItem('rep', item, { Code__c: 'TEN_DECISION' })).toEqual(['TAS-I1', 'TAS-I2']);
    expect(await org.editItem('rep', item, { Item_Key__c: `${id}:TEN_DECISION` })).toEqual(['TAS-I1', 'TAS-I2']);
  });

  test('move an item to another deal: the platform keeps a detail with its master', async () => {
    const from = org.deal(at(big, initiate), itemsOf(1, 2));
    const to = org.deal(at(big, initiate), itemsOf(1));
    const item = await org.itemId(from, 'INI_APPROVAL');
    expect(await org.editItem('rep', item, { Opportunity__c: to })).toEqual([notWritable]);
    expect(await org.edit('rep', to, { StageName: needs })).toEqual(gates(2));
  });

  test('give an item the key of another deal, or reach that deal’s item by its key', async () => {
    const from = org.deal(at(big, initiate), itemsOf(1, 2));
    const to = org.deal(at(big, initiate), itemsOf(1));
    const forged = { ...org.item(to, done('INI_TEAM')), Settled_By__c: org.id('rep') };
    const key = `${from}:INI_TEAM`;
    const items = org.as('rep').sobject('TAS_Gate_Item__c');
    expect(await org.told(items.create({ ...forged, Item_Key__c: key }))).toEqual(['TAS-I1']);
    expect(await org.told(items.upsert({ ...forged, Item_Key__c: key }, 'Item_Key__c'))).toEqual([notWritable]);
    expect(await org.told(items.create({ ...forged, Item_Key__c: key.slice(0, 15) + key.slice(18) }))).toEqual([
      'TAS-I1',
    ]);
  });

  test('tick the same requirement twice: the key is there once', async () => {
    const id = org.deal(at(big, initiate), itemsOf(1));
    const item = { ...org.item(id, done('INI_TEAM')), Settled_By__c: org.id('rep') };
    const items = org.as('rep').sobject('TAS_Gate_Item__c');
    expect(await org.told(items.create(item))).toEqual([]);
    expect(await org.told(items.create(item))).toEqual(['DUPLICATE_VALUE']);
  });

  test('copy approved items onto a clone in stage 1: an approval is not the rep’s to give', async () => {
    const id = org.deal(at(big, validate));
    const items = org.as('rep').sobject('TAS_Gate_Item__c');
    const copy = org.item(id, done('INI_APPROVAL'));
    expect(await org.told(items.create(copy))).toEqual(['TAS-I6', 'TAS-I7']);
    expect(await org.told(items.create({ ...copy, Settled_By__c: org.id('rep') }))).toEqual(['TAS-I6']);
    expect(await org.told(items.create(org.item(id, done('INI_TEAM'))))).toEqual(['TAS-I7']);
  });
});

describe('undo what a passed gate relied on', () => {
  test('delete an item: not the rep, nor the manager; where operations does it, it comes due', async () => {
    const id = org.deal(at(big, signing), allItems);
    const item = await org.itemId(id, 'INI_APPROVAL');
    for (const person of ['rep', 'manager'] as const)
      expect(await org.told(org.as(person).sobject('TAS_Gate_Item__c').destroy(item))).toEqual([
        'INSUFFICIENT_ACCESS_OR_READONLY',
      ]);
    expect(await org.told(org.as('ops').sobject('TAS_Gate_Item__c').destroy(item))).toEqual([]);
    expect(await org.dueAtTheEnd(id)).toEqual(gates(2));
  });

  test('reopen an item: only an approver does', async () => {
    const id = org.deal(at(big, needs), itemsOf(1, 2));
    const reopened = { Status__c: 'Open', Settled_By__c: null, Settled_On__c: null, Settled_Amount__c: null };
    expect(await org.editItem('rep', await org.itemId(id, 'VAL_CONFIRM'), reopened)).toEqual(['TAS-I9']);
  });

  test('change evidence, person or reason of what was approved', async () => {
    const id = org.deal(at(big, needs), itemsOf(1, 2));
    const item = await org.itemId(id, 'INI_REPORT');
    for (const change of [{ Evidence_Url__c: 'https://files.example/2' }, { Person__c: org.id('rep') }])
      expect(await org.editItem('rep', item, change)).toEqual(['TAS-I8']);
    expect(await org.editItem('rep', item, { Evidence_Url__c: null })).toEqual(['TAS-I3', 'TAS-I8']);
  });
});

describe('sign for somebody else', () => {
  test('forge who settled an item, when settling and afterwards', async () => {
    const id = org.deal(at(big, initiate), itemsOf(1));
    const items = org.as('rep').sobject('TAS_Gate_Item__c');
    const item = { ...org.item(id, done('INI_TEAM')), Settled_By__c: org.id('rep') };
    expect(await org.told(items.create({ ...item, Settled_By__c: org.id('manager') }))).toEqual(['TAS-I7']);
    expect(await org.told(items.create({ ...item, Settled_By__c: null }))).toEqual(['TAS-I7']);
    expect(await org.told(items.create(item))).toEqual([]);
    const made = await org.itemId(id, 'INI_TEAM');
    expect(await org.editItem('rep', made, { Settled_By__c: org.id('manager') })).toEqual(['TAS-I7']);
  });

  const manual = {
    TAS_Manual_Grade__c: 'A',
    TAS_Manual_Grade_Reason__c: 'Importance',
    TAS_Manual_Grade_Note__c: 'Pilot for the province',
    TAS_Manual_Grade_On__c: '2026-06-15',
  };

  test('a manual grade is not for a rep to write, whoever it is signed for', async () => {
    const id = org.deal(at(small, validate));
    const signed = { ...manual, TAS_Manual_Grade_By__c: org.id('manager') };
    expect(await org.edit('rep', id, signed)).toEqual([notWritable]);
    expect(await org.edit('rep', id, { TAS_Manual_Grade_Valid_Until__c: '2027-12-31' })).toEqual([notWritable]);
  });

  test('a manager signs a manual grade for himself only, with the date of the day', async () => {
    const id = org.deal(at(small, validate));
    for (const forged of [
      { TAS_Manual_Grade_By__c: org.id('rep') },
      { TAS_Manual_Grade_By__c: null },
      { TAS_Manual_Grade_By__c: org.id('manager'), TAS_Manual_Grade_On__c: null },
      { TAS_Manual_Grade_By__c: org.id('manager'), TAS_Manual_Grade_On__c: '2026-06-14' },
    ])
      expect(await org.edit('manager', id, { ...manual, ...forged })).toEqual(['TAS-M7']);
    expect(await org.edit('manager', id, { ...manual, TAS_Manual_Grade_By__c: org.id('manager') })).toEqual([]);
    for (const later of [{ TAS_Manual_Grade_By__c: org.id('rep') }, { TAS_Manual_Grade_On__c: null }])
      expect(await org.edit('manager', id, later)).toEqual(['TAS-M7']);
  });
});
