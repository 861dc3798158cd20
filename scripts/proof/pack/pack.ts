/** The package as npm packs it, and a Node that npm brings. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface Packed {
  readonly tarball: string;
  readonly name: string;
  readonly version: string;
}

const packs = z.tuple([
  z.object({
    name: z.string(),
    version: z.string(),
    filename: z.string(),
    files: z.array(z.object({ path: z.string() })),
  }),
]);

/** What `npx` and `sf` start, and what of the repository nobody is to get. */
const wanted = [
  'bin/tas.js',
  'bin/commands.js',
  'lib/product/cli/tas.js',
  'config/tas-plus.yaml',
  'README.md',
  'LICENSE',
];
const unwanted = /^(?:scripts|test|lint|node_modules|\.ci)\/|(?<!\.d)\.ts$/;

/** What is wrong with the list of files of a package. */
export function wrongFiles(paths: readonly string[]): string | undefined {
  const missing = wanted.filter((path) => !paths.includes(path));
  const extra = paths.filter((path) => unwanted.test(path));
  if (missing.length > 0) return `not packed: ${missing.join(', ')}`;
  return extra.length > 0 ? `packed, and nobody's: ${extra.slice(0, 5).join(', ')}` : undefined;
}

/** Packs the repository into a folder. `problem`: why it is not packed, or wrongly; undefined: it is. */
export function npmPack(root: string, folder: string): { readonly packed: Packed; readonly problem?: string } {
  const failed = { tarball: 'TARBALL', name: 'PACKAGE', version: '' };
  mkdirSync(folder, { recursive: true });
  const ran = spawnSync('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root, encoding: 'utf8' });
  if (ran.error !== undefined) return { packed: failed, problem: ran.error.message };
  if (ran.status !== 0) return { packed: failed, problem: ran.stderr.trim().slice(-600) };
  const [{ name, version, filename, files }] = packs.parse(JSON.parse(ran.stdout));
  const problem = wrongFiles(files.map(({ path }) => path));
  return { packed: { name, version, tarball: join(folder, filename) }, ...(problem === undefined ? {} : { problem }) };
}

export interface NodeFromNpm {
  /** Folder of `node`. */
  readonly nodeFolder: string;
  /** As `v22.1.0`. */
  readonly version: string;
  /** Why npm brought none that starts. */
  readonly missing?: string;
}

/** Installs Node from npm's package `node`, whose script puts the binary for this platform in its place. */
export function nodeFromNpm(major: number, folder: string): NodeFromNpm {
  const missing = (why: string): NodeFromNpm => ({ nodeFolder: '', version: '', missing: why });
  mkdirSync(folder, { recursive: true });
  // npm 12 runs no script of a package that is not named here.
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, allowScripts: { node: true } }));
  const args = ['install', '--no-audit', '--no-fund', '--loglevel', 'error', `node@${major}`];
  const ran = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  if (ran.error !== undefined || ran.status !== 0)
    return missing(`npm brings no node@${major}: ${ran.error?.message ?? firstLine(ran.stderr)}`);
  const nodeFolder = join(folder, 'node_modules', 'node', 'bin');
  const asked = spawnSync(join(nodeFolder, 'node'), ['--version'], { encoding: 'utf8' });
  const broken = `the node@${major} of npm does not start here`;
  if (asked.error !== undefined) return missing(`${broken}: ${asked.error.message}`);
  const version = asked.stdout.trim();
  const isRight = asked.status === 0 && version.startsWith(`v${major}.`);
  return isRight ? { nodeFolder, version } : missing(`${broken}: ${version}${asked.stderr.trim().slice(0, 300)}`);
}

/** Of what npm says: `code ECONNREFUSED`. */
const firstLine = (said: string): string =>
  said
    .trim()
    .split('\n')[0]
    ?.replace(/^npm error /, '') ?? '';
