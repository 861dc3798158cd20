/** Builds in a thread of its own, so that the practice org goes on answering, and memory is given back afterwards. */
import { parentPort, workerData } from 'node:worker_threads';
import { buildApp } from './app.ts';
import type { AppSources } from './sources.ts';
import { buildVendor } from './vendor.ts';

export type BuildMessage =
  | { readonly kind: 'modules'; readonly modules: number }
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly problem: string };

const tell = (message: BuildMessage): void => parentPort?.postMessage(message);

try {
  const sources = workerData as AppSources;
  await buildVendor(sources.mode, (modules) => tell({ kind: 'modules', modules }));
  await buildApp(sources);
  tell({ kind: 'done' });
} catch (error) {
  tell({ kind: 'failed', problem: error instanceof Error ? error.message : String(error) });
}
