/** The practice org of a proof, seen from outside: it runs in a process of its own, so that it outlives whatever is killed. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answers, Ask, Ready } from './org-talk.ts';

export interface OrgSpec {
  /** An empty folder, in which `--target-org practice` means this org. */
  readonly folder: string;
  /** Absolute. */
  readonly modelFile: string;
  readonly deals: number;
  readonly seed: number;
}

const main = fileURLToPath(new URL('org-main.ts', import.meta.url));

export class OrgProcess {
  readonly ready: Ready;
  readonly #child: ChildProcess;
  #last: Promise<unknown> = Promise.resolve();

  private constructor(ready: Ready, child: ChildProcess) {
    this.ready = ready;
    this.#child = child;
  }

  /** @throws when the org does not start; what it says stands on stderr. */
  static async start({ folder, modelFile, deals, seed }: OrgSpec): Promise<OrgProcess> {
    const child = fork(main, [folder, modelFile, String(deals), String(seed)], {
      execArgv: [],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return new OrgProcess(await messageOf<Ready>(child), child);
  }

  /** One question after the other. @throws when the org has ended. */
  async ask<Name extends Ask['ask']>(question: Extract<Ask, { ask: Name }>): Promise<Answers[Name]> {
    const answer = this.#last.then(async () => {
      const answered = messageOf<Answers[Name]>(this.#child);
      this.#child.send(question);
      return await answered;
    });
    this.#last = answer.catch(() => undefined);
    return await answer;
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    this.#child.disconnect();
    await ended;
  }
}

async function messageOf<T>(child: ChildProcess): Promise<T> {
  const asked = new AbortController();
  const { signal } = asked;
  try {
    const ended = once(child, 'exit', { signal }).then(([code]) => {
      throw new Error(`the practice org of the proof ended (${String(code)})`);
    });
    const [message] = (await Promise.race([once(child, 'message', { signal }), ended])) as [T];
    return message;
  } finally {
    asked.abort();
  }
}
