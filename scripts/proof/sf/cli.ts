/** Calls the Salesforce CLI in a home of its own, so that no org of the user is seen or touched. */
import { spawn, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** What every command of the CLI prints with --json. */
const answer = z.looseObject({
  status: z.number().optional(),
  result: z.unknown().optional(),
  message: z.string().optional(),
});

export interface SfAnswer {
  readonly code: number | null;
  readonly result: unknown;
  /** What it said where it failed. */
  readonly message: string;
}

/** The CLI: SF_BIN, else `sf` on the path; undefined where there is none. */
export function findCli(): { readonly path: string; readonly version: string } | undefined {
  const named = process.env['SF_BIN'] ?? 'sf';
  // It is called from other folders.
  const path = named.includes('/') ? resolve(named) : named;
  const asked = spawnSync(path, ['--version'], { encoding: 'utf8', env: { ...process.env, ...quietSf } });
  return asked.status === 0 ? { path, version: asked.stdout.trim() } : undefined;
}

export const noCli = 'the Salesforce CLI is not here: install it (npm install --global @salesforce/cli) or set SF_BIN';

/** Settings of a CLI that asks nobody outside and keeps no logs. */
export const quietSf = {
  SF_USE_GENERIC_UNIX_KEYCHAIN: 'true',
  SF_DISABLE_TELEMETRY: 'true',
  SF_AUTOUPDATE_DISABLE: 'true',
  SF_SKIP_NEW_VERSION_CHECK: 'true',
  SF_HIDE_RELEASE_NOTES: 'true',
  SF_DISABLE_LOG_FILE: 'true',
};

export class Cli {
  readonly #path: string;
  readonly #folder: string;
  readonly #env: NodeJS.ProcessEnv;

  /** `folder` is the home and the project of every call. */
  constructor(path: string, folder: string, env: Readonly<Record<string, string>>) {
    this.#path = path;
    this.#folder = folder;
    // A proxy would be asked for the loopback.
    const own = Object.entries(process.env).filter(([name]) => !/^https?_proxy$/i.test(name));
    this.#env = { ...Object.fromEntries(own), ...quietSf, HOME: folder, NO_COLOR: '1', ...env };
  }

  async call(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<SfAnswer> {
    // What the org answers is the output of `api request` itself, which knows no --json since 2.146.
    const isBody = args[0] === 'api';
    const child = spawn(this.#path, isBody ? [...args] : [...args, '--json'], {
      cwd: this.#folder,
      env: { ...this.#env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    const parsed = answer.safeParse(jsonIn(stdout));
    return {
      code,
      result: parsed.data?.result,
      message: isBody && code === 0 ? stdout : (parsed.data?.message ?? (stderr.trim() || stdout.trim())),
    };
  }
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
