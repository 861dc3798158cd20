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
const stream = await connection.bulk2.query(`SELECT ${columns} FROM Opportunity WHERE IsClosed = false`);
const deals: Deal[] = [];
await new Promise<void>((resolve, reject) => {
  stream.on('record', (deal: Deal) => void deals.push(deal));
  stream.on('end', resolve);
  stream.on('error', reject);
});
const input = deals
  .filter(({ TAS_Grade__c: now, TAS_Suggested_Grade__c: next }) => next !== '' && next !== now)
  .map(({ Id, TAS_Suggested_Grade__c: next }) => ({ Id, TAS_Grade__c: next }));
process.stderr.write(`${deals.length} ${input.length}\n`);
const { successfulResults, failedResults } = await connection.bulk2.loadAndWaitForResults({
  object: 'Opportunity',
  operation: 'update',
  input,
  pollTimeout: longEnough,
});
const said: JsforceSaid = {
  read: deals.length,
  changes: input.length,
  written: successfulResults.length,
  failed: failedResults.length,
};
process.stdout.write(JSON.stringify(said));
