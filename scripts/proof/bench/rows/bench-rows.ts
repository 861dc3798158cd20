/** `npm run bench -- --rows N`: the deals of an org graded by us and by others, beside what their transport alone takes. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Asked } from './asked.ts';
import type { Bench, Figures } from './contender.ts';
import { withOrg } from './contender.ts';
import { floor } from './floor.ts';
import { minimumRequests } from './minimum.ts';
import { jsforce, salesforceCli } from './others.ts';
import { grade, undo, type Ours, type Undone } from './ours.ts';
import { installProgram, programOfRepository } from './program.ts';

export const contenders = ['floor', 'ours', 'jsforce', 'sf'] as const;
export type Contender = (typeof contenders)[number];

export interface RowsOptions {
  readonly root: string;
  readonly rows: number;
  readonly only: readonly Contender[];
  /** Takes the run back afterwards, and compares exports. */
  readonly undo: boolean;
  /** Runs ours at smaller sizes as well. */
  readonly growth: boolean;
  /** Runs ours as it is installed, compiled; false: as it stands in the repository. */
  readonly installed: boolean;
  /** Told what is done now. */
  readonly tell: (what: string) => void;
}

/** Ours at another size. */
export interface Size {
  readonly rows: number;
  readonly seconds: number;
  /** Processor time of the command and of the org together, in seconds: a busy machine does not change it. */
  readonly cpu: number;
  readonly rssMb: number;
  readonly problem: string | null;
}

/** Null: not run; `notRun` says why. */
export interface RowsResult {
  readonly rows: number;
  readonly installed: boolean;
  readonly floor: Figures | null;
  readonly ours: (Figures & { readonly minimumRequests: number; readonly journalMb: number }) | null;
  readonly jsforce: Figures | null;
  /** jsforce on as many deals as one page of results holds, where it could not do all of them; null: no need. */
  readonly jsforceOnePage: (Figures & { readonly rows: number }) | null;
  readonly sf: Figures | null;
  readonly undo: Undone | null;
  /** By size; empty: not asked for. */
  readonly growth: readonly Size[];
  readonly notRun: Partial<Record<Contender, string>>;
}

/** Smaller orgs that growth is measured from. */
const smallerSizes = [10_000, 100_000];

/**
 * Every contender finds an org of its own with the same deals. What ours moves is learned from its run, so the floor
 * comes after it.
 */
export async function benchRows({ root, rows, only, tell, ...asked }: RowsOptions): Promise<RowsResult> {
  const folder = mkdtempSync(join(tmpdir(), 'tas-rows-'));
  if (asked.installed) tell('compiling the program …');
  const program = asked.installed ? installProgram(root, join(folder, 'program')) : programOfRepository(root);
  const bench: Bench = { program, folder, rows, tell };
  const isAsked = (name: Contender): boolean => only.includes(name);
  const notRun = Object.fromEntries(
    contenders.filter((name) => !isAsked(name)).map((name) => [name, 'it was not asked for']),
  ) as Partial<Record<Contender, string>>;
  const traffic = join(folder, 'traffic');
  try {
    const own = isAsked('ours') || isAsked('floor') ? await ours(bench, traffic, asked.undo) : undefined;
    if (own !== undefined) delete notRun.ours;
    const result = {
      rows,
      installed: asked.installed,
      floor: own !== undefined && isAsked('floor') ? await floor(bench, traffic, own.figures) : null,
      ours:
        own === undefined
          ? null
          : { ...own.figures, minimumRequests: minimumRequests(traffic), journalMb: own.journalMb },
      ...(isAsked('jsforce') ? await bothOfJsforce(bench) : { jsforce: null, jsforceOnePage: null }),
      undo: own?.undone ?? null,
    };
    const sf = isAsked('sf') ? await salesforceCli(bench) : undefined;
    if (sf !== undefined && 'notRun' in sf) notRun.sf = sf.notRun;
    const sizes = asked.growth && own !== undefined ? await growth(bench, own.figures) : [];
    return { ...result, sf: sf !== undefined && 'figures' in sf ? sf.figures : null, growth: sizes, notRun };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ours(
  bench: Bench,
  traffic: string,
  withUndo: boolean,
): Promise<Omit<Ours, 'run'> & { readonly undone: Undone | null }> {
  return await withOrg(bench, 'ours', async (org) => {
    const before = withUndo ? await new Asked(org.ready).exportedHash() : '';
    const { run, ...graded } = await grade(bench, org, traffic);
    if (!withUndo || run === null) return { ...graded, undone: null };
    bench.tell('undo of ours …');
    return { ...graded, undone: await undo(bench, org, run, before) };
  });
}

/** Rows of a page of results where a client names no maximum. */
const onePage = 50_000;

/** Its results of more than one page are wrong, so what it can do is measured on one as well. */
async function bothOfJsforce(bench: Bench): Promise<Pick<RowsResult, 'jsforce' | 'jsforceOnePage'>> {
  const whole = await jsforce(bench);
  if (whole.problem === null || bench.rows <= onePage) return { jsforce: whole, jsforceOnePage: null };
  const folder = join(bench.folder, 'one-page');
  const figures = await jsforce({ ...bench, folder, rows: onePage });
  return { jsforce: whole, jsforceOnePage: { ...figures, rows: onePage } };
}

async function growth(bench: Bench, whole: Figures): Promise<Size[]> {
  const sizes: Size[] = [];
  for (const rows of smallerSizes.filter((size) => size < bench.rows)) {
    const folder = join(bench.folder, String(rows));
    const { figures } = await ours({ ...bench, folder, rows }, join(folder, 'traffic'), false);
    sizes.push(sizeOf(rows, figures));
  }
  return [...sizes, sizeOf(bench.rows, whole)];
}

const sizeOf = (rows: number, { seconds, cpu, orgCpu, rssMb, problem }: Figures): Size => ({
  rows,
  seconds,
  cpu: cpu + orgCpu,
  rssMb,
  problem,
});
