/** Where the program is: TypeScript in the repository, run by Node as it is; JavaScript in `lib` where it is installed. */
import { existsSync } from 'node:fs';

const sources = new URL('../scripts/product/cli/', import.meta.url);
const isRepository = existsSync(sources);

/** Folder of the commands' program, with a slash at its end. */
export const cli = isRepository ? sources : new URL('../lib/product/cli/', import.meta.url);
export const extension = isRepository ? '.ts' : '.js';
