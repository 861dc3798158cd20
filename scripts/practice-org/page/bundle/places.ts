/** Where the page's parts come from and where what is built of them is kept. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const packageRoot = fileURLToPath(new URL('../../../..', import.meta.url));
/** Modules of the page itself, and stubs for those of the platform that npm does not have. */
export const pageModules = fileURLToPath(new URL('../modules', import.meta.url));
export const cacheFolder = join(packageRoot, 'node_modules', '.cache', 'tas-page');

const require = createRequire(import.meta.url);

/** Folder of an installed package; undefined where it is not installed. */
export function packageFolder(name: string): string | undefined {
  const folders = require.resolve.paths(name) ?? [];
  for (const folder of folders) {
    try {
      return dirname(require.resolve(join(folder, name, 'package.json')));
    } catch {
      // The next folder up may have it.
    }
  }
  return undefined;
}

/** @throws when a package the page cannot do without is missing. */
export function neededFolder(name: string): string {
  const folder = packageFolder(name);
  if (folder === undefined) throw new Error(`The package ${name} is not installed. Run npm ci.`);
  return folder;
}

export type Mode = 'development' | 'production';

export const vendorUrl = (key: string): string => `/page/vendor/${key}`;
export const appUrl = (key: string): string => `/page/app/${key}`;
