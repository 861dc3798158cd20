import type { Report } from '../sf/index.ts';

export interface Step {
  /** The command, as it is printed. */
  readonly shown: string;
  /** Those after it cannot be run where it fails. */
  readonly isNeeded?: boolean;
  /** Runs it. Answers what was wrong; undefined: nothing. */
  readonly problem: () => Promise<string | undefined>;
}

/**
 * Takes the steps in their order. What a step throws is its problem.
 *
 * @param why none can be run, and why.
 * @returns why no later step can be run; undefined: they can.
 */
export async function take(
  report: Report,
  steps: readonly Step[],
  why: string | undefined,
): Promise<string | undefined> {
  let broken = why;
  for (const { shown, isNeeded = false, problem } of steps) {
    if (broken !== undefined) {
      report.notRun(shown, broken);
      continue;
    }
    const found = await problem().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
    report.ran(shown, found);
    if (found !== undefined && isNeeded) broken = `"${shown}" failed`;
  }
  return broken;
}
