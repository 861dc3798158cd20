/** What a project is made of: the files of the package that is running, in the repository or installed. */
import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readTree } from '../metadata/index.ts';

const root = resolve(fileURLToPath(new URL('../../..', import.meta.url)));

/** Name and version as in our package.json. */
export function runningPackage(): { readonly name: string; readonly version: string } {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { name: string; version: string };
}

const defaultVariant = 'tas-plus';

/** `tas-plus` and every file of config/variants, without `.yaml`. */
export const variants = (): string[] => [
  defaultVariant,
  ...readdirSync(join(root, 'config', 'variants'))
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort(),
];

/** The text of a shipped model; where it stands beside its schema, as in a project. */
export function shippedModel(variant: string): string {
  const file = variant === defaultVariant ? `${variant}.yaml` : join('variants', `${variant}.yaml`);
  return readFileSync(join(root, 'config', file), 'utf8')
    .replaceAll('\r\n', '\n')
    .replace('$schema=../', '$schema=./');
}

/** The hand-written metadata, which depends on no model: path below `force-app/main/default` → text. */
export const handWritten = (): ReadonlyMap<string, string> => readTree(join(root, 'force-app', 'main', 'default'));
