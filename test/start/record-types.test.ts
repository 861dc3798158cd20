import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Connection } from 'jsforce';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { stringify } from 'yaml';
import { readModelFile } from '../../scripts/product/model/index.ts';
import type { StartedPractice } from '../../scripts/practice-org/start/practice.ts';
import { practiceIn } from './practice.ts';
import { withStubs } from '../../scripts/practice-org/start/stubs.ts';
import { referenceData, setAt } from '../model/models.ts';

const csv = `Name,StageName,CloseDate,Amount,TAS_Led_By__c,RecordType.DeveloperName
Inside,Validate Opportunity,2027-01-31,400000,Us,projects
Outside,Validate Opportunity,2027-01-31,400000,Us,Renewal
None,Validate Opportunity,2027-01-31,400000,Us,
Bad,Validate Opportunity,2027-01-31,400000,Us,no name!
`;

/** A practice org of a model that governs `Enterprise` and `Projects`, filled from `csv`. */
async function start(): Promise<{ practice: StartedPractice; rep: Connection }> {
  const root = mkdtempSync(join(tmpdir(), 'tas-types-'));
  const data = referenceData();
  setAt(data, 'scope.recordTypes', ['Enterprise', 'Projects']);
  writeFileSync(join(root, 'model.yaml'), stringify(data));
  writeFileSync(join(root, 'deals.csv'), csv);
  const practice = await practiceIn(root, { modelFile: 'model.yaml', dataFile: join(root, 'deals.csv') });
  const { instanceUrl, tokens } = practice.org;
  return { practice, rep: new Connection({ instanceUrl, accessToken: tokens.rep, version: '66.0' }) };
}

let practice: StartedPractice;
let rep: Connection;
beforeAll(async () => {
  ({ practice, rep } = await start());
  return () => practice.stop();
});

const namedDeal = async (name: string): Promise<{ Id: string; RecordType: { DeveloperName: string } | null }> => {
  const { records } = await rep.query<{ Id: string; RecordType: { DeveloperName: string } | null }>(
    `SELECT Id, RecordType.DeveloperName FROM Opportunity WHERE Name = '${name}'`,
  );
  const [found] = records;
  if (found === undefined) throw new Error(`no deal ${name}`);
  return found;
};

test('the record types of the model are there, and a file names them and others', async () => {
  expect(practice.notes).toEqual([
    'Record types: Enterprise, Projects, Renewal. A deal that names none gets Enterprise.',
    'The model does not govern Renewal: no gate holds there.',
  ]);
  expect(practice.loaded).toMatchObject({
    loaded: 3,
    refused: [{ line: 5, reason: 'RecordType.DeveloperName: "no name!" is no name of a record type.' }],
  });
  expect((await namedDeal('Inside')).RecordType?.DeveloperName).toBe('Projects');
  expect((await namedDeal('Outside')).RecordType?.DeveloperName).toBe('Renewal');
  expect((await namedDeal('None')).RecordType).toBeNull();
});

test('gates hold inside the scope and leave deals outside it alone', async () => {
  const last = 'Negotiation & Signing';
  const move = async (name: string): Promise<unknown> =>
    rep.sobject('Opportunity').update({ Id: (await namedDeal(name)).Id, StageName: last });
  await expect(move('Inside')).rejects.toThrow('[TAS-G1]');
  await expect(move('Outside')).resolves.toMatchObject({ success: true });
  await expect(move('None')).resolves.toMatchObject({ success: true });
});

test('describe and the UI API name the same default, which a new deal gets', async () => {
  const described = await rep.request<{ recordTypeInfos: Record<string, unknown>[] }>(
    '/services/data/v66.0/sobjects/Opportunity/describe',
  );
  const infos = described.recordTypeInfos.map(({ developerName, defaultRecordTypeMapping, available, master }) => ({
    developerName,
    defaultRecordTypeMapping,
    available,
    master,
  }));
  const type = (developerName: string, defaultRecordTypeMapping: boolean, master = false) => ({
    developerName,
    defaultRecordTypeMapping,
    available: true,
    master,
  });
  expect(infos).toEqual([
    type('Enterprise', true),
    type('Projects', false),
    type('Renewal', false),
    type('Master', false, true),
  ]);
  const info = await rep.request<{ defaultRecordTypeId: string; recordTypeInfos: Record<string, { name: string }> }>(
    '/services/data/v66.0/ui-api/object-info/Opportunity',
  );
  expect(info.recordTypeInfos[info.defaultRecordTypeId]).toMatchObject({ name: 'Enterprise' });
  const fields = { Name: 'New', StageName: 'Validate Opportunity', CloseDate: '2027-01-31' };
  await rep.sobject('Opportunity').create(fields);
  expect((await namedDeal('New')).RecordType?.DeveloperName).toBe('Enterprise');
});

test('who names the master record type, or null, gets a deal of none', async () => {
  const fields = { StageName: 'Validate Opportunity', CloseDate: '2027-01-31' };
  await rep.sobject('Opportunity').create({ ...fields, Name: 'Master', RecordTypeId: '012000000000000AAA' });
  await rep.sobject('Opportunity').create({ ...fields, Name: 'Null', RecordTypeId: null });
  expect((await namedDeal('Master')).RecordType).toBeNull();
  expect((await namedDeal('Null')).RecordType).toBeNull();
});

test('record types that the project itself brings are taken as they are', () => {
  const root = mkdtempSync(join(tmpdir(), 'tas-types-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const data = referenceData();
  setAt(data, 'scope.recordTypes', ['Enterprise']);
  writeFileSync(join(root, 'model.yaml'), stringify(data));
  const read = readModelFile(join(root, 'model.yaml'));
  if (!read.ok) throw new Error(read.problems.map(({ what }) => what).join('\n'));
  const own = new Map([['objects/Opportunity/recordTypes/Enterprise.recordType-meta.xml', '<RecordType/>']]);
  expect(withStubs(read.model, own).metadata).toEqual(own);
});
