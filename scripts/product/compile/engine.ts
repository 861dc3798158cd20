/**
 * The gate engine and its presenter for the panel, the geometry of charts, and what a customer map works out, each as one
 * JavaScript module, made from the sources of the repository. In the installed package a module with the texts made when it was packed stands in this
 * place: scripts/proof/pack/build.ts.
 */
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync, transformSync } from 'esbuild';

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
        `export { approversOf, formatsOf, present, skippedBefore } from './scripts/product/present/index.ts';`,
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

/** The geometry of charts, readable; types are gone. */
export const chartScript = (): string => bundled(`export * from './scripts/product/chart/index.ts';`);

/** Scores and places of a customer map. */
export const customerScript = (): string => bundled(`export * from './scripts/product/customer/map.ts';`);

/** Elements, keys and likeness of leads, for their panel. */
export const leadScript = (): string =>
  bundled(
    [
      `export { customerKey, likenesses, likenessOf, missingOf, phoneKeyOf } from './scripts/product/lead/index.ts';`,
      `export { fill } from './scripts/product/messages/index.ts';`,
    ].join('\n'),
  );

function bundled(contents: string): string {
  const { outputFiles } = buildSync({
    ...es2022,
    // Paths stand in the bundle: they must not depend on where the command is called.
    stdin: { contents, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}
