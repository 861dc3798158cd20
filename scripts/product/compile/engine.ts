/** The gate engine and its presenter for the panel, as one JavaScript module. */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync, transformSync } from 'esbuild';
import type { SalesModel } from '../model/index.ts';
import { compileModel } from './compile.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const vocabulary = 'scripts/product/vocabulary';
const es2022 = { format: 'esm', target: 'es2022', charset: 'utf8', logLevel: 'silent' } as const;

/**
 * The scripts of the module that no model changes, by name: the engine, readable, and the vocabulary file by file, so that
 * whoever bundles the panel leaves out the names that nothing uses. Types are gone.
 */
export function engineScripts(): ReadonlyMap<string, string> {
  const { outputFiles } = buildSync({
    ...es2022,
    stdin: {
      contents: [
        `export { itemRefusals, mayApprove, settledAmountOf, verdict } from './scripts/product/gate/index.ts';`,
        `export { formatsOf, present, skippedBefore } from './scripts/product/present/index.ts';`,
        `export { fill } from './scripts/product/messages/index.ts';`,
      ].join('\n'),
      // Paths stand in the bundle: they must not depend on where the command is called.
      resolveDir: root,
    },
    absWorkingDir: root,
    bundle: true,
    external: ['*/vocabulary/index.ts'],
    write: false,
  });
  const engine = (outputFiles[0]?.text ?? '').replaceAll(/"[./]*\/vocabulary\/index\.ts"/g, '"./vocabulary"');
  const names = readdirSync(`${root}${vocabulary}`)
    .filter((name) => name.endsWith('.ts'))
    .sort();
  return new Map([
    ['engine', engine],
    ...names.map((name): [string, string] => {
      const { code } = transformSync(readFileSync(`${root}${vocabulary}/${name}`, 'utf8'), { ...es2022, loader: 'ts' });
      return [
        name === 'index.ts' ? 'vocabulary' : name.slice(0, -'.ts'.length),
        code.replaceAll(/(from "\.\/[\w-]+)\.ts"/g, '$1"'),
      ];
    }),
  ]);
}

/** Bytes of the generated module `c/tasModel`, minified as the platform serves it. */
export const panelModuleSize = (model: SalesModel): number =>
  [
    ...engineScripts().values(),
    ...compileModel(model, 'model.yaml')
      .files.filter(({ path }) => /^lwc\/.*\.js$/.test(path))
      .map(({ text }) => text),
  ]
    .map((code) => transformSync(code, { minify: true, format: 'esm', charset: 'utf8' }).code)
    .reduce((sum, code) => sum + Buffer.byteLength(code), 0);
