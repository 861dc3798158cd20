/** A weekly report: the open pipeline judged, what has changed, what is expected, and what earlier reports left behind. */
import type { AuditOrg } from '../audit/index.ts';
import { changesSince, type ChangedDeal, type ChangesReport } from '../changes/index.ts';
import { forecast, orgSource, type ForecastOptions } from '../forecast/index.ts';
import { decimalOf } from '../grade/index.ts';
import { modelHash } from '../model/index.ts';
import { soql } from '../org/index.ts';
import type { Run } from '../runs/index.ts';
import { Largest } from './largest.ts';
import { readPipeline, type Pipeline, type PipelineOptions } from './pipeline.ts';
import type { WeeklyReport } from './report.ts';
import { readSnapshots, type Snapshot } from './snapshot.ts';

export interface ReportOptions extends PipelineOptions {
  readonly modelFile: string;
  /** YYYY-MM-DD: the first day whose changes count. */
  readonly since: string;
  /** From today to the last day that is asked of. */
  readonly period: Pick<ForecastOptions, 'day' | 'until' | 'isBacktest'>;
  /** Journals of what our commands wrote. */
  readonly runs: readonly Run[];
  /** Folder of snapshots; it need not be there. */
  readonly snapshots: string;
}

/** Changed deals that are named. */
const mostChanged = 12;

/**
 * Reads an org three times, one after the other, so that memory holds one stream: open deals, changed ones, all.
 * @throws {ForecastError}, {ChangesError}, and whatever the org throws.
 */
export async function reportOn(org: AuditOrg, options: ReportOptions): Promise<WeeklyReport> {
  const { model, where, calendar } = options;
  const pipeline = await readPipeline(org, options);
  const { report: changes, largest: changed } = await changesOf(org, options);
  const source = await orgSource(org, { ...options, sinceField: 'CreatedDate' });
  const probabilities = new Map(model.stages.map(({ name, probability }) => [name, probability / 100]));
  const foretold = await forecast(source, {
    ...options.period,
    probabilityOf: (stage) => probabilities.get(stage) ?? null,
  });
  const snapshot: Snapshot = {
    tasSnapshot: 1,
    org: org.orgId,
    day: calendar.today,
    where: where ?? null,
    model: { version: model.version, hash: modelHash(model) },
    currency: pipeline.currency,
    ...sumsOf(pipeline),
    forecast:
      foretold.expectation === null
        ? null
        : {
            until: foretold.until,
            currency: foretold.currency ?? model.money.currency,
            wins: foretold.expectation.wins,
            money: foretold.expectation.money,
          },
  };
  const before = readSnapshots(options.snapshots, {
    ...snapshot,
    hash: snapshot.model.hash,
    until: calendar.today,
  });
  return {
    org: changes.org,
    model: changes.model,
    today: calendar.today,
    where: where ?? null,
    pipeline,
    changes,
    changed,
    forecast: foretold,
    snapshot,
    history: { ...before, list: [...before.list.filter(({ day }) => day !== snapshot.day), snapshot] },
  };
}

const sumsOf = ({
  total,
  blocked,
  requests,
  stages,
}: Pipeline): Pick<Snapshot, 'open' | 'blocked' | 'requests' | 'stages'> => ({
  open: { deals: total.deals, amount: decimalOf(total.cents), weighted: decimalOf(total.weighted) },
  blocked: { deals: blocked.deals, amount: decimalOf(blocked.cents) },
  requests,
  stages: stages.map(({ stage, deals, cents }) => ({ stage, deals, amount: decimalOf(cents) })),
});

async function changesOf(
  org: AuditOrg,
  options: ReportOptions,
): Promise<{ report: ChangesReport; largest: readonly ChangedDeal[] }> {
  const { where, model } = options;
  const { recordTypes } = model.scope;
  const parts = [
    ...(recordTypes === 'all' ? [] : [soql`RecordType.DeveloperName IN ${recordTypes}`.text]),
    ...(where === undefined ? [] : [`(${where})`]),
  ];
  const largest = new Largest<ChangedDeal>(mostChanged);
  const run = changesSince(org, {
    ...options,
    ...(parts.length === 0 ? {} : { where: parts.join(' AND ') }),
  });
  for (;;) {
    const next = await run.next();
    if (next.done === true) return { report: next.value, largest: largest.all() };
    if (next.value.changes.length > 0) largest.add(next.value);
  }
}
