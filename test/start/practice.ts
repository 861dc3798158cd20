/** A practice org of a test's own project, silent and unknown to every command. */
import {
  startPractice,
  type PracticeOptions,
  type StartedPractice,
} from '../../scripts/practice-org/start/practice.ts';

/** Of an org that nobody but the test knows of. */
export const quietOptions = (root: string): PracticeOptions => ({
  root,
  port: 0,
  ignoreColumns: [],
  sampleDeals: 0,
  bare: false,
  observe: false,
  announced: false,
  onProgress: () => undefined,
});

/** @throws with its problems where it does not start. Whoever starts it stops it. */
export async function practiceIn(root: string, options: Partial<PracticeOptions> = {}): Promise<StartedPractice> {
  const practice = await startPractice({ ...quietOptions(root), ...options });
  if (!practice.ok) throw new Error(practice.problems.join('\n'));
  return practice;
}
