/** Runs the real commands in processes of their own, in a project folder that the test may spoil. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Gateway } from '../org/gateway.ts';
import { referenceProject } from '../reference/index.ts';

const bin = resolve('scripts/product/cli/tas.ts');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy of what a project of the reference model holds for its commands; removed when the test is over. */
export function project(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tas-project-'));
  cpSync(referenceProject, folder, { recursive: true });
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

function launch(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>) {
  return spawn(process.execPath, [bin, ...args], {
    cwd,
    env: { ...process.env, HOME: cwd, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

export async function tas(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd: string; readonly env?: Readonly<Record<string, string>> },
): Promise<Ended> {
  const child = launch(args, cwd, env);
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, stdout, stderr };
}

/** Runs a command that is killed when the way to its org breaks. */
export async function tasUntil(
  gateway: Gateway,
  args: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<Ended & { readonly signal: NodeJS.Signals | null }> {
  const child = launch(args, cwd, env);
  gateway.onBreak = () => void child.kill('SIGKILL');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { code: child.exitCode, signal: child.signalCode, stdout, stderr };
}

export interface Ready {
  readonly pageUrl: string;
  readonly instanceUrl: string;
  readonly accessToken: string;
  readonly username: string;
  readonly orgId: string;
  readonly tokens: Readonly<Record<'rep' | 'manager' | 'ops' | 'admin', string>>;
}

export interface RunningPractice {
  readonly ready: Ready;
  /** Everything printed until now on stdout. */
  lines(): readonly string[];
  end(signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL'): Promise<{ code: number | null; stderr: string }>;
}

/** `tas practice start --json`, ready; ended at the latest when the test is over. */
export async function practice(args: readonly string[], cwd: string): Promise<RunningPractice> {
  const child: ChildProcessByStdio<null, Readable, Readable> = launch(
    ['practice', 'start', '--port', '0', '--json', ...args],
    cwd,
    {},
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const lines: string[] = [];
  const reader = createInterface(child.stdout);
  reader.on('line', (line) => lines.push(line));
  const stderr = text(child.stderr);
  const closed = once(child, 'close');
  const first = await Promise.race([once(reader, 'line') as Promise<[string]>, closed.then(() => undefined)]);
  if (first === undefined) throw new Error(`the practice org did not start: ${await stderr}`);
  return {
    ready: JSON.parse(first[0]) as Ready,
    lines: () => lines,
    end: async (signal) => {
      child.kill(signal);
      await closed;
      return { code: child.exitCode, stderr: await stderr };
    },
  };
}
