import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call, connect, deal, json, loaded, startFixture } from './practice.ts';

let org: PracticeOrg;
let entry: string;
beforeAll(async () => {
  org = await startFixture({ activateRules: true });
  const product = loaded(org, 'Product2', { Name: 'Relay', ProductCode: 'R-1', IsActive: true });
  const { records } = await connect(org, 'admin').query('SELECT Id FROM Pricebook2 WHERE IsStandard = true');
  const book = records[0]?.Id;
  entry = loaded(org, 'PricebookEntry', { Pricebook2Id: book, Product2Id: product, UnitPrice: 120, IsActive: true });
});
afterAll(() => org.stop());

const newDeal = async (fields: Record<string, unknown> = {}): Promise<string> =>
  String((await connect(org).sobject('Opportunity').create(deal(fields))).id);

const addLine = async (id: string, fields: Record<string, unknown>): Promise<string> => {
  const line = { OpportunityId: id, PricebookEntryId: entry, ...fields };
  return String((await connect(org).sobject('OpportunityLineItem').create(line)).id);
};

const read = async (object: string, id: string): Promise<object> => connect(org).sobject(object).retrieve(id);

test('the amount of a deal with products is the sum of its lines, and what is written to it is passed over without a word', async () => {
  const id = await newDeal({ Amount: 7 });
  expect(await read('Opportunity', id)).toMatchObject({ HasOpportunityLineItem: false, Amount: 7 });
  const first = await addLine(id, { Quantity: 3, UnitPrice: 100 });
  await addLine(id, { Quantity: 2, TotalPrice: 500 });
  expect(await read('Opportunity', id)).toMatchObject({
    HasOpportunityLineItem: true,
    Amount: 800,
    TotalOpportunityQuantity: 5,
    ExpectedRevenue: 80,
  });
  const saved = await connect(org).sobject('Opportunity').update({ Id: id, Amount: 9_999_999, Description: 'Call' });
  expect(saved).toMatchObject({ success: true });
  expect(await read('Opportunity', id)).toMatchObject({ Amount: 800, Description: 'Call' });
  await connect(org).sobject('OpportunityLineItem').update({ Id: first, Discount: 50 });
  expect(await read('Opportunity', id)).toMatchObject({ Amount: 650 });
});

test('a line says what it is: product, code, name, list price and total', async () => {
  const id = await newDeal();
  const line = await addLine(id, { Quantity: 4, UnitPrice: 25.5, Discount: 10 });
  expect(await read('OpportunityLineItem', line)).toMatchObject({
    Name: 'Deal Relay',
    ProductCode: 'R-1',
    ListPrice: 120,
    UnitPrice: 25.5,
    TotalPrice: 91.8,
  });
  const { records } = await connect(org).query(
    `SELECT Id, (SELECT Quantity FROM OpportunityLineItems) FROM Opportunity WHERE Id = '${id}'`,
  );
  expect(JSON.stringify(records)).toContain('"Quantity":4');
  const named = await connect(org).query<{ Product2: { Name: string } }>(
    `SELECT Product2.Name FROM OpportunityLineItem WHERE Id = '${line}'`,
  );
  expect(named.records[0]?.Product2.Name).toBe('Relay');
});

test('a line without a price is refused, and so is one that the rules of its deal refuse', async () => {
  const id = await newDeal();
  await expect(addLine(id, { Quantity: 1 })).rejects.toThrow('UnitPrice');
  await expect(addLine(id, { Quantity: 1, UnitPrice: -5 })).rejects.toMatchObject({
    errorCode: 'FIELD_CUSTOM_VALIDATION_EXCEPTION',
  });
  expect(await read('Opportunity', id)).toMatchObject({ HasOpportunityLineItem: false, Amount: null });
});

test('once its last line is gone the amount stays and can be written again', async () => {
  const id = await newDeal();
  const line = await addLine(id, { Quantity: 1, UnitPrice: 300 });
  await connect(org).sobject('OpportunityLineItem').destroy(line);
  expect(await read('Opportunity', id)).toMatchObject({ HasOpportunityLineItem: false, Amount: 300 });
  await connect(org).sobject('Opportunity').update({ Id: id, Amount: 50 });
  expect(await read('Opportunity', id)).toMatchObject({ Amount: 50 });
});

test('lines go with their deal', async () => {
  const id = await newDeal();
  const line = await addLine(id, { Quantity: 1, UnitPrice: 300 });
  await connect(org, 'admin').sobject('Opportunity').destroy(id);
  await expect(read('OpportunityLineItem', line)).rejects.toMatchObject({ errorCode: 'ENTITY_IS_DELETED' });
});

test('what describe calls not groupable is refused by GROUP BY in the words of the platform, and the rest is grouped', async () => {
  const { fields } = await connect(org, 'admin').describe('Opportunity');
  const groupable = new Map(fields.map(({ name, groupable: can }) => [name, can]));
  // A formula, roll-ups, an amount, a moment, a long text.
  for (const name of ['Size__c', 'Points__c', 'Amount', 'CreatedDate', 'Description'])
    expect([name, groupable.get(name)]).toEqual([name, false]);
  for (const name of ['StageName', 'OwnerId', 'CloseDate', 'IsWon', 'FiscalYear'])
    expect([name, groupable.get(name)]).toEqual([name, true]);
  for (const { name, groupable: can } of fields) {
    const answer = connect(org, 'admin').query(`SELECT ${name}, COUNT(Id) FROM Opportunity GROUP BY ${name}`);
    if (can) await answer;
    else
      await expect(answer).rejects.toMatchObject({
        errorCode: 'MALFORMED_QUERY',
        message: expect.stringContaining(`field '${name}' can not be grouped in a query call`) as string,
      });
  }
});

test('days in stage and age in days are fields only where Pipeline Inspection is on', async () => {
  const names = async (from: PracticeOrg): Promise<string[]> => {
    const described = (await json(await call(from, '/sobjects/Opportunity/describe'))) as {
      fields: { name: string }[];
    };
    return described.fields.map(({ name }) => name).filter((name) => name.endsWith('InDays'));
  };
  expect(await names(org)).toEqual([]);
  await expect(connect(org).query('SELECT AgeInDays FROM Opportunity')).rejects.toMatchObject({
    errorCode: 'INVALID_FIELD',
  });
  const inspected = await startFixture({ pipelineInspection: true });
  try {
    expect(await names(inspected)).toEqual(['LastStageChangeInDays', 'AgeInDays']);
  } finally {
    await inspected.stop();
  }
});
