/** The changes of an org: streams in, one deal after another out, and a report at the end. */
import { moneyOf } from '../grade/index.ts';
import type { SalesModel } from '../model/index.ts';
import type { Calendar, OrgApi } from '../org/index.ts';
import type { Run } from '../runs/index.ts';
import { readStageNames } from '../stages/index.ts';
import { field } from '../vocabulary/index.ts';
import { changesOf, type Change, type ChangeContext, type StagePlace } from './change.ts';
import { ourRuns } from './our-runs.ts';
import {
  dealOf,
  gradeRowOf,
  historyRowOf,
  openSource,
  type ChangesOrg,
  type CurrentDeal,
  type ReadOptions,
} from './read.ts';
import { daysBefore } from './since.ts';
import { Tally, type GroupSums, type KindSum } from './tally.ts';

/** What sums are told for, beside all deals. */
export type GroupedBy = 'owner' | 'stage';

export interface ChangesOptions extends ReadOptions {
  readonly model: SalesModel;
  readonly modelFile: string;
  readonly calendar: Calendar;
  /** Journals of what our commands wrote. */
  readonly runs: readonly Run[];
  readonly by?: GroupedBy;
}

/** A change with what it is worth. */
export interface CountedChange extends Change {
  /** Hundredths of the corporate currency: of a changed amount the difference, else of the deal; null: none, or no rate. */
  readonly cents: bigint | null;
}

/** A deal that has changed. */
export interface ChangedDeal extends Pick<CurrentDeal, 'id' | 'name' | 'owner' | 'stage'> {
  /** What it is worth now, in hundredths of the corporate currency; null: no amount, or no rate. */
  readonly cents: bigint | null;
  /** ISO code of the corporate currency. */
  readonly currency: string;
  /** By people. */
  readonly changes: readonly CountedChange[];
  /** By runs of ours. */
  readonly byRuns: readonly CountedChange[];
}

export interface ChangesReport {
  readonly org: Pick<ChangesOrg, 'instanceUrl' | 'username' | 'apiVersion'> & { readonly id: string };
  readonly model: { readonly file: string; readonly version: number };
  /** YYYY-MM-DD. */
  readonly since: string;
  readonly today: string;
  readonly where: string | null;
  readonly api: OrgApi;
  /** ISO code of the corporate currency. */
  readonly currency: string;
  /** Deals that people changed. */
  readonly deals: number;
  readonly kinds: readonly KindSum[];
  readonly by: GroupedBy | null;
  readonly groups: readonly GroupSums[];
  /** What runs of ours changed, in none of the counts above. */
  readonly runs: { readonly ids: readonly string[]; readonly deals: number; readonly kinds: readonly KindSum[] };
  /** False: the org does not track the decided grade, or does not let it be read. */
  readonly seesGrades: boolean;
  /** Deals older than the day whose history begins after it. */
  readonly startUnknown: number;
  /** Stages that deals moved from or to and that the org does not know any more. */
  readonly unplaced: readonly string[];
  /** Changed deals without an amount, or whose currency has no rate: they are counted and in no sum. */
  readonly unconverted: number;
}

async function placesOf(org: ChangesOrg): Promise<ReadonlyMap<string, StagePlace>> {
  const { stages } = await readStageNames(org);
  return new Map([...stages].map(([name, kind], place) => [name, { place, kind }]));
}

const difference = ({ from, to }: Change): number => Math.abs(Number(to ?? 0) - Number(from ?? 0));

/**
 * The deals that have changed since a day, in the order of their ids, and what runs of ours changed of them.
 * @returns the report, once everything was read.
 * @throws whatever the org throws.
 */
export async function* changesSince(
  org: ChangesOrg,
  options: ChangesOptions,
): AsyncGenerator<ChangedDeal, ChangesReport> {
  const { since, calendar, model, by, progress } = options;
  const [places, runs] = await Promise.all([
    placesOf(org),
    ourRuns(org, options.runs, Date.parse(`${daysBefore(since, 1)}T00:00:00Z`)),
  ]);
  const source = await openSource(org, options);
  const money = await moneyOf(org, model.money.currency, source.multiCurrency);
  const context: ChangeContext = {
    isSince: (moment) => calendar.dayOf(moment) >= since,
    stageOf: (name) => places.get(name),
    byRun: runs.wrote,
  };
  const placeOf = (stage: string): number => places.get(stage)?.place ?? places.size;
  const [people, machines] = [new Tally(), new Tally()];
  const counts = { deals: 0, byRuns: 0, startUnknown: 0, unconverted: 0 };
  const unplaced = new Set<string>();
  let done = 0;
  for await (const { row, others } of source.joined) {
    done += 1;
    if (done % 1_000 === 0) progress.advance(1_000);
    const { amount, created, currency, ...deal } = dealOf(row);
    const [history = [], grades = []] = others;
    const found = changesOf(
      { id: deal.id, created, rows: history.map(historyRowOf), grades: grades.map(gradeRowOf) },
      context,
    );
    const centsOf = (value: number | null): bigint | null =>
      money.centsOf({ Id: deal.id, [field.amount]: value }, currency);
    const cents = centsOf(amount);
    const counted = (change: Change): CountedChange => ({
      ...change,
      cents: change.kind === 'grown' || change.kind === 'shrunk' ? centsOf(difference(change)) : cents,
    });
    if (!found.startKnown) counts.startUnknown += 1;
    for (const name of found.unplaced) unplaced.add(name);
    const changed: ChangedDeal = {
      ...deal,
      cents,
      currency: money.currency,
      changes: found.changes.map(counted),
      byRuns: found.byRuns.map(counted),
    };
    people.add(changed.changes, by === undefined ? undefined : deal[by]);
    machines.add(changed.byRuns);
    if (changed.byRuns.length > 0) counts.byRuns += 1;
    if (changed.changes.length > 0) {
      counts.deals += 1;
      if (cents === null) counts.unconverted += 1;
    }
    if (changed.changes.length + changed.byRuns.length > 0) yield changed;
  }
  progress.advance(done % 1_000);
  progress.end();
  return {
    org: { id: org.orgId, username: org.username, instanceUrl: org.instanceUrl, apiVersion: org.apiVersion },
    model: { file: options.modelFile, version: model.version },
    since,
    today: calendar.today,
    where: options.where ?? null,
    api: source.api,
    currency: money.currency,
    deals: counts.deals,
    kinds: people.kinds(),
    by: by ?? null,
    groups: by === 'stage' ? people.groups().sort((a, b) => placeOf(a.name) - placeOf(b.name)) : people.groups(),
    runs: { ids: runs.ids, deals: counts.byRuns, kinds: machines.kinds().filter(({ deals }) => deals > 0) },
    seesGrades: source.seesGrades,
    startUnknown: counts.startUnknown,
    unplaced: [...unplaced].sort(),
    unconverted: counts.unconverted,
  };
}
