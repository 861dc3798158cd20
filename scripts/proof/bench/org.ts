import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { benchGraphql, type Send } from './graphql.ts';
import { rate, timing, within, type Figure } from './measure.ts';

interface Ready {
  readonly instanceUrl: string;
  readonly accessToken: string;
  readonly tokens: { readonly rep: string };
}

const data = '/services/data/v66.0';
const columns = ['Name', 'StageName', 'CloseDate', 'Amount', 'TAS_Led_By__c', 'NextStep', 'TAS_Project_Brief__c'];

/** The real command in a process of its own, as a user runs it. */
class RunningOrg {
  readonly ready: Ready;
  readonly #process: ChildProcess;

  private constructor(ready: Ready, process: ChildProcess) {
    this.ready = ready;
    this.#process = process;
  }

  static async start(root: string): Promise<RunningOrg> {
    const child = spawn(
      process.execPath,
      ['scripts/product/cli/tas.ts', 'practice', 'start', '--port', '0', '--json'],
      {
        cwd: root,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    return new RunningOrg(JSON.parse(line) as Ready, child);
  }

  async stop(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGTERM');
    await ended;
  }

  /** One request as the rep, or as the admin. */
  async call(
    path: string,
    init: Omit<RequestInit, 'headers'> & { headers?: Record<string, string>; as?: 'rep' | 'admin' } = {},
  ): Promise<Response> {
    const { as = 'rep', headers: more = {}, ...rest } = init;
    const token = as === 'rep' ? this.ready.tokens.rep : this.ready.accessToken;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...more };
    const response = await fetch(`${this.ready.instanceUrl}${path}`, { ...rest, headers });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response;
  }

  /** Inserts deals through Bulk 2.0, as the rep, whom every rule binds. */
  async insert(csv: string, rows: number): Promise<void> {
    const made = await this.call(`${data}/jobs/ingest`, {
      method: 'POST',
      body: JSON.stringify({ object: 'Opportunity', operation: 'insert', lineEnding: 'LF' }),
    });
    const { id } = (await made.json()) as { id: string };
    await this.call(`${data}/jobs/ingest/${id}/batches`, {
      method: 'PUT',
      body: csv,
      headers: { 'content-type': 'text/csv' },
    });
    await this.call(`${data}/jobs/ingest/${id}`, {
      method: 'PATCH',
      body: JSON.stringify({ state: 'UploadComplete' }),
    });
    const job = await this.#complete(`${data}/jobs/ingest/${id}`);
    if (job.numberRecordsProcessed !== rows || job.numberRecordsFailed !== 0)
      throw new Error(`inserted ${JSON.stringify(job)}`);
  }

  /** Reads every deal through Bulk query and counts the bytes' lines. */
  async read(): Promise<number> {
    const query = `SELECT Id, Name, StageName, Amount, CloseDate, TAS_Led_By__c, TAS_Grade__c FROM Opportunity`;
    const made = await this.call(`${data}/jobs/query`, {
      method: 'POST',
      body: JSON.stringify({ operation: 'query', query }),
    });
    const { id } = (await made.json()) as { id: string };
    await this.#complete(`${data}/jobs/query/${id}`);
    let rows = 0;
    for (let locator = ''; ;) {
      const page = await this.call(`${data}/jobs/query/${id}/results${locator === '' ? '' : `?locator=${locator}`}`);
      rows += Number(page.headers.get('sforce-numberofrecords'));
      await page.arrayBuffer();
      locator = page.headers.get('sforce-locator') ?? 'null';
      if (locator === 'null') return rows;
    }
  }

  async #complete(
    path: string,
  ): Promise<{ state: string; numberRecordsProcessed?: number; numberRecordsFailed?: number }> {
    for (;;) {
      const job = (await (await this.call(path)).json()) as { state: string };
      if (job.state === 'JobComplete') return job;
      if (job.state === 'Failed' || job.state === 'Aborted') throw new Error(JSON.stringify(job));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}

/** CSV of new deals in the first stage, each third of another grade. */
function dealsCsv(rows: number): string {
  const lines = [columns.join(',')];
  for (let index = 0; index < rows; index += 1)
    lines.push(
      `Bench deal ${index},Validate Opportunity,2027-0${1 + (index % 9)}-15,${(1 + (index % 90)) * 100_000},${index % 7 === 0 ? 'Partner' : 'Us'},call back,"Brief, with a comma"`,
    );
  return `${lines.join('\n')}\n`;
}

/** Inserting, reading and grading 100,000 deals. */
export async function benchOrg(root: string): Promise<Figure[]> {
  const rows = 100_000;
  const part = 20_000;
  const org = await RunningOrg.start(root);
  const folder = mkdtempSync(join(tmpdir(), 'tas-bench-'));
  try {
    const csv = dealsCsv(part);
    const insert = await timing(rows / part, part, () => org.insert(csv, part));
    const read = await timing(5, rows, async () => {
      const found = await org.read();
      if (found !== rows) throw new Error(`${found} of ${rows} rows were read`);
    });
    const answers = await benchGraphql(asRep(org), rows);
    const grading = await timing(1, 1, () => grade(root, org.ready, folder, rows));
    return [
      rate('insert deals through Bulk 2.0, all rules on', insert, 20_000, ' rows'),
      rate('read deals through Bulk query', read, 100_000, ' rows'),
      ...answers,
      within('grade 100,000 deals and write the grades, end to end', grading, 10),
    ];
  } finally {
    await org.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const asRep =
  (org: RunningOrg): Send =>
  async (path, body) => {
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    return (await (await org.call(`${data}${path}`, sent)).json()) as unknown;
  };

async function grade(root: string, ready: Ready, folder: string, rows: number): Promise<void> {
  const args = [
    'scripts/product/cli/tas.ts',
    'grade',
    '--target-org',
    ready.accessToken,
    '--apply',
    '--api',
    'bulk',
    '--out',
    folder,
    '--json',
  ];
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...process.env, SF_ORG_INSTANCE_URL: ready.instanceUrl },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'exit');
  const { result } = JSON.parse(output) as { result: { counts: { read: number; written: number; failed: number } } };
  if (result.counts.read !== rows || result.counts.written !== rows || result.counts.failed !== 0)
    throw new Error(`graded ${JSON.stringify(result.counts)} of ${rows}`);
}
