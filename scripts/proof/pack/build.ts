/** The program as it is installed: JavaScript in `lib`, since Node runs no TypeScript below `node_modules`. */
import { execFileSync } from 'node:child_process';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chartScript, customerScript, engineScripts, leadScript } from '../../product/compile/index.ts';

/** Folders of files that the program reads and that are no TypeScript, below `scripts` and so below `lib`. */
const readAtRunTime = ['practice-org/page/modules', 'practice-org/page/static'];

/**
 * Makes `lib` anew from `scripts`: the same files in the same folders, so that every path between them holds. The engine
 * of the panel and the charts stand in it as text: their sources, and the bundler, stay in the repository.
 *
 * @throws when the compiler refuses the sources; then `lib` is not there.
 */
export function buildLib(root: string): void {
  const lib = join(root, 'lib');
  rmSync(lib, { recursive: true, force: true });
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  // Of `stdio`: npm pack --json must print nothing else.
  execFileSync(process.execPath, [tsc, '--project', 'tsconfig.lib.json'], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (const folder of readAtRunTime) cpSync(join(root, 'scripts', folder), join(lib, folder), { recursive: true });
  writeFileSync(join(lib, 'product', 'compile', 'engine.js'), engineModule());
}

const engineModule = (): string =>
  [
    `const scripts = ${JSON.stringify([...engineScripts()], null, 2)};\n`,
    'export const engineScripts = () => new Map(scripts);\n',
    `export const chartScript = () => ${JSON.stringify(chartScript())};\n`,
    `export const customerScript = () => ${JSON.stringify(customerScript())};\n`,
    `export const leadScript = () => ${JSON.stringify(leadScript())};\n`,
  ].join('\n');
