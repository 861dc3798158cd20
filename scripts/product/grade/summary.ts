import type { GradeMatrix } from './matrix.ts';
import type { GradeOrg, OrgApi } from './org.ts';
import { undoCommand } from '../runs/index.ts';
import type { ReadBack } from './read-back.ts';
import type { GradeOptions } from './options.ts';
import type { FailureCount, GradeTally, Noted, ResultCount } from './tally.ts';
import type { Written } from './write.ts';

/** What a run found and did: the value of --json and of summary.json, and all that the text shows. */
export interface GradeSummary {
  org: { username: string; orgId: string; instanceUrl: string; apiVersion: string };
  model: { file: string; version: number; currency: string };
  /** How amounts came to the model's currency. */
  conversion: string;
  where: string | null;
  /** The day whose dated rates converted the amounts; null: the org's own formula did. */
  asOf: string | null;
  applied: boolean;
  api: { read: OrgApi; write: OrgApi | null };
  /** The run that was written, for `tas runs` and `tas undo`; null: nothing was. */
  run: string | null;
  /** What was written, read again; null: nothing was written. */
  readBack: ReadBack | null;
  /** Seconds from looking at deals once more to their having been written, at the longest; null: nothing was written. */
  longestWindow: number | null;
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
    /** Deals that somebody changed between reading and writing; they are left alone. */
    changedSince: number;
    loweringProposed: number;
  };
  matrix: GradeMatrix;
  results: ResultCount[];
  failures: readonly FailureCount[];
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

interface RunFacts {
  org: GradeOrg;
  options: GradeOptions;
  tally: GradeTally;
  /** Grades that may be written. */
  changes: number;
  /** How amounts came to the model's currency. */
  conversion: string;
  readApi: OrgApi;
  written: Written;
}

const nextStep = ({ changes, options, written }: RunFacts, proposed: number): string => {
  const { failed, changedSince } = written.counts;
  if (failed > 0)
    return 'Correct what the errors name, then run the same command again: it writes only what is missing.';
  if (changedSince > 0) return 'Run the same command again for the deals that changed meanwhile.';
  if (options.asOf !== undefined)
    return `A report as of ${options.asOf}: without --as-of the command shows, and with --apply writes, what the org itself suggests.`;
  if (!options.apply && changes > 0) return 'Write these grades: run the same command with --apply.';
  if (proposed > 0) return 'Nothing more to write. To lower the proposed grades too, add --allow-lower.';
  return 'Nothing more to write.';
};

/** The summary of a run from all its facts. @throws where a deal was counted twice or not at all. */
export const summarize = (facts: RunFacts): GradeSummary => {
  const { org, options, tally, changes, written } = facts;
  const { results, read, withGrade } = tally;
  const { readBack, run } = written;
  const ended = results.reduce((sum, { count }) => sum + count, 0);
  if (ended !== read) throw new Error(`${read} deals were read and ${ended} are accounted for.`);
  const loweringProposed = results.find(({ result }) => result === 'LoweringProposed')?.count ?? 0;
  const isAstray = readBack !== null && (readBack.astray > 0 || readBack.problem !== null);
  const pending = !options.apply && options.asOf === undefined && changes > 0;
  return {
    org: { username: org.username, orgId: org.orgId, instanceUrl: org.instanceUrl, apiVersion: org.apiVersion },
    model: { file: options.modelFile, version: options.model.version, currency: options.model.money.currency },
    conversion: facts.conversion,
    where: options.where ?? null,
    asOf: options.asOf ?? null,
    applied: options.apply,
    api: { read: facts.readApi, write: written.api },
    run,
    readBack,
    longestWindow: written.longestWindow,
    undo: run === null ? null : undoCommand(run, options.runs, org.targetOrg),
    counts: { read, withGrade, withoutGrade: read - withGrade, changes, ...written.counts, loweringProposed },
    matrix: tally.matrix,
    results,
    failures: written.failures,
    effectiveDiffers: tally.effective,
    formulaDiffers: tally.formula,
    withProducts: tally.products,
    amountDiffers: tally.amounts,
    exitCode: written.counts.failed > 0 || isAstray ? 1 : pending ? 2 : 0,
    next: nextStep(facts, loweringProposed),
  };
};
