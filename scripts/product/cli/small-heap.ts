/**
 * The first thing that a command loads: from the start the heap grows with what lives in it, as it does where rows are
 * read (product/org/small-heap.ts). Loading alone would leave it 30 MB larger for good.
 */
import { setFlagsFromString } from 'node:v8';

setFlagsFromString('--semi-space-growth-factor=1');
setFlagsFromString('--heap-growing-percent=30');
