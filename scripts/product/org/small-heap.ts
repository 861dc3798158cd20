/** The heap of a process through which millions of rows go that are read, looked at and thrown away. */
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps the heap near to what lives in it. Left alone, V8 doubles the space of the young while rows go through, by some
 * 100 MB, and wins no time: a page of rows outlives a collection of the young, however large they are. And it lets the
 * old grow to several times what lives before it looks (`npm run bench`: forecast, report).
 */
export const keepHeapSmall = (): void => {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=30');
};
