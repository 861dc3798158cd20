/** The gate engine for the panel: `scripts/product/gate` as one JavaScript module, nothing added and nothing left out. */
import { fileURLToPath } from 'node:url';
import { buildSync, transformSync } from 'esbuild';
import type { SalesModel } from '../model/index.ts';
import { compileModel } from './compile.ts';

/** ES2022, readable; types and comments are gone. */
export function bundleEngine(): string {
  const { outputFiles } = buildSync({
    entryPoints: ['scripts/product/gate/index.ts'],
    // Paths stand in the bundle: they must not depend on where the command is called.
    absWorkingDir: fileURLToPath(new URL('../../..', import.meta.url)),
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    write: false,
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** Bytes of the generated module `c/tasModel`, minified as the platform serves it. */
export const panelModuleSize = (model: SalesModel): number =>
  [
    bundleEngine(),
    ...compileModel(model, 'model.yaml')
      .files.filter(({ path }) => /^lwc\/.*\.js$/.test(path))
      .map(({ text }) => text),
  ]
    .map((code) => transformSync(code, { minify: true, format: 'esm', charset: 'utf8' }).code)
    .reduce((sum, code) => sum + Buffer.byteLength(code), 0);
