/** Somebody's sfdx project, or a folder of metadata, as files. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { z } from 'zod';

const projectFile = z.object({ packageDirectories: z.array(z.object({ path: z.string() })).min(1) });

export type SourceTree =
  /** By path below the folder, with forward slashes. */
  | { readonly ok: true; readonly files: ReadonlyMap<string, Buffer> }
  | { readonly ok: false; readonly problems: readonly string[] };

/** What a project has beside its metadata; the platform never sees it. */
const passedOver = (name: string): boolean =>
  name.startsWith('.') || name === 'node_modules' || name === '__tests__' || name === 'jsconfig.json';

/** Files below a folder; links are not followed. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
    .flatMap((entry) => {
      if (passedOver(entry.name)) return [];
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return filesBelow(path);
      return entry.isFile() ? [path] : [];
    });
}

/** The package directories of a project, or the folder itself where it is none. */
function roots(folder: string): { readonly folders: string[] } | { readonly problems: string[] } {
  const file = join(folder, 'sfdx-project.json');
  if (!existsSync(file)) return { folders: [folder] };
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { problems: [`${file} is no JSON.`] };
  }
  const read = projectFile.safeParse(parsed);
  if (!read.success) return { problems: [`${file} names no packageDirectories with a path.`] };
  const folders = read.data.packageDirectories.map(({ path }) => resolve(folder, path));
  const outside = folders.filter((one) => relative(folder, one).split(sep)[0] === '..');
  const missing = folders.filter((one) => !outside.includes(one) && !isFolder(one));
  const problems = [
    ...outside.map((one) => `${file} names ${one}, which is outside the project.`),
    ...missing.map((one) => `${file} names ${one}, which is no folder.`),
  ];
  // A folder inside another one would be read twice.
  return problems.length > 0
    ? { problems }
    : { folders: folders.filter((one) => !folders.some((other) => one.startsWith(other + sep))) };
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** Reads a source tree, its sfdx-project.json followed where it has one. @throws on I/O errors. */
export function readSourceTree(folder: string): SourceTree {
  if (!isFolder(folder)) return { ok: false, problems: [`There is no folder ${folder}.`] };
  const found = roots(folder);
  if ('problems' in found) return { ok: false, problems: found.problems };
  const files = [...new Set(found.folders)].flatMap((root) =>
    filesBelow(root).map((path) => [relative(root, path).split(sep).join('/'), readFileSync(path)] as const),
  );
  if (files.length === 0) return { ok: false, problems: [`${folder} holds no files.`] };
  return { ok: true, files: mergedBy(files) };
}

/** Two packages of a project may hold files of one path; the store puts them together, so both must reach it. */
function mergedBy(files: readonly (readonly [string, Buffer])[]): Map<string, Buffer> {
  const all = new Map<string, Buffer>();
  files.forEach(([path, content], at) => all.set(all.has(path) ? `package${at}/${path}` : path, content));
  return all;
}
