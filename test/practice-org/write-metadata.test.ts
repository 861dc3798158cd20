/** Single components made, read, changed and deleted, as jsforce's own tests do it. */
import type { Connection } from 'jsforce';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { connect, deal, startFixture } from './practice.ts';

let org: PracticeOrg;
let admin: Connection;
beforeEach(async () => {
  org = await startFixture();
  admin = connect(org, 'admin');
});
afterEach(() => org.stop());

const visit = {
  fullName: 'Visit__c',
  label: 'Visit & Talk',
  pluralLabel: 'Visits',
  nameField: { type: 'Text', label: 'Title' },
  deploymentStatus: 'Deployed',
  sharingModel: 'ReadWrite',
} as const;

const create = (...objects: Record<string, unknown>[]): Promise<unknown> =>
  admin.metadata.create('CustomObject', objects as never);

test('objects are created, read, updated, upserted and deleted, and hold records meanwhile', async () => {
  const second = {
    ...visit,
    fullName: 'Second__c',
    nameField: { type: 'AutoNumber', label: 'No', displayFormat: 'S-{00}' },
  };
  expect(await create(visit, second)).toMatchObject([
    { fullName: 'Visit__c', success: true },
    { fullName: 'Second__c', success: true },
  ]);
  const { id } = await admin.sobject('Visit__c').create({ Name: 'First' });
  const read = await admin.metadata.read('CustomObject', ['Visit__c', 'Second__c']);
  expect(read).toMatchObject([
    { label: 'Visit & Talk', nameField: { label: 'Title' } },
    { nameField: { type: 'AutoNumber' } },
  ]);
  const changed = read.map((one) => ({ ...one, label: 'Changed' }));
  expect(await admin.metadata.update('CustomObject', changed)).toMatchObject([{ success: true }, { success: true }]);
  expect((await admin.describe('Visit__c')).label).toBe('Changed');
  expect(await admin.sobject('Visit__c').retrieve(id ?? '')).toMatchObject({ Name: 'First' });
  const third = { ...visit, fullName: 'Third__c' };
  expect(await admin.metadata.upsert('CustomObject', [visit, third])).toMatchObject([
    { fullName: 'Visit__c', success: true, created: false },
    { fullName: 'Third__c', success: true, created: true },
  ]);
  const names = ['Visit__c', 'Second__c', 'Third__c'];
  expect(await admin.metadata.delete('CustomObject', names)).toMatchObject(
    names.map((fullName) => ({ fullName, success: true })),
  );
  await expect(admin.describe('Visit__c')).rejects.toThrow();
});

test('fields, rules and labels are components of their own', async () => {
  const field = { fullName: 'Opportunity.Floor__c', label: 'Floor', type: 'Number', precision: 8, scale: 0 };
  expect(await admin.metadata.create('CustomField', field)).toMatchObject({ success: true });
  const rule = {
    fullName: 'Opportunity.Above',
    active: true,
    errorConditionFormula: 'Amount < Floor__c',
    errorMessage: 'Too low',
  };
  expect(await admin.metadata.create('ValidationRule', rule)).toMatchObject({ success: true });
  await expect(admin.sobject('Opportunity').create(deal({ Amount: 1, Floor__c: 2 }))).rejects.toThrow('Too low');
  expect(await admin.metadata.delete('CustomField', 'Opportunity.Floor__c')).toMatchObject({
    success: false,
    errors: [
      {
        statusCode: 'DEPENDENCY_EXISTS',
        message: expect.stringContaining('Validation Rule - Opportunity.Above') as string,
      },
    ],
  });
  const label = { fullName: 'Hello', language: 'en_US', protected: false, shortDescription: 'Hello', value: 'Hello' };
  expect(await admin.metadata.create('CustomLabel', label)).toMatchObject({ success: true });
  const set = { fullName: 'Visitors', label: 'Visitors' };
  expect(await admin.metadata.create('PermissionSet', set)).toMatchObject({ success: true });
  expect(await admin.metadata.list({ type: 'PermissionSet' })).toContainEqual(
    expect.objectContaining({ fullName: 'Visitors' }),
  );
});

test('what is there already, is not there, is wrong or not theirs to change is refused', async () => {
  await create(visit);
  expect(await create(visit)).toMatchObject([{ success: false, errors: [{ statusCode: 'DUPLICATE_DEVELOPER_NAME' }] }]);
  expect(await admin.metadata.update('CustomObject', { ...visit, fullName: 'No__c' } as never)).toMatchObject({
    success: false,
    errors: [{ statusCode: 'INVALID_CROSS_REFERENCE_KEY' }],
  });
  expect(await admin.metadata.delete('CustomField', 'Visit__c.No__c')).toMatchObject({ success: false });
  const field = { fullName: 'Visit__c.Odd__c', label: 'Odd', type: 'Lookup', referenceTo: 'Nothing__c' };
  expect(await admin.metadata.create('CustomField', field)).toMatchObject({
    success: false,
    errors: [{ message: "referenceTo value of 'Nothing__c' does not resolve to a valid sObject type" }],
  });
  await expect(admin.metadata.create('Nonsense' as never, { fullName: 'x' } as never)).rejects.toThrow(
    'no type of metadata',
  );
  await expect(connect(org, 'rep').metadata.delete('CustomObject', 'Visit__c')).rejects.toThrow('ModifyAllData');
});

test('a package that is named is retrieved as a stream of bytes, though the org has none', async () => {
  admin.metadata.pollInterval = 1;
  const stream = admin.metadata.retrieve({ packageNames: ['My Test Package'] }).stream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).subarray(0, 2).toString()).toBe('PK');
});
