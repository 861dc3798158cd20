/** The same work by clients that are not ours, the way their documentation shows. */
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { csvBatches, csvRowExact } from '../../../product/csv/index.ts';
import { fieldsOfGrade } from '../../../product/gate/index.ts';
import { findCli, noCli, quietSf } from '../../sf/index.ts';
import { endOf, figuresOf, maxSeconds, withOrg, type Bench, type Done, type Figures } from './contender.ts';
import type { JsforceSaid } from './jsforce-run.ts';
import { measureProgram, measureScript, type Measured } from './measured.ts';
import type { BenchOrg } from './org.ts';

/** What ours reads of a deal. */
const columns = [
  ...['Id', 'Name', 'StageName', 'AccountId', 'TAS_Suggested_Grade__c', 'HasOpportunityLineItem'],
  ...fieldsOfGrade,
];

/** jsforce: `bulk2.query` to its end, then `bulk2.loadAndWaitForResults`. Its settings are its own, the time-out of a poll excepted. */
export async function jsforce(bench: Bench): Promise<Figures> {
  const script = fileURLToPath(new URL('jsforce-run.ts', import.meta.url));
  return await withOrg(bench, 'jsforce', async (org) => {
    const { instanceUrl, accessToken } = org.ready;
    const work = async (): Promise<Done> => {
      const measured = await measureScript(script, [instanceUrl], {
        cwd: org.folder,
        env: { ...process.env, TAS_BENCH_TOKEN: accessToken, TAS_BENCH_COLUMNS: columns.join(', ') },
        maxSeconds,
        nodeArgs: ['--max-old-space-size=8192'],
      });
      const said = measured.stdout === '' ? undefined : (JSON.parse(measured.stdout) as JsforceSaid);
      return { measured, read: said?.read ?? 0, written: said?.written ?? 0, problem: wrongOf(bench, measured, said) };
    };
    return await figuresOf(bench, org, work);
  });
}

function wrongOf({ rows }: Bench, measured: Measured, said: JsforceSaid | undefined): string | null {
  if (said === undefined || measured.timedOut) return endOf(measured);
  const { read, changes, failed, isWhole } = said;
  if (!isWhole)
    return `it gave ${read} of ${rows} rows and ended with code ${measured.code}, before anything was written`;
  const isRight = read === rows && failed === 0;
  return isRight ? null : `it gave ${read} rows of ${rows}; of ${changes} that it sent ${failed} were refused`;
}

/** Why the CLI was not run, or what it did. */
export type SfRun = { readonly figures: Figures } | { readonly notRun: string };

/** `sf data export bulk` and `sf data update bulk`; the file between them is made off the clock. */
export async function salesforceCli(bench: Bench): Promise<SfRun> {
  const found = findCli();
  if (found === undefined) return { notRun: noCli };
  return await withOrg(bench, 'sf', async (org) => ({
    figures: await figuresOf(bench, org, () => exportAndUpdate(bench, org, found.path)),
  }));
}

async function exportAndUpdate(bench: Bench, org: BenchOrg, sf: string): Promise<Done> {
  const { instanceUrl, accessToken } = org.ready;
  const call = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    measureProgram({
      command: sf,
      args: [...args, '--json'],
      cwd: org.folder,
      env: { ...process.env, ...quietSf, HOME: org.folder, NO_COLOR: '1', ...env },
      maxSeconds,
    });
  const login = ['org', 'login', 'access-token', '--instance-url', instanceUrl, '--no-prompt', '--alias', 'bench'];
  await call(login, { SF_ACCESS_TOKEN: accessToken });
  // Logging in is done once, not for each night's run.
  await org.mark();
  const common = ['--target-org', 'bench', '--wait', '15'];
  const query = `SELECT ${columns.join(', ')} FROM Opportunity WHERE IsClosed = false`;
  const read = await call(['data', 'export', 'bulk', '--query', query, '--output-file', 'deals.csv', ...common]);
  const nothing = { read: 0, written: 0 };
  if (read.code !== 0) return { measured: read, ...nothing, problem: endOf(read) };
  const rows = await changesOf(join(org.folder, 'deals.csv'), join(org.folder, 'changes.csv'));
  const update = ['data', 'update', 'bulk', '--sobject', 'Opportunity', '--file', 'changes.csv', '--line-ending', 'LF'];
  const wrote = await call([...update, ...common]);
  const measured = {
    seconds: read.seconds + wrote.seconds,
    rssMb: Math.max(read.rssMb, wrote.rssMb),
    cpu: read.cpu + wrote.cpu,
  };
  if (wrote.code !== 0) return { measured, read: rows.read, written: 0, problem: endOf(wrote) };
  const { result } = JSON.parse(wrote.stdout) as { result: { successfulRecords: number } };
  const written = result.successfulRecords;
  const isWhole = rows.read === bench.rows && written === rows.changes;
  const wrong = `it read ${rows.read} rows of ${bench.rows} and wrote ${written} of ${rows.changes}`;
  return { measured, read: rows.read, written, problem: isWhole ? null : wrong };
}

/** Writes the file of grades that are not there yet, and says how many. */
async function changesOf(from: string, to: string): Promise<{ readonly read: number; readonly changes: number }> {
  const [id, suggested, now] = ['Id', 'TAS_Suggested_Grade__c', 'TAS_Grade__c'].map((name) =>
    columns.indexOf(name),
  ) as [number, number, number];
  const counts = { read: -1, changes: 0 };
  async function* lines(): AsyncGenerator<string> {
    yield csvRowExact(['Id', 'TAS_Grade__c']);
    for await (const batch of csvBatches(createReadStream(from)))
      for (const { fields } of batch) {
        counts.read += 1;
        const next = fields[suggested] ?? '';
        if (counts.read === 0 || next === '' || next === fields[now]) continue;
        counts.changes += 1;
        yield csvRowExact([fields[id] ?? '', next]);
      }
  }
  await pipeline(lines, createWriteStream(to));
  return counts;
}
