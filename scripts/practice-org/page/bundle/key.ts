/** Names for what was built: other names as soon as anything that goes in is another. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTree } from '../../../product/metadata/index.ts';
import { stubs } from './base-components.ts';
import { extension, neededFolder, packageRoot, pageModules, type Mode } from './places.ts';

const dates = join(pageModules, 'page', 'dates', 'dates.js');
const vendorBuilders = [...['vendor', 'platform', 'base-components', 'rollup'].map((name) => name + extension), dates];
const appBuilders = [`app${extension}`];
const vendors = ['lwc', '@lwc/rollup-plugin', '@lwc/synthetic-shadow', 'lightning-base-components', 'rollup'];

const here = dirname(fileURLToPath(import.meta.url));

function digest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex').slice(0, 16);
}

const texts = (files: readonly string[]): string[] => files.map((name) => readFileSync(resolve(here, name), 'utf8'));

const versionOf = (name: string): string =>
  /"version":\s*"([^"]+)"/.exec(readFileSync(join(neededFolder(name), 'package.json'), 'utf8'))?.[1] ?? '';

/** Of engine, base components and icons: their versions, and how they are built. */
export const vendorKey = (mode: Mode): string =>
  `${mode.slice(0, 4)}-${digest([packageRoot, ...vendors.map(versionOf), ...texts(vendorBuilders), ...stubs()])}`;

/** Of the page and the package in it. */
export const appKey = (bundles: ReadonlyMap<string, string>, labels: ReadonlyMap<string, string>, mode: Mode): string =>
  `${mode.slice(0, 4)}-${digest([vendorKey(mode), ...texts(appBuilders), ...[...readTree(pageModules), ...bundles, ...labels].flat()])}`;
