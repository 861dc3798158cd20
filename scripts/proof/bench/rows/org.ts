/** The practice org of a bench, in a process of its own, the same for the same number of deals. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { OrgFigures, OrgQuestion, OrgReady } from './org-run.ts';

export class BenchOrg {
  readonly ready: OrgReady;
  /** Folder where `--target-org practice` means this org. */
  readonly folder: string;
  readonly #process: ChildProcess;
  /** Rejected when the process ends. */
  readonly #ended: Promise<never>;

  private constructor(ready: OrgReady, folder: string, process: ChildProcess, ended: Promise<never>) {
    this.ready = ready;
    this.folder = folder;
    this.#process = process;
    this.#ended = ended;
  }

  /** @throws when it does not start. */
  static async start(deals: number, folder: string): Promise<BenchOrg> {
    const child = fork(fileURLToPath(new URL('org-run.ts', import.meta.url)), [String(deals), folder], {
      execArgv: ['--expose-gc', '--max-old-space-size=16000'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then((): never => {
      throw new Error('the practice org ended before it was asked to');
    });
    const [ready] = (await Promise.race([once(child, 'message'), ended])) as [OrgReady];
    ended.catch(() => undefined);
    return new BenchOrg(ready, folder, child, ended);
  }

  /** Counts from here. */
  async mark(): Promise<void> {
    await this.#ask({ ask: 'mark' });
  }

  /** What was since the mark; what was asked goes into a folder where one is named. */
  async figures(into?: string): Promise<OrgFigures> {
    return (await this.#ask({ ask: 'figures', ...(into === undefined ? {} : { into }) })) as OrgFigures;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const ended = once(this.#process, 'exit');
    this.#process.send({ ask: 'stop' } satisfies OrgQuestion);
    await ended;
  }

  async #ask(question: OrgQuestion): Promise<unknown> {
    const answer = once(this.#process, 'message');
    this.#process.send(question);
    const [value] = (await Promise.race([answer, this.#ended])) as [unknown];
    return value;
  }
}
