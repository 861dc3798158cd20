/** A practice org full of deals, in a process of its own; what it is asked comes from its parent: see org-talk.ts. */
import { subscribe } from 'node:diagnostics_channel';
import { IncomingMessage } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readModelFile } from '../../product/model/index.ts';
import { startPractice } from '../../practice-org/start/index.ts';
import type { PracticeOrg } from '../../practice-org/server/index.ts';
import { accountRows, dealRows } from './deals.ts';
import type { Answers, Ask, Difference, Kill, Ready, Seen } from './org-talk.ts';

const [folder = '', modelFile = '', deals = '', seed = ''] = process.argv.slice(2);

/** Everything that an org sets itself whenever a row is written. */
const stamps = new Set(['SystemModstamp', 'LastModifiedDate', 'LastModifiedById']);
const mostShown = 5;

let requests: Seen[] = [];
let since = performance.now();
let kill: Kill | undefined;
let answered = 0;
let timer: NodeJS.Timeout | undefined;

function killAt(when: Kill['when'], count: number): void {
  if (kill?.when !== when || count !== kill.request) return;
  const { pid, signal, later } = kill;
  kill = undefined;
  // At once it surely lives, for its request has just come; whoever is told of its end asks for `use`.
  if (later === undefined) process.kill(pid, signal);
  else timer = setTimeout(() => killIfThere(pid, signal), later);
}

function killIfThere(pid: number, signal: Kill['signal']): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

const requestIn = (message: unknown): IncomingMessage | undefined =>
  typeof message === 'object' && message !== null && 'request' in message && message.request instanceof IncomingMessage
    ? message.request
    : undefined;

/** The gateway's own requests to the org behind it, which no client sent. */
const isOnward = ({ headers }: IncomingMessage): boolean => 'x-practice-passed' in headers;

const nameOf = ({ method, url }: IncomingMessage): string =>
  `${method ?? ''} ${(url ?? '')
    .replace(/\?.*$/s, '')
    .replace(/^\/services\/data\/v[\d.]+\//, '')
    .replaceAll(/(?<=\/)(?=[a-zA-Z]*\d)[a-zA-Z0-9]{18}(?:-\d+)?(?=\/|$)/g, '*')}`;

subscribe('http.server.request.start', (message) => {
  const request = requestIn(message);
  if (request === undefined || isOnward(request)) return;
  requests.push({ name: nameOf(request), at: performance.now() - since });
  killAt('asked', requests.length);
});
subscribe('http.server.response.finish', (message) => {
  const request = requestIn(message);
  if (request === undefined || isOnward(request)) return;
  answered += 1;
  killAt('answered', answered);
});

const org = await started();
/** Values by id of the deal. */
type Rows = ReadonlyMap<string, readonly unknown[]>;
const marks = new Map<string, Rows>();

/** Fails the process where the org cannot be as it is needed. */
async function started(): Promise<PracticeOrg> {
  const read = readModelFile(modelFile);
  if (!read.ok) throw new Error(read.problems.map(({ what }) => what).join('\n'));
  const practice = await startPractice({
    root: folder,
    port: 0,
    modelFile,
    ignoreColumns: [],
    sampleDeals: 0,
    bare: false,
    observe: false,
    announced: true,
    onProgress: () => undefined,
  });
  if (!practice.ok) throw new Error(practice.problems.join('\n'));
  const { org: made } = practice;
  const load = (object: string, rows: readonly Readonly<Record<string, unknown>>[]): string[] =>
    made.load(object, rows).map((result) => {
      if (!result.ok) throw new Error(`${object}: ${JSON.stringify(result)}`);
      return result.id;
    });
  const accounts = load('Account', accountRows(Number(deals)));
  load('Opportunity', dealRows(read.model, accounts, Number(deals), Number(seed)));
  // Runs are made by ops, who holds the bypass: an admin's undo may be refused by a gate.
  const file = join(folder, '.practice', 'org.json');
  const session = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  writeFileSync(file, JSON.stringify({ ...session, accessToken: made.tokens.ops }), { mode: 0o600 });
  return made;
}

function table(): { readonly rows: Rows; readonly names: readonly string[] } {
  const object = org.org.objects.get('opportunity');
  if (object === undefined) throw new Error('the org has no deals');
  const names: string[] = [];
  for (const { slot, name, computed } of object.fields) if (!computed) names[slot] = name;
  // A write puts another list in the place of a row's values: these stay as they are.
  return { rows: new Map([...object.table.rows()].map((row) => [row.id, row.values])), names };
}

function marked(name: string): Rows {
  const rows = marks.get(name);
  if (rows === undefined) throw new Error(`nothing is marked as ${name}`);
  return rows;
}

/** Slot of the first field that is not the same, 0 where the deal is not there; undefined: all are. */
function otherwise(
  was: readonly unknown[] | undefined,
  is: readonly unknown[] | undefined,
  names: readonly string[],
): number | undefined {
  if (was === is) return undefined;
  if (was === undefined || is === undefined) return 0;
  const at = names.findIndex((name, slot) => !stamps.has(name) && was[slot] !== is[slot]);
  return at < 0 ? undefined : at;
}

function differing([from, ...others]: readonly [string, ...string[]]): Answers['differing'] {
  const { rows, names } = table();
  const before = marked(from);
  const first: Difference[] = [];
  let count = 0;
  for (const id of new Set([...before.keys(), ...rows.keys()])) {
    const is = rows.get(id);
    const at = otherwise(before.get(id), is, names);
    if (at === undefined || others.some((name) => otherwise(marked(name).get(id), is, names) === undefined)) continue;
    count += 1;
    if (first.length < mostShown)
      first.push({ id, field: names[at] ?? '', was: before.get(id)?.[at] ?? null, is: is?.[at] ?? null });
  }
  return { deals: count, first };
}

function values(fields: readonly string[], of: string | undefined): Answers['values'] {
  const { rows, names } = table();
  const slots = fields.map((name) => names.indexOf(name));
  const asked = of === undefined ? rows : marked(of);
  return Object.fromEntries([...asked].map(([id, row]) => [id, slots.map((slot) => row[slot] ?? null)]));
}

function answerTo(question: Ask): Answers[Ask['ask']] {
  switch (question.ask) {
    case 'use': {
      const before = requests;
      org.faults.use(question.faults);
      requests = [];
      since = performance.now();
      answered = 0;
      kill = question.kill;
      clearTimeout(timer);
      return { requests: before };
    }
    case 'mark': {
      const { rows } = table();
      marks.set(question.name, rows);
      return { deals: rows.size };
    }
    case 'differing':
      return differing(question.from);
    case 'values':
      return values(question.fields, question.of);
  }
}

process.on('message', (question: Ask) => process.send?.(answerTo(question)));
// Whoever asked is gone.
process.on('disconnect', () => process.exit(0));
const ready: Ready = { instanceUrl: org.instanceUrl, tokens: org.tokens };
process.send?.(ready);
