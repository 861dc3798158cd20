/** The heap of a process through which millions of rows go that are read, looked at and thrown away. */
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';

/**
 * Bytes of the space of the young. In the 2 MB that a command starts with, rows on their way outlive a collection and are
 * moved to the old: a third of all processor time went into that. In 16 MB most are gone before the first one.
 */
const youngSize = 16_000_000;

let isGrown = false;

/**
 * Keeps the heap near to what lives in it; to be called now and then while rows go through. Left alone, V8 lets the
 * space of the young grow to 128 MB, and the old to several times what lives before it looks (`npm run bench`: rows,
 * forecast, report).
 */
export const keepHeapSmall = (): void => {
  if (isGrown) return;
  setFlagsFromString('--heap-growing-percent=30');
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space');
  isGrown = young === undefined || young.space_size >= youngSize;
  setFlagsFromString(`--semi-space-growth-factor=${isGrown ? 1 : 2}`);
};
