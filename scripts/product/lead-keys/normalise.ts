/** Stores the keys of leads and open deals that came by web, import or API, where nothing computes them. */
import { CallBudget, ofReading, ofWriting, type GradeOrg } from '../grade/index.ts';
import { modelHash, type SalesModel } from '../model/index.ts';
import { chooseApi, soql, soqlFields, soqlIdentifier, type ApiChoice } from '../org/index.ts';
import { newRunId, SortedSpool, startRun, type RunCounts, type RunRow } from '../runs/index.ts';
import type { Progress } from '../terminal/index.ts';
import { cellsOf, checkKeys, keyedOf, type Keyed, type Keys } from './keyed.ts';

export interface NormaliseOptions {
  readonly model: SalesModel;
  /** Where the model comes from, for the reader. */
  readonly modelFile: string;
  readonly apply: boolean;
  /** Asked before anything is written; told of how many records. What it throws ends the run. */
  readonly confirm: (records: number) => Promise<void>;
  readonly api: ApiChoice;
  /** Percent of the API calls left today, 0 to 100, that are left to others. */
  readonly leave: number;
  readonly progress: Progress;
  /** Folder of runs. */
  readonly runs: string;
  readonly now: () => Date;
}

/** What came of the records of one object. */
export interface NormalisedObject {
  readonly object: Keyed['object'];
  readonly read: number;
  /** Whose customer has no name that says anything. */
  readonly withoutCustomer: number;
  /** Whose keys are not as they shall be. */
  readonly changes: number;
  /** The run that wrote them; null: nothing was to be written. */
  readonly run: string | null;
  readonly counts: RunCounts | null;
}

export interface Normalised {
  readonly applied: boolean;
  readonly objects: readonly NormalisedObject[];
  /** 0 done or nothing to do · 1 the org refused records · 2 changes are pending. */
  readonly exitCode: 0 | 1 | 2;
}

/** A change as a line: id, the keys of before, the keys of after. */
type Line = readonly [id: string, before: Keys, after: Keys];

interface Reading {
  readonly keyed: Keyed;
  readonly changes: SortedSpool;
  readonly counts: { read: number; withoutCustomer: number };
  readonly readAt: Date | undefined;
}

/**
 * Reads the leads and the open deals of an org and, with `apply`, writes the keys that are not as they shall be: a run
 * for each object, which can be resumed and taken back. @throws {LeadError}, and whatever the org throws.
 */
export async function normaliseKeys(org: GradeOrg, options: NormaliseOptions): Promise<Normalised> {
  const { model, modelFile, apply, leave } = options;
  const all = keyedOf(model, modelFile);
  for (const keyed of all) await checkKeys(org, keyed, apply);
  const budget = await CallBudget.of(org, leave);
  const readings: Reading[] = [];
  try {
    for (const keyed of all) readings.push(await read(org, keyed, options, budget));
    const changed = readings.reduce((sum, { changes }) => sum + changes.count, 0);
    if (apply && changed > 0) await options.confirm(changed);
    const objects: NormalisedObject[] = [];
    for (const reading of readings) objects.push(await settled(org, reading, options, budget));
    const refused = objects.some(({ counts }) => (counts?.refused ?? 0) > 0);
    return { applied: apply, objects, exitCode: refused ? 1 : !apply && changed > 0 ? 2 : 0 };
  } finally {
    for (const { changes } of readings) changes.close();
  }
}

async function read(org: GradeOrg, keyed: Keyed, options: NormaliseOptions, budget: CallBudget): Promise<Reading> {
  const { object, condition, columns } = keyed;
  const readAt = await org.orgTime();
  const from = soql`FROM ${soqlIdentifier(object)} WHERE ${condition}`;
  const expected = await org.count(soql`SELECT COUNT() ${from}`);
  const api = chooseApi(options.api, expected);
  budget.take(ofReading(api, expected), `Reading ${expected} records`);
  const changes = new SortedSpool();
  const counts = { read: 0, withoutCustomer: 0 };
  options.progress.begin(`Reading ${nameOf(keyed)}`, expected);
  await org.read(api, soql`SELECT ${soqlFields(columns)} ${from}`, columns, (rows) => {
    for (const row of rows) {
      const cells = cellsOf(columns, row);
      const after = keyed.keysOf(cells);
      counts.read += 1;
      if (after[keyed.keys[0] ?? ''] === null) counts.withoutCustomer += 1;
      const before = Object.fromEntries(keyed.keys.map((name) => [name, cells[name] || null]));
      const id = cells['Id'] ?? '';
      if (keyed.keys.some((name) => before[name] !== after[name]))
        changes.add(id, JSON.stringify([id, before, after] satisfies Line));
    }
    options.progress.advance(rows.length);
  });
  options.progress.end();
  return { keyed, changes, counts, readAt };
}

/** The rows of a run, in the order of their ids. */
function* rowsOf({ keyed, changes }: Reading): Generator<RunRow> {
  let n = 0;
  for (const [, text] of changes.read()) {
    const [id, before, after] = JSON.parse(text) as Line;
    yield { n, object: keyed.object, key: 'Id', id, parent: '', before, after };
    n += 1;
  }
}

async function settled(
  org: GradeOrg,
  reading: Reading,
  options: NormaliseOptions,
  budget: CallBudget,
): Promise<NormalisedObject> {
  const { keyed, changes, counts, readAt } = reading;
  const { model, modelFile, progress, runs } = options;
  const { count: total } = changes;
  const known = { object: keyed.object, ...counts, changes: total };
  if (!options.apply || total === 0) return { ...known, run: null, counts: null };
  const api = chooseApi(options.api, total);
  budget.take(ofWriting(api, total), `Writing ${total} records`);
  const started = options.now();
  const head = {
    id: newRunId('leads', started),
    command: 'leads' as const,
    org: { id: org.orgId, instanceUrl: org.instanceUrl, username: org.username },
    model: { file: modelFile, version: model.version, hash: modelHash(model) },
    started: started.toISOString(),
    of: null,
    about: `Keys of ${total} ${nameOf(keyed)}`,
  };
  progress.begin(`Writing keys of ${nameOf(keyed)}`, total);
  const carried = await startRun(org, head, {
    api,
    runs,
    rows: () => rowsOf(reading),
    total,
    now: options.now,
    readAt,
    watch: {
      columns: keyed.columns,
      why: ({ after }, now) => {
        const keys = keyed.keysOf(now);
        return keyed.keys.every((name) => keys[name] === after?.[name])
          ? undefined
          : 'its customer or phone changed since';
      },
    },
    onProgress: (more) => progress.advance(more),
  });
  progress.end();
  return { ...known, run: head.id, counts: carried.counts };
}

export const nameOf = ({ object }: Pick<Keyed, 'object'>): string =>
  object === 'Lead' ? 'leads' : object === 'Opportunity' ? 'open deals' : 'registrations';
