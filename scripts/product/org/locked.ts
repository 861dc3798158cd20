import { jittered } from './http.ts';
import { inOrder } from './ingest-parts.ts';
import { isLocked, type RecordUpdate, type RowOutcome } from './rows.ts';

const rounds = 4;
const firstWaitMs = 1_000;

/**
 * Writes records and writes those again whose row was locked by someone else, up to four rounds with growing waits.
 * `write` answers an outcome for each of its updates, in their order; it is told whether they are sent again.
 * @returns the outcome of each record, that of its last round, in the order of `updates`.
 */
export const writeWithLockRetry = async (
  updates: readonly RecordUpdate[],
  sleep: (ms: number) => Promise<void>,
  write: (updates: readonly RecordUpdate[], isAgain: boolean) => Promise<RowOutcome[]>,
): Promise<RowOutcome[]> => {
  const outcomes = await write(updates, false);
  let locked = placesOfLocked(outcomes);
  for (let round = 1; locked.length > 0 && round < rounds; round++) {
    await sleep(jittered(firstWaitMs * 2 ** (round - 1)));
    const again = await write(inOrder(updates, locked), true);
    for (const [at, outcome] of again.entries()) outcomes[locked[at] ?? -1] = outcome;
    locked = placesOfLocked(outcomes);
  }
  return outcomes;
};

const placesOfLocked = (outcomes: readonly RowOutcome[]): number[] =>
  outcomes.flatMap((outcome, place) => (isLocked(outcome) ? [place] : []));

/** What was answered for records in another order, in their own: `order` has the place of each among them. */
export function inOwnOrder(outcomes: readonly RowOutcome[], order: Uint32Array): RowOutcome[] {
  const own: RowOutcome[] = [];
  own.length = outcomes.length;
  for (const [at, outcome] of outcomes.entries()) own[order[at] ?? 0] = outcome;
  return own;
}
