/** Salesforce's own source library deploys the package into an org that has nothing of it. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { AuthInfo, Connection } from '@salesforce/core';
import { ComponentSet, ComponentStatus, type DeployResult } from '@salesforce/source-deploy-retrieve';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { escaped, startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { readTree } from '../../scripts/product/metadata/tree.ts';
import { referencePackage, referenceSource } from '../reference/index.ts';
import { failures, xml } from './deploy.ts';
import { call, connect, deal, json } from './practice.ts';

const version = '66.0';

/** An org loaded with metadata at its start. */
async function orgOf(metadata: ReadonlyMap<string, string>): Promise<PracticeOrg> {
  const now = (): Date => new Date('2026-11-20T08:00:00Z');
  const started = await startPracticeOrg({ metadata, activateRules: false, now });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  return started.org;
}

/** The package with every rule on. */
function enforcedSource(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tas-deploy-'));
  cpSync(referenceSource, folder, { recursive: true });
  for (const path of readTree(folder).keys()) {
    if (!path.includes('/validationRules/')) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    writeFileSync(join(folder, path), text.replace('<active>false</active>', '<active>true</active>'));
  }
  for (const [path, text] of Object.entries(stageFiles())) {
    mkdirSync(dirname(join(folder, 'main', 'default', path)), { recursive: true });
    writeFileSync(join(folder, 'main', 'default', path), text);
  }
  return folder;
}

/** The stages of the model as the org's only ones, a sales process of some of them, and a record type that has it. */
function stageFiles(): Record<string, string> {
  const stages = referencePackage().stages.map((stage) => ({ ...stage, fullName: escaped(stage.name) }));
  const values = stages.map(
    ({ fullName, isClosed, isWon, forecastCategory, probability }) =>
      `<standardValue><fullName>${fullName}</fullName><default>false</default><label>${fullName}</label><closed>${isClosed}</closed><forecastCategory>${forecastCategory}</forecastCategory><probability>${probability}</probability><won>${isWon}</won></standardValue>`,
  );
  const some = stages
    .slice(0, 3)
    .map(({ fullName }) => `<values><fullName>${fullName}</fullName><default>false</default></values>`);
  return {
    'standardValueSets/OpportunityStage.standardValueSet-meta.xml': xml('StandardValueSet', values.join('')),
    'objects/Opportunity/businessProcesses/Short.businessProcess-meta.xml': xml(
      'BusinessProcess',
      `<fullName>Short</fullName><isActive>true</isActive>${some.join('')}`,
    ),
    'objects/Opportunity/recordTypes/Short_Deal.recordType-meta.xml': xml(
      'RecordType',
      '<fullName>Short_Deal</fullName><active>true</active><businessProcess>Short</businessProcess><label>Short Deal</label>',
    ),
  };
}

let source: string;
/** Loaded with the package. */
let twin: PracticeOrg;
/** Started without it. */
let org: PracticeOrg;
let connection: Connection;
/** A deal that was there before the package. */
let earlier: string;
/** What became of the package. */
let deployed: DeployResult;
beforeAll(async () => {
  source = enforcedSource();
  org = await orgOf(new Map());
  twin = await orgOf(readTree(source));
  const { accessToken, instanceUrl } = org;
  const authInfo = await AuthInfo.create({
    username: accessToken,
    accessTokenOptions: { accessToken, instanceUrl, loginUrl: instanceUrl },
  });
  connection = await Connection.create({ authInfo });
  connection.setApiVersion(version);
  earlier =
    (
      await connect(org, 'admin')
        .sobject('Opportunity')
        .create(deal({ Name: 'Earlier' }))
    ).id ?? '';
  deployed = await deploySource();
});
afterAll(async () => {
  rmSync(source, { recursive: true, force: true });
  await Promise.all([org.stop(), twin.stop()]);
});

async function deploySource(rest = false): Promise<DeployResult> {
  const set = ComponentSet.fromSource(source);
  set.sourceApiVersion = set.apiVersion = version;
  const job = await set.deploy({ usernameOrConnection: connection, apiOptions: { rest } });
  return job.pollStatus(10, 60);
}

/** What an org says of an object, without its addresses and in an order of its own. */
async function described(one: PracticeOrg, object: string): Promise<unknown> {
  const { fields: all, childRelationships, ...rest } = await connect(one, 'admin').describe(object);
  // Stages of a new org that the deployed set leaves out are inactive; an org loaded with the set never had them.
  const fields = all.map((field) => ({
    ...field,
    picklistValues: field.picklistValues?.filter(({ active }) => active),
  }));
  const byName = <T extends { name?: string; field?: string }>(items: readonly T[]): T[] =>
    items.toSorted((a, b) => `${a.name ?? ''}${a.field ?? ''}`.localeCompare(`${b.name ?? ''}${b.field ?? ''}`));
  return { ...rest, fields: byName(fields), childRelationships: byName(childRelationships) };
}

const said = async (one: PracticeOrg, write: (conn: ReturnType<typeof connect>) => Promise<unknown>): Promise<string> =>
  write(connect(one, 'admin')).then(
    () => 'saved',
    (error: unknown) => String(error),
  );

test('the whole package is deployed, and the org is as one that was loaded with it', async () => {
  expect(deployed.getFileResponses().filter(({ state }) => state === ComponentStatus.Failed)).toEqual([]);
  expect(deployed.response).toMatchObject({ status: 'Succeeded', numberComponentErrors: 0 });
  expect(deployed.getFileResponses().length).toBeGreaterThan(200);
  expect(await described(org, 'Opportunity')).toEqual(await described(twin, 'Opportunity'));
  expect(await described(org, 'TAS_Gate_Item__c')).toEqual(await described(twin, 'TAS_Gate_Item__c'));
  const writes: ((conn: ReturnType<typeof connect>) => Promise<unknown>)[] = [
    { StageName: 'Nowhere' },
    { StageName: 'Closed Lost' },
    { StageName: 'Closed Won' },
    { TAS_Manual_Grade__c: 'A' },
    { TAS_Tender_Required__c: 'No' },
    { TAS_Led_By__c: 'Partner' },
    { Amount: 12 },
  ].map((fields) => (conn) => conn.sobject('Opportunity').create(deal(fields)));
  const offered = '/ui-api/object-info/Opportunity/picklist-values';
  const typeOf = async (one: PracticeOrg): Promise<string> =>
    (await connect(one, 'admin').describe('Opportunity')).recordTypeInfos.find(({ master }) => !master)?.recordTypeId ??
    '';
  const stagesOf = async (one: PracticeOrg): Promise<unknown[]> => {
    const answer = await json(await call(one, `${offered}/${await typeOf(one)}/StageName`, {}, 'admin'));
    return (answer as { values: { value: string }[] }).values.map(({ value }) => value);
  };
  expect(await stagesOf(org)).toHaveLength(3);
  expect(await stagesOf(org)).toEqual(await stagesOf(twin));
  const answers = await Promise.all(writes.map(async (write) => [await said(org, write), await said(twin, write)]));
  for (const [deployed, loaded] of answers) expect(deployed).toBe(loaded);
  expect(answers.filter(([deployed]) => deployed !== 'saved').length).toBeGreaterThan(2);
  expect(await connect(org, 'admin').sobject('Opportunity').retrieve(earlier)).toMatchObject({
    Name: 'Earlier',
    StageName: 'Prospecting',
    TAS_Open_Items__c: 0,
  });
});

test('deployed again, over REST, it changes nothing', async () => {
  const result = await deploySource(true);
  expect(result.response).toMatchObject({ status: 'Succeeded' });
  const states = new Set(result.getFileResponses().map(({ state }) => state));
  expect([...states]).toEqual(['Unchanged']);
});

/** XML by what it says, the order of its elements left out; other files as they are. */
function contentOf(path: string, text: string): unknown {
  if (!path.endsWith('.xml')) return text;
  const sorted = (node: unknown): unknown => {
    if (Array.isArray(node))
      return node
        .map(sorted)
        .map((one) => JSON.stringify(one))
        .toSorted();
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(
      Object.entries(node)
        .map(([name, inner]) => [name, sorted(inner)] as const)
        .toSorted(([a], [b]) => (a < b ? -1 : 1)),
    );
  };
  return sorted(new XMLParser({ parseTagValue: false }).parse(text));
}

const belowType = (tree: ReadonlyMap<string, string>): Map<string, unknown> =>
  new Map([...tree].map(([path, text]) => [path.replace(/^.*\/(?:default|generated)\//, ''), contentOf(path, text)]));

test('what was deployed is retrieved again, file by file', async () => {
  const project = mkdtempSync(join(tmpdir(), 'tas-retrieve-'));
  const output = join(project, 'force-app', 'main', 'default');
  // The library puts labels where a project has them.
  writeFileSync(join(project, 'sfdx-project.json'), '{"packageDirectories":[{"path":"force-app","default":true}]}');
  mkdirSync(output, { recursive: true });
  try {
    const set = ComponentSet.fromSource(source);
    set.sourceApiVersion = set.apiVersion = version;
    const job = await set.retrieve({ usernameOrConnection: connection, output });
    const result = await job.pollStatus(10, 60);
    expect(result.response).toMatchObject({ status: 'Succeeded', success: true });
    expect(result.getFileResponses().filter(({ state }) => state === ComponentStatus.Failed)).toEqual([]);
    const [had, got] = [belowType(readTree(source)), belowType(readTree(join(project, 'force-app')))];
    // The library writes an empty object file beside parts that were retrieved without their object.
    got.delete('objects/Opportunity/Opportunity.object-meta.xml');
    expect([...got.keys()].toSorted()).toEqual([...had.keys()].toSorted());
    // The set has the stages as well that it was deployed without, inactive.
    had.delete('standardValueSets/OpportunityStage.standardValueSet-meta.xml');
    for (const [path, content] of had) expect({ path, content: got.get(path) }).toEqual({ path, content });
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});

test('stages retrieved, merged and deployed as a full set are all active still', async () => {
  const project = mkdtempSync(join(tmpdir(), 'tas-stages-'));
  const output = join(project, 'force-app');
  writeFileSync(join(project, 'sfdx-project.json'), '{"packageDirectories":[{"path":"force-app","default":true}]}');
  mkdirSync(output);
  try {
    const wanted = new ComponentSet([{ type: 'StandardValueSet', fullName: 'OpportunityStage' }]);
    wanted.apiVersion = version;
    await (await wanted.retrieve({ usernameOrConnection: connection, output })).pollStatus(10, 60);
    const stages = (): Promise<{ ApiName: string; IsActive: boolean }[]> =>
      connect(org, 'admin')
        .query<{ ApiName: string; IsActive: boolean }>(
          'SELECT ApiName, IsActive FROM OpportunityStage ORDER BY SortOrder',
        )
        .then(({ records }) => records.map(({ ApiName, IsActive }) => ({ ApiName, IsActive })));
    const before = await stages();
    expect(new Set(before.map(({ IsActive }) => IsActive))).toEqual(new Set([true, false]));
    const [file = ''] = [...readTree(project).keys()].filter((path) => path.includes('OpportunityStage'));
    const more = stageFiles()['standardValueSets/OpportunityStage.standardValueSet-meta.xml'] ?? '';
    const value =
      /<standardValue>.*?<\/standardValue>/s.exec(more)?.[0].replaceAll(/<(fullName|label)>[^<]*/g, '<$1>Added') ?? '';
    const text = readFileSync(join(project, file), 'utf8');
    writeFileSync(join(project, file), text.replace('</StandardValueSet>', `${value}</StandardValueSet>`));
    const set = ComponentSet.fromSource(output);
    set.apiVersion = set.sourceApiVersion = version;
    const result = await (await set.deploy({ usernameOrConnection: connection })).pollStatus(10, 60);
    expect(result.response.status).toBe('Succeeded');
    expect(await stages()).toEqual([...before, { ApiName: 'Added', IsActive: true }]);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});

test('all that the org has, retrieved into a folder of a zip and deployed from there, changes nothing', async () => {
  const admin = connect(org, 'admin');
  admin.metadata.pollInterval = 1;
  const { metadataObjects } = await admin.metadata.describe();
  const known = metadataObjects.flatMap(({ xmlName, childXmlNames }) => [xmlName, ...[childXmlNames].flat()]);
  const lists = await Promise.all(known.filter(Boolean).map((type) => admin.metadata.list({ type })));
  const listed = lists.flat();
  const byType = Map.groupBy(
    [...listed, { type: 'StandardValueSet', fullName: 'OpportunityStage' }],
    ({ type }) => type,
  );
  const types = [...byType].map(([name, ones]) => ({ name, members: ones.map(({ fullName }) => fullName) }));
  const request = { apiVersion: version, singlePackage: false, unpackaged: { types, version } };
  const { zipFile, fileProperties, messages } = await admin.metadata.retrieve(request as never).complete();
  expect([messages].flat().filter(Boolean)).toEqual([]);
  expect(fileProperties.length).toBe(listed.length + 1);
  expect(fileProperties.length).toBeGreaterThan(150);
  const before = await described(org, 'Opportunity');
  const job = admin.metadata.deploy(Buffer.from(zipFile, 'base64'), { singlePackage: false, rollbackOnError: true });
  const result = await job.complete(true);
  expect(failures(result)).toEqual([]);
  expect(result).toMatchObject({ status: 'Succeeded' });
  const successes = [result.details.componentSuccesses].flat() as unknown as { fullName: string; changed: boolean }[];
  expect(successes.filter(({ changed }) => changed).map(({ fullName }) => fullName)).toEqual([]);
  expect(await described(org, 'Opportunity')).toEqual(before);
});
