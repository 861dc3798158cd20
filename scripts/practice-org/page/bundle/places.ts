/** Where the page's parts come from and where what is built of them is kept. */
import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const packageRoot = resolve(fileURLToPath(new URL('../../../..', import.meta.url)));
/** Of the files of this folder: `.ts` in the repository, `.js` where the package is installed. */
export const extension = extname(import.meta.filename);
/** Modules of the page itself, and stubs for those of the platform that npm does not have. */
export const pageModules = fileURLToPath(new URL('../modules', import.meta.url));
export const cacheFolder = join(cacheParent(packageRoot), 'tas-page');

const require = createRequire(import.meta.url);

/**
 * The folder `.cache` of the `node_modules` that the package has, or stands in when installed; the user's own where that
 * one cannot be written to, as after an installation for everybody.
 */
export function cacheParent(root: string): string {
  const above = dirname(root);
  const modules = basename(above) === 'node_modules' ? above : join(root, 'node_modules');
  const cache = join(modules, '.cache');
  try {
    accessSync(existsSync(cache) ? cache : existsSync(modules) ? modules : root, constants.W_OK);
    return cache;
  } catch {
    return join(homedir(), '.cache', 'tas-plus-for-salesforce');
  }
}

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
