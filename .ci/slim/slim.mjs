/**
 * After `npm ci`: takes out of node_modules the large folders that nothing on a Node program's way loads.
 * Prints nothing; a folder that is not there is none to remove.
 */
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** @type {Readonly<Record<string, readonly string[]>>} */
const unused = {
  // Builds for browsers; Node loads `lib`.
  jsforce: ['browser', 'dist'],
  // The practice org's page needs one style sheet of it; the base components bring their own icons.
  '@salesforce-ux/design-system': ['__internal', 'assets/icons', 'design-tokens', 'scss'],
};

const modules = join(import.meta.dirname, '..', '..', 'node_modules');
/** @param {...string} path */
const remove = (...path) => rmSync(join(modules, ...path), { recursive: true, force: true });

for (const [name, folders] of Object.entries(unused)) for (const folder of folders) remove(name, folder);

// C headers for compiling native addons: nothing here is compiled. The package is named after the platform.
const platforms = join('node', 'node_modules');
if (existsSync(join(modules, platforms)))
  for (const name of readdirSync(join(modules, platforms))) remove(platforms, name, 'include');
