/** The program of `tas`: as it stands in the repository, or as it is installed. */
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { buildLib } from '../../pack/index.ts';

const ofPackage = ['bin', 'config', 'force-app', 'lib', 'package.json'];

/** What `npx tas` runs in the repository: TypeScript, which Node strips of its types at every start. */
export const programOfRepository = (root: string): string => join(root, 'scripts/product/cli/tas.ts');

/**
 * Compiles the program anew (`lib`, as `npm run build` does) and puts what the package holds into a folder, with the
 * dependencies of the repository; answers the script to run.
 */
export function installProgram(root: string, folder: string): string {
  buildLib(root);
  for (const name of ofPackage) cpSync(join(root, name), join(folder, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'bin/tas.js');
}
