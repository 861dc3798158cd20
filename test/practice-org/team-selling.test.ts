/** Teams of deals, as the platform keeps them: one record for each deal and person. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { connect, deal, loaded, startFixture } from './practice.ts';

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture({ teamSelling: true });
});
afterAll(() => org.stop());

const member = 'OpportunityTeamMember';

test('making a member that is there changes it and answers its id; its deal and person stay', async () => {
  const rep = connect(org);
  const OpportunityId = loaded(org, 'Opportunity', deal());
  const [first, second] = (await rep.query<{ Id: string }>('SELECT Id FROM User ORDER BY Id LIMIT 2')).records;
  const made = await rep.sobject(member).create({ OpportunityId, UserId: first?.Id, TeamMemberRole: 'Sales Rep' });
  const again = await rep.sobject(member).create({
    OpportunityId,
    UserId: first?.Id,
    TeamMemberRole: 'Sales Manager',
    OpportunityAccessLevel: 'Edit',
  });
  expect(again.id).toBe(made.id);
  await rep.sobject(member).create({ OpportunityId, UserId: second?.Id });
  const { records } = await rep.query<{ Name: string; TeamMemberRole: string; OpportunityAccessLevel: string }>(
    `SELECT Name, TeamMemberRole, OpportunityAccessLevel FROM ${member} ORDER BY Id`,
  );
  expect(records.map((one) => [one.TeamMemberRole, one.OpportunityAccessLevel])).toEqual([
    ['Sales Manager', 'Edit'],
    [null, 'Read'],
  ]);
  await expect(rep.sobject(member).update({ Id: made.id ?? '', UserId: second?.Id })).rejects.toThrow();
  // They go with their deal.
  await connect(org, 'admin').sobject('Opportunity').destroy(OpportunityId);
  expect((await rep.query(`SELECT Id FROM ${member}`)).totalSize).toBe(0);
});

test('an org without team selling has no such object', async () => {
  const without = await startFixture();
  try {
    await expect(connect(without, 'admin').query(`SELECT Id FROM ${member}`)).rejects.toThrow(
      /INVALID_TYPE|not supported/,
    );
  } finally {
    await without.stop();
  }
});
