/** Everything that the org does not execute comes back as it went in, for every type that Salesforce's own registry lists. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import JSZip from 'jszip';
import type { Connection } from 'jsforce';
import { registry } from '@salesforce/source-deploy-retrieve';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { deploy, failures, manifest, xml } from './deploy.ts';
import { connect, startFixture } from './practice.ts';

const doc = readFileSync(join(import.meta.dirname, '../../docs/practice-org-metadata.md'), 'utf8');
const proofs = readFileSync(join(import.meta.dirname, 'deployed-types.test.ts'), 'utf8');

/** Types in the first column of the table below a heading. */
function table(heading: string): string[] {
  const section = doc.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  return [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name);
}

const executed = table('Executed');

type Type = (typeof registry.types)[string];

/** Folders of reports and the like are components of what they hold. */
const isFolder = ({ name }: Type): boolean => /^(?:Report|Dashboard|Document|Email|EmailTemplate)Folder$/.test(name);

const all = Object.values(registry.types as Record<string, Type>).filter((type) => !isFolder(type));

const kept = all.filter(({ name }) => !executed.includes(name));

const inFolders = new Set(['Dashboard', 'Document', 'EmailTemplate', 'Report']);

/** A component of a type, as a zip of the Metadata API has it. */
function sample({ directoryName, suffix, strategies, name }: Type): {
  member: string;
  files: Record<string, string | Buffer>;
} {
  const adapter = strategies?.adapter;
  const bytes = Buffer.from([0, 255, 128, 10, 13, 10, 200, 65]);
  const body = `<?xml version="1.0" encoding="UTF-8"?>\r\n<${name} xmlns="http://soap.sforce.com/2006/04/metadata">\n  <!-- kept -->\t<odd  order = "1">ü &amp; 中</odd><a/></${name}>`;
  if (suffix === undefined || adapter === 'bundle' || adapter === 'digitalExperience' || adapter === 'uiBundles')
    return {
      member: 'Sample',
      files: {
        [`${directoryName}/Sample/Sample.js`]: 'let x = 1;\r\n',
        [`${directoryName}/Sample/deep/picture.png`]: bytes,
      },
    };
  const member = inFolders.has(name) ? 'Folder/Sample' : 'Sample';
  const path = `${directoryName}/${member}.${suffix}`;
  if (adapter === 'matchingContentFile' || adapter === 'mixedContent')
    return { member, files: { [path]: bytes, [`${path}-meta.xml`]: body } };
  return { member, files: { [path]: body } };
}

let org: PracticeOrg;
let admin: Connection;
beforeAll(async () => {
  org = await startFixture();
  admin = connect(org, 'admin');
  admin.metadata.pollInterval = 1;
});
afterAll(() => org.stop());

async function retrieved(types: Readonly<Record<string, readonly string[]>>): Promise<Map<string, Buffer>> {
  const unpackaged = { types: Object.entries(types).map(([name, members]) => ({ name, members })), version: '62.0' };
  const result = await admin.metadata
    .retrieve({ apiVersion: '62.0', singlePackage: true, unpackaged } as never)
    .complete();
  expect([result.messages].flat().filter(Boolean)).toEqual([]);
  const zip = await JSZip.loadAsync(result.zipFile, { base64: true });
  const entries = Object.values(zip.files).filter(({ dir }) => !dir);
  return new Map(await Promise.all(entries.map(async (one) => [one.name, await one.async('nodebuffer')] as const)));
}

test('every type that is kept comes back byte by byte', async () => {
  const samples = kept.map((type) => ({ type, ...sample(type) }));
  expect(samples.length).toBeGreaterThan(480);
  // Some types share a folder and an ending with another: who owns the file is the platform's to say.
  const owners = new Map<string, string>();
  const unique = samples.filter(({ type, files }) => {
    const path = Object.keys(files)[0] ?? '';
    if (owners.has(path)) return false;
    owners.set(path, type.name);
    return true;
  });
  const types = Object.fromEntries(unique.map(({ type, member }) => [type.name, [member]]));
  const files = Object.assign({}, ...unique.map((one) => one.files)) as Record<string, string | Buffer>;
  const result = await deploy(admin, { 'package.xml': manifest(types), ...files });
  expect(failures(result)).toEqual([]);
  const back = await retrieved(types);
  expect([...back.keys()].toSorted()).toEqual([...Object.keys(files), 'package.xml'].toSorted());
  for (const [path, content] of Object.entries(files))
    expect({ path, content: back.get(path) }).toEqual({ path, content: Buffer.from(content) });
});

test('parts of objects that are kept come back as they are, and lists name them', async () => {
  const parts = {
    listViews: [
      'ListView',
      '<fullName>Mine</fullName><filterScope>Mine</filterScope>\r\n<label>Mein &amp; dein</label>',
    ],
    webLinks: ['WebLink', '<fullName>Map</fullName><url>https://example.com/?a=1&amp;b=2</url>'],
    compactLayouts: ['CompactLayout', '<fullName>Short</fullName><fields>Name</fields><label>Short</label>'],
    fieldSets: ['FieldSet', '<fullName>Set</fullName><label>Set</label>'],
    sharingReasons: ['SharingReason', '<fullName>Team__c</fullName><label>Team</label>'],
    indexes: ['Index', '<fullName>Fast</fullName><label>Fast</label>'],
  } as const;
  const names = Object.values(parts).map(
    ([type, inner]) => [type, `Check__c.${/<fullName>(.*?)</.exec(inner)?.[1] ?? ''}`] as const,
  );
  const types = Object.fromEntries(names.map(([type, name]) => [type, [name]]));
  const object = Object.entries(parts).map(([element, [, inner]]) => `<${element}>${inner}</${element}>`);
  const result = await deploy(admin, {
    'package.xml': manifest(types),
    'objects/Check__c.object': xml('CustomObject', object.join('\n')),
  });
  expect(failures(result)).toEqual([]);
  const text = (await retrieved(types)).get('objects/Check__c.object')?.toString('utf8') ?? '';
  for (const one of object) expect(text).toContain(one);
  const lists = await Promise.all(names.map(([type]) => admin.metadata.list({ type })));
  for (const [at, [, name]] of names.entries()) expect([lists[at]].flat().map((one) => one?.fullName)).toEqual([name]);
});

test('of a container only what a deployment mentions is replaced', async () => {
  const label = (name: string, value: string): string =>
    `<labels><fullName>${name}</fullName><language>en_US</language><protected>false</protected><shortDescription>${name}</shortDescription><value>${value}</value></labels>`;
  const labels = async (names: readonly string[], inner: string): Promise<void> => {
    const files = { 'labels/CustomLabels.labels': xml('CustomLabels', inner) };
    expect(failures(await deploy(admin, { 'package.xml': manifest({ CustomLabel: names }), ...files }))).toEqual([]);
  };
  await labels(['One', 'Two'], label('One', 'first') + label('Two', 'second'));
  await labels(['Two', 'Three'], label('Two', 'changed') + label('Three', 'third'));
  const all3 =
    (await retrieved({ CustomLabels: ['CustomLabels'] })).get('labels/CustomLabels.labels')?.toString('utf8') ?? '';
  for (const one of [label('One', 'first'), label('Two', 'changed'), label('Three', 'third')])
    expect(all3).toContain(one);
  expect(all3).not.toContain('second');
  const one = (await retrieved({ CustomLabel: ['Three'] })).get('labels/CustomLabels.labels')?.toString('utf8') ?? '';
  expect(one).toContain(label('Three', 'third'));
  expect(one).not.toContain('first');
  const gone = await deploy(admin, {
    'package.xml': manifest({}),
    'destructiveChanges.xml': manifest({ CustomLabel: ['One'] }),
  });
  expect(gone.status).toBe('Succeeded');
  expect(
    [await admin.metadata.list({ type: 'CustomLabel' })]
      .flat()
      .map(({ fullName }) => fullName)
      .toSorted(),
  ).toEqual(['Three', 'Two']);
});

test('the document names each type that is executed, with a test of it, and says how many are kept', () => {
  expect(executed.length).toBeGreaterThan(10);
  for (const name of executed) expect(proofs).toMatch(new RegExp(`test\\('[^']*\\b${name}\\b[^']*:`));
  expect(doc).toContain(`The other ${kept.length} types`);
  const children = ['CompactLayout', 'FieldSet', 'Index', 'ListView', 'SharingReason', 'WebLink'];
  for (const name of children) expect(doc).toContain(`\`${name}\``);
});

test('describe names every type of the registry with its folder and ending', async () => {
  const { metadataObjects } = await admin.metadata.describe();
  const found = new Map(metadataObjects.map((one) => [one.xmlName, one]));
  for (const { name, directoryName, suffix } of all) {
    expect(found.get(name)?.directoryName).toBe(directoryName);
    expect(found.get(name)?.suffix ?? undefined).toBe(suffix);
  }
});
