/** The migration: reads the pipeline, plans every deal, and with `apply` writes it as a run and reads it back. */
import { CallBudget, ofWriting } from '../grade/index.ts';
import { modelHash } from '../model/index.ts';
import { chooseApi, type OrgApi } from '../org/index.ts';
import {
  listRuns,
  newRunId,
  rowsAstray,
  startRun,
  type LeftRow,
  type RowResult,
  type RunHead,
  type RunRow,
} from '../runs/index.ts';
import { keptDays } from './kept-days.ts';
import type { MigrateOptions, MigrateOrg } from './options.ts';
import { isWritten, plannerOf, type DealPlan } from './plan.ts';
import { checkBeforeWriting, missingStages, readRights, readTypeIds, unseenParts, type Rights } from './preflight.ts';
import { readPipeline, type Pipeline } from './read.ts';
import { rowsOf } from './rows.ts';

/** What was written, row by row. */
export interface WrittenRun {
  readonly id: string;
  readonly api: OrgApi;
  readonly rows: readonly RunRow[];
  /** By place. */
  readonly results: ReadonlyMap<number, RowResult>;
  /** Rows that the org took and that do not stand as they were written, with why. */
  readonly astray: readonly LeftRow[];
}

export interface MigrateRun {
  readonly pipeline: Pipeline;
  /** Every deal that was read, in the order it came. */
  readonly plans: readonly DealPlan[];
  /** Those of the plans that are written, in the order of the run's rows. */
  readonly written: WrittenRun | undefined;
  /** What would stop --apply. */
  readonly obstacles: readonly string[];
}

/**
 * @throws {MigrateError} where it must not write, {RunError} where no journal can be kept, {OrgError} where the org
 * fails.
 */
export async function runMigrate(org: MigrateOrg, options: MigrateOptions): Promise<MigrateRun> {
  const { model, mapping, calendar } = options;
  const readAt = await org.orgTime();
  const rights = await readRights(org);
  const pipeline = await readPipeline(org, options);
  const keptDay = keptDays(listRuns(options.runs, 'undo'), org.orgId);
  const plan = plannerOf({ model, mapping, calendar, viewer: rights.viewer, keptDay });
  const plans = pipeline.deals.map(plan);
  const changes = plans.filter(isWritten);
  const absent = missingStages(plans, options);
  if (!options.apply || changes.length === 0)
    return {
      pipeline,
      plans,
      written: undefined,
      obstacles: changes.length === 0 ? [] : obstaclesOf(pipeline, rights, absent),
    };
  await checkBeforeWriting(org, pipeline, rights, absent);
  return {
    pipeline,
    plans,
    written: await write(org, options, { changes, userId: rights.viewer.id, readAt }),
    obstacles: [],
  };
}

const obstaclesOf = (pipeline: Pipeline, { missing }: Rights, absent: readonly string[]): string[] => [
  ...unseenParts(pipeline).map((name) => `The org has no ${name} that your user sees: --apply would be refused.`),
  ...(missing === undefined ? [] : [`${missing} --apply would be refused.`]),
  ...(absent.length === 0
    ? []
    : [`The org has no active stage ${absent.map((name) => `"${name}"`).join(', ')}: --apply would be refused.`]),
];

async function write(
  org: MigrateOrg,
  options: MigrateOptions,
  {
    changes,
    userId,
    readAt,
  }: { readonly changes: readonly DealPlan[]; readonly userId: string; readonly readAt: Date | undefined },
): Promise<WrittenRun> {
  const { messages, progress, runs, mapping, model, modelFile } = options;
  const typeIds = mapping.changesTypes ? await readTypeIds(org) : undefined;
  const now = options.now();
  const rows = rowsOf(changes, { messages, userId, now, typeIds });
  const api = chooseApi(options.api, rows.length);
  (await CallBudget.of(org)).take(ofWriting(api, rows.length), `Writing ${rows.length} records`);
  const deals = changes.length === 1 ? '1 deal' : `${changes.length} deals`;
  const items = rows.length - changes.length;
  const head: RunHead = {
    id: newRunId('migrate', now),
    command: 'migrate',
    org: { id: org.orgId, instanceUrl: org.instanceUrl, username: org.username },
    model: { file: modelFile, version: model.version, hash: modelHash(model) },
    started: now.toISOString(),
    of: null,
    about: `Migration of ${deals} by ${mapping.file}, with ${items === 1 ? '1 gate item' : `${items} gate items`}`,
  };
  await options.confirm?.(head.about);
  progress.begin('Migrating', rows.length);
  const onProgress = (more: number): void => progress.advance(more);
  const results = new Map<number, RowResult>();
  await startRun(org, head, {
    api,
    rows: () => rows,
    total: rows.length,
    runs,
    now: options.now,
    readAt,
    onProgress,
    onResults: (some) => {
      for (const result of some) results.set(result.n, result);
    },
  });
  progress.end();
  const taken = rows.filter(({ n }) => /^(written|found)$/.test(results.get(n)?.state ?? ''));
  const astray: LeftRow[] = [];
  await rowsAstray(
    org,
    () => taken,
    (one) => astray.push(one),
  );
  return { id: head.id, api, rows, results, astray };
}
