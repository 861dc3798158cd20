import { jittered } from './http.ts';
import { isLocked, type RecordUpdate, type RowOutcome } from './rows.ts';

const rounds = 4;
const firstWaitMs = 1_000;

/**
 * Writes records and writes those again whose row was locked by someone else, up to four rounds with growing waits.
 * The outcome of a record is that of its last round.
 */
export const writeWithLockRetry = async (
  updates: readonly RecordUpdate[],
  sleep: (ms: number) => Promise<void>,
  write: (updates: readonly RecordUpdate[]) => Promise<RowOutcome[]>,
): Promise<RowOutcome[]> => {
  const outcomes = new Map<string, RowOutcome>();
  let rest = updates;
  for (let round = 1; rest.length > 0; round++) {
    for (const outcome of await write(rest)) outcomes.set(outcome.id, outcome);
    rest = rest.filter((update) => {
      const outcome = outcomes.get(update.id);
      return outcome !== undefined && isLocked(outcome);
    });
    if (round === rounds) break;
    if (rest.length > 0) await sleep(jittered(firstWaitMs * 2 ** (round - 1)));
  }
  return updates.flatMap((update) => outcomes.get(update.id) ?? []);
};
