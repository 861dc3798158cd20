/** A practice org that the packed command starts, and its page. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Outside } from './outside.ts';
import type { Step } from './steps.ts';

const ready = z.object({ instanceUrl: z.url(), pageUrl: z.url(), username: z.literal('admin@practice.example') });

export interface Command {
  readonly file: string;
  /** Before the command's own arguments. */
  readonly args: readonly string[];
  /** As it is printed. */
  readonly shown: string;
  readonly cwd: string;
}

export class Practice {
  readonly #outside: Outside;
  readonly #command: Command;
  #process: ChildProcess | undefined;
  #pageUrl = '';

  constructor(outside: Outside, command: Command) {
    this.#outside = outside;
    this.#command = command;
  }

  start(...flags: readonly string[]): Step {
    const args = ['practice', 'start', ...flags, '--port', '0', '--json'];
    return {
      shown: [this.#command.shown, ...args].join(' '),
      isNeeded: true,
      problem: async () => await this.#started([...this.#command.args, ...args]),
    };
  }

  async #started(args: readonly string[]): Promise<string | undefined> {
    const child = this.#outside.start(this.#command.file, args, this.#command.cwd);
    this.#process = child;
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) return 'it has no output';
    const errors: string[] = [];
    stderr.on('data', (part: Buffer) => errors.push(part.toString()));
    const failed = new Promise<undefined>((end, fail) => child.once('close', () => end(undefined)).once('error', fail));
    const first = await Promise.race([once(createInterface(stdout), 'line'), failed]);
    const answer = ready.safeParse(first === undefined ? undefined : JSON.parse(String(first[0])));
    if (!answer.success) return `it is not ready: ${String(first?.[0] ?? '')}${errors.join('').slice(-600)}`;
    this.#pageUrl = answer.data.pageUrl;
    return undefined;
  }

  /** The page, built by the packed builder from what npm brought. */
  page(): Step {
    return { shown: 'its page, built and sent', problem: async () => await pageProblem(this.#pageUrl) };
  }

  stop(): Step {
    return {
      shown: `SIGTERM to ${this.#command.shown} practice start`,
      problem: async () => {
        const code = await this.end();
        return code === 0 ? undefined : `exit code ${code}, not 0`;
      },
    };
  }

  /** Ends the org where it runs. */
  async end(): Promise<number | null> {
    const child = this.#process;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return child?.exitCode ?? null;
    const closed = once(child, 'close');
    child.kill('SIGTERM');
    await closed;
    return child.exitCode;
  }
}

const longestBuild = 5 * 60_000;
const progress = z.object({ state: z.enum(['building', 'ready', 'failed']), text: z.string() });

async function pageProblem(pageUrl: string): Promise<string | undefined> {
  const admitted = await fetch(pageUrl, { redirect: 'manual' });
  const cookie = admitted.headers.getSetCookie().map((line) => line.split(';')[0]);
  const get = async (path: string): Promise<Response> =>
    await fetch(new URL(path, pageUrl), { headers: { cookie: cookie.join('; ') } });
  await get('/');
  const end = Date.now() + longestBuild;
  for (;;) {
    const { state, text } = progress.parse(await (await get('/page/progress')).json());
    if (state === 'failed') return text;
    if (state === 'ready') break;
    if (Date.now() > end) return `not built in ${longestBuild / 60_000} minutes: ${text}`;
    await wait(500);
  }
  const html = await (await get('/')).text();
  const scripts = [...html.matchAll(/(?:href|data-app|src)="(\/page\/[^"]+)"/g)].map(([, path]) => path ?? '');
  if (!scripts.some((path) => path.endsWith('/app.js'))) return 'the page names no app.js';
  for (const path of new Set(scripts)) {
    const part = await get(path);
    if (part.status !== 200 || (await part.text()) === '') return `${path}: status ${part.status}, or empty`;
  }
  return undefined;
}
