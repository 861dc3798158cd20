import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Connection } from 'jsforce';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { connect, deal, startFixture } from './practice.ts';

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture();
});
afterAll(() => org.stop());

const connectAs = (accessToken: string): Connection =>
  new Connection({ instanceUrl: org.instanceUrl, accessToken, version: '66.0' });

describe('somebody added to a running org', () => {
  test('logs in as a user of their own, with the rights of the permission sets they hold and no more', async () => {
    const added = org.addPerson({ lastName: 'Guest', permissionSets: ['TAS_Rep'] });
    const guest = connectAs(added.accessToken);
    expect((await guest.identity()).user_id).toBe(added.userId);
    const { id = '' } = await guest.sobject('Opportunity').create(deal());
    expect(await guest.sobject('Opportunity').retrieve(id)).toMatchObject({ OwnerId: added.userId });
    const held = `SELECT PermissionSet.Name FROM PermissionSetAssignment WHERE AssigneeId = '${added.userId}'`;
    const { records } = await connect(org, 'admin').query<{ PermissionSet: { Name: string } }>(held);
    expect(records.map(({ PermissionSet }) => PermissionSet.Name)).toEqual(['TAS_Rep']);
  });

  test('writes the creation date only with that right', async () => {
    const created = { CreatedDate: '2025-01-02T03:04:05.000+0000' };
    const loader = org.addPerson({ lastName: 'A', permissionSets: [], everything: true, setsAuditFields: true });
    const { id = '' } = await connectAs(loader.accessToken).sobject('Opportunity').create(deal(created));
    expect(await connect(org, 'admin').sobject('Opportunity').retrieve(id)).toMatchObject(created);
    const other = org.addPerson({ lastName: 'B', permissionSets: [], everything: true });
    await expect(connectAs(other.accessToken).sobject('Opportunity').create(deal(created))).rejects.toThrow(
      /CreatedDate/,
    );
  });

  test('cannot hold a permission set that the metadata does not have', () => {
    expect(() => org.addPerson({ lastName: 'Guest', permissionSets: ['Nothing'] })).toThrow(
      'no permission set Nothing',
    );
  });
});
