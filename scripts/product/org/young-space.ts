/** The part of the heap in which rows live that are read, looked at and thrown away. */
import { setFlagsFromString } from 'node:v8';

/**
 * Keeps it as small as it is. Left alone, V8 doubles it while millions of rows go through, by some 100 MB, and wins no
 * time: a page of rows lives longer than a collection of the young, however large that is (`npm run bench`, forecast).
 */
export const keepYoungSpace = (): void => {
  setFlagsFromString('--semi-space-growth-factor=1');
};
