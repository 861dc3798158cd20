/** What both stages of the build have in common. */
import type { RollupLwcOptions } from '@lwc/rollup-plugin';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { rollup, type LogLevel, type Plugin, type RollupLog, type RollupOptions, type OutputOptions } from 'rollup';
import type { Mode } from './places.ts';

// Their types describe another module format than the one Node loads.
const require = createRequire(import.meta.url);
const lwc = require('@lwc/rollup-plugin') as (options: RollupLwcOptions) => Plugin;
const replace = require('@rollup/plugin-replace') as (options: {
  readonly preventAssignment: boolean;
  readonly values: Readonly<Record<string, string>>;
}) => Plugin;

/** LWC's compiler, set as the platform's is, and able to compile the base components. */
export const lwcPlugin = (rootDir: string, modules: NonNullable<RollupLwcOptions['modules']>): Plugin =>
  lwc({
    rootDir,
    modules,
    enableDynamicComponents: true,
    enableLwcOn: true,
    enableSyntheticElementInternals: true,
    // The base components load icons by name.
    experimentalDynamicComponent: { strictSpecifier: false },
  });

/** `import.meta.env.SSR` is read by the base components unguarded. */
export const constants = (mode: Mode): Plugin =>
  replace({
    preventAssignment: true,
    values: { 'process.env.NODE_ENV': JSON.stringify(mode), 'import.meta.env.SSR': 'false' },
  });

/** LWC's compiler resolves only what somebody imports: entries are looked up as if the page imported them. */
export const entries = (folder: string): Plugin => ({
  name: 'practice-entries',
  resolveId(id, importer) {
    return importer === undefined ? this.resolve(id, join(folder, 'entry.js')) : null;
  },
});

/** Counts modules as they are read, a hundred at a time. */
export function counter(tell: (modules: number) => void): Plugin {
  let modules = 0;
  return {
    name: 'practice-counter',
    moduleParsed: () => {
      modules++;
      if (modules % 100 === 0) tell(modules);
    },
  };
}

/** Warnings about other people's code are theirs; what cannot be resolved fails the build whoever wrote it. */
const strictAbout =
  (ours: (file: string) => boolean) =>
  (level: LogLevel, log: RollupLog): void => {
    if (log.code === 'UNRESOLVED_IMPORT') throw new Error(log.message);
    const file = log.loc?.file ?? log.id ?? '';
    if (level === 'warn' && ours(file)) throw new Error(`${file}:${log.loc?.line ?? ''} ${log.message}`);
  };

/** Builds into a folder that is there whole or not at all, even where several builds run at once. */
export async function buildInto(
  folder: string,
  input: RollupOptions,
  output: OutputOptions,
  ours: (file: string) => boolean,
): Promise<void> {
  const bundle = await rollup({ ...input, onLog: strictAbout(ours) });
  const temporary = `${folder}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    await bundle.write({ ...output, format: 'es', dir: temporary });
    mkdirSync(dirname(folder), { recursive: true });
    try {
      renameSync(temporary, folder);
    } catch (error) {
      // Somebody else was first; theirs is the same.
      if (!(error instanceof Error && 'code' in error && ['ENOTEMPTY', 'EEXIST'].includes(String(error.code))))
        throw error;
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    await bundle.close();
  }
}
