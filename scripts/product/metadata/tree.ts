/** A folder of generated files: what would change, and writing it so that nothing is ever half-written. */
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import type { Component } from './component.ts';

export interface TreeChange {
  readonly created: readonly string[];
  readonly changed: readonly string[];
  /** Files of an earlier run whose source is gone. */
  readonly removed: readonly string[];
  readonly unchanged: number;
}

/** Text as it is compiled: git on Windows may have put a carriage return before each line's end. */
const readText = (file: string): string => readFileSync(file, 'utf8').replaceAll('\r\n', '\n');

/** Every file below a folder, path with forward slashes → text. A folder that does not exist is empty. */
export function readTree(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  return new Map(files.map((path) => [path, readText(join(folder, path))]));
}

/** Whether a folder may be made to hold exactly these files: it holds nothing, or one of them already stands there with the mark. */
export const isOurs = (folder: string, files: readonly Component[], mark: string): boolean =>
  !existsSync(folder) ||
  readdirSync(folder).length === 0 ||
  files.some(({ path }) => readIfThere(join(folder, path))?.includes(mark) === true);

/** The text of a file; undefined where there is none. */
export const readIfThere = (file: string): string | undefined => (existsSync(file) ? readText(file) : undefined);

/** What writing `files` into `folder` would change. */
export function planTree(folder: string, files: readonly Component[]): TreeChange {
  const before = readTree(folder);
  const after = new Set(files.map(({ path }) => path));
  return {
    created: files.filter(({ path }) => !before.has(path)).map(({ path }) => path),
    changed: files.filter(({ path, text }) => before.has(path) && before.get(path) !== text).map(({ path }) => path),
    removed: [...before.keys()].filter((path) => !after.has(path)),
    unchanged: files.filter(({ path, text }) => before.get(path) === text).length,
  };
}

/** Makes `folder` hold exactly `files`: writes what differs, removes the rest and the folders that become empty. */
export function writeTree(folder: string, files: readonly Component[]): TreeChange {
  const change = planTree(folder, files);
  const differs = new Set([...change.created, ...change.changed]);
  for (const { path, text } of files) if (differs.has(path)) writeWhole(join(folder, path), text);
  for (const path of change.removed) {
    rmSync(join(folder, path));
    removeEmpty(dirname(join(folder, path)), folder);
  }
  return change;
}

/** Writes a file under a temporary name and renames it, so that readers see the old text or the new one, never a part. */
export function writeWhole(file: string, text: string, mode?: number): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text, mode === undefined ? {} : { mode });
    renameSync(temporary, file);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function removeEmpty(folder: string, top: string): void {
  if (folder === top || readdirSync(folder).length > 0) return;
  rmdirSync(folder);
  removeEmpty(dirname(folder), top);
}
