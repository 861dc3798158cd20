/** What a platform leaves out without a word, such as a field that the user may not edit, is found by reading back. */
import { OrgError } from '../org/index.ts';
import { rowsAstray, type RunOrg, type RunRow } from '../runs/index.ts';

export type Verification = 'sample' | 'all';

export interface ReadBack {
  /** Rows that were read again, of those that the org took. */
  readonly rows: number;
  readonly of: number;
  /** Those that stand otherwise than they were written. */
  readonly astray: readonly { readonly id: string; readonly why: string }[];
  /** Why they could not be read; null: they were. */
  readonly problem: string | null;
}

/** A sample has one row of a hundred, and at the least so many. */
const leastSample = 2_000;

/** So many of them, each as likely as any other, in their order. */
function sampleOf<T>(rows: readonly T[], size: number): T[] {
  let [left, wanted] = [rows.length, Math.min(size, rows.length)];
  return rows.filter(() => {
    const isTaken = Math.random() * left < wanted;
    left -= 1;
    if (isTaken) wanted -= 1;
    return isTaken;
  });
}

/** Reads rows that the org took again. What was written stands whatever comes of it: an org that does not answer is told. */
export async function readBack(org: RunOrg, taken: readonly RunRow[], verification: Verification): Promise<ReadBack> {
  const size = verification === 'all' ? taken.length : Math.max(leastSample, Math.ceil(taken.length / 100));
  const rows = sampleOf(taken, size);
  try {
    const astray = (await rowsAstray(org, rows)).map(({ id, why }) => ({ id, why }));
    return { rows: rows.length, of: taken.length, astray, problem: null };
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return { rows: 0, of: taken.length, astray: [], problem: error.message };
  }
}
