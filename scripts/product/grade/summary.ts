import type { GradeMatrix } from './matrix.ts';
import type { Conversion } from './money.ts';
import type { GradeOrg, OrgApi, RowOutcome } from './org.ts';
import { undoCommand } from '../runs/index.ts';
import type { ReadBack } from './read-back.ts';
import type { GradePlan } from './plan.ts';
import type { GradeOptions } from './options.ts';
import {
  notedAmounts,
  notedEffective,
  notedFormula,
  notedProducts,
  tallyFailures,
  tallyResults,
  type FailureCount,
  type Noted,
  type ResultCount,
} from './tally.ts';

/** What a run found and did: the value of --json and of summary.json, and all that the text shows. */
export interface GradeSummary {
  org: { username: string; orgId: string; instanceUrl: string; apiVersion: string };
  model: { file: string; version: number; currency: string };
  /** How amounts came to the model's currency. */
  conversion: string;
  where: string | null;
  applied: boolean;
  api: { read: OrgApi; write: OrgApi | null };
  /** The run that was written, for `tas runs` and `tas undo`; null: nothing was. */
  run: string | null;
  /** What was written, read again; null: nothing was written. */
  readBack: ReadBack | null;
  /** The command that takes the run back. */
  undo: string | null;
  counts: {
    read: number;
    withGrade: number;
    withoutGrade: number;
    /** Decided grades that differ and may be written. */
    changes: number;
    written: number;
    failed: number;
    loweringProposed: number;
  };
  matrix: GradeMatrix;
  results: ResultCount[];
  failures: FailureCount[];
  /** Deals whose effective grade is above (or, where the model allows it, below) the suggested one. */
  effectiveDiffers: Noted;
  /** Deals that the org's own formula grades otherwise. */
  formulaDiffers: Noted;
  /** Deals whose amount is the sum of their products: it is changed there, what is written to it is ignored. */
  withProducts: Noted;
  /** Deals whose amount in the model's currency is not what the org's rates make of it. */
  amountDiffers: Noted;
  /** 0 done or nothing to do · 1 some records failed, or stand otherwise than written · 2 changes pending. */
  exitCode: 0 | 1 | 2;
  next: string;
}

export interface RunFacts {
  org: GradeOrg;
  options: GradeOptions;
  plans: readonly GradePlan[];
  changes: readonly GradePlan[];
  outcomes: readonly RowOutcome[];
  readApi: OrgApi;
  writeApi: OrgApi | null;
  run: string | null;
  readBack: ReadBack | null;
  conversion: Conversion;
  matrix: GradeMatrix;
}

const nextStep = (facts: RunFacts, failed: number, proposed: number): string => {
  if (failed > 0)
    return 'Correct what the errors name, then run the same command again: it writes only what is missing.';
  if (!facts.options.apply && facts.changes.length > 0) return 'Write these grades: run the same command with --apply.';
  if (proposed > 0) return 'Nothing more to write. To lower the proposed grades too, add --allow-lower.';
  return 'Nothing more to write.';
};

/** The summary of a run from all its facts. */
export const summarize = (facts: RunFacts): GradeSummary => {
  const { org, options, plans, changes, outcomes } = facts;
  const failed = outcomes.filter(({ errors }) => errors.length > 0).length;
  const results = tallyResults(plans);
  const loweringProposed = results.find(({ result }) => result === 'LoweringProposed')?.count ?? 0;
  const withGrade = plans.reduce((sum, plan) => sum + (plan.letter === null ? 0 : 1), 0);
  const { readBack } = facts;
  const isAstray = readBack !== null && (readBack.astray.length > 0 || readBack.problem !== null);
  const pending = !options.apply && changes.length > 0;
  return {
    org: { username: org.username, orgId: org.orgId, instanceUrl: org.instanceUrl, apiVersion: org.apiVersion },
    model: { file: options.modelFile, version: options.model.version, currency: options.model.money.currency },
    conversion: facts.conversion.text,
    where: options.where ?? null,
    applied: options.apply,
    api: { read: facts.readApi, write: facts.writeApi },
    run: facts.run,
    readBack,
    undo: facts.run === null ? null : undoCommand(facts.run, options.runs, org.targetOrg),
    counts: {
      read: plans.length,
      withGrade,
      withoutGrade: plans.length - withGrade,
      changes: changes.length,
      written: outcomes.length - failed,
      failed,
      loweringProposed,
    },
    matrix: facts.matrix,
    results,
    failures: tallyFailures(changes, outcomes),
    effectiveDiffers: notedEffective(plans),
    formulaDiffers: notedFormula(plans),
    withProducts: notedProducts(plans),
    amountDiffers: notedAmounts(plans, facts.conversion),
    exitCode: failed > 0 || isAstray ? 1 : pending ? 2 : 0,
    next: nextStep(facts, failed, loweringProposed),
  };
};
