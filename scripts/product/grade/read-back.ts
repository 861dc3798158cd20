/** What a platform leaves out without a word, such as a field that the user may not edit, is found by reading back. */
import { OrgError } from '../org/index.ts';
import { rowsAstray, type RunOrg, type RunRow } from '../runs/index.ts';

export type Verification = 'sample' | 'all';

export interface ReadBack {
  /** Rows that were read again, of those that the org took. */
  readonly rows: number;
  readonly of: number;
  /** Those that stand otherwise than they were written. */
  readonly astray: number;
  /** The first of them. */
  readonly examples: readonly { readonly id: string; readonly why: string }[];
  /** Why they could not be read; null: they were. */
  readonly problem: string | null;
}

/** A sample has one row of a hundred, and at the least so many. */
const leastSample = 2_000;
const mostExamples = 100;

/** So many of all the places, each as likely as any other, in their order. */
function sampleOf(all: number, size: number): Set<number> {
  const places = new Set<number>();
  for (let at = 0; places.size < size; at += 1) if (Math.random() * (all - at) < size - places.size) places.add(at);
  return places;
}

/** Rows that the org took, so many; asked for more than once. Each is wanted or not before it is read. */
interface Taken {
  readonly rows: (isWanted: () => boolean) => Iterable<RunRow>;
  readonly of: number;
}

/** Reads rows that the org took again. What was written stands whatever comes of it: an org that does not answer is told. */
export async function readBack(org: RunOrg, { rows: taken, of }: Taken, verification: Verification): Promise<ReadBack> {
  const size = verification === 'all' ? of : Math.min(of, Math.max(leastSample, Math.ceil(of / 100)));
  const places = size === of ? undefined : sampleOf(of, size);
  const rows = (): Iterable<RunRow> => {
    let at = -1;
    return taken(() => {
      at += 1;
      return places?.has(at) !== false;
    });
  };
  let astray = 0;
  const examples: { id: string; why: string }[] = [];
  try {
    await rowsAstray(org, rows, ({ id, why }) => {
      astray += 1;
      if (examples.length < mostExamples) examples.push({ id, why });
    });
    return { rows: size, of, astray, examples, problem: null };
  } catch (error) {
    if (!(error instanceof OrgError)) throw error;
    return { rows: 0, of, astray, examples, problem: error.message };
  }
}
