import { transformSync } from 'esbuild';
import { compileModel, engineScripts } from '../../product/compile/index.ts';
import type { SalesModel } from '../../product/model/index.ts';

/** Bytes of the generated module `c/tasModel`, minified as the platform serves it. */
export const panelModuleSize = (model: SalesModel): number =>
  [
    ...engineScripts().values(),
    ...compileModel(model, 'model.yaml')
      .files.filter(({ path }) => /^lwc\/tasModel\/.*\.js$/.test(path))
      .map(({ text }) => text),
  ]
    .map((code) => transformSync(code, { minify: true, format: 'esm', charset: 'utf8' }).code)
    .reduce((sum, code) => sum + Buffer.byteLength(code), 0);
