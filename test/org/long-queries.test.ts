/** Queries that are longer than an address may be: the platform's limit, and how the commands get round it. */
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openOrg, soql, soqlFields, type OrgConnection } from '../../scripts/product/org/index.ts';
import { explain } from '../../scripts/product/explain/index.ts';
import { readModel } from '../../scripts/product/model/index.ts';
import { compileModel, stageValues } from '../../scripts/product/compile/index.ts';
import { startPracticeOrg, type PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { stringify } from 'yaml';
import { existingData } from '../model/existing.ts';
import { accepted, setAt } from '../model/models.ts';
import { referencePackage } from '../reference/index.ts';

/** 60 requirements of 6 fields each. */
function modelOf360Fields() {
  const data = structuredClone(existingData);
  const label = { en_US: 'Field' };
  setAt(
    data,
    'stages.0.required',
    Array.from({ length: 60 }, (_, n) => ({
      code: `Q_${n}`,
      label: { en_US: `Requirement ${n}` },
      fields: Array.from({ length: 6 }, (_none, m) => ({
        name: `A_Field_With_A_Longer_Name_${n}_${m}__c`,
        label,
        type: { kind: 'text' },
      })),
    })),
  );
  return accepted(readModel('model.yaml', stringify(data)));
}

const model = modelOf360Fields();
let practice: PracticeOrg;
let org: OrgConnection;
let ids: string[];

beforeAll(async () => {
  const metadata = new Map(compileModel(model, 'model.yaml').files.map(({ path, text: xml }) => [path, xml]));
  const permissions = [...referencePackage().metadata].filter(([path]) => path.includes('customPermissions/'));
  const started = await startPracticeOrg({
    metadata: new Map([...metadata, ...permissions]),
    stages: stageValues(model),
    activateRules: true,
  });
  if (!started.ok) throw new Error(started.problems.join('\n'));
  practice = started.org;
  const rows = Array.from({ length: 2_500 }, (_, n) => ({
    Name: `Deal ${n}`,
    StageName: 'Qualify',
    CloseDate: '2027-01-31',
  }));
  ids = practice.load('Opportunity', rows).map((made) => (made.ok ? made.id : ''));
  org = openOrg({ ...practice });
});

afterAll(async () => {
  org.close();
  await practice.stop();
});

/** What the org answers to an address of so many bytes, with a header of so many beside it. */
const answerTo = (bytes: number, header: number): Promise<[number | undefined, string]> =>
  new Promise((resolve, reject) => {
    const path = '/services/data/v66.0/limits?x=';
    const url = new URL(path + 'x'.repeat(bytes - path.length), practice.instanceUrl);
    const headers = { Authorization: `Bearer ${practice.accessToken}`, 'X-More': 'y'.repeat(header) };
    request(url, { headers }, (response) => {
      text(response).then((body) => resolve([response.statusCode, body]), reject);
    })
      .on('error', reject)
      .end();
  });

test('the practice org takes as much of an address, and of address and headers, as the platform', async () => {
  expect((await answerTo(15_000, 10))[0]).toBe(200);
  expect(await answerTo(15_000, 2_000)).toEqual([
    431,
    '<h1>Bad Message 431</h1><pre>reason: Request Header Fields Too Large</pre>',
  ]);
  expect((await answerTo(16_384, 10))[0]).toBe(431);
  expect(await answerTo(16_385, 10)).toEqual([414, '<h1>Bad Message 414</h1><pre>reason: URI Too Long</pre>']);
  await expect(answerTo(40_000, 10)).rejects.toThrow();
});

test('900 ids in a condition are counted and read', async () => {
  const wanted = ids.slice(0, 900);
  expect(await org.count(soql`SELECT COUNT() FROM Opportunity WHERE Id IN ${wanted}`)).toBe(900);
  const read: string[] = [];
  const query = soql`SELECT Id FROM Opportunity WHERE Id IN ${wanted}`;
  await org.read('collections', query, ['Id'], (rows) => void read.push(...rows.map(([id = '']) => id)));
  expect(read.toSorted()).toEqual(wanted.toSorted());
});

test('a long query goes on page by page', async () => {
  let rows = 0;
  const query = soql`SELECT Id FROM Opportunity WHERE Id IN ${ids}`;
  expect(query.text.length).toBeGreaterThan(50_000);
  expect(await org.read('collections', query, ['Id'], (page) => void (rows += page.length))).toBe(2_500);
  expect(rows).toBe(2_500);
});

test('what is wrong with a long query is told as with a short one', async () => {
  const wrong = soql`SELECT Nonsense__c FROM Opportunity WHERE Id IN ${ids}`;
  await expect(org.read('collections', wrong, [], () => undefined)).rejects.toMatchObject({
    problem: 'OrgRefused',
    errorCode: 'INVALID_FIELD',
    status: 400,
  });
  const tooLong = soql`SELECT Id FROM Opportunity WHERE Id IN ${[...ids, ...ids]}`;
  await expect(org.read('collections', tooLong, ['Id'], () => undefined)).rejects.toMatchObject({
    errorCode: 'MALFORMED_QUERY',
    message: expect.stringContaining('SOQL statements can not be longer than 100000 characters') as unknown,
  });
});

test('a deal of a model with 360 fields is explained', async () => {
  const names = [...(await org.describe('Opportunity')).keys()].filter((name) => name.startsWith('A_Field_'));
  expect(names).toHaveLength(360);
  expect(encodeURIComponent(soqlFields(names).text).length).toBeGreaterThan(12_000);
  const { verdict } = await explain(org, model, ids[0] ?? '', undefined, { today: '2026-11-26', dayOf: (day) => day });
  expect(verdict.requirements).toHaveLength(60);
});
