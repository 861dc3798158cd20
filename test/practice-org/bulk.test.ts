import { gunzipSync, gzipSync } from 'node:zlib';
import { request } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PracticeOrg } from '../../scripts/practice-org/server/index.ts';
import { call, connect, deal, ingest, json, loaded, startFixture, version } from './practice.ts';

let org: PracticeOrg;
beforeAll(async () => {
  org = await startFixture();
});
afterAll(() => org.stop());

type Job = Record<string, unknown> & { readonly id: string };

const post = async (path: string, body: unknown): Promise<Job> =>
  (await json(await call(org, path, { method: 'POST', body: JSON.stringify(body) }))) as Job;
const job = async (path: string): Promise<Job> => (await json(await call(org, path))) as Job;
const errorOf = async (response: Response): Promise<unknown[]> => {
  const [error] = (await json(response)) as { errorCode: string }[];
  return [response.status, error?.errorCode];
};

test('query results come in pages, each with its header line and locator, the last one saying null', async () => {
  org.load(
    'Account',
    Array.from({ length: 25 }, (_none, at) => ({ Name: `Page "${at}"`, AnnualRevenue: at === 3 ? null : at })),
  );
  const { id, state } = await post('/jobs/query', {
    operation: 'query',
    query:
      "SELECT Name, AnnualRevenue, CreatedDate FROM Account WHERE Name LIKE 'Page %' ORDER BY AnnualRevenue NULLS LAST",
  });
  expect(state).toBe('UploadComplete');
  expect(await job(`/jobs/query/${id}`)).toMatchObject({
    state: 'JobComplete',
    numberRecordsProcessed: 25,
    object: 'Account',
  });
  const lines: string[] = [];
  let locator = '';
  const counts: (string | null)[] = [];
  do {
    const response = await call(
      org,
      `/jobs/query/${id}/results?maxRecords=10${locator === '' ? '' : `&locator=${locator}`}`,
    );
    const [header, ...rows] = (await response.text()).trimEnd().split('\n');
    expect(header).toBe('"Name","AnnualRevenue","CreatedDate"');
    lines.push(...rows);
    counts.push(response.headers.get('sforce-numberofrecords'));
    locator = response.headers.get('sforce-locator') ?? 'missing';
  } while (locator !== 'null');
  expect(counts).toEqual(['10', '10', '5']);
  expect(lines).toHaveLength(25);
  expect(lines[1]).toMatch(/^"Page ""1""","1\.0","\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z"$/);
  expect(lines[24]).toMatch(/^"Page ""3""","",/);
});

test('result pages can be read side by side', async () => {
  const { id } = await post('/jobs/query', {
    operation: 'query',
    query: "SELECT Name FROM Account WHERE Name LIKE 'Page %'",
  });
  const pages = (await job(`/jobs/query/${id}/resultPages?maxRecords=4`)) as unknown as {
    resultPages: { resultUrl: string }[];
    nextRecordsUrl?: string;
    done: boolean;
  };
  expect([pages.resultPages.length, pages.done]).toEqual([5, false]);
  const more = (await job(
    String(pages.nextRecordsUrl).replace(`/services/data/v${version}`, ''),
  )) as unknown as typeof pages;
  expect(more.done).toBe(true);
  const texts = await Promise.all(
    [...pages.resultPages, ...more.resultPages].map(async ({ resultUrl }) =>
      (await call(org, resultUrl.replace(`/services/data/v${version}`, ''))).text(),
    ),
  );
  expect(texts.flatMap((text) => text.trimEnd().split('\n').slice(1))).toHaveLength(25);
});

test('results are read with the version the job was made with', async () => {
  const { id } = await post('/jobs/query', { operation: 'query', query: 'SELECT Name FROM Account' });
  await job(`/jobs/query/${id}`);
  const response = await fetch(`${org.instanceUrl}/services/data/v61.0/jobs/query/${id}/results`, {
    headers: { Authorization: `Bearer ${org.accessToken}` },
  });
  expect(response.status).toBe(409);
});

test('results are compressed for who takes that', async () => {
  const { id } = await post('/jobs/query', {
    operation: 'query',
    query: 'SELECT Name FROM Account WHERE Name = \'Page "1"\'',
  });
  const answer = await new Promise<{ encoding: string | undefined; body: Buffer }>((resolve, reject) => {
    const headers = { Authorization: `Bearer ${org.accessToken}`, 'Accept-Encoding': 'gzip' };
    request(`${org.instanceUrl}/services/data/v${version}/jobs/query/${id}/results`, { headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
  expect(answer.encoding).toBe('gzip');
  expect(gunzipSync(answer.body).toString()).toBe('"Name"\n"Page ""1"""\n');
});

test('a bulk query refuses what bulk queries cannot do', async () => {
  const response = await call(org, '/jobs/query', {
    method: 'POST',
    body: JSON.stringify({ operation: 'query', query: 'SELECT COUNT(Id) FROM Account' }),
  });
  expect(await errorOf(response)).toEqual([400, 'API_ERROR']);
});

test('an upload of nothing is a job of no rows', async () => {
  const { job, good, bad } = await ingest(org, { object: 'Opportunity', operation: 'insert' }, '');
  expect(job).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 0, numberRecordsFailed: 0 });
  expect([good.trim(), bad.trim()]).toEqual(['"sf__Id","sf__Created"', '"sf__Id","sf__Error"']);
});

test('an empty cell leaves a field alone, #N/A empties it', async () => {
  const id = loaded(org, 'Opportunity', deal({ NextStep: 'call', Description: 'keep' }));
  const done = await ingest(
    org,
    { object: 'Opportunity', operation: 'update' },
    `Id,NextStep,Description\n${id},#N/A,\n`,
  );
  expect(done.job).toMatchObject({ state: 'JobComplete', numberRecordsFailed: 0 });
  expect(await connect(org).sobject('Opportunity').retrieve(id)).toMatchObject({ NextStep: null, Description: 'keep' });
});

test('upsert tells created from updated rows, delete removes them', async () => {
  const csv = 'Code__c,Name,StageName,CloseDate\nbulk-1,One,Prospecting,2027-01-31\n';
  const job = { object: 'Opportunity', operation: 'upsert', externalIdFieldName: 'Code__c' };
  const first = await ingest(org, job, csv);
  expect(first.good).toMatch(
    /^"sf__Id","sf__Created","Code__c","Name","StageName","CloseDate"\n"006\w{15}","true","bulk-1",/,
  );
  const second = await ingest(
    org,
    { ...job, lineEnding: 'CRLF', columnDelimiter: 'SEMICOLON' },
    'Code__c;Name\r\nBULK-1;Two\r\n',
  );
  expect(second.good).toMatch(/^"sf__Id";"sf__Created";"Code__c";"Name"\r\n"006\w{15}";"false";"BULK-1";"Two"\r\n$/);
  const id = /"(006\w{15})"/.exec(second.good)?.[1] ?? '';
  const gone = await ingest(org, { object: 'Opportunity', operation: 'delete' }, `Id\n${id}\n`, 'admin');
  expect(gone.job).toMatchObject({ numberRecordsProcessed: 1, numberRecordsFailed: 0 });
  expect((await call(org, `/sobjects/Opportunity/${id}`)).status).toBe(404);
});

test('an upsert file that names one key twice refuses both rows', async () => {
  const job = { object: 'Opportunity', operation: 'upsert', externalIdFieldName: 'Code__c' };
  const { bad } = await ingest(org, job, 'Code__c,Name\ntwin,One\nTWIN,Two\n');
  expect(bad.match(/DUPLICATE_VALUE:Duplicate external id specified: twin:Code__c --/g)).toHaveLength(2);
});

test('each row stands for itself and its errors say code, message and fields', async () => {
  const csv = [
    'Name,StageName,CloseDate,Amount',
    'Good,Prospecting,2027-01-31,5',
    ',Prospecting,2027-01-31,x',
    '"He said ""no""",Prospecting,soon,1',
  ].join('\n');
  const { job, bad, good } = await ingest(org, { object: 'Opportunity', operation: 'insert' }, csv);
  expect(job).toMatchObject({ numberRecordsProcessed: 3, numberRecordsFailed: 2 });
  expect(good.trimEnd().split('\n')).toHaveLength(2);
  expect(bad.trimEnd().split('\n').slice(1)).toEqual([
    '"","INVALID_TYPE_ON_FIELD_IN_RECORD:Amount: value not of required type: x:Amount --","","Prospecting","2027-01-31","x"',
    '"","INVALID_TYPE_ON_FIELD_IN_RECORD:Close Date: value not of required type: soon:CloseDate --","He said ""no""","Prospecting","soon","1"',
  ]);
});

test('results come in the order of processing, which is not the order sent', async () => {
  const rows = Array.from({ length: 450 }, (_none, at) => `Order ${at}`);
  const { good } = await ingest(org, { object: 'Account', operation: 'insert' }, `Name\n${rows.join('\n')}\n`);
  const names = good
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',')[2]?.replaceAll('"', ''));
  expect(names).not.toEqual(rows);
  expect(names.toSorted()).toEqual(rows.toSorted());
});

test('a column nobody knows fails the whole job', async () => {
  const { job } = await ingest(org, { object: 'Opportunity', operation: 'insert' }, 'Name,Confidential__c\na,b\n');
  expect(job).toMatchObject({
    state: 'Failed',
    errorMessage: 'InvalidBatch : Field name not found : Confidential__c',
    numberRecordsProcessed: 0,
  });
});

test('a job takes one upload, compressed or not, and none after it is closed', async () => {
  const { id, state } = await post('/jobs/ingest', { object: 'Account', operation: 'insert' });
  expect(state).toBe('Open');
  const put = (body: BodyInit, headers: Record<string, string> = {}) =>
    call(org, `/jobs/ingest/${id}/batches`, {
      method: 'PUT',
      body,
      headers: { 'Content-Type': 'text/csv', ...headers },
    });
  expect((await put(new Uint8Array(gzipSync('Name\nZipped\n')), { 'Content-Encoding': 'gzip' })).status).toBe(201);
  expect(await errorOf(await put('Name\nAgain\n'))).toEqual([400, 'INVALIDJOBSTATE']);
  await call(org, `/jobs/ingest/${id}`, { method: 'PATCH', body: '{"state":"UploadComplete"}' });
  expect(await job(`/jobs/ingest/${id}`)).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 1 });
  expect(await errorOf(await put('Name\nLate\n'))).toEqual([400, 'INVALIDJOBSTATE']);
  expect((await connect(org).query("SELECT Id FROM Account WHERE Name IN ('Zipped', 'Again', 'Late')")).totalSize).toBe(
    1,
  );
});

test('an aborted job hands back every row it did not process, and can then be deleted', async () => {
  const { id } = await post('/jobs/ingest', { object: 'Account', operation: 'insert' });
  await call(org, `/jobs/ingest/${id}/batches`, { method: 'PUT', body: 'Name\nNever 1\nNever 2\n' });
  expect(await errorOf(await call(org, `/jobs/ingest/${id}`, { method: 'DELETE' }))).toEqual([400, 'INVALIDJOBSTATE']);
  await call(org, `/jobs/ingest/${id}`, { method: 'PATCH', body: '{"state":"Aborted"}' });
  expect(await job(`/jobs/ingest/${id}`)).toMatchObject({ state: 'Aborted', numberRecordsProcessed: 0 });
  expect(await (await call(org, `/jobs/ingest/${id}/unprocessedrecords`)).text()).toBe(
    '"Name"\n"Never 1"\n"Never 2"\n',
  );
  const listed = (await json(await call(org, '/jobs/ingest'))) as { records: Job[] };
  expect(listed.records.map((one) => one.id)).toContain(id);
  expect((await call(org, `/jobs/ingest/${id}`, { method: 'DELETE' })).status).toBe(204);
  expect((await call(org, `/jobs/ingest/${id}`)).status).toBe(404);
});

test('an upload cut off in the middle counts as nothing and may be sent again', async () => {
  const { id } = await post('/jobs/ingest', { object: 'Account', operation: 'insert' });
  const path = `/services/data/v${version}/jobs/ingest/${id}/batches`;
  await new Promise<void>((resolve) => {
    const cut = request(`${org.instanceUrl}${path}`, {
      method: 'PUT',
      headers: { Authorization: `Bearer ${org.accessToken}`, 'Content-Length': 1000 },
    });
    cut.on('error', () => resolve());
    cut.write('Name\nHalf', () => cut.destroy());
  });
  // The server learns of the cut in its own time; until then the job counts as being uploaded to.
  let status = 0;
  for (let tries = 0; tries < 200 && status !== 201; tries++) {
    status = (await call(org, `/jobs/ingest/${id}/batches`, { method: 'PUT', body: 'Name\nWhole\n' })).status;
  }
  expect(status).toBe(201);
  await call(org, `/jobs/ingest/${id}`, { method: 'PATCH', body: '{"state":"UploadComplete"}' });
  expect(await job(`/jobs/ingest/${id}`)).toMatchObject({ numberRecordsProcessed: 1, numberRecordsFailed: 0 });
});

test('jsforce loads and reads one page', async () => {
  const { bulk2 } = connect(org);
  const loadedRows = await bulk2.loadAndWaitForResults({
    object: 'Opportunity',
    operation: 'insert',
    input: [deal({ Name: 'By jsforce', Amount: '12' }), deal({ Name: 'Too sad', Amount: '-1' })] as Record<
      string,
      string
    >[],
    pollInterval: 20,
  });
  expect(loadedRows.successfulResults).toMatchObject([{ sf__Created: 'true', Name: 'By jsforce' }]);
  expect(loadedRows.failedResults).toMatchObject([
    { sf__Error: 'FIELD_CUSTOM_VALIDATION_EXCEPTION:The amount cannot be negative.:Amount --', Name: 'Too sad' },
  ]);
  const rows = await (await bulk2.query("SELECT Name, Amount FROM Opportunity WHERE Name = 'By jsforce'")).toArray();
  expect(rows).toEqual([{ Name: 'By jsforce', Amount: '12.0' }]);
});
