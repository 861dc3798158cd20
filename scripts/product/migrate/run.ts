/** The migration: reads the pipeline, plans every deal, and with `apply` writes it as a run and reads it back. */
import { checkApiCalls } from '../grade/index.ts';
import { modelHash } from '../model/index.ts';
import { chooseApi, type OrgApi } from '../org/index.ts';
import { listRuns, newRunId, rowsAstray, startRun, type RowResult, type RunHead, type RunRow } from '../runs/index.ts';
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
  readonly astray: Awaited<ReturnType<typeof rowsAstray>>;
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
  return { pipeline, plans, written: await write(org, options, changes, rights.viewer.id), obstacles: [] };
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
  changes: readonly DealPlan[],
  userId: string,
): Promise<WrittenRun> {
  const { messages, progress, runs, mapping, model, modelFile } = options;
  const typeIds = mapping.changesTypes ? await readTypeIds(org) : undefined;
  const now = options.now();
  const rows = rowsOf(changes, { messages, userId, now, typeIds });
  const api = chooseApi(options.api, rows.length);
  await checkApiCalls(org, api, rows.length);
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
  const results = await startRun(org, head, { api, rows, runs, now: options.now, onProgress });
  progress.end();
  const byPlace = new Map(results.map((result) => [result.n, result]));
  const taken = rows.filter(({ n }) => /^(written|found)$/.test(byPlace.get(n)?.state ?? ''));
  return { id: head.id, api, rows, results: byPlace, astray: await rowsAstray(org, taken) };
}
