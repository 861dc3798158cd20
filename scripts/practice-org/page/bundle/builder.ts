/** Builds the page when it is asked for, once for each state of its sources. */
import { Worker } from 'node:worker_threads';
import { extension } from './places.ts';
import { appFolder, appIsBuilt, vendorFolder, vendorIsBuilt, type AppSources } from './sources.ts';
import type { BuildMessage } from './worker.ts';

export type BuildState =
  | { readonly state: 'ready'; readonly vendor: string; readonly app: string }
  /** How many modules were read; 0 before the first is, and where only the small part is built. */
  | { readonly state: 'building'; readonly modules: number }
  | { readonly state: 'failed'; readonly problem: string };

interface Run {
  readonly worker: Worker;
  readonly done: Promise<unknown>;
  modules: number;
  problem?: string;
}

export class Builder {
  /** By folder of what is built. */
  readonly #runs = new Map<string, Run>();

  /** Where the build of these sources stands; one that is not there is begun. */
  state(sources: AppSources): BuildState {
    const app = appFolder(sources);
    if (vendorIsBuilt(sources.mode) && appIsBuilt(sources))
      return { state: 'ready', vendor: vendorFolder(sources.mode), app };
    const run = this.#runs.get(app) ?? this.#begin(app, sources);
    return run.problem === undefined
      ? { state: 'building', modules: run.modules }
      : { state: 'failed', problem: run.problem };
  }

  /** Waits until it is built or has failed. */
  async settled(sources: AppSources): Promise<BuildState> {
    const state = this.state(sources);
    if (state.state !== 'building') return state;
    await this.#runs.get(appFolder(sources))?.done;
    return this.state(sources);
  }

  #begin(app: string, sources: AppSources): Run {
    const worker = new Worker(new URL(`worker${extension}`, import.meta.url), { workerData: sources });
    const done = new Promise((resolve) => worker.once('exit', resolve));
    const run: Run = { worker, done, modules: 0 };
    this.#runs.set(app, run);
    worker.on('message', (message: BuildMessage) => {
      if (message.kind === 'modules') run.modules = message.modules;
      if (message.kind === 'failed') run.problem = message.problem;
    });
    worker.on('error', (error: unknown) => (run.problem = error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => {
      // Sources that failed are not tried again; once they built, the folder says so.
      if (run.problem === undefined) this.#runs.delete(app);
    });
    return run;
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#runs.values()].map(({ worker }) => worker.terminate()));
  }
}
