/** A process with its time and its memory. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Peak } from './peak.ts';

export interface Measured {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From its start to its end, on the clock. */
  readonly seconds: number;
  /** The most memory it ever had, in MB of 10^6 bytes; of several processes that of the largest. 0: it was killed. */
  readonly rssMb: number;
  /** Processor time, in seconds; of several processes the sum. */
  readonly cpu: number;
  readonly timedOut: boolean;
}

export interface Start {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Killed after so many. */
  readonly maxSeconds: number;
}

const hook = `--import=${new URL('peak.ts', import.meta.url).href}`;

/** Runs a script in Node, and nothing around it. */
export const measureScript = async (
  script: string,
  args: readonly string[],
  { nodeArgs = [], ...start }: Omit<Start, 'args' | 'command'> & { readonly nodeArgs?: readonly string[] },
): Promise<Measured> =>
  await measure({ ...start, command: process.execPath, args: [...nodeArgs, hook, script, ...args] });

/** Runs a program that starts Node itself. */
export const measureProgram = async (start: Start): Promise<Measured> =>
  await measure({ ...start, env: { ...start.env, NODE_OPTIONS: hook } });

async function measure({ command, args, cwd, env, maxSeconds }: Start): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'tas-peak-'));
  try {
    const begun = performance.now();
    const child = spawn(command, args, {
      cwd,
      env: { ...withoutProxy(env), TAS_BENCH_PEAK: join(folder, 'peak') },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      child.kill('SIGKILL');
    }, maxSeconds * 1000);
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
    });
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    const seconds = (performance.now() - begun) / 1000;
    clearTimeout(timer);
    const peaks = readdirSync(folder).map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Peak);
    const rssMb = Math.max(0, ...peaks.map(({ rss }) => rss)) / 1e6;
    const cpu = peaks.reduce((sum, one) => sum + one.cpu, 0);
    return { code, stdout, stderr, seconds, rssMb, cpu, timedOut };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A proxy would be asked for the loopback. */
const withoutProxy = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !/^https?_proxy$/i.test(name)));
