/** Builds the panel without the page around it: for its size, and to put it in beside something else. */
import { transform } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { rollup, type RollupOptions } from 'rollup';
import { writeTree } from '../../product/metadata/index.ts';
import {
  bundlesOf,
  cacheFolder,
  loadBuildTools,
  pageModules,
  panelBundle,
  readLabels,
  vendorKey,
  vendorUrl,
} from '../../practice-org/page/index.ts';

type Metadata = ReadonlyMap<string, string>;

const benchModules = fileURLToPath(new URL('lwc', import.meta.url));

/** Hands the package's bundles to a build, in a folder where the compiler finds them as `c/…`. */
async function withBundles<T>(metadata: Metadata, work: (root: string) => Promise<T>): Promise<T> {
  mkdirSync(cacheFolder, { recursive: true });
  const root = mkdtempSync(join(cacheFolder, 'bench-'));
  try {
    writeTree(
      join(root, 'c'),
      [...bundlesOf(metadata)].map(([path, text]) => ({ path, text })),
    );
    return await work(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

async function codeOf(options: RollupOptions, paths: (id: string) => string): Promise<string> {
  const bundle = await rollup(options);
  try {
    const { output } = await bundle.generate({ format: 'es', paths });
    return output.map((part) => (part.type === 'chunk' ? part.code : '')).join('\n');
  } finally {
    await bundle.close();
  }
}

interface Size {
  readonly bytes: number;
  readonly gzip: number;
}

/** Bytes of every bundle of the package that the panel loads, for production and minified; the platform's own stay out. */
export const panelSize = (metadata: Metadata): Promise<Size> => sizeOf(metadata, panelBundle, []);

/** The same of a bundle and what it loads, but for bundles that others load too. */
export async function sizeOf(metadata: Metadata, bundle: string, shared: readonly string[]): Promise<Size> {
  const { constants, entries, lwcPlugin } = await loadBuildTools();
  const code = await withBundles(metadata, (root) =>
    codeOf(
      {
        input: { [bundle]: `c/${bundle}` },
        external: (id) =>
          /^(lwc$|@lwc\/|lightning\/|@salesforce\/)/.test(id) || shared.some((one) => id === `c/${one}`),
        plugins: [entries(pageModules), lwcPlugin(pageModules, [{ dir: root }]), constants('production')],
      },
      (id) => id,
    ),
  );
  const minified = (await transform(code, { minify: true, format: 'esm', charset: 'utf8', target: 'es2022' })).code;
  return { bytes: Buffer.byteLength(minified), gzip: gzipSync(minified).length };
}

/** An app for the page's frame that has the panel and the card to compare it with, and nothing of the page. */
export const benchApp = (metadata: Metadata, mode: 'development' | 'production'): Promise<string> =>
  withBundles(metadata, async (root) => {
    const { baseComponents, constants, engine, entries, lwcPlugin, platform } = await loadBuildTools();
    const { exposed, defaults } = baseComponents();
    const outside = new Set<string>([...engine, ...exposed]);
    const vendor = vendorUrl(vendorKey(mode));
    return codeOf(
      {
        input: { app: join(benchModules, 'entry.js') },
        external: (id) => outside.has(id),
        plugins: [
          entries(pageModules),
          platform({ labels: readLabels(metadata).base, defaults }),
          lwcPlugin(pageModules, [{ dir: pageModules }, { dir: benchModules }, { dir: root }]),
          constants(mode),
        ],
      },
      (id) => (outside.has(id) ? `${vendor}/${id}.js` : id),
    );
  });
