/**
 * The work of `tas grade --apply` by jsforce, the way its documentation shows, as a process: `jsforce-run.ts URL`, the
 * session in TAS_BENCH_TOKEN. Grades are those that the org itself suggests; nothing is worked out here. It prints what
 * it did as JSON.
 */
import { Connection } from 'jsforce';

export interface JsforceSaid {
  /** Rows that the query gave. */
  readonly read: number;
  /** Rows sent to be written. */
  readonly changes: number;
  readonly written: number;
  readonly failed: number;
  /** False: it ended before it was through. */
  readonly isWhole: boolean;
}

const longEnough = 15 * 60 * 1000;
const connection = new Connection({
  instanceUrl: process.argv[2] ?? '',
  accessToken: process.env['TAS_BENCH_TOKEN'] ?? '',
  version: '66.0',
});
connection.bulk2.pollTimeout = longEnough;

interface Deal {
  readonly Id: string;
  readonly TAS_Grade__c: string;
  readonly TAS_Suggested_Grade__c: string;
}

const columns = process.env['TAS_BENCH_COLUMNS'] ?? '';
const said: { -readonly [Name in keyof JsforceSaid]: JsforceSaid[Name] } = {
  read: 0,
  changes: 0,
  written: 0,
  failed: 0,
  isWhole: false,
};
// Of a stream that never ends Node lets go, and so ends itself.
process.once('exit', () => process.stdout.write(JSON.stringify(said)));

const stream = await connection.bulk2.query(`SELECT ${columns} FROM Opportunity WHERE IsClosed = false`);
const input: Pick<Deal, 'Id' | 'TAS_Grade__c'>[] = [];
await new Promise<void>((resolve, reject) => {
  stream.on('record', ({ Id, TAS_Grade__c: now, TAS_Suggested_Grade__c: next }: Deal) => {
    said.read += 1;
    if (next !== '' && next !== now) input.push({ Id, TAS_Grade__c: next });
  });
  stream.on('end', resolve);
  stream.on('error', reject);
});
said.changes = input.length;
const { successfulResults, failedResults } = await connection.bulk2.loadAndWaitForResults({
  object: 'Opportunity',
  operation: 'update',
  input,
  pollTimeout: longEnough,
});
said.written = successfulResults.length;
said.failed = failedResults.length;
said.isWhole = true;
