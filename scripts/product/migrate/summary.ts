/** What a migration found and did: the value of --json and of migration.json, and all that the text shows. */
import { resumeCommand, undoCommand, type RowResult } from '../runs/index.ts';
import type { OrgApi } from '../org/index.ts';
import type { MigrateOptions, MigrateOrg } from './options.ts';
import { isWritten, type DealPlan, type PlannedResult } from './plan.ts';
import type { MigrateRun } from './run.ts';
import { sumsBy, type DealSum } from './tally.ts';

/** ChangedSince: somebody changed the deal after it was read · Refused: the org refused it. */
export type MigrationResult = PlannedResult | 'ChangedSince' | 'Refused';

/** A deal with what became of it. */
export interface Migrated {
  readonly plan: DealPlan;
  readonly result: MigrationResult;
  readonly reason: string;
}

export interface MigrateSummary {
  org: { username: string; orgId: string; instanceUrl: string; apiVersion: string };
  model: { file: string; version: number };
  mapping: string;
  where: string | null;
  applied: boolean;
  api: { read: OrgApi; write: OrgApi | null };
  /** Of every amount: the corporate currency. */
  currency: string;
  /** The run that was written; null: nothing was. */
  run: string | null;
  /** The commands that take it back, and that try refused rows again. */
  undo: string | null;
  resume: string | null;
  /** read = moved + marked + inPlace + unmapped + changedSince + refused. */
  counts: {
    read: number;
    moved: number;
    marked: number;
    inPlace: number;
    unmapped: number;
    changedSince: number;
    refused: number;
  };
  /** Items of passed stages; planned = written + notWritten, where anything was written. */
  items: { planned: number; written: number; notWritten: number };
  /** Rows of deals and items that were read back after the write, and those that stood otherwise. */
  verified: { rows: number; astray: { object: string; id: string; why: string }[] };
  /** By record type and stage, largest amount first; of what moves or is marked. */
  moves: ({ recordType: string; toRecordType: string; from: string; to: string } & DealSum)[];
  owners: ({ owner: string } & DealSum)[];
  /** Deals that no line of the mapping moves. */
  unmapped: ({ recordType: string; stage: string } & DealSum)[];
  /** Requirements of passed stages that no item can settle: they come due when the deal is won. */
  leftOpen: { code: string; deals: number }[];
  /** Of the mapping, each with line and column. */
  notes: readonly string[];
  /** What would stop --apply. */
  obstacles: readonly string[];
  /** 0 done or nothing to do · 1 some rows were refused or stand otherwise · 2 changes pending. */
  exitCode: 0 | 1 | 2;
}

const resultOf: Readonly<Record<RowResult['state'], MigrationResult | undefined>> = {
  written: undefined,
  found: undefined,
  refused: 'Refused',
  changed: 'ChangedSince',
};

/** Every deal with what became of it, in the order it was read. */
export function outcomesOf({ plans, written }: Pick<MigrateRun, 'plans' | 'written'>): Migrated[] {
  const placeOf = new Map(plans.filter(isWritten).map((plan, n) => [plan, n]));
  return plans.map((plan): Migrated => {
    const row = written?.results.get(placeOf.get(plan) ?? -1);
    const became = row === undefined ? undefined : resultOf[row.state];
    if (row === undefined || became === undefined) return { plan, result: plan.result, reason: plan.reason };
    return { plan, result: became, reason: row.errors.map(({ code, message }) => `${code}: ${message}`).join('; ') };
  });
}

/** The summary of a migration, and every deal with what became of it. */
export function summarize(org: MigrateOrg, options: MigrateOptions, run: MigrateRun): [MigrateSummary, Migrated[]] {
  const { written, plans, pipeline } = run;
  const migrated = outcomesOf(run);
  const count = (result: MigrationResult): number => migrated.filter((one) => one.result === result).length;
  const counts = {
    read: plans.length,
    moved: count('Moved'),
    marked: count('Marked'),
    inPlace: count('InPlace'),
    unmapped: count('Unmapped'),
    changedSince: count('ChangedSince'),
    refused: count('Refused'),
  };
  const changes = plans.filter(isWritten);
  const results = [...(written?.results.values() ?? [])];
  const rowsIn = (pattern: RegExp): number => results.filter(({ state }) => pattern.test(state)).length;
  const planned = changes.reduce((sum, { waived }) => sum + waived.length, 0);
  const itemsWritten = results.filter(({ n, state }) => n >= changes.length && /^(written|found)$/.test(state)).length;
  const astray = written?.astray ?? [];
  const pending = written === undefined ? changes.length > 0 : counts.changedSince > 0;
  const codes = Map.groupBy(
    changes.flatMap(({ leftOpen }) => leftOpen),
    (code) => code,
  );
  const summary: MigrateSummary = {
    org: { username: org.username, orgId: org.orgId, instanceUrl: org.instanceUrl, apiVersion: org.apiVersion },
    model: { file: options.modelFile, version: options.model.version },
    mapping: options.mapping.file,
    where: options.where ?? null,
    applied: options.apply,
    api: { read: pipeline.api, write: written?.api ?? null },
    currency: pipeline.money.currency,
    run: written?.id ?? null,
    undo: written === undefined ? null : undoCommand(written.id, options.runs, org.targetOrg),
    resume: written === undefined ? null : resumeCommand(written.id, options.runs, org.targetOrg),
    counts,
    items: {
      planned,
      written: itemsWritten,
      notWritten: written === undefined ? 0 : planned - itemsWritten,
    },
    verified: {
      rows: rowsIn(/^(written|found)$/),
      astray: astray.map(({ object, id, why }) => ({ object, id, why })),
    },
    moves: sumsBy(changes, ({ type, toType, from, to }) => ({ recordType: type, toRecordType: toType, from, to })),
    owners: sumsBy(changes, ({ owner }) => ({ owner })),
    unmapped: sumsBy(
      plans.filter(({ result }) => result === 'Unmapped'),
      ({ type, from }) => ({ recordType: type, stage: from }),
    ),
    leftOpen: [...codes]
      .map(([code, deals]) => ({ code, deals: deals.length }))
      .sort((a, b) => b.deals - a.deals || (a.code < b.code ? -1 : 1)),
    notes: options.mapping.notes,
    obstacles: run.obstacles,
    exitCode: rowsIn(/^refused$/) + astray.length > 0 ? 1 : pending ? 2 : 0,
  };
  return [summary, migrated];
}
