/**
 * What customer maps say is kept for deals that were moved elsewhere than in our pages: by an integration, the Path, a
 * list view. One run, which can be resumed and taken back.
 */
import {
  copiedNumbers,
  mapField,
  snapshot,
  snapshotCopies,
  snapshotField as own,
  snapshotKey,
} from '../customer/index.ts';
import { describeIfThere } from '../explain/index.ts';
import { CallBudget, ofWriting, type GradeOrg } from '../grade/index.ts';
import { modelHash, type SalesModel } from '../model/index.ts';
import {
  chooseApi,
  soql,
  soqlFields,
  soqlIdentifier,
  type ApiChoice,
  type OrgConnection,
  type Soql,
} from '../org/index.ts';
import { newRunId, startRun, type RunCounts, type RunRow } from '../runs/index.ts';
import type { Progress } from '../terminal/index.ts';
import { field } from '../vocabulary/index.ts';
import { MapError } from './error.ts';

/** What the command asks of an org: runs, and which day it is for the user. */
export type SnapshotOrg = GradeOrg & Pick<OrgConnection, 'calendar'>;

export interface SnapshotOptions {
  readonly model: SalesModel;
  /** Where the model comes from, for the reader. */
  readonly modelFile: string;
  readonly api: ApiChoice;
  readonly progress: Progress;
  readonly apply: boolean;
  /** Asked before anything is written; told of how many. What it throws ends the run. */
  readonly confirm: (records: number) => Promise<void>;
  /** Percent of the API calls left today, 0 to 100, that are left to others. */
  readonly leave: number;
  /** Folder of runs. */
  readonly runs: string;
  readonly now: () => Date;
}

export interface Snapshots {
  /** Deals that have a map and were ever moved. */
  readonly deals: number;
  /** Of them, those whose last move was kept, today or by then. */
  readonly kept: number;
  /** Deals whose map is to be kept: whoever moved them last did not. */
  readonly missing: readonly Missing[];
  readonly applied: boolean;
  /** The run that wrote them; null: nothing was to be written. */
  readonly run: string | null;
  readonly counts: RunCounts | null;
  /** 0 done or nothing to do · 1 the org refused some · 2 some are to be kept. */
  readonly exitCode: 0 | 1 | 2;
}

export interface Missing {
  readonly deal: string;
  readonly name: string;
  readonly stage: string;
  /** Day of the move, YYYY-MM-DD, in the time zone of the user. */
  readonly movedOn: string;
}

interface Moved extends Missing {
  /** By the field of the snapshot. */
  readonly numbers: Readonly<Record<string, number | null>>;
}

const mapColumns = Object.values(snapshotCopies);
const dealColumns: readonly string[] = ['Id', field.name, field.stage, field.stageChanged, ...mapColumns];
const keptColumns: readonly string[] = [own.deal, own.stage, field.created];

/** @throws {MapError}, and whatever the org throws. */
export async function takeSnapshots(org: SnapshotOrg, options: SnapshotOptions): Promise<Snapshots> {
  const { apply, progress } = options;
  await check(org, options);
  const readAt = await org.orgTime();
  const { today, dayOf } = await org.calendar();
  const isKept = await readKept(org, options, (moment) => dayOf(moment) === today);
  const missing: Moved[] = [];
  let deals = 0;
  const moved = soql`FROM Opportunity WHERE ${soqlIdentifier(mapField.people)} > 0 AND ${soqlIdentifier(field.stageChanged)} != null`;
  const expected = await org.count(soql`SELECT COUNT() ${moved}`);
  progress.begin('Reading deals with a map', expected);
  await org.read(
    chooseApi(options.api, expected),
    soql`SELECT ${soqlFields(dealColumns)} ${moved}`,
    dealColumns,
    (rows) => {
      deals += rows.length;
      for (const [deal = '', name = '', stage = '', movedAt = '', ...values] of rows)
        if (!isKept(deal, stage, movedAt))
          missing.push({
            deal,
            name,
            stage,
            movedOn: dayOf(movedAt),
            numbers: copiedNumbers((name) => values[mapColumns.indexOf(name)]),
          });
      progress.advance(rows.length);
    },
  );
  progress.end();
  const told = {
    deals,
    kept: deals - missing.length,
    missing: missing.map(({ deal, name, stage, movedOn }) => ({ deal, name, stage, movedOn })),
    applied: apply,
  };
  if (!apply || missing.length === 0) return { ...told, run: null, counts: null, exitCode: missing.length > 0 ? 2 : 0 };
  const { run, counts } = await write(org, options, { missing, today, readAt });
  return { ...told, run, counts, exitCode: counts.refused > 0 ? 1 : 0 };
}

/** @throws {MapError} where the model or the org has no map, or this user may not keep what it says. */
async function check(
  org: Pick<SnapshotOrg, 'describe' | 'username'>,
  { model, modelFile }: SnapshotOptions,
): Promise<void> {
  if (model.customer === undefined)
    throw new MapError('NoMap', {
      message: `${modelFile} has no part \`customer\`: it makes no customer map.`,
      actions: ['Add `customer:` to the model as docs/customer.md shows, or name another model with --model.'],
    });
  const seen = await describeIfThere(org, snapshot);
  const deal = await org.describe('Opportunity');
  if (seen?.has(own.score) !== true || !deal.has(mapField.score))
    throw new MapError('PackageNotInstalled', {
      message: `There is no ${snapshot} that ${org.username} may see.`,
      actions: ['Install the package (npx tas plan, npx tas apply), and assign yourself TAS+ Ops.'],
    });
}

/**
 * Whether the last move of a deal was kept: by a snapshot of its stage since the move, or by one of today, since there is
 * one of a stage and day.
 */
async function readKept(
  org: SnapshotOrg,
  { api, progress }: SnapshotOptions,
  isToday: (moment: string) => boolean,
): Promise<(deal: string, stage: string, movedAt: string) => boolean> {
  const latest = new Map<string, string>();
  const all: Soql = soql`FROM ${soqlIdentifier(snapshot)}`;
  const expected = await org.count(soql`SELECT COUNT() ${all}`);
  progress.begin('Reading map snapshots', expected);
  await org.read(chooseApi(api, expected), soql`SELECT ${soqlFields(keptColumns)} ${all}`, keptColumns, (rows) => {
    for (const [deal = '', stage = '', created = ''] of rows) {
      const key = `${deal}:${stage}`;
      if ((latest.get(key) ?? '') < created) latest.set(key, created);
    }
    progress.advance(rows.length);
  });
  progress.end();
  return (deal, stage, movedAt) => {
    const at = latest.get(`${deal}:${stage}`);
    return at !== undefined && (Date.parse(at) >= Date.parse(movedAt) || isToday(at));
  };
}

async function write(
  org: SnapshotOrg,
  { model, modelFile, api: choice, leave, confirm, progress, runs, now }: SnapshotOptions,
  {
    missing,
    today,
    readAt,
  }: { readonly missing: readonly Moved[]; readonly today: string; readonly readAt: Date | undefined },
): Promise<{ readonly run: string; readonly counts: RunCounts }> {
  const total = missing.length;
  await confirm(total);
  const api = chooseApi(choice, total);
  (await CallBudget.of(org, leave)).take(ofWriting(api, total), `Writing ${total} records`);
  const started = now();
  const head = {
    id: newRunId('map', started),
    command: 'map' as const,
    org: { id: org.orgId, instanceUrl: org.instanceUrl, username: org.username },
    model: { file: modelFile, version: model.version, hash: modelHash(model) },
    started: started.toISOString(),
    of: null,
    about: `${total} map snapshots`,
  };
  progress.begin('Keeping what maps say', total);
  const rows = (): RunRow[] =>
    missing.map(({ deal, stage, numbers }, n) => {
      const key = snapshotKey(deal, stage, today);
      return {
        n,
        object: snapshot,
        key: own.key,
        id: key,
        parent: deal,
        before: null,
        after: { [own.deal]: deal, [own.stage]: stage, ...numbers },
      };
    });
  const onProgress = (more: number): void => progress.advance(more);
  const { counts } = await startRun(org, head, { api, runs, rows, total, now, readAt, onProgress });
  progress.end();
  return { run: head.id, counts };
}
