import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { connect, deal, startFixture } from './practice.ts';

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture({ activateRules: true });
});
afterAll(() => org.stop());

const historyOf = async (id: string) =>
  (
    await connect(org).query(
      `SELECT StageName, Amount, PrevAmount, Probability, CreatedBy.Name FROM OpportunityHistory WHERE OpportunityId = '${id}' ORDER BY Id`,
    )
  ).records;

test('every change of stage, amount, probability or close date of a deal leaves a row that nobody can write', async () => {
  const deals = connect(org).sobject('Opportunity');
  const id = String((await deals.create(deal({ Amount: 7 }))).id);
  await deals.update({ Id: id, Description: 'Call' });
  await deals.update({ Id: id, Amount: 8 });
  await deals.update({ Id: id, Amount: 8 });
  await deals.update({ Id: id, CloseDate: '2031-01-31' });
  const rows = await historyOf(id);
  expect(rows).toMatchObject([
    { Amount: 7, PrevAmount: null },
    { Amount: 8, PrevAmount: 7 },
    { Amount: 8, PrevAmount: 8 },
  ]);
  const { records } = await connect(org).query(
    `SELECT Id, (SELECT StageName FROM OpportunityHistories) FROM Opportunity WHERE Id = '${id}'`,
  );
  expect(records[0]?.['OpportunityHistories']).toMatchObject({ totalSize: 3 });
  const history = connect(org).sobject('OpportunityHistory');
  await expect(history.create({ OpportunityId: id, StageName: 'Closed Won' })).rejects.toMatchObject({
    errorCode: 'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
  });
});

test('a write that was refused leaves no row, and a deleted deal takes its history along', async () => {
  const deals = connect(org).sobject('Opportunity');
  const id = String((await deals.create(deal({ Amount: 7 }))).id);
  await expect(deals.update({ Id: id, Amount: 9, OwnerId: '005000000000000AAA' })).rejects.toThrow();
  expect(await historyOf(id)).toHaveLength(1);
  await connect(org, 'admin').sobject('Opportunity').destroy(id);
  expect(await historyOf(id)).toHaveLength(0);
});
