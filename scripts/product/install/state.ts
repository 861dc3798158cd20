/** The components of an org as files, read into memory. */
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTree, writeWhole } from '../metadata/index.ts';
import { sourceFiles, type Member, type SourceFile } from '../org/index.ts';
import { canonical } from './compare.ts';
import type { InstallOrg } from './org.ts';

/** Where the files of a package stand below a folder. */
const packageFolder = 'main/default/';

/** Path below a package folder → text. */
export type Files = ReadonlyMap<string, string>;

/** What the org has of the components; those it has not are left out. */
export async function readState(org: Pick<InstallOrg, 'metadata'>, members: readonly Member[]): Promise<Files> {
  return await inFolder(async (folder) => {
    await org.metadata.retrieve(members, folder);
    return new Map(
      [...readTree(folder)].flatMap(([path, text]): [string, string][] => {
        const below = /(?:^|\/)main\/default\/(.+)$/.exec(path)?.[1];
        return below === undefined ? [] : [[below, text]];
      }),
    );
  });
}

/** Gives a folder that is gone afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'tas-install-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts files into a folder in source format. */
export function writeSource(folder: string, files: Iterable<readonly [string, string]>): void {
  for (const [path, text] of files) writeWhole(join(folder, packageFolder, path), text);
}

/** The components that files are (parts of). */
export const sourcesOf = (files: Files): Promise<SourceFile[]> =>
  inFolder(async (folder) => {
    writeSource(folder, files);
    return (await sourceFiles(folder)).map((one) => ({ ...one, path: one.path.slice(packageFolder.length) }));
  });

/** Of each file what it says, as a checksum: formatting and the order of lists do not count. */
export const fingerprint = (files: Files): Record<string, string> =>
  Object.fromEntries(
    [...files]
      .map(([path, text]): [string, string] => [path, sumOf(canonical(path, text))])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

export const sumOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** Paths that are there in one state only, or say something else in it. */
export function changedPaths(
  before: Readonly<Record<string, string>>,
  now: Readonly<Record<string, string>>,
): string[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return paths.filter((path) => before[path] !== now[path]);
}
